//! Importing and exporting at the command line.

use super::desk::Desk;

const JIRA: &str = "Summary,Issue key,Issue id,Issue Type,Status,Sprint,Sprint,Custom field (Story Points),Parent,Status Category\n\
    Pay by card,POS-1,10001,Story,In Progress,Sprint 1,Sprint 2,5.0,10003,In Progress\n\
    \"Receipt, by mail\",POS-2,10002,Bug,Done,Sprint 1,,3.0,,Done\n\
    Payments,POS-3,10003,Epic,To Do,,,,,To Do\n\
    ,,,,,,,,,\n\
    Tip,POS-4,10004,Story,Brewing,,,five,,\n";

fn desk_with(name: &str, content: &str) -> (Desk, String) {
    let desk = Desk::founded();
    let path = desk.folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    let path = path.display().to_string();
    (desk, path)
}

/// Returns an output without the folder's name.
fn plain(desk: &Desk, text: &str) -> String {
    text.replace(&desk.folder.path().display().to_string(), "FOLDER")
}

#[test]
fn a_dry_run_says_what_would_happen_and_changes_nothing() {
    let (desk, path) = desk_with("jira.csv", JIRA);
    let said = desk.run(&format!("import {path} --dry-run --current-sprint none"));
    insta::assert_snapshot!("import_dry_run", plain(&desk, &said.out));
    assert!(desk.run("list").out.contains("no items") || !desk.run("list").out.contains("Pay by card"));
}

#[test]
fn a_file_comes_in_once_and_bad_rows_stop_nothing() {
    let (desk, path) = desk_with("jira.csv", JIRA);
    let said = desk.run(&format!("import {path} --status Brewing=ready --current-sprint none"));
    insta::assert_snapshot!("import_jira", format!("{}exit code {}", plain(&desk, &said.out), said.code));
    let again = desk.run(&format!("import {path}"));
    assert!(again.out.starts_with("nothing is new in jira.csv: 4 rows are as they were"), "{}", again.out);
    assert!(desk.run("list stage:ready").out.contains("Tip"));
    desk.ok("undo");
    assert!(!desk.run("list --all").out.contains("Pay by card"));
}

#[test]
fn a_local_edit_is_kept_and_told() {
    let (desk, path) = desk_with("items.csv", "key,title\nA-1,Pay\nA-2,Tip\n");
    desk.ok(&format!("import {path}"));
    desk.ok("edit A-1 --title \"Pay by card\"");
    std::fs::write(&path, "key,title\nA-1,Pay in cash\nA-2,Tip\n").unwrap();
    let said = desk.run(&format!("import {path}"));
    assert!(said.out.contains("kept"), "{}", said.out);
    assert!(desk.run("show A-1").out.contains("Pay by card"));
}

#[test]
fn import_answers_in_json() {
    let (desk, path) = desk_with("jira.csv", JIRA);
    let said = desk.run(&format!("import {path} --json --current-sprint none"));
    insta::assert_snapshot!("import_json", plain(&desk, &said.out));
}

#[test]
fn files_that_cannot_be_read_are_told_in_a_sentence() {
    let kinds = "Jira CSV, tables as CSV or TSV, and one user story a line can be imported";
    for (name, content, words, hint) in [
        ("empty.csv", &b""[..], "the file is empty", "check that the export of the other tool is complete"),
        ("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0", "the file is not text", kinds),
        ("page.html", b"<html><body>x</body></html>", "the file is HTML or XML", kinds),
        ("table.csv", b"a,b\n1,2\n", "no column is known to hold the titles", "--map COLUMN=FIELD"),
    ] {
        let desk = Desk::founded();
        let path = desk.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        let said = desk.run(&format!("import {}", path.display()));
        assert_eq!(said.code, 2, "{name}");
        assert!(said.err.contains(words) && said.err.contains(hint), "{name}: {}", said.err);
    }
    let desk = Desk::founded();
    let (code, said) = desk.no("import nowhere.csv");
    assert_eq!(code, 3);
    assert!(said.starts_with("ceremony: there is no file nowhere.csv\n  look at the file's name"), "{said}");
    assert_eq!(desk.run("import x.csv --map title").code, 2);
}

