//! Detecting pasted text that arrives as keys: without bracketed paste a terminal sends pasted text as if it were
//! typed, and every letter of it would run a command.
//!
//! Nobody types dozens of different letters within milliseconds, so such a burst is a paste. A key that is held down
//! is not, nor are a few keys typed ahead while the program was busy.

use super::TerminalEvent;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

/// How long after a paste keys are considered to be a part of it that broke out: nobody types that soon.
pub(super) const AFTER_PASTE: Duration = Duration::from_millis(50);
/// Fewer keys than this in one read are passed on at once.
const FEW: usize = 3;
/// How long to wait for more keys of a possible paste.
const QUIET: Duration = Duration::from_millis(10);
/// The minimum number of keys of a paste …
const MANY: usize = 32;
/// … and of different ones among them.
const DIFFERENT: usize = 8;

/// Distinguishes pastes from typing; times are from one monotonic clock.
#[derive(Debug, Default)]
pub(super) struct Bursts {
    pending: Vec<KeyEvent>,
    /// The distinct letters of the pending keys, counted up to [`DIFFERENT`].
    different: BTreeSet<char>,
    last: Duration,
    deaf_until: Duration,
    ready: VecDeque<TerminalEvent>,
}

impl Bursts {
    /// Accepts the events of one read at `now`.
    pub(super) fn take(&mut self, incoming: Vec<TerminalEvent>, now: Duration) {
        let mut run = Vec::new();
        for next in incoming {
            if let Some(key) = text_key(&next) {
                run.push(key);
            } else {
                self.take_run(std::mem::take(&mut run), now);
                self.flush(now);
                self.pass(next, now);
            }
        }
        self.take_run(run, now);
    }

    /// Returns the next event that is certain.
    pub(super) fn next(&mut self) -> Option<TerminalEvent> {
        self.ready.pop_front()
    }

    /// Returns how long to wait at most before calling [`Self::expire`]; `None` if no keys are pending.
    pub(super) fn waits(&self, now: Duration) -> Option<Duration> {
        (!self.pending.is_empty()).then(|| (self.last + self.patience()).saturating_sub(now))
    }

    /// Passes on the pending keys if no more have come for a while.
    pub(super) fn expire(&mut self, now: Duration) {
        if self.waits(now) == Some(Duration::ZERO) {
            self.flush(now);
        }
    }

    fn take_run(&mut self, run: Vec<KeyEvent>, now: Duration) {
        if self.pending.is_empty() && run.len() < FEW {
            self.pass_keys(run, now);
        } else if !run.is_empty() {
            self.last = now;
            for letter in run.iter().filter_map(letter) {
                if self.different.len() < DIFFERENT {
                    self.different.insert(letter);
                }
            }
            self.pending.extend(run);
        }
    }

    fn is_paste(&self) -> bool {
        self.pending.len() >= MANY && self.different.len() >= DIFFERENT
    }

    fn patience(&self) -> Duration {
        if self.is_paste() { AFTER_PASTE } else { QUIET }
    }

    fn flush(&mut self, now: Duration) {
        let is_paste = self.is_paste();
        let pending = std::mem::take(&mut self.pending);
        self.different.clear();
        if is_paste {
            self.pass(TerminalEvent::Event(Event::Paste(pending.iter().filter_map(letter).collect())), now);
        } else {
            self.pass_keys(pending, now);
        }
    }

    fn pass_keys(&mut self, keys: Vec<KeyEvent>, now: Duration) {
        for key in keys {
            self.pass(TerminalEvent::Event(Event::Key(key)), now);
        }
    }

    fn pass(&mut self, next: TerminalEvent, now: Duration) {
        match &next {
            // A paste can contain its own end marker; what directly follows it was pasted, too, and must not run.
            TerminalEvent::Event(Event::Key(_)) if now < self.deaf_until => return,
            TerminalEvent::Event(Event::Paste(_)) => self.deaf_until = now + AFTER_PASTE,
            TerminalEvent::Event(_)
            | TerminalEvent::Answer(_)
            | TerminalEvent::Woken
            | TerminalEvent::Gone => {}
        }
        self.ready.push_back(next);
    }
}

