//! Stand-up, review, planning and retrospective, each from its beginning to its minutes, by keys alone.

use super::support::{Play, product};
use super::together::two;
use ceremony::domain::command::{Command, ItemCommand, NewItem, Place};
use ceremony::domain::value::{Kind, Points, Stage};
use ceremony::tui::app::Outside;
use std::time::Duration;

/// A product with two developers, and a running sprint with one story on the board.
pub fn running() -> Play {
    let mut play = product();
    for name in ["Bo", "Chi"] {
        play.keys("N p").text(name).keys("Tab Enter").text("developer").keys("Enter Ctrl-s").says("added");
    }
    play.ready("Pay by card").sprint();
    play
}

pub fn hold(play: &mut Play, name: &str) {
    play.keys("c").text(name).keys("Enter");
}

fn copied(play: &Play) -> String {
    let text =
        play.outside.iter().rev().find_map(|it| if let Outside::Copy(text) = it { Some(text) } else { None });
    text.cloned().expect("nothing was copied")
}

#[test]
fn a_stand_up_from_its_exceptions_to_its_minutes() {
    let mut play = running();
    play.keys("2 a").text("Bo").keys("Enter").says("gave PB-1 to Bo");
    hold(&mut play, "stand");
    play.says("began the stand-up of Sprint 1").shows("STAND-UP").shows("15:00 left").shows("first stand-up");
    // The next one is one key away; the first to walk is who carries something.
    play.keys("l").shows("Bo   1 of 2").shows("Pay by card");
    play.keys("L").says("moved PB-1 to Doing");
    play.keys("b").text("no terminal to test with").keys("Enter").says("blocked PB-1");
    // An impediment: one key, the words, Enter.
    play.keys("!").text("The bank does not answer").keys("Enter").says("raised an impediment for Bo on PB-1");
    play.keys("p").text("Which printer?").keys("Enter").says("parked PB-1: Which printer?");
    play.keys("l").shows("Chi   2 of 2").shows("carries nothing");
    play.keys("l").says("this is the last one; Q ends");
    play.keys("Q y").says("ended the stand-up").shows("Stand-up of Sprint 1").shows("Impediments");
    play.keys("y");
    assert_eq!(
        copied(&play),
        "\
# Stand-up of Sprint 1

2026-11-09 09:02–09:03, 1 min of 15  
Present: Ana, Bo and Chi

## Moved

- PB-1 Pay by card: To do → Doing (Ana)

## Blocked

- PB-1 Pay by card: no terminal to test with (Ana)

## Impediments

- Bo: The bank does not answer (PB-1)

## Parked

- PB-1 Pay by card: Which printer? (Ana)
"
    );
}

#[test]
fn what_is_too_long_for_a_line_goes_on_below() {
    let mut play = running();
    hold(&mut play, "stand");
    let words = "The bank does not answer, and nobody of ours knows anybody there who could be asked";
    play.keys("l !").text(words).keys("Enter h");
    play.shows("The bank does not answer, and nobody of ours knows anybody there who")
        .shows("could be asked");
    play.shows("nobody is on it").keys("x").text("the board of directors").keys("Enter");
    play.keys("Enter").text("Chi").keys("Enter").shows("escalated to the board of directors, today");
}

#[test]
fn the_next_stand_up_says_what_has_changed_since() {
    let mut play = running();
    hold(&mut play, "stand");
    play.keys("Q y Esc");
    // Done after it ended, over a weekend.
    play.keys("2 L").says("to Doing").days_pass(3);
    hold(&mut play, "stand");
    play.shows("Since the last stand-up, Mon 09 Nov").shows("PB-1 Pay by card: To do → Doing");
    play.lacks("planned Sprint");
}

#[test]
fn the_walk_says_what_everybody_did_themselves_since() {
    let mut two = two();
    two.ana.ready("Pay by card").sprint();
    two.bo.app.tick();
    two.bo.keys("2 L").says("to Doing");
    two.ana.app.tick();
    hold(&mut two.ana, "stand");
    two.ana.keys("l").shows("Bo   1 of").shows("Did since the last stand-up").shows("moved PB-1 to Doing");
    two.ana.lacks("planned Sprint").keys("l").lacks("moved PB-1 to Doing");
}

