//! Refinement, by keys alone.

use super::support::{Play, product};
use super::together::two;
use ceremony::domain::command::{Command, FieldEdit, PersonCommand};
use ceremony::domain::product::ProductField;
use ceremony::domain::value::{Role, Stage};

fn developer(name: &str) -> Command {
    Command::Person(PersonCommand::Add {
        name: name.parse().unwrap(),
        roles: [Role::Developer].into_iter().collect(),
        login: name.to_lowercase().parse().ok(),
    })
}

/// Returns a product with Ana, its product owner, and people who estimate.
fn team(developers: &[&str]) -> Play {
    let mut play = product();
    for name in developers {
        play.app.session.run(&developer(name)).unwrap();
    }
    play
}

/// Returns a refinement of three items that are not ready.
fn begun() -> Play {
    let mut play = team(&["Bo", "Chi", "Dora"]);
    play.add(&["Pay by card", "Split a bill", "Print a receipt"]);
    play.keys("c").text("refine").keys("Enter").shows("REFINEMENT");
    play
}

#[test]
fn the_queue_is_gone_through_with_one_key() {
    let mut play = begun();
    play.shows("1 of 3").shows("Pay by card").shows("0 ready").shows("Make the next items ready");
    play.keys("l").shows("2 of 3").shows("Split a bill");
    play.keys("h").shows("1 of 3").shows("Pay by card");
    play.keys("l l l").says("this is the last topic; Q ends the ceremony").shows("Print a receipt");
}

#[test]
fn a_jump_brings_the_refinement_to_the_item_for_everybody() {
    let mut two = two();
    two.ana.add(&["Pay by card", "Split a bill", "Print a receipt", "Old"]);
    two.ana.keys("D").text("too old").keys("Enter").says("dropped PB-4");
    two.ana.hold("refine").shows("Pay by card");
    two.bo.app.tick();
    two.bo.hold("refine").keys("#").text("3").keys("Enter").shows("REFINEMENT").shows("3 of 3");
    two.ana.app.tick();
    two.ana.shows("3 of 3").shows("Print a receipt").keys("h").shows("2 of 3");
    // Ended ceremonies are read-only.
    two.ana.keys("#").text("4").keys("Enter").shows("Old").shows("● refinement in progress");
    two.ana.keys("Esc").shows("2 of 3");
}

#[test]
fn every_count_of_the_backlog_is_seen_on_a_small_screen() {
    let mut play = begun();
    play.resize(80, 24).keys("N q").text("What about gift cards?").keys("Enter");
    play.shows("1 of 3   0 ready").shows("3 no criteria · 3 no points · 1 question");
}

#[test]
fn the_estimate_is_large_on_a_small_shared_screen() {
    let mut play = begun();
    play.resize(80, 24).keys("E").text("13").keys("Enter").says("13").keys("P");
    play.shows("▄█  ▀▀█").shows("13 points").shows("Pay by card");
}

#[test]
fn an_item_that_is_made_ready_stays_until_one_goes_on() {
    let mut play = begun();
    play.keys("r").text("clear enough").keys("Enter").says("made PB-1 ready");
    play.shows("1 of 3").shows("Pay by card").shows("✓ Ready").shows("1 ready");
    play.keys("l").shows("1 of 2").shows("Split a bill");
    assert_eq!(play.item(1).stage, Stage::Ready);
}

#[test]
fn an_item_that_is_dropped_keeps_its_place_until_one_goes_on() {
    let mut play = begun();
    play.keys("l D").text("nobody pays together").keys("Enter").says("dropped PB-2");
    play.shows("2 of 3").keys("l").shows("2 of 2").shows("Print a receipt");
}

#[test]
fn what_is_parked_comes_again_at_the_end_and_stands_in_the_minutes() {
    let mut play = begun();
    play.keys("p").shows("Move PB-1 to the end of the queue: why?");
    play.text("Mara knows more on Friday").keys("Enter").says("parked PB-1");
    play.shows("1 of 3").shows("Split a bill");
    play.keys("p Enter").shows("Print a receipt").keys("l").shows("2 of 3").shows("Pay by card");
    play.keys("Q y")
        .shows("Parked")
        .shows("PB-1 Pay by card: Mara knows more on Friday")
        .shows("PB-2 Split a bill: later");
}

fn points(play: &Play, item: u64) -> String {
    play.item(item).estimate.map_or_else(String::new, |points| points.to_string())
}

