//! The sprint without leaving the panes.

use super::support::product;
use ceremony::domain::value::{SprintState, Stage};

#[test]
fn the_next_dates_are_offered() {
    let mut play = product();
    play.keys("N s").shows("2026-11-09").shows("2026-11-22").text("Guests can pay").keys("Enter");
    play.says("planned Sprint 1, 2026-11-09 to 2026-11-22");
    play.keys("N s").shows("2026-11-23").shows("2026-12-06");
}

#[test]
fn a_sprint_is_planned_filled_started_and_closed() {
    let mut play = product();
    play.ready("Pay by card").ready("Receipt").sprint();
    play.shows("Sprint 1  Guests can pay").shows("day 1 of 10").shows("0 of 6 pts");
    play.keys("2 L L A").text("seen").keys("Enter").says("accepted");
    play.keys("g").text("close").keys("Enter").shows("Move 1 unfinished item of Sprint 1 to").keys("Enter");
    play.shows("3 of 6 points accepted, 1 item carried over")
        .keys("y")
        .says("closed Sprint 1 with 3 points accepted");
    let workspace = play.app.session.workspace();
    assert_eq!(workspace.sprints.iter().next().unwrap().state, SprintState::Closed);
    play.keys("g").text("look").keys("Enter").shows("Forecast").shows("6 pts").shows("Carried over");
}

#[test]
fn closing_asks_about_each_unfinished_item() {
    let mut play = product();
    play.ready("A").ready("B").sprint().keys("N s Enter").says("planned Sprint 2");
    play.keys("g").text("close sprint 1").keys("Enter").text("one by one").keys("Enter");
    play.shows("Move PB-1 A to").text("sprint 2").keys("Enter").shows("Move PB-2 B to").keys("Enter");
    play.shows("1 to the top of the backlog").shows("1 into Sprint 2").keys("y").says("closed Sprint 1");
    assert_eq!(play.item(1).sprint.map(|id| id.to_string()).as_deref(), Some("2"));
    assert_eq!((play.item(2).sprint, play.item(2).stage), (None, Stage::Ready));
}

#[test]
fn closing_offers_to_split_what_is_not_finished() {
    let mut play = product();
    play.ready("Pay").sprint().keys("g").text("close").keys("Enter").text("one by one").keys("Enter");
    play.shows("Move PB-1 Pay to").text("split").keys("Enter").shows("How to split PB-1");
}

#[test]
fn undoing_the_close_brings_the_sprint_back() {
    let mut play = product();
    play.ready("A").sprint().keys("g").text("close").keys("Enter Enter y").says("closed Sprint 1");
    play.keys("u").says("undid: closed Sprint 1").keys("2").shows("PB-1");
    play.keys("Ctrl-r").says("redid: closed Sprint 1");
}

#[test]
fn starting_names_what_is_odd_and_no_leaves_everything() {
    let mut play = product();
    play.add(&["A vague idea"]).keys("N s Enter s").says("to Sprint 1");
    play.keys("g")
        .text("start")
        .keys("Enter")
        .shows("no sprint goal")
        .shows("not ready: PB-1")
        .shows("not estimated: PB-1");
    play.keys("n");
    assert!(play.app.session.workspace().running().is_none());
}

#[test]
fn what_enters_and_leaves_a_running_sprint_is_in_its_report() {
    let mut play = product();
    play.ready("A").ready("B").sprint().ready("Late").keys("s").says("to Sprint 1, which is running");
    play.keys("2 Home j j s").says("from the sprint");
    play.keys("g")
        .text("look")
        .keys("Enter")
        .shows("Added after the start")
        .shows("Late")
        .shows("Sprint goal: not judged yet")
        .keys("j j j")
        .shows("Removed after the start");
}

#[test]
fn the_goal_is_changed_from_anywhere() {
    let mut play = product();
    play.ready("A").sprint().keys("g").text("goal").keys("Enter").text(" by card").keys("Ctrl-s");
    play.resize(110, 24).shows("Guests can pay by card");
}

#[test]
fn an_item_out_of_several_sprints_is_put_into_the_chosen_one() {
    let mut play = product();
    play.add(&["A"]).keys("N s Enter N s Enter s").shows("PB-1 goes into").text("sprint 2").keys("Enter");
    play.says("added PB-1 to Sprint 2").shows("Sprint 2");
    play.keys("s").text("out of").keys("Enter").says("removed PB-1 from the sprint");
}

#[test]
fn what_enters_a_running_sprint_and_leaves_it_again_is_not_in_its_report() {
    let mut play = product();
    play.ready("A").sprint().ready("Late").keys("s").says("to Sprint 1, which is running");
    play.keys("2 Home s").says("removed PB-2 from the sprint").keys("g").text("look").keys("Enter");
    play.shows("Not accepted yet").lacks("after the start").lacks("Late");
}
