//! Clocks that are wrong: they change no order and no past day, and cause one message.

use super::desk::Desk;
use ceremony::domain::value::Instant;
use serde_json::Value;

fn at(text: &str) -> Instant {
    Instant(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
}

/// Returns a product with a sprint of three items that starts on 2 March 2026.
fn started() -> Desk {
    let desk = Desk::empty();
    desk.clock.set(at("2026-03-02T09:00:00Z"));
    desk.ok("init Walk --as Ana --prefix WK --zone UTC");
    for title in ["One", "Two", "Three"] {
        desk.ok(&format!("add {title} --points 3 --as-a guest --i-want it --criterion works"));
    }
    desk.ok("ready 1 2 3");
    desk.ok("sprint new --from 2026-03-02 --to 2026-03-13");
    desk.ok("sprint add 1 2 3");
    desk.ok("sprint start");
    desk.ok("move 1 2 3 review");
    desk
}

fn json(desk: &Desk, line: &str) -> Value {
    serde_json::from_str(&desk.ok(&format!("{line} --json"))).unwrap()
}

/// Returns the level at the end of each day of the sprint that has one.
fn burndown(desk: &Desk) -> Vec<(String, Value)> {
    let shown = json(desk, "sprint show");
    let days = shown["sprint"]["flow"]["days"].as_array().unwrap().clone();
    days.into_iter()
        .filter(|day| !day["left"].is_null())
        .map(|day| (day["day"].as_str().unwrap().to_owned(), day["left"].clone()))
        .collect()
}

/// EX-38: entries on 2, 3 and (with a wrong clock) 1 January 2030, then 4 March.
#[test]
fn an_entry_that_was_dated_ahead_counts_on_the_day_on_which_the_clock_is_right_again() {
    let desk = started();
    desk.ok("accept 1 --because seen");
    desk.clock.set(at("2026-03-03T09:00:00Z"));
    desk.ok("accept 2 --because seen");
    let before = burndown(&desk);
    desk.clock.set(at("2030-01-01T09:00:00Z"));
    assert_eq!(desk.run("accept 3 --because seen").err, "");
    desk.clock.set(at("2026-03-04T09:00:00Z"));
    let said = desk.run("add Four");
    assert!(
        said.err.contains("the clock was set back from 1 Jan 2030, 09:00 to 4 Mar 2026, 09:00"),
        "{said:?}"
    );
    assert_eq!(desk.run("add Five").err, "");
    let after = burndown(&desk);
    assert_eq!(after[..2], before[..2]);
    let left: Vec<String> = after.iter().map(|(day, left)| format!("{day} {left}")).collect();
    assert_eq!(left, ["2026-03-02 6", "2026-03-03 3", "2026-03-04 0"]);
    let log = desk.ok("log --limit 3");
    assert!(log.contains("2026-03-04 09:00  Ana accepted WK-3"), "{log}");
    assert!(!log.contains("2030"), "{log}");
}

/// CORRECTIONS 7: the clock is stepped back by seconds, or stands still, between the start and an acceptance.
#[test]
fn time_never_runs_backwards_in_the_history() {
    let desk = started();
    desk.clock.set(at("2026-03-02T08:59:55Z"));
    assert_eq!(desk.run("accept 1 --because seen").err, "");
    desk.clock.set(at("2026-03-02T01:00:00Z"));
    desk.ok("add Four");
    let times: Vec<String> = json(&desk, "log --limit 20")["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["at"].as_str().unwrap().to_owned())
        .collect();
    assert!(times.is_sorted_by(|newer, older| newer >= older), "{times:?}");
    assert!(times.iter().all(|at| at.starts_with("2026-03-02T09:00")), "{times:?}");
}

#[test]
fn a_clock_from_before_the_product_began_is_not_trusted_and_reported_once() {
    let desk = started();
    desk.clock.set(at("2026-03-04T09:00:00Z"));
    desk.ok("add Four");
    for clock in ["1969-12-31T23:00:00Z", "0001-01-01T00:00:00Z"] {
        desk.clock.set(at(clock));
        let said = desk.run("add Five");
        assert!(said.err.contains("before the product began on 2 Mar 2026, 09:00"), "{said:?}");
        assert!(said.err.contains("4 Mar 2026, 09:00 is recorded"), "{said:?}");
        assert_eq!(desk.run("edit 1 --title One!").err, "", "{clock}");
        assert!(desk.ok("log --limit 1").contains("2026-03-04 09:00"));
        desk.ok("undo");
    }
}

#[test]
fn no_clock_makes_a_command_fail() {
    let desk = started();
    for clock in [i64::MIN, -1, 0, i64::MAX / 2, i64::MAX] {
        desk.clock.set(Instant(clock));
        for line in [
            "board",
            "backlog",
            "review",
            "list",
            "log",
            "sprint show",
            "sprint show --json",
            "standup --print",
            "hold standup --no-screen",
            "end standup",
            "minutes",
            "minutes --list",
            "add Six",
            "undo",
            "sprint list",
            "cadence",
            "impediment add \"no printer\"",
            "impediment list",
            "undo",
            "show 1",
            "epic list",
            "product",
        ] {
            let said = desk.run(line);
            assert_eq!(said.code, 0, "{clock}, {line}: {said:?}");
        }
    }
}
