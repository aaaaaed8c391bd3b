//! A multi-line field: it wraps words, scrolls with the cursor, and lays out no more than it shows.

mod layout;

use super::edit::{EditBuffer, Pressed};
use crate::tui::theme::{Theme, Tone};
use crossterm::event::{KeyCode, KeyEvent};
use layout::{VisualRow, column_of, place_at, rows};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::cell::Cell;

/// A multi-line field.
#[derive(Debug, Clone)]
pub struct TextArea {
    edit: EditBuffer,
    /// The column that the cursor keeps while it moves up and down.
    column: Option<usize>,
    view: Cell<View>,
}

/// The visible part at the last drawing; drawing moves it along with the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct View {
    /// The start of the topmost row, in bytes.
    top: usize,
    columns: usize,
    height: usize,
}

impl TextArea {
    /// Creates an empty field of at most `most` characters.
    pub fn new(most: usize) -> Self {
        Self {
            edit: EditBuffer::new(true, most),
            column: None,
            view: Cell::new(View { top: 0, columns: 80, height: 10 }),
        }
    }

    /// Sets the text, with the cursor at its end.
    pub fn set_text(&mut self, text: &str) {
        self.edit.set_text(text);
        self.column = None;
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        self.edit.text()
    }

    /// Returns whether the text differs from the initial one.
    pub fn is_changed(&self) -> bool {
        self.edit.is_changed()
    }

    /// Returns the message that the field is full.
    pub fn full(&self) -> String {
        self.edit.full()
    }

    /// Inserts a pasted text.
    pub fn paste(&mut self, text: &str) -> Pressed {
        self.column = None;
        self.edit.paste(text)
    }

    /// Replaces the entire text; undone in one step.
    pub fn paste_over(&mut self, text: &str) {
        self.column = None;
        self.edit.paste_over(text);
    }

    /// Handles a key. Tab and Esc are left to the owner of the field.
    #[expect(clippy::wildcard_enum_match_arm, reason = "all other keys stay in their line")]
    pub fn press(&mut self, key: KeyEvent) -> Pressed {
        let page = self.view.get().height.saturating_sub(1).max(1);
        let rows = match key.code {
            KeyCode::Up => -1,
            KeyCode::Down => 1,
            KeyCode::PageUp => -isize::try_from(page).unwrap_or(1),
            KeyCode::PageDown => isize::try_from(page).unwrap_or(1),
            _ => 0,
        };
        if rows == 0 {
            self.column = None;
            return self.edit.press(key);
        }
        self.go_by_rows(rows);
        Pressed::Moved
    }

    fn go_by_rows(&mut self, by: isize) {
        let columns = self.view.get().columns;
        let text = self.edit.text();
        let from = self.row_of(self.edit.cursor(), columns);
        let column = self.column.unwrap_or_else(|| column_of(text, from, self.edit.cursor()));
        let rows = by.unsigned_abs();
        let row = if by < 0 {
            layout::up(text, from, rows, columns)
        } else {
            layout::down(text, from, rows, columns)
        };
        let place = place_at(text, row, column);
        self.edit.set_cursor(place);
        self.column = Some(column);
    }

    fn row_of(&self, place: usize, columns: usize) -> VisualRow {
        layout::row_of(self.edit.text(), place, columns)
    }

