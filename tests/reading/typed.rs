//! What people write into settings and type into fields.

use super::probe::{key_name, narrative, settings, words};
use proptest::prelude::*;

const SETTINGS: [&str; 18] = [
    "file = \"~/x.db\"",
    "as = 5",
    "editor = \"hx\"",
    "ascii = \"yes\"",
    "bell = true",
    "[theme]",
    "[keys]",
    "name = \"drak\"",
    "accent = \"#6f9fd8\"",
    "alert = \"light-red\"",
    "text = \"#é\"",
    "undo = \"U\"",
    "undo = [\"g g\", 1]",
    "open = []",
    "leave = \"Ctrl-Ctrl-x\"",
    "[[keys]]",
    "theme = {",
    "\u{1b}[2J = \"\\u001b\"",
];

/// Pieces of names of keys, combined in any way.
const KEYS: [&str; 20] = [
    "Ctrl-",
    "Alt-",
    "Shift-",
    "C-",
    "g",
    " ",
    "-",
    "+",
    "é",
    "Ü",
    "F1",
    "F99",
    "Enter",
    "PgDn",
    "Spcae",
    "Minus",
    "\u{1b}",
    "\u{301}",
    "👩‍👩‍👧",
    "\u{212a}",
];

const WORDS: [&str; 40] = [
    "kind:",
    "stage:",
    "epic:",
    "sprint:",
    "label:",
    "person:",
    "column:",
    "is:",
    "-",
    "!",
    "@",
    "#",
    "\"",
    ",",
    ":",
    "me",
    "none",
    "bug",
    "blocked",
    "next",
    "last",
    "friday",
    "in ",
    "3 days",
    "99999999999 ",
    "months",
    "ago",
    "2026-11-30",
    "30.11.",
    "12:60",
    "24",
    "mon-fri",
    "daily",
    "1,2,3",
    "0.005",
    "1e3",
    "\u{660}",
    "ſ",
    "İ",
    " ",
];

fn pieces(of: &'static [&'static str], between: &'static str) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(of).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..8).prop_map(move |pieces| pieces.join(between))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_settings_are_read(text in pieces(&SETTINGS, "\n")) {
        settings(&text);
    }

    #[test]
    fn any_name_of_a_key_is_read(text in pieces(&KEYS, ""), action in "undo|leave|\\PC{0,80}") {
        key_name(&action, &text);
    }

    #[test]
    fn any_word_is_read(text in pieces(&WORDS, "")) {
        words(&text);
    }

    #[test]
    fn any_story_is_read(text in "(As an? |as |a \\PC{0,9}|,? ?I want |I'd like |to |not |so that |in order to |\\.| |\n|#G1#|İ|ß|\\PC{0,5}){0,12}") {
        narrative(&text);
    }
}

#[test]
fn endless_texts_are_answered_in_a_sentence() {
    for piece in
        ["x", "é", "👩‍👩‍👧", "9", "-", "\"", ":", "a ", "kind:", "As a x I want ", "Ctrl-", "\u{301}", "[", "\n"]
    {
        let text = piece.repeat(60_000 / piece.len());
        settings(&text);
        settings(&format!("{text} = 1"));
        settings(&format!("as = \"{text}"));
        settings(&format!("[keys]\nundo = \"{}\"", text.replace(['"', '\n'], "")));
        settings(&format!("[theme]\naccent = \"{}\"", text.replace(['"', '\n'], "")));
        key_name("undo", &text);
        key_name(&text, "U");
        words(&text);
        narrative(&text);
    }
}