/// Returns the key if it can be part of pasted text.
fn text_key(incoming: &TerminalEvent) -> Option<KeyEvent> {
    let TerminalEvent::Event(Event::Key(key)) = incoming else { return None };
    letter(key).is_some().then_some(*key)
}

fn letter(key: &KeyEvent) -> Option<char> {
    if key.modifiers.intersects(!KeyModifiers::SHIFT) || key.kind == KeyEventKind::Release {
        return None;
    }
    let is_line_end = key.code == KeyCode::Enter;
    key.code.as_char().or(is_line_end.then_some('\n')).or((key.code == KeyCode::Tab).then_some('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::key::{char, name, plain};

    fn keys(text: &str) -> Vec<TerminalEvent> {
        let key = |letter| if letter == '\r' { plain(KeyCode::Enter) } else { char(letter) };
        text.chars().map(|letter| TerminalEvent::Event(Event::Key(key(letter)))).collect()
    }

    fn drain(bursts: &mut Bursts) -> Vec<String> {
        std::iter::from_fn(|| bursts.next())
            .map(|incoming| match incoming {
                TerminalEvent::Event(Event::Key(key)) => name(key),
                TerminalEvent::Event(event) => format!("{event:?}"),
                TerminalEvent::Answer(_) | TerminalEvent::Woken | TerminalEvent::Gone => {
                    unreachable!("none was taken")
                }
            })
            .collect()
    }

    const LETTER: &str = "Dear team,\rquite a few of us would like to pay\rby card.";

    #[test]
    fn a_burst_of_different_letters_is_a_paste() {
        let mut bursts = Bursts::default();
        let (first, rest) = LETTER.split_at(5);
        bursts.take(keys(first), Duration::ZERO);
        bursts.take(keys(rest), QUIET / 2);
        bursts.expire(QUIET * 2);
        assert_eq!(drain(&mut bursts), [] as [&str; 0]);
        // A slow line delivers the end later.
        bursts.take(keys("!"), AFTER_PASTE / 2);
        bursts.expire(AFTER_PASTE * 2);
        let text = format!("Paste({:?})", LETTER.replace('\r', "\n") + "!");
        assert_eq!(drain(&mut bursts), [text]);
        // What directly follows it is a part that broke out.
        bursts.take(keys("q"), AFTER_PASTE * 2 + QUIET);
        assert_eq!(drain(&mut bursts), [] as [&str; 0]);
        bursts.take(keys("j"), AFTER_PASTE * 4);
        assert_eq!((drain(&mut bursts), bursts.waits(AFTER_PASTE * 4)), (vec!["j".to_owned()], None));
    }

    #[test]
    fn keys_that_are_typed_are_keys() {
        let mut bursts = Bursts::default();
        bursts.take(keys("jk"), Duration::ZERO);
        assert_eq!(drain(&mut bursts), ["j", "k"]);
        for typed in ["nPay by card\r", &"j".repeat(3_000), &"jkL".repeat(100)] {
            bursts.take(keys(typed), Duration::ZERO);
            bursts.expire(QUIET);
            assert_eq!(drain(&mut bursts).len(), typed.len(), "{typed}");
        }
    }

    #[test]
    fn another_key_ends_a_burst_and_keeps_its_place() {
        let mut bursts = Bursts::default();
        let mut all = keys("jkl");
        all.push(TerminalEvent::Event(Event::Key(plain(KeyCode::Up))));
        all.extend(keys("m"));
        bursts.take(all, Duration::ZERO);
        assert_eq!(drain(&mut bursts), ["j", "k", "l", "Up", "m"]);
    }
}
