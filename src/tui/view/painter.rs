//! Drawing text: every text is sanitized, measured in columns, and cut at the end of its room.

use crate::tui::text::{clip_with, width};
use crate::tui::theme::{Glyphs, Ground, Theme, Tone};
use crate::tui::widget::divider::VerticalDivider;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use std::borrow::Cow;
use std::ops::Range;

/// The width of the widest graphemes, in columns.
const WIDEST: u16 = 12;

/// Draws on a buffer with a theme.
pub(super) struct Painter<'a> {
    pub buffer: &'a mut Buffer,
    pub theme: &'a Theme,
}

impl<'a> Painter<'a> {
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self { buffer, theme }
    }

    pub fn glyphs(&self) -> Glyphs {
        self.theme.glyphs
    }

    /// Draws a text in at most `room` columns. Returns the number of columns used.
    pub fn put(&mut self, x: u16, y: u16, room: u16, text: &str, tone: Tone) -> u16 {
        if room == 0 || y >= self.buffer.area.bottom() || x >= self.buffer.area.right() {
            return 0;
        }
        let room = room.min(self.buffer.area.right() - x);
        self.uncover(x, y);
        let text = if self.theme.glyphs == Glyphs::ASCII { in_ascii(text) } else { text.into() };
        let text = clip_with(&text, usize::from(room), self.theme.glyphs.ellipsis);
        let style = self.theme.style(tone);
        if text.is_ascii() {
            // The common case: one character per cell, without graphemes.
            for (at, letter) in (x..x + room).zip(text.chars()) {
                self.buffer[(at, y)].set_char(letter).set_style(style);
            }
            return u16::try_from(text.len()).unwrap_or(room).min(room);
        }
        self.buffer.set_stringn(x, y, &text, usize::from(room), style);
        u16::try_from(width(&text)).unwrap_or(room)
    }

    /// Removes a wide grapheme that would extend into this cell, so that the text drawn there is fully visible.
    fn uncover(&mut self, x: u16, y: u16) {
        for back in 1..=(x - self.buffer.area.x).min(WIDEST - 1) {
            let symbol = self.buffer[(x - back, y)].symbol();
            if symbol.len() > 1 && width(symbol) > usize::from(back) {
                self.buffer[(x - back, y)].set_symbol(" ");
                return;
            }
        }
    }

    /// Draws in the last column of a list which part of it is visible, if not all of it is.
    pub fn extent(&mut self, list: Rect, shown: &Range<usize>, total: usize) {
        let height = usize::from(list.height);
        if shown.len() >= total || height == 0 {
            return;
        }
        let size = (height * shown.len() / total).clamp(1, height);
        let (free, most) = (height - size, total - shown.len());
        let at = (free * shown.start).div_ceil(most).min(free);
        // It is at the very end only where the list is there.
        let at = if shown.start < most { at.min(free.saturating_sub(1)) } else { free };
        let glyphs = self.glyphs();
        let x = list.right().saturating_sub(1);
        for (place, y) in (list.y..list.bottom()).enumerate() {
            let is_thumb = (at..at + size).contains(&place);
            let (glyph, tone) =
                if is_thumb { (glyphs.full, Tone::Dim) } else { (glyphs.vertical, Tone::Rule) };
            self.put(x, y, 1, glyph, tone);
        }
    }

    /// Formats how many entries are above and below: `↑ 3 more  ↓ 42 more`; empty where there are none.
    pub fn more(&self, above: usize, below: usize) -> String {
        let glyphs = self.glyphs();
        let sides =
            [(above, glyphs.up), (below, glyphs.down)].into_iter().filter(|(entries, _)| *entries > 0);
        sides.map(|(entries, sign)| format!("{sign} {entries} more")).collect::<Vec<_>>().join("  ")
    }

    /// Draws a right-aligned text.
    pub fn put_right(&mut self, x: u16, y: u16, room: u16, text: &str, tone: Tone) -> u16 {
        let columns = u16::try_from(width(text)).unwrap_or(u16::MAX).min(room);
        self.put(x + room - columns, y, columns, text, tone)
    }

    /// Draws several texts one after another. Returns the number of columns used.
    pub fn run(&mut self, x: u16, y: u16, room: u16, texts: &[(&str, Tone)]) -> u16 {
        let mut used = 0;
        for (text, tone) in texts {
            used += self.put(x + used, y, room.saturating_sub(used), text, *tone);
        }
        used
    }

    /// Draws a styled line.
    pub fn line(&mut self, area: Rect, line: &Line<'_>) {
        line.render(area, self.buffer);
    }

    /// Highlights a row as selected.
    pub fn select(&mut self, row: Rect) {
        self.buffer.set_style(row, self.theme.ground(Ground::Selected));
    }

    /// Raises an area above the terminal's own ground, where there is a colour for that.
    pub fn raise(&mut self, area: Rect) {
        self.buffer.set_style(area, self.theme.ground(Ground::Raised));
    }

    /// Draws a thin rule.
    pub fn rule(&mut self, area: Rect, label: &str) {
        crate::tui::widget::divider::Divider::new(self.theme).label(label).render(area, self.buffer);
    }

    /// Draws the rule between a list and what is at its right, joined to the rules above and below.
    pub fn upright(&mut self, body: Rect, right: Rect) {
        let rule = Rect { x: right.x - 1, y: body.y - 1, width: 1, height: body.height + 2 };
        Widget::render(&VerticalDivider::new(self.theme), rule, self.buffer);
    }
}

