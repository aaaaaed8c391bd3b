//! The box of a layer.

use super::painter::Painter;
use crate::tui::text::pack;
use crate::tui::widget::popup::{Anchor, Popup, place};
use ratatui::layout::Rect;
use ratatui::widgets::Widget as _;

/// Draws a box with its title and as many of its keys as fit. Returns the area within it.
pub(super) fn framed(
    painter: &mut Painter<'_>,
    area: Rect,
    columns: u16,
    rows: usize,
    anchor: Anchor,
    title: &str,
    keys: &[String],
) -> Rect {
    let rows = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2);
    let at = place(area, columns, rows, anchor);
    // As many keys as fit, none of them cut.
    let keys = pack(keys, "  ", usize::from(at.width.saturating_sub(6)));
    Popup::new(painter.theme, title).hint(keys.first().map_or("", String::as_str)).render(at, painter.buffer);
    Popup::inner(at)
}
