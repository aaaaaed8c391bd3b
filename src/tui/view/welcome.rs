//! The first start: what this is, and four answers.

use super::layers::fields;
use super::pen::{Pen, row};
use crate::tui::layer::Form;
use crate::tui::theme::Role;
use crate::tui::world::World;
use ratatui::layout::{Position, Rect};

/// Draws the first start.
pub(super) fn draw(pen: &mut Pen<'_>, area: Rect, form: &Form, world: &World<'_>) -> Option<Position> {
    let columns = area.width.saturating_sub(8).min(76);
    let x = area.x + (area.width - columns) / 2;
    let top = area.y + (area.height.saturating_sub(16)) / 3;
    let text = Rect { x, y: top, width: columns, height: area.height.saturating_sub(top - area.y) };
    let lines: [(&str, Role); 4] = [
        ("Ceremony", Role::Accent),
        ("Runs a Scrum team's ceremonies, by keyboard alone, over one file.", Role::Text),
        ("", Role::Text),
        ("Four answers, and you are on the backlog.", Role::Text),
    ];
    for (at, (words, role)) in lines.iter().enumerate() {
        if let Some(line) = row(text, at) {
            pen.put(line.x, line.y, line.width, words, *role);
        }
    }
    let inner = Rect { y: text.y + 5, height: 6, ..text };
    let cursor = fields(pen, inner, form);
    let file = format!("The file: {}", world.file);
    let below: [(&str, Role); 4] = [
        ("Tab next answer   Enter begins   Ctrl-c leaves", Role::Key),
        ("", Role::Text),
        (&file, Role::Dim),
        ("A colleague on this machine joins with the same file: ceremony --file FILE --as NAME", Role::Dim),
    ];
    for (at, (words, role)) in below.iter().enumerate() {
        if let Some(line) = row(text, 12 + at) {
            pen.put(line.x, line.y, line.width, words, *role);
        }
    }
    cursor
}
