//! Sprint planning, by keys alone. What it looks like stands with the other ceremonies.

use super::support::{Play, product};
use ceremony::domain::command::{Command, ItemCommand, NewItem, PersonCommand, Place};
use ceremony::domain::value::{Points, Role};

/// A product with Ana and Bo, who develops, and three items of five points in the backlog.
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
    play.app.session.run(&Command::Item(ItemCommand::Add { items, place: Place::Top })).unwrap();
    play.app.tick();
    play
}

fn waits(play: &mut Play, item: u64, on: u64) {
    let (item, on) = (play.item(item).id, play.item(on).id);
    play.app.session.run(&Command::Item(ItemCommand::Depend { item, on, present: true })).unwrap();
}

fn hold(play: &mut Play) -> &mut Play {
    play.keys("c").text("planning").keys("Enter").shows("PLANNING")
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
    hold(&mut play).keys("Tab s s").says("put PB-2 into Sprint 1");
    play.shows("not ready: PB-1 and PB-2").shows("PB-1 waits for PB-2, ranked below it");
    play.keys("g Enter").shows("Start Sprint 1?").shows("2 items, 10 points");
    play.shows("! not ready: PB-1 and PB-2").shows("! PB-1 waits for PB-2, ranked below it");
    play.shows("! PB-2 waits for PB-3, not in this sprint").shows("! time not said: Bo");
    play.shows("! 7 days before its first day, 2026-11-16: it runs from 2026-11-09 to");
    play.shows("2026-11-27, 15 working days instead of 10");
    // On the Sunday before it there is nothing odd about it: it has as many working days.
    play.keys("n").days_pass(6).keys("g Enter").shows("Start Sprint 1?").lacks("its first day");
    play.keys("n").days_pass(2).keys("g Enter");
    play.shows("! 1 day after its first day, 2026-11-16: it runs to 2026-11-27, 9 of 10");
}

#[test]
fn a_sprint_that_is_planned_here_is_the_one_that_is_planned_for() {
    let mut play = begun();
    play.keys("N s Enter").says("planned Sprint 1");
    hold(&mut play).keys("Tab s").says("put PB-1 into Sprint 1");
    play.keys("> Enter").says("planned Sprint 2").keys("s").says("put PB-2 into Sprint 2");
    play.keys("< s").says("put PB-3 into Sprint 1");
}

#[test]
fn the_sprint_that_is_started_stays_on_the_screen() {
    let mut play = begun();
    play.keys("N s Enter N s Enter").says("planned Sprint 2");
    hold(&mut play).keys("Tab s Tab").shows("Sprint 1").shows("no tasks yet");
    play.keys("g Enter y").says("started Sprint 1").shows("Sprint 1 · day 1 of 10").shows("no tasks yet");
    play.keys("N t Esc").shows("\n N t new task · Q end it");
}

#[test]
fn the_footer_leads_with_what_comes_next() {
    let mut play = begun();
    hold(&mut play).shows("\n N s plan a sprint").keys("N s Enter").shows("\n e sprint goal");
    play.keys("e").text("Guests can pay").keys("Ctrl-s").shows("\n Tab next topic");
    play.keys("Tab").shows("\n s in or out of the sprint").keys("s Tab").shows("\n N t new task");
    play.keys("N t Esc").shows("\n N t new task · g start the sprint");
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