#[test]
fn cards_of_all_from_one_keyboard_with_a_spread_and_then_agreement() {
    let mut play = begun();
    play.keys("E").shows("Cards of Bo, Chi and Dora for PB-1").text("3 8 5").keys("Enter");
    play.says("revealed the cards for PB-1, round 1: Bo 3, Chi 8, Dora 5");
    play.shows("PB-1, round 1: far apart").shows("Bo 3   Chi 8   Dora 5");
    play.shows("Bo (3) and Chi (8) explain first, then all vote again.");
    // With a wide spread, the default is another round.
    play.keys("Enter").text("5 5 5").keys("Enter").shows("PB-1, round 2: all agree");
    play.keys("Enter").says("estimated PB-1 at 5").shows("1 of 3");
    assert_eq!(points(&play, 1), "5");
}

#[test]
fn an_estimate_on_which_all_agree_takes_three_keys_and_the_cards() {
    let mut play = begun();
    play.keys("E").text("5 5 5").keys("Enter").keys("Enter");
    assert_eq!(points(&play, 1), "5");
}

#[test]
fn of_two_neighbours_the_more_frequent_is_offered_and_never_an_average() {
    let mut play = begun();
    play.keys("E").text("c=8 b=5 d=5").keys("Enter").shows("nearly the same").keys("Enter");
    assert_eq!(points(&play, 1), "5");
    play.keys("E").text("5 ? coffee").keys("Enter");
    play.shows("only one number")
        .shows("Chi has no idea yet: what is unclear?")
        .shows("Dora would like a break.");
    play.text("keep").keys("Enter");
    assert_eq!(points(&play, 1), "5");
    play.keys("E").text("inf inf inf").keys("Enter").shows("too large for all").keys("Esc");
    play.keys("E")
        .text("1 5 20")
        .keys("Enter")
        .shows("After 4 rounds: split it, or find out what is unknown.");
    play.text("20").keys("Enter");
    assert_eq!(points(&play, 1), "20");
}

#[test]
fn one_number_is_the_agreed_estimate_and_a_line_that_is_none_says_why() {
    let mut play = begun();
    play.keys("E").text("6").keys("Enter").says("estimated PB-1 at 6");
    play.keys("E").text("5 8").keys("Enter").shows("2 cards for Bo, Chi and Dora: one each");
    play.text(" 4").keys("Enter").shows("\"4\" is no card of this deck").keys("Esc");
    play.keys("E").text("-").keys("Enter").says("PB-1");
    assert_eq!(points(&play, 1), "");
}

#[test]
fn criterion_question_answer_and_dependency_are_one_key_each() {
    let mut play = begun();
    play.resize(80, 24).keys(")").says("there is no open question");
    play.keys("-").text("the receipt says so").keys("Enter").says("criterion").keys("Esc");
    for number in 1..=9 {
        play.keys("-").text(&format!("rule {number}")).keys("Enter Esc");
    }
    // What was just added is visible, however long the item is.
    play.shows("rule 9").keys("(").text("Which cards?").keys("Enter").shows("Which cards?");
    play.keys("(").text("Which banks?").keys("Enter").shows("Which banks?");
    play.keys(")").shows("─ Which cards? ─").shows("rule 9").keys("Enter").shows("write an answer");
    play.text("All of them").keys("Enter").says("answered").shows("All of them");
    // The cursor selects another one.
    play.keys(&"j ".repeat(12))
        .keys(")")
        .shows("─ Which banks? ─")
        .text("Ours")
        .keys("Enter")
        .says("answered");
    play.keys(")").shows("─ Which banks? ─").shows("Ours").keys("Esc");
    play.keys("&").text("Split").keys("Enter").says("waiting for PB-2");
}

#[test]
fn an_agreed_number_that_it_has_already_stays() {
    let mut play = begun();
    play.keys("E").text("5").keys("Enter").says("estimated PB-1 at 5");
    play.keys("E").text("5").keys("Enter").says("PB-1 stays at 5");
    assert!(play.app.model.layers.is_empty());
    play.keys("l E").text("-").keys("Enter").says("PB-2 stays without an estimate");
}

#[test]
fn a_round_says_who_has_not_voted_and_hides_neither_the_item_nor_what_it_came_to() {
    let mut play = begun();
    play.resize(160, 45).shows("no estimated item has been accepted yet");
    play.keys("E").text("bo=5").keys("Enter").shows("PB-1, round 1: not all have voted");
    play.shows("2 have not voted: Chi and Dora.").shows("becomes the estimate").shows("Pay by card");
    play.shows("Round 1: not all have voted").shows("Bo 5");
}

