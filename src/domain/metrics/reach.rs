//! How far down the backlog each of the next sprints reaches, at the low and the high end of the velocity range.

use crate::domain::value::Points;
use crate::domain::workspace::Workspace;

/// A range of velocities, in hundredths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    /// The low end.
    pub low: u64,
    /// The high end.
    pub high: u64,
}

/// The velocity at which a sprint ends at a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// At the low end of the range.
    Low,
    /// At the high end of the range.
    High,
    /// At both: the next item fits at neither velocity.
    Both,
}

/// A position in the backlog where a sprint ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SprintEnd {
    /// The row of the first item that does not fit, counted from 0.
    pub before: usize,
    /// Which of the coming sprints, counted from 0 for the next one.
    pub sprint: usize,
    /// The velocity.
    pub at: At,
    /// The number of items above that have no estimate and are not counted.
    pub unestimated: usize,
}

/// Returns where each of the next `sprints` sprints ends, from the top down, given the estimates of the backlog in
/// order and a velocity in hundredths of a point.
///
/// The n-th sprint ends before the first item at which the points from the top exceed n times the velocity. A sprint
/// in which all remaining items fit has no end; at zero velocity the result is empty.
pub fn sprint_ends(
    estimates: impl IntoIterator<Item = Option<Points>>,
    velocity: Between,
    sprints: usize,
) -> Vec<SprintEnd> {
    let mut waiting: Vec<(u64, usize, At)> = (0..sprints)
        .flat_map(|sprint| {
            let times = sprint as u64 + 1;
            [
                (velocity.low.saturating_mul(times), sprint, At::Low),
                (velocity.high.saturating_mul(times), sprint, At::High),
            ]
        })
        .filter(|(reach, ..)| *reach > 0)
        .collect();
    waiting.sort_by_key(|(reach, sprint, _)| (*reach, *sprint));
    let mut waiting = waiting.into_iter().peekable();
    let (mut ends, mut sum, mut unestimated): (Vec<SprintEnd>, u64, usize) = (Vec::new(), 0, 0);
    for (before, estimate) in estimates.into_iter().enumerate() {
        if waiting.peek().is_none() {
            break;
        }
        sum = sum.saturating_add(u64::from(estimate.unwrap_or_default().as_hundredths()));
        while let Some((_, sprint, at)) = waiting.next_if(|(reach, ..)| sum > *reach) {
            match ends.iter_mut().find(|end| end.before == before && end.sprint == sprint) {
                Some(end) => end.at = At::Both,
                None => ends.push(SprintEnd { before, sprint, at, unestimated }),
            }
        }
        unestimated += usize::from(estimate.is_none());
    }
    ends
}

/// Returns the names of the next sprints: the planned ones, then `Sprint` and the numbers after the highest in use.
pub fn coming_names(workspace: &Workspace, sprints: usize) -> Vec<String> {
    let mut names: Vec<String> = workspace.planned().iter().map(|sprint| sprint.name.to_string()).collect();
    names.truncate(sprints);
    let missing = sprints - names.len();
    names.extend((highest_number(workspace) + 1..).take(missing).map(|number| format!("Sprint {number}")));
    names
}

/// Returns the highest number, below a million, at the end of a sprint's name; 0 if there is none.
pub fn highest_number(workspace: &Workspace) -> u32 {
    let names = workspace.sprints.iter().filter_map(|sprint| sprint.name.rsplit(' ').next());
    names.filter_map(|word| word.parse().ok()).filter(|number| *number < 1_000_000).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(points: &[Option<u32>], low: u64, high: u64, sprints: usize) -> Vec<(usize, usize, At, usize)> {
        let estimates = points.iter().map(|it| it.map(Points::whole));
        sprint_ends(estimates, Between { low: low * 100, high: high * 100 }, sprints)
            .into_iter()
            .map(|it| (it.before, it.sprint, it.at, it.unestimated))
            .collect()
    }

    #[test]
    fn a_sprint_ends_before_the_item_that_does_not_fit() {
        let backlog = [Some(5), Some(3), Some(2), Some(8), Some(3), Some(13)];
        assert_eq!(
            ends(&backlog, 10, 20, 4),
            [(3, 0, At::Low, 0), (4, 0, At::High, 0), (4, 1, At::Low, 0), (5, 2, At::Low, 0)],
            "where the last items fit, a sprint has no end"
        );
    }

    #[test]
    fn what_has_no_estimate_counts_for_nothing_and_is_counted() {
        assert_eq!(
            ends(&[None, Some(5), None, Some(5), Some(1)], 5, 10, 1),
            [(3, 0, At::Low, 2), (4, 0, At::High, 2)]
        );
    }

    #[test]
    fn an_item_larger_than_the_range_ends_both_at_once() {
        assert_eq!(ends(&[Some(40)], 10, 20, 1), [(0, 0, At::Both, 0)]);
        assert_eq!(
            ends(&[Some(10), Some(10), Some(1)], 10, 10, 2),
            [(1, 0, At::Both, 0), (2, 1, At::Both, 0)]
        );
    }

    #[test]
    fn a_velocity_of_nothing_says_nothing() {
        assert_eq!(ends(&[Some(1), Some(2)], 0, 0, 4), []);
        assert_eq!(ends(&[], 10, 20, 4), []);
        assert_eq!(ends(&[Some(1), Some(2)], 0, 2, 1), [(1, 0, At::High, 0)]);
    }

    #[test]
    fn without_any_sprint_the_first_is_number_one() {
        assert_eq!(coming_names(&Workspace::default(), 2), ["Sprint 1", "Sprint 2"]);
    }
}
