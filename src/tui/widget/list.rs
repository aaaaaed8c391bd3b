//! The visible part of a long list. Pure arithmetic: what a row looks like is up to the caller.

use std::cell::Cell;
use std::ops::Range;

/// The number of rows that stay visible before and after the selected one, if there is room.
const MARGIN: usize = 2;

/// Returns the first row to show: `before` as long as the selection allows, otherwise such that the selection is in
/// the middle.
///
/// `before` is the first row shown last. There are no blank rows at the end if the list is long enough.
pub fn first_row(before: usize, selected: Option<usize>, total: usize, height: usize) -> usize {
    let last_first = total.saturating_sub(height);
    let Some(selected) = selected.map(|it| it.min(total.saturating_sub(1))) else {
        return before.min(last_first);
    };
    let margin = MARGIN.min(height.saturating_sub(1) / 2);
    let most = selected.saturating_sub(margin);
    let least = (selected + margin + 1).saturating_sub(height);
    if (least..=most).contains(&before.min(last_first)) {
        return before.min(last_first);
    }
    // At the edge the list scrolls by half a screen: then it stays still for as many keys, which is calmer on a
    // shared screen, and faster over a slow line, than scrolling by a row at every key.
    selected.saturating_sub(height / 2).max(least).min(most).min(last_first)
}

/// Where a list was scrolled to. Drawing moves it along, so it can be moved behind a shared reference.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scroll(Cell<usize>);

impl Scroll {
    /// Returns the rows to show, and stores the first one for the next time.
    pub fn rows(&self, selected: Option<usize>, total: usize, height: usize) -> Range<usize> {
        let first = first_row(self.0.get(), selected, total, height);
        self.0.set(first);
        first..(first + height).min(total)
    }

    /// Scrolls by some rows; for lists without a selection.
    pub fn by(&self, rows: isize) {
        self.0.set(self.0.get().saturating_add_signed(rows));
    }

    /// Scrolls to the first row.
    pub fn reset(&self) {
        self.0.set(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_selection_keeps_a_margin_and_the_list_turns_by_half_a_screen() {
        for (before, selected, expected) in [
            (0, 0, 0),
            (0, 7, 0),
            (0, 8, 3),
            (5, 8, 5),
            (5, 6, 1),
            (5, 0, 0),
            (0, 99, 90),
            (90, 97, 90),
            (200, 50, 45),
        ] {
            assert_eq!(first_row(before, Some(selected), 100, 10), expected, "{before} {selected}");
        }
        assert_eq!(first_row(7, None, 100, 10), 7);
        assert_eq!(first_row(99, None, 100, 10), 90);
    }

    #[test]
    fn a_scroll_remembers() {
        let scroll = Scroll::default();
        assert_eq!(scroll.rows(Some(50), 100, 10), 45..55);
        assert_eq!(scroll.rows(Some(47), 100, 10), 45..55);
        scroll.by(-100);
        assert_eq!(scroll.rows(None, 3, 10), 0..3);
    }

    proptest! {
        #[test]
        fn the_selection_always_shows(before in 0_usize..500, selected in 0_usize..300, total in 0_usize..300, height in 0_usize..50) {
            let first = first_row(before, Some(selected), total, height);
            let selected = selected.min(total.saturating_sub(1));
            prop_assert!(first <= total);
            if total > 0 && height > 0 {
                prop_assert!((first..first + height).contains(&selected));
                prop_assert!(first + height <= total.max(height));
                prop_assert_eq!(first_row(first, Some(selected), total, height), first);
            }
        }
    }
}
