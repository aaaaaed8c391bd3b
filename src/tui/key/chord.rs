//! Chords: one or several consecutive keys, as written in tables, settings and help.

use super::{char, name, normal, plain};
use crate::text::nearest;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fmt;
use std::str::FromStr;

/// The names of keys that are not characters; the first name of a key is the displayed one.
const NAMES: [(&str, KeyCode); 25] = [
    ("Enter", KeyCode::Enter),
    ("Return", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Escape", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Space", KeyCode::Char(' ')),
    ("Backspace", KeyCode::Backspace),
    ("Del", KeyCode::Delete),
    ("Delete", KeyCode::Delete),
    ("Ins", KeyCode::Insert),
    ("Insert", KeyCode::Insert),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PageUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("PgDown", KeyCode::PageDown),
    ("PageDown", KeyCode::PageDown),
    ("Minus", KeyCode::Char('-')),
    ("Plus", KeyCode::Char('+')),
    ("Hash", KeyCode::Char('#')),
];

/// Returns the display name of a code that is not a function key, if it has one.
pub(super) fn name_of(code: KeyCode) -> Option<&'static str> {
    NAMES.iter().find(|(_, it)| *it == code).map(|(name, _)| *name)
}

/// A sequence of keys; usually one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Chord(Vec<KeyEvent>);

/// The error for a text that is not a chord.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadChord {
    /// It contains no key.
    #[error("it names no key")]
    Empty,
    /// It contains too many keys.
    #[error("it has more than {} keys", Chord::MOST)]
    TooLong,
    /// One word is not a key.
    #[error("{given:?} is no key{}", meant.map(|it| format!("; did you mean {it}?")).unwrap_or_default())]
    NoKey {
        /// The word, clipped.
        given: String,
        /// The nearest name.
        meant: Option<&'static str>,
    },
    /// Shift with a sign: the result differs between keyboards.
    #[error("Shift-{0} differs between keyboards: write the sign that it types")]
    ShiftedSign(char),
}

impl Chord {
    /// The maximum number of keys in a chord.
    pub const MOST: usize = 4;

    /// Creates a chord of one key.
    pub fn one(key: KeyEvent) -> Self {
        Self(vec![key])
    }

    /// Returns the keys, at least one.
    pub fn keys(&self) -> &[KeyEvent] {
        &self.0
    }

    /// Returns whether the chord begins with these keys and has more.
    pub fn continues(&self, pressed: &[KeyEvent]) -> bool {
        self.0.len() > pressed.len() && self.0.starts_with(pressed)
    }
}

impl fmt::Display for Chord {
    /// Writes the keys separated by spaces: `g g`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0.iter().map(|key| name(*key)).collect::<Vec<_>>().join(" "))
    }
}

impl FromStr for Chord {
    type Err = BadChord;
    /// Parses `j`, `Ctrl-r`, `g g`, `Shift-Tab`, `PgDn`; case matters only for single letters.
    fn from_str(given: &str) -> Result<Self, BadChord> {
        let words: Vec<&str> = given.split_whitespace().take(Self::MOST + 1).collect();
        match words.len() {
            0 if given == " " => Ok(Self::one(char(' '))),
            0 => Err(BadChord::Empty),
            1..=Self::MOST => words.into_iter().map(read_key).collect::<Result<_, _>>().map(Self),
            _ => Err(BadChord::TooLong),
        }
    }
}

fn read_key(word: &str) -> Result<KeyEvent, BadChord> {
    let mut key = plain(KeyCode::Esc);
    let mut rest = word;
    while let Some((modifier, after)) = split_modifier(rest) {
        key.modifiers |= modifier;
        rest = after;
    }
    let unknown = || BadChord::NoKey {
        given: word.chars().take(20).collect(),
        meant: nearest(rest, NAMES.iter().map(|(name, _)| *name))
            .and_then(|meant| NAMES.iter().find(|(name, _)| *name == meant).map(|(name, _)| *name)),
    };
    key.code = read_code(rest).ok_or_else(unknown)?;
    if let KeyCode::Char(letter) = key.code
        && key.modifiers.contains(KeyModifiers::SHIFT)
        && !key.modifiers.contains(KeyModifiers::CONTROL)
        && !letter.is_alphabetic()
    {
        return Err(BadChord::ShiftedSign(letter));
    }
    normal(key).ok_or_else(unknown)
}

