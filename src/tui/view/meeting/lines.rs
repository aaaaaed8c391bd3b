//! A column of text on a ceremony's screen.

use crate::tui::text::wrap;
use crate::tui::theme::Tone;
use crate::tui::view::painter::{Painter, row};
use ratatui::layout::Rect;

/// Lines that are written one below the other.
pub(super) struct Lines<'p, 'b> {
    pub painter: &'p mut Painter<'b>,
    pub area: Rect,
    pub(super) y: usize,
}

impl Lines<'_, '_> {
    /// Returns the next line; `None` below the last.
    pub fn line(&mut self) -> Option<Rect> {
        self.y += 1;
        row(self.area, self.y - 1)
    }

    /// Writes a text, wrapped.
    pub fn say(&mut self, text: &str, tone: Tone) {
        for line in wrap(text, usize::from(self.area.width)) {
            if let Some(at) = self.line() {
                self.painter.put(at.x, at.y, at.width, &line, tone);
            }
        }
    }

    /// Leaves a line empty.
    pub fn gap(&mut self) {
        self.y += 1;
    }

    /// Leaves a line empty, and writes a heading.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.say(text, Tone::Head);
    }
}
