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

use super::value::Points;
use super::workspace::Workspace;
use velocity::Range;

/// The number of sprints that the velocity averages.
pub const WINDOW: usize = 5;

/// Returns the points accepted in each closed sprint whose points are known, in hundredths, the newest last.
///
/// Sprints in which nothing was accepted count: they are part of what happens.
pub fn velocities(workspace: &Workspace) -> Vec<u64> {
    let done = workspace.closed().into_iter().filter_map(|sprint| sprint.done);
    done.map(|points| u64::from(points.as_hundredths())).collect()
}

/// Returns the velocity: the mean of the points accepted in the last five closed sprints, or in all if there are
/// fewer.
///
/// `None` if there is no closed sprint whose points are known, or nothing was accepted in any of them.
/// Source: the mean of the last three to five sprints, docs.gitscrum.com.
pub fn velocity(workspace: &Workspace) -> Option<Points> {
    let mean = velocity::mean(&velocities(workspace))?;
    u32::try_from(mean).ok().filter(|mean| *mean > 0).map(Points::hundredths)
}

/// Returns the range of the velocity over all closed sprints whose points are known, in hundredths.
pub fn velocity_range(workspace: &Workspace) -> Range {
    velocity::range(&velocities(workspace))
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
    use crate::domain::sprint::Sprint;
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
    fn ex_13c_the_closed_sprints_of_a_product_have_a_velocity_and_a_range() {
        let mut workspace = Workspace::default();
        assert_eq!((velocity(&workspace), velocity_range(&workspace)), (None, Range::None));
        for (number, done) in (1..).zip([129, 158, 102, 114, 115, 159, 127]) {
            workspace.put(closed(number, Some(done)));
        }
        workspace.put(closed(9, None));
        assert_eq!(velocity(&workspace), Some(Points::hundredths(12_340)));
        assert_eq!(
            velocity_range(&workspace),
            Range::Likely { low: 11_400, high: 15_800, sprints: 7 },
            "a sprint whose points are not known does not count"
        );
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
