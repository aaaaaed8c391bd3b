//! The buffer of a text being edited: its contents, the cursor, and the undo steps. How it is shown is not here.
//!
//! The cursor is between graphemes, so that no key separates an accent from its letter or splits an emoji. The text
//! is kept as given; it is shown sanitized, and edited unchanged.

use crate::tui::key::typed;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

/// The maximum number of undo steps.
const STEPS: usize = 500;

/// The effect of a key on a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressed {
    /// The text has changed.
    Changed,
    /// The cursor moved, or could not move further.
    Moved,
    /// There was not enough room: show [`EditBuffer::full`].
    Full,
    /// The key has no meaning in a text.
    Ignored,
}

/// One replacement that can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
struct EditStep {
    place: usize,
    removed: String,
    inserted: String,
    cursor_before: usize,
    /// Whether further letters of the same word extend it.
    open: bool,
}

/// A text, a cursor, and the undo steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditBuffer {
    text: String,
    cursor: usize,
    many_lines: bool,
    most: usize,
    done: Vec<EditStep>,
    undone: Vec<EditStep>,
    original: String,
}

impl EditBuffer {
    /// Creates an empty text of one line or many, of at most `most` characters.
    pub fn new(many_lines: bool, most: usize) -> Self {
        Self {
            text: String::new(),
            cursor: 0,
            many_lines,
            most,
            done: Vec::new(),
            undone: Vec::new(),
            original: String::new(),
        }
    }

