//! The terminal: taken over, drawn on, read from, and restored, however the program ends.
//!
//! Five things are restored: the line settings, the main screen, the cursor, bracketed paste, and colours. That
//! happens when [`Terminal`] is dropped, in a panic's hook, and by the watcher on a signal or when the terminal is
//! closed.

mod canvas;
mod ending;
mod panic;
mod screen;

pub use canvas::Canvas;
pub use ending::why_ended;
pub use panic::{install_panic_hook, report_defects};

use super::background;
use super::key::{self, TerminalInput};
use crate::platform::{self, Hooks, Reader, TerminalEvent};
use crossterm::event::Event;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use screen::Owner;
use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

/// The reason why there is no terminal to run on.
#[derive(Debug, thiserror::Error)]
pub enum NoTerminal {
    /// Keys cannot be read.
    #[error("standard input is not a terminal")]
    Input,
    /// The screen cannot be drawn.
    #[error("standard output is not a terminal")]
    Output,
    /// The terminal can only print.
    #[error("this terminal (TERM=dumb) can only print")]
    Dumb,
    /// Taking it over failed.
    #[error("the terminal could not be taken: {0}")]
    Failed(#[from] io::Error),
}

/// The terminal while this program has it; dropping it restores it.
#[derive(Debug)]
pub struct Terminal {
    canvas: Canvas,
    reader: Reader,
    size: (u16, u16),
    can_be_asked: bool,
}

impl Terminal {
    /// Takes over the terminal, of the type that `TERM` names.
    ///
    /// Must be called once per process, after [`install_panic_hook`]. If it returns an error, nothing was written.
    pub fn start(term: Option<&str>) -> Result<Self, NoTerminal> {
        if !io::stdin().is_terminal() {
            return Err(NoTerminal::Input);
        }
        if !io::stdout().is_terminal() {
            return Err(NoTerminal::Output);
        }
        if term == Some("dumb") {
            return Err(NoTerminal::Dumb);
        }
        let canvas = Canvas::new()?;
        panic::this_thread_draws();
        let reader = Reader::start(Hooks {
            is_ours: || screen::owner() == Owner::Us,
            is_lent: || screen::owner() == Owner::Editor,
            leave: screen::leave,
            enter: screen::enter,
            end: ending::end,
        })?;
        if let Err(error) = screen::enter() {
            screen::leave();
            return Err(error.into());
        }
        Ok(Self {
            canvas,
            can_be_asked: reader.hears_answers() && term.is_some_and(background::can_be_asked),
            reader,
            size: screen::size(),
        })
    }

    /// Returns columns and rows.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Draws a frame and writes the differences from the last one, in one piece.
    ///
    /// `draw` returns the position of the cursor, if it is shown. If writing fails the terminal is gone, which the
    /// next [`Self::poll`] reports.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Buffer) -> Option<Position>) {
        if screen::was_lost() {
            self.canvas.lose();
        }
        let shown = self.canvas.draw(screen::size(), draw).and_then(|bytes| {
            // A frame without differences needs no terminal.
            if bytes.is_empty() { Ok(()) } else { screen::show(&bytes) }
        });
        note(&shown);
    }

    /// Returns a callback that draws a progress bar over the last line, while a long operation blocks the loop.
    pub fn progress(&self) -> crate::store::ProgressCallback {
        let (columns, rows) = self.size;
        Box::new(move |done, of| {
            let line = crate::present::progress_bar(done, of, usize::from(columns.saturating_sub(2)));
            // Failing to write is no reason to stop the import.
            let _ = screen::show(format!("\x1b[{rows};1H\x1b[2K {line}").as_bytes());
        })
    }

    /// Redraws the next frame completely, after something else has written on the screen.
    pub fn repaint(&mut self) {
        screen::lose();
    }

    /// Returns the next input, waiting for at most `timeout`.
    ///
    /// All available input is read at once: call again with a zero timeout to get the rest before drawing. A broken
    /// terminal is an end, not an error.
    pub fn poll(&mut self, timeout: Duration) -> Option<TerminalInput> {
        let began = Instant::now();
        loop {
            if let Some(code) = ending::ending() {
                return Some(TerminalInput::End(code));
            }
            let input = match self.reader.next(timeout.saturating_sub(began.elapsed()))? {
                TerminalEvent::Event(Event::Key(key)) => {
                    key::normal(key).map(|key| TerminalInput::Event(Event::Key(key)))
                }
                TerminalEvent::Event(event) => Some(TerminalInput::Event(event)),
                TerminalEvent::Answer(text) => background::answer(&text).map(TerminalInput::Colours),
                TerminalEvent::Woken => self.new_size(),
                TerminalEvent::Gone => {
                    ending::gone();
                    None
                }
            };
            if input.is_some() {
                return input;
            }
        }
    }

    fn new_size(&mut self) -> Option<TerminalInput> {
        let size = screen::size();
        if ending::ending().is_some() || (size == self.size && !screen::is_lost()) {
            return None;
        }
        self.size = size;
        Some(TerminalInput::Event(Event::Resize(size.0, size.1)))
    }

    /// Waits for a first input for at most `timeout`, and returns it with all others that are available.
    pub fn inputs(&mut self, timeout: Duration) -> Vec<TerminalInput> {
        let mut inputs: Vec<TerminalInput> = self.poll(timeout).into_iter().collect();
        while let Some(last) = inputs.last()
            && !matches!(last, TerminalInput::End(_))
            && let Some(next) = self.poll(Duration::ZERO)
        {
            inputs.push(next);
        }
        inputs
    }

    /// Releases the terminal to what `work` runs, such as an editor, and takes it back, discarding what was typed
    /// meanwhile.
    pub fn lend<T>(&mut self, work: impl FnOnce() -> T) -> T {
        screen::lend();
        let done = work();
        self.reader.forget();
        if ending::ending().is_none() {
            note(&ending::take_back());
        }
        done
    }

    /// Stops the program as Ctrl-z does, until the shell continues it; `false` if that is impossible.
    pub fn stop(&mut self) -> bool {
        platform::stop()
    }

    /// Queries the terminal's own colours; the answers arrive as [`TerminalInput::Colours`], or never.
    pub fn ask_colours(&mut self) {
        if self.can_be_asked {
            self.send(background::QUESTION);
        }
    }

    /// Rings the bell.
    pub fn ring(&mut self) {
        self.send("\u{7}");
    }

    /// Sends a sequence that draws nothing, such as a copy to the clipboard.
    #[expect(clippy::unused_self, reason = "only who has the terminal may write to it")]
    pub(super) fn send(&mut self, sequence: &str) {
        note(&screen::show(sequence.as_bytes()));
    }
}

/// If the terminal accepts no more output, all that can be done is to end.
fn note(written: &io::Result<()>) {
    if written.is_err() {
        ending::gone();
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        screen::leave();
    }
}