    /// Draws the field, and returns the position of the cursor; without room there is no cursor.
    pub fn render(&self, area: Rect, buffer: &mut Buffer, theme: &Theme) -> Option<Position> {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return None;
        }
        // The last column is reserved for the cursor after a full row.
        let columns = usize::from(area.width).saturating_sub(1).max(1);
        let height = usize::from(area.height);
        let cursor_row = self.row_of(self.edit.cursor(), columns);
        let top = self.top(cursor_row, columns, height);
        self.view.set(View { top: top.start, columns, height });
        if self.edit.text().is_empty() {
            return Some(area.as_position());
        }
        let mut cursor = None;
        for (y, row) in (area.y..area.bottom()).zip(rows(self.edit.text(), top, columns)) {
            let shown = layout::shown(self.edit.text(), row);
            buffer.set_stringn(area.x, y, shown, columns, theme.style(Tone::Text));
            if row == cursor_row {
                let column =
                    column_of(self.edit.text(), row, self.edit.cursor()).min(usize::from(area.width) - 1);
                cursor = Some(Position::new(area.x + u16::try_from(column).unwrap_or(0), y));
            }
        }
        cursor
    }

    /// Returns the topmost row: the former one, moved as little as the cursor requires.
    fn top(&self, cursor: VisualRow, columns: usize, height: usize) -> VisualRow {
        let text = self.edit.text();
        // The text may have changed, so that this is no longer the start of a row.
        let was = self.row_of(text.floor_char_boundary(self.view.get().top), columns);
        if cursor.start < was.start {
            return cursor;
        }
        // Only rows between the top and the cursor matter, and no more than fit.
        if rows(text, was, columns).take(height).any(|row| row == cursor) {
            return was;
        }
        layout::up(text, cursor, height.saturating_sub(1), columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::key::Chord;
    use proptest::prelude::*;

    fn draw(field: &TextArea, columns: u16, rows: u16) -> (Vec<String>, Option<(u16, u16)>) {
        let area = Rect::new(0, 0, columns, rows);
        let mut buffer = Buffer::empty(area);
        let cursor = field.render(area, &mut buffer, &Theme::default());
        let lines = buffer.content.chunks(usize::from(columns).max(1)).map(|row| {
            row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned()
        });
        (lines.collect(), cursor.map(|it| (it.x, it.y)))
    }

    fn press(field: &mut TextArea, keys: &str) {
        for word in keys.split_whitespace() {
            field.press(word.parse::<Chord>().unwrap().keys()[0]);
        }
    }

    fn field(text: &str) -> TextArea {
        let mut field = TextArea::new(1_000_000);
        field.set_text(text);
        field
    }

    #[test]
    fn wraps_words_and_follows_the_cursor() {
        let mut field = field("so that each guest pays\ntheir own");
        assert_eq!(draw(&field, 12, 3).0, ["each guest", "pays", "their own"]);
        assert_eq!(draw(&field, 12, 3).1, Some((9, 2)));
        press(&mut field, "Up Up");
        assert_eq!(
            draw(&field, 12, 3),
            (vec!["each guest".into(), "pays".into(), "their own".into()], Some((9, 0)))
        );
        press(&mut field, "Up");
        assert_eq!(draw(&field, 12, 3).0[0], "so that");
        press(&mut field, "PgDn PgDn");
        assert_eq!(draw(&field, 12, 3).1, Some((9, 2)));
    }

    #[test]
    fn up_and_down_keep_their_column() {
        let mut field = field("long line\nx\nlong line");
        draw(&field, 20, 5);
        press(&mut field, "Up");
        assert_eq!(draw(&field, 20, 5).1, Some((1, 1)));
        press(&mut field, "Up");
        assert_eq!(draw(&field, 20, 5).1, Some((9, 0)));
        press(&mut field, "Home Down Down");
        assert_eq!(draw(&field, 20, 5).1, Some((0, 2)));
    }

    #[test]
    fn undo_and_change() {
        let mut field = field("one");
        assert!(!field.is_changed());
        field.paste(" two\r\nthree");
        assert_eq!(field.text(), "one two\nthree");
        press(&mut field, "Ctrl-z");
        assert!(!field.is_changed());
    }

    #[test]
    fn one_line_of_150_000_letters_is_edited_at_its_end() {
        let mut field = field(&"word ".repeat(30_000));
        press(&mut field, "x PgUp PgUp y PgDn Ctrl-Home Ctrl-End z");
        assert_eq!(draw(&field, 40, 10).1.map(|it| it.1), Some(9));
        assert!(field.text().ends_with("xz"));
    }

    #[test]
    fn a_large_text_is_edited_at_its_end() {
        let mut field = field(&"a line of some words\n".repeat(20_000));
        press(&mut field, "x Enter y PgUp PgUp PgDn");
        let (lines, cursor) = draw(&field, 40, 10);
        assert_eq!(lines[0], "a line of some words");
        assert!(cursor.is_some());
    }

    proptest! {
        #[test]
        fn any_text_any_keys_any_room(text in text(), keys in prop::collection::vec(0_usize..12, 0..40), columns in 0_u16..12, rows in 0_u16..6) {
            let names = ["Up", "Down", "Left", "Right", "PgUp", "PgDn", "Home", "End", "Enter", "x", "Backspace", "Space"];
            let mut field = field(&text);
            for key in keys {
                press(&mut field, names[key]);
                let (_, cursor) = draw(&field, columns, rows);
                prop_assert_eq!(cursor.is_some(), columns > 0 && rows > 0);
                prop_assert!(cursor.is_none_or(|(x, y)| x < columns && y < rows));
            }
        }
    }

    fn text() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "a",
            "word ",
            "支",
            "👩‍👩‍👧‍👦",
            "\n",
            " ",
            "\t",
            "\u{1b}",
            "\u{202e}",
            "e\u{301}",
        ]);
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }
}
