//! Percentiles, and cycle time and age in days.

use chrono::NaiveDate;

/// Returns the value that at least `percent` (0 to 100) percent of the sample do not exceed; `None` for an empty
/// sample.
///
/// Uses the nearest rank, so the result is always a value of the sample: the `⌈percent · n / 100⌉`-th of the sorted
/// values.
pub fn nearest_rank(sample: &[u64], percent: u64) -> Option<u64> {
    let mut sorted = sample.to_vec();
    sorted.sort_unstable();
    let rank = (sorted.len() as u64 * percent.min(100)).div_ceil(100).max(1);
    sorted.get(usize::try_from(rank - 1).ok()?).copied()
}

/// Returns the cycle time: finish − start + 1 days, so the same day is 1; `None` if it finished before it started.
///
/// Source: Vacanti, Actionable Agile Metrics. Such dates occur in imported data; they are dropped, not averaged in.
pub fn cycle_days(start: NaiveDate, finish: NaiveDate) -> Option<u64> {
    u64::try_from((finish - start).num_days()).ok().map(|days| days + 1)
}

/// Returns the age of an unfinished item: today − start + 1 days, so 1 on the day it was started.
pub fn age_days(start: NaiveDate, today: NaiveDate) -> u64 {
    cycle_days(start, today).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, day).unwrap()
    }

    #[test]
    fn ex_20_a_percentile_is_a_value_that_was_seen() {
        let times = [5, 5, 5, 5, 5, 4];
        assert_eq!(nearest_rank(&times, 10), Some(4));
        assert_eq!(nearest_rank(&times, 85), Some(5));
        let ten: Vec<u64> = (1..=10).collect();
        assert_eq!(nearest_rank(&ten, 85), Some(9));
        assert_eq!(nearest_rank(&ten, 0), Some(1));
        assert_eq!(nearest_rank(&ten, 100), Some(10));
        assert_eq!(nearest_rank(&[], 85), None);
    }

    #[test]
    fn ex_21_a_long_tail_moves_the_mean_and_not_the_percentiles() {
        // How many of the 519 finished items of COMPASS took how many days; the numbers below occurred once each.
        // Source: the change log of COMPASS in TanelToemets' collection of user stories.
        let often: &[(u64, usize)] = &[
            (1, 131),
            (2, 60),
            (3, 25),
            (4, 22),
            (5, 19),
            (6, 18),
            (7, 17),
            (8, 24),
            (9, 14),
            (10, 4),
            (11, 7),
            (12, 4),
            (13, 16),
            (14, 15),
            (15, 6),
            (16, 6),
            (17, 5),
            (18, 11),
            (19, 6),
            (20, 5),
            (21, 2),
            (22, 7),
            (23, 7),
            (24, 3),
            (28, 7),
            (29, 3),
            (31, 4),
            (35, 4),
            (36, 4),
            (37, 2),
            (38, 2),
            (39, 3),
            (40, 5),
            (43, 4),
            (44, 2),
            (46, 5),
            (48, 2),
            (50, 2),
            (55, 2),
            (61, 2),
        ];
        let once: &[u64] = &[
            25, 27, 30, 33, 34, 42, 51, 54, 58, 59, 62, 66, 67, 70, 72, 75, 76, 84, 104, 121, 155, 161, 163,
            181, 421, 454, 474, 658, 904, 997, 1086, 1314,
        ];
        let days = often.iter().flat_map(|(days, items)| std::iter::repeat_n(*days, *items));
        let days: Vec<u64> = days.chain(once.iter().copied()).collect();
        assert_eq!(days.len(), 519);
        assert_eq!([50, 70, 85, 95].map(|percent| nearest_rank(&days, percent)), [6, 14, 28, 58].map(Some));
        // The mean, 25.05, is four times the median: it is never shown.
        assert_eq!(days.iter().sum::<u64>() * 100 / 519, 2_505);
    }

    #[test]
    fn both_ends_count() {
        assert_eq!(cycle_days(day(7), day(7)), Some(1));
        assert_eq!(cycle_days(day(7), day(9)), Some(3), "Wednesday to Friday");
        assert_eq!(cycle_days(day(9), day(7)), None);
        assert_eq!(age_days(day(9), day(7)), 1);
        assert_eq!(age_days(day(2), day(7)), 6);
    }
}
