//! Metrics and forecasts: pure functions over plain numbers, days and events.
//!
//! Amounts of points are in hundredths. A metric without a value is `None` or a variant of its own, never 0 and never
//! infinite.

pub mod ageing;
pub mod blocks;
pub mod burn;
pub mod capacity;
pub mod cycle_time;
pub mod first_pass;
pub mod forecast;
pub mod measures;
pub mod pace;
pub mod percentile;
pub mod reach;
pub mod share;
pub mod throughput;
pub mod velocity;
pub mod when;

use super::workspace::Workspace;

/// Returns how many sprints the ready items will last, in tenths: ready points over velocity.
///
/// `None` without a velocity. Source: the ready-story forecast, scrum.org.
pub fn runway_tenths(workspace: &Workspace) -> Option<u64> {
    let velocity = u64::from(velocity::velocity(workspace)?.as_hundredths());
    (workspace.backlog_counts.ready_points * 10).checked_div(velocity)
}

#[cfg(test)]
mod tests {
    use super::velocity::tests::closed;
    use super::*;

    #[test]
    fn ex_2_96_ready_points_at_a_velocity_of_32_last_three_sprints() {
        let mut workspace = Workspace::default();
        workspace.backlog_counts.ready_points = 96_00;
        assert_eq!(runway_tenths(&workspace), None);
        workspace.put(closed(1, Some(32)));
        assert_eq!(runway_tenths(&workspace), Some(30));
    }
}
