//! The review, from its demo to its outcome, by keys alone.

use super::support::{product, running};

#[test]
fn a_review_accepts_one_rejects_one_and_says_what_came_of_the_sprint() {
    let mut play = product();
    play.ready("Pay by card").ready("Print a receipt").sprint();
    play.keys("2 Home L L").says("to Review").keys("h h Home L L").says("to Review");
    play.hold("review");
    play.shows("REVIEW").shows("Waiting for acceptance").shows("2:00:00 left");
    play.keys("l").shows("1 of 2").shows("Pay by card");
    // With its criteria met, an item is accepted with one key.
    play.keys("Space j Space j Space j Space").says("checked a rule");
    play.keys("A").says("accepted PB-1");
    play.keys("F").text("Mara: finally!").keys("Enter").says("recorded feedback of Mara about PB-1: finally");
    play.keys("l").shows("2 of 2").shows("Print a receipt");
    play.keys("R").text("no receipt comes out").keys("Enter").says("rejected PB-2");
    play.keys("Tab").shows("Sprint goal").shows("Guests can pay");
    play.keys("G")
        .text("partly")
        .keys("Enter")
        .text("no receipts")
        .keys("Enter")
        .says("partly met: no receipts");
    // Feedback can become an item immediately.
    play.shows("Feedback")
        .keys("Home j Enter")
        .shows("What is it about?")
        .keys("Enter")
        .says("created PB-3 finally from feedback");
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
    play.hold("review");
    play.keys("l l").shows("2 of 3").shows("Two");
    // The cursor is on the first criterion: Space ticks it.
    play.keys("Space")
        .says("marked a criterion of PB-2")
        .keys("R")
        .text("it is not")
        .keys("Enter")
        .says("rejected PB-2");
    play.shows("2 of 3").keys("l").shows("3 of 3").shows("Three");
    play.keys("R").text("neither").keys("Tab Tab Tab Space Ctrl-s").says("rejected PB-3 to the backlog");
    play.shows("3 of 3").keys("h").shows("2 of").shows("Two");
}

#[test]
fn a_jump_brings_the_review_to_what_waits_for_acceptance() {
    let mut play = product();
    play.ready("One").ready("Two").ready("Three").sprint();
    for _ in 0..2 {
        play.keys("2 h h Home L L").says("to Review");
    }
    play.hold("review").keys("l").shows("1 of 2").shows("One");
    play.keys("#").text("2").keys("Enter").shows("REVIEW").shows("2 of 2").shows("Two");
    play.keys("#").text("3").keys("Enter").shows("Three").lacks("REVIEW");
    play.keys("Esc").shows("2 of 2");
}

#[test]
fn what_came_of_a_sprint_can_be_read_to_its_top_on_a_small_screen() {
    let mut play = product();
    for number in 1..=12 {
        play.ready(&format!("Item {number}"));
    }
    play.sprint();
    play.hold("review");
    play.keys("F").text("Mara: fine").keys("Enter").says("recorded");
    play.keys("Tab Tab End").shows("Item 12").lacks("Sprint goal");
    play.keys("Home").shows("Sprint goal").shows("Guests can pay").shows("Forecast vs completed");
    play.keys("j j").lacks("Item 12");
}

#[test]
fn feedback_is_reworded_and_taken_away_where_it_is_listed() {
    let mut play = running();
    play.hold("review");
    play.keys("F").text("Mara: fine").keys("Enter").says("recorded").keys("Tab Tab").shows("Mara: fine");
    play.keys("Home j");
    play.keys("e").shows("What do they say?").text(" and fast").keys("Enter").shows("Mara: fine and fast");
    play.keys("X").lacks("Mara: fine");
}

#[test]
fn a_demo_has_an_order_and_somebody_who_shows_it() {
    let mut play = product();
    play.ready("Pay by card").ready("Print a receipt").sprint();
    play.keys("2 Home L L h h Home L L");
    play.hold("review");
    play.keys("Enter")
        .says("to the demo: Pay by card")
        .keys("Home Enter")
        .text("Ana")
        .keys("Enter")
        .says("made Ana the presenter");
    play.keys("End Enter").says("to the demo: Print a receipt");
    play.keys("Home J").says("moved a demo");
    play.keys("Tab").shows("1 of 2").shows("Print a receipt");
}

#[test]
fn what_is_shown_of_an_item_stands_beside_its_title() {
    let mut play = running();
    play.keys("2 L L").says("to Review").hold("review").keys("Enter").says("to the demo").keys("Home e");
    play.text("on the new till").keys("Enter").shows("Pay by card – on the new till").lacks("card – Pay");
}

#[test]
fn the_title_comes_before_the_facts_and_no_fact_of_the_detail_is_cut() {
    let mut play = product();
    play.ready("Show each price change at the stand-up of the kitchen")
        .sprint()
        .keys("2 L L 3")
        .resize(120, 36);
    play.shows("PB-1  Show each price change at the stand-up of the kitchen");
    play.shows("│ day 1 in Review · day 1 since it was started").shows("│ Sprint 1");
}
