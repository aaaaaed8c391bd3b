//! The box of what floats above a screen.

use super::painter::Painter;
use crate::tui::text::pack;
use crate::tui::widget::popup::{Anchor, Popup, place};
use ratatui::layout::Rect;
use ratatui::widgets::Widget as _;

/// Draws a box with its title and its keys, as many of them as fit. Returns what is inside of it.
pub(super) fn framed(
    painter: &mut Painter<'_>,
    area: Rect,
    columns: u16,
    rows: usize,
    anchor: Anchor,
    title: &str,
    hint: &str,
) -> Rect {
    let rows = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2);
    let at = place(area, columns, rows, anchor);
    // As many keys as fit, none of them cut.
    let keys: Vec<String> = hint.split("  ").map(str::to_owned).collect();
    let keys = pack(&keys, "  ", usize::from(at.width.saturating_sub(6)));
    Popup::new(painter.theme, title).hint(keys.first().map_or("", String::as_str)).render(at, painter.buffer);
    Popup::inner(at)
}
