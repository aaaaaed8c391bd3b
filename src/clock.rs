//! The clock: the only place that reads the time. Everywhere else the time is a parameter.

use crate::domain::value::Instant;
use std::cell::Cell;
use std::time::Duration;

/// A source of time.
pub trait Clock {
    /// Returns the wall clock time, which may jump when it is set.
    fn now(&self) -> Instant;

    /// Returns how long this clock has run. It is monotonic, so its differences measure waiting and fading.
    fn running(&self) -> Duration;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock {
    began: std::time::Instant,
}

impl SystemClock {
    /// Starts the clock.
    pub fn start() -> Self {
        Self { began: std::time::Instant::now() }
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the home of the wall clock")]
    fn now(&self) -> Instant {
        Instant(chrono::Utc::now().timestamp_millis())
    }

    fn running(&self) -> Duration {
        self.began.elapsed()
    }
}

/// A clock that moves only on request, for tests and pictures.
#[derive(Debug)]
pub struct FixedClock {
    now: Cell<Instant>,
    running: Cell<Duration>,
}

impl FixedClock {
    /// Creates a clock set to `now`.
    pub fn at(now: Instant) -> Self {
        Self { now: Cell::new(now), running: Cell::new(Duration::ZERO) }
    }

    /// Sets the wall clock, forwards or back; the running time is unchanged.
    pub fn set(&self, now: Instant) {
        self.now.set(now);
    }

    /// Advances both times.
    pub fn advance(&self, by: Duration) {
        let millis = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.now.set(Instant(self.now.get().0.saturating_add(millis)));
        self.running.set(self.running.get().saturating_add(by));
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Instant {
        self.now.get()
    }

    fn running(&self) -> Duration {
        self.running.get()
    }
}

/// A shared clock shows the time of the inner one.
impl<C: Clock + ?Sized> Clock for std::rc::Rc<C> {
    fn now(&self) -> Instant {
        (**self).now()
    }

    fn running(&self) -> Duration {
        (**self).running()
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
        assert_eq!((clock.now(), clock.running()), (Instant(3_000), Duration::from_secs(2)));
        clock.set(Instant(5));
        assert_eq!((clock.now(), clock.running()), (Instant(5), Duration::from_secs(2)));
    }

    #[test]
    fn the_system_clock_is_past_2025_and_runs_forwards() {
        let clock = SystemClock::start();
        assert!(clock.now() > Instant(1_735_689_600_000));
        let first = clock.running();
        assert!(clock.running() >= first);
    }
}