#[test]
fn an_urgent_bug_that_nobody_has_is_in_the_walk() {
    let mut play = running();
    hold(&mut play, "stand");
    play.keys("U").text("Till is down").keys("Enter").says("unplanned").keys("l l l").shows("3 of 3");
    play.shows("PB-2").shows("Till is down").lacks("Pay by card");
}

#[test]
fn what_was_undone_is_not_in_the_minutes() {
    let mut play = running();
    hold(&mut play, "stand");
    play.keys("d").text("We stop here").keys("Enter u").says("undid");
    play.keys("d").text("We go on").keys("Enter Q y").shows("We go on").lacks("We stop here");
}

#[test]
fn the_walk_goes_over_the_board_and_the_order_is_free() {
    let mut play = running();
    hold(&mut play, "stand");
    play.keys("z").shows("Review   1 of 3");
    play.keys("l l").shows("To do   3 of 3").shows("Pay by card").shows("nobody's");
    play.keys("h").shows("Doing   2 of 3");
    play.keys("z l Z")
        .says("nobody is left to be shuffled")
        .keys("h Z")
        .shows("1 of 2")
        .says("the order is ");
}

#[test]
fn an_urgent_bug_goes_on_top_of_the_sprint_and_the_report_totals_it() {
    let mut play = running();
    hold(&mut play, "stand");
    play.keys("U").text("Cards are charged twice").keys("Enter").says("on top of Sprint 1, unplanned");
    assert_eq!(play.item(2).stage, Stage::ToDo);
    play.keys("Esc g").text("look").keys("Enter").shows("Unplanned").shows("Added after the start");
}

#[test]
fn leaving_is_not_ending_and_the_next_start_offers_it_again() {
    let mut play = running();
    hold(&mut play, "stand");
    play.keys("l Esc").shows("c join stand-up");
    hold(&mut play, "stand");
    // Where it was, it is.
    play.shows("1 of 2");
}

#[test]
fn the_clock_counts_down_and_then_over() {
    let mut play = running();
    hold(&mut play, "stand");
    play.shows("15:00 left");
    play.clock.advance(std::time::Duration::from_mins(16));
    assert!(play.app.tick(), "the clock has moved");
    play.shows("1:00 over");
    assert!(!play.app.tick(), "nothing moves within a second");
}

#[test]
fn the_presenter_layout_can_be_asked_for_and_away() {
    let mut play = running();
    hold(&mut play, "stand");
    let narrow = play.screen();
    play.keys("P");
    assert_ne!(play.screen(), narrow);
    play.keys("P");
    play.lacks("lighthouse.db").lacks("Ana ·");
}

#[test]
fn a_small_shared_screen_has_its_clock_in_digits_of_three_rows() {
    let mut play = running();
    hold(&mut play, "stand");
    play.resize(80, 24).lacks("▄█  █").keys("P");
    play.shows("▄█  █ █  ▄  █▀▀ █▀█").shows(" █  ▀▀█  ▄  ▀▀█ ▀▀█").shows("left");
    play.shows("What keeps us from the sprint goal? Look here first, then walk.");
}

#[test]
fn the_head_names_the_sprint_that_is_planned_before_and_after_its_start() {
    let mut play = planned();
    play.shows("PLANNING   Sprint 1 · 2026-11-09 to 2026-11-22");
    play.keys("g")
        .text("start")
        .keys("Enter y")
        .says("started Sprint 1")
        .shows("PLANNING   Sprint 1 · day 1");
}

#[test]
fn the_head_of_a_retrospective_names_its_sprint_once() {
    let mut play = running();
    hold(&mut play, "retro");
    play.keys("Enter").resize(80, 24).shows("RETROSPECTIVE   Sprint 1 \"Guests can pay\"");
    let head: String = play.screen().lines().take(3).collect();
    assert_eq!(head.matches("Sprint 1").count(), 1);
}