#[test]
fn one_by_one_nobody_sees_a_card_before_all_are_turned() {
    let mut play = begun();
    play.keys("E Enter").shows("Bo's card for PB-1, hidden (2 to come)");
    play.text("13").shows("│ ●●● ").lacks("13 ").keys("Enter").says("Bo has voted");
    play.shows("Chi's card").text("4").keys("Enter").shows("that is none of 0, ½, 1, 2, 3, 5, 8, 13");
    // A person who leaves now can still find the hidden cards.
    play.keys("Esc E").shows("Bo has voted on PB-1, Chi and Dora have not").keys("Esc");
    play.keys("C").says("only developers estimate, and Ana is product owner");
    play.keys("E").text("13 13").keys("Enter").shows("all agree").shows("Bo 13   Chi 13   Dora 13");
    play.keys("Enter E").shows("Cards of Bo, Chi and Dora");
    assert_eq!(points(&play, 1), "13");
}

#[test]
fn where_no_developer_is_present_the_points_are_typed() {
    let mut play = team(&["Bo"]);
    play.keys("N p").text("Sue").keys("Tab Enter").text("scrum").keys("Enter Ctrl-s").says("added Sue");
    play.add(&["Pay by card"]).keys("c").text("refine").keys("Enter");
    play.keys("w").text("Sue").keys("Space Enter E").shows("Points of PB-1");
    play.text("3").keys("Enter");
    assert_eq!(points(&play, 1), "3");
}

#[test]
fn in_a_product_without_developers_everybody_plays() {
    let mut play = team(&[]);
    play.add(&["Pay by card"]).keys("c").text("refine").keys("Enter E").shows("Cards of Ana for PB-1");
    play.text("3").keys("Enter");
    assert_eq!(points(&play, 1), "3");
}

#[test]
fn cards_from_two_terminals_are_seen_by_nobody_before_they_are_turned() {
    let mut two = super::together::two();
    two.bo.app.session.run(&developer("Chi")).unwrap();
    two.ana.app.tick();
    two.ana.add(&["Pay by card"]).keys("c").text("refine").keys("Enter");
    two.bo.app.tick();
    two.bo.keys("c").text("refine").keys("Enter").shows("REFINEMENT");
    two.bo.keys("C").shows("Your card for PB-1, hidden until reveal");
    two.bo.text("100").lacks("100 ").keys("Enter").says("Bo has voted");
    two.ana.app.tick();
    for play in [&mut two.ana, &mut two.bo] {
        play.shows("1 of 2 has voted").shows("Bo ✓").lacks("100");
        let mut told = String::new();
        for entry in play.app.session.history(None, u64::MAX >> 1, 100).unwrap() {
            told.push_str(&play.app.session.summary(&entry));
        }
        assert!(!told.contains("100"), "{told}");
    }
    // A terminal that is closed takes no card with it.
    let mut chi = two.screen("chi");
    let again = two.screen("bo");
    drop(std::mem::replace(&mut two.bo, again));
    chi.keys("c").text("refine").keys("Enter C").text("100").keys("Enter");
    chi.says("Chi has voted; everyone has: E reveals the cards");
    two.ana.app.tick();
    two.ana.shows("2 of 2 have voted: reveal the cards").shows("\n E reveal the cards  ").keys("E");
    two.ana.shows("all agree").shows("Bo 100   Chi 100").keys("Enter");
    assert_eq!(points(&two.ana, 1), "100");
    chi.app.tick();
    chi.shows("100 points").lacks("have voted");
}

