//! What the drawing library writes to: its own back end, but for three things that it does not do well for us.
//!
//! A frame is gathered and written in one piece. The size is asked of the kernel (the library would start a program
//! where the kernel says 0). The cursor's place is remembered instead of asked of the terminal, whose answer may
//! never come, or eat a key.

use super::screen;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
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
}

impl Screen {
    pub(super) fn new() -> Self {
        let gathered = Gathered::default();
        Self { inner: CrosstermBackend::new(gathered.clone()), gathered, cursor: Position::ORIGIN }
    }

    /// Writes what was gathered, to be shown all at once where the terminal knows how.
    pub(super) fn show(&mut self) -> io::Result<()> {
        let gathered = self.gathered.0.take();
        screen::show(&[b"\x1b[?2026h", gathered.as_slice(), b"\x1b[?2026l"].concat())
    }
}

impl Backend for Screen {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        self.inner.set_cursor_position(self.cursor)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
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
