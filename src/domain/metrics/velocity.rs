//! Velocity: how much was done in each past sprint, and the range to expect.
//!
//! All functions take one window of past sprints, so that no two sentences speak of different ones. Points are in
//! hundredths; the functions accept any count, such as items per sprint.

use crate::domain::sprint::Sprint;
use crate::domain::value::Points;
use crate::domain::workspace::Workspace;

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

/// Returns the last closed sprints that had estimates, as many as the product takes its velocity over
/// ([`Workspace::velocity_sprints`]), each with its accepted points in hundredths, the newest last.
///
/// A sprint in which nothing was accepted counts if anything in it was estimated: that is part of what happens. Of one
/// without any estimate, as an import may leave it, the points say nothing.
pub fn window(workspace: &Workspace) -> Vec<(&Sprint, u64)> {
    let closed = workspace.closed().into_iter();
    let estimated = closed.filter_map(|sprint| {
        let points = [sprint.done, sprint.forecast];
        let has_estimates = points.iter().flatten().any(|points| *points > Points::default());
        let done = sprint.done.filter(|_| has_estimates)?;
        Some((sprint, u64::from(done.as_hundredths())))
    });
    let mut sprints: Vec<(&Sprint, u64)> = estimated.collect();
    sprints.split_off(sprints.len().saturating_sub(workspace.velocity_sprints()))
}

/// Returns how many closed sprints without estimates are left out of [`window`] since its first sprint.
pub fn left_out(workspace: &Workspace) -> usize {
    let window = window(workspace);
    let Some((first, _)) = window.first() else { return 0 };
    let since = workspace.closed().into_iter().skip_while(|sprint| sprint.id != first.id).count();
    since - window.len()
}

/// Returns the points of [`window`] alone.
pub fn velocity_window(workspace: &Workspace) -> Vec<u64> {
    window(workspace).into_iter().map(|(_, done)| done).collect()
}

/// Returns the velocity: the mean of [`velocity_window`].
///
/// `None` if it is empty, or nothing was accepted in any of its sprints.
pub fn velocity(workspace: &Workspace) -> Option<Points> {
    let mean = mean(&velocity_window(workspace))?;
    u32::try_from(mean).ok().filter(|mean| *mean > 0).map(Points::hundredths)
}

/// Returns the range of [`velocity_window`], in hundredths; `None` with too few sprints.
pub fn velocity_range(workspace: &Workspace) -> Option<Range> {
    range(&velocity_window(workspace))
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
    use crate::domain::entity::any::{AnyRow as _, RowDice};
    use crate::domain::id::{Id, SprintId, TeamId};
    use crate::domain::product::Product;
    use crate::domain::value::{Instant, SprintState};

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

    pub(in super::super) fn closed(number: u64, done: Option<u32>) -> Sprint {
        Sprint {
            state: SprintState::Closed,
            closed_at: Some(Instant(i64::try_from(number).unwrap())),
            done: done.map(Points::whole),
            ..Sprint::named(
                SprintId::new(number).unwrap(),
                TeamId::new(1).unwrap(),
                format!("Sprint {number}").parse().unwrap(),
            )
        }
    }

    #[test]
    fn the_last_eight_estimated_sprints_make_the_velocity() {
        let mut workspace = Workspace::default();
        assert_eq!((velocity(&workspace), velocity_range(&workspace)), (None, None));
        for (number, done) in (1..).zip([99, 54, 44, 37, 52, 41, 43, 48, 38]) {
            workspace.put(closed(number, Some(done)));
        }
        // Neither points that are not known nor none at all are data.
        workspace.put(closed(10, None));
        workspace.put(closed(11, Some(0)));
        assert_eq!(velocity(&workspace), Some(Points::hundredths(4_463)));
        assert_eq!(velocity_range(&workspace), Some(Range { low: 3_700, high: 5_400, sprints: 8 }));
        assert_eq!(left_out(&workspace), 2);
    }

    #[test]
    fn a_product_may_take_its_velocity_over_fewer_sprints() {
        let mut workspace = Workspace::default();
        for (number, done) in (1..).zip(EIGHT) {
            workspace.put(closed(number, Some(u32::try_from(done).unwrap())));
        }
        workspace.put(Product { velocity_sprints: Some(3), ..Product::any_row(1, &mut RowDice::new(1)) });
        assert_eq!(velocity(&workspace), Some(Points::whole(43)), "of 43, 48 and 38");
        assert_eq!(velocity_range(&workspace), Some(Range { low: 3_800, high: 4_800, sprints: 3 }));
    }

    #[test]
    fn a_sprint_that_finished_none_of_its_estimates_counts() {
        let mut workspace = Workspace::default();
        workspace.put(closed(1, Some(20)));
        workspace.put(Sprint { forecast: Some(Points::whole(20)), ..closed(2, Some(0)) });
        assert_eq!(velocity(&workspace), Some(Points::whole(10)));
    }
}
