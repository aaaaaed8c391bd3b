//! The clock: the only place that reads the time. Everywhere else the time is a parameter.

use crate::domain::value::Instant;
use std::cell::Cell;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A source of time.
pub trait Clock {
    /// Returns the wall clock time, which may jump when it is set.
    fn now(&self) -> Instant;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the home of the wall clock")]
    fn now(&self) -> Instant {
        let millis = |length: Duration| i64::try_from(length.as_millis()).unwrap_or(i64::MAX);
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => Instant(millis(since)),
            Err(before) => Instant(-millis(before.duration())),
        }
    }
}

/// A clock that moves only on request, for tests and pictures.
#[derive(Debug)]
pub struct FixedClock {
    now: Cell<Instant>,
}

impl FixedClock {
    /// Creates a clock set to `now`.
    pub fn at(now: Instant) -> Self {
        Self { now: Cell::new(now) }
    }

    /// Sets the clock, forwards or back.
    pub fn set(&self, now: Instant) {
        self.now.set(now);
    }

    /// Advances the clock.
    pub fn advance(&self, by: Duration) {
        let millis = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.now.set(Instant(self.now.get().0.saturating_add(millis)));
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Instant {
        self.now.get()
    }
}

/// A shared clock shows the time of the inner one.
impl<C: Clock + ?Sized> Clock for std::rc::Rc<C> {
    fn now(&self) -> Instant {
        (**self).now()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_when_it_is_told_to() {
        let clock = FixedClock::at(Instant(1_000));
        assert_eq!((clock.now(), clock.now()), (Instant(1_000), Instant(1_000)));
        clock.advance(Duration::from_secs(2));
        assert_eq!(clock.now(), Instant(3_000));
        clock.set(Instant(5));
        assert_eq!(clock.now(), Instant(5));
    }

    #[test]
    fn the_system_clock_is_past_2025() {
        assert!(SystemClock.now() > Instant(1_735_689_600_000));
    }
}
