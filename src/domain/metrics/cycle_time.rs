//! Cycle times of finished items: from when an item was first started to its acceptance, over sprints and rejections.

use super::percentile::{cycle_days, nearest_rank};
use crate::domain::cycle_times::CycleTimes;
use crate::domain::value::{Instant, Zone};

/// The percentile of the ageing line: an item that is older has taken longer than most.
pub const PERCENT: u64 = 85;

/// With fewer finished items there is no ageing line. Source: METHODS, section 7.
pub const FEWEST: usize = 10;

/// Computes cycle times from the first start and the acceptance of each item. An item that was accepted before it was
/// started is left out.
pub fn cycle_times(finished: &[(Instant, Instant)], zone: Zone) -> CycleTimes {
    let days = |(started, ended): &(Instant, Instant)| cycle_days(started.day(zone), ended.day(zone));
    let days: Vec<u64> = finished.iter().filter_map(days).collect();
    CycleTimes {
        items: days.len(),
        median: nearest_rank(&days, 50),
        line: nearest_rank(&days, PERCENT).filter(|_| days.len() >= FEWEST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;

    fn took(days: &[i64]) -> CycleTimes {
        let finished: Vec<(Instant, Instant)> =
            days.iter().map(|days| (Instant(0), Instant((days - 1) * DAY))).collect();
        cycle_times(&finished, Zone::UTC)
    }

    #[test]
    fn ten_items_have_an_ageing_line_and_nine_have_a_median_only() {
        let ten = took(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        assert_eq!((ten.items, ten.median, ten.line), (10, Some(5), Some(9)));
        let nine = took(&[1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!((nine.items, nine.median, nine.line), (9, Some(5), None));
        assert_eq!(took(&[]), CycleTimes::default());
    }

    #[test]
    fn what_was_accepted_before_it_was_started_is_left_out() {
        assert_eq!(took(&[-1, 0, 4]).items, 1, "finished before its start by two days and by one");
    }
}
