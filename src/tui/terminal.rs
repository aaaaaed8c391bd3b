//! The terminal: taken, drawn on, read from, and given back as it was, however the program ends.
//!
//! Five things are restored: the line settings, the other screen, the cursor, pastes, and colours. That happens when
//! [`Terminal`] is dropped, in a panic's hook, and by the watcher on a signal or when the terminal goes away.

mod canvas;
mod ending;
mod panic;
mod screen;

pub use canvas::Canvas;
pub use ending::why_ended;
pub use panic::install_panic_hook;

use super::background;
use super::key::{self, TerminalInput};
use crate::platform::{self, Hooks, Reader, TerminalEvent};
use crossterm::event::Event;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use screen::Owner;
use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

/// Why there is no terminal to run on.
#[derive(Debug, thiserror::Error)]
pub enum NoTerminal {
    /// Keys cannot be read.
    #[error("standard input is not a terminal")]
    Input,
    /// The screen cannot be drawn.
    #[error("standard output is not a terminal")]
    Output,
    /// The terminal says that it can only print.
    #[error("this terminal (TERM=dumb) can only print")]
    Dumb,
    /// Taking it failed.
    #[error("the terminal could not be taken: {0}")]
    Failed(#[from] io::Error),
}

/// The terminal while it is ours; dropping it gives it back.
#[derive(Debug)]
pub struct Terminal {
    canvas: Canvas,
    reader: Reader,
    size: (u16, u16),
    can_be_asked: bool,
}

impl Terminal {
    /// Takes the terminal, of the kind that `TERM` names.
    ///
    /// To be called once in a process, after [`install_panic_hook`]. Where it returns an error, nothing was written.
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

    /// Draws a frame and writes what differs from the last one, in one piece.
    ///
    /// `draw` returns where the cursor is to be shown, if it is. Where writing fails the terminal is gone, which the next
    /// [`Self::poll`] says.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Buffer) -> Option<Position>) {
        if screen::was_lost() {
            self.canvas.lose();
        }
        let shown = self.canvas.draw(screen::size(), draw).and_then(|bytes| {
            // A frame in which nothing differs needs no terminal.
            if bytes.is_empty() { Ok(()) } else { screen::show(&bytes) }
        });
        note(&shown);
    }

    /// Returns what draws a bar over the last line, between frames: while something long keeps the loop from drawing.
    pub fn progress(&self) -> crate::store::ProgressCallback {
        let (columns, rows) = self.size;
        Box::new(move |done, of| {
            let line = crate::wording::progress_bar(done, of, usize::from(columns.saturating_sub(2)));
            // What cannot be written is no reason to stop the import.
            let _ = screen::show(format!("\x1b[{rows};1H\x1b[2K {line}").as_bytes());
        })
    }

    /// Has the next frame drawn in full, for screens on which something else has written.
    pub fn repaint(&mut self) {
        screen::lose();
    }

    /// Returns the next input, waiting for one at most so long.
    ///
    /// All that is waiting is read at once: ask again with no time to get the rest before drawing. A broken
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
                TerminalEvent::Answer(text) => background::answer(&text).map(TerminalInput::Background),
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

    /// Waits for a first input at most so long, and returns it with all others that are there.
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

    /// Gives the terminal to what `work` runs, an editor, and takes it back, without what was typed meanwhile.
    pub fn lend<T>(&mut self, work: impl FnOnce() -> T) -> T {
        screen::lend();
        let done = work();
        self.reader.forget();
        if ending::ending().is_none() {
            note(&ending::take_back());
        }
        done
    }

    /// Stops the program as Ctrl-z does, until the shell has it go on; `false` where nobody could.
    pub fn stop(&mut self) -> bool {
        platform::stop()
    }

    /// Asks the terminal for its background; the answer comes as [`TerminalInput::Background`], or never.
    pub fn ask_background(&mut self) {
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

/// Nothing can be done about a terminal that takes no more, but to end.
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
