//! The card of what may follow the keys of an incomplete chord.

use super::painter::{Painter, row};
use crate::tui::app::App;
use crate::tui::key;
use crate::tui::text::width;
use crate::tui::theme::Tone;
use crate::tui::widget::popup::{Anchor, Popup, place};
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

/// Draws the continuations of an incomplete chord.
pub(super) fn draw(painter: &mut Painter<'_>, area: Rect, app: &App) {
    if app.model.pending.is_empty() {
        return;
    }
    let context = app.model.context();
    let mut rows: Vec<(String, &str)> = app
        .keymap
        .continuations(context, &app.model.pending)
        .map(|(chord, action)| {
            let rest: Vec<String> =
                chord.keys()[app.model.pending.len()..].iter().map(|key| key::name(*key)).collect();
            (rest.join(" "), action.row().title)
        })
        .collect();
    rows.sort();
    let columns = rows.iter().map(|(key, title)| width(key) + 2 + width(title)).max().unwrap_or(0) + 4;
    let size = (u16::try_from(columns).unwrap_or(40).max(24), u16::try_from(rows.len()).unwrap_or(10) + 2);
    let within = Rect { height: area.height - 1, ..area };
    let at = place(within, size.0, size.1, Anchor::BottomRight);
    let prefix: Vec<String> = app.model.pending.iter().map(|key| key::name(*key)).collect();
    let title = format!("{} and then", prefix.join(" "));
    Popup::new(painter.theme, &title).render(at, painter.buffer);
    let inner = Popup::inner(at);
    for (number, (key, title)) in rows.iter().enumerate() {
        if let Some(row) = row(inner, number) {
            painter.put(row.x, row.y, 3, key, Tone::Key);
            painter.put(row.x + 3, row.y, row.width.saturating_sub(3), title, Tone::Text);
        }
    }
}
