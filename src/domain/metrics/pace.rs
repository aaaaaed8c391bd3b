//! Pace: how much is needed per day to finish the forecast, and how much was done per day.

use crate::domain::account::SprintAccount;
use crate::domain::sprint::Sprint;
use crate::domain::value::{Instant, Zone};
use chrono::NaiveDate;

/// Whether a sprint is on track to finish its forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Going {
    /// Everything is accepted.
    Done,
    /// At least as much is done per day as is needed.
    OnTrack,
    /// Less is done per day than is needed.
    Behind,
    /// Points are left but no working days.
    OutOfDays,
    /// No working day is finished yet, or the working days are unknown.
    Unknown,
}

/// The input of a pace. Points are in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basis {
    /// The points that are not accepted.
    pub left: u64,
    /// The points that were accepted before today.
    pub accepted_before_today: u64,
    /// The working days so far and left.
    pub days: DaysSoFar,
}

/// A sprint's working days relative to one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaysSoFar {
    /// The number of days from the start to yesterday.
    pub finished: usize,
    /// The number of days from today to the end.
    pub left: usize,
}

/// A sprint's pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// The points that are not accepted, in hundredths.
    pub left: u64,
    /// The points to be accepted on each working day left, in tenths; `None` if there are none left.
    pub needed: Option<u64>,
    /// The points accepted on each finished working day, in tenths; `None` before the first is finished.
    pub so_far: Option<u64>,
    /// The conclusion. It compares the tenths, so that it never contradicts the numbers shown.
    pub going: Going,
}

/// Computes the pace: so far = accepted before today / finished working days since the start; needed = left / working
/// days left. Today counts as left, so that a sprint on track is on track in the morning, too.
pub fn pace(basis: Basis) -> Pace {
    let Basis { left, accepted_before_today, days } = basis;
    let tenths = |points: u64, days: usize| {
        let days = days as u64 * 10;
        (points + days / 2).checked_div(days)
    };
    let needed = tenths(left, days.left);
    let so_far = tenths(accepted_before_today, days.finished);
    let going = match (needed, so_far) {
        _ if left == 0 => Going::Done,
        (Some(needed), Some(so_far)) if so_far >= needed => Going::OnTrack,
        (Some(_), Some(_)) => Going::Behind,
        (None, Some(_)) => Going::OutOfDays,
        (None | Some(_), None) => Going::Unknown,
    };
    Pace { left, needed, so_far, going }
}

/// Computes the pace of a running sprint at a point in time, from its account.
pub fn of_sprint(account: &SprintAccount, sprint: &Sprint, now: Instant, zone: Zone) -> Pace {
    pace(Basis {
        left: account.level().left(),
        accepted_before_today: account.level_before_today(now, zone).done,
        days: days_so_far(sprint, now.day(zone), zone),
    })
}

/// Returns how many working days of a sprint are finished and left on `today`, counted from the day on which it was
/// actually started.
pub fn days_so_far(sprint: &Sprint, today: NaiveDate, zone: Zone) -> DaysSoFar {
    let started = sprint.started_at.map(|at| at.day(zone)).or(sprint.start_day);
    let since_start = |day: &&NaiveDate| started.is_none_or(|started| **day >= started);
    DaysSoFar {
        finished: sprint.days.iter().filter(since_start).filter(|day| **day < today).count(),
        left: sprint.days.iter().filter(|day| **day >= today).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{Id as _, SprintId, TeamId};
    use crate::domain::value::Weekdays;

    fn at(left: u64, accepted_before_today: u64, finished: usize, days_left: usize) -> Pace {
        let days = DaysSoFar { finished, left: days_left };
        pace(Basis { left: left * 100, accepted_before_today: accepted_before_today * 100, days })
    }

    /// METHODS EX-33: 40 points, ten working days, four accepted each day at 16:00.
    #[test]
    fn a_sprint_that_is_exactly_on_track_says_so_in_the_morning_and_in_the_evening() {
        let morning = at(20, 20, 5, 5);
        assert_eq!((morning.so_far, morning.needed, morning.going), (Some(40), Some(40), Going::OnTrack));
        let evening = at(16, 20, 5, 5);
        assert_eq!((evening.so_far, evening.needed, evening.going), (Some(40), Some(32), Going::OnTrack));
        for finished in 1..10 {
            let done = 4 * finished as u64;
            assert_eq!(at(40 - done, done, finished, 10 - finished).going, Going::OnTrack, "{finished}");
        }
    }

    #[test]
    fn there_is_no_pace_before_a_day_is_finished_and_none_needed_after_the_last() {
        let first = at(40, 0, 0, 10);
        assert_eq!((first.so_far, first.needed, first.going), (None, Some(40), Going::Unknown));
        let after = at(16, 24, 10, 0);
        assert_eq!((after.so_far, after.needed, after.going), (Some(24), None, Going::OutOfDays));
        assert_eq!(at(13, 0, 0, 0).going, Going::Unknown, "no working days are known");
    }

    #[test]
    fn less_than_needed_is_behind_and_nothing_left_is_done() {
        let last = at(3, 21, 9, 1);
        assert_eq!((last.needed, last.so_far, last.going), (Some(30), Some(23), Going::Behind));
        assert_eq!(at(0, 21, 9, 1).going, Going::Done);
    }

    /// METHODS EX-33: started on the fourth working day, 5 of 20 accepted on it, next morning.
    #[test]
    fn days_before_the_real_start_do_not_count() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let mut sprint =
            Sprint::named(SprintId::new(1).unwrap(), TeamId::new(1).unwrap(), "Sprint 1".parse().unwrap());
        sprint.days = Weekdays::MONDAY_TO_FRIDAY.between(day(16), day(27)).into_iter().collect();
        sprint.start_day = Some(day(16));
        let noon = day(19).and_hms_opt(12, 0, 0).unwrap().and_utc().timestamp_millis();
        sprint.started_at = Some(Instant(noon));
        let days = days_so_far(&sprint, day(20), Zone::UTC);
        assert_eq!(days, DaysSoFar { finished: 1, left: 6 });
        let pace = pace(Basis { left: 15_00, accepted_before_today: 5_00, days });
        assert_eq!(pace.so_far, Some(50));
        assert_eq!(days_so_far(&sprint, day(21), Zone::UTC), DaysSoFar { finished: 2, left: 5 });
    }
}
