//! An item's screen: its texts and its parts.

use super::support::product;
use ceremony::domain::command::{Command, FieldEdit};
use ceremony::domain::product::ProductField;

#[test]
fn an_item_is_edited_in_a_form() {
    let mut play = product();
    play.add(&["Pay"])
        .keys("e")
        .text(" by card")
        .keys("Tab Space Tab Tab")
        .text("8")
        .keys("Tab")
        .text("till #cash");
    play.keys("Enter").shows("Pay by card");
    let item = play.item(1);
    assert_eq!(
        (item.kind.word(), item.estimate.unwrap().to_string().as_str(), item.labels.len()),
        ("bug", "8", 2)
    );
}

#[test]
fn what_the_deck_shows_can_be_typed_as_an_estimate() {
    let mut play = product();
    play.add(&["Pay"]).keys("E").text("1/2").keys("Enter");
    assert_eq!(play.item(1).estimate, "0.5".parse().ok());
    let deck = FieldEdit::blind(ProductField::Deck("t-shirt".parse().ok()));
    let product = play.app.session.workspace().product().unwrap().id;
    play.app.session.run(&Command::set(product, deck)).unwrap();
    play.keys("E").text("l").keys("Enter");
    assert_eq!(play.item(1).estimate, "5".parse().ok());
    play.keys("e Tab Tab Tab Backspace").text("XL").keys("Enter");
    assert_eq!(play.item(1).estimate, "8".parse().ok());
}

#[test]
fn title_and_narrative_in_one_form_are_one_entry_and_one_undo() {
    let mut play = product();
    play.add(&["Pay"]).keys("e").text(" by card").keys("Tab Tab Tab Tab Tab").text("guest").keys("Enter");
    play.says("edited PB-1").keys("Enter").shows("Pay by card").shows("guest").keys("Esc");
    play.keys("u").says("undid: edited PB-1").lacks("by card").keys("Enter").lacks("guest");
    assert_eq!(play.item(1).title.as_str(), "Pay");
}

#[test]
fn a_choice_that_was_changed_is_not_lost_at_the_first_esc() {
    let mut play = product();
    play.add(&["Pay"]).keys("e Tab Space Esc").shows("press Esc again").keys("Esc");
    assert_eq!(play.item(1).kind.word(), "story");
}

#[test]
fn a_form_left_with_esc_changes_nothing() {
    let mut play = product();
    play.add(&["Pay"])
        .keys("e")
        .text(" by card")
        .keys("Esc")
        .shows("press Esc again")
        .keys("Esc")
        .lacks("by card");
}

#[test]
fn a_wrong_field_keeps_the_form_open_with_the_cursor_on_it() {
    let mut play = product();
    play.add(&["Pay"]).keys("e Tab Tab Tab").text("five").keys("Tab Enter").shows("is no estimate");
    play.keys("Backspace Backspace Backspace Backspace").text("5").keys("Enter");
    assert_eq!(play.item(1).estimate.unwrap().to_string(), "5");
}

#[test]
fn a_long_text_is_written_in_place() {
    let mut play = product();
    play.add(&["Pay"]).keys("e").keys("Tab Tab Tab Tab Tab Tab Tab Tab Enter");
    play.text("First line").keys("Enter").text("**second**").keys("Ctrl-s Ctrl-s");
    play.keys("Enter").shows("Description").shows("First line").shows("second");
}

#[test]
fn criteria_are_added_checked_moved_changed_and_taken_away() {
    let mut play = product();
    play.add(&["Pay"]).keys("N c").text("one").keys("Enter").text("two").keys("Enter Esc Enter");
    play.shows("Criteria  0 of 2 met");
    play.keys("j Space").says("marked a criterion of PB-1 as met: one").shows("1 of 2 met");
    play.keys("J").says("moved a criterion");
    let screen = play.screen();
    assert!(screen.find("two").unwrap() < screen.find("one").unwrap(), "{screen}");
    play.keys("x").text("broken").keys("Enter").shows("failed: broken");
    play.keys("e").text("!").keys("Ctrl-s").says("changed a criterion").shows("0 of 2 met");
    play.keys("X").says("removed a criterion").shows("0 of 1 met");
    play.keys("u").shows("0 of 2 met");
}

#[test]
fn tasks_are_added_and_ticked() {
    let mut play = product();
    play.add(&["Pay"])
        .keys("N t")
        .text("draw it")
        .keys("Enter")
        .text("build it")
        .keys("Enter Esc Enter j Space");
    play.says("finished a task of PB-1: draw it").shows("1 of 2 done");
    play.keys("e").text(" nicely").keys("Enter").shows("draw it nicely");
}

#[test]
fn a_question_is_asked_and_answered() {
    let mut play = product();
    play.add(&["Pay"]).keys("N q").text("Gift cards?").keys("Tab Tab").text("friday").keys("Enter");
    play.says("asked Ana about PB-1: Gift cards?").shows("1 question");
    play.keys("Enter j").shows("needed by 2026-11-13");
    play.keys("e")
        .text("Not now")
        .keys("Ctrl-s")
        .says("answered a question about PB-1: Not now")
        .shows("Ana: Not now");
}

#[test]
fn a_comment_and_a_link() {
    let mut play = product();
    play.add(&["Pay"]).keys("N m").text("Talk to the bank").keys("Ctrl-s").says("commented on PB-1");
    play.keys("N l")
        .text("https://example.org/a")
        .keys("Tab")
        .text("Design")
        .keys("Enter")
        .says("linked Design to PB-1");
    play.keys("Enter").shows("Talk to the bank").shows("Design").shows("https://example.org/a");
    assert_eq!(play.item(1).tally.designs, 1);
    play.keys("y");
    play.keys("j y o");
    assert_eq!(play.outside.len(), 3, "{:?}", play.outside);
}

#[test]
fn a_dependency_is_shown_and_a_circle_is_named() {
    let mut play = product();
    play.add(&["A", "B", "C"])
        .keys("Home N d")
        .text("PB-2")
        .keys("Enter")
        .says("PB-1 as waiting for PB-2")
        .shows("after PB-2");
    play.keys("j N d").text("PB-3").keys("Enter");
    play.keys("j N d").text("PB-1").keys("Enter");
    play.says("PB-3 waits for PB-1 waits for PB-2 waits for PB-3");
}

#[test]
fn parts_of_an_item_know_their_parent() {
    let mut play = product();
    play.add(&["Big"]).keys("N i").text("Small").keys("Enter Esc").shows("Small");
    play.keys("Home Enter").shows("Children").shows("PB-2");
    play.keys("j Enter").shows("Part of").shows("PB-1");
}

#[test]
fn the_history_of_an_item_tells_who_did_what() {
    let mut play = product();
    play.add(&["Pay"])
        .keys("E")
        .text("5")
        .keys("Enter i")
        .shows("Ana estimated PB-1 at 5")
        .shows("Ana added PB-1 Pay");
    play.lacks("began the product").keys("Esc I").shows("Ana created the product Lighthouse");
}
