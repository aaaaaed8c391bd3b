//! Columns of a row: the width of each in the available space, and which ones are dropped if there is too little.

use crate::tui::theme::Glyphs;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The number of spaces between two columns.
const GAP: u16 = 2;

/// The alignment of a text in its column: numbers right, all else left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// Left-aligned.
    Left,
    /// Right-aligned.
    Right,
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnSpec {
    least: u16,
    grows: u16,
    /// The alignment of its texts.
    pub side: Alignment,
    rank: u8,
}

impl ColumnSpec {
    /// Creates a column of fixed width, left-aligned.
    pub fn fixed(columns: u16) -> Self {
        Self { least: columns, grows: 0, side: Alignment::Left, rank: 0 }
    }

    /// Creates a column that shares the remaining width, but is at least `least` wide.
    pub fn flexible(least: u16) -> Self {
        Self { least, grows: 1, side: Alignment::Left, rank: 0 }
    }

    /// Makes the column right-aligned.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.side = Alignment::Right;
        self
    }

    /// Sets the number of shares that it takes of the remaining width.
    #[must_use]
    pub fn shares(mut self, shares: u16) -> Self {
        self.grows = shares;
        self
    }

    /// Lets the column be dropped if there is too little space: the highest rank first. Rank 0 is dropped last.
    #[must_use]
    pub fn dropped(mut self, rank: u8) -> Self {
        self.rank = rank;
        self
    }
}

/// Returns the area of each column within `area`, two spaces apart; `None` for dropped ones.
pub fn lay_out(columns: &[ColumnSpec], area: Rect) -> Vec<Option<Rect>> {
    let mut shown: Vec<bool> = columns.iter().map(|column| column.least > 0 || column.grows > 0).collect();
    loop {
        let used: u32 = used(columns, &shown);
        let last = (0..columns.len())
            .filter(|place| shown[*place])
            .max_by_key(|place| (columns[*place].rank, *place));
        match last {
            Some(place) if used > u32::from(area.width) && shown.iter().filter(|it| **it).count() > 1 => {
                shown[place] = false;
            }
            _ => break,
        }
    }
    let mut left = u32::from(area.width).saturating_sub(used(columns, &shown));
    let mut shares: u32 = columns
        .iter()
        .zip(&shown)
        .filter(|(_, shown)| **shown)
        .map(|(column, _)| u32::from(column.grows))
        .sum();
    let mut x = area.x;
    columns
        .iter()
        .zip(shown)
        .map(|(column, shown)| {
            if !shown {
                return None;
            }
            let grows = u32::from(column.grows);
            let extra = (left * grows).checked_div(shares).unwrap_or(0);
            left -= extra;
            shares -= grows;
            let width = (u32::from(column.least) + extra).min(u32::from(area.right() - x));
            let width = u16::try_from(width).unwrap_or(0);
            let place = Rect::new(x, area.y, width, area.height);
            x = x.saturating_add(width + GAP).min(area.right());
            Some(place)
        })
        .collect()
}

fn used(columns: &[ColumnSpec], shown: &[bool]) -> u32 {
    let widths =
        columns.iter().zip(shown).filter(|(_, shown)| **shown).map(|(column, _)| u32::from(column.least));
    let (sum, count) = widths.fold((0, 0_u32), |(sum, count), width| (sum + width, count + 1));
    sum + count.saturating_sub(1) * u32::from(GAP)
}

/// Writes a text into the first row of a column's area, clipped or aligned.
pub fn write(text: &str, side: Alignment, place: Rect, buffer: &mut Buffer, style: Style, glyphs: Glyphs) {
    let place = place.intersection(buffer.area);
    if place.is_empty() {
        return;
    }
    let columns = usize::from(place.width);
    let fitted = match side {
        Alignment::Left => glyphs.clip(text, columns).into_owned(),
        Alignment::Right => glyphs.fit_right(text, columns),
    };
    buffer.set_stringn(place.x, place.y, fitted, columns, style);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn backlog() -> [ColumnSpec; 5] {
        [
            ColumnSpec::fixed(6),
            ColumnSpec::flexible(12),
            ColumnSpec::fixed(9).dropped(2),
            ColumnSpec::fixed(3).right(),
            ColumnSpec::fixed(2).dropped(1),
        ]
    }

    fn widths(columns: u16) -> Vec<Option<(u16, u16)>> {
        lay_out(&backlog(), Rect::new(0, 0, columns, 1))
            .iter()
            .map(|it| it.map(|it| (it.x, it.width)))
            .collect()
    }

    #[test]
    fn what_is_left_goes_to_what_is_flexible() {
        assert_eq!(widths(60), [Some((0, 6)), Some((8, 32)), Some((42, 9)), Some((53, 3)), Some((58, 2))]);
    }

    #[test]
    fn the_highest_rank_goes_first() {
        assert_eq!(widths(40)[2], Some((22, 9)));
        assert_eq!(widths(39), [Some((0, 6)), Some((8, 22)), None, Some((32, 3)), Some((37, 2))]);
        assert_eq!(widths(28), [Some((0, 6)), Some((8, 15)), None, Some((25, 3)), None]);
        assert_eq!(widths(3), [Some((0, 3)), None, None, None, None]);
    }

    #[test]
    fn texts_stand_at_their_side() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        write("Split a", Alignment::Left, Rect::new(0, 0, 4, 1), &mut buffer, Style::new(), Glyphs::ASCII);
        write("8", Alignment::Right, Rect::new(5, 0, 3, 1), &mut buffer, Style::new(), Glyphs::ASCII);
        assert_eq!(buffer, Buffer::with_lines(["Spl~   8"]));
    }

    proptest! {
        #[test]
        fn columns_never_leave_their_area(specs in prop::collection::vec((0_u16..300, 0_u16..3, 0_u8..4), 0..8), x in 0_u16..100, width in 0_u16..200) {
            let columns: Vec<ColumnSpec> = specs
                .iter()
                .map(|(least, shares, rank)| ColumnSpec::flexible(*least).shares(*shares).dropped(*rank))
                .collect();
            let area = Rect::new(x, 0, width, 1);
            let mut end = x;
            for place in lay_out(&columns, area).into_iter().flatten() {
                prop_assert!(place.x >= end && place.right() <= area.right());
                end = place.right();
            }
        }
    }
}
