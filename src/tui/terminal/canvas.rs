//! Frames: drawn and compared by the library, written in one piece.

use crate::text::width;
use crossterm::cursor::Hide;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use crossterm::{Command, QueueableCommand as _};
use ratatui::backend::{Backend as _, CrosstermBackend};
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::{Position, Rect};
use ratatui::{Terminal, TerminalOptions, Viewport};
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

/// A smaller frame, in bytes, is shown at once by any terminal, since it reads more than that at a time.
const SMALL: usize = 1_024;

/// Collects what the library writes until the frame is complete.
#[derive(Debug, Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Sink {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.borrow_mut())
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The library's terminal, on a buffer instead of the screen.
#[derive(Debug)]
pub struct Canvas {
    terminal: Terminal<CrosstermBackend<Sink>>,
    sink: Sink,
    area: Rect,
    /// The position of the cursor, if it is shown.
    cursor: Option<Position>,
    /// The cells that were covered by wide graphemes to their left in the last frame.
    covered: Vec<usize>,
    is_lost: bool,
}

impl Canvas {
    /// Creates the canvas of a screen with unknown contents.
    ///
    /// # Errors
    /// None in practice: the library writes into memory.
    pub fn new() -> io::Result<Self> {
        // Only the theme decides about colours; the library would read `NO_COLOR` and write incomplete sequences.
        crossterm::style::force_color_output(true);
        let sink = Sink::default();
        let terminal = terminal(&sink, Rect::ZERO)?;
        Ok(Self { terminal, sink, area: Rect::ZERO, cursor: None, covered: Vec::new(), is_lost: true })
    }

    /// Clears the screen before the next frame, because something else has written on it.
    pub fn lose(&mut self) {
        self.is_lost = true;
    }

    /// Draws a frame of this size. Returns the bytes that show it; empty if nothing differs from the last frame.
    ///
    /// `draw` returns the position of the cursor, if it is shown.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn draw(
        &mut self,
        (columns, rows): (u16, u16),
        draw: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> io::Result<Vec<u8>> {
        let area = Rect::new(0, 0, columns, rows);
        let is_new = std::mem::take(&mut self.is_lost) || area != self.area;
        if is_new {
            // A new terminal: resizing the existing one queries the system for a size, and may query the cursor.
            self.terminal = terminal(&self.sink, area)?;
            self.area = area;
            self.covered.clear();
            // The old one has written its final output, which is not for this screen.
            self.sink.take();
            self.sink.queue(Hide)?.queue(Clear(ClearType::All))?;
        }
        let mut cursor = None;
        self.terminal.draw(|frame| {
            let buffer = frame.buffer_mut();
            cursor = draw(buffer);
            // The library takes such a cell for blank, though a wide grapheme one column further left has cut it in
            // half.
            for at in std::mem::replace(&mut self.covered, covered(buffer)) {
                buffer.content[at].set_diff_option(CellDiffOption::AlwaysUpdate);
            }
            if let Some(cursor) = cursor {
                frame.set_cursor_position(cursor);
            }
        })?;
        let before = std::mem::replace(&mut self.cursor, cursor);
        let bytes = self.sink.take();
        if !is_new && before == cursor && bytes == unchanged(cursor)? {
            return Ok(Vec::new());
        }
        if bytes.len() < SMALL {
            return Ok(bytes);
        }
        Ok([sequence(BeginSynchronizedUpdate).as_bytes(), &bytes, sequence(EndSynchronizedUpdate).as_bytes()]
            .concat())
    }
}

/// Returns the sequence that a command writes.
pub(super) fn sequence(command: impl Command) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = command.write_ansi(&mut text);
    text
}

/// Returns the cells that are covered by wide graphemes to their left.
fn covered(buffer: &Buffer) -> Vec<usize> {
    let mut covered = Vec::new();
    for (at, cell) in buffer.content.iter().enumerate() {
        let symbol = cell.symbol();
        if symbol.len() > 1 && covered.last() != Some(&at) {
            covered.extend(at + 1..(at + width(symbol).max(1)).min(buffer.content.len()));
        }
    }
    covered
}

/// Creates a terminal of fixed size, since the library queries the system in each frame and accepts any answer.
fn terminal(sink: &Sink, area: Rect) -> io::Result<Terminal<CrosstermBackend<Sink>>> {
    let options = TerminalOptions { viewport: Viewport::Fixed(area) };
    Terminal::with_options(CrosstermBackend::new(sink.clone()), options)
}

