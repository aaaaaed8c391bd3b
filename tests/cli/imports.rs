//! Imports that do not mislead: files in the form of real exports, from `tests/fixtures/imports`.

use super::desk::{Desk, Said};
use serde_json::Value;

/// Imports a fixture, and returns its output.
fn import(desk: &Desk, name: &str, options: &str) -> Said {
    let path = format!("{}/tests/fixtures/imports/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut said = desk.run(&format!("import {path} {options}"));
    said.out = said.out.replace(&path, name);
    said.err = said.err.replace(&path, name);
    said
}

fn imported(name: &str) -> Desk {
    let desk = Desk::founded();
    let said = import(&desk, name, "");
    assert_eq!(said.code, 0, "{name}\n{}{}", said.out, said.err);
    desk
}

/// Returns an item as JSON.
fn item(desk: &Desk, key: &str) -> Value {
    let all: Value = serde_json::from_str(&desk.ok(&format!("show {key} --json"))).unwrap();
    all["items"][0].clone()
}

#[test]
fn an_unknown_status_is_named_with_its_rows_and_the_option() {
    let desk = Desk::founded();
    let said = import(&desk, "status-unknown-jira.csv", "");
    assert_eq!(said.code, 4);
    for (line, word) in [(2, "ACABADO"), (3, "A EMPEZAR")] {
        let told = format!(
            "status-unknown-jira.csv:{line}: The status \"{word}\" is not known (1 row, imported as new). Define it with \
             --status \"{word}\"=STAGE."
        );
        assert!(said.out.contains(&told), "{}", said.out);
    }
    let desk = Desk::founded();
    let said = import(&desk, "status-unknown-jira.csv", "--json");
    let json: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.code, json["problems"].as_array().unwrap().len()), (4, 2));
}

#[test]
fn azures_states_are_stages() {
    let desk = imported("status-azure-approved.csv");
    let stages = ["csv:1", "csv:2", "csv:3", "csv:4"].map(|key| item(&desk, key)["stage"].clone());
    assert_eq!(stages, ["new", "ready", "doing", "accepted"]);
    let desk = imported("status-azure-resolved.csv");
    assert_eq!(item(&desk, "csv:1")["stage"], "review");
    assert_eq!(item(&desk, "csv:3")["stage"], "accepted");
}

#[test]
fn plain_headers_in_a_jira_table_count() {
    let desk = imported("jira-plain-headers.csv");
    let pay = item(&desk, "A-2");
    assert_eq!(
        (&pay["points"], &pay["epic"]["title"], &pay["criteria_list"][0]["text"]),
        (&3.into(), &"Payments".into(), &"shows a receipt".into())
    );
}

#[test]
fn an_empty_estimate_column_does_not_hide_a_filled_one() {
    assert_eq!(item(&imported("azure-effort-beside-empty-points.csv"), "our:1")["points"], 5);
    // It counts again once it is filled.
    let desk = imported("azure-effort-beside-empty-points.csv");
    let text = "ID,Work Item Type,Title,State,Story Points,Effort\n2,Product Backlog Item,Tip,New,3,8\n";
    assert_eq!(desk.run_with("import -", text).code, 0);
    assert_eq!(item(&desk, "our:2")["points"], 3);
}

#[test]
fn epics_given_by_name_are_made_once() {
    let desk = Desk::founded();
    let said = import(&desk, "epic-by-name.csv", "");
    assert!(
        said.out.starts_with("Ana imported 3 items and 2 epics from epic-by-name.csv: 5 new\n"),
        "{}",
        said.out
    );
    assert!(said.out.contains("new epics: Payments and Accounts"), "{}", said.out);
    assert_eq!(said.code, 0);
    assert!(desk.ok("list epic:payments").contains("Receipt"));
    let again = import(&desk, "epic-by-name.csv", "");
    assert!(again.out.starts_with("nothing is new in epic-by-name.csv"), "{}", again.out);
    assert_eq!(desk.ok("epic list").lines().count(), 2);
}

