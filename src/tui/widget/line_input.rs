//! A single-line field: a label, the text, and the cursor. It scrolls sideways if the text is longer.

use super::edit::{EditBuffer, Pressed};
use crate::tui::text::{self, width};
use crate::tui::theme::{Glyphs, Theme, Tone};
use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation as _;

/// The number of glyphs that stand for a hidden text.
const SIGNS: usize = 3;

/// A single-line field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineInput {
    edit: EditBuffer,
    placeholder: String,
    is_hidden: bool,
}

impl LineInput {
    /// Creates an empty field of at most `most` characters.
    pub fn new(most: usize) -> Self {
        Self { edit: EditBuffer::new(false, most), placeholder: String::new(), is_hidden: false }
    }

    /// Sets the placeholder, which is shown while the field is empty.
    #[must_use]
    pub fn placeholder(mut self, text: impl Into<String>) -> Self {
        self.placeholder = text.into();
        self
    }

    /// Hides the text and its length: a fixed number of glyphs is shown.
    pub fn hide(&mut self) {
        self.is_hidden = true;
    }

    /// Returns whether the text is hidden.
    pub fn is_hidden(&self) -> bool {
        self.is_hidden
    }

    /// Sets the text, with the cursor at its end.
    #[must_use]
    pub fn with_text(mut self, text: &str) -> Self {
        self.edit.set_text(text);
        self
    }

    /// Sets the text, with the cursor at its end.
    pub fn set_text(&mut self, text: &str) {
        self.edit.set_text(text);
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        self.edit.text()
    }

    /// Returns the message that the field is full.
    pub fn full(&self) -> String {
        self.edit.full()
    }

    /// Replaces the entire text; undone in one step.
    pub fn paste_over(&mut self, text: &str) {
        self.edit.paste_over(text);
    }

    /// Handles a key.
    pub fn press(&mut self, key: KeyEvent) -> Pressed {
        self.edit.press(key)
    }

    /// Inserts a pasted text, with spaces for line ends.
    pub fn paste(&mut self, text: &str) -> Pressed {
        self.edit.paste(text.trim_end_matches(['\r', '\n']))
    }

    /// Draws the field in the first row of `area`, after `label`, and returns the position of the cursor.
    ///
    /// The label is left out if there is no room for it; without any room there is no cursor.
    pub fn render(&self, label: &str, area: Rect, buffer: &mut Buffer, theme: &Theme) -> Option<Position> {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return None;
        }
        let mut left = area.x;
        let label = text::sanitize(label);
        let label_columns = u16::try_from(width(&label)).unwrap_or(u16::MAX);
        if !label.is_empty() && area.width / 2 > label_columns {
            buffer.set_stringn(left, area.y, &label, usize::from(label_columns), theme.style(Tone::Dim));
            left += label_columns + 1;
        }
        let columns = area.right() - left;
        let (shown, cursor) = if self.is_hidden {
            let sign = if theme.glyphs == Glyphs::ASCII { "*" } else { "●" };
            let signs = if self.edit.text().is_empty() { 0 } else { SIGNS };
            (sign.repeat(signs), signs.min(usize::from(columns) - 1))
        } else {
            self.window(usize::from(columns))
        };
        if self.edit.text().is_empty() {
            let placeholder = theme.glyphs.clip(&self.placeholder, usize::from(columns));
            buffer.set_stringn(left, area.y, placeholder, usize::from(columns), theme.style(Tone::Dim));
        } else {
            buffer.set_stringn(left, area.y, shown, usize::from(columns), theme.style(Tone::Text));
        }
        Some(Position::new(left + u16::try_from(cursor).unwrap_or(0), area.y))
    }

    /// Returns the visible part of the text in `columns` columns, and the cursor's column in it.
    fn window(&self, columns: usize) -> (String, usize) {
        let (before, after) = self.edit.text().split_at(self.edit.cursor());
        let room = columns.saturating_sub(1);
        let mut visible: Vec<String> = Vec::new();
        let mut cursor = 0;
        for grapheme in before.graphemes(true).rev() {
            let shown = text::sanitize(grapheme).into_owned();
            if cursor + width(&shown) > room {
                break;
            }
            cursor += width(&shown);
            visible.push(shown);
        }
        let mut line: String = visible.into_iter().rev().collect();
        let mut used = cursor;
        for grapheme in after.graphemes(true) {
            let shown = text::sanitize(grapheme);
            if used + width(&shown) > columns {
                break;
            }
            used += width(&shown);
            line.push_str(&shown);
        }
        (line, cursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn draw(input: &LineInput, label: &str, columns: u16) -> (String, Option<u16>) {
        let area = Rect::new(0, 0, columns, 1);
        let mut buffer = Buffer::empty(area);
        let cursor = input.render(label, area, &mut buffer, &Theme::default());
        let row = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect::<String>();
        (row.trim_end().to_owned(), cursor.map(|it| it.x))
    }

    #[test]
    fn shows_label_text_and_cursor() {
        let input = LineInput::new(100).with_text("Split a bill");
        assert_eq!(draw(&input, "Title", 40), ("Title Split a bill".to_owned(), Some(18)));
        assert_eq!(draw(&input, "Title", 8), (" a bill".to_owned(), Some(7)));
    }

    #[test]
    fn what_is_hidden_does_not_tell_how_long_it_is() {
        let mut input = LineInput::new(100);
        input.hide();
        assert_eq!(draw(&input, "", 20), (String::new(), Some(0)));
        for card in ["5", "13", "coffee"] {
            input.set_text(card);
            assert_eq!(draw(&input, "", 20), ("●●●".to_owned(), Some(3)));
            assert_eq!(draw(&input, "", 2), ("●●".to_owned(), Some(1)));
        }
    }

    #[test]
    fn an_empty_field_says_what_belongs_there() {
        let input = LineInput::new(100).placeholder("a title");
        assert_eq!(draw(&input, "", 20), ("a title".to_owned(), Some(0)));
        assert_eq!(draw(&input, "", 4), ("a t…".to_owned(), Some(0)));
    }

    #[test]
    fn what_is_not_harmless_shows_harmless() {
        let input = LineInput::new(100).with_text("a\u{1b}[2J\u{202e}b");
        assert_eq!(draw(&input, "", 20), ("a␛[2Jb".to_owned(), Some(6)));
        assert_eq!(input.text(), "a\u{1b}[2J\u{202e}b");
    }

    #[test]
    fn a_paste_loses_its_last_line_end_and_keeps_one_line() {
        let mut input = LineInput::new(100);
        input.paste("one\ntwo\n");
        assert_eq!(input.text(), "one two");
    }

    proptest! {
        #[test]
        fn any_text_in_any_room(text in any::<String>(), label in any::<String>(), columns in 0_u16..30, rows in 0_u16..3, place in 0_usize..50) {
            let mut input = LineInput::new(200).with_text(&text);
            input.edit.set_cursor(place);
            let area = Rect::new(0, 0, columns, rows);
            let mut buffer = Buffer::empty(area);
            let cursor = input.render(&label, area, &mut buffer, &Theme::default());
            prop_assert_eq!(cursor.is_some(), !area.is_empty());
            prop_assert!(cursor.is_none_or(|it| area.contains(it)));
            // An area outside of the buffer is empty.
            prop_assert_eq!(input.render(&label, Rect::new(50, 50, 9, 9), &mut buffer, &Theme::default()), None);
        }
    }
}
