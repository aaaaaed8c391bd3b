//! Every refusal in the lifecycle of an item, with its wording.

use super::support::product;
use super::together::two;

#[test]
fn what_is_not_in_review_is_neither_accepted_nor_rejected() {
    let mut play = product();
    play.ready("A").sprint().keys("2 A").says("only items in Review can be accepted or rejected");
    play.keys("R").says("only items in Review can be accepted or rejected");
}

#[test]
fn an_item_that_is_not_on_the_board_is_not_moved() {
    let mut play = product();
    play.add(&["A"]).keys("m").says("the item is not on the board");
}

#[test]
fn without_a_sprint_nothing_goes_into_one() {
    let mut play = product();
    play.add(&["A"]).keys("s").says("no sprint yet");
}

#[test]
fn a_second_sprint_does_not_start_beside_the_first() {
    let mut play = product();
    play.ready("A").sprint().keys("N s Enter g").text("start sprint 2").keys("Enter");
    play.says("Sprint 1 is running; close it first");
}

#[test]
fn a_reason_cannot_be_empty() {
    let mut play = product();
    play.add(&["A"]).keys("b Enter").shows("it is empty").keys("Esc D Enter").shows("it is empty");
}

#[test]
fn an_open_item_is_not_reopened() {
    let mut play = product();
    play.add(&["A"]).keys("Enter O").says("only dropped and accepted items can be reopened");
}

#[test]
fn there_is_nothing_to_undo_in_the_end() {
    let mut play = product();
    play.add(&["A"]).keys("u").says("undid: added PB-1 A");
}

#[test]
fn what_was_typed_comes_back_with_the_reason_why_it_is_refused() {
    let mut play = product();
    play.keys("N p").text("Ana").keys("Tab Tab").text("maria2").keys("Enter");
    play.shows("there is already a person named Ana").shows("maria2");
    play.keys("Backspace").keys("Shift-Tab Shift-Tab").text(" Maria").keys("Enter").says("added Ana Maria");
}

#[test]
fn who_may_not_reject_is_told_before_anything_is_written() {
    let mut two = two();
    two.ana.ready("Pay by card").sprint().keys("2 L L").says("to Review");
    two.bo.app.tick();
    two.bo.keys("3 R").says("only the product owner, Ana, can reject").lacks("What is missing or wrong");
    two.ana.keys("3 R").shows("Reason");
}
