//! What happens to items while their sprint runs: reopened, split, accepted against a rule.

use super::desk::Desk;

/// Returns a desk with three stories of 8, 5 and 3 points in a running sprint; the first is in Review.
fn running() -> Desk {
    let desk = Desk::founded();
    for line in [
        "definition remove d1",
        "definition remove d1",
        "definition remove d1",
        "add One",
        "add Two",
        "add Three",
        "edit 1 --points 8",
        "edit 2 --points 5",
        "edit 3 --points 3",
        "sprint new",
        "sprint add 1 2 3",
        "sprint start",
        "move 1 doing",
        "move 1 review",
    ] {
        desk.ok(line);
    }
    desk
}

/// Returns the page of the running sprint with one space between words.
fn page(desk: &Desk) -> String {
    page_of(&desk.ok("sprint show"))
}

fn page_of(text: &str) -> String {
    text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") + "\n").collect()
}

fn left(desk: &Desk) -> String {
    let page = desk.ok("sprint show");
    let line = page.lines().find(|line| line.starts_with("Burndown: "));
    line.unwrap_or(&page).trim_start_matches("Burndown: ").split(',').next().unwrap().to_owned()
}

#[test]
fn what_was_accepted_in_the_running_sprint_is_reopened_on_the_board_and_the_burndown_rises() {
    let desk = running();
    desk.ok("accept 1");
    assert_eq!(left(&desk), "8 points left");
    assert_eq!(desk.ok("reopen 1"), "Ana reopened PB-1 in Doing\n");
    assert_eq!(left(&desk), "16 points left");
    assert!(desk.ok("list stage:doing").contains("PB-1"));
    desk.ok("move 1 review");
    desk.ok("accept 1");
    assert_eq!(desk.ok("reopen 1 --to review"), "Ana reopened PB-1 in Review\n");
    desk.ok("accept 1");
    assert_eq!(desk.ok("reopen 1 --to backlog"), "Ana reopened PB-1 at the top of the backlog\n");
    assert!(desk.ok("list stage:new sprint:none").contains("PB-1"));
    let report = page(&desk);
    assert!(report.contains("Removed 8 pts 1 item"), "{report}");
}

#[test]
fn what_was_accepted_in_a_past_sprint_is_reopened_in_the_backlog_only() {
    let desk = running();
    for line in ["accept 1", "sprint close", "sprint new", "sprint start"] {
        desk.ok(line);
    }
    let (code, err) = desk.no("reopen 1 --to doing");
    assert_eq!(code, 1);
    assert!(err.contains("PB-1 was not accepted in the running sprint"), "{err}");
    assert_eq!(desk.ok("reopen 1"), "Ana reopened PB-1 at the top of the backlog\n");
}

/// METHODS EX-37: 8 points are split in mid-sprint into 3, which are accepted, and 5, to the backlog.
#[test]
fn an_item_of_the_running_sprint_is_split_into_what_is_finished_and_the_rest() {
    let desk = running();
    let split = "split 1 \"The rest\" --points 1:5 --left 3 --to backlog --finished";
    assert_eq!(desk.ok(split), "Ana split PB-4 off PB-1, into the backlog; accepted PB-1\n");
    let report = page(&desk);
    assert!(report.contains("Forecast 16 pts 3 items"), "{report}");
    assert!(report.contains("Added 0 pts"), "{report}");
    assert!(report.contains("Accepted 3 pts 1 item"), "{report}");
    assert!(report.contains("Not accepted yet 13 pts 3 items"), "{report}");
    assert!(desk.ok("list sprint:none").contains("The rest"));
    // One operation, one undo.
    desk.ok("undo");
    assert!(desk.ok("list --all").lines().all(|line| !line.contains("The rest")));
    assert!(desk.ok("list stage:review").contains("8 pts"));
    assert_eq!(left(&desk), "16 points left");
}

#[test]
fn the_finished_part_of_a_split_is_accepted_by_the_rules_of_acceptance() {
    let desk = running();
    desk.ok("criterion add 1 \"it works\" \"it is fast\"");
    let split = "split 1 \"The rest\" --points 1:5 --left 3 --take 1:2 --finished";
    let (code, err) = desk.no(split);
    assert_eq!(code, 1);
    assert!(
        err.contains("PB-1: 1 criterion is not checked"),
        "the other criterion went with the rest: {err}"
    );
    desk.ok("criterion met 1 1");
    assert_eq!(desk.ok(split), "Ana split PB-4 off PB-1, into Sprint 1; accepted PB-1\n");
    assert!(desk.ok("list \"The rest\" stage:\"to do\"").contains("PB-4"));
}

