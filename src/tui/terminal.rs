//! The terminal: taken, drawn on, read from, and given back as it was, however the program ends.
//!
//! Five things are restored: the line settings, the other screen, the cursor, pastes, and colours. That happens when
//! [`Terminal`] is dropped, in a panic's hook, and by the watcher on a signal or when the terminal goes away.

mod decode;
mod ink;
mod panic;
mod picture;
mod screen;
mod watch;

pub use panic::install_panic_hook;
pub use picture::Picture;
pub use watch::why_ended;

use super::background;
use super::key::Input;
use decode::Decoder;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::os::unix::net::UnixStream;
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
    picture: Picture,
    decoder: Decoder,
    woken: UnixStream,
    size: (u16, u16),
    began: Instant,
    can_be_asked: bool,
    buffer: Box<[u8; 4_096]>,
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
        panic::this_thread_draws();
        let woken = watch::start()?;
        if let Err(error) = screen::enter() {
            screen::leave();
            return Err(error.into());
        }
        Ok(Self {
            picture: Picture::new(term),
            decoder: Decoder::default(),
            woken,
            size: screen::size(),
            began: Instant::now(),
            can_be_asked: term.is_some_and(background::can_be_asked),
            buffer: Box::new([0; 4_096]),
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
            self.picture.lose();
        }
        let bytes = self.picture.draw(screen::size(), draw);
        if !bytes.is_empty() {
            note(&screen::show(&bytes));
        }
    }

    /// Returns what draws a bar over the last line, between frames: while something long keeps the loop from drawing.
    pub fn progress(&self) -> crate::store::Progress {
        let (columns, rows) = self.size;
        Box::new(move |done, of| {
            let line = crate::wording::progress_bar(done, of, usize::from(columns.saturating_sub(2)));
            // What cannot be written is no reason to stop the import.
            let _ = write!(io::stdout(), "\x1b[{rows};1H\x1b[2K {line}").and_then(|()| io::stdout().flush());
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
    pub fn poll(&mut self, timeout: Duration) -> Option<Input> {
        let deadline = self.began.elapsed().saturating_add(timeout);
        loop {
            if let Some(code) = watch::ending() {
                return Some(Input::End(code));
            }
            let now = self.began.elapsed();
            self.decoder.settle(now);
            if let Some(input) = self.decoder.next() {
                return Some(input);
            }
            let left = deadline.saturating_sub(now);
            let wait = self.decoder.waits(now).map_or(left, |it| it.min(left));
            let ready = self.wait(wait);
            if let Some(input) = self.take(ready) {
                return Some(input);
            }
            if ready == Ready::default() && self.began.elapsed() >= deadline {
                self.decoder.settle(self.began.elapsed());
                return self.decoder.next();
            }
        }
    }

    /// Waits for a first input at most so long, and returns it with all others that are there.
    pub fn inputs(&mut self, timeout: Duration) -> Vec<Input> {
        let mut inputs: Vec<Input> = self.poll(timeout).into_iter().collect();
        while let Some(last) = inputs.last()
            && !matches!(last, Input::End(_))
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
        self.decoder.forget();
        if watch::ending().is_none() {
            note(&watch::take_back());
        }
        done
    }

    /// Stops the program as Ctrl-z does, until the shell has it go on; `false` where nobody could.
    pub fn stop(&mut self) -> bool {
        watch::can_stop()
            && rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::TSTP).is_ok()
    }

    /// Asks the terminal for its background; the answer comes as [`Input::Background`], or never.
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

    fn wait(&self, longest: Duration) -> Ready {
        let terminal = rustix::stdio::stdin();
        let mut watched = [PollFd::new(&terminal, PollFlags::IN), PollFd::new(&self.woken, PollFlags::IN)];
        let longest = Timespec::try_from(longest.min(Duration::from_hours(1))).ok();
        match poll(&mut watched, longest.as_ref()) {
            Ok(0) | Err(_) => Ready::default(),
            Ok(_) => Ready {
                input: watched[0].revents().contains(PollFlags::IN),
                gone: watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL),
                woken: watched[1].revents().contains(PollFlags::IN),
            },
        }
    }

    /// Reads what is ready. Where the terminal is gone, the loop hears of it at its next turn.
    fn take(&mut self, ready: Ready) -> Option<Input> {
        if ready.gone {
            watch::gone();
        } else if ready.input {
            match rustix::io::read(rustix::stdio::stdin(), self.buffer.as_mut_slice()) {
                Ok(length @ 1..) => self.decoder.feed(&self.buffer[..length], self.began.elapsed()),
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                Ok(0) | Err(_) => watch::gone(),
            }
        }
        if ready.woken {
            while matches!((&self.woken).read(&mut [0; 64]), Ok(1..)) {}
            let size = screen::size();
            if watch::ending().is_none() && (size != self.size || screen::is_lost()) {
                self.size = size;
                return Some(Input::Resize(size.0, size.1));
            }
        }
        None
    }
}

/// Nothing can be done about a terminal that takes no more, but to end.
fn note(written: &io::Result<()>) {
    if written.is_err() {
        watch::gone();
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        screen::leave();
    }
}

/// What a wait found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Ready {
    input: bool,
    gone: bool,
    woken: bool,
}