    /// Sets the text, with the cursor at its end and no undo steps.
    pub fn set_text(&mut self, text: &str) {
        let text = self.fitting(text);
        self.original.clone_from(&text);
        self.cursor = text.len();
        self.text = text;
        self.done.clear();
        self.undone.clear();
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the position of the cursor in bytes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Moves the cursor to the grapheme that begins at or before `place`, in bytes.
    pub fn set_cursor(&mut self, place: usize) {
        let mut place = place.min(self.text.len());
        while !self.text.is_char_boundary(place) {
            place -= 1;
        }
        let on_boundary = GraphemeCursor::new(place, self.text.len(), true).is_boundary(&self.text, 0);
        self.cursor = if on_boundary == Ok(true) { place } else { self.before(place) };
        self.close();
    }

    /// Returns whether the text differs from the initial one.
    pub fn is_changed(&self) -> bool {
        self.text != self.original
    }

    /// Returns the message that the text is full.
    pub fn full(&self) -> String {
        format!("this takes at most {} characters; the rest was left out", self.most)
    }

    /// Handles a key. Keys that move between rows of the screen are not handled here.
    #[expect(clippy::wildcard_enum_match_arm, reason = "most keys are none of a text's")]
    pub fn press(&mut self, key: KeyEvent) -> Pressed {
        if let Some(letter) = typed(key) {
            return self.insert(letter.encode_utf8(&mut [0; 4]), true);
        }
        let word = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        match key.code {
            KeyCode::Enter if self.many_lines && !word => self.insert("\n", false),
            KeyCode::Left if word => self.go(self.word_before()),
            KeyCode::Right if word => self.go(self.word_after()),
            KeyCode::Home if word => self.go(0),
            KeyCode::End if word => self.go(self.text.len()),
            KeyCode::Left => self.go(self.before(self.cursor)),
            KeyCode::Right => self.go(self.after(self.cursor)),
            KeyCode::Home => self.go(self.line_start()),
            KeyCode::End => self.go(self.line_end()),
            KeyCode::Backspace if word => self.remove(self.word_before(), self.cursor),
            KeyCode::Delete if word => self.remove(self.cursor, self.word_after()),
            KeyCode::Backspace => self.remove(self.before(self.cursor), self.cursor),
            KeyCode::Delete => self.remove(self.cursor, self.after(self.cursor)),
            KeyCode::Char(letter) => self.press_held(letter, key),
            _ => Pressed::Ignored,
        }
    }

    fn press_held(&mut self, letter: char, key: KeyEvent) -> Pressed {
        let has = |modifier| key.modifiers.contains(modifier);
        match (has(KeyModifiers::CONTROL), has(KeyModifiers::ALT), letter) {
            (true, false, 'a') => self.go(self.line_start()),
            (true, false, 'e') => self.go(self.line_end()),
            (true, false, 'b') => self.go(self.before(self.cursor)),
            (true, false, 'f') => self.go(self.after(self.cursor)),
            (true, false, 'd') => self.remove(self.cursor, self.after(self.cursor)),
            (true, false, 'w') => self.remove(self.word_before(), self.cursor),
            (true, false, 'u') => self.remove(self.line_start(), self.cursor),
            (true, false, 'k') => self.remove(self.cursor, self.line_end()),
            (true, false, 'z' | '_') => self.undo(),
            (true, false, 'y') => self.redo(),
            (false, true, 'b') => self.go(self.word_before()),
            (false, true, 'f') => self.go(self.word_after()),
            (false, true, 'd') => self.remove(self.cursor, self.word_after()),
            _ => Pressed::Ignored,
        }
    }

    /// Inserts a pasted text. In a single-line text, line ends become spaces.
    pub fn paste(&mut self, text: &str) -> Pressed {
        self.insert(text, false)
    }

    /// Replaces the entire text; undone in one step.
    pub fn paste_over(&mut self, text: &str) {
        let text = self.fitting(text);
        self.replace(0, self.text.len(), text, false);
    }

    /// Undoes the last step.
    pub fn undo(&mut self) -> Pressed {
        let Some(step) = self.done.pop() else { return Pressed::Moved };
        self.text.replace_range(step.place..step.place + step.inserted.len(), &step.removed);
        self.cursor = step.cursor_before;
        self.undone.push(step);
        Pressed::Changed
    }

    /// Redoes the last undone step.
    pub fn redo(&mut self) -> Pressed {
        let Some(step) = self.undone.pop() else { return Pressed::Moved };
        self.text.replace_range(step.place..step.place + step.removed.len(), &step.inserted);
        self.cursor = step.place + step.inserted.len();
        self.done.push(step);
        Pressed::Changed
    }

    fn insert(&mut self, text: &str, typed: bool) -> Pressed {
        let room = self.most.saturating_sub(self.text.chars().count());
        let one_kind = text.replace("\r\n", "\n").replace('\r', "\n");
        let inserted: String = self.in_lines(&one_kind).chars().take(room).collect();
        let full = inserted.len() < self.in_lines(&one_kind).len();
        if !inserted.is_empty() {
            let goes_on = typed && !text.starts_with(char::is_whitespace);
            self.replace(self.cursor, self.cursor, inserted, goes_on);
        }
        if full { Pressed::Full } else { Pressed::Changed }
    }

    fn in_lines(&self, text: &str) -> String {
        if self.many_lines { text.to_owned() } else { text.replace('\n', " ") }
    }

    fn fitting(&self, text: &str) -> String {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        self.in_lines(&text).chars().take(self.most).collect()
    }

    fn remove(&mut self, from: usize, to: usize) -> Pressed {
        if from >= to {
            return Pressed::Moved;
        }
        self.replace(from, to, String::new(), false);
        Pressed::Changed
    }

    fn replace(&mut self, from: usize, to: usize, inserted: String, open: bool) {
        self.undone.clear();
        let cursor_before = self.cursor;
        let removed = self.text[from..to].to_owned();
        self.text.replace_range(from..to, &inserted);
        self.cursor = from + inserted.len();
        match self.done.last_mut() {
            Some(last)
                if last.open && open && removed.is_empty() && last.place + last.inserted.len() == from =>
            {
                last.inserted.push_str(&inserted);
            }
            _ => self.done.push(EditStep { place: from, removed, inserted, cursor_before, open }),
        }
        if self.done.len() > STEPS {
            self.done.remove(0);
        }
    }

    fn go(&mut self, place: usize) -> Pressed {
        self.cursor = place;
        self.close();
        Pressed::Moved
    }

    /// Completes the word that is being typed: the next letter starts another step.
    fn close(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.open = false;
        }
    }

    fn before(&self, place: usize) -> usize {
        self.text[..place].grapheme_indices(true).next_back().map_or(0, |(start, _)| start)
    }

    fn after(&self, place: usize) -> usize {
        self.text[place..].graphemes(true).next().map_or(place, |it| place + it.len())
    }

    fn line_start(&self) -> usize {
        self.text[..self.cursor].rfind('\n').map_or(0, |place| place + 1)
    }

    fn line_end(&self) -> usize {
        self.text[self.cursor..].find('\n').map_or(self.text.len(), |place| self.cursor + place)
    }

    /// Returns the start of the word before the cursor; spaces between are skipped.
    fn word_before(&self) -> usize {
        let words = self.text[..self.cursor].trim_end();
        words.rfind(char::is_whitespace).map_or(0, |place| self.after(place))
    }

