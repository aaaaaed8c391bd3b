//! A product's complete course through two sprints, as typed by a person.

use super::desk::Desk;

#[test]
fn a_product_from_its_beginning_to_a_closed_sprint() {
    let mut desk = Desk::empty();
    for line in [
        "init Lighthouse --as Ana --prefix PB --zone Europe/Berlin --roles \"product owner, developer\"",
        "add \"Pay by card\" --as-a guest --i-want \"to pay by card\"",
        "criterion add PB-1 \"the amount is shown\"",
        "ready PB-1",
        "edit PB-1 --points 5",
        "ready PB-1",
        "add \"Void a line\" --kind bug --points 2 --criterion \"it is gone\"",
        "ready 2",
        "sprint new --goal \"Guests can pay by card\" --from monday --to \"2026-12-04\"",
        "sprint add 1 2",
        "sprint start",
        "assign 1 2 --to me",
        "move pb-1 review",
        "move 2 Review",
        "accept 1",
        "criterion met 1 1",
        "definition tick 1 d1",
        "definition tick 1 \"tests pass\"",
        "definition tick 1 documentation",
        "accept 1",
        "reject 2 --failed 1 --because \"it is still printed\" --to backlog",
        "undo",
        "redo",
        "board",
        "sprint close",
        "sprint show last",
        "backlog",
        "log --limit 5",
        "undo",
        "sprint list",
    ] {
        desk.note(line);
    }
    insta::assert_snapshot!(desk.transcript());
}

#[test]
fn undo_and_redo_reach_across_runs() {
    let desk = Desk::founded();
    desk.ok("add One");
    desk.ok("edit 1 --title Two");
    assert_eq!(desk.ok("undo"), "Ana undid: changed the title of PB-1\n");
    assert!(desk.ok("show 1").starts_with("PB-1 One\n"));
    assert_eq!(desk.ok("redo"), "Ana redid: changed the title of PB-1\n");
    assert!(desk.ok("show 1").starts_with("PB-1 Two\n"));
    assert_eq!(desk.no("redo"), (1, "ceremony: there is nothing to redo\n".to_owned()));
    desk.ok("undo");
    desk.ok("undo");
    assert_eq!(desk.no("show 1").0, 2);
    // Creating the product can be undone, too, and redone by the person who undid it.
    let (code, said) = desk.no("undo");
    assert_eq!(code, 1);
    assert!(
        said.contains("Undo the creation of Lighthouse?") && said.contains("undo --remove-product"),
        "{said}"
    );
    desk.ok("undo --remove-product");
    assert!(desk.ok("list").starts_with("No open items"));
    assert_eq!(desk.no("undo").0, 1);
    desk.ok("redo");
    desk.ok("redo");
    assert!(desk.ok("show 1").starts_with("PB-1 One\n"));
}

/// CORRECTIONS 5, and the case "unknown login" of the imports.
#[test]
fn nothing_is_written_for_an_unknown_login() {
    let mut desk = Desk::founded();
    desk.ok("person add Bo --login bo");
    let csv = desk.file().with_file_name("x.csv");
    std::fs::write(&csv, "title\nOne\n").unwrap();
    let import = format!("import {}", csv.display());
    desk.environment.login = Some("root".to_owned());
    for line in [&import, "add One", "person add Chi", "undo", "hold standup --no-screen"] {
        let (code, said) = desk.no(line);
        assert!(code == 2 && said.contains("nobody here has the login name \"root\""), "{line}: {said}");
        assert!(
            said.contains("--as NAME") && said.contains("person add NAME --login root"),
            "{line}: {said}"
        );
    }
    assert!(desk.ok(&format!("{import} --dry-run")).contains("1 new"));
    desk.ok("person add Root --login root");
    desk.ok(&import);
    assert!(desk.ok("undo").starts_with("Root undid: imported"));
}

#[test]
fn the_adding_of_an_author_is_not_undone() {
    let mut desk = Desk::founded();
    desk.ok("person add Bo --login bo");
    desk.environment.login = Some("bo".to_owned());
    desk.ok("add One");
    desk.environment.login = Some("ana".to_owned());
    let (code, said) = desk.no("undo");
    assert_eq!(code, 1);
    assert!(said.contains("Bo has done something since: Bo added PB-1 One"), "{said}");
    assert!(said.contains("ceremony person leave \"Bo\""), "{said}");
    assert!(desk.ok("log").contains("Bo added PB-1 One"));
}

#[test]
fn undo_is_refused_where_somebody_has_changed_the_same_since() {
    let mut desk = Desk::founded();
    desk.ok("person add Bo --login bo");
    desk.ok("add One");
    desk.ok("edit 1 --title Two");
    desk.environment.login = Some("bo".to_owned());
    desk.ok("edit 1 --title Three");
    desk.environment.login = Some("ana".to_owned());
    let (code, said) = desk.no("undo");
    assert_eq!(code, 1);
    assert_eq!(
        said,
        "ceremony: PB-1 has been changed since: Bo changed the title of PB-1, 2026-11-23 09:00\n  change it back by hand\n"
    );
}