#[test]
fn a_review_accepts_one_rejects_one_and_says_what_came_of_the_sprint() {
    let mut play = product();
    play.ready("Pay by card").ready("Print a receipt").sprint();
    play.keys("2 Home L L").says("to Review").keys("h h Home L L").says("to Review");
    hold(&mut play, "review");
    play.shows("REVIEW").shows("Waits for acceptance").shows("2:00:00 left");
    play.keys("l").shows("1 of 2").shows("Pay by card");
    // Its criteria met, an item is accepted with one key.
    play.keys("Space j Space j Space j Space").says("ticked");
    play.keys("A").says("accepted PB-1");
    play.keys("F").text("Mara: finally!").keys("Enter").says("caught feedback of Mara about PB-1: finally");
    play.keys("l").shows("2 of 2").shows("Print a receipt");
    play.keys("R").text("no receipt comes out").keys("Enter").says("rejected PB-2");
    play.keys("Tab").shows("Sprint goal").shows("Guests can pay");
    play.keys("G")
        .text("partly")
        .keys("Enter")
        .text("no receipts")
        .keys("Enter")
        .says("partly met: no receipts");
    // What was said can become an item at once.
    play.shows("Feedback")
        .keys("Home j Enter")
        .shows("What is it about?")
        .keys("Enter")
        .says("made PB-3 finally of feedback");
    play.keys("g").text("close").keys("Enter Enter y").says("closed Sprint 1");
    play.resize(120, 50).keys("Q y").shows("Accepted").shows("Rejected").shows("no receipt comes out");
    play.shows("Mara: finally").shows("New items");
    play.shows("Sprint 1's goal was partly met: no receipts").shows("Sprint 1 is closed");
}

#[test]
fn a_review_goes_on_where_it_was_after_a_rejection() {
    let mut play = product();
    play.ready("One").ready("Two").ready("Three").sprint();
    for _ in 0..3 {
        play.keys("2 h h Home L L").says("to Review");
    }
    hold(&mut play, "review");
    play.keys("l l").shows("2 of 3").shows("Two");
    // The cursor is on the first criterion: Space ticks it.
    play.keys("Space")
        .says("found met for PB-2")
        .keys("R")
        .text("it is not")
        .keys("Enter")
        .says("rejected PB-2");
    play.shows("2 of 3").keys("l").shows("3 of 3").shows("Three");
    play.keys("R").text("neither").keys("Tab Tab Tab Space Ctrl-s").says("rejected PB-3 to the backlog");
    play.shows("3 of 3").keys("h").shows("2 of").shows("Two");
}

#[test]
fn what_came_of_a_sprint_can_be_read_to_its_top_on_a_small_screen() {
    let mut play = product();
    for number in 1..=12 {
        play.ready(&format!("Item {number}"));
    }
    play.sprint();
    hold(&mut play, "review");
    play.keys("F").text("Mara: fine").keys("Enter").says("caught");
    play.keys("Tab Tab End").shows("Item 12").lacks("Sprint goal");
    play.keys("Home").shows("Sprint goal").shows("Guests can pay").shows("Forecast and done");
    play.keys("j j").lacks("Item 12");
}

#[test]
fn feedback_is_reworded_and_taken_away_where_it_is_listed() {
    let mut play = running();
    hold(&mut play, "review");
    play.keys("F").text("Mara: fine").keys("Enter").says("caught").keys("Tab Tab").shows("Mara: fine");
    play.keys("Home j");
    play.keys("e").shows("What do they say?").text(" and fast").keys("Enter").shows("Mara: fine and fast");
    play.keys("X").lacks("Mara: fine");
}

#[test]
fn what_floats_over_a_ceremony_shows_nothing_private() {
    let mut play = running();
    hold(&mut play, "stand");
    for over in ["?", "M", "I"] {
        play.keys(over).lacks("lighthouse.db").keys("Esc").shows("STAND-UP");
    }
    play.keys("Esc").shows("lighthouse.db");
}

