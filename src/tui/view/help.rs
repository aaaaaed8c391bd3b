//! The keys of a context, from the table of actions.

use super::pen::{Pen, row};
use crate::tui::action::TABLE;
use crate::tui::app::App;
use crate::tui::screen::Help;
use crate::tui::text::width;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Draws the keys.
pub(super) fn draw(pen: &mut Pen<'_>, body: Rect, app: &App, help: &Help) {
    let rows: Vec<(String, &str, &str)> = TABLE
        .iter()
        .filter(|row| row.places.has(help.of))
        .map(|row| (app.keymap.all(row.action), row.title, row.help))
        .collect();
    let keys = rows.iter().map(|(keys, _, _)| width(keys)).max().unwrap_or(0).min(20);
    let keys = u16::try_from(keys).unwrap_or(20);
    let titles = rows.iter().map(|(_, title, _)| width(title)).max().unwrap_or(0).min(24);
    let titles = u16::try_from(titles).unwrap_or(24);
    let height = usize::from(body.height).saturating_sub(2);
    let top = help.top.min(rows.len().saturating_sub(height));
    let title = format!("Keys in: {}", help.of.title());
    pen.put(body.x + 2, body.y, body.width - 4, &title, Role::Head);
    let area = Rect { y: body.y + 2, height: body.height.saturating_sub(2), ..body };
    for (at, (chord, title, words)) in rows.iter().skip(top).enumerate() {
        let Some(line) = row(area, at) else { break };
        let mut x = line.x + 2;
        pen.put(x, line.y, keys, chord, Role::Key);
        x += keys + 2;
        pen.put(x, line.y, titles, title, Role::Strong);
        x += titles + 2;
        pen.put(x, line.y, line.right().saturating_sub(x + 2), words, Role::Dim);
    }
    if rows.len() > top + height {
        let more = format!("{} {} more", pen.glyphs().down, rows.len() - top - height);
        pen.put_right(body.x, body.y, body.width - 2, &more, Role::Dim);
    }
}
