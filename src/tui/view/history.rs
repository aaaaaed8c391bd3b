//! The history, the newest entry first, by day.

use super::painter::{Painter, row};
use crate::tui::screen::HistoryScreen;
use crate::tui::theme::Tone;
use crate::tui::world::World;
use ratatui::layout::Rect;

/// Draws the history.
pub(super) fn draw(painter: &mut Painter<'_>, body: Rect, world: &World<'_>, history: &HistoryScreen) {
    if history.entries.is_empty() {
        painter.put(body.x + 2, body.y + 1, body.width - 4, "Nothing has happened yet.", Tone::Text);
        return;
    }
    let shown = history.top.rows(Some(history.at), history.entries.len(), usize::from(body.height));
    painter.extent(body, &shown, history.entries.len());
    let today = world.today().to_string();
    for (at, entry) in history.entries[shown.clone()].iter().enumerate() {
        let Some(line) = row(body, at) else { break };
        if shown.start + at == history.at {
            painter.select(line);
            let bar = painter.glyphs().bar;
            painter.put(line.x + 1, line.y, 1, bar, Tone::Accent);
        }
        let index = shown.start + at;
        let new_day =
            at == 0 || history.entries.get(index.wrapping_sub(1)).is_none_or(|it| it.day != entry.day);
        if new_day {
            let day = if entry.day == today { "today" } else { &entry.day };
            painter.put(line.x + 3, line.y, 10, day, Tone::Head);
        }
        painter.put(line.x + 15, line.y, 5, &entry.clock, Tone::Dim);
        painter.put(line.x + 22, line.y, line.width.saturating_sub(24), &entry.text, Tone::Text);
    }
}