impl crate::tui::widget::divider::Divider<'_> {
    fn render(&self, area: Rect, buffer: &mut Buffer) {
        Widget::render(self, area, buffer);
    }
}

/// What stands for our own signs where only ASCII is safe.
const SIGNS: [(&str, char); 14] = [
    ("-", '·'),
    ("-", '–'),
    (">", '›'),
    ("<", '‹'),
    ("~", '…'),
    (">", '→'),
    ("<", '←'),
    ("^", '↑'),
    ("v", '↓'),
    ("v", '✓'),
    ("#", '■'),
    ("o", '□'),
    ("*", '●'),
    ("+", '▲'),
];

/// Replaces the non-ASCII characters of the program's own texts, for terminals on which only ASCII is safe.
fn in_ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    SIGNS.iter().fold(text.to_owned(), |text, (ascii, sign)| text.replace(*sign, ascii)).into()
}

/// Returns a row of an area; `None` below its end.
pub(super) fn row(area: Rect, at: usize) -> Option<Rect> {
    let at = u16::try_from(at).ok().filter(|at| *at < area.height)?;
    Some(Rect { y: area.y + at, height: 1, ..area })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_over_the_end_of_a_wide_one_takes_its_place() {
        let area = Rect::new(0, 0, 5, 1);
        let mut buffer = Buffer::empty(area);
        let theme = Theme::default();
        let mut painter = Painter::new(&mut buffer, &theme);
        painter.put(0, 0, 5, "日本", Tone::Text);
        painter.put(3, 0, 1, "↓", Tone::Dim);
        let symbols: Vec<&str> = (0..4).map(|x| buffer[(x, 0)].symbol()).collect();
        assert_eq!((symbols[0], symbols[2], symbols[3]), ("日", " ", "↓"));
    }

    #[test]
    fn so_does_one_over_any_part_of_the_widest() {
        for wide in ["𒐫", "꧅", "﷽", "日", "👩‍👩‍👧‍👧"] {
            let columns = u16::try_from(width(wide)).unwrap();
            assert!(columns <= WIDEST, "{wide} takes {columns} columns");
            for at in 1..columns {
                let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
                let theme = Theme::default();
                let mut painter = Painter::new(&mut buffer, &theme);
                painter.put(0, 0, 20, wide, Tone::Text);
                painter.put(at, 0, 1, "↓", Tone::Dim);
                assert_eq!((buffer[(0, 0)].symbol(), buffer[(at, 0)].symbol()), (" ", "↓"), "{wide}");
            }
        }
    }
}