    /// Returns the end of the word after the cursor.
    fn word_after(&self) -> usize {
        let rest = &self.text[self.cursor..];
        let blanks = rest.len() - rest.trim_start().len();
        let word = rest[blanks..].find(char::is_whitespace).unwrap_or(rest.len() - blanks);
        self.cursor + blanks + word
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::key::{Chord, char, plain};
    use proptest::prelude::*;

    /// Presses keys; returns the text with `|` at the cursor.
    fn press(edit: &mut EditBuffer, keys: &str) -> String {
        for word in keys.split_whitespace() {
            for key in word.parse::<Chord>().unwrap().keys() {
                edit.press(*key);
            }
        }
        let mut text = edit.text().to_owned();
        text.insert(edit.cursor(), '|');
        text
    }

    fn after(text: &str, keys: &str) -> String {
        let mut edit = EditBuffer::new(true, 1_000);
        edit.set_text(text);
        press(&mut edit, keys)
    }

    #[test]
    fn keys_edit_as_people_expect() {
        for (text, keys, expected) in [
            ("", "a b Left c", "ac|b"),
            ("one two", "Ctrl-w", "one |"),
            ("one two  ", "Ctrl-w", "one |"),
            ("one two", "Ctrl-u", "|"),
            ("one two", "Ctrl-a Ctrl-k", "|"),
            ("one two", "Home Del", "|ne two"),
            ("one two", "Ctrl-Left", "one |two"),
            ("one two", "Home Ctrl-Right", "one| two"),
            ("one two", "Home Alt-d", "| two"),
            ("a\nb", "Ctrl-u", "a\n|"),
            ("a\nb", "Home Backspace", "a|b"),
            ("ab", "Left Enter", "a\n|b"),
            ("a\nb", "Ctrl-Home End Space", "a |\nb"),
            ("ab", "Esc Tab Up F1", "ab|"),
        ] {
            assert_eq!(after(text, keys), expected, "{text:?} {keys}");
        }
    }

    #[test]
    fn a_grapheme_is_never_taken_apart() {
        for (text, keys, expected) in [
            ("x👩‍👩‍👧‍👦", "Backspace", "x|"),
            ("e\u{301}", "Backspace", "|"),
            ("🇩🇪🇫🇷", "Backspace", "🇩🇪|"),
            ("👩‍👩‍👧‍👦x", "Home Right", "👩‍👩‍👧‍👦|x"),
            ("👩🏽‍⚕️x", "Home Del", "|x"),
        ] {
            assert_eq!(after(text, keys), expected, "{text:?}");
        }
        let mut edit = EditBuffer::new(false, 100);
        edit.set_text("e\u{301}x");
        edit.set_cursor(2);
        assert_eq!(edit.cursor(), 0);
    }

    #[test]
    fn undo_takes_back_words_and_redo_brings_them_again() {
        let mut edit = EditBuffer::new(false, 100);
        press(&mut edit, "o n e Space t w o");
        assert_eq!(press(&mut edit, "Ctrl-z"), "one |");
        assert_eq!(press(&mut edit, "Ctrl-z Ctrl-z"), "|");
        assert_eq!(press(&mut edit, "Ctrl-y Ctrl-y Ctrl-y"), "one two|");
        assert_eq!(press(&mut edit, "Ctrl-w Ctrl-z"), "one two|");
        assert!(edit.is_changed());
    }

    #[test]
    fn one_line_stays_one_line_and_has_a_limit() {
        let mut edit = EditBuffer::new(false, 10);
        assert_eq!(edit.paste("a\r\nb\nc"), Pressed::Changed);
        assert_eq!(edit.text(), "a b c");
        assert_eq!(edit.press(plain(KeyCode::Enter)), Pressed::Ignored);
        assert_eq!(edit.paste("0123456789"), Pressed::Full);
        assert_eq!(edit.text(), "a b c01234");
        assert_eq!(edit.press(char('x')), Pressed::Full);
        assert_eq!(edit.full(), "this takes at most 10 characters; the rest was left out");
    }

    proptest! {
        #[test]
        fn any_keys_on_any_text_undo_to_where_it_began(text in any::<String>(), keys in prop::collection::vec(0_usize..20, 0..60)) {
            let names = ["a", "é", "Space", "Backspace", "Del", "Left", "Right", "Home", "End", "Enter", "Ctrl-w",
                "Ctrl-u", "Ctrl-k", "Ctrl-Left", "Ctrl-Right", "Alt-d", "Ctrl-Home", "Ctrl-End", "Ctrl-z", "Ctrl-y"];
            let mut edit = EditBuffer::new(true, 200);
            edit.set_text(&text);
            let began = edit.text().to_owned();
            for key in keys {
                press(&mut edit, names[key]);
                prop_assert!(edit.text().is_char_boundary(edit.cursor()));
            }
            while edit.undo() == Pressed::Changed {}
            prop_assert_eq!(edit.text(), began);
            prop_assert!(!edit.is_changed());
        }
    }
}