#[test]
fn what_the_past_refers_to_stays() {
    let desk = Desk::founded();
    for line in ["epic add Payments", "add One --epic payments", "drop 1 \"nobody asked\""] {
        desk.ok(line);
    }
    assert_eq!(
        desk.no("epic remove payments"),
        (
            1,
            "ceremony: items that are accepted or dropped still refer to this\n  it is part of their past; close or rename it instead\n"
                .to_owned()
        )
    );
    desk.ok("epic close payments");
}

#[test]
fn an_item_goes_by_the_key_that_another_tool_gave_it() {
    use ceremony::domain::command::Command;
    use ceremony::domain::import::{Batch, IncomingItem};
    use ceremony::session::{Identity, Session};

    let desk = Desk::founded();
    let store = super::desk::store(&desk.file(), false).unwrap();
    let identity = Identity { login: "ana".to_owned(), ..Identity::default() };
    let mut session = Session::begin(store, desk.clock.clone(), identity).unwrap();
    let row = IncomingItem { key: Some("STUDIO-95".to_owned()), ..IncomingItem::titled(2, "Pay by card") };
    let batch = Batch { source: "jira".to_owned(), rows: vec![row], ..Batch::default() };
    session.run(&Command::Import(Box::new(batch))).unwrap();
    drop(session);
    assert!(desk.ok("show studio-95").starts_with("PB-1 Pay by card\n"));
    assert!(desk.ok("list studio").starts_with("PB-1  story  Pay by card"));
    assert_eq!(desk.ok("edit STUDIO-95 --points 5"), "Ana estimated PB-1 at 5\n");
}

#[test]
fn a_text_may_begin_with_a_dash() {
    let desk = Desk::founded();
    desk.ok("add One --description \"- a list\"");
    desk.ok("comment add 1 \"- first\" --json");
    desk.ok("criterion add 1 \"it holds\"");
    desk.ok("criterion edit 1 1 \"-5 degrees\"");
    let shown = desk.ok("show 1");
    assert!(
        shown.contains("- a list") && shown.contains("- first") && shown.contains("-5 degrees"),
        "{shown}"
    );
}

#[test]
fn acceptance_is_for_the_product_owner_or_on_behalf_of_them() {
    let mut desk = Desk::founded();
    for line in
        ["person add Bo --login bo", "add One", "sprint new", "sprint start", "sprint add 1", "move 1 review"]
    {
        desk.ok(line);
    }
    desk.environment.login = Some("bo".to_owned());
    assert_eq!(
        desk.no("accept 1 --because \"shown\""),
        (
            1,
            "ceremony: accepting is for the product owner, Ana\n  do it on behalf of Ana: --on-behalf NAME\n"
                .to_owned()
        )
    );
    assert_eq!(
        desk.ok("accept 1 --because \"shown\" --on-behalf Ana"),
        "Bo for Ana accepted PB-1, against the rules: shown\n"
    );
}

#[test]
fn the_parts_of_an_item_are_named_in_text_and_json() {
    let desk = Desk::founded();
    desk.ok("add Big");
    desk.ok("add Small --parent 1");
    assert!(desk.ok("show 1").contains("Children\n  PB-2  Small  (new)\n"), "{}", desk.ok("show 1"));
    let said: serde_json::Value = serde_json::from_str(&desk.ok("show 1 2 --json")).unwrap();
    assert_eq!(said["items"][0]["parts"][0]["key"], "PB-2");
    assert_eq!(said["items"][1]["parent"], "PB-1");
}

#[test]
fn quoted_words_are_text_and_no_operators() {
    let desk = Desk::founded();
    desk.ok("add -- \"--dry-run flag\"");
    desk.ok("add Other");
    for line in ["list '\"--dry-run\"'", "search '\"--dry-run\"'"] {
        let words: Vec<String> = line.splitn(2, ' ').map(|word| word.trim_matches('\'').to_owned()).collect();
        let said = desk.run_words(&words, "");
        assert!(said.code == 0 && said.out.contains("PB-1") && !said.out.contains("PB-2"), "{said:?}");
    }
}

#[test]
fn what_the_deck_shows_is_an_estimate_on_the_command_line() {
    let desk = Desk::founded();
    desk.ok("add Pay");
    for half in ["1/2", "½", "0.5", "0,5"] {
        desk.ok(&format!("edit 1 --points {half}"));
        let said: serde_json::Value = serde_json::from_str(&desk.ok("show 1 --json")).unwrap();
        assert_eq!(said["items"][0]["points"], 0.5, "{half}");
        desk.ok("edit 1 --points none");
    }
}

/// The developers have half of the usual time: what past sprints finished is scaled, and said to be.
#[test]
fn a_start_with_less_time_compares_with_what_past_sprints_would_have_finished() {
    let desk = Desk::founded();
    desk.ok("person add Bo");
    for number in 1..=4 {
        desk.ok(&format!("add \"Item {number}\" --points 6"));
        desk.ok("sprint new");
        desk.ok(&format!("sprint add {number}"));
        if number < 4 {
            desk.ok("sprint start");
            desk.ok(&format!("move {number} review"));
            desk.ok(&format!("accept {number} --because shown"));
            desk.ok("sprint close");
            desk.days(14);
        }
    }
    desk.ok("sprint capacity Bo --allocation 50");
    let said = desk.run("sprint start").err;
    let note = "6 points, more than any of the last 3 sprints would have finished with this capacity (3)";
    assert!(said.contains(note), "{said}");
}
