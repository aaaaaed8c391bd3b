//! What the drawing library writes to: its own back end, but for three things that it does not do well for us.
//!
//! A frame is gathered and written in one piece, and one in which nothing differs is not written. On an empty screen the
//! blanks between words are written, too, which is shorter than going over them. The size is asked of the kernel (the
//! library would start a program where the kernel says 0). The cursor's place is remembered instead of asked of the
//! terminal, whose answer may never come, or eat a key.

use super::screen;
use crate::text::width;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

/// Bytes on their way to the screen; they leave when the frame is whole.
#[derive(Debug, Clone, Default)]
pub(super) struct Gathered(Rc<RefCell<Vec<u8>>>);

impl Write for Gathered {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The back end.
#[derive(Debug)]
pub(super) struct Screen {
    inner: CrosstermBackend<Gathered>,
    gathered: Gathered,
    cursor: Position,
    /// Whether the cursor shows; `None` where that is not known.
    shows_cursor: Option<bool>,
    /// Whether nothing stands on the screen.
    is_empty: bool,
}

/// Over how many blanks it is shorter to write them than to go: a move takes about as many bytes.
const SHORT: u16 = 7;

/// Puts blanks between cells that are near each other, on a screen where nothing stands.
fn with_blanks<'a>(content: impl Iterator<Item = (u16, u16, &'a Cell)>) -> Vec<(u16, u16, Cow<'a, Cell>)> {
    let mut all: Vec<(u16, u16, Cow<'a, Cell>)> = Vec::new();
    let mut last: Option<(u16, u16, &Cell)> = None;
    for (x, y, cell) in content {
        if let Some((from, row, before)) = last
            && row == y
            && (from..from.saturating_add(SHORT)).contains(&x)
        {
            // Of a blank only the ground and what runs through it can be seen.
            let shows = Modifier::REVERSED | Modifier::UNDERLINED | Modifier::CROSSED_OUT;
            let mut blank = Cell::new(" ");
            if before.bg == Color::Reset && !before.modifier.intersects(shows) {
                blank.set_style(before.style());
            }
            all.extend((from..x).map(|x| (x, y, Cow::Owned(blank.clone()))));
        }
        all.push((x, y, Cow::Borrowed(cell)));
        last = Some((x.saturating_add(u16::try_from(width(cell.symbol())).unwrap_or(1)), y, cell));
    }
    all
}

impl Screen {
    pub(super) fn new() -> Self {
        let gathered = Gathered::default();
        let inner = CrosstermBackend::new(gathered.clone());
        Self { inner, gathered, cursor: Position::ORIGIN, shows_cursor: None, is_empty: false }
    }

    /// Writes what was gathered, to be shown all at once where the terminal knows how.
    pub(super) fn show(&mut self) -> io::Result<()> {
        let gathered = self.gathered.0.take();
        if gathered.is_empty() {
            return Ok(());
        }
        screen::show(&[b"\x1b[?2026h", gathered.as_slice(), b"\x1b[?2026l"].concat())
    }
}

impl Backend for Screen {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        // The library sets the colours back after each drawing, even of nothing.
        if content.peek().is_none() {
            return Ok(());
        }
        if std::mem::take(&mut self.is_empty) {
            let content = with_blanks(content);
            return self.inner.draw(content.iter().map(|(x, y, cell)| (*x, *y, cell.as_ref())));
        }
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.shows_cursor.replace(false) == Some(false) { Ok(()) } else { self.inner.hide_cursor() }
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.shows_cursor.replace(true) == Some(true) { Ok(()) } else { self.inner.show_cursor() }
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        self.inner.set_cursor_position(self.cursor)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.shows_cursor = None;
        self.is_empty = true;
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.shows_cursor = None;
        self.is_empty = clear_type == ClearType::All;
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        let (width, height) = screen::size();
        Ok(Size { width, height })
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    #[test]
    fn a_frame_in_which_nothing_differs_is_no_byte() {
        let mut screen = Screen::new();
        let cell = Cell::new("x");
        screen.draw([(0, 0, &cell)].into_iter()).unwrap();
        screen.hide_cursor().unwrap();
        assert!(!screen.gathered.0.take().is_empty());
        screen.draw(std::iter::empty()).unwrap();
        screen.hide_cursor().unwrap();
        assert_eq!(screen.gathered.0.take(), b"");
        // After the screen was somebody else's nothing is known of the cursor.
        screen.clear_region(ClearType::All).unwrap();
        screen.gathered.0.take();
        screen.hide_cursor().unwrap();
        assert!(!screen.gathered.0.take().is_empty());
    }

    #[test]
    fn words_on_an_empty_screen_are_written_with_the_blanks_between_them() {
        let cell = |text: &'static str, style: Style| {
            let mut cell = Cell::new(text);
            cell.set_style(style);
            cell
        };
        let plain = cell("a", Style::new());
        let (red, wide) = (cell("b", Style::new().fg(Color::Red)), cell("支", Style::new()));
        let ground = cell("g", Style::new().bg(Color::Blue));
        let frame =
            [(0, 0, &plain), (2, 0, &plain), (9, 0, &red), (11, 0, &red), (0, 1, &wide), (3, 1, &plain)];
        let written = |screen: &mut Screen| String::from_utf8(screen.gathered.0.take()).unwrap();
        let mut screen = Screen::new();
        screen.clear_region(ClearType::All).unwrap();
        screen.draw(frame.into_iter()).unwrap();
        let text = written(&mut screen);
        assert!(text.contains("a a") && text.contains("b b") && text.contains('支'), "{text:?}");
        // A ground ends where its cell does.
        screen.clear_region(ClearType::All).unwrap();
        screen.draw([(0, 0, &ground), (2, 0, &ground)].into_iter()).unwrap();
        assert!(!written(&mut screen).contains("g g"));
        // Where something may stand between, it stays.
        screen.draw(frame.into_iter()).unwrap();
        assert!(!written(&mut screen).contains("a a"));
    }
}
