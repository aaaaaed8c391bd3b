//! A thin rule, horizontal or vertical, with an optional label.

use crate::tui::text::width;
use crate::tui::theme::{Theme, Tone};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

/// A horizontal rule in the first row of its area: `── label ────────`.
#[derive(Debug, Clone, Copy)]
pub struct Divider<'a> {
    theme: &'a Theme,
    label: &'a str,
    tone: Tone,
}

impl<'a> Divider<'a> {
    /// Creates a rule without a label.
    pub fn new(theme: &'a Theme) -> Self {
        Self { theme, label: "", tone: Tone::Dim }
    }

    /// Sets the label.
    #[must_use]
    pub fn label(mut self, label: &'a str) -> Self {
        self.label = label;
        self
    }

    /// Sets the tone of the label; dim by default.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

impl Widget for &Divider<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return;
        }
        let columns = usize::from(area.width);
        let style = self.theme.style(Tone::Rule);
        for x in area.left()..area.right() {
            buffer[(x, area.y)].set_symbol(self.theme.glyphs.horizontal).set_style(style);
        }
        let label = self.theme.glyphs.clip(self.label, columns.saturating_sub(8));
        if !label.is_empty() {
            let text = format!(" {label} ");
            buffer.set_stringn(area.x + 2, area.y, &text, width(&text), self.theme.style(self.tone));
        }
    }
}

/// A vertical rule in the first column of its area, joined to the rules above and below it.
#[derive(Debug, Clone, Copy)]
pub struct VerticalDivider<'a> {
    theme: &'a Theme,
}

impl<'a> VerticalDivider<'a> {
    /// Creates a vertical rule.
    pub fn new(theme: &'a Theme) -> Self {
        Self { theme }
    }
}

impl Widget for &VerticalDivider<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return;
        }
        let glyphs = self.theme.glyphs;
        let style = self.theme.style(Tone::Rule);
        let is_rule = |buffer: &Buffer, y: u16| {
            buffer.cell((area.x, y)).is_some_and(|cell| {
                cell.symbol() == glyphs.horizontal && cell.fg == style.fg.unwrap_or_default()
            })
        };
        for y in area.top()..area.bottom() {
            let symbol = match (is_rule(buffer, y), y == area.top(), y + 1 == area.bottom()) {
                (true, true, false) => glyphs.tee_down,
                (true, false, true) => glyphs.tee_up,
                (true, ..) => glyphs.cross,
                // A label is in the position where it would join a rule.
                (false, true, _) | (false, _, true) => continue,
                (false, false, false) => glyphs.vertical,
            };
            buffer.set_stringn(area.x, y, symbol, 1, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::{Background, Depth, Glyphs};
    use proptest::prelude::*;

    fn rows(buffer: &Buffer) -> Vec<String> {
        let width = usize::from(buffer.area.width).max(1);
        buffer
            .content
            .chunks(width)
            .map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect())
            .collect()
    }

    #[test]
    fn a_rule_may_say_something() {
        let theme = Theme::default();
        let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 2));
        Divider::new(&theme).render(Rect::new(0, 0, 24, 1), &mut buffer);
        Divider::new(&theme).label("Sprint 15 ends here").render(Rect::new(0, 1, 24, 1), &mut buffer);
        assert_eq!(rows(&buffer), ["────────────────────────", "── Sprint 15 ends… ─────"]);
    }

    #[test]
    fn a_rule_down_ends_at_a_label() {
        let theme = Theme::default();
        let mut buffer = Buffer::empty(Rect::new(0, 0, 14, 3));
        for y in [0, 2] {
            Divider::new(&theme)
                .label(if y == 2 { "支支支" } else { "" })
                .render(Rect::new(0, y, 14, 1), &mut buffer);
        }
        VerticalDivider::new(&theme).render(Rect::new(4, 0, 1, 3), &mut buffer);
        let mut expected = Buffer::with_lines(["────┬─────────", "    │         ", "── 支支支 ────"]);
        expected.set_style(expected.area, ratatui::style::Style::reset());
        assert_eq!(rows(&buffer), rows(&expected));
    }

    #[test]
    fn rules_join_where_they_meet() {
        for (glyphs, expected) in
            [(Glyphs::UNICODE, ["─┬─", " │ ", "─┴─"]), (Glyphs::ASCII, ["-+-", " | ", "-+-"])]
        {
            let theme = Theme::new(Background::Dark, Depth::Full, glyphs);
            let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 3));
            for y in [0, 2] {
                Divider::new(&theme).render(Rect::new(0, y, 3, 1), &mut buffer);
            }
            VerticalDivider::new(&theme).render(Rect::new(1, 0, 1, 3), &mut buffer);
            assert_eq!(rows(&buffer), expected);
        }
    }

    proptest! {
        #[test]
        fn any_area_any_label(label in any::<String>(), x in 0_u16..20, y in 0_u16..5, width in 0_u16..40, height in 0_u16..9) {
            let theme = Theme::default();
            let mut buffer = Buffer::empty(Rect::new(0, 0, 15, 3));
            Divider::new(&theme).label(&label).render(Rect::new(x, y, width, height), &mut buffer);
            VerticalDivider::new(&theme).render(Rect::new(x, y, width, height), &mut buffer);
        }
    }
}
