//! What the past says of the future: pure functions over closed sprints.

use super::value::Points;
use super::workspace::Workspace;

/// Over how many sprints the velocity is taken.
const WINDOW: usize = 5;

/// Returns the velocity: the mean of the points accepted in the last five closed sprints, or in as many as there are.
///
/// `None` where there is no closed sprint whose points are known, or none of them accepted anything.
/// Source: the mean of the last three to five sprints, docs.gitscrum.com.
pub fn velocity(workspace: &Workspace) -> Option<Points> {
    let done: Vec<u64> = workspace
        .closed()
        .into_iter()
        .rev()
        .filter_map(|sprint| sprint.done)
        .take(WINDOW)
        .map(|points| u64::from(points.as_hundredths()))
        .collect();
    let sum: u64 = done.iter().sum();
    let mean = sum.checked_div(done.len() as u64)?;
    u32::try_from(mean).ok().filter(|mean| *mean > 0).map(Points::hundredths)
}

/// Returns for how many sprints the ready items last, in tenths: ready points over velocity.
///
/// `None` without a velocity. Source: the ready-story forecast, scrum.org.
pub fn runway_tenths(workspace: &Workspace) -> Option<u64> {
    let velocity = u64::from(velocity(workspace)?.as_hundredths());
    (workspace.heads.ready_points * 10).checked_div(velocity)
}
