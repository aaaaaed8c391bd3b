//! Minutes hold what was done during a ceremony, from whatever terminal, and who was really there.

use super::desk::Desk;
use super::scene::scene;
use ceremony::clock::Clock as _;
use ceremony::domain::value::Instant;
use serde_json::Value;

fn at(text: &str) -> Instant {
    Instant(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
}

fn minutes(desk: &Desk, which: &str) -> Value {
    let all: Value = serde_json::from_str(&desk.ok(&format!("minutes {which} --json"))).unwrap();
    all["minutes"].clone()
}

fn group<'a>(minutes: &'a Value, title: &str) -> Vec<&'a str> {
    let groups = minutes["groups"].as_array().unwrap();
    let found = groups.iter().find(|it| it["title"] == title);
    found.map_or_else(Vec::new, |it| {
        it["lines"].as_array().unwrap().iter().filter_map(Value::as_str).collect()
    })
}

/// In the scene, PB-4 to PB-6 are in the running sprint, PB-8 to PB-10 are new.
#[test]
fn what_is_done_on_the_list_while_a_ceremony_runs_is_in_its_minutes_whoever_did_it() {
    let desk = scene();
    desk.ok("hold refinement --present Bo");
    desk.ok("--as Bo edit 9 --points 3");
    desk.ok("--as Chi edit 10 --points 8");
    desk.ok("--as Chi move 6 doing");
    desk.ok("--as Chi question add 5 \"Which bank?\"");
    desk.ok("--as Chi impediment add \"no test terminal\"");
    let during = minutes(&desk, "refinement");
    assert_eq!(
        group(&during, "Estimated"),
        ["PB-9 Offline mode for the till: 3 points (Bo)", "PB-10 Tip on the card terminal: 8 points (Chi)"]
    );
    // PB-6 is in no queue of a refinement; questions and impediments are in the minutes in any case.
    assert_eq!(group(&during, "Moved"), [""; 0]);
    assert_eq!(group(&during, "Questions"), ["PB-5 Card is declined: Which bank? (Chi), open"]);
    assert_eq!(group(&during, "Impediments"), ["no test terminal (Chi)"]);
    assert_eq!(during["present"], serde_json::json!(["Ana", "Bo"]));
    assert_eq!(during["not_recorded"], serde_json::json!(["Chi"]));
    desk.ok("end refinement");
    desk.ok("--as Chi edit 10 --points 13");
    // Ready later, it was new then.
    desk.ok("ready 10 --because known");
    assert_eq!(group(&minutes(&desk, "refinement"), "Estimated"), group(&during, "Estimated"));
}

#[test]
fn every_change_of_an_item_is_in_the_minutes() {
    let desk = scene();
    desk.ok("hold refinement --no-screen");
    for (line, what) in [
        ("edit 8 --title \"Split a bill\"", "title"),
        ("edit 8 --kind bug", "kind"),
        ("edit 8 --epic till", "epic"),
        ("edit 8 --as-a guest", "narrative"),
        ("edit 8 --description \"By seat.\"", "description"),
        ("criterion add 8 \"by seat\"", "criteria"),
        ("link add 8 https://example.org", "links"),
        ("rank 8 --before 7", "place in the backlog"),
        ("definition tick 8 d1", "definition of done"),
    ] {
        desk.ok(line);
        let minutes = minutes(&desk, "refinement");
        let said = group(&minutes, "Changed").join("\n");
        assert!(said.starts_with("PB-8 Split a bill") && said.contains(what), "{line}: {said}");
    }
    desk.ok("add Tips --description \"For the waiter\"");
    assert_eq!(group(&minutes(&desk, "refinement"), "Changed").len(), 1, "what is new is told as that");
}

#[test]
fn with_two_running_it_is_in_each_whose_list_the_item_is_on() {
    let desk = scene();
    desk.ok("hold refinement");
    desk.ok("hold standup --no-screen");
    desk.ok("--as Chi edit 10 --points 8");
    desk.ok("--as Chi move 6 doing");
    let (refinement, standup) = (minutes(&desk, "refinement"), minutes(&desk, "stand-up"));
    assert_eq!(group(&refinement, "Estimated").len(), 1);
    assert_eq!(group(&standup, "Estimated").len(), 0);
    assert_eq!((group(&refinement, "Moved").len(), group(&standup, "Moved").len()), (0, 1));
    // A decision belongs to the ceremony in which it was made.
    desk.ok("note add refinement \"We wait for spring\" --as-kind decision");
    assert_eq!(group(&minutes(&desk, "refinement"), "Decided"), ["We wait for spring (Ana)"]);
    assert_eq!(group(&minutes(&desk, "stand-up"), "Decided"), [""; 0]);
}