#[test]
fn whoever_may_not_accept_leaves_the_finished_part_in_review() {
    let desk = running();
    desk.ok("person add Bo --login bo");
    let split = "--as Bo split 1 \"The rest\" --left 3 --to backlog --finished";
    assert!(desk.ok(split).ends_with("; PB-1 waits in Review\n"));
    assert!(desk.ok("list stage:review").contains("PB-1"));
}

#[test]
fn accepting_what_is_blocked_or_waits_or_has_open_questions_or_tasks_wants_a_reason() {
    let desk = running();
    for (make, why) in [
        ("block 1 \"waiting for the bank\"", "it is blocked: waiting for the bank"),
        ("depend 1 --on 2", "it waits for PB-2"),
        ("question add 1 \"Which cards?\"", "1 question is open"),
        ("task add 1 \"Write it\" \"Try it\"", "2 tasks are not done"),
    ] {
        desk.ok(make);
        let (code, err) = desk.no("accept 1");
        assert_eq!((code, err.lines().next().unwrap()), (1, format!("ceremony: PB-1: {why}").as_str()));
        desk.ok("accept 1 --because \"shown at the fair\"");
        assert!(!desk.ok("list --all is:waiting").contains("PB-1"), "what is accepted waits for nothing");
        desk.ok("undo");
        desk.ok("undo");
    }
    desk.ok("accept 1");
}

#[test]
fn a_new_estimate_of_an_accepted_item_changes_neither_what_is_accepted_nor_the_pace() {
    let desk = running();
    desk.ok("accept 1");
    let noted = desk.run("edit 1 --points 13").err;
    assert!(
        noted.contains("PB-1 is already accepted; its sprint counts the estimate from then: 8 points"),
        "{noted}"
    );
    let report = page(&desk);
    assert!(report.contains("Accepted 8 pts 1 item"), "{report}");
    assert_eq!(left(&desk), "8 points left");
    desk.ok("sprint close");
    assert!(desk.ok("sprint list").contains("8 pts"), "the velocity counts the estimate at acceptance");
}

/// METHODS decision 19: 8 points of work are 8, also where they are broken down into 5 and 3.
#[test]
fn the_points_of_parents_and_children_count_once_on_every_page() {
    let desk = Desk::founded();
    for line in [
        "epic add Payments",
        "add Story --points 8 --epic Payments",
        "add \"child a\" --parent 1 --points 5 --epic Payments",
        "add \"child b\" --parent 1 --points 3 --epic Payments",
        "ready 1 2 3 --because \"we talked about it\"",
        "sprint new --goal \"Guests can pay\"",
        "sprint add 1 2 3",
    ] {
        desk.ok(line);
    }
    assert!(desk.ok("epic list").contains("8 pts"));
    let planned = desk.ok("sprint show next");
    assert!(planned.contains("3 items, 8 pts"), "{planned}");
    let started = desk.run("sprint start");
    assert!(started.err.contains("counted by their child items: PB-1"), "{started:?}");
    let board = desk.ok("board");
    assert!(board.contains("0 of 8 pts accepted") && board.contains("To do: 3 items, 8 pts"), "{board}");
    for line in [
        "move 1 2 3 review",
        "accept 1 2 3 --because shown",
        "sprint close",
        "add Next --points 4",
        "add \"part of it\" --parent 4 --points 4",
        "ready 4 5 --because \"we talked about it\"",
    ] {
        desk.ok(line);
    }
    assert!(desk.ok("sprint list").contains("8 pts"));
    let health = desk.ok("backlog");
    assert!(health.contains("2 ready = 0.5 sprints"), "{health}");
    assert_eq!(desk.run("doctor").code, 0);
}

