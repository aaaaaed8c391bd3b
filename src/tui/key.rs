//! Keys as people name them, and what a terminal sends. The only file that knows the codes of the terminal library.
//!
//! A key means the same whatever terminal sent it: `J` is the letter J without a word on Shift, Shift-Tab is Tab
//! with Shift, and what a terminal cannot tell apart (Ctrl-i and Tab, Ctrl-m and Enter, Ctrl-[ and Esc, Ctrl-h and
//! Backspace) is one key. Which key does what is not here.

mod chord;

pub use chord::{BadChord, Chord};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
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

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the codes are the terminal library's; most are no keys of ours"
    )]
    fn from_terminal(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let held = event.modifiers;
        if held.intersects(KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META) {
            return None;
        }
        let code = match event.code {
            KeyCode::Char(letter) => Code::Char(letter),
            KeyCode::Enter => Code::Enter,
            KeyCode::Esc => Code::Esc,
            KeyCode::Tab | KeyCode::BackTab => Code::Tab,
            KeyCode::Backspace => Code::Backspace,
            KeyCode::Delete => Code::Delete,
            KeyCode::Insert => Code::Insert,
            KeyCode::Left => Code::Left,
            KeyCode::Right => Code::Right,
            KeyCode::Up => Code::Up,
            KeyCode::Down => Code::Down,
            KeyCode::Home => Code::Home,
            KeyCode::End => Code::End,
            KeyCode::PageUp => Code::PageUp,
            KeyCode::PageDown => Code::PageDown,
            KeyCode::F(number) => Code::Function(number),
            _ => return None,
        };
        let key = Self {
            code,
            ctrl: held.contains(KeyModifiers::CONTROL),
            alt: held.contains(KeyModifiers::ALT),
            shift: held.contains(KeyModifiers::SHIFT) || event.code == KeyCode::BackTab,
        };
        Some(key.normal())
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

/// What a person did at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Pressed a key.
    Key(Key),
    /// Pasted a text, as it came: it may hold anything.
    Paste(String),
    /// Changed the size: columns and rows.
    Resize(u16, u16),
}

impl Input {
    /// Reads what the terminal library reports; releases, the mouse and the focus are none of ours.
    pub(crate) fn from_terminal(event: Event) -> Option<Self> {
        match event {
            Event::Key(key) => Key::from_terminal(key).map(Self::Key),
            Event::Paste(text) => Some(Self::Paste(text)),
            Event::Resize(columns, rows) => Some(Self::Resize(columns, rows)),
            Event::FocusGained | Event::FocusLost | Event::Mouse(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(code: KeyCode, held: KeyModifiers) -> Option<String> {
        match Input::from_terminal(Event::Key(KeyEvent::new(code, held))) {
            Some(Input::Key(key)) => Some(key.to_string()),
            _ => None,
        }
    }

    #[test]
    fn a_key_is_the_same_whatever_terminal_sent_it() {
        for (code, held, name) in [
            (KeyCode::Char('J'), KeyModifiers::SHIFT, "J"),
            (KeyCode::Char('J'), KeyModifiers::NONE, "J"),
            (KeyCode::Char('j'), KeyModifiers::SHIFT, "J"),
            (KeyCode::Char('ß'), KeyModifiers::SHIFT, "ß"),
            (KeyCode::Char('ü'), KeyModifiers::NONE, "ü"),
            (KeyCode::Char('?'), KeyModifiers::SHIFT, "?"),
            (KeyCode::Char(' '), KeyModifiers::NONE, "Space"),
            (KeyCode::BackTab, KeyModifiers::NONE, "Shift-Tab"),
            (KeyCode::BackTab, KeyModifiers::SHIFT, "Shift-Tab"),
            (KeyCode::Tab, KeyModifiers::SHIFT, "Shift-Tab"),
            (KeyCode::Char('r'), KeyModifiers::CONTROL, "Ctrl-r"),
            (KeyCode::Char('R'), KeyModifiers::CONTROL.union(KeyModifiers::SHIFT), "Ctrl-r"),
            (KeyCode::Char('h'), KeyModifiers::CONTROL, "Backspace"),
            (KeyCode::Char('i'), KeyModifiers::CONTROL, "Tab"),
            (KeyCode::Char('x'), KeyModifiers::ALT, "Alt-x"),
            (KeyCode::PageDown, KeyModifiers::NONE, "PgDn"),
            (KeyCode::F(5), KeyModifiers::NONE, "F5"),
        ] {
            assert_eq!(sent(code, held).as_deref(), Some(name), "{code:?} {held:?}");
        }
    }

    #[test]
    fn what_is_no_key_of_ours_is_left_out() {
        assert_eq!(sent(KeyCode::CapsLock, KeyModifiers::NONE), None);
        assert_eq!(sent(KeyCode::Char('q'), KeyModifiers::SUPER), None);
        let up = KeyEvent::new_with_kind(KeyCode::Enter, KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(Input::from_terminal(Event::Key(up)), None);
        assert_eq!(Input::from_terminal(Event::FocusLost), None);
    }

    #[test]
    fn only_plain_characters_are_typed() {
        assert_eq!(Key::char('é').typed(), Some('é'));
        assert_eq!(Key::ctrl('r').typed(), None);
        assert_eq!(Key::plain(Code::Enter).typed(), None);
    }
}
