//! Properties of the table of actions.

use super::*;
use std::collections::BTreeMap;

#[test]
fn rows_stand_in_the_order_of_their_variants_and_names_are_unique() {
    let mut names = BTreeMap::new();
    for (at, row) in TABLE.iter().enumerate() {
        assert_eq!(row.action as usize, at, "{}", row.name);
        assert_eq!(names.insert(row.name, row.action), None, "{} stands twice", row.name);
        assert!(row.title.chars().count() <= 24, "{} has a long title", row.name);
        assert!(row.help.ends_with('.') && row.help.len() < 180, "{}", row.name);
    }
}

#[test]
fn no_former_name_is_a_present_one() {
    for (name, _) in RENAMED {
        assert_eq!(Action::named(name), None, "{name}");
    }
}

#[test]
fn every_chord_parses_and_prints_as_it_is_written() {
    for row in TABLE {
        for chord in row.chords {
            let parsed: Chord = chord.parse().unwrap_or_else(|_| panic!("{chord}"));
            assert_eq!(parsed.to_string(), *chord, "{}", row.name);
        }
    }
}

#[test]
fn no_chord_means_two_things_in_a_context_nor_begins_another() {
    for context in Context::all() {
        let chords: Vec<(Chord, &str)> = TABLE
            .iter()
            .filter(|row| row.places.has(context))
            .flat_map(|row| row.action.chords().map(|chord| (chord, row.name)))
            .collect();
        for (at, (chord, name)) in chords.iter().enumerate() {
            for (other, other_name) in &chords[at + 1..] {
                assert_ne!(chord, other, "{name} and {other_name} in {}", context.title());
                let (a, b) = (chord.keys(), other.keys());
                let prefix = if a.len() < b.len() { b.starts_with(a) } else { a.starts_with(b) };
                assert!(!prefix, "{name} begins {other_name} in {}", context.title());
            }
        }
    }
}

#[test]
fn a_chord_means_one_thing_everywhere_but_for_the_named_exceptions() {
    // Enter, Esc, Tab, arrows and the two answers of a question depend on the top layer. In a ceremony
    // h and l go to the previous and the next item, and in its minutes w writes.
    let exceptions = [
        "Enter",
        "Esc",
        "Tab",
        "Shift-Tab",
        "Up",
        "Down",
        "y",
        "n",
        "q",
        "Ctrl-e",
        "h",
        "l",
        "Left",
        "Right",
        "w",
    ];
    let mut meanings: BTreeMap<&str, &str> = BTreeMap::new();
    for row in TABLE {
        for chord in row.chords.iter().filter(|chord| !exceptions.contains(chord)) {
            let before = meanings.insert(chord, row.name);
            assert_eq!(before, None, "{chord} is {} and {:?}", row.name, before);
        }
    }
}

#[test]
fn every_layer_and_screen_can_be_left_with_esc() {
    for context in Context::all() {
        let esc: Chord = "Esc".parse().unwrap();
        let leaves =
            TABLE.iter().any(|row| row.places.has(context) && row.action.chords().any(|it| it == esc));
        assert!(leaves, "{}", context.title());
    }
}
