//! Keys by the names that people use. Their encoding by terminals is not here, nor which key does what.
//!
//! A key is the same whichever terminal sent it: `J` is the letter J without a Shift modifier, Shift-Tab is Tab with
//! Shift, and keys that terminals cannot distinguish (Ctrl-i and Tab, Ctrl-m and Enter, Ctrl-[ and Esc, Ctrl-h and
//! Backspace) are one key.

mod chord;

pub use chord::{BadChord, Chord};

use super::background::OwnColours;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// Returns a key without modifiers.
pub const fn plain(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// Returns the key of a character.
pub const fn char(letter: char) -> KeyEvent {
    plain(KeyCode::Char(letter))
}

/// Returns the character that a key types into a text, if it types one.
pub fn typed(key: KeyEvent) -> Option<char> {
    if let KeyCode::Char(letter) = key.code
        && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
    {
        Some(letter)
    } else {
        None
    }
}

/// Returns the normal form of a key, whichever terminal sent it; `None` if it is released, or has no name.
pub fn normal(key: KeyEvent) -> Option<KeyEvent> {
    let others = KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META;
    if key.kind == KeyEventKind::Release || key.modifiers.intersects(others) {
        return None;
    }
    let modifiers = key.modifiers;
    if let KeyCode::Char(letter) = key.code {
        return Some(of_letter(letter, modifiers));
    }
    if key.code == KeyCode::BackTab {
        return Some(KeyEvent::new(KeyCode::Tab, modifiers | KeyModifiers::SHIFT));
    }
    if key.code == KeyCode::Null {
        return Some(KeyEvent::new(KeyCode::Char(' '), modifiers | KeyModifiers::CONTROL));
    }
    let has_name = matches!(key.code, KeyCode::F(_)) || chord::name_of(key.code).is_some();
    has_name.then(|| KeyEvent::new(key.code, modifiers))
}

/// A capital or a sign implies Shift; some letters with Control are other keys.
fn of_letter(letter: char, modifiers: KeyModifiers) -> KeyEvent {
    let (ctrl, alt) = (modifiers & KeyModifiers::CONTROL, modifiers & KeyModifiers::ALT);
    if !ctrl.is_empty() {
        return match letter.to_ascii_lowercase() {
            'h' => KeyEvent::new(KeyCode::Backspace, alt),
            'i' => KeyEvent::new(KeyCode::Tab, alt),
            'm' => KeyEvent::new(KeyCode::Enter, alt),
            '[' => KeyEvent::new(KeyCode::Esc, alt),
            lower => KeyEvent::new(KeyCode::Char(lower), ctrl | alt),
        };
    }
    let mut capital = letter.to_uppercase();
    let letter = match (modifiers.contains(KeyModifiers::SHIFT), capital.next(), capital.next()) {
        (true, Some(one), None) => one,
        _ => letter,
    };
    KeyEvent::new(KeyCode::Char(letter), alt)
}

/// Returns the display name of a key: `Ctrl-r`, `Shift-Tab`, `PgDn`, `Space`, `J`.
pub fn name(key: KeyEvent) -> String {
    let mut name = String::new();
    let prefixes =
        [(KeyModifiers::CONTROL, "Ctrl-"), (KeyModifiers::ALT, "Alt-"), (KeyModifiers::SHIFT, "Shift-")];
    for (modifier, prefix) in prefixes {
        if key.modifiers.contains(modifier) {
            name.push_str(prefix);
        }
    }
    if let KeyCode::F(number) = key.code {
        name.push('F');
        name.push_str(&number.to_string());
    } else if let KeyCode::Char(letter) = key.code
        && letter != ' '
    {
        name.push(letter);
    } else {
        name.push_str(chord::name_of(key.code).unwrap_or("?"));
    }
    name
}

/// An input from the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TerminalInput {
    /// A key in normal form (see [`normal`]), a pasted text, or a size; a size is also sent if only the screen was
    /// lost and must be redrawn completely.
    Event(Event),
    /// What the terminal answers on its own colours.
    Colours(OwnColours),
    /// The program must end, because of a signal or a closed terminal: save drafts, and return this exit code within
    /// a quarter of a second.
    End(u8),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_terminals_cannot_tell_apart_is_one_key() {
        let ctrl = KeyModifiers::CONTROL;
        let shift = KeyModifiers::SHIFT;
        for (code, modifiers, key) in [
            (KeyCode::Char('J'), shift, "J"),
            (KeyCode::Char('j'), shift, "J"),
            (KeyCode::Char('ß'), shift, "ß"),
            (KeyCode::Char('?'), shift, "?"),
            (KeyCode::Char(' '), KeyModifiers::NONE, "Space"),
            (KeyCode::Char('R'), ctrl | shift, "Ctrl-r"),
            (KeyCode::Char('h'), ctrl, "Backspace"),
            (KeyCode::Char('i'), ctrl, "Tab"),
            (KeyCode::Char('m'), ctrl, "Enter"),
            (KeyCode::Char('['), ctrl, "Esc"),
            (KeyCode::BackTab, shift, "Shift-Tab"),
            (KeyCode::BackTab, KeyModifiers::NONE, "Shift-Tab"),
            (KeyCode::Null, KeyModifiers::NONE, "Ctrl-Space"),
        ] {
            assert_eq!(normal(KeyEvent::new(code, modifiers)).map(name).as_deref(), Some(key));
        }
    }

    #[test]
    fn what_nobody_presses_is_no_key() {
        let released = KeyEvent::new_with_kind(KeyCode::Enter, KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(normal(released), None);
        assert_eq!(normal(KeyEvent::new(KeyCode::Char('q'), KeyModifiers::SUPER)), None);
        assert_eq!(normal(plain(KeyCode::CapsLock)), None);
        let repeated = KeyEvent::new_with_kind(KeyCode::Up, KeyModifiers::NONE, KeyEventKind::Repeat);
        assert_eq!(normal(repeated), Some(plain(KeyCode::Up)));
    }

    #[test]
    fn only_plain_characters_are_typed() {
        assert_eq!(typed(char('é')), Some('é'));
        assert_eq!(typed(KeyEvent::new(KeyCode::Char('r'), KeyModifiers::CONTROL)), None);
        assert_eq!(typed(plain(KeyCode::Enter)), None);
    }
}
