//! Pop-ups: a box with a border over the screen, which it clears beneath.

use crate::tui::text::width;
use crate::tui::theme::{Ground, Theme, Tone};
use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

/// The position of a pop-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Centred.
    Centre,
    /// Centred, a sixth of the height from the top, so that it grows downwards.
    Upper,
    /// Centred at the bottom, so that it grows upwards.
    Lower,
    /// In the bottom right corner.
    BottomRight,
}

/// Returns the area of a box of `columns` by `rows` within `area`, clipped to it.
pub fn place(area: Rect, columns: u16, rows: u16, anchor: Anchor) -> Rect {
    let (width, height) = (columns.min(area.width), rows.min(area.height));
    let (free_columns, free_rows) = (area.width - width, area.height - height);
    let (x, y) = match anchor {
        Anchor::Centre => (free_columns / 2, free_rows / 2),
        Anchor::Upper => (free_columns / 2, (area.height / 6).min(free_rows)),
        Anchor::Lower => (free_columns / 2, free_rows),
        Anchor::BottomRight => (free_columns, free_rows),
    };
    Rect::new(area.x + x, area.y + y, width, height)
}

/// A box with a border that contains a title.
#[derive(Debug, Clone, Copy)]
pub struct Popup<'a> {
    theme: &'a Theme,
    title: &'a str,
    hint: &'a str,
}

impl<'a> Popup<'a> {
    /// Creates a box with a title.
    pub fn new(theme: &'a Theme, title: &'a str) -> Self {
        Self { theme, title, hint: "" }
    }

    /// Sets the hint in the bottom border: the keys.
    #[must_use]
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Returns the area within the border, with one blank column on each side.
    pub fn inner(area: Rect) -> Rect {
        area.inner(Margin::new(2, 1))
    }
}

impl Widget for &Popup<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return;
        }
        // One blank column on each side, so that no text beneath touches the border.
        let left = area.x.saturating_sub(1).max(buffer.area.x);
        let cleared = Rect { x: left, width: area.right() + 1 - left, ..area }.intersection(buffer.area);
        uncover(cleared, buffer);
        Clear.render(cleared, buffer);
        let raised = self.theme.ground(Ground::Raised);
        buffer.set_style(area, raised);
        let glyphs = self.theme.glyphs;
        let style = self.theme.border();
        let columns = usize::from(area.width);
        let [top_left, top_right, bottom_left, bottom_right] = glyphs.corners;
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        for y in [area.y, bottom] {
            buffer.set_stringn(area.x, y, glyphs.horizontal.repeat(columns), columns, style);
        }
        for y in area.y..=bottom {
            buffer.set_stringn(area.x, y, glyphs.vertical, 1, style);
            buffer.set_stringn(right, y, glyphs.vertical, 1, style);
        }
        for (x, y, corner) in [
            (area.x, area.y, top_left),
            (right, area.y, top_right),
            (area.x, bottom, bottom_left),
            (right, bottom, bottom_right),
        ] {
            buffer.set_stringn(x, y, corner, 1, style);
        }
        self.write(self.title, area.x, area.y, columns, Tone::Head, buffer);
        if area.height > 1 {
            self.write(self.hint, area.x, bottom, columns, Tone::Dim, buffer);
        }
    }
}

/// Removes wide graphemes that extend from the left into an area: a terminal does not show what is drawn on their
/// second half.
fn uncover(area: Rect, buffer: &mut Buffer) {
    for y in area.top()..area.bottom() {
        let before = (buffer.area.left()..area.left()).rev();
        // The further columns of a wide grapheme are spaces.
        if let Some(x) = before.into_iter().find(|x| buffer[(*x, y)].symbol() != " ")
            && usize::from(area.x - x) < width(buffer[(x, y)].symbol())
        {
            buffer[(x, y)].set_symbol(" ");
        }
    }
}

impl Popup<'_> {
    fn write(&self, text: &str, x: u16, y: u16, columns: usize, tone: Tone, buffer: &mut Buffer) {
        let text = self.theme.glyphs.clip(text, columns.saturating_sub(6));
        if !text.is_empty() {
            let text = format!(" {text} ");
            // Text without a colour of its own does not take that of the border.
            let style = Style::reset().patch(self.theme.ground(Ground::Raised)).patch(self.theme.style(tone));
            buffer.set_stringn(x + 2, y, &text, width(&text), style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_box_has_a_title_and_clears_what_is_beneath() {
        let theme = Theme::default();
        let mut buffer = Buffer::with_lines(["xxxxxxxxxxxxxxxx"; 5]);
        Popup::new(&theme, "Estimate").hint("Esc").render(Rect::new(1, 1, 14, 3), &mut buffer);
        let rows: Vec<String> = buffer
            .content
            .chunks(16)
            .map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect())
            .collect();
        assert_eq!(
            rows,
            [
                "xxxxxxxxxxxxxxxx",
                " ╭─ Estimate ─╮ ",
                " │            │ ",
                " ╰─ Esc ──────╯ ",
                "xxxxxxxxxxxxxxxx"
            ]
        );
    }

    #[test]
    fn a_box_is_placed_within() {
        let area = Rect::new(10, 5, 80, 24);
        assert_eq!(place(area, 20, 4, Anchor::Centre), Rect::new(40, 15, 20, 4));
        assert_eq!(place(area, 20, 4, Anchor::Upper), Rect::new(40, 9, 20, 4));
        assert_eq!(place(area, 20, 4, Anchor::BottomRight), Rect::new(70, 25, 20, 4));
        assert_eq!(place(area, 200, 200, Anchor::Centre), area);
    }

    #[test]
    fn a_wide_sign_that_reaches_under_the_border_goes() {
        let theme = Theme::default();
        let mut buffer = Buffer::with_lines(["支支支", "支支支"]);
        (&Popup::new(&theme, "")).render(Rect::new(3, 0, 3, 2), &mut buffer);
        let row: Vec<&str> = buffer.content[..6].iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(row, ["支", " ", " ", "╭", "─", "╮"]);
    }

    proptest! {
        #[test]
        fn any_box_in_any_area(x in 0_u16..300, y in 0_u16..300, width in 0_u16..40, height in 0_u16..20, columns in 0_u16..60, rows in 0_u16..30, title in any::<String>(), kind in 0_usize..4) {
            let area = Rect::new(x, y, width, height);
            let anchor = [Anchor::Centre, Anchor::Upper, Anchor::Lower, Anchor::BottomRight][kind];
            let placed = place(area, columns, rows, anchor);
            prop_assert_eq!(placed.intersection(area), placed);
            let theme = Theme::default();
            let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 10));
            Popup::new(&theme, &title).hint(&title).render(placed, &mut buffer);
            Popup::new(&theme, &title).render(Rect::new(0, 0, columns, rows), &mut buffer);
            let inner = Popup::inner(placed);
            prop_assert!(inner.is_empty() || inner.intersection(placed) == inner);
        }
    }
}
