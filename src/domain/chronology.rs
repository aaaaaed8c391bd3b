//! Time as the history sees it: it never runs backwards, whatever the clock of the machine does.
//!
//! The order of operations is their place in the history. The day of an entry is fixed when it is written: the clock's
//! local day, but that of the newest entry while the clock is up to 12 hours behind that. Further behind, the present
//! clock is trusted, and entries that are dated ahead of it count on its day. A clock from before the first entry is
//! never trusted (METHODS, decision 20).

use super::value::{Instant, Zone};
use chrono::NaiveDate;

/// The largest difference by which a clock is behind the newest entry without having been wrong before, in
/// milliseconds.
const SLACK: i64 = 12 * 60 * 60 * 1_000;

/// When an entry is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryTime {
    /// The time.
    pub at: Instant,
    /// The local day it belongs to.
    pub day: NaiveDate,
    /// Whether the clock was wrong before: earlier entries that are dated later count as of this time and day.
    pub is_set_back: bool,
}

impl EntryTime {
    /// Returns the moment of a clock that is right.
    pub fn of(at: Instant, zone: Zone) -> Self {
        Self { at, day: at.day(zone), is_set_back: false }
    }
}

/// The span of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HistorySpan {
    /// The time of the first entry.
    pub first: Instant,
    /// The time of the newest entry.
    pub newest: Instant,
    /// The day of the newest entry.
    pub day: NaiveDate,
}

/// A clock that does not agree with the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockJump {
    /// It was set back by more than 12 hours: it was ahead before.
    SetBack {
        /// The time of the newest entry.
        from: Instant,
        /// The present time.
        to: Instant,
    },
    /// It is before the first entry.
    BeforeStart {
        /// The time of the clock.
        clock: Instant,
        /// The time of the first entry.
        first: Instant,
        /// The time of the newest entry, which is used instead.
        used: Instant,
    },
}

impl HistorySpan {
    /// Returns the disagreement of a clock with the history; `None` if there is none.
    pub fn jump(&self, clock: Instant) -> Option<ClockJump> {
        if self.newest.0.saturating_sub(clock.0) <= SLACK {
            return None;
        }
        Some(if clock < self.first {
            ClockJump::BeforeStart { clock, first: self.first, used: self.newest }
        } else {
            ClockJump::SetBack { from: self.newest, to: clock }
        })
    }

    /// Returns the present time, given the clock.
    pub fn now(&self, clock: Instant) -> Instant {
        match self.jump(clock) {
            None => clock.max(self.newest),
            Some(ClockJump::SetBack { .. }) => clock,
            Some(ClockJump::BeforeStart { .. }) => self.newest,
        }
    }

    /// Returns the moment of an entry that is written at a time returned by [`Self::now`].
    pub fn entry_time(&self, now: Instant, zone: Zone) -> EntryTime {
        let day = now.day(zone);
        match self.jump(now) {
            Some(ClockJump::SetBack { .. }) => EntryTime { at: now, day, is_set_back: true },
            // In another time zone, the day may be an earlier one.
            _ if now > self.newest => EntryTime { at: now, day: day.max(self.day), is_set_back: false },
            _ => EntryTime { at: self.newest, day: self.day, is_set_back: false },
        }
    }

    /// Returns the span with another entry at its end.
    #[must_use]
    pub fn with(span: Option<Self>, at: Instant, day: NaiveDate) -> Self {
        Self { first: span.map_or(at, |it| it.first.min(at)), newest: at, day }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
    }

    fn span(first: &str, newest: &str) -> HistorySpan {
        HistorySpan { first: at(first), newest: at(newest), day: at(newest).day(Zone::UTC) }
    }

    fn written(span: HistorySpan, clock: &str) -> (Instant, String, bool) {
        let moment = span.entry_time(span.now(at(clock)), Zone::UTC);
        (moment.at, moment.day.to_string(), moment.is_set_back)
    }

    #[test]
    fn a_clock_up_to_12_hours_behind_takes_the_time_and_day_of_the_newest_entry() {
        let span = span("2026-03-01T09:00:00Z", "2026-03-03T02:00:00Z");
        for clock in ["2026-03-03T01:59:59Z", "2026-03-02T14:00:00Z"] {
            assert_eq!(written(span, clock), (span.newest, "2026-03-03".to_owned(), false), "{clock}");
            assert_eq!(span.jump(at(clock)), None);
        }
        assert_eq!(written(span, "2026-03-04T00:00:00Z").1, "2026-03-04");
    }

    #[test]
    fn a_clock_further_behind_is_trusted() {
        let span = span("2026-03-02T09:00:00Z", "2030-01-01T00:00:00Z");
        let back = "2026-03-04T09:00:00Z";
        assert_eq!(written(span, back), (at(back), "2026-03-04".to_owned(), true));
        let jump = ClockJump::SetBack { from: span.newest, to: at(back) };
        assert_eq!(span.jump(at(back)), Some(jump));
    }

    #[test]
    fn a_clock_from_before_the_first_entry_is_not_trusted() {
        let span = span("2026-03-02T09:00:00Z", "2026-03-04T09:00:00Z");
        for clock in ["2026-03-02T08:59:59Z", "1969-12-31T23:00:00Z"] {
            assert_eq!(written(span, clock), (span.newest, "2026-03-04".to_owned(), false));
            assert!(matches!(span.jump(at(clock)), Some(ClockJump::BeforeStart { .. })));
        }
        assert_eq!(span.now(Instant(i64::MIN)), span.newest);
        assert_eq!(span.now(Instant(i64::MAX)), Instant(i64::MAX));
    }

    #[test]
    fn a_day_never_precedes_that_of_the_newest_entry_in_another_zone() {
        let mut span = span("2026-03-02T09:00:00Z", "2026-03-03T23:30:00Z");
        span.day = "2026-03-04".parse().unwrap();
        assert_eq!(written(span, "2026-03-03T23:45:00Z").1, "2026-03-04");
    }
}
