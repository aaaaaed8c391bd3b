//! Reading the terminal with crossterm.

use crate::platform::burst::Bursts;
use crate::platform::{Hooks, TerminalEvent};
use crossterm::event::{self, Event, KeyCode, KeyModifiers};
use std::io;
use std::time::{Duration, Instant};

/// The maximum number of events read before the first of them are passed on.
const MOST: usize = 4_096;

/// Reads the terminal. On Windows pastes arrive as keys, and are distinguished from typing by their speed.
#[derive(Debug)]
pub struct Reader {
    bursts: Bursts,
    began: Instant,
    is_woken: bool,
}

impl Reader {
    /// Starts reading.
    ///
    /// # Errors
    /// None here.
    pub fn start(_hooks: Hooks) -> io::Result<Self> {
        Ok(Self { bursts: Bursts::default(), began: Instant::now(), is_woken: false })
    }

    /// Returns whether answers of the terminal can be distinguished from keys: the library treats them as text.
    pub fn hears_answers(&self) -> bool {
        false
    }

    /// Returns the next event, waiting for at most `timeout`.
    pub fn next(&mut self, timeout: Duration) -> Option<TerminalEvent> {
        let deadline = self.began.elapsed().saturating_add(timeout);
        loop {
            if std::mem::take(&mut self.is_woken) {
                return Some(TerminalEvent::Woken);
            }
            if let Some(incoming) = self.bursts.next() {
                return Some(incoming);
            }
            let now = self.began.elapsed();
            let left = deadline.saturating_sub(now);
            match event::poll(self.bursts.waits(now).map_or(left, |it| it.min(left))) {
                Ok(true) => {
                    if self.read().is_err() {
                        return Some(TerminalEvent::Gone);
                    }
                }
                Ok(false) => {
                    let now = self.began.elapsed();
                    self.bursts.expire(now);
                    if now >= deadline {
                        return self.bursts.next();
                    }
                }
                Err(_) => return Some(TerminalEvent::Gone),
            }
        }
    }

    /// Discards what was read, after another program had the terminal.
    pub fn forget(&mut self) {
        self.bursts = Bursts::default();
    }

    /// Reads all available events.
    fn read(&mut self) -> io::Result<()> {
        let mut events = Vec::new();
        loop {
            let event = event::read()?;
            if matches!(event, Event::Resize(..)) {
                self.is_woken = true;
            } else {
                events.push(TerminalEvent::Event(named(event)));
            }
            if events.len() >= MOST || !event::poll(Duration::ZERO)? {
                self.bursts.take(events, self.began.elapsed());
                return Ok(());
            }
        }
    }
}

/// On Unix the library names four keys differently from terminals: Ctrl-4 to Ctrl-7 are Ctrl-\ to Ctrl-_.
fn named(mut event: Event) -> Event {
    if cfg!(unix)
        && let Event::Key(key) = &mut event
        && key.modifiers == KeyModifiers::CONTROL
        && let KeyCode::Char(digit @ '4'..='7') = key.code
    {
        key.code = KeyCode::Char(char::from(digit as u8 - b'4' + b'\\'));
    }
    event
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyEvent;

    #[test]
    fn keys_have_the_names_that_terminals_give_them() {
        let key = |letter, modifiers| Event::Key(KeyEvent::new(KeyCode::Char(letter), modifiers));
        if cfg!(unix) {
            assert_eq!(named(key('7', KeyModifiers::CONTROL)), key('_', KeyModifiers::CONTROL));
        }
        assert_eq!(named(key('7', KeyModifiers::NONE)), key('7', KeyModifiers::NONE));
        assert_eq!(named(Event::FocusLost), Event::FocusLost);
    }
}