#[test]
fn what_was_decided_against_a_rule_is_listed_with_the_reason_and_by_whom() {
    let desk = running();
    desk.ok("person add Bo --login bo --roles \"product owner\"");
    desk.ok("add Vague");
    desk.ok("--as Bo ready 4 --because \"we talked about it\"");
    desk.ok("block 1 \"waiting for the bank\"");
    desk.ok("accept 1 --because \"shown at the fair\"");
    let listed = desk.ok("list is:overridden");
    assert!(listed.contains("made ready against the rules by Bo: we talked about it"), "{listed}");
    assert!(listed.contains("accepted against the rules by Ana: shown at the fair"), "{listed}");
    assert_eq!(listed.lines().count(), 2, "{listed}");
    let report = page(&desk);
    let line = "PB-1 One (accepted against the rules by Ana: shown at the fair)";
    assert!(report.contains("Rules overridden") && report.contains(line), "{report}");
    desk.ok("sprint close");
    assert!(desk.ok("sprint show last").contains("accepted against the rules by Ana: shown at the fair"));
    // What is reopened was decided anew.
    desk.ok("reopen 1");
    assert!(!desk.ok("list is:overridden").contains("PB-1"));
}

#[test]
fn what_was_made_ready_and_then_accepted_against_a_rule_is_listed_with_both() {
    let desk = Desk::founded();
    desk.ok("person add Bo --login bo --roles \"product owner\"");
    desk.ok("add Vague --points 3");
    desk.ok("--as Bo ready 1 --because \"we talked about it\"");
    for line in ["sprint new", "sprint add 1", "sprint start", "move 1 doing", "move 1 review"] {
        desk.ok(line);
    }
    desk.ok("block 1 \"waiting for the bank\"");
    desk.ok("accept 1 --because \"shown at the fair\"");
    let (ready, accepted) = (
        "made ready against the rules by Bo: we talked about it",
        "accepted against the rules by Ana: shown at the fair",
    );
    for line in ["list is:overridden --all", "show 1", "sprint show"] {
        let said = page_of(&desk.ok(line));
        assert!(said.contains(ready) && said.contains(accepted), "{line}: {said}");
    }
    // What is reopened was made ready all the same.
    desk.ok("reopen 1");
    let said = desk.ok("show 1");
    assert!(said.contains(ready) && !said.contains(accepted), "{said}");
    desk.ok("undo");
    assert!(desk.ok("show 1").contains(accepted));
}

#[test]
fn what_was_reopened_was_not_accepted_the_first_time_and_stays_among_the_accepted() {
    let desk = running();
    for line in ["move 2 review", "accept 1 2", "sprint close", "reopen 1", "sprint new", "sprint start"] {
        desk.ok(line);
    }
    let report = desk.ok("sprint show");
    assert!(report.contains("50 % of 2 items, last sprint"), "{report}");
}

#[test]
fn a_team_that_works_from_sunday_to_thursday_says_so_once() {
    let desk = Desk::founded();
    desk.ok("product set working-days sun-thu");
    assert!(desk.ok("product").contains("working days Sun-Thu; time zone"), "{}", desk.ok("product"));
    desk.ok("sprint new --from 2026-12-01 --to 2026-12-08");
    let sprint: serde_json::Value = serde_json::from_str(&desk.ok("sprint show next --json")).unwrap();
    let days = serde_json::json!([
        "2026-12-01",
        "2026-12-02",
        "2026-12-03",
        "2026-12-06",
        "2026-12-07",
        "2026-12-08"
    ]);
    assert_eq!(sprint["sprint"]["working_days"], days);
    desk.ok("sprint dates 2026-12-03 2026-12-07 --sprint next");
    let sprint: serde_json::Value = serde_json::from_str(&desk.ok("sprint show next --json")).unwrap();
    assert_eq!(
        sprint["sprint"]["working_days"],
        serde_json::json!(["2026-12-03", "2026-12-06", "2026-12-07"])
    );
    assert_eq!(desk.ok("cadence stand-up daily 10:00"), "Ana scheduled the stand-up Sun-Thu at 10:00\n");
    desk.ok("product set working-days none");
    assert!(desk.ok("product").contains("working days Mon-Fri"));
    let (code, error) = desk.no("product set working-days daily");
    assert!(code == 2 && error.contains("is no set of weekdays"), "{error}");
    let (code, error) = desk.no("product set velocity-sprints 2");
    assert!(code == 2 && error.contains("cannot be the mean of 2 sprints"), "{error}");
}