#[test]
fn a_whole_product_goes_out_and_comes_back() {
    let (desk, path) = desk_with("jira.csv", JIRA);
    desk.run(&format!("import {path} --current-sprint none"));
    let out = desk.folder.path().join("out.json").display().to_string();
    desk.ok(&format!("export {out}"));
    assert_eq!(desk.run(&format!("export {out}")).code, 1);
    desk.ok(&format!("export {out} --force"));
    let csv = desk.run("export - --format csv").out;
    assert!(csv.lines().next().unwrap().starts_with("key,"), "{csv}");
    assert!(csv.contains("\"Receipt, by mail\""), "{csv}");
}

#[test]
fn what_did_not_come_in_as_what_it_is_ends_with_a_code_of_its_own() {
    for (content, code) in [
        ("key,title,points\nA-1,Pay,5\n", 0),
        ("key,title,points\nA-1,Pay,-1\n", 4),
        ("key,title,points\nA-1,Pay,five\n", 4),
        ("key,title,points\nA-1,\"Pay,5\n", 4),
        ("key,title,created\nA-1,Pay,once\n", 4),
        ("key,title\nA-1,Pay\nA-1,Tip\n", 4),
        ("key,title\nA-1,Pay,more\n", 0),
        ("key,title\nA-1,caf\u{e9}\n", 0),
    ] {
        let (desk, path) = desk_with("items.csv", content);
        assert_eq!(desk.run(&format!("import {path} --dry-run")).code, code, "{content}");
        assert_eq!(desk.run(&format!("import {path}")).code, code, "{content}");
    }
}

#[test]
fn a_circle_is_told_at_the_line_of_one_of_its_rows() {
    let (desk, path) = desk_with("items.csv", "key,title,depends on\nA-0,Go,\nA-1,Pay,A-2\nA-2,Tip,A-1\n");
    let said = desk.ok(&format!("import {path}"));
    assert!(said.contains("\n1 circle of items that wait for each other was kept;"), "{said}");
    assert!(said.contains("items.csv:3: PB-2 waits for PB-3 waits for PB-2: that is a cycle"), "{said}");
}

#[test]
fn what_the_other_tool_knew_is_shown_with_the_item() {
    let (desk, path) = desk_with("items.csv", "key,title,Watchers,Watchers\nA-1,Pay,\"Jo\n Doe\",Max\n");
    desk.ok(&format!("import {path}"));
    let said = desk.ok("show A-1");
    assert!(said.ends_with("\nA-1 in csv\nWatchers: Jo Doe, Max\n"), "{said}");
    let said: serde_json::Value = serde_json::from_str(&desk.ok("show A-1 --json")).unwrap();
    assert_eq!(said["items"][0]["source"], "csv");
    assert_eq!(said["items"][0]["unmapped"]["Watchers"], serde_json::json!(["Jo\n Doe", "Max"]));
    desk.ok("add Tip");
    assert!(!desk.ok("show 2").contains(" in csv"));
}

#[test]
fn export_answers_in_json() {
    let (desk, path) =
        desk_with("items.csv", "key,title,type\nA-1,Pay,Story\nA-2,Tip,Bug\nA-3,Payments,Epic\n");
    desk.ok(&format!("import {path}"));
    let at = |name: &str| desk.folder.path().join(name).display().to_string();
    let mut seen = desk.ok(&format!("export {} --json", at("out.json")));
    seen.push_str(&desk.ok(&format!("export {} --json", at("out.csv"))));
    insta::assert_snapshot!("export_json", seen);
    // Standard output contains only what was requested.
    assert!(desk.ok("export - --json").starts_with("{\n\"ceremony\""));
}

#[test]
fn demo_answers_in_json() {
    let desk = Desk::empty();
    let file = desk.folder.path().join("demo.db").display().to_string();
    let said = desk.ok(&format!("demo --items 30 --open 20 --today 2026-11-21 --file {file} --json"));
    insta::assert_snapshot!("demo_json", said);
}