#[test]
fn the_days_of_an_epic_are_kept() {
    let desk = imported("epic-created-and-resolved.csv");
    let shown = desk.ok("epic show A-1");
    assert!(shown.contains("creation date: 2024-01-01T10:00"), "{shown}");
    assert!(shown.contains("done: 2024-01-05T10:00"), "{shown}");
}

#[test]
fn the_fields_of_an_epic_are_shown_as_those_of_an_item() {
    let desk = imported("epic-fields-out-of-sight.csv");
    let shown = desk.ok("show A-1");
    for field in [
        "labels: pay",
        "assignees: Ben Example",
        "estimate: 8",
        "Due date: 01/Mar/24",
        "hello",
        "A-1 in jira",
    ] {
        assert!(shown.contains(field), "{field}\n{shown}");
    }
    let json: Value = serde_json::from_str(&desk.ok("epic show A-1 --json")).unwrap();
    assert_eq!(json["epic"]["unmapped"]["labels"], serde_json::json!(["pay"]));
}

#[test]
fn changed_labels_are_told_once() {
    let desk = Desk::founded();
    let said = import(&desk, "label-with-space.csv", "");
    assert_eq!(said.out.matches("labels have no spaces").count(), 1, "{}", said.out);
    assert!(said.out.contains("\"User Story\" became #User-Story and \"api\" became #API"), "{}", said.out);
}

#[test]
fn ticks_of_a_checklist_are_kept_and_its_heading_is_no_item() {
    let desk = Desk::founded();
    let said = import(&desk, "checklist.md", "");
    assert_eq!(said.code, 0);
    assert!(
        said.out.contains("2 items") && said.out.contains("The heading \"Sprint 5\" was not imported."),
        "{}",
        said.out
    );
    assert_eq!(item(&desk, "1")["stage"], "accepted");
    assert_eq!(item(&desk, "2")["stage"], "new");
}

#[test]
fn marks_of_a_todo_list_are_read() {
    let desk = imported("todo.txt");
    assert_eq!(item(&desk, "1")["title"], "Pay by card");
    assert_eq!(
        (&item(&desk, "2")["stage"], &item(&desk, "2")["title"]),
        (&"accepted".into(), &"Receipt".into())
    );
}

#[test]
fn other_kinds_of_files_are_refused() {
    for (name, kind) in [
        ("backlog-md-task.md", "the file is a page with front matter, not a list of items"),
        ("json-with-comment.txt", "the file is JSON, but no export of ceremony"),
    ] {
        let desk = Desk::founded();
        let said = import(&desk, name, "");
        assert_eq!(said.code, 2, "{name}: {}", said.out);
        assert!(said.err.contains(kind) && said.err.contains("can be imported"), "{name}: {}", said.err);
        assert!(!desk.ok("list --all").contains("title"));
    }
}

#[test]
fn the_first_line_keeps_its_indentation() {
    let desk = imported("first-line-indent.csv");
    assert_eq!(item(&desk, "1")["description"], "    code\n    more\ntext");
}

#[test]
fn an_item_may_be_called_null() {
    let desk = imported("null-title.csv");
    assert_eq!(item(&desk, "A-1")["title"], "Null");
    assert_eq!(item(&desk, "A-2")["title"], "N/A");
}

#[test]
fn a_newer_file_tells_what_was_kept_and_what_is_missing() {
    let desk = imported("again-1.csv");
    desk.ok("edit 1 --title \"One here\" --points 13");
    let said = import(&desk, "again-2.csv", "");
    assert!(said.out.contains("1 item of jira is not in the file any more: A-2"), "{}", said.out);
    assert!(
        said.out.contains("PB-1: title kept as edited here; the file says \"One there\""),
        "{}",
        said.out
    );
    let json: Value = serde_json::from_str(&import(&desk, "again-2.csv", "--json").out).unwrap();
    assert_eq!(json["missing"], serde_json::json!(["A-2"]));
    // Another list of the same tool is not a newer file.
    let other = desk.run_with("import - --source jira", "key,title\nB-1,x\n");
    assert!(!other.out.contains("any more"), "{}", other.out);
}

