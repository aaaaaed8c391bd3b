//! The mapping from keys to actions: the table's chords, overridden by the person's own.

use super::action::{Action, TABLE};
use super::context::Context;
use super::key::{self, Chord};
use crate::config::{ConfigProblem, KeyOverride};
use crossterm::event::KeyEvent;
use std::collections::BTreeMap;

/// The meaning of a sequence of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// An action.
    Action(Action),
    /// The start of a chord.
    Prefix,
    /// No meaning.
    Nothing,
}

/// The mapping from keys to actions in each context: the table's, overridden by the person's own keys.
#[derive(Debug, Clone, Default)]
pub struct Keymap {
    own: BTreeMap<Action, Vec<Chord>>,
}

impl Keymap {
    /// Creates the keymap from the table and the person's own keys; returns the problems with the latter.
    pub fn new(overrides: &[KeyOverride]) -> (Self, Vec<ConfigProblem>) {
        let mut problems = Vec::new();
        let mut map = Self::default();
        for wanted in overrides {
            let former = Action::formerly(&wanted.action);
            if let Some(action) = former {
                let words = format!("{} is now {}", wanted.action, action.row().name);
                problems.push(ConfigProblem::new(wanted.line, words));
            }
            let Some(action) = former.or_else(|| Action::named(&wanted.action)) else {
                let names = TABLE.iter().map(|row| row.name);
                problems.push(ConfigProblem::unknown(wanted.line, "action", &wanted.action, names));
                continue;
            };
            let mut own = Vec::new();
            for chord in &wanted.chords {
                match chord.parse::<Chord>() {
                    Ok(chord) => own.push(chord),
                    Err(bad) => problems.push(ConfigProblem::new(wanted.line, bad.to_string())),
                }
            }
            if !own.is_empty() || wanted.chords.is_empty() {
                map.own.insert(action, own);
            }
        }
        problems.extend(map.conflicts(overrides));
        (map, problems)
    }

    /// Returns a problem for each key that the person has assigned to two actions in one context.
    fn conflicts(&self, overrides: &[KeyOverride]) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        for (action, chords) in &self.own {
            let is_it = |it: &&KeyOverride| {
                it.action == action.row().name || Action::formerly(&it.action) == Some(*action)
            };
            let line = overrides.iter().find(is_it).map_or(0, |it| it.line);
            for context in Context::all().filter(|context| action.row().places.has(*context)) {
                for chord in chords {
                    if let Meaning::Action(other) = self.meaning(context, chord.keys())
                        && other != *action
                    {
                        let words = format!("{chord} already means {} here", other.row().name);
                        problems.push(ConfigProblem::new(line, words));
                    }
                }
            }
        }
        problems
    }

    /// Returns the meaning of a sequence of keys in a context: the person's own keys take precedence over the
    /// table's.
    pub fn meaning(&self, context: Context, keys: &[KeyEvent]) -> Meaning {
        let pressed = written(keys);
        // Where text can be entered, letters are typed.
        let is_text = context.takes_text() && keys.iter().all(|key| key::typed(*key).is_some());
        let here = || TABLE.iter().filter(|row| row.places.has(context)).map(|row| row.action);
        let own =
            |action: &Action| self.own.get(action).is_some_and(|own| own.iter().any(|it| it.keys() == keys));
        let in_table = |action: &Action| {
            !self.own.contains_key(action) && action.row().chords.contains(&pressed.as_str())
        };
        let meant = here().find(own).or_else(|| here().find(in_table));
        match meant.filter(|_| !is_text) {
            Some(action) => Meaning::Action(action),
            None if self.continuations(context, keys).next().is_some() => Meaning::Prefix,
            None => Meaning::Nothing,
        }
    }

    /// Returns the chords that begin with these keys and have more, with their actions.
    pub fn continuations(
        &self,
        context: Context,
        keys: &[KeyEvent],
    ) -> impl Iterator<Item = (Chord, Action)> {
        let prefix = format!("{} ", written(keys));
        let chords = move |action: Action| -> Vec<Chord> {
            if let Some(own) = self.own.get(&action) {
                return own.iter().filter(|chord| chord.continues(keys)).cloned().collect();
            }
            let written = action.row().chords.iter().filter(|chord| chord.starts_with(&prefix));
            written.filter_map(|chord| chord.parse().ok()).collect()
        };
        TABLE
            .iter()
            .filter(move |row| row.places.has(context))
            .flat_map(move |row| chords(row.action).into_iter().map(|chord| (chord, row.action)))
    }

    /// Returns the displayed key of an action.
    pub fn shown(&self, action: Action) -> Option<String> {
        match self.own.get(&action) {
            Some(own) => own.first().map(ToString::to_string),
            None => action.row().chords.first().map(|chord| (*chord).to_owned()),
        }
    }

    /// Returns the first key of the displayed chord of an action, if it has more.
    pub fn prefix(&self, action: Action) -> Option<String> {
        let chord = self.shown(action)?.parse::<Chord>().ok()?;
        chord.keys().first().filter(|_| chord.keys().len() > 1).map(|first| key::name(*first))
    }

    /// Returns all keys of an action, for display.
    pub fn all(&self, action: Action) -> String {
        match self.own.get(&action) {
            Some(own) => own.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            None => action.row().chords.join(" "),
        }
    }
}