#[test]
fn an_item_is_split_along_a_pattern_with_its_criteria_and_points() {
    let mut play = begun();
    play.keys("N c")
        .text("by seat")
        .keys("Enter")
        .text("by amount")
        .keys("Enter")
        .text("rounding")
        .keys("Enter Esc");
    play.keys("E").text("13").keys("Enter");
    play.keys("S").shows("How to split PB-1").shows("one device, one interface at a time");
    play.text("paths").keys("Enter").shows("Split PB-1 by paths: part 1");
    play.keys("Enter").shows("name at least one part");
    play.text("Split by seat").keys("Enter").shows("part 2").text("Split by amount").keys("Enter Enter");
    play.shows("Divide the criteria").shows("2 Split by amount");
    // A digit assigns the line and moves on; the third stays.
    play.keys("1 9").shows("parts are 1 to 2").keys("2 Enter");
    play.shows("Points after the split; PB-1 has 13 points now").text("5").keys("Tab").text("5").keys("Tab");
    play.keys("Backspace Backspace").text("3").keys("Enter").says("split PB-4 and PB-5 off PB-1 by paths");
    play.shows("Split by seat").shows("2 of 5");
    let told = |play: &Play, number: u64| {
        let detail = play.app.session.workspace().detail(ceremony::domain::id::Id::new(number).unwrap());
        let texts = detail.unwrap().criteria.iter().map(|it| it.text.to_string());
        (play.item(number).title.to_string(), points(play, number), texts.collect::<Vec<_>>().join(", "))
    };
    assert_eq!(told(&play, 1), ("Pay by card".to_owned(), "3".to_owned(), "rounding".to_owned()));
    assert_eq!(told(&play, 4), ("Split by seat".to_owned(), "5".to_owned(), "by seat".to_owned()));
    play.keys("l");
    assert_eq!(told(&play, 5), ("Split by amount".to_owned(), "5".to_owned(), "by amount".to_owned()));
    play.keys("u").says("undid: split");
}

#[test]
fn a_split_says_how_many_points_there_were_and_are() {
    let mut play = begun();
    play.keys("E").text("13").keys("Enter S Enter").text("Split by seat").keys("Enter").text("By amount");
    play.keys("Enter Enter").shows("PB-1 has 13 points now").text("5").keys("Tab").text("8").shows("26");
    play.keys("Tab Backspace Backspace").text("3").keys("Enter").says("13 points before and 16 after");
}

#[test]
fn every_part_is_named_while_criteria_are_divided() {
    let mut play = begun();
    play.resize(80, 24).keys("N c").text("by seat").keys("Enter Esc S Enter");
    for part in 1..=6 {
        play.text(&format!("Part no {part}")).keys("Enter");
    }
    play.keys("Enter").shows("1 Part no 1").shows("6 Part no 6").lacks("↓");
    // Of too many, the next ones, with a sign that there are more.
    play.keys("Esc Esc S Enter");
    for part in 1..=30 {
        play.text(&format!("Part no {part}")).keys("Enter");
    }
    play.keys("Enter").shows("1 Part no 1").lacks("Part no 30").shows("↓");
    play.keys(&"Space ".repeat(30)).shows("30 Part no 30").lacks("1 Part no 1\n").shows("↑");
}

#[test]
fn a_split_can_be_left_at_every_step_and_nothing_has_changed() {
    let mut play = begun();
    play.keys("N c").text("by seat").keys("Enter Esc");
    let before = play.app.session.workspace().revision;
    play.keys("S Esc").shows("1 of 3");
    play.keys("S Enter Esc").shows("1 of 3");
    // The text is discarded only at the second Esc.
    play.keys("S Enter").text("One").keys("Enter Esc").shows("press Esc again").keys("Esc");
    play.keys("S Enter").text("One").keys("Enter Enter Space Esc Esc");
    play.keys("S Enter").text("One").keys("Enter Enter 1 Enter").text("3").keys("Esc Esc").shows("1 of 3");
    assert_eq!(play.app.session.workspace().revision, before);
    assert!(play.app.model.layers.is_empty());
}

#[test]
fn in_the_backlog_an_item_is_split_too_and_an_epic_gets_its_first_stories() {
    let mut play = team(&[]);
    play.add(&["Pay by card"])
        .keys("S Enter")
        .paste("One\nTwo")
        .keys("Enter Enter")
        .says("split PB-2 and PB-3 off PB-1");
    play.keys("y");
    assert!(format!("{:?}", play.outside).contains("PB-2"));
    play.keys("N e").text("Payment").keys("Enter ,");
    play.keys("S").says("only items and epics can be split");
    while !play.screen().lines().any(|line| line.contains('▌') && line.contains("Payment")) {
        play.keys("j");
    }
    play.keys("S").shows("First stories of").text("Cash").keys("Enter").text("Cards").keys("Enter Esc");
    assert!(play.item(4).epic.is_some() && play.item(5).epic.is_some());
}

