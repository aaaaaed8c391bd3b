//! The welcome screen: an introduction, and a form of four fields.

use super::layers::fields;
use super::painter::{Painter, row};
use crate::tui::effect::Effect;
use crate::tui::layer::Form;
use crate::tui::theme::Tone;
use crate::tui::world::World;
use ratatui::layout::{Position, Rect};

/// Draws the welcome screen.
pub(super) fn draw(
    painter: &mut Painter<'_>,
    area: Rect,
    form: &Form<Effect>,
    world: &World<'_>,
) -> Option<Position> {
    let columns = area.width.saturating_sub(8).min(76);
    let x = area.x + (area.width - columns) / 2;
    let top = area.y + (area.height.saturating_sub(16)) / 3;
    let text = Rect { x, y: top, width: columns, height: area.height.saturating_sub(top - area.y) };
    let lines: [(&str, Tone); 4] = [
        ("Ceremony", Tone::Accent),
        ("Runs a Scrum team's ceremonies, by keyboard alone, over one file.", Tone::Text),
        ("", Tone::Text),
        ("Four answers, and you are on the backlog.", Tone::Text),
    ];
    for (at, (words, tone)) in lines.iter().enumerate() {
        if let Some(line) = row(text, at) {
            painter.put(line.x, line.y, line.width, words, *tone);
        }
    }
    let inner = Rect { y: text.y + 5, height: 6, ..text };
    let cursor = fields(painter, inner, form);
    let file = format!("The file: {}", world.file);
    let below: [(&str, Tone); 4] = [
        ("Tab next answer   Enter begins   Ctrl-c leaves", Tone::Key),
        ("", Tone::Text),
        (&file, Tone::Dim),
        ("A colleague on this machine joins with the same file: ceremony --file FILE --as NAME", Tone::Dim),
    ];
    for (at, (words, tone)) in below.iter().enumerate() {
        if let Some(line) = row(text, 12 + at) {
            painter.put(line.x, line.y, line.width, words, *tone);
        }
    }
    cursor
}
