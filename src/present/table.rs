//! Rows of cells in aligned columns. Empty columns are left out.

use super::tone::{Styled, Tone};
use crate::text::{clip, fit_left, fit_right, width, wrap};

/// The gap between two columns, in terminal columns.
const GAP: usize = 2;

/// No column is made narrower than this, unless its cells are.
const NARROWEST: usize = 8;

/// The minimum width of the widest and the last column, unless their cells are narrower.
const WIDE: usize = 24;

/// The indent of cells that are moved below their row.
const BELOW: usize = 4;

/// The maximum length of a cell: a title has at most 255 letters, but a damaged file may contain more.
const LONGEST: usize = 300;

/// If the page width is not known, columns are aligned up to this width.
const LINED_UP: usize = 60;

/// Rows of cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextTable {
    rows: Vec<Vec<String>>,
    /// The names of the columns, shown on a terminal.
    heading: Option<Vec<String>>,
    numbers: Vec<usize>,
    tones: Vec<Tone>,
}

impl TextTable {
    /// Creates a table. Every row has as many cells as the first.
    pub fn of(rows: impl IntoIterator<Item = Vec<String>>) -> Self {
        let cell = |cell: String| if cell.len() > LONGEST { clip(&cell, LONGEST).into_owned() } else { cell };
        let rows = rows.into_iter().map(|row| row.into_iter().map(cell).collect());
        Self { rows: rows.collect(), ..Self::default() }
    }

    /// Names the columns. The names are shown on a page of limited width, which a person reads, and not elsewhere.
    #[must_use]
    pub fn headed(mut self, names: impl IntoIterator<Item = &'static str>) -> Self {
        self.heading = Some(names.into_iter().map(str::to_owned).collect());
        self
    }

    /// Right-aligns columns, counted from 0.
    #[must_use]
    pub fn numbers(mut self, columns: impl Into<Vec<usize>>) -> Self {
        self.numbers = columns.into();
        self
    }

    /// Sets the tones of the columns, from the first on; a column without one is ordinary text.
    #[must_use]
    pub fn tones(mut self, tones: impl Into<Vec<Tone>>) -> Self {
        self.tones = tones.into();
        self
    }

