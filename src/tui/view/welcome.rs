//! The welcome screen: an introduction, and a form of four fields.

use super::bottom;
use super::layers::fields;
use super::painter::{Painter, row};
use crate::tui::action::Action;
use crate::tui::app::App;
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
    app: &App,
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
        ("Four questions and you're in.", Tone::Text),
    ];
    for (at, (words, tone)) in lines.iter().enumerate() {
        if let Some(line) = row(text, at) {
            painter.put(line.x, line.y, line.width, words, *tone);
        }
    }
    let inner = Rect { y: text.y + 5, height: 6, ..text };
    let cursor = fields(painter, inner, form);
    let file = format!("The file: {}", world.file);
    // A file with a history had a product, whose creation was undone.
    let redo = app.keymap.shown(Action::Redo).filter(|_| world.workspace.revision > 0);
    let redo = redo.map_or_else(String::new, |key| format!("   {key} restores it"));
    let keys = format!("Tab next   Enter start   Ctrl-c quit{redo}");
    let below: [(&str, Tone); 4] = [
        (&keys, Tone::Key),
        ("", Tone::Text),
        (&file, Tone::Dim),
        ("A colleague on this machine joins with the same file: ceremony --file FILE --as NAME", Tone::Dim),
    ];
    for (at, (words, tone)) in below.iter().enumerate() {
        if let Some(line) = row(text, 12 + at) {
            painter.put(line.x, line.y, line.width, words, *tone);
        }
    }
    if app.model.echo.is_some() {
        let strip = Rect { y: area.bottom() - 1, height: 1, ..area };
        bottom::echo(painter, strip, app, world, false);
    }
    cursor
}
