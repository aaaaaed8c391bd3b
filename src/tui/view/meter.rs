//! A number with a bound, as a bar of cells.

use super::painter::Painter;
use crate::tui::theme::Tone;

/// Draws a meter of some cells: the part in a tone, the rest empty. Any part shows, and only the whole fills it. Returns
/// the number of columns.
pub(super) fn draw(
    painter: &mut Painter<'_>,
    (x, y): (u16, u16),
    cells: u16,
    of: (u64, u64),
    tone: Tone,
) -> u16 {
    let full = filled(cells, of);
    let glyphs = painter.glyphs();
    let used = painter.put(x, y, full, &glyphs.full.repeat(usize::from(full)), tone);
    used + painter.put(x + used, y, cells - full, &glyphs.empty.repeat(usize::from(cells - full)), Tone::Dim)
}

/// Returns how many of some cells are filled.
fn filled(cells: u16, (part, whole): (u64, u64)) -> u16 {
    if part == 0 || whole == 0 {
        return 0;
    }
    if part >= whole {
        return cells;
    }
    let exact = u128::from(part) * u128::from(cells) / u128::from(whole);
    u16::try_from(exact).unwrap_or(cells).clamp(1, cells.saturating_sub(1).max(1)).min(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_part_shows_and_only_the_whole_fills_it() {
        for (cells, of, full) in [
            (10, (0, 42), 0),
            (10, (1, 420), 1),
            (14, (17, 42), 5),
            (10, (419, 420), 9),
            (10, (42, 42), 10),
            (10, (50, 42), 10),
            (10, (5, 0), 0),
            (0, (1, 2), 0),
        ] {
            assert_eq!(filled(cells, of), full, "{of:?}");
        }
    }
}
