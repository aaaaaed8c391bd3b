//! Refinement, by keys alone.

use super::support::{Play, product};
use ceremony::domain::command::{Command, PersonCommand};
use ceremony::domain::value::{Role, Stage};

/// A product with Ana, who owns it, and people who estimate.
fn team(developers: &[&str]) -> Play {
    let mut play = product();
    for name in developers {
        let add = PersonCommand::Add {
            name: name.parse().unwrap(),
            roles: [Role::Developer].into_iter().collect(),
            login: name.to_lowercase().parse().ok(),
        };
        play.app.session.run(&Command::Person(add)).unwrap();
    }
    play
}

/// Refinement of three items that are not ready.
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
    play.keys("l l l").says("this is the last one; Q ends the ceremony").shows("Print a receipt");
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
    play.keys("p").shows("PB-1 goes to the end of the queue: why?");
    play.text("Mara knows more on Friday").keys("Enter").says("parked PB-1");
    play.shows("1 of 3").shows("Split a bill");
    play.keys("p Enter").shows("Print a receipt").keys("l").shows("2 of 3").shows("Pay by card");
    play.keys("Q y").shows("Parked").shows("PB-1: Mara knows more on Friday").shows("PB-2: later");
}
