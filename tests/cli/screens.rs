//! The screens as plain text, in the middle of a sprint.

use super::desk::Desk;
use super::scene::scene;

fn shown(lines: &[&str]) -> String {
    let mut desk = scene();
    for line in lines {
        desk.note(line);
    }
    desk.transcript().to_owned()
}

#[test]
fn backlog_board_and_review() {
    insta::assert_snapshot!(shown(&[
        "",
        "backlog",
        "backlog -is:unestimated",
        "backlog nothing",
        "board",
        "review"
    ]));
}

#[test]
fn lists() {
    insta::assert_snapshot!(shown(&[
        "list",
        "list --all kind:story",
        "list @bo",
        "list -#later stage:new",
        "list \"by card\"",
        "list sprint:current",
        "person",
        "epic",
        "label",
        "column",
        "definition",
        "question",
        "link list 8",
        "sprint list",
        "product",
    ]));
}

#[test]
fn details() {
    insta::assert_snapshot!(shown(&[
        "show 8 4",
        "show PB-1",
        "epic show till",
        "sprint",
        "sprint show 1",
        "sprint show next"
    ]));
}

#[test]
fn the_log() {
    insta::assert_snapshot!(shown(&["log --limit 6", "log 8", "log --since 2026-12-11", "log --limit 0"]));
}

#[test]
fn empty_screens_teach() {
    let mut desk = Desk::founded();
    for line in [
        "",
        "board",
        "review",
        "list",
        "list @me",
        "epic",
        "label",
        "sprint list",
        "sprint",
        "question",
        "person",
    ] {
        desk.note(line);
    }
    insta::assert_snapshot!(desk.transcript());
}

#[test]
fn help_is_short_and_names_every_verb() {
    let mut desk = Desk::empty();
    for line in ["--help", "sprint close --help", "list -h", "reject --help"] {
        desk.note(line);
    }
    insta::assert_snapshot!(desk.transcript());
}

#[test]
fn nothing_that_was_typed_commands_the_terminal() {
    let desk = Desk::founded();
    let evil = "a\u{1b}[2J\u{9b}31m\u{202e}b\u{7}".to_owned();
    let words = |line: &str| {
        let words = super::desk::words(line);
        words.into_iter().map(|word| if word == "EVIL" { evil.clone() } else { word }).collect::<Vec<_>>()
    };
    let harmless = |text: &str| text.chars().all(|it| it == '\n' || ceremony::text::is_safe_char(it));
    for line in [
        "add EVIL --description EVIL --criterion EVIL --label EVIL",
        "epic add EVIL",
        "person add EVIL",
        "comment add 1 EVIL",
        "block 1 EVIL",
        "link add 1 EVIL",
        "sprint new EVIL --goal EVIL",
        "show 1",
        "list",
        "backlog",
        "list EVIL",
        "list @EVIL",
        "list #EVIL",
        "list kind:EVIL",
        "show EVIL",
        "EVIL",
        "show 1 --EVIL",
        "edit 1 --kind EVIL",
        "edit 1 --points EVIL",
        "question add 1 x --by EVIL",
        "move 1 EVIL",
        "sprint show EVIL",
        "--as EVIL list",
        "log",
        "--file EVIL list",
        "criterion met 1 EVIL",
    ] {
        for json in ["", " --json"] {
            let mut words = words(line);
            words.extend(super::desk::words(json));
            let said = desk.run_words(&words, "");
            assert!(harmless(&said.out) && harmless(&said.err), "{line}\n{}\n{}", said.out, said.err);
            assert!(said.code < 4, "{line}: {}", said.code);
        }
    }
}

#[test]
fn what_is_odd_when_a_sprint_starts_and_where_the_rest_goes_when_it_is_closed_is_said_beside_it() {
    insta::assert_snapshot!(shown(&[
        "reject 4 --kind defect --because \"the amount is wrong\"",
        "move 6 review",
        "reject 6 --kind changed --because \"nobody reads it\" --to backlog",
        "sprint add 6 --sprint current",
        "sprint close --rest next --move 6=backlog",
        "sprint show last",
        "sprint add 9 10 --sprint next",
        "sprint start",
        "log",
    ]));
}

/// Whatever lists or shows something, with a title that is longer than the line.
#[test]
fn what_is_shown_fits_the_terminal_and_is_whole_in_a_pipe() {
    let mut desk = scene();
    let title = "Guests who pay at the counter see what they owe before they choose how they pay it, in their language";
    desk.ok(&format!("add \"{title}\" --criterion \"{title}\""));
    let verbs = [
        "list",
        "backlog",
        "board",
        "review",
        "sprint show",
        "show 11",
        "epic show E1",
        "definition",
        "search guests",
    ];
    for columns in [40, 80, 120] {
        desk.columns = Some(columns);
        for verb in verbs {
            let said = desk.ok(verb);
            let longest = said.lines().map(ceremony::text::width).max().unwrap_or_default();
            assert!(longest <= columns, "{verb} at {columns}: {longest}\n{said}");
        }
    }
    desk.columns = None;
    for verb in ["list", "show 11", "search guests"] {
        assert!(desk.ok(verb).contains(title), "{verb}");
    }
}

/// The texts in the fields of these names.
fn named(value: &serde_json::Value, names: &[&str], found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(all) => {
            for (name, value) in all {
                if let Some(text) = value.as_str().filter(|_| names.contains(&name.as_str())) {
                    found.extend(text.lines().map(str::to_owned));
                }
                // A row shows the title of its epic, a page the rules that are about it now.
                let is_elsewhere = ["definition_of_ready", "definition_of_done"].contains(&name.as_str());
                if !is_elsewhere && (name != "epic" || value.get("items").is_some()) {
                    named(value, names, found);
                }
            }
        }
        serde_json::Value::Array(all) => all.iter().for_each(|it| named(it, names, found)),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => {}
    }
}

#[test]
fn what_json_names_is_named_in_the_text_too() {
    let desk = scene();
    let names = ["key", "title", "name", "text", "person", "url", "told", "goal", "author"];
    for verb in [
        "backlog",
        "board",
        "review",
        "list",
        "show 8 4 1",
        "sprint show 1",
        "sprint show 2",
        "sprint list",
        "epic list",
        "epic show E1",
        "definition",
        "person list",
        "label list",
        "log --limit 9",
        "sprint capacity",
    ] {
        let json: serde_json::Value = serde_json::from_str(&desk.ok(&format!("{verb} --json"))).unwrap();
        let mut words = Vec::new();
        named(&json, &names, &mut words);
        assert!(words.len() > 1, "{verb}: {words:?}");
        let text = desk.ok(verb);
        for word in words {
            assert!(text.contains(word.trim()), "{verb}: {word:?} is not in\n{text}");
        }
    }
}
