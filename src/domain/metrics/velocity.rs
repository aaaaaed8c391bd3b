//! Velocity: how much was done in each past sprint, and the range to expect.
//!
//! Points are in hundredths; the functions accept any count, such as items per sprint.

use super::WINDOW;

/// The range of the velocity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// There is no history yet.
    None,
    /// The lowest and the highest value seen, in fewer than five sprints.
    Seen {
        /// The lowest.
        low: u64,
        /// The highest.
        high: u64,
        /// The number of sprints.
        sprints: usize,
    },
    /// The range that contains the median with a probability of 90 %.
    Likely {
        /// The low end.
        low: u64,
        /// The high end.
        high: u64,
        /// The number of sprints.
        sprints: usize,
    },
}

impl Range {
    /// Returns the low and the high end; `None` without history.
    pub fn ends(self) -> Option<(u64, u64)> {
        match self {
            Self::None => None,
            Self::Seen { low, high, .. } | Self::Likely { low, high, .. } => Some((low, high)),
        }
    }

    /// Returns the number of sprints it is based on.
    pub fn sprints(self) -> usize {
        match self {
            Self::None => 0,
            Self::Seen { sprints, .. } | Self::Likely { sprints, .. } => sprints,
        }
    }
}

/// Returns the mean of the last five sprints, the newest last, or of all if there are fewer, rounded down.
///
/// Source: the mean of the last three to five sprints, docs.gitscrum.com.
pub fn mean(done: &[u64]) -> Option<u64> {
    let last = &done[done.len().saturating_sub(WINDOW)..];
    last.iter().sum::<u64>().checked_div(last.len() as u64)
}

/// Returns the range of the velocity over the sprints given, in any order.
///
/// From five sprints on it is the 90 % confidence interval of the median: the j-th to the k-th of the sorted values with
/// `j = ⌈n/2 − 1.645·√(n/4)⌉` and `k = ⌈n/2 + 1.645·√(n/4)⌉`. Source: Mike Cohn's velocity range calculator,
/// mountaingoatsoftware.com.
pub fn range(done: &[u64]) -> Range {
    let mut sorted = done.to_vec();
    sorted.sort_unstable();
    let sprints = sorted.len();
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else { return Range::None };
    if sprints < 5 {
        return Range::Seen { low: *first, high: *last, sprints };
    }
    let (low, high) = places(sprints);
    Range::Likely { low: sorted[low - 1], high: sorted[high - 1], sprints }
}

/// Returns the positions, counted from 1, of the ends of the interval among `count` sorted values.
///
/// Uses integers, so that no rounding decides: `k ≥ n/2 + 1.645·√(n/4)` is `(2k − n)² ≥ 1.645²·n`.
fn places(count: usize) -> (usize, usize) {
    let beyond = |place: usize| (2 * place).abs_diff(count).pow(2) * 1_000_000;
    let reach = 1_645 * 1_645 * count;
    let low = (1..=count).find(|place| 2 * place >= count || beyond(*place) <= reach).unwrap_or(1);
    let high = (low..=count).find(|place| 2 * place >= count && beyond(*place) >= reach).unwrap_or(count);
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// EX-13c: MESOS sprints 27 to 33.
    const MESOS: [u64; 7] = [129, 158, 102, 114, 115, 159, 127];

    #[test]
    fn ex_13c_the_mean_is_of_the_last_five() {
        let hundredths = MESOS.map(|points| points * 100);
        assert_eq!(mean(&hundredths), Some(12_340));
        assert_eq!(mean(&hundredths[4..]), Some(13_366), "the last three: 133.67, rounded down");
        assert_eq!(hundredths.iter().sum::<u64>() / 7, 12_914);
        assert_eq!(mean(&[3200, 2800, 3500, 3000]), Some(3125));
        assert_eq!(mean(&[]), None);
    }

    #[test]
    fn ex_13c_the_range_of_seven_is_the_second_to_the_sixth() {
        assert_eq!(range(&MESOS), Range::Likely { low: 114, high: 158, sprints: 7 });
    }

    #[test]
    fn the_places_are_those_of_the_published_table() {
        for (count, low, high) in [
            (5, 1, 5),
            (6, 1, 6),
            (7, 2, 6),
            (8, 2, 7),
            (9, 3, 7),
            (10, 3, 8),
            (11, 3, 9),
            (12, 4, 9),
            (13, 4, 10),
            (16, 5, 12),
            (18, 6, 13),
            (21, 7, 15),
            (23, 8, 16),
            (26, 9, 18),
        ] {
            assert_eq!(places(count), (low, high), "{count}");
        }
    }

    #[test]
    fn few_sprints_say_what_was_seen_and_none_says_nothing() {
        assert_eq!(range(&[21, 27]), Range::Seen { low: 21, high: 27, sprints: 2 });
        assert_eq!(range(&[]), Range::None);
        assert_eq!(Range::None.ends(), None);
    }
}
