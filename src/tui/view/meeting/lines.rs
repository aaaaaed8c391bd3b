//! A column of text on a ceremony's screen.

use crate::tui::text::wrap;
use crate::tui::theme::Tone;
use crate::tui::view::painter::{Painter, row};
use ratatui::layout::Rect;

/// Consecutive lines in an area.
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

    /// Draws a wrapped text.
    pub fn say(&mut self, text: &str, tone: Tone) {
        for line in wrap(text, usize::from(self.area.width)) {
            if let Some(at) = self.line() {
                self.painter.put(at.x, at.y, at.width, &line, tone);
            }
        }
    }

    /// Leaves a blank line.
    pub fn gap(&mut self) {
        self.y += 1;
    }

    /// Leaves a blank line, and draws a heading.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.say(text, Tone::Head);
    }
}