#[test]
fn an_export_makes_the_file_that_it_is_brought_into() {
    let (desk, path) = desk_with("jira.csv", JIRA);
    desk.run(&format!("import {path} --current-sprint none"));
    let at = |name: &str| desk.folder.path().join(name).display().to_string();
    let (out, back, new, empty) = (at("out.json"), at("back.json"), at("new.db"), at("empty.db"));
    desk.ok(&format!("export {out}"));
    assert!(desk.ok(&format!("--file {new} import {out} --dry-run")).starts_with("would have restored"));
    assert_eq!(desk.no(&format!("--file {new} import {path}")).0, 3);
    assert!(!desk.folder.path().join("new.db").exists());
    std::fs::write(&empty, "").unwrap();
    for file in [new, empty] {
        assert!(
            desk.ok(&format!("--file {file} import {out}")).contains("restored Lighthouse from out.json")
        );
        desk.ok(&format!("--file {file} export {back} --force"));
        assert_eq!(std::fs::read(&out).unwrap(), std::fs::read(&back).unwrap());
    }
    let (code, said) = desk.no(&format!("import {out}"));
    assert_eq!(code, 1);
    assert!(said.contains("ceremony --file new.db import out.json"), "{said}");
    std::fs::write(&back, "{\"ceremony\": {\"schema\": 1}, \"counters\": {}}").unwrap();
    assert_eq!(desk.no(&format!("--file {} import {back}", at("none.db"))).0, 2);
    assert!(!desk.folder.path().join("none.db").exists());
}

#[test]
fn the_demo_is_made_in_the_size_and_on_the_day_that_are_wanted() {
    let desk = Desk::empty();
    let file = desk.folder.path().join("demo.db").display().to_string();
    let said = desk.run(&format!("demo --items 30 --open 20 --today 2026-11-21 --file {file}"));
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("30 items, 20 of them open"), "{}", said.out);
    let again = desk.run(&format!("demo --items 30 --open 20 --file {file}"));
    assert_eq!(again.code, 1);
    let json = desk.run("demo --items 5 --open 9 --file x.db --json");
    assert_eq!(json.code, 2);
}

#[test]
fn standard_input_is_imported_and_read_once() {
    let desk = Desk::founded();
    let said = desk.run_with("import -", "key,title\nA-1,Pay\n");
    assert_eq!(
        (said.code, said.out.lines().next()),
        (0, Some("Ana imported 1 item from standard input: 1 new"))
    );
    // A complete export as well, into a new file.
    let whole = desk.ok("export -");
    let other = Desk::empty();
    let said = other.run_with("import -", &whole);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(other.ok("list").contains("Pay"));
}

#[test]
fn a_status_that_is_not_known_is_named_with_its_rows() {
    let (desk, path) = desk_with(
        "t.csv",
        "key,title,status\nA-1,One,ACABADO\nA-2,Two,Deployed to staging\nA-3,Three,ACABADO\n",
    );
    let said = desk.run(&format!("import {path}"));
    assert_eq!(said.code, 4);
    assert!(
        said.out.contains(
            "t.csv:2: The status \"ACABADO\" is not known (2 rows, imported as new). Define it with --status \
             \"ACABADO\"=STAGE."
        ),
        "{}",
        said.out
    );
    assert!(said.out.contains("\"Deployed to staging\" is not known (1 row"), "{}", said.out);
    assert!(!desk.ok("list stage:new").is_empty());
}

#[test]
fn an_export_never_replaces_the_products_own_file() {
    let desk = Desk::founded();
    desk.ok("add \"Pay by card\"");
    let before = std::fs::read(desk.file()).unwrap();
    let folder = desk.folder.path();
    std::fs::hard_link(desk.file(), folder.join("hard.json")).unwrap();
    let mut names = vec!["team.db".to_owned(), "./team.db".to_owned(), "hard.json".to_owned()];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(desk.file(), folder.join("soft.json")).unwrap();
        names.push("soft.json".to_owned());
    }
    for name in names {
        let (code, said) = desk.no(&format!("export {} --force", folder.join(&name).display()));
        assert_eq!(code, 1, "{name}");
        assert!(said.contains("is the product's own file"), "{name}: {said}");
        assert_eq!(std::fs::read(desk.file()).unwrap(), before, "{name}");
    }
    assert!(desk.ok("list").contains("Pay by card"));
}
