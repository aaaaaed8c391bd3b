//! Shares of a total, without division by zero.

use serde::Serialize;
use std::fmt;

/// A share of a total, both in the same unit. May exceed the total: more can be done than was forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Share {
    /// The part.
    pub part: u64,
    /// The total.
    pub total: u64,
}

impl Share {
    /// Creates the share of `part` in `total`.
    pub fn new(part: u64, total: u64) -> Self {
        Self { part, total }
    }

    /// Returns the share in percent, rounded; `None` if the total is 0.
    pub fn percent(self) -> Option<u64> {
        rounded(u128::from(self.part) * 100, self.total)
    }
}

impl fmt::Display for Share {
    /// Writes `50 %`, or `n/a` if the total is 0.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.percent() {
            Some(percent) => out.pad(&format!("{percent} %")),
            None => out.pad("n/a"),
        }
    }
}

/// Returns each part's percentage of their sum. The percentages add up to 100, or are all 0 if the sum is 0.
///
/// What is left after rounding down goes to the largest remainders, the first of equal ones: Hamilton's method.
pub fn percents(parts: &[u64]) -> Vec<u64> {
    let total: u128 = parts.iter().map(|part| u128::from(*part)).sum();
    if total == 0 {
        return vec![0; parts.len()];
    }
    let scaled = |at: usize| u128::from(parts[at]) * 100;
    let mut percents: Vec<u64> =
        (0..parts.len()).map(|at| u64::try_from(scaled(at) / total).unwrap_or(100)).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(scaled(*at) % total));
    let left = 100 - percents.iter().sum::<u64>();
    for at in order.into_iter().take(usize::try_from(left).unwrap_or_default()) {
        percents[at] += 1;
    }
    percents
}

/// Divides, rounding half up; `None` for division by zero.
pub(super) fn rounded(number: u128, by: u64) -> Option<u64> {
    let by = u128::from(by);
    (number + by / 2).checked_div(by).map(|it| u64::try_from(it).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_is_not_a_number() {
        assert_eq!(Share::new(3, 0).to_string(), "n/a");
        assert_eq!(Share::new(0, 3).to_string(), "0 %");
        assert_eq!(Share::new(4, 3).to_string(), "133 %");
        assert_eq!(Share::new(2, 14).percent(), Some(14));
        assert_eq!(Share::new(u64::MAX, 1).percent(), Some(u64::MAX));
    }

    #[test]
    fn the_percentages_of_parts_come_to_100() {
        assert_eq!(percents(&[10, 3]), [77, 23]);
        assert_eq!(percents(&[10, 3, 3, 2]), [55, 17, 17, 11]);
        assert_eq!(percents(&[1, 1, 1]), [34, 33, 33]);
        assert_eq!(percents(&[u64::MAX, u64::MAX, 0]), [50, 50, 0]);
        assert_eq!(percents(&[0, 0]), [0, 0]);
        assert!(percents(&[]).is_empty());
    }
}