/// Returns what the library writes for a frame in which no cell differs.
fn unchanged(cursor: Option<Position>) -> io::Result<Vec<u8>> {
    let sink = Sink::default();
    let mut backend = CrosstermBackend::new(sink.clone());
    backend.draw(std::iter::empty())?;
    match cursor {
        Some(position) => {
            backend.show_cursor()?;
            backend.set_cursor_position(position)?;
        }
        None => backend.hide_cursor()?,
    }
    Ok(sink.take())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::Cell;
    use ratatui::style::{Color, Modifier, Style};

    const SIZE: (u16, u16) = (30, 3);

    /// Draws this text on the screen.
    fn shown(canvas: &mut Canvas, text: &str, cursor: Option<(u16, u16)>) -> String {
        let bytes = canvas.draw(SIZE, |frame| {
            frame.set_string(0, 0, text, Style::new());
            cursor.map(Into::into)
        });
        String::from_utf8(bytes.unwrap()).unwrap()
    }

    #[test]
    fn a_frame_in_which_nothing_differs_is_no_byte() {
        let mut canvas = Canvas::new().unwrap();
        let first = shown(&mut canvas, "ab", None);
        assert!(first.starts_with("\x1b[?25l\x1b[2J\x1b[1;1Hab"), "{first:?}");
        assert_eq!(shown(&mut canvas, "ab", None), "");
        let next = shown(&mut canvas, "abc", None);
        assert!(next.starts_with("\x1b[1;3Hc") && !next.contains('a'), "{next:?}");
        // After another program had the screen, its contents are unknown.
        canvas.lose();
        assert!(shown(&mut canvas, "abc", None).starts_with("\x1b[?25l\x1b[2J\x1b[1;1Habc"));
        assert_eq!(shown(&mut canvas, "abc", None), "");
    }

    #[test]
    fn the_cursor_is_put_back_after_what_was_written() {
        let mut canvas = Canvas::new().unwrap();
        assert!(shown(&mut canvas, "a", Some((1, 0))).ends_with("\x1b[?25h\x1b[1;2H"));
        assert_eq!(shown(&mut canvas, "a", Some((1, 0))), "");
        assert!(shown(&mut canvas, "b", Some((1, 0))).ends_with("\x1b[1;2H"));
        assert!(shown(&mut canvas, "b", Some((2, 0))).ends_with("\x1b[1;3H"));
        assert!(shown(&mut canvas, "b", None).ends_with("\x1b[?25l"));
    }

    #[test]
    fn a_large_frame_is_shown_all_at_once() {
        let mut canvas = Canvas::new().unwrap();
        let bytes = canvas.draw((200, 50), |frame| {
            (0..50).for_each(|y| frame.set_string(0, y, "x".repeat(200), Style::new()));
            None
        });
        let bytes = bytes.unwrap();
        assert!(bytes.starts_with(b"\x1b[?2026h") && bytes.ends_with(b"\x1b[?2026l"));
    }

    fn any_style() -> impl Strategy<Value = Style> {
        let colours = [Color::Reset, Color::Red, Color::LightBlue, Color::Indexed(99), Color::Rgb(1, 2, 3)];
        let modifiers =
            [Modifier::empty(), Modifier::BOLD, Modifier::DIM, Modifier::UNDERLINED, Modifier::REVERSED];
        let colour = prop::sample::select(colours.to_vec());
        (colour.clone(), colour, prop::sample::select(modifiers.to_vec()))
            .prop_map(|(fore, ground, modifier)| Style::new().fg(fore).bg(ground).add_modifier(modifier))
    }

    /// Generates screens of texts with many spaces.
    fn any_screen() -> impl Strategy<Value = Buffer> {
        let text = prop::sample::select(vec!["a", "bc ", " ", "           ", "支", "──"]);
        let line = prop::collection::vec((text, any_style()), 0..12);
        prop::collection::vec(line, 3).prop_map(|lines| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 3));
            for (y, line) in (0..).zip(lines) {
                let mut x = 0;
                for (text, style) in line {
                    x = buffer.set_stringn(x, y, text, usize::from(30 - x), style).0;
                }
            }
            buffer
        })
    }

    /// Returns whether a terminal's cell looks like the drawn one.
    fn looks_like(shown: &vt100::Cell, meant: &Cell) -> bool {
        let known = [
            (Color::Reset, vt100::Color::Default),
            (Color::Red, vt100::Color::Idx(1)),
            (Color::LightBlue, vt100::Color::Idx(12)),
            (Color::Indexed(99), vt100::Color::Idx(99)),
            (Color::Rgb(1, 2, 3), vt100::Color::Rgb(1, 2, 3)),
        ];
        let colour = |colour: Color| known.iter().find(|(it, _)| *it == colour).unwrap().1;
        let text = if shown.has_contents() { shown.contents() } else { " " };
        text == meant.symbol()
            && shown.bgcolor() == colour(meant.bg)
            && shown.fgcolor() == colour(meant.fg)
            && shown.bold() == meant.modifier.contains(Modifier::BOLD)
            && shown.dim() == meant.modifier.contains(Modifier::DIM)
            && shown.underline() == meant.modifier.contains(Modifier::UNDERLINED)
            && shown.inverse() == meant.modifier.contains(Modifier::REVERSED)
    }

    proptest! {
        #[test]
        fn a_terminal_shows_what_was_drawn(screens in prop::collection::vec(any_screen(), 1..4)) {
            let mut canvas = Canvas::new().unwrap();
            let mut terminal = vt100::Parser::new(SIZE.1, SIZE.0, 0);
            for screen in &screens {
                let bytes = canvas.draw(SIZE, |frame| {
                    frame.content.clone_from(&screen.content);
                    None
                });
                terminal.process(&bytes.unwrap());
            }
            let last = screens.last().unwrap();
            for (x, y) in (0..30).flat_map(|x| (0..3).map(move |y| (x, y))) {
                let shown = terminal.screen().cell(y, x).unwrap();
                if !shown.is_wide_continuation() {
                    prop_assert!(looks_like(shown, &last[(x, y)]), "{x} {y}: {shown:?} {:?}", last[(x, y)]);
                }
            }
        }
    }
}