/// Splits `Ctrl-` off `Ctrl-r`; a lone `-` after it is a key.
fn split_modifier(word: &str) -> Option<(KeyModifiers, &str)> {
    let place = word.find(['-', '+'])?;
    let (modifier, rest) = (&word[..place], &word[place + 1..]);
    if rest.is_empty() {
        return None;
    }
    let modifier = match modifier.to_ascii_lowercase().as_str() {
        "ctrl" | "control" | "c" => KeyModifiers::CONTROL,
        "alt" | "meta" | "option" | "a" => KeyModifiers::ALT,
        "shift" | "s" => KeyModifiers::SHIFT,
        _ => return None,
    };
    Some((modifier, rest))
}

fn read_code(word: &str) -> Option<KeyCode> {
    let mut letters = word.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return (!letter.is_control() && !letter.is_whitespace()).then_some(KeyCode::Char(letter));
    }
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)) {
        return Some(*code);
    }
    let number = word.strip_prefix(['F', 'f'])?.parse().ok()?;
    (1..=35).contains(&number).then_some(KeyCode::F(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        match text.parse::<Chord>() {
            Ok(chord) => chord.to_string(),
            Err(error) => format!("error: {error}"),
        }
    }

    #[test]
    fn reads_what_people_write_and_shows_one_form() {
        for (given, shown) in [
            ("j", "j"),
            ("J", "J"),
            ("Shift-j", "J"),
            ("ctrl+R", "Ctrl-r"),
            ("C-r", "Ctrl-r"),
            ("g  g", "g g"),
            ("g G", "g G"),
            ("space", "Space"),
            (" ", "Space"),
            ("return", "Enter"),
            ("PageDown", "PgDn"),
            ("S-tab", "Shift-Tab"),
            ("Ctrl-i", "Tab"),
            ("Ctrl-h", "Backspace"),
            ("-", "-"),
            ("+", "+"),
            ("Ctrl--", "Ctrl--"),
            ("#", "#"),
            ("f12", "F12"),
            ("Ctrl-Alt-Del", "Ctrl-Alt-Del"),
            ("ü", "ü"),
            ("Alt-Enter", "Alt-Enter"),
        ] {
            assert_eq!(read(given), shown, "{given}");
        }
    }

    #[test]
    fn says_what_is_wrong_and_what_was_meant() {
        for (given, expected) in [
            ("", "error: it names no key"),
            ("Etner", "error: \"Etner\" is no key; did you mean Enter?"),
            ("Ctrl-PgDwn", "error: \"Ctrl-PgDwn\" is no key; did you mean PgDn?"),
            ("F0", "error: \"F0\" is no key"),
            ("Shift-1", "error: Shift-1 differs between keyboards: write the sign that it types"),
            ("a b c d e", "error: it has more than 4 keys"),
            ("\u{1b}", "error: \"\\u{1b}\" is no key"),
        ] {
            assert_eq!(read(given), expected, "{given}");
        }
    }

    #[test]
    fn a_chord_knows_how_it_begins() {
        let chord: Chord = "g g".parse().unwrap();
        let g = char('g');
        assert!(chord.continues(&[]) && chord.continues(&[g]));
        assert!(!chord.continues(&[g, g]) && !chord.continues(&[char('x')]));
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(text in "(Ctrl-|Alt-|Shift-){0,2}([a-zA-Z#?:/+-]|Enter|Tab|Up|F[1-9]|Space)") {
            if let Ok(chord) = text.parse::<Chord>() {
                prop_assert_eq!(chord.to_string().parse::<Chord>(), Ok(chord));
            }
        }

        #[test]
        fn any_text_is_a_chord_or_an_error(text in any::<String>()) {
            let _ = text.parse::<Chord>();
        }
    }
}
