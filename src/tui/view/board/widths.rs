//! How the columns share the width: the one with the cursor is the widest, accepted items are narrow, and the others get
//! what their titles need.

use super::gather::Board;
use ratatui::layout::Rect;
use std::ops::Range;

/// The minimum width of a column.
const LEAST: u16 = 17;
/// The columns between two columns.
const GAP: u16 = 2;
/// The width of the accepted items where they have no titles, and where they have.
const ACCEPTED: (u16, u16) = (17, 26);
/// The width of the screen from which the accepted items have titles.
const ROOMY: u16 = 150;
/// The longest title that counts when the width is shared, in columns.
const LONGEST: usize = 80;
/// What a card needs besides its title, in columns of text.
const REST: usize = 24;

/// Returns which columns fit side by side, the selected one among them.
pub(super) fn shown(board: &Board<'_>, columns: u16, hides_accepted: bool) -> Range<usize> {
    let hides = hides_accepted && board.here + 1 < board.columns.len();
    let count = board.columns.len() - usize::from(hides);
    let fit = usize::from((columns.saturating_sub(2) + GAP) / (LEAST + GAP)).clamp(1, count);
    let first = if board.here < fit { 0 } else { (board.here + 1 - fit).min(count - fit) };
    first..first + fit
}

/// Returns the areas of the shown columns, as high as `area`.
pub(super) fn areas(board: &Board<'_>, shown: &Range<usize>, area: Rect) -> Vec<Rect> {
    let mut x = area.x + 1;
    let areas = widths(board, shown, area.width).into_iter().map(|width| {
        let column = Rect { x, width, ..area };
        x += width + GAP;
        column
    });
    areas.collect()
}

fn widths(board: &Board<'_>, shown: &Range<usize>, screen: u16) -> Vec<u16> {
    let count = u16::try_from(shown.len()).unwrap_or(1);
    let all = screen.saturating_sub(2 + GAP * (count - 1));
    let is_here = |at: usize| shown.start + at == board.here;
    let columns = &board.columns[shown.clone()];
    let accepted = if screen >= ROOMY { ACCEPTED.1 } else { ACCEPTED.0 };
    // What a column has in any case, and its share of the rest.
    let mut widths: Vec<u16> = Vec::new();
    let mut shares: Vec<f64> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let is_fixed = column.is_accepted && !is_here(at);
        let least = if is_fixed && !column.cards.is_empty() { accepted } else { LEAST };
        widths.push(least);
        let titles = column.cards.iter().map(|card| card.view.item.title.len().min(LONGEST) + REST);
        let need = f64::from(u32::try_from(titles.sum::<usize>()).unwrap_or(u32::MAX)).sqrt();
        shares.push(if is_here(at) {
            need.max(1.0) * 1.4
        } else if is_fixed {
            0.0
        } else {
            need
        });
    }
    let largest = shares.iter().copied().fold(0.0, f64::max);
    for (at, share) in shares.iter_mut().enumerate() {
        if is_here(at) {
            *share = largest * 1.1;
        }
    }
    let rest = all.saturating_sub(widths.iter().sum());
    let total: f64 = shares.iter().sum();
    for (width, share) in widths.iter_mut().zip(&shares) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of the width")]
        let part = (f64::from(rest) * share / total.max(1.0)) as u16;
        *width += part;
    }
    let left = all.saturating_sub(widths.iter().sum());
    if let Some(at) = (0..widths.len()).find(|at| is_here(*at)) {
        widths[at] += left;
    }
    widths
}