    /// Returns the rows.
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// Formats the table, each row after `indent` spaces; see [`Self::lines`].
    pub fn text(&self, indent: usize, columns: Option<usize>) -> String {
        let mut text = String::new();
        for line in self.lines(indent, columns) {
            let line: String = line.into_iter().map(|it| it.text).collect();
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// Returns the lines of the table as cells, each after `indent` spaces. On a page of limited width cells are cut,
    /// the widest first, and the last column is wrapped; a column without any room is moved below its row. If the width
    /// is not known, nothing is cut.
    pub fn lines(&self, indent: usize, columns: Option<usize>) -> Vec<Vec<Styled>> {
        let count = self.rows.first().map_or(0, Vec::len);
        let heading = self.heading.as_ref().filter(|_| columns.is_some());
        let natural = |at: usize| {
            let name = heading.map_or(0, |names| width(&names[at]));
            let cells = self.rows.iter().map(|row| width(&row[at])).max().unwrap_or_default();
            if cells == 0 { 0 } else { cells.max(name) }
        };
        let shown: Vec<(usize, usize)> =
            (0..count).map(|at| (at, natural(at))).filter(|(_, width)| *width > 0).collect();
        let natural: Vec<usize> = shown.iter().map(|(_, width)| *width).collect();
        let widths = match columns {
            Some(columns) => fitted(&natural, columns.saturating_sub(indent)),
            None => natural.into_iter().map(|it| it.min(LINED_UP)).collect(),
        };
        let mut lines = Vec::new();
        for row in heading.into_iter().chain(&self.rows) {
            let is_heading = heading.is_some_and(|heading| std::ptr::eq(heading, row));
            let mut line = vec![Styled::text(" ".repeat(indent))];
            let (mut start, mut more) = (indent, Vec::new());
            for (&(column, _), &room) in shown.iter().zip(&widths) {
                let (cell, is_number) = (row[column].as_str(), self.numbers.contains(&column));
                let is_last = line.len() == shown.len() && !is_number;
                let cell = match columns {
                    Some(_) if is_last => {
                        let mut wrapped = unbroken(cell, room).into_iter();
                        let first = wrapped.next().unwrap_or_default();
                        more.extend(wrapped.map(|text| (start, text)));
                        first
                    }
                    Some(_) => clip(cell, room).into_owned(),
                    None => cell.to_owned(),
                };
                let room = if is_last { 0 } else { room.max(width(&cell)) };
                let cell =
                    if is_number { fit_right(&cell, room) } else { fit_left(&cell, room.max(width(&cell))) };
                start += room + GAP;
                let gap = " ".repeat(if is_last { 0 } else { GAP });
                let tone = self.tones.get(column).copied().filter(|_| !is_heading);
                let tone = tone.unwrap_or(if is_heading { Tone::Dim } else { Tone::Text });
                line.push(Styled::new(cell + &gap, tone));
            }
            let below = shown[widths.len()..].iter().map(|(column, _)| row[*column].as_str());
            let below: Vec<&str> = below.filter(|cell| !cell.is_empty()).collect();
            let room = columns.unwrap_or(usize::MAX).saturating_sub(indent + BELOW);
            more.extend(unbroken(&below.join("  "), room).into_iter().map(|text| (indent + BELOW, text)));
            lines.push(line);
            let more = more.into_iter().filter(|(_, text)| !text.is_empty());
            lines.extend(more.map(|(start, text)| vec![Styled::new(" ".repeat(start) + &text, Tone::Text)]));
        }
        lines
    }
}

/// Wraps a text. A single word is not broken, so that an address stays in one piece.
fn unbroken(text: &str, columns: usize) -> Vec<String> {
    let is_a_word = text.split_whitespace().nth(1).is_none();
    if is_a_word { vec![text.to_owned()] } else { wrap(text, columns) }
}

/// Returns the widths of the columns that fit beside each other into a width. The widest are narrowed first; columns at
/// the right that do not fit are left out.
fn fitted(natural: &[usize], columns: usize) -> Vec<usize> {
    let widest = natural.iter().copied().max().unwrap_or_default();
    let least = |at: usize| {
        let is_wide = natural[at] == widest || at + 1 == natural.len();
        natural[at].min(if is_wide { WIDE } else { NARROWEST })
    };
    let fits =
        |count: &usize| (0..*count).map(least).sum::<usize>() + GAP * count.saturating_sub(1) <= columns;
    let count = (1..=natural.len()).rev().find(fits).unwrap_or(1).min(natural.len());
    let mut widths = natural[..count].to_vec();
    let room = columns.saturating_sub(GAP * count.saturating_sub(1));
    for _ in room..widths.iter().sum() {
        let wider = (0..count).filter(|at| widths[*at] > least(*at)).max_by_key(|at| widths[*at]);
        let Some(at) = wider else { break };
        widths[at] -= 1;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> TextTable {
        let cells = |cells: [&str; 5]| cells.map(str::to_owned).to_vec();
        TextTable::of([
            cells(["PB-1", "支払い", "", "5", "waits for PB-12"]),
            cells([
                "PB-12",
                "Guests pay by card",
                "",
                "13",
                "blocked 3 days: keys of the provider are missing",
            ]),
        ])
        .numbers([3])
    }

    #[test]
    fn columns_line_up_and_empty_ones_go() {
        assert_eq!(
            table().text(1, None),
            " PB-1   支払い               5  waits for PB-12\n PB-12  Guests pay by card  13  blocked 3 days: keys of the provider are missing\n"
        );
    }

    #[test]
    fn on_a_narrow_page_the_widest_column_is_cut_and_the_last_is_wrapped() {
        let text = table().text(0, Some(60));
        assert_eq!(
            text,
            "PB-1   支払い               5  waits for PB-12\nPB-12  Guests pay by card  13  blocked 3 days: keys of the\n                               provider are missing\n"
        );
    }

    #[test]
    fn on_a_very_narrow_page_what_has_no_room_goes_below_its_row() {
        assert_eq!(
            table().text(0, Some(40)),
            "PB-1   支払い               5\n    waits for PB-12\nPB-12  Guests pay by card  13\n    blocked 3 days: keys of the provider\n    are missing\n"
        );
        assert!(table().text(2, Some(30)).lines().all(|line| width(line) <= 30));
    }

    #[test]
    fn an_address_stays_whole() {
        let address = "https://example.org/a/very/long/address/of/a/design";
        let row = vec!["1.".to_owned(), address.to_owned()];
        assert!(TextTable::of([row]).text(0, Some(30)).contains(address));
    }
}
