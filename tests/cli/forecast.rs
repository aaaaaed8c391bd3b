//! When items are done, and how many by a date.

use super::desk::Desk;

/// Returns a desk after three closed sprints of 10, 20 and 30 points, with a backlog of six items of 10 points, one of them
/// without an estimate.
fn desk() -> Desk {
    let desk = Desk::founded();
    for (at, points) in [10, 20, 30].into_iter().enumerate() {
        desk.ok(&format!("add Done --points {points}"));
        desk.ok("sprint new");
        desk.ok(&format!("sprint add {} --sprint next", at + 1));
        desk.ok("sprint start");
        desk.ok(&format!("move {} review", at + 1));
        desk.ok(&format!("accept {} --because shown", at + 1));
        desk.ok("sprint close");
        desk.days(14);
    }
    for _ in 0..5 {
        desk.ok("add Next --points 10");
    }
    desk.ok("add \"An idea\"");
    desk
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sums of two sprints of 10, 20 or 30 points reach 20 always, 30 in 8 of 9 cases, 40 in 6 of 9, 50 in 3 of 9.
#[test]
fn an_item_is_done_when_everything_down_to_it_is() {
    let desk = desk();
    let page = words(&desk.ok("forecast 6"));
    assert!(page.contains("When will PB-6 Next be done? 3 backlog items up to it, 30 points"), "{page}");
    assert!(page.contains("50 % 2 ") && page.contains("70 % 2 ") && page.contains("85 % 2 "), "{page}");
    assert!(page.contains("95 % 3 "), "{page}");
    let last = words(&desk.ok("forecast \"An idea\""));
    assert!(last.contains("6 backlog items up to it, 60 points, 1 of them unestimated"), "{last}");
    assert!(last.contains("counted at 10 points each"), "{last}");
}

#[test]
fn what_is_in_the_running_sprint_comes_first() {
    let desk = desk();
    for line in ["sprint new", "sprint add 9 4 --sprint next", "edit 9 --points 20", "sprint start"] {
        desk.ok(line);
    }
    // 30 points are in the sprint, and 10 down to the first item of the backlog: 40 in two sprints.
    let page = words(&desk.ok("forecast 5"));
    assert!(page.contains("1 backlog item up to it, 10 points; what is in sprints comes first"), "{page}");
    assert!(page.contains("50 % 2 ") && page.contains("85 % 3 "), "{page}");
    // What is in the sprint itself: 30 points in 3 of 9 single sprints.
    let inside = words(&desk.ok("forecast 4"));
    assert!(inside.contains("50 % 2 "), "{inside}");
}

#[test]
fn by_a_date_so_many_items_are_done_with_so_much_confidence() {
    let desk = desk();
    desk.ok("sprint new --from 2027-01-04 --to 2027-01-15");
    let page = words(&desk.ok("forecast --by 2027-02-01"));
    assert!(page.contains("2 sprints end by then; based on the last 3 sprints"), "{page}");
    assert!(page.contains("50 % 4 or more") && page.contains("85 % 3 or more"), "{page}");
    assert!(page.contains("95 % 2 or more"), "{page}");
    assert!(words(&desk.ok("forecast --by 2027-01-05")).contains("0 sprints end by then"));
    let json: serde_json::Value = serde_json::from_str(&desk.ok("forecast --by 2027-02-01 --json")).unwrap();
    assert_eq!(json["forecast"]["outlook"][2]["items"], 3);
}

#[test]
fn backlog_and_epic_say_when_they_are_done() {
    let desk = desk();
    desk.ok("epic add Payments");
    desk.ok("edit 5 --epic Payments");
    let (backlog, epic) = (words(&desk.ok("backlog")), words(&desk.ok("epic show Payments")));
    assert!(backlog.contains("Done by 2"), "{backlog}");
    assert!(epic.contains("Done by 2"), "{epic}");
    assert!(words(&desk.ok("forecast epic:payments")).contains("When will epic:payments be done?"));
}

#[test]
fn without_enough_past_sprints_there_is_no_forecast() {
    let desk = Desk::founded();
    desk.ok("add One --points 3");
    let page = desk.ok("forecast");
    assert!(
        page.contains(
            "No forecast yet: it needs 3 closed sprints with accepted points; so far 0 closed sprints"
        ),
        "{page}"
    );
    assert_eq!(desk.no("forecast nothing").0, 2);
}

#[test]
fn what_takes_more_than_a_hundred_sprints_is_said_to() {
    let desk = desk();
    desk.ok("add \"The whole world\" --points 2500");
    let page = desk.ok("forecast \"The whole world\"");
    assert!(page.contains("No forecast: at the past pace, it would take more than 100 sprints"), "{page}");
    assert!(!desk.ok("backlog").contains("Done by"));
    assert!(words(&desk.ok("forecast 5")).contains("50 % 1 "), "what is above it has one");
}