#[test]
fn columns_that_are_only_kept_are_listed() {
    let desk = Desk::founded();
    let said = desk.run_with("import -", "key,title,Watchers,Empty,Severity\nA-1,x,Bo,,high\n");
    assert!(said.out.contains("only kept as extra fields: Watchers and Severity"), "{}", said.out);
}

#[test]
fn a_file_with_an_open_sprint_needs_to_know_which_one_runs() {
    let desk = Desk::founded();
    for options in ["", "--dry-run", "--json"] {
        let said = import(&desk, "current-sprint.csv", options);
        assert_eq!(said.code, 2, "{}", said.out);
        let told = if options == "--json" { said.out + &said.err } else { said.err };
        assert!(told.contains("the file has open items in Sprint 3: say which sprint is running"), "{told}");
        assert!(told.contains("--current-sprint"), "{told}");
    }
    assert!(!desk.ok("list --all").contains("One"));
    let said = import(&desk, "current-sprint.csv", "--current-sprint none");
    assert!(said.out.contains("new past sprints: Sprint 2 and Sprint 3"), "{}", said.out);
    desk.ok("undo");
    let said = import(&desk, "current-sprint.csv", "--current-sprint \"Sprint 3\"");
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("new past sprints: Sprint 2\n"), "{}", said.out);
    assert!(said.out.contains("new planned sprints: Sprint 3\n"), "{}", said.out);
    desk.ok("sprint start");
    let stage = |key: &str| item(&desk, key)["stage"].clone();
    assert_eq!(["A-1", "A-2", "A-3"].map(stage), ["to do", "doing", "review"]);
    let said = import(&desk, "current-sprint-2.csv", "");
    assert_eq!(said.code, 0, "the sprint is known here by now: {}", said.err);
    assert!(!said.out.contains("kept as edited here"), "{}", said.out);
    assert_eq!(["A-1", "A-2", "A-3"].map(stage), ["doing", "review", "accepted"]);
    assert!(desk.ok("doctor").contains("is intact"));
}

#[test]
fn comments_have_the_names_of_their_authors() {
    let desk = Desk::founded();
    let text = "Summary,Issue key,Issue Type,Status,Reporter,Reporter Id,Comment\n\
        Pay,A-1,Story,To Do,Ben Example,5570:0a,\"01/Feb/24 3:25 PM;5570:0a;hello\"\n";
    assert_eq!(desk.run_with("import -", text).code, 0);
    assert_eq!(
        item(&desk, "A-1")["comment_list"][0]["author"],
        "Ben Example",
        "{}",
        desk.ok("show A-1 --json")
    );
    // The account is what tells comments apart: the same file again has no new one.
    assert!(desk.run_with("import -", text).out.starts_with("nothing is new"));
}

#[test]
fn a_status_that_no_row_has_is_told_with_the_nearest() {
    let desk = Desk::founded();
    let said = desk.run_with("import - --status Dnoe=accepted", "key,title,status\nA-1,x,Done\n");
    assert!(said.out.contains("No row has the status \"Dnoe\"; did you mean \"Done\"?"), "{}", said.out);
}

#[test]
fn a_dry_run_in_json_has_columns_statuses_and_what_is_new() {
    let desk = Desk::founded();
    let text = "key,title,status,assignee,labels,Severity\nA-1,x,brewing,Bo,till,high\n";
    let said = desk.run_with("import - --dry-run --json", text);
    let json: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(json["columns"][1], serde_json::json!({"header": "title", "field": "title", "sample": "x"}));
    assert_eq!(
        json["statuses"][0],
        serde_json::json!({"status": "brewing", "stage": "new", "rows": 1, "known": false})
    );
    assert_eq!((&json["new_people"][0], &json["new_labels"][0]), (&"Bo".into(), &"till".into()));
    assert_eq!(json["extra_columns"], serde_json::json!(["Severity"]));
}

