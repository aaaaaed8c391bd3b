//! The visible part of a long list. Pure arithmetic: what a row looks like is up to the caller.

use std::cell::Cell;
use std::ops::Range;

/// The number of entries that stay visible before and after the selected one, if there is room.
const MARGIN: usize = 3;

/// A list of entries, each of one or more rows, in a window of some rows.
struct Window<'a> {
    total: usize,
    height: usize,
    rows: &'a dyn Fn(usize) -> usize,
}

impl Window<'_> {
    /// Returns the first entry that is visible if `last` is the last one; `last` itself if it is higher than the window.
    fn first_up_to(&self, last: usize) -> usize {
        let mut room = self.height.saturating_sub((self.rows)(last));
        let mut first = last;
        while first > 0 {
            let Some(left) = room.checked_sub((self.rows)(first - 1)) else { break };
            (room, first) = (left, first - 1);
        }
        first
    }

    /// Returns the first entry to show: `before` as long as the selection allows, otherwise moved as little as possible.
    ///
    /// `before` is the first entry shown last. There are no blank rows at the end if the list is long enough.
    fn first(&self, before: usize, selected: Option<usize>) -> usize {
        let Some(end) = self.total.checked_sub(1) else { return 0 };
        let last_first = self.first_up_to(end);
        let Some(selected) = selected.map(|it| it.min(end)) else { return before.min(last_first) };
        let bounds = |margin: usize| {
            let least = self.first_up_to((selected + margin).min(end));
            (least, selected.saturating_sub(margin))
        };
        let (least, most) = (0..=MARGIN)
            .rev()
            .map(bounds)
            .find(|(least, most)| least <= most)
            .unwrap_or((selected, selected));
        before.clamp(least, most).min(last_first)
    }

    /// Returns the entries that are visible completely from `first` on; at least one.
    fn from(&self, first: usize) -> Range<usize> {
        let (mut end, mut room) = (first, self.height);
        while end < self.total {
            match room.checked_sub((self.rows)(end)) {
                Some(left) => room = left,
                None if end == first && self.height > 0 => return first..first + 1,
                None => break,
            }
            end += 1;
        }
        first..end
    }
}

/// Where a list was scrolled to. Drawing moves it along, so it can be moved behind a shared reference.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scroll {
    first: Cell<usize>,
    /// The first entries of the pages before and after; `None` before the list was drawn.
    pages: Cell<Option<(usize, usize)>>,
}

impl Scroll {
    /// Returns the entries to show of a list whose entries have one row each, and stores the first one for the next time.
    pub fn rows(&self, selected: Option<usize>, total: usize, height: usize) -> Range<usize> {
        self.entries(selected, total, height, &|_| 1)
    }

    /// Returns the entries to show of a list whose entries have one or more rows each, and stores the first one for the
    /// next time.
    pub fn entries(
        &self,
        selected: Option<usize>,
        total: usize,
        height: usize,
        rows: &dyn Fn(usize) -> usize,
    ) -> Range<usize> {
        let window = Window { total, height, rows };
        let first = window.first(self.first.get(), selected);
        let shown = window.from(first);
        self.first.set(first);
        self.pages.set((total > 0).then(|| (window.first_up_to(first), shown.end - 1)));
        shown
    }

    /// Turns to the next page, which begins with the last entry of this one, or to the one before. Returns the entry to
    /// select; `None` before the list was drawn, and at its ends.
    pub fn turn(&self, down: bool) -> Option<usize> {
        let (before, after) = self.pages.get()?;
        let first = if down { after } else { before };
        if first == self.first.replace(first) {
            return None;
        }
        Some(first + MARGIN)
    }

    /// Scrolls by some rows; for lists without a selection.
    pub fn by(&self, rows: isize) {
        self.first.set(self.first.get().saturating_add_signed(rows));
    }

    /// Scrolls to the first row.
    pub fn reset(&self) {
        self.first.set(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn first_row(before: usize, selected: Option<usize>, total: usize, height: usize) -> usize {
        Window { total, height, rows: &|_| 1 }.first(before, selected)
    }

    #[test]
    fn the_selection_keeps_a_margin_of_three_and_the_list_moves_by_rows() {
        for (before, selected, expected) in [
            (0, 0, 0),
            (0, 6, 0),
            (0, 7, 1),
            (0, 8, 2),
            (5, 8, 5),
            (5, 7, 4),
            (5, 0, 0),
            (0, 99, 90),
            (90, 94, 90),
            (90, 92, 89),
            (200, 50, 47),
        ] {
            assert_eq!(first_row(before, Some(selected), 100, 10), expected, "{before} {selected}");
        }
        assert_eq!(first_row(7, None, 100, 10), 7);
        assert_eq!(first_row(99, None, 100, 10), 90);
    }

    #[test]
    fn a_scroll_remembers() {
        let scroll = Scroll::default();
        assert_eq!(scroll.rows(Some(50), 100, 10), 44..54);
        assert_eq!(scroll.rows(Some(47), 100, 10), 44..54);
        scroll.by(-100);
        assert_eq!(scroll.rows(None, 3, 10), 0..3);
    }

    #[test]
    fn no_entry_is_skipped_between_two_pages() {
        let rows = |at: usize| if at < 50 { 1 } else { 2 };
        let scroll = Scroll::default();
        let (mut selected, mut end) = (0, 0);
        while end < 100 {
            let shown = scroll.entries(Some(selected), 100, 10, &rows);
            assert!(shown.start <= end && shown.end > end, "{shown:?} follows {end}");
            end = shown.end;
            selected = scroll.turn(true).unwrap_or(99).min(99);
        }
        let mut start = scroll.entries(Some(99), 100, 10, &rows).start;
        while start > 0 {
            let selected = scroll.turn(false).unwrap();
            let shown = scroll.entries(Some(selected), 100, 10, &rows);
            assert!(shown.start < start && shown.end >= start, "{shown:?} precedes {start}");
            start = shown.start;
        }
        assert_eq!(scroll.turn(false), None);
    }

    #[test]
    fn entries_of_two_rows_count_as_two() {
        let rows = |at: usize| if at.is_multiple_of(2) { 2 } else { 1 };
        let scroll = Scroll::default();
        assert_eq!(scroll.entries(Some(0), 100, 10, &rows), 0..6, "2 + 1 + 2 + 1 + 2 + 1 rows");
        assert_eq!(scroll.entries(Some(3), 100, 10, &rows), 0..6, "there is room for a margin of two only");
        assert_eq!(scroll.entries(Some(4), 100, 10, &rows), 1..8);
        assert_eq!(scroll.entries(Some(99), 100, 9, &rows), 94..100);
        assert_eq!(scroll.entries(Some(50), 100, 2, &rows), 50..51);
        assert_eq!(scroll.entries(Some(50), 100, 1, &rows), 50..51, "a row that is too high is shown anyway");
    }

    proptest! {
        #[test]
        fn the_selection_always_shows(before in 0_usize..500, selected in 0_usize..300, total in 0_usize..300, height in 0_usize..50, high in 1_usize..4) {
            let rows = |at: usize| if at.is_multiple_of(3) { high } else { 1 };
            let window = Window { total, height, rows: &rows };
            let first = window.first(before, Some(selected));
            let selected = selected.min(total.saturating_sub(1));
            prop_assert!(first <= total);
            if total > 0 && height > 0 {
                let shown = window.from(first);
                prop_assert!(shown.contains(&selected));
                prop_assert!(shown.len() == 1 || shown.clone().map(rows).sum::<usize>() <= height);
                prop_assert_eq!(window.first(first, Some(selected)), first);
            }
        }
    }
}
