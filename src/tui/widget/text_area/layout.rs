//! The rows of a text on the screen, found from any position without laying out the rest.
//!
//! A row is a range of bytes. Rows cover the text without gaps: the spaces at which a line is broken stay on the row
//! that they end, even beyond its last column, so that the cursor can be placed there.

use crate::tui::text::{sanitize, width};
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation as _;

/// A row on the screen: a range of the text, without a line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct VisualRow {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether the line of the text ends here.
    last: bool,
}

/// Returns the row of the cursor when it is at `place`.
pub(super) fn row_of(text: &str, place: usize, columns: usize) -> VisualRow {
    let (start, end) = line_around(text, place);
    let rows = rows_of_line(text, start, end, columns);
    // Between two rows it is at the start of the lower one.
    rows.iter().rev().find(|row| row.start <= place).copied().unwrap_or(rows[0])
}

/// Returns the row `by` rows above, or the first.
pub(super) fn up(text: &str, row: VisualRow, by: usize, columns: usize) -> VisualRow {
    let (mut place, mut by) = (row.start, by);
    loop {
        let (start, end) = line_around(text, place);
        let rows = rows_of_line(text, start, end, columns);
        let at = rows.iter().rposition(|row| row.start <= place).unwrap_or(0);
        if at >= by || start == 0 {
            return rows[at.saturating_sub(by)];
        }
        by -= at + 1;
        place = start - 1;
    }
}

/// Returns the row `by` rows below, or the last.
pub(super) fn down(text: &str, row: VisualRow, by: usize, columns: usize) -> VisualRow {
    rows(text, row, columns).take(by.saturating_add(1)).last().unwrap_or(row)
}

/// Returns the rows from `first` on.
pub(super) fn rows(text: &str, first: VisualRow, columns: usize) -> impl Iterator<Item = VisualRow> {
    let (start, end) = line_around(text, first.start);
    let mut line: Vec<VisualRow> = rows_of_line(text, start, end, columns)
        .into_iter()
        .filter(|row| row.start >= first.start)
        .rev()
        .collect();
    let mut next = end + 1;
    std::iter::from_fn(move || {
        if line.is_empty() {
            if next > text.len() {
                return None;
            }
            let (start, end) = line_around(text, next);
            line = rows_of_line(text, start, end, columns);
            line.reverse();
            next = end + 1;
        }
        line.pop()
    })
}

/// Returns a row as it is shown.
pub(super) fn shown(text: &str, row: VisualRow) -> String {
    text[row.start..row.end].graphemes(true).map(sign).collect()
}

/// Returns the column of a position in a row.
pub(super) fn column_of(text: &str, row: VisualRow, place: usize) -> usize {
    text[row.start..place.clamp(row.start, row.end)].graphemes(true).map(|it| width(&sign(it))).sum()
}

/// Returns the position in a row that is nearest to a column, from the left.
pub(super) fn place_at(text: &str, row: VisualRow, column: usize) -> usize {
    let mut used = 0;
    let mut before = row.start;
    for (place, grapheme) in text[row.start..row.end].grapheme_indices(true) {
        used += width(&sign(grapheme));
        before = row.start + place;
        if used > column {
            return before;
        }
    }
    // At the end of a row that the line continues after, the cursor would be in the next row.
    if row.last { row.end } else { before }
}

/// Returns how a grapheme is shown.
fn sign(grapheme: &str) -> Cow<'_, str> {
    if grapheme == "\t" { Cow::Borrowed("    ") } else { sanitize(grapheme) }
}

fn line_around(text: &str, place: usize) -> (usize, usize) {
    let start = text[..place].rfind('\n').map_or(0, |it| it + 1);
    let end = text[place..].find('\n').map_or(text.len(), |it| place + it);
    (start, end)
}

/// Breaks a line after spaces, and if there are none between graphemes; returns at least one row.
fn rows_of_line(text: &str, start: usize, end: usize, columns: usize) -> Vec<VisualRow> {
    let mut rows = Vec::new();
    let (mut from, mut used) = (start, 0);
    // The position after the last space of this row, and the number of columns before it.
    let mut blank: Option<(usize, usize)> = None;
    for (place, grapheme) in text[start..end].grapheme_indices(true) {
        let place = start + place;
        let wide = width(&sign(grapheme));
        let is_blank = grapheme == " ";
        if used + wide > columns && !is_blank && place > from {
            let (at, before) = blank.take().unwrap_or((place, used));
            rows.push(VisualRow { start: from, end: at, last: false });
            from = at;
            used -= before;
        }
        used += wide;
        if is_blank {
            blank = Some((place + grapheme.len(), used));
        }
    }
    rows.push(VisualRow { start: from, end, last: true });
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lay_out(text: &str, columns: usize) -> Vec<&str> {
        rows(text, row_of(text, 0, columns), columns).map(|row| &text[row.start..row.end]).collect()
    }

    #[test]
    fn rows_cover_the_text() {
        for (text, columns, expected) in [
            ("one two", 4, vec!["one ", "two"]),
            ("one  two", 4, vec!["one  ", "two"]),
            ("abcdef", 4, vec!["abcd", "ef"]),
            ("ab cdefghij", 4, vec!["ab ", "cdef", "ghij"]),
            ("a\n\nb\n", 4, vec!["a", "", "b", ""]),
            ("", 4, vec![""]),
            ("支支支", 4, vec!["支支", "支"]),
            ("支", 1, vec!["支"]),
        ] {
            assert_eq!(lay_out(text, columns), expected, "{text:?}");
        }
    }

    #[test]
    fn rows_are_found_from_anywhere() {
        let text = "one two\nthree four";
        let last = row_of(text, text.len(), 5);
        let seen: Vec<&str> =
            (0..5).map(|by| up(text, last, by, 5)).map(|row| &text[row.start..row.end]).collect();
        assert_eq!(seen, ["four", "three ", "two", "one ", "one "]);
        let first = up(text, last, 99, 5);
        assert_eq!([1, 2, 99].map(|by| down(text, first, by, 5).start), [4, 8, 14]);
    }

    #[test]
    fn columns_and_places_agree() {
        let text = "a支\tb";
        let row = row_of(text, 0, 20);
        assert_eq!(column_of(text, row, text.len()), 8);
        for (column, place) in [(0, 0), (1, 1), (2, 1), (3, 4), (5, 4), (7, 5), (99, 6)] {
            assert_eq!(place_at(text, row, column), place, "{column}");
        }
    }
}