#[test]
fn a_demo_has_an_order_and_somebody_who_shows_it() {
    let mut play = product();
    play.ready("Pay by card").ready("Print a receipt").sprint();
    play.keys("2 Home L L h h Home L L");
    hold(&mut play, "review");
    play.keys("Enter")
        .says("into the demo: Pay by card")
        .keys("Home Enter")
        .text("Ana")
        .keys("Enter")
        .says("Ana shows");
    play.keys("End Enter").says("into the demo: Print a receipt");
    play.keys("Home J").says("moved a demo");
    play.keys("Tab").shows("1 of 2").shows("Print a receipt");
}

#[test]
fn planning_shows_at_once_what_the_sprint_would_be() {
    let mut play = product();
    play.resize(120, 36);
    play.ready("Pay by card").add(&["Print a receipt"]).keys("N s").text("").keys("Enter");
    hold(&mut play, "planning");
    play.shows("PLANNING").shows("no sprint goal yet").shows("4:00:00 left");
    play.keys("e").text("Guests can pay").keys("Ctrl-s").shows("Guests can pay");
    play.keys("Tab").shows("Backlog").shows("no history yet to compare with").shows("0 points");
    play.keys("s").says("put PB-1 into Sprint 1").shows("3 points · no history");
    play.keys("s").says("put PB-2 into Sprint 1").shows("not ready: PB-2").shows("not estimated: PB-2");
    play.keys("l Home j s").says("took PB-2 out").shows("3 points · no history").lacks("not ready");
    play.keys("Tab")
        .shows("no tasks yet")
        .keys("N t")
        .text("Call the bank")
        .keys("Enter Esc")
        .shows("Call the bank");
    play.keys("g").text("start").keys("Enter y").says("started Sprint 1");
    play.keys("Q y").shows("Sprint 1 is started with 3 points").shows("Sprint 1's goal: Guests can pay");
}

/// Planning of a first sprint with a story of ten points and a bug of three, by Bo and Chi.
fn planned() -> Play {
    let mut play = product();
    for name in ["Bo", "Chi"] {
        play.keys("N p").text(name).keys("Tab Enter").text("developer").keys("Enter Ctrl-s").says("added");
    }
    let item = |title: &str, kind, points| NewItem {
        kind,
        estimate: Some(Points::whole(points)),
        ..NewItem::titled(title.parse().unwrap())
    };
    let items = vec![item("Pay by card", Kind::Story, 10), item("Paid twice", Kind::Bug, 3)];
    play.app.session.run(&Command::Item(ItemCommand::Add { items, place: Place::Top })).unwrap();
    play.keys("N s").text("Guests can pay").keys("Enter").says("planned Sprint 1").keys("V s");
    play.says("into Sprint 1");
    hold(&mut play, "planning");
    play
}

#[test]
fn planning_says_the_share_of_each_kind_on_a_small_screen_too() {
    let mut play = planned();
    play.resize(80, 24).keys("End k Enter Enter").says("Bo").keys("Tab");
    play.shows("10 person-days, 7 for items (1 of 2 people said)")
        .shows("points by kind: story 77 %, bug 23 %");
}

#[test]
fn planning_says_how_much_time_each_has_beside_what_is_pulled_in() {
    let mut play = planned();
    play.keys("Tab").shows("nobody has said how much time there is");
    play.keys("Shift-Tab End k Enter Enter").says("Bo").keys("Tab");
    play.shows("days: Bo 10 · Chi not said");
}

#[test]
fn somebodys_time_is_said_and_copied_to_the_next_sprint() {
    let mut play = product();
    play.keys("N p")
        .text("Bo")
        .keys("Tab Enter")
        .text("developer")
        .keys("Enter Ctrl-s")
        .says("added")
        .keys("N s Enter");
    hold(&mut play, "planning");
    play.keys("End Enter")
        .text("")
        .keys("Backspace")
        .text("2.5")
        .keys("Tab Backspace Backspace Backspace")
        .text("50")
        .keys("Enter");
    play.says("2.5 days off, 50 % of the time").shows("3.7 of 10 days: 50 %, focus 70 %, 2.5 days off");
    play.keys("Tab > Enter")
        .says("planned Sprint 2")
        .keys("Shift-Tab")
        .shows("Sprint 2")
        .shows("5 of 10 days: 50 %, focus 70 %");
}

