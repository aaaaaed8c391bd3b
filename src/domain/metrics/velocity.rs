//! Velocity: how much was done in each past sprint, and the range to expect.
//!
//! All functions take one window of past sprints, so that no two sentences speak of different ones. Points are in
//! hundredths; the functions accept any count, such as items per sprint.

/// The number of past sprints that a velocity is taken over.
pub const WINDOW: usize = 8;

/// The number of past sprints from which there is a range, a chance or a forecast.
pub const FEWEST: usize = 3;

/// The lowest and the highest amount that was done in the sprints of a window.
///
/// The next sprint of real teams was within it in 86 % of 2 687 cases (TSE 2017 data, windows of eight).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The lowest.
    pub low: u64,
    /// The highest.
    pub high: u64,
    /// The number of sprints.
    pub sprints: usize,
}

/// Returns the mean of a window, rounded; `None` without sprints.
pub fn mean(window: &[u64]) -> Option<u64> {
    super::share::rounded(window.iter().map(|done| u128::from(*done)).sum(), window.len() as u64)
}

/// Returns the range of a window; `None` with fewer than [`FEWEST`] sprints.
pub fn range(window: &[u64]) -> Option<Range> {
    let enough = window.len() >= FEWEST;
    let (low, high) = (*window.iter().min()?, *window.iter().max()?);
    enough.then_some(Range { low, high, sprints: window.len() })
}

/// Returns how many sprints of a window did at least this much.
pub fn reached(window: &[u64], amount: u64) -> usize {
    window.iter().filter(|done| **done >= amount).count()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// METHODS EX-30.
    pub(in super::super) const EIGHT: [u64; 8] = [54, 44, 37, 52, 41, 43, 48, 38];

    #[test]
    fn the_mean_and_the_range_are_of_the_same_sprints() {
        let window = EIGHT.map(|points| points * 100);
        assert_eq!(mean(&window), Some(4_463), "44.625");
        assert_eq!(range(&window), Some(Range { low: 3_700, high: 5_400, sprints: 8 }));
        for (amount, sprints) in [(38, 7), (43, 5), (54, 1), (55, 0)] {
            assert_eq!(reached(&EIGHT, amount), sprints, "{amount}");
        }
    }

    /// METHODS EX-13c: MESOS sprints 27 to 33.
    #[test]
    fn seven_sprints_have_the_range_from_the_lowest_to_the_highest() {
        let window = [129, 158, 102, 114, 115, 159, 127].map(|points| points * 100);
        assert_eq!(mean(&window), Some(12_914));
        assert_eq!(range(&window), Some(Range { low: 10_200, high: 15_900, sprints: 7 }));
    }

    #[test]
    fn one_or_two_sprints_have_a_mean_and_no_range() {
        assert_eq!((mean(&[21]), range(&[21])), (Some(21), None));
        assert_eq!((mean(&[21, 28]), range(&[21, 28])), (Some(25), None));
        assert_eq!((mean(&[]), range(&[])), (None, None));
    }
}
