//! Forecasts from past periods: how likely an amount is done in some periods.
//!
//! Every future period is drawn from the past ones, with replacement, including periods in which nothing was done.
//! The result is exact: the distribution of the sum is computed period by period. A history that is empty or all zero
//! has no forecast: it would never end.
//! Source: Monte Carlo forecasting as in Focused Objective's throughput forecaster.

/// The maximum number of steps an amount is divided into. Coarser steps err on the side of caution.
const STEPS: u64 = 20_000;

/// The number of periods after which a forecast gives up.
const PERIODS: u32 = 1_000;

/// Returns the probability, 0 to 1, that `amount` is done in `periods`; `None` without a forecast.
pub fn chance(history: &[u64], amount: u64, periods: u32) -> Option<f64> {
    let mut sum = Sum::up_to(history, amount)?;
    for _ in 0..periods.min(PERIODS) {
        sum.draw();
    }
    Some(sum.reached())
}

/// The probability distribution of the sum of the periods drawn so far.
struct Sum {
    /// The past periods, in steps.
    history: Vec<usize>,
    /// The probability of each number of steps; the last one includes all higher numbers.
    chances: Vec<f64>,
}

impl Sum {
    /// Creates the distribution before any draw; sums of `amount` and more are combined.
    fn up_to(history: &[u64], amount: u64) -> Option<Self> {
        if history.iter().all(|period| *period == 0) {
            return None;
        }
        let exact = history.iter().fold(amount, |all, period| divisor(all, *period)).max(1);
        let unit = if amount / exact <= STEPS { exact } else { amount.div_ceil(STEPS) };
        let steps = usize::try_from(amount.div_ceil(unit)).ok()?;
        let history = history.iter().map(|period| usize::try_from(period / unit).unwrap_or(usize::MAX));
        let mut chances = vec![0.0; steps + 1];
        chances[0] = 1.0;
        Some(Self { history: history.collect(), chances })
    }

    /// Draws one more period.
    fn draw(&mut self) {
        let last = self.chances.len() - 1;
        let each = 1.0 / f64::from(u32::try_from(self.history.len()).unwrap_or(u32::MAX));
        let mut next = vec![0.0; self.chances.len()];
        for (at, chance) in self.chances.iter().enumerate().filter(|(_, chance)| **chance > 0.0) {
            for period in &self.history {
                next[at.saturating_add(*period).min(last)] += chance * each;
            }
        }
        self.chances = next;
    }

    /// Returns the probability that all of the amount is done.
    fn reached(&self) -> f64 {
        self.chances.last().copied().unwrap_or_default().min(1.0)
    }
}

/// Returns the greatest common divisor.
fn divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// EX-22: 24 weeks of a real team, Throughput Simulation Monte Carlo Game.
    const WEEKS: [u64; 24] =
        [16, 3, 10, 6, 19, 11, 17, 17, 15, 9, 11, 8, 5, 13, 5, 7, 8, 6, 10, 10, 8, 5, 5, 7];

    const DIE: [u64; 6] = [1, 2, 3, 4, 5, 6];

    fn near(found: Option<f64>, expected: f64) {
        assert!((found.unwrap() - expected).abs() < 5e-6, "{found:?} is not {expected}");
    }

    #[test]
    fn ex_22_how_likely_an_amount_is_in_six_weeks() {
        for (amount, expected) in [
            (30, 0.999_482),
            (40, 0.965_339),
            (50, 0.768_819),
            (60, 0.420_189),
            (70, 0.141_414),
            (80, 0.027_158),
            (90, 0.002_665),
        ] {
            near(chance(&WEEKS, amount, 6), expected);
        }
    }

    #[test]
    fn ex_22_when_fifty_are_done() {
        for (week, expected) in
            [(3, 0.005_86), (4, 0.113_29), (5, 0.427_06), (6, 0.768_82), (7, 0.946_04), (8, 0.993_34)]
        {
            near(chance(&WEEKS, 50, week), expected);
        }
    }

    #[test]
    fn ex_23_twenty_items_with_a_die_a_week() {
        for (week, expected) in
            [(4, 0.054_012), (5, 0.305_170), (6, 0.636_896), (7, 0.862_837), (8, 0.961_130)]
        {
            near(chance(&DIE, 20, week), expected);
        }
        near(chance(&DIE, 20, 3), 0.0);
        near(chance(&DIE, 20, 20), 1.0);
    }

    #[test]
    fn ex_24_periods_that_brought_nothing_count() {
        for (periods, expected) in [(2, 1.0 / 3.0), (3, 17.0 / 27.0), (4, 22.0 / 27.0), (5, 74.0 / 81.0)] {
            near(chance(&[0, 1, 2], 3, periods), expected);
        }
    }

    #[test]
    fn without_history_there_is_no_forecast() {
        for history in [&[][..], &[0, 0]] {
            assert_eq!(chance(history, 5, 3), None);
        }
    }

    #[test]
    fn nothing_left_is_done_already_and_too_much_is_not_promised() {
        near(chance(&DIE, 0, 0), 1.0);
        assert!(
            chance(&[2_101, 2_703], 100_000_000, 1).is_some_and(|it| it < 0.001),
            "large amounts are cut coarsely"
        );
    }

    #[test]
    fn one_sprint_is_the_share_of_past_sprints_that_reached_it() {
        near(chance(&[21_00, 27_00, 18_50, 24_00], 21_00, 1), 0.75);
    }
}
