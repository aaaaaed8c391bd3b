//! Forecasts from past periods: how many periods an amount takes, and what amount is done in some periods.
//!
//! Every future period is drawn from the past ones, with replacement, including periods in which nothing was done.
//! The results here are exact: the distribution of the sum is computed period by period. A history that is empty or all zero has no forecast: it would never end.
//! Source: Monte Carlo forecasting as in Focused Objective's throughput forecaster.

/// The confidence levels, in the order of [`Outlook`].
const SURE: [f64; 4] = [0.50, 0.70, 0.85, 0.95];

/// Tolerance for rounding errors in sums of probabilities, so that a probability that is reached is not missed.
pub(super) const SLACK: f64 = 1e-9;

/// The maximum number of steps an amount is divided into. Coarser steps err on the side of caution.
const STEPS: u64 = 20_000;

/// The number of periods after which a forecast gives up.
pub(super) const PERIODS: u32 = 1_000;

/// A forecast at four levels of confidence: a sufficient number of periods, or an amount that is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook {
    /// With 50 % confidence.
    pub p50: u64,
    /// With 70 % confidence.
    pub p70: u64,
    /// With 85 % confidence.
    pub p85: u64,
    /// With 95 % confidence.
    pub p95: u64,
}

impl Outlook {
    /// Evaluates `answer` at each level, 0 to 1; `None` if it has no value for one.
    pub(super) fn ask(mut answer: impl FnMut(f64) -> Option<u64>) -> Option<Self> {
        let [p50, p70, p85, p95] = SURE.map(&mut answer);
        Some(Self { p50: p50?, p70: p70?, p85: p85?, p95: p95? })
    }
}

/// Returns the probability, 0 to 1, that `amount` is done in `periods`; `None` without a forecast.
pub fn chance(history: &[u64], amount: u64, periods: u32) -> Option<f64> {
    let mut sum = Sum::up_to(history, amount)?;
    for _ in 0..periods.min(PERIODS) {
        sum.draw();
    }
    Some(sum.reached())
}

/// Returns the probability, 0 to 1, that `amount` is done in as many periods as there are histories, each drawn from its
/// own; `None` without a forecast.
pub fn chance_of(histories: &[&[u64]], amount: u64) -> Option<f64> {
    let mut sum = Sum::up_to(&histories.concat(), amount)?;
    for history in histories {
        sum.history = sum.steps(history);
        sum.draw();
    }
    Some(sum.reached())
}

/// Returns how many periods `amount` takes; `None` without a forecast, or if a thousand are not enough.
pub fn periods_for(history: &[u64], amount: u64) -> Option<Outlook> {
    let mut sum = Sum::up_to(history, amount)?;
    let mut reached = vec![sum.reached()];
    while reached.len() <= PERIODS as usize && reached.last().is_some_and(|it| *it < SURE[3]) {
        sum.draw();
        reached.push(sum.reached());
    }
    Outlook::ask(|sure| reached.iter().position(|it| it + SLACK >= sure).map(|at| at as u64))
}

/// Returns the probabilities, 0 to 1, that `amount` is done after 0, 1, 2 … `periods`; `None` without a forecast.
pub fn chances(history: &[u64], amount: u64, periods: u32) -> Option<Vec<f64>> {
    let mut sum = Sum::up_to(history, amount)?;
    let mut chances = vec![sum.reached()];
    for _ in 0..periods.min(PERIODS) {
        sum.draw();
        chances.push(sum.reached());
    }
    Some(chances)
}

/// Returns the amount done in `periods`: the higher the confidence, the less. `None` without a forecast.
pub fn amount_in(history: &[u64], periods: u32) -> Option<Outlook> {
    let periods = periods.min(PERIODS);
    let most = history.iter().max()?.saturating_mul(u64::from(periods));
    let mut sum = Sum::up_to(history, most)?;
    for _ in 0..periods {
        sum.draw();
    }
    Outlook::ask(|sure| {
        let mut left = 0.0;
        let at = sum.chances.iter().enumerate().rev().find(|(_, chance)| {
            left += **chance;
            left + SLACK >= sure
        });
        at.map(|(at, _)| at as u64 * sum.unit)
    })
}

/// The probability distribution of the sum of the periods drawn so far.
struct Sum {
    /// The amount of one step.
    unit: u64,
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
        let mut chances = vec![0.0; steps + 1];
        chances[0] = 1.0;
        let mut sum = Self { unit, history: Vec::new(), chances };
        sum.history = sum.steps(history);
        Some(sum)
    }

    /// Returns periods in steps, rounded down.
    fn steps(&self, history: &[u64]) -> Vec<usize> {
        history.iter().map(|period| usize::try_from(period / self.unit).unwrap_or(usize::MAX)).collect()
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
pub(super) mod tests {
    use super::super::velocity::tests::EIGHT;
    use super::*;

    /// EX-22: 24 weeks of a real team, Throughput Simulation Monte Carlo Game.
    pub(in super::super) const WEEKS: [u64; 24] =
        [16, 3, 10, 6, 19, 11, 17, 17, 15, 9, 11, 8, 5, 13, 5, 7, 8, 6, 10, 10, 8, 5, 5, 7];

    pub(in super::super) const DIE: [u64; 6] = [1, 2, 3, 4, 5, 6];

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
    fn ex_22_how_many_in_six_weeks_is_read_from_the_low_end() {
        assert_eq!(amount_in(&WEEKS, 6), Some(Outlook { p50: 57, p70: 52, p85: 47, p95: 41 }));
    }

    #[test]
    fn ex_22_when_fifty_and_when_a_hundred_are_done() {
        assert_eq!(periods_for(&WEEKS, 50), Some(Outlook { p50: 6, p70: 6, p85: 7, p95: 8 }));
        assert_eq!(periods_for(&WEEKS, 100), Some(Outlook { p50: 11, p70: 12, p85: 12, p95: 13 }));
        let fifty = chances(&WEEKS, 50, 8).unwrap();
        for (week, expected) in
            [(3, 0.005_86), (4, 0.113_29), (5, 0.427_06), (6, 0.768_82), (7, 0.946_04), (8, 0.993_34)]
        {
            near(Some(fifty[week]), expected);
        }
    }

    /// METHODS EX-31.
    #[test]
    fn what_the_next_sprints_finish_together_is_read_from_the_sums_of_past_ones() {
        let reached = |sprints| amount_in(&EIGHT, sprints).map(|it| (it.p50, it.p85));
        assert_eq!(
            (1..=4).map(reached).collect::<Vec<_>>(),
            [Some((44, 38)), Some((89, 80)), Some((133, 123)), Some((178, 166)),]
        );
    }

    #[test]
    fn ex_23_twenty_items_with_a_die_a_week() {
        for (week, expected) in
            [(4, 0.054_012), (5, 0.305_170), (6, 0.636_896), (7, 0.862_837), (8, 0.961_130)]
        {
            near(chance(&DIE, 20, week), expected);
        }
        assert_eq!(periods_for(&DIE, 20), Some(Outlook { p50: 6, p70: 7, p85: 7, p95: 8 }));
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
            assert_eq!(periods_for(history, 5), None);
            assert_eq!(amount_in(history, 5), None);
        }
    }

    #[test]
    fn nothing_left_is_done_already_and_too_much_is_not_promised() {
        near(chance(&DIE, 0, 0), 1.0);
        assert_eq!(periods_for(&DIE, 0), Some(Outlook { p50: 0, p70: 0, p85: 0, p95: 0 }));
        assert_eq!(periods_for(&[0, 1], 5_000), None);
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
