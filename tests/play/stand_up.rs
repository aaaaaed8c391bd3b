//! The stand-up, from its start to its minutes, by keys alone.

use super::support::{copied, running};
use super::together::two;
use ceremony::domain::command::{Command, ItemCommand, SprintCommand};
use ceremony::domain::id::{Id as _, ItemId};
use ceremony::domain::value::{Prose, Stage};

#[test]
fn a_stand_up_from_its_exceptions_to_its_minutes() {
    let mut play = running();
    play.keys("2 a").text("Bo").keys("Enter").says("assigned PB-1 to Bo");
    play.hold("stand");
    play.says("started the stand-up of Sprint 1")
        .shows("STAND-UP")
        .shows("15:00 left")
        .shows("first stand-up");
    // The next one is one key away; the walk starts with people who have work.
    play.keys("l").shows("Bo   1 of 2").shows("Pay by card");
    play.keys("L").says("moved PB-1 to Doing");
    play.keys("b").text("no terminal to test with").keys("Enter").says("blocked PB-1");
    // An impediment: one key, the text, Enter.
    play.keys("!").text("The bank does not answer").keys("Enter").says("raised an impediment for Bo on PB-1");
    play.keys("p").text("Which printer?").keys("Enter").says("parked PB-1: Which printer?");
    play.keys("l").shows("Chi   2 of 2").shows("nothing in progress");
    play.keys("l").says("this is the last topic; Q ends");
    play.keys("Q y").says("ended the stand-up").shows("Stand-up of Sprint 1").shows("Impediments");
    play.keys("y");
    assert_eq!(
        copied(&play),
        "\
# Stand-up of Sprint 1

2026-11-09 09:02–09:03, 1 min of 15  
Present: Ana  
Not recorded: Bo and Chi

## Moved

- PB-1 Pay by card: To do → Doing (Ana)

## Blocked

- PB-1 Pay by card: no terminal to test with (Ana)

## Impediments

- Bo: The bank does not answer (PB-1) (Ana)

## Parked

- PB-1 Pay by card: Which printer? (Ana)
"
    );
}

#[test]
fn what_is_too_long_for_a_line_goes_on_below() {
    let mut play = running();
    play.hold("stand");
    let words = "The bank does not answer, and nobody of ours knows anybody there who could be asked";
    play.keys("l !").text(words).keys("Enter h");
    play.shows("The bank does not answer, and nobody of ours knows anybody there who")
        .shows("could be asked");
    play.shows("no owner").keys("x").text("the board of directors").keys("Enter");
    play.keys("Enter").text("Chi").keys("Enter").shows("escalated to the board of directors, today");
}

#[test]
fn the_next_stand_up_says_what_has_changed_since() {
    let mut play = running();
    play.hold("stand");
    play.keys("Q y Esc");
    // Done after it ended, over a weekend.
    play.keys("2 L").says("to Doing").days_pass(3);
    play.hold("stand");
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
    two.ana.hold("stand");
    two.ana.keys("l").shows("Bo   1 of").shows("Since the last stand-up").shows("moved PB-1 to Doing");
    two.ana.lacks("planned Sprint").keys("l").lacks("Since the last stand-up");
}

#[test]
fn an_urgent_bug_that_nobody_has_is_in_the_walk() {
    let mut play = running();
    play.hold("stand");
    play.keys("U").text("Till is down").keys("Enter").says("unplanned").keys("l l l").shows("3 of 3");
    play.shows("PB-2").shows("Till is down").lacks("Pay by card");
}

#[test]
fn the_walk_goes_over_the_board_and_the_order_is_free() {
    let mut play = running();
    play.hold("stand");
    play.keys("z").shows("Review   1 of 3");
    play.keys("l l").shows("To do   3 of 3").shows("Pay by card").shows("unassigned");
    play.keys("h").shows("Doing   2 of 3");
    play.keys("z l Z").says("nobody left to shuffle").keys("h Z").shows("1 of 2").says("the order is ");
}

#[test]
fn an_urgent_bug_goes_on_top_of_the_sprint_and_the_report_totals_it() {
    let mut play = running();
    play.hold("stand");
    play.keys("U").text("Cards are charged twice").keys("Enter").says("to Sprint 1, unplanned");
    assert_eq!(play.item(2).stage, Stage::ToDo);
    play.keys("Esc g").text("look").keys("Enter").shows("Unplanned").shows("Added after the start");
}

#[test]
fn the_walk_stays_with_whoever_it_is_at() {
    let mut play = running();
    play.hold("stand").keys("l").shows("Bo   1 of 2");
    // Ana, who comes before Bo, has work from now on.
    let ana = play.app.session.me().unwrap();
    let give = ItemCommand::Assign { items: vec![play.item(1).id], add: vec![ana], remove: Vec::new() };
    play.app.session.run(&Command::Item(give)).unwrap();
    play.app.tick();
    play.keys("j").shows("Bo   2 of 3");
}

#[test]
fn what_is_blocked_in_a_planned_sprint_is_left_to_planning() {
    let mut play = running();
    let run = |play: &mut super::support::Play, command: &Command| {
        play.app.session.run(command).unwrap();
        play.app.tick();
    };
    play.add(&["For later"]);
    let later = play.app.session.workspace().items.open().iter().copied().max().unwrap();
    let new = SprintCommand::New { name: None, goal: Prose::default(), start: None, end: None };
    run(&mut play, &Command::Sprint(new));
    let next = play.app.session.workspace().planned()[0].id;
    run(&mut play, &Command::Sprint(SprintCommand::Select(next, vec![later])));
    let block = |item, why: &str| Command::Item(ItemCommand::Block(vec![item], why.parse().unwrap()));
    run(&mut play, &block(later, "not planned yet"));
    // It is among the changes, and not an exception.
    let exceptions = |play: &super::support::Play| play.screen().lines().any(|line| line.trim() == "Blocked");
    play.hold("stand").shows("Blocked          PB-2 For later: not planned yet");
    assert!(!exceptions(&play));
    run(&mut play, &block(ItemId::new(1).unwrap(), "no terminal to test with"));
    assert!(exceptions(&play));
}
