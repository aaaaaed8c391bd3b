//! Throughput: how many items were finished in each period, without regard to their size.

use chrono::{Datelike as _, Days, NaiveDate};
use serde::Serialize;

/// The number of whole weeks that are shown, before the present one.
pub const WEEKS: usize = 8;

/// A period with the number of items that were finished in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Throughput {
    /// The first day.
    pub from: NaiveDate,
    /// The number of items.
    pub items: usize,
}

/// Returns the throughput of each of the last [`WEEKS`] weeks from Monday and of the present one, which is not over yet.
pub fn weekly(finished: &[NaiveDate], today: NaiveDate) -> Vec<Throughput> {
    let sunday = today + Days::new(6 - u64::from(today.weekday().num_days_from_monday()));
    throughput(finished, sunday, 7, WEEKS + 1)
}

/// Returns the throughput of the last periods of `days` days each, the last of which ends with `last`.
///
/// Periods without a finished item count, but not those before the first one. Source: METHODS, section 7.
fn throughput(finished: &[NaiveDate], last: NaiveDate, days: u64, periods: usize) -> Vec<Throughput> {
    let of = |back: usize| {
        let end = last - Days::new(days * back as u64);
        let from = end - Days::new(days - 1);
        Throughput { from, items: finished.iter().filter(|day| (from..=end).contains(*day)).count() }
    };
    let first = finished.iter().min();
    let is_known = |it: &Throughput| first.is_some_and(|first| it.from + Days::new(days) > *first);
    (0..periods).rev().map(of).filter(is_known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, day).unwrap()
    }

    fn items(found: &[Throughput]) -> Vec<usize> {
        found.iter().map(|it| it.items).collect()
    }

    /// METHODS, section 7: six items on three days, from `DeloitteDigitalUK/jira-agile-metrics`, `throughput_test.py`.
    #[test]
    fn periods_without_a_finished_item_count_from_the_first_one_on() {
        let finished = [3, 3, 4, 4, 6, 6].map(day);
        assert_eq!(items(&throughput(&finished, day(6), 1, 4)), [2, 2, 0, 2]);
        assert_eq!(items(&throughput(&finished, day(6), 1, 2)), [0, 2]);
        assert_eq!(items(&throughput(&finished, day(6), 1, 9)), [2, 2, 0, 2], "nobody knows what was before");
        assert_eq!(items(&throughput(&finished, day(9), 1, 5)), [0, 2, 0, 0, 0]);
        assert_eq!(items(&throughput(&[], day(9), 1, 5)), [0_usize; 0]);
    }

    #[test]
    fn weeks_start_on_monday_and_the_present_one_is_the_last() {
        // 2026-01-14 is a Wednesday.
        let found = weekly(&[1, 5, 11, 12, 14].map(day), day(14));
        let weeks: Vec<_> = found.iter().map(|it| (it.from, it.items)).collect();
        let before = NaiveDate::from_ymd_opt(2025, 12, 29).unwrap();
        assert_eq!(weeks, [(before, 1), (day(5), 2), (day(12), 2)]);
    }
}
