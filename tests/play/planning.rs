//! Sprint planning, by keys alone.

use super::support::{Play, product};
use ceremony::domain::command::{Command, ItemCommand, NewItem, PersonCommand, Position};
use ceremony::domain::value::{Kind, Points, Role};

/// Returns a product with Ana and Bo, who is a developer, and three items of five points in the backlog.
fn begun() -> Play {
    let mut play = product();
    let bo = PersonCommand::Add {
        name: "Bo".parse().unwrap(),
        roles: [Role::Developer].into_iter().collect(),
        login: None,
    };
    play.app.session.run(&Command::Person(bo)).unwrap();
    let item =
        |title: &str| NewItem { estimate: Some(Points::whole(5)), ..NewItem::titled(title.parse().unwrap()) };
    let items = ["Pay by card", "Split a bill", "Print a receipt"].map(item).to_vec();
    play.app.session.run(&Command::Item(ItemCommand::Add { items, place: Position::Top })).unwrap();
    play.app.tick();
    play
}

fn waits(play: &mut Play, item: u64, on: u64) {
    let (item, on) = (play.item(item).id, play.item(on).id);
    play.app.session.run(&Command::Item(ItemCommand::Depend { item, on, present: true })).unwrap();
}

#[test]
fn the_start_names_what_is_odd() {
    let mut play = begun();
    waits(&mut play, 1, 2);
    waits(&mut play, 2, 3);
    play.keys("N s").text("Guests can pay").keys("Tab");
    // Planned for the 16th; today is Monday, the 9th.
    play.keys(&"Backspace ".repeat(10)).text("2026-11-16").keys("Tab");
    play.keys(&"Backspace ".repeat(10)).text("2026-11-27").keys("Enter").says("planned Sprint 1");
    play.hold("planning").shows("PLANNING").keys("Tab s s").says("added PB-2 to Sprint 1");
    play.shows("not ready: PB-1 and PB-2").shows("PB-1 waits for PB-2, ranked below it");
    play.keys("g Enter").shows("Start Sprint 1?").shows("2 items, 10 points");
    play.shows("! not ready: PB-1 and PB-2").shows("! PB-1 waits for PB-2, ranked below it");
    play.shows("! PB-2 waits for PB-3, not in this sprint").shows("! no availability for Bo");
    play.shows("! 7 days before its first day, 2026-11-16: it runs from 2026-11-09 to");
    play.shows("2026-11-27, 15 working days instead of 10");
    // On the Sunday before there is nothing unusual about it: it has the same number of working days.
    play.keys("n").days_pass(6).keys("g Enter").shows("Start Sprint 1?").lacks("its first day");
    play.keys("n").days_pass(2).keys("g Enter");
    play.shows("! 1 day after its first day, 2026-11-16: it runs to 2026-11-27, 9 of 10");
}

#[test]
fn a_sprint_that_is_planned_here_is_the_one_that_is_planned_for() {
    let mut play = begun();
    play.keys("N s Enter").says("planned Sprint 1");
    play.hold("planning").shows("PLANNING").keys("Tab s").says("added PB-1 to Sprint 1");
    play.keys("> Enter").says("planned Sprint 2").keys("s").says("added PB-2 to Sprint 2");
    play.keys("< s").says("added PB-3 to Sprint 1");
}

#[test]
fn the_sprint_that_is_started_stays_on_the_screen() {
    let mut play = begun();
    play.keys("N s Enter N s Enter").says("planned Sprint 2");
    play.hold("planning").shows("PLANNING").keys("Tab s Tab").shows("Sprint 1").shows("no tasks yet");
    play.keys("g Enter y").says("started Sprint 1").shows("Sprint 1 · day 1 of 10").shows("no tasks yet");
    play.keys("N t Esc").shows("\n N t new task  w attendance");
}

#[test]
fn the_footer_leads_with_what_comes_next() {
    let mut play = begun();
    play.hold("planning")
        .shows("PLANNING")
        .shows("\n N s plan a sprint")
        .keys("N s Enter")
        .shows("\n e sprint goal");
    play.keys("e").text("Guests can pay").keys("Ctrl-s").shows("\n Tab next topic");
    play.keys("Tab").shows("\n s add to sprint").keys("s Tab").shows("\n N t new task");
    play.keys("N t Esc").shows("\n N t new task  g start the sprint");
}

#[test]
fn what_a_question_has_no_room_for_is_counted() {
    let mut play = begun();
    for number in 4..=13 {
        play.add(&["Another"]);
        waits(&mut play, 1, number);
    }
    play.keys("N s Enter V s").resize(60, 16).keys("g").text("start").keys("Enter");
    play.shows("more lines: make the window taller");
}

#[test]
fn planning_shows_at_once_what_the_sprint_would_be() {
    let mut play = product();
    play.resize(120, 36);
    play.ready("Pay by card").add(&["Print a receipt"]).keys("N s").text("").keys("Enter");
    play.hold("planning");
    play.shows("PLANNING").shows("no sprint goal yet").shows("4:00:00 left");
    play.keys("e").text("Guests can pay").keys("Ctrl-s").shows("Guests can pay");
    play.keys("Tab").shows("Backlog").shows("no history yet to compare with").shows("0 points");
    play.keys("s").says("added PB-1 to Sprint 1").shows("3 points · no history");
    play.keys("s").says("added PB-2 to Sprint 1").shows("not ready: PB-2").shows("not estimated: PB-2");
    play.keys("l Home j s").says("removed PB-2").shows("3 points · no history").lacks("not ready");
    play.keys("Tab")
        .shows("no tasks yet")
        .keys("N t")
        .text("Call the bank")
        .keys("Enter Esc")
        .shows("Call the bank");
    play.keys("g").text("start").keys("Enter y").says("started Sprint 1");
    play.keys("Q y").shows("Sprint 1 is started with 3 points").shows("Sprint 1's goal: Guests can pay");
}

/// Returns the planning of a first sprint with a story of ten points and a bug of three, with Bo and Chi.
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
    play.app.session.run(&Command::Item(ItemCommand::Add { items, place: Position::Top })).unwrap();
    play.keys("N s").text("Guests can pay").keys("Enter").says("planned Sprint 1").keys("V s");
    play.says("to Sprint 1");
    play.hold("planning");
    play
}

#[test]
fn planning_says_the_share_of_each_kind_on_a_small_screen_too() {
    let mut play = planned();
    play.resize(80, 24).keys("End k Enter Enter").says("Bo").keys("Tab");
    play.shows("20 person-days, 14 for sprint work; Chi counted as available every day")
        .shows("points by kind: story 77 %, bug 23 %");
}

#[test]
fn planning_says_how_much_time_each_has_beside_what_is_pulled_in() {
    let mut play = planned();
    play.keys("Tab").shows("nobody's availability has been entered");
    play.keys("Shift-Tab End k Enter Enter").says("Bo").keys("Tab");
    play.shows("days: Bo 10 · Chi not set");
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
    play.hold("planning");
    play.keys("End Enter")
        .text("")
        .keys("Backspace")
        .text("2.5")
        .keys("Tab Backspace Backspace Backspace")
        .text("50")
        .keys("Enter");
    play.says("2.5 days off, 50 % of the time").shows("3.8 of 10 days: 50 %, focus 70 %, 2.5 days off");
    play.keys("Tab > Enter")
        .says("planned Sprint 2")
        .keys("Shift-Tab")
        .shows("Sprint 2")
        .shows("5 of 10 days: 50 %, focus 70 %");
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