#[test]
fn an_unknown_login_imports_nothing() {
    let mut desk = Desk::founded();
    let path = desk.folder.path().join("x.csv");
    std::fs::write(&path, "key,title\nA-1,x\n").unwrap();
    desk.environment.login = Some("nobody-here".to_owned());
    let (code, said) = desk.no(&format!("import {}", path.display()));
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("nobody here has the login name \"nobody-here\""), "{said}");
    assert!(said.contains("--as NAME") && said.contains("person add NAME --login nobody-here"), "{said}");
    assert!(!desk.ok("--as Ana list --all").contains("A-1"));
}

#[test]
fn a_sorted_export_is_still_an_export() {
    let desk = imported("again-1.csv");
    let whole: Value = serde_json::from_str(&desk.ok("export -")).unwrap();
    // Objects of `serde_json` are sorted by their keys.
    let sorted = serde_json::to_string_pretty(&whole).unwrap();
    let other = Desk::empty();
    let said = other.run_with("import -", &sorted);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(other.ok("list").contains("Three"));
}

#[test]
fn an_export_under_the_name_of_a_workbook_is_refused() {
    let desk = imported("again-1.csv");
    let path = desk.folder.path().join("items.xlsx");
    let (code, said) = desk.no(&format!("export {}", path.display()));
    assert_eq!((code, said.contains("items cannot be exported as .xlsx")), (2, true), "{said}");
    assert!(!path.exists());
}

/// Without a file: our own CSV back into the same product.
#[test]
fn our_own_table_updates_our_own_items_by_key() {
    let mut desk = Desk::founded();
    let folder = desk.folder.path().to_owned();
    for line in [
        "epic add Payments",
        "add \"As a guest I want tea, so that I wake\" --kind bug --points 3 --label till",
        "add \"Pay by card\" --epic payments --parent 1 --assign Ana",
        "criterion add 2 \"- shows a receipt\"",
        "edit 2 --description \"  two lines\" --as-a guest --i-want \"to pay\"",
        "depend 2 --on 1",
        "add Third",
        "ready 1 2 --because x",
        "sprint new",
        "sprint add 1 2",
        "sprint start",
        "move 1 doing",
    ] {
        desk.note(line);
    }
    let path = folder.join("own.csv");
    let export = |desk: &Desk| desk.ok(&format!("export {} --force", path.display()));
    export(&desk);
    let before = desk.ok("log");
    let said = desk.ok(&format!("import {}", path.display()));
    assert!(
        said.starts_with("nothing is new in own.csv: 4 rows are as they were\n"),
        "{said}{}",
        desk.transcript()
    );
    assert_eq!(said.lines().count(), 1, "{said}");
    assert_eq!(desk.ok("log"), before);
    let text = std::fs::read_to_string(&path).unwrap();
    let text = text.replace("Third", "The third").replace("Payments", "Paying");
    std::fs::write(&path, text.replace(",to do,", ",review,")).unwrap();
    let said = desk.ok(&format!("import {}", path.display()));
    assert!(
        said.starts_with("Ana imported 3 items and 1 epic from own.csv: 3 updated, 1 unchanged"),
        "{said}"
    );
    assert_eq!(item(&desk, "3")["title"], "The third");
    assert_eq!(item(&desk, "2")["stage"], "review");
    assert_eq!(item(&desk, "2")["epic"]["title"], "Paying");
    assert_eq!(item(&desk, "2")["parent"], "PB-1");
    desk.ok("undo");
    assert_eq!(item(&desk, "3")["title"], "Third");
    assert!(desk.ok("doctor").contains("is intact"));
}

/// The table of another product with the same prefix must not overwrite this one.
#[test]
fn the_table_of_another_product_with_our_prefix_is_not_ours() {
    let other = Desk::founded();
    other.days(3);
    other.ok("add Theirs");
    let path = other.folder.path().join("own.csv");
    other.ok(&format!("export {}", path.display()));
    let desk = Desk::founded();
    desk.ok("add Ours");
    let (code, said) = desk.no(&format!("import {}", path.display()));
    assert_eq!(code, 1);
    assert!(said.contains("PB-1 is \"Ours\""), "{said}");
    assert_eq!(item(&desk, "1")["title"], "Ours");
}