#[test]
fn a_retrospective_from_notes_to_an_improvement_in_the_backlog() {
    let mut play = running();
    hold(&mut play, "retro");
    play.shows("Which format?").keys("Enter").shows("RETROSPECTIVE").shows("Nothing was agreed on before");
    play.keys("l n").text("Pair more").keys("Enter Tab").shows("Stop: what did you notice?");
    play.text("Long meetings").keys("Enter").text("Late starts").keys("Enter Esc");
    play.shows("Pair more").shows("Long meetings").shows("What the sprint says");
    play.keys("Home j j =").text("Long").keys("Enter").says("grouped");
    play.keys("l Space").says("gave 1 dot").shows("1.");
    // One's own are given: at one keyboard the others give theirs.
    play.keys("Space").shows("Whose dot?").text("Bo").keys("Enter").says("gave 1 dot of Bo to Pair more");
    play.keys("l End n")
        .shows("New improvement, about")
        .text("Pair every day")
        .keys("Enter")
        .says("agreed on PB-2");
    assert_eq!(play.item(2).kind, ceremony::domain::value::Kind::Improvement);
    play.keys("Q y").shows("Improvements").shows("(2 dots)").lacks("New items");
    // The next one begins with it.
    play.keys("Esc");
    hold(&mut play, "retro");
    play.keys("Enter").shows("What we agreed on").shows("still going");
    play.keys("Space").says("found the improvement PB-2 done");
    assert_eq!(play.item(2).stage, Stage::Accepted);
}

#[test]
fn whys_hang_under_a_note() {
    let mut play = running();
    hold(&mut play, "retro");
    play.keys("Enter l n").text("Late starts").keys("Enter Esc Home");
    // The line stays open for the next why.
    play.keys("W").text("nobody is there").keys("Enter").shows("And why is that?");
    play.text("the room is taken")
        .keys("Enter Esc")
        .shows("because nobody is there")
        .shows("because the room is taken");
    // The whole chain is in the minutes.
    play.keys("Q y").shows("– because nobody is there").shows("– because the room is taken");
}

#[test]
fn whys_hang_under_what_the_sprint_says_too() {
    let mut play = running();
    hold(&mut play, "stand");
    play.keys("!").text("The bank does not answer").keys("Enter").says("raised an impediment");
    play.keys("U").text("Till is down").keys("Enter").says("PB-2").keys("Q y Esc");
    hold(&mut play, "retro");
    play.keys("Enter l").shows("bug, in To do: PB-2 Till is down").keys("End");
    play.keys("W").shows("Why \"The bank does not answer\"?").text("it moved").keys("Enter Esc");
    play.shows("because it moved")
        .keys("k k W")
        .shows("Why \"PB-2\"?")
        .text("nobody tested")
        .keys("Enter Esc");
    play.keys("Q y").shows("PB-2 Till is down: because nobody tested");
    play.shows("The bank does not answer: because it moved");
}

#[test]
fn two_terminals_are_at_the_same_place_and_one_ends_for_both() {
    let mut two = two();
    two.ana.ready("Pay by card").sprint();
    two.bo.app.tick();
    hold(&mut two.ana, "stand");
    two.bo.app.tick();
    two.bo.shows("join stand-up");
    hold(&mut two.bo, "stand");
    two.bo.shows("STAND-UP").shows("Exceptions");
    two.ana.keys("l").shows("Bo   1 of 1");
    two.bo.app.tick();
    two.bo.shows("Bo   1 of 1");
    // What either does is in the same minutes.
    two.bo.keys("d").text("We pair today").keys("Enter");
    two.ana.app.tick();
    two.ana.keys("Q y").shows("We pair today (Bo)");
    two.bo.app.tick();
    two.bo.shows("Minutes").shows("We pair today (Bo)");
}

