//! Metrics and forecasts: pure functions over plain numbers, days and events.
//!
//! Amounts of points are in hundredths. A metric without a value is `None` or a variant of its own, never 0 and never
//! infinite.

pub mod blocks;
pub mod burn;
pub mod capacity;
pub mod first_pass;
pub mod forecast;
pub mod measures;
pub mod pace;
pub mod percentile;
pub mod reach;
pub mod share;
pub mod time_in_column;
pub mod velocity;

use super::sprint::Sprint;
use super::value::Points;
use super::workspace::Workspace;
use velocity::{Range, WINDOW};

/// Returns the points accepted in the last [`WINDOW`] closed sprints that had estimates, in hundredths, the newest last.
///
/// A sprint in which nothing was accepted counts if anything in it was estimated: that is part of what happens. Of one
/// without any estimate, as an import may leave it, the points say nothing.
pub fn velocity_window(workspace: &Workspace) -> Vec<u64> {
    let done: Vec<u64> = estimated_sprints(workspace).map(|(_, done)| done).collect();
    done[done.len().saturating_sub(WINDOW)..].to_vec()
}

/// Returns the closed sprints that had estimates, each with its accepted points in hundredths, the newest last.
pub fn estimated_sprints(workspace: &Workspace) -> impl Iterator<Item = (&Sprint, u64)> {
    workspace.closed().into_iter().filter_map(|sprint| {
        let done = sprint.done?;
        let has_estimates =
            done > Points::default() || sprint.forecast.is_some_and(|it| it > Points::default());
        has_estimates.then(|| (sprint, u64::from(done.as_hundredths())))
    })
}

/// Returns the velocity: the mean of [`velocity_window`].
///
/// `None` if it is empty, or nothing was accepted in any of its sprints.
pub fn velocity(workspace: &Workspace) -> Option<Points> {
    let mean = velocity::mean(&velocity_window(workspace))?;
    u32::try_from(mean).ok().filter(|mean| *mean > 0).map(Points::hundredths)
}

/// Returns the range of [`velocity_window`], in hundredths; `None` with too few sprints.
pub fn velocity_range(workspace: &Workspace) -> Option<Range> {
    velocity::range(&velocity_window(workspace))
}

/// Returns how many sprints the ready items will last, in tenths: ready points over velocity.
///
/// `None` without a velocity. Source: the ready-story forecast, scrum.org.
pub fn runway_tenths(workspace: &Workspace) -> Option<u64> {
    let velocity = u64::from(velocity(workspace)?.as_hundredths());
    (workspace.backlog_counts.ready_points * 10).checked_div(velocity)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{Id, SprintId, TeamId};
    use crate::domain::value::{Instant, SprintState};

    fn closed(number: u64, done: Option<u32>) -> Sprint {
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
    }

    #[test]
    fn a_sprint_that_finished_none_of_its_estimates_counts() {
        let mut workspace = Workspace::default();
        workspace.put(closed(1, Some(20)));
        workspace.put(Sprint { forecast: Some(Points::whole(20)), ..closed(2, Some(0)) });
        assert_eq!(velocity(&workspace), Some(Points::whole(10)));
    }

    #[test]
    fn ex_2_96_ready_points_at_a_velocity_of_32_last_three_sprints() {
        let mut workspace = Workspace::default();
        workspace.backlog_counts.ready_points = 96_00;
        assert_eq!(runway_tenths(&workspace), None);
        workspace.put(closed(1, Some(32)));
        assert_eq!(runway_tenths(&workspace), Some(30));
    }
}