#[test]
fn whoever_votes_or_speaks_was_present() {
    let desk = scene();
    desk.ok("hold refinement");
    desk.ok("--as Bo vote 5 8");
    desk.ok("--as Chi vote 5 8");
    desk.ok("reveal 8");
    assert_eq!(minutes(&desk, "refinement")["present"], serde_json::json!(["Ana", "Bo", "Chi"]));
}

#[test]
fn attendance_is_all_none_or_names() {
    let desk = scene();
    desk.ok("hold refinement --present all");
    assert_eq!(minutes(&desk, "refinement")["present"], serde_json::json!(["Ana", "Bo", "Chi"]));
    desk.ok("present refinement \"ana, chi\"");
    let minutes = minutes(&desk, "refinement");
    assert_eq!(minutes["present"], serde_json::json!(["Ana", "Chi"]));
    assert_eq!(minutes["not_recorded"], serde_json::json!(["Bo"]));
    assert!(desk.ok("minutes refinement").contains("Present: Ana and Chi  \nNot recorded: Bo"));
    assert_eq!(desk.no("present refinement Zoe").0, 2);
}

#[test]
fn a_stand_up_names_what_stands_in_the_way_since_before() {
    let desk = scene();
    desk.ok("impediment add \"the lift is broken\" --stuck Bo");
    desk.days(3);
    desk.ok("hold standup --no-screen");
    desk.ok("block 4 \"no terminal\"");
    desk.ok("end standup");
    desk.ok("block 5 --off");
    desk.ok("impediment resolve 1 \"walked\"");
    let minutes = minutes(&desk, "stand-up");
    assert_eq!(group(&minutes, "Blocked"), ["PB-4 Pay by card: no terminal (Ana)"]);
    assert_eq!(
        group(&minutes, "Still blocked"),
        ["PB-5 Card is declined: waiting for the bank, since 9 Dec"]
    );
    assert_eq!(group(&minutes, "Open impediments"), ["Bo: the lift is broken, since 11 Dec"]);
}

#[test]
fn the_next_stand_up_starts_where_the_last_one_ended_in_the_history() {
    let desk = scene();
    desk.ok("hold standup --no-screen");
    desk.ok("move 6 doing");
    desk.ok("end standup");
    // At the same time by the clock.
    desk.ok("edit 10 --points 8");
    let shown = desk.ok("standup --print");
    assert!(shown.contains("PB-10") && !shown.contains("PB-6 Log the payment: To do"), "{shown}");
}

/// CORRECTIONS 25.
#[test]
fn a_ceremony_that_was_left_open_overnight_ends_with_its_last_activity() {
    let desk = scene();
    desk.clock.set(at("2026-12-14T09:30:00Z"));
    desk.ok("hold standup --no-screen");
    desk.clock.set(at("2026-12-14T09:38:00Z"));
    desk.ok("move 6 doing");
    desk.clock.set(at("2026-12-14T09:45:00Z"));
    desk.ok("--as Chi edit 10 --points 8");
    desk.clock.set(at("2026-12-15T09:30:00Z"));
    let said = desk.run("hold standup --no-screen");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.err.contains("the stand-up of Mon 14 Dec, 09:30 ended by itself at 09:38"), "{said:?}");
    // What was done after its last activity is for the next one.
    let news = desk.ok("standup --print");
    assert!(news.contains("PB-10") && !news.contains("PB-6 Log the payment: To do"), "{news}");
    desk.clock.set(at("2026-12-15T09:40:00Z"));
    assert!(desk.ok("end standup").contains("2026-12-15 09:30–09:40, 10 min of 15"));
    let list = desk.ok("minutes --list");
    assert!(list.contains("2026-12-14 09:30  8 minutes"), "{list}");
    assert!(
        desk.ok("log --limit 20")
            .contains("ceremony ended the stand-up, which was left open, after 8 minutes")
    );
}

#[test]
fn a_ceremony_in_which_nothing_happens_for_twice_its_timebox_ends() {
    let desk = scene();
    desk.ok("hold standup --no-screen");
    let began = desk.clock.now();
    desk.clock.set(Instant(began.0 + 29 * 60_000));
    assert_eq!(desk.run("list").err, "");
    assert!(desk.no("hold standup --no-screen").1.contains("has been running since 09:00"));
    desk.clock.set(Instant(began.0 + 30 * 60_000));
    assert!(desk.run("list").err.contains("the stand-up of 09:00 ended by itself at 09:00"));
    assert_eq!(desk.run("list").err, "");
    desk.ok("hold standup --no-screen");
}