/// Returns keys in the notation of the table.
fn written(keys: &[KeyEvent]) -> String {
    keys.iter().map(|key| key::name(*key)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(action: &str, chord: &str) -> KeyOverride {
        KeyOverride { action: action.to_owned(), chords: vec![chord.to_owned()], line: 7 }
    }

    fn keys(chord: &str) -> Vec<KeyEvent> {
        chord.parse::<Chord>().unwrap().keys().to_vec()
    }

    #[test]
    fn a_chord_of_two_keys_begins_and_then_means_its_action() {
        let (map, _) = Keymap::new(&[]);
        assert_eq!(map.meaning(Context::Backlog, &keys("N")), Meaning::Prefix);
        assert_eq!(map.meaning(Context::Backlog, &keys("N c")), Meaning::Action(Action::NewCriterion));
        assert_eq!(map.meaning(Context::Backlog, &keys("N z")), Meaning::Nothing);
    }

    #[test]
    fn letters_are_typed_where_there_is_a_text() {
        let (map, _) = Keymap::new(&[]);
        assert_eq!(map.meaning(Context::Picker, &keys("j")), Meaning::Nothing);
        assert_eq!(map.meaning(Context::Picker, &keys("Down")), Meaning::Action(Action::Down));
    }

    #[test]
    fn own_keys_take_the_place_of_the_tables() {
        let (map, problems) = Keymap::new(&[own("undo", "U")]);
        assert!(problems.is_empty());
        assert_eq!(map.meaning(Context::Backlog, &keys("U")), Meaning::Action(Action::Undo));
        assert_eq!(map.meaning(Context::Backlog, &keys("u")), Meaning::Nothing);
        assert_eq!(map.shown(Action::Undo).as_deref(), Some("U"));
    }

    #[test]
    fn a_key_given_to_two_actions_is_a_mistake_and_the_first_keeps_it() {
        let (map, problems) = Keymap::new(&[own("redo", "U"), own("undo", "U")]);
        assert_eq!(map.meaning(Context::Backlog, &keys("U")), Meaning::Action(Action::Undo));
        let messages: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(messages.iter().any(|it| it.contains("U already means undo here")), "{messages:?}");
        // A key of the table is overridden silently.
        let (map, problems) = Keymap::new(&[own("undo", "x")]);
        assert_eq!(map.meaning(Context::Backlog, &keys("x")), Meaning::Action(Action::Undo));
        assert!(problems.is_empty());
    }

    #[test]
    fn the_former_name_of_an_action_works_and_the_present_one_is_reported() {
        let (map, problems) = Keymap::new(&[own("carry-right", "Z")]);
        assert_eq!(map.meaning(Context::Board, &keys("Z")), Meaning::Action(Action::CarryRight));
        assert_eq!(map.meaning(Context::Board, &keys("L")), Meaning::Nothing);
        let messages: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(messages, ["settings, line 7: carry-right is now move-right"]);
    }

    #[test]
    fn mistakes_name_their_line_and_the_nearest_name() {
        let (_, problems) = Keymap::new(&[own("und", "U"), own("redo", "Ctrl-Meta-%%")]);
        let messages: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(messages[0].contains("line 7") && messages[0].contains("did you mean undo?"), "{messages:?}");
        assert!(messages[1].contains("line 7"), "{messages:?}");
    }
}
