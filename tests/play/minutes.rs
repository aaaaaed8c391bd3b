//! Minutes: the outcomes of a ceremony when it ended.

use super::support::{Play, product};
use ceremony::domain::command::{ColumnCommand, Command};
use ceremony::domain::value::Stage;

/// Returns a sprint with two stories, one of Ana and one of Bo.
fn sprint_of_two() -> Play {
    let mut play = product();
    play.keys("N p").text("Bo").keys("Tab Enter").text("developer").keys("Enter Ctrl-s").says("added");
    play.ready("Pay by card").ready("Receipt").sprint();
    play
}

#[test]
fn they_tell_columns_and_whose_it_is_and_what_left_the_sprint() {
    let mut play = sprint_of_two();
    let testing = ColumnCommand::Add { name: "Testing".parse().unwrap(), stage: Stage::Doing };
    play.app.session.run(&Command::Column(testing)).unwrap();
    play.keys("2 L").says("to Doing");
    play.hold("stand");
    play.keys("l z l l").shows("Pay by card").keys("a").text("Bo").keys("Enter L").says("to Testing");
    play.keys("l l").shows("Receipt").keys("s").says("removed PB-2 from the sprint");
    play.keys("Q y").shows("Moved").shows("PB-1 Pay by card: Doing → Testing (Ana)");
    play.shows("Assigned").shows("PB-1 Pay by card: Bo (Ana)");
    play.shows("Out of the sprint").shows("PB-2 Receipt: Sprint 1 (Ana)");
}

#[test]
fn a_rejection_says_where_to_and_what_failed() {
    let mut play = sprint_of_two();
    play.keys("2 L L").says("to Review");
    play.hold("review");
    play.keys("l x").text("nothing happens").keys("Enter R").text("it does not work").keys("Ctrl-s");
    play.says("rejected PB-1").keys("Q y").resize(140, 40);
    play.shows("PB-1 Pay by card: to Doing, criterion: it does not work (failed: it works) (Ana)");
}

#[test]
fn impediments_and_feedback_are_told_once_and_as_they_are_now() {
    let mut play = sprint_of_two();
    play.hold("stand");
    play.keys("l !").text("The bank does not answer").keys("Enter h");
    play.keys("Enter").text("Bo").keys("Enter").says("Bo");
    play.keys("x").text("the board").keys("Enter").says("escalated");
    play.keys("Q y").shows("The bank does not answer").shows("owner Bo, escalated to the board");
    assert_eq!(play.screen().matches("The bank does not answer").count(), 1);
}

#[test]
fn a_planning_that_began_without_a_sprint_is_of_the_one_planned_in_it() {
    let mut play = product();
    play.ready("Pay by card");
    play.hold("planning");
    play.keys("N s").text("Guests can pay").keys("Enter").says("planned Sprint 1");
    play.keys("Q y").shows("Planning of Sprint 1").shows("Sprint 1 is planned: Guests can pay");
}

#[test]
fn an_estimate_that_stays_is_told_with_its_votes() {
    let mut play = product();
    play.keys("N p").text("Bo").keys("Tab Enter").text("developer").keys("Enter Ctrl-s").says("added");
    play.add(&["Pay by card"]).keys("E").text("5").keys("Enter");
    play.hold("refinement");
    play.keys("w").text("Bo").keys("Space Enter E").text("bo=5").keys("Enter");
    play.keys("Enter Q y").shows("PB-1 Pay by card: stays at 5 points");
}

#[test]
fn a_decision_is_about_the_item_that_fills_the_screen_and_names_it() {
    let mut play = sprint_of_two();
    play.hold("stand");
    play.keys("l d").shows("What did we decide").text("We stop here").keys("Enter Q y Esc");
    play.hold("refinement");
    play.keys("Esc").add(&["Tips"]);
    play.hold("refinement");
    play.keys("d").shows("What did we decide about PB-3").text("Not before spring").keys("Enter Q y");
    play.shows("PB-3 Tips: Not before spring (Ana)");
}

#[test]
fn five_whys_under_a_note_of_a_group_are_told_and_no_sixth() {
    let mut play = sprint_of_two();
    play.hold("retro");
    play.keys("Enter l n").text("Late starts").keys("Enter").text("Long days").keys("Enter Esc");
    play.keys("=").text("Late").keys("Enter").says("grouped").keys("W");
    for why in ["one", "two", "three", "four", "five"] {
        play.text(why).keys("Enter").shows(&format!("because {why}"));
    }
    play.text("six").keys("Enter").says("there are already five whys").keys("Esc").lacks("because six");
    play.keys("Q y").shows("– Long days\n        – because one\n          – because two");
    play.shows("– because five");
}

#[test]
fn what_a_closed_sprint_leaves_over_is_told_with_where_it_went() {
    let mut play = sprint_of_two();
    play.hold("review").keys("g").text("close").keys("Enter Enter y").says("closed Sprint 1");
    play.keys("Q y").shows("Left over").shows("PB-1 Pay by card: into the backlog");
}

#[test]
fn ended_minutes_stay_as_they_were() {
    let mut play = sprint_of_two();
    play.hold("stand").keys("!").text("The bank does not answer").keys("Enter").says("raised");
    play.keys("Q y").shows("The bank does not answer (Ana)").keys("Esc");
    play.hold("stand").keys("Home").shows("The bank does not answer");
    while !play.screen().contains("▌ ! The bank") {
        play.keys("j");
    }
    play.keys("Enter").text("Bo").keys("Enter").says("Bo").keys("Space").text("it does now").keys("Enter");
    play.says("resolved").keys("Q y").shows("resolved: The bank does not answer").keys("Esc");
    // Only the first one's: what was done elsewhere is not in them.
    play.keys("c")
        .text("minutes")
        .keys("Down Enter")
        .shows("The bank does not answer (Ana)")
        .lacks("resolved");
}

#[test]
fn what_is_said_twice_is_told_as_it_was_said_last() {
    let mut play = sprint_of_two();
    play.hold("review")
        .keys("G")
        .text("met")
        .keys("Enter")
        .text("all paid")
        .keys("Enter")
        .says("met: all paid");
    play.keys("G").text("partly").keys("Enter").text("not all").keys("Enter").says("partly met: not all");
    play.keys("Q y").shows("Sprint 1's goal was partly met: not all (Ana)").lacks("all paid");
}

#[test]
fn because_stands_before_a_reason_once() {
    let mut play = sprint_of_two();
    play.hold("retro")
        .keys("Enter l n")
        .text("Late starts")
        .keys("Enter Esc W")
        .text("Because nobody is there");
    play.keys("Enter Esc").shows("because nobody is there").lacks("ecause because").lacks("because Because");
}
