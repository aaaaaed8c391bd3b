//! Monte Carlo simulation: the forecasts of [`super::forecast`] from many random futures. The seed is a parameter.
//!
//! For questions that have no exact answer in reasonable time, and as a cross-check of those that do.

use super::forecast::{Outlook, PERIODS};
use crate::domain::dice::Dice;

/// The number of simulated futures, and the seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Runs {
    /// The number; 20 000 come within about one percentage point of the exact answer.
    pub count: usize,
    /// The seed; the same seed gives the same futures.
    pub seed: u64,
}

/// Returns how many periods `amount` takes; `None` if nothing was ever done, or for zero runs.
///
/// A future that has not finished after a thousand periods counts as a thousand.
pub fn periods_for(history: &[u64], amount: u64, runs: Runs) -> Option<Outlook> {
    let mut periods = drawn(history, runs, |dice| {
        let (mut sum, mut periods) = (0_u64, 0);
        while sum < amount && periods < u64::from(PERIODS) {
            sum = sum.saturating_add(*dice.one(history));
            periods += 1;
        }
        periods
    })?;
    periods.sort_unstable();
    Outlook::ask(|sure| at(&periods, sure))
}

/// Returns the amount done in `periods`: the higher the confidence, the less. `None` if nothing was ever done, or for
/// zero runs.
pub fn amount_in(history: &[u64], periods: u32, runs: Runs) -> Option<Outlook> {
    let mut amounts = drawn(history, runs, |dice| {
        (0..periods).fold(0_u64, |sum, _| sum.saturating_add(*dice.one(history)))
    })?;
    amounts.sort_unstable_by_key(|amount| std::cmp::Reverse(*amount));
    Outlook::ask(|sure| at(&amounts, sure))
}

fn drawn(history: &[u64], runs: Runs, mut future: impl FnMut(&mut Dice) -> u64) -> Option<Vec<u64>> {
    let mut dice = Dice::new(runs.seed);
    let ends = history.iter().any(|period| *period > 0) && runs.count > 0;
    ends.then(|| (0..runs.count).map(|_| future(&mut dice)).collect())
}

/// Returns the first of the sorted values that a share of `sure` (0 to 1) of them do not exceed.
fn at(sorted: &[u64], sure: f64) -> Option<u64> {
    let count = u32::try_from(sorted.len()).ok().map(f64::from)?;
    let enough = |place: &usize| u32::try_from(place + 1).is_ok_and(|it| f64::from(it) >= sure * count);
    // Counting up to the position is one pass over data in memory, and needs no cast.
    (0..sorted.len()).find(enough).map(|place| sorted[place])
}

#[cfg(test)]
mod tests {
    use super::super::forecast::tests::{DIE, WEEKS};
    use super::*;

    const RUNS: Runs = Runs { count: 20_000, seed: 14 };

    #[test]
    fn ex_22_drawing_finds_what_was_worked_out() {
        let six = amount_in(&WEEKS, 6, RUNS).unwrap();
        assert_eq!((six.p50, six.p70, six.p95), (57, 52, 41));
        assert!((46..=47).contains(&six.p85), "a knife edge: {}", six.p85);
        assert_eq!(periods_for(&WEEKS, 50, RUNS), Some(Outlook { p50: 6, p70: 6, p85: 7, p95: 8 }));
    }

    #[test]
    fn ex_23_drawing_finds_what_was_worked_out() {
        assert_eq!(periods_for(&DIE, 20, RUNS), Some(Outlook { p50: 6, p70: 7, p85: 7, p95: 8 }));
    }

    #[test]
    fn the_same_seed_draws_the_same_futures() {
        let few = |seed| amount_in(&WEEKS, 6, Runs { count: 20, seed });
        assert_eq!(few(1), few(1));
        assert_ne!(few(1), few(2));
    }

    #[test]
    fn without_history_there_is_no_forecast() {
        assert_eq!(periods_for(&[], 5, RUNS), None);
        assert_eq!(periods_for(&[0, 0], 5, RUNS), None);
        assert_eq!(amount_in(&[0], 5, RUNS), None);
        assert_eq!(amount_in(&DIE, 5, Runs { count: 0, seed: 1 }), None);
    }
}
