//! The only reader of the line.
//!
//! crossterm's reader is not used here: it takes an arrow key that arrives in pieces for three keys and answers of
//! the terminal for typed text, spins on a closed line, and stalls when thousands of keys arrive at once.

use super::decode::Decoder;
use super::signals;
use crate::platform::{Hooks, TerminalEvent};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{self, Read as _};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

/// Reads the terminal, and is notified of signals and of the terminal's end.
#[derive(Debug)]
pub struct Reader {
    decoder: Decoder,
    woken: UnixStream,
    began: Instant,
    buffer: Box<[u8; 4_096]>,
}

impl Reader {
    /// Starts watching signals and the line; once per process.
    ///
    /// # Errors
    /// Errors of the system, or if it was started before.
    pub fn start(hooks: Hooks) -> io::Result<Self> {
        let woken = signals::start(hooks)?;
        Ok(Self { decoder: Decoder::default(), woken, began: Instant::now(), buffer: Box::new([0; 4_096]) })
    }

    /// Returns whether answers of the terminal can be distinguished from keys.
    pub fn hears_answers(&self) -> bool {
        true
    }

    /// Returns the next event, waiting for at most `timeout`.
    pub fn next(&mut self, timeout: Duration) -> Option<TerminalEvent> {
        let deadline = self.began.elapsed().saturating_add(timeout);
        loop {
            if let Some(incoming) = self.decoder.next() {
                return Some(incoming);
            }
            let now = self.began.elapsed();
            let left = deadline.saturating_sub(now);
            let ready = self.wait(self.decoder.waits(now).map_or(left, |it| it.min(left)));
            if ready == ReadyInputs::default() {
                // Only now: the remaining bytes of an incomplete sequence may already be available, however late this
                // thread is scheduled.
                let now = self.began.elapsed();
                self.decoder.expire(now);
                if now >= deadline {
                    return self.decoder.next();
                }
            } else if let Some(incoming) = self.take(ready) {
                return Some(incoming);
            }
        }
    }

    /// Discards what was read, after another program had the terminal.
    pub fn forget(&mut self) {
        self.decoder.forget();
    }

    fn wait(&self, longest: Duration) -> ReadyInputs {
        let terminal = rustix::stdio::stdin();
        let mut watched = [PollFd::new(&terminal, PollFlags::IN), PollFd::new(&self.woken, PollFlags::IN)];
        let longest = Timespec::try_from(longest.min(Duration::from_hours(1))).ok();
        match poll(&mut watched, longest.as_ref()) {
            Ok(0) | Err(_) => ReadyInputs::default(),
            Ok(_) => ReadyInputs {
                input: watched[0].revents().contains(PollFlags::IN),
                gone: watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL),
                woken: watched[1].revents().contains(PollFlags::IN),
            },
        }
    }

    /// Reads from the inputs that are ready.
    fn take(&mut self, ready: ReadyInputs) -> Option<TerminalEvent> {
        if ready.gone {
            return Some(TerminalEvent::Gone);
        }
        if ready.input {
            match rustix::io::read(rustix::stdio::stdin(), self.buffer.as_mut_slice()) {
                Ok(length @ 1..) => self.decoder.feed(&self.buffer[..length], self.began.elapsed()),
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                Ok(0) | Err(_) => return Some(TerminalEvent::Gone),
            }
        }
        if ready.woken {
            while matches!((&self.woken).read(&mut [0; 64]), Ok(1..)) {}
            return Some(TerminalEvent::Woken);
        }
        None
    }
}

/// The inputs that are ready after a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct ReadyInputs {
    input: bool,
    gone: bool,
    woken: bool,
}
