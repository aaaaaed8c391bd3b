//! Keys as people name them. How a terminal spells them in bytes is not here, nor which key does what.
//!
//! A key means the same whatever terminal sent it: `J` is the letter J without a word on Shift, Shift-Tab is Tab
//! with Shift, and what a terminal cannot tell apart (Ctrl-i and Tab, Ctrl-m and Enter, Ctrl-[ and Esc, Ctrl-h and
//! Backspace) is one key.

mod chord;

pub use chord::{BadChord, Chord};

use super::theme::Tone;
use std::fmt;

/// A key without what is held beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A letter, digit or sign; capitals are letters of their own.
    Char(char),
    /// Enter or Return.
    Enter,
    /// Escape.
    Esc,
    /// The tabulator.
    Tab,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// Insert.
    Insert,
    /// The arrow to the left.
    Left,
    /// The arrow to the right.
    Right,
    /// The arrow upwards.
    Up,
    /// The arrow downwards.
    Down,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// A function key, from 1 to 35.
    Function(u8),
}

/// A key with what is held beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// Control is held.
    pub ctrl: bool,
    /// Alt (Option, Meta) is held.
    pub alt: bool,
    /// Shift is held; never with a character, whose capital or sign says it.
    pub shift: bool,
}

impl Key {
    /// Makes a key with nothing held.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// Makes the key of a character.
    pub const fn char(letter: char) -> Self {
        Self::plain(Code::Char(letter))
    }

    /// Makes a character's key with Control held, such as Ctrl-r. Not for what terminals cannot tell apart.
    pub const fn ctrl(letter: char) -> Self {
        Self { code: Code::Char(letter), ctrl: true, alt: false, shift: false }
    }

    /// Returns the character that this key types into a text, if it types one.
    pub fn typed(self) -> Option<char> {
        if let Code::Char(letter) = self.code
            && !self.ctrl
            && !self.alt
        {
            Some(letter)
        } else {
            None
        }
    }

    /// Makes one key of those that terminals cannot, or do not, tell apart.
    pub(crate) fn normal(self) -> Self {
        let Self { code: Code::Char(letter), ctrl, alt, shift } = self else { return self };
        let twin = |code| Self { code, ctrl: false, alt, shift: false };
        if ctrl {
            return match letter.to_ascii_lowercase() {
                'h' => twin(Code::Backspace),
                'i' => twin(Code::Tab),
                'm' => twin(Code::Enter),
                '[' => twin(Code::Esc),
                lower => Self { code: Code::Char(lower), ctrl, alt, shift: false },
            };
        }
        let mut capital = letter.to_uppercase();
        let letter = match (shift, capital.next(), capital.next()) {
            (true, Some(one), None) => one,
            _ => letter,
        };
        Self { code: Code::Char(letter), ctrl, alt, shift: false }
    }
}

impl fmt::Display for Key {
    /// Writes the key as people read it: `Ctrl-r`, `Shift-Tab`, `PgDn`, `Space`, `J`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut name = String::new();
        for (held, prefix) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                name.push_str(prefix);
            }
        }
        if let Code::Function(number) = self.code {
            name.push('F');
            name.push_str(&number.to_string());
        } else if let Code::Char(letter) = self.code
            && letter != ' '
        {
            name.push(letter);
        } else {
            name.push_str(chord::name_of(self.code));
        }
        out.pad(&name)
    }
}

/// What comes in from the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted, as it came: it may hold anything.
    Paste(String),
    /// The size may have changed, or the screen was lost: draw again. Columns and rows.
    Resize(u16, u16),
    /// The terminal told the colour of its background.
    Background(Tone),
    /// The program is asked to end, by a signal or because the terminal went away: keep drafts, and return this
    /// exit code within a quarter of a second.
    End(u8),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_terminals_cannot_tell_apart_is_one_key() {
        let held = |letter, ctrl, shift| {
            Key { code: Code::Char(letter), ctrl, alt: false, shift }.normal().to_string()
        };
        for (letter, ctrl, shift, name) in [
            ('J', false, true, "J"),
            ('j', false, true, "J"),
            ('ß', false, true, "ß"),
            ('?', false, true, "?"),
            (' ', false, false, "Space"),
            ('R', true, true, "Ctrl-r"),
            ('h', true, false, "Backspace"),
            ('i', true, false, "Tab"),
            ('m', true, false, "Enter"),
            ('[', true, false, "Esc"),
        ] {
            assert_eq!(held(letter, ctrl, shift), name);
        }
    }

    #[test]
    fn only_plain_characters_are_typed() {
        assert_eq!(Key::char('é').typed(), Some('é'));
        assert_eq!(Key::ctrl('r').typed(), None);
        assert_eq!(Key::plain(Code::Enter).typed(), None);
    }
}