#[test]
fn notes_of_others_lie_face_down_until_they_are_turned_over() {
    let mut two = two();
    two.ana.ready("Pay by card").sprint();
    two.bo.app.tick();
    hold(&mut two.ana, "retro");
    two.ana.keys("Enter l");
    two.bo.app.tick();
    hold(&mut two.bo, "retro");
    two.bo.keys("n").text("Nobody listens").keys("Enter").says("1 note of yours lies face down");
    two.bo.text("The room is cold").keys("Enter").says("2 notes of yours lie");
    two.ana.app.tick();
    two.ana.shows("2 notes lie face down; * turns them over").lacks("Nobody listens").lacks("Bo");
    let log = two.ana.app.session.history(None, u64::MAX, 100).unwrap();
    assert!(!format!("{log:?}").contains("Nobody listens"), "no log tells what is under seal");
    // Who wrote them may be gone by then: nothing is lost.
    let mut ana = two.screen("ana");
    drop(two.bo);
    hold(&mut ana, "retro");
    ana.keys("Q").shows("End the retrospective?").shows("2 notes lie face down, and").lacks("Bo").keys("n");
    ana.keys("*").says("Ana turned over 2 notes").shows("Nobody listens").shows("The room is cold");
    ana.keys("*").says("no note lies face down");
}

#[test]
fn ceremonies_have_their_days_and_the_frame_says_what_is_due() {
    let mut play = running();
    play.keys("c").text("held").keys("Enter").shows("When ceremonies are held");
    play.keys("Tab Tab")
        .text("daily 09:30")
        .keys("Enter")
        .says("holds the stand-up Mon, Tue, Wed, Thu, Fri at 09:30");
    for columns in [120, 80] {
        play.resize(columns, 36).shows("stand-up 09:30, in 2");
    }
    hold(&mut play, "stand");
    play.keys("Q y Esc").lacks("stand-up 09:30, in");
    play.days_pass(2).shows("stand-up 09:30, in");
    play.clock.advance(std::time::Duration::from_hours(3));
    play.shows("no stand-up since Monday");
}

#[test]
fn each_ceremony_at_two_sizes() {
    let snap = |name: &str, play: &mut Play| {
        for (columns, rows) in [(80, 24), (160, 45)] {
            play.resize(columns, rows);
            insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), play.screen());
        }
    };
    let mut play = running();
    play.keys("2 a").text("Bo").keys("Enter b").text("no terminal").keys("Enter");
    play.keys("c");
    snap("ceremonies", &mut play);
    play.keys("Esc");
    hold(&mut play, "stand");
    snap("stand-up-exceptions", &mut play);
    play.keys("l");
    snap("stand-up-walk", &mut play);
    play.keys("Q y");
    snap("minutes", &mut play);
    play.keys("Esc 2 L L");
    hold(&mut play, "review");
    snap("review-demo", &mut play);
    play.keys("l");
    snap("review-acceptance", &mut play);
    play.keys("Tab");
    snap("review-outcome", &mut play);
    play.keys("Q y Esc 1 N s").text("Tips").keys("Enter");
    play.add(&["Tip on the terminal"]);
    hold(&mut play, "planning");
    snap("planning-why", &mut play);
    play.keys("Tab");
    snap("planning-what", &mut play);
    play.keys("Q y Esc");
    hold(&mut play, "retro");
    play.keys("Enter l n").text("Pair more").keys("Enter Esc");
    snap("retrospective-wall", &mut play);
}

#[test]
fn the_end_of_the_timebox_is_told_once() {
    let mut play = running();
    hold(&mut play, "stand");
    play.shows("15:00 left");
    assert!(!play.app.time_ran_out());
    play.clock.advance(Duration::from_mins(15));
    assert!(!play.app.time_ran_out(), "a second is left to say so");
    play.clock.advance(Duration::from_secs(1));
    assert!(play.app.time_ran_out());
    assert!(!play.app.time_ran_out(), "it rings once");
    // Who joins later is not told of what is over.
    play.keys("Esc");
    assert!(!play.app.time_ran_out());
    hold(&mut play, "stand");
    assert!(!play.app.time_ran_out());
}
