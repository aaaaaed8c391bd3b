//! Files to import: Jira's CSV, tables, stories, our own export.

use super::probe::{TABLE, export, import, table};
use proptest::prelude::*;
use std::sync::LazyLock;

static EXPORT: LazyLock<String> = LazyLock::new(export);

const JIRA: &str = "Summary,Issue key,Issue id,Issue Type,Status,Sprint,Sprint,Custom field (Story Points),Parent,\
    Comment,Created\n";

/// Generates cells: values with a meaning, and what breaks the form of a table.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "", "A-1", "A-2", "A-3", "Story", "Epic", "Sub-task", "To Do", "Done", "Brewing", "Sprint 1", "NULL", "5.0",
            "1e9", "-3", "six", "2025-06-07", "6/7/2025", "31/Dec/99 11:59 PM", "1;2;3", "As a user, I want it",
            "a; b", "Bo", "0", "true", "https://example.org", "=1+1", "'=1+1", "\u{1b}[2J", "e\u{301}",
        ]).prop_map(str::to_owned),
        2 => "\\PC{0,12}",
        1 => any::<String>(),
        1 => "[\",;\t\r\n' ]{0,4}",
    ]
}

fn lines() -> impl Strategy<Value = String> {
    let quoted = |(text, is_quoted): (String, bool)| {
        if is_quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    };
    let row = prop::collection::vec((cell(), any::<bool>()).prop_map(quoted), 0..14);
    prop::collection::vec(row, 0..8)
        .prop_map(|rows| rows.iter().map(|row| row.join(",")).collect::<Vec<_>>().join("\n"))
}

/// Generates a text with some of its characters removed, duplicated or replaced.
fn mangled(text: &'static str) -> impl Strategy<Value = String> {
    let places = prop::collection::vec((any::<prop::sample::Index>(), 0..3_u8, any::<char>()), 0..6);
    places.prop_map(move |places| {
        let mut letters: Vec<char> = text.chars().collect();
        for (place, how, letter) in places.into_iter().filter(|_| !text.is_empty()) {
            let at = place.index(letters.len());
            match how {
                0 => drop(letters.remove(at)),
                1 => letters.insert(at, letter),
                _ => letters[at] = letter,
            }
            if letters.is_empty() {
                break;
            }
        }
        letters.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(name in "x\\.(csv|tsv|txt|json|md)|\\PC{0,8}", bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        table(&name, &bytes);
    }

    #[test]
    fn any_jira_file_is_read(lines in lines()) {
        table("x.csv", format!("{JIRA}{lines}").as_bytes());
    }

    #[test]
    fn any_table_is_read(text in mangled(TABLE), lines in lines()) {
        table("x.csv", format!("{text}{lines}").as_bytes());
        table("x.tsv", format!("{text}{lines}").replace(',', "\t").as_bytes());
    }
}

proptest! {
    // Each creates a product of its own.
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_brought_in_goes_out_again_and_comes_in_once(text in mangled(TABLE), lines in lines(), is_jira: bool) {
        import("x.csv", if is_jira { format!("{JIRA}{lines}") } else { format!("{text}{lines}") }.as_bytes());
    }

    #[test]
    fn any_lines_are_brought_in(text in "(As an? \\PC{0,9}, I want |- |\\[ \\] |# |\\PC{0,20}|\n|\r\n|\t){0,20}") {
        import("x.txt", text.as_bytes());
    }

    #[test]
    fn a_damaged_export_of_ours_is_refused_or_restored(text in mangled(&EXPORT)) {
        import("x.json", text.as_bytes());
    }
}
