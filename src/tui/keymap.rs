//! From keys to actions: the table's chords, with a person's own in their place.

use super::action::{Action, Context, TABLE};
use super::key::{Chord, Key};
use crate::config::{ConfigProblem, KeyOverride};
use std::collections::HashMap;

/// What a row of keys comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// An action.
    Action(Action),
    /// The beginning of a chord.
    Begun,
    /// Nothing here.
    Nothing,
}

/// Which keys mean which action, in each context.
#[derive(Debug, Clone)]
pub struct Keymap {
    chords: HashMap<Action, Vec<Chord>>,
    meanings: HashMap<(Context, Vec<Key>), Action>,
}

impl Keymap {
    /// Makes the keymap of the table and a person's own keys; names what of these is not understood.
    pub fn new(overrides: &[KeyOverride]) -> (Self, Vec<ConfigProblem>) {
        let mut problems = Vec::new();
        let mut chords: HashMap<Action, Vec<Chord>> =
            TABLE.iter().map(|row| (row.action, row.action.chords().collect())).collect();
        for wanted in overrides {
            let Some(action) = Action::named(&wanted.action) else {
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
                chords.insert(action, own);
            }
        }
        let mut meanings = HashMap::new();
        for row in TABLE {
            for context in Context::ALL.into_iter().filter(|context| row.places.has(*context)) {
                for chord in chords.get(&row.action).into_iter().flatten() {
                    if context.takes_text() && chord.keys().iter().all(|key| key.typed().is_some()) {
                        continue;
                    }
                    let own = overrides.iter().find(|it| it.action == row.name);
                    let key = (context, chord.keys().to_vec());
                    match meanings.get(&key) {
                        // A person's own key takes the place of the table's; two of their own are a mistake.
                        Some(other)
                            if own.is_some()
                                && overrides.iter().any(|it| it.action == Action::row(*other).name) =>
                        {
                            problems.push(ConfigProblem::new(
                                own.map_or(0, |it| it.line),
                                format!("{chord} already means {} here", Action::row(*other).name),
                            ));
                        }
                        Some(other) if own.is_none() && *other != row.action => {}
                        Some(_) | None => {
                            meanings.insert(key, row.action);
                        }
                    }
                }
            }
        }
        (Self { chords, meanings }, problems)
    }

    /// Returns what a row of keys means in a context.
    pub fn meaning(&self, context: Context, keys: &[Key]) -> Meaning {
        if let Some(action) = self.meanings.get(&(context, keys.to_vec())) {
            return Meaning::Action(*action);
        }
        let begun = self.continuations(context, keys).next().is_some();
        if begun { Meaning::Begun } else { Meaning::Nothing }
    }

    /// Returns the chords that begin with these keys and go on, with their actions.
    pub fn continuations<'a>(
        &'a self,
        context: Context,
        keys: &'a [Key],
    ) -> impl Iterator<Item = (&'a Chord, Action)> + 'a {
        TABLE.iter().filter(move |row| row.places.has(context)).flat_map(move |row| {
            self.chords
                .get(&row.action)
                .into_iter()
                .flatten()
                .filter(move |chord| chord.keys().len() > keys.len() && chord.keys().starts_with(keys))
                .map(|chord| (chord, row.action))
        })
    }

    /// Returns the key that is shown for an action.
    pub fn shown(&self, action: Action) -> Option<String> {
        self.chords.get(&action)?.first().map(ToString::to_string)
    }

    /// Returns all keys of an action, as people read them.
    pub fn all(&self, action: Action) -> String {
        let chords = self.chords.get(&action).into_iter().flatten();
        chords.map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(action: &str, chord: &str) -> KeyOverride {
        KeyOverride { action: action.to_owned(), chords: vec![chord.to_owned()], line: 7 }
    }

    fn keys(chord: &str) -> Vec<Key> {
        chord.parse::<Chord>().unwrap().keys().to_vec()
    }

    #[test]
    fn a_chord_of_two_keys_begins_and_then_means_its_action() {
        let (map, _) = Keymap::new(&[]);
        assert_eq!(map.meaning(Context::Backlog, &keys("N")), Meaning::Begun);
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
    fn mistakes_name_their_line_and_the_nearest_name() {
        let (_, problems) = Keymap::new(&[own("und", "U"), own("redo", "Ctrl-Meta-%%")]);
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(said[0].contains("line 7") && said[0].contains("did you mean undo?"), "{said:?}");
        assert!(said[1].contains("line 7"), "{said:?}");
    }
}