#[test]
fn from_the_first_item_to_the_minutes() {
    let mut play = begun();
    play.keys("e Tab Tab Tab Tab Tab").text("guest").keys("Tab").text("to pay by card").keys("Ctrl-s");
    play.keys("N c").text("the receipt says so").keys("Enter Esc");
    play.keys("N q").text("Which cards?").keys("Enter").shows("Which cards?").shows("has no open question");
    // The cursor moves over criterion and question; Enter answers.
    play.keys("j j Enter").shows("Answer: Which cards?").text("All of them").keys("Ctrl-s");
    play.keys("E").text("3 8 3").keys("Enter Enter").text("5 5 5").keys("Enter Enter");
    play.keys("r").says("made PB-1 ready");
    play.keys("l S Enter").text("Split by seat").keys("Enter Enter Enter").says("split PB-4 off PB-2");
    play.keys("p").text("after the summer").keys("Enter l");
    play.keys("d").text("receipts come last").keys("Enter");
    play.keys("Q y").resize(80, 45);
    insta::assert_snapshot!("refinement-minutes", play.screen());
}

#[test]
fn refinement_looks_like_this() {
    let mut play = begun();
    play.keys("e Tab Tab Tab Tab Tab").text("waiter").keys("Tab").text("to take cards").keys("Ctrl-s");
    play.keys("N c")
        .text("the receipt says so")
        .keys("Enter")
        .text("a refused card is told")
        .keys("Enter Esc");
    play.keys("N q").text("What about gift cards?").keys("Enter E").text("5 8 5").keys("Enter");
    for (columns, rows) in [(80, 24), (160, 45)] {
        play.resize(columns, rows);
        insta::assert_snapshot!(format!("refinement-turned-{columns}x{rows}"), play.screen());
    }
    play.keys("Enter E Enter").text("8").keys("Enter Esc F").text("Mara: gift cards, please!").keys("Enter");
    for (columns, rows) in [(80, 24), (160, 45)] {
        play.resize(columns, rows);
        insta::assert_snapshot!(format!("refinement-{columns}x{rows}"), play.screen());
    }
}

#[test]
fn sizes_of_shirts_land_as_points() {
    let mut play = begun();
    let deck = FieldEdit::blind(ProductField::Deck("t-shirt".parse().ok()));
    let product = play.app.session.workspace().product().unwrap().id;
    play.app.session.run(&Command::set(product, deck)).unwrap();
    play.keys("E").text("m L m").keys("Enter").shows("Bo M   Chi L   Dora M").shows("M = 3 points");
    play.keys("Enter");
    assert_eq!(points(&play, 1), "3");
    play.keys("E").text("xl").keys("Enter");
    assert_eq!(points(&play, 1), "8");
}

#[test]
fn a_changed_deck_takes_effect_with_the_next_round() {
    let mut play = begun();
    let product = play.app.session.workspace().product().unwrap().id;
    let set = |deck: &str| Command::set(product, FieldEdit::blind(ProductField::Deck(deck.parse().ok())));
    play.app.session.run(&set("t-shirt")).unwrap();
    play.keys("E Enter").shows("Bo's card").text("S").keys("Enter").shows("Chi's card").keys("Esc");
    play.app.session.run(&set("fibonacci")).unwrap();
    play.keys("E").text("chi=m dora=s").keys("Enter").shows("Bo S   Chi M   Dora S").shows("S = 2 points");
    play.keys("Enter E").text("m 5 8").keys("Enter").shows("\"m\" is no card of this deck");
}

#[test]
fn whoever_looks_on_sees_who_speaks_first() {
    let mut two = super::together::two();
    two.bo.app.session.run(&developer("Chi")).unwrap();
    two.ana.app.tick();
    two.ana.add(&["Pay by card"]).keys("c").text("refine").keys("Enter");
    two.bo.app.tick();
    two.bo.keys("c").text("refine").keys("Enter").resize(160, 45);
    two.ana.keys("E").text("3 8").keys("Enter");
    two.bo.app.tick();
    two.bo.shows("Round 1: far apart").shows("Bo (3) and Chi (8) explain first, then all vote again.");
    two.ana.keys("Enter").text("8 8").keys("Enter Enter");
    two.bo.app.tick();
    two.bo.shows("Round 2: all agree").lacks("explain first").shows("8 points");
    // Where one goes, all go.
    two.ana.keys("S Enter").text("Another").keys("Enter Enter Enter");
    two.bo.app.tick();
    two.bo.shows("Another").shows("2 of 2");
}

#[test]
fn what_is_in_the_way_of_ready_is_seen_without_scrolling() {
    let mut play = begun();
    play.lacks("Not met   ").keys("-");
    for number in 1..=14 {
        play.text(&format!("criterion {number}")).keys("Enter");
    }
    play.keys("Esc").resize(80, 24).shows("Not met   ").shows("is estimated");
}
