//! How far down the backlog each of the coming sprints reaches.

use super::forecast::amount_in;
use super::velocity::{FEWEST, velocity_window};
use crate::domain::value::Points;
use crate::domain::workspace::Workspace;

/// How sure it is that a sprint reaches a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// 85 %.
    Likely,
    /// 50 %.
    Even,
    /// Both: the next item fits at neither.
    Both,
}

/// A position in the backlog where a sprint ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SprintEnd {
    /// The row of the first item that does not fit, counted from 0.
    pub before: usize,
    /// Which of the coming sprints, counted from 0 for the next one.
    pub sprint: usize,
    /// How sure it is.
    pub confidence: Confidence,
    /// The number of items above that have no estimate and are not counted.
    pub unestimated: usize,
}

/// The points of the backlog that are finished by the end of a coming sprint, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SprintReach {
    /// With 85 % confidence.
    pub likely: u64,
    /// With 50 % confidence.
    pub even: u64,
}

/// Returns how many points of the backlog the coming sprints finish, the running one excluded, each with all before it;
/// empty with too few past sprints.
///
/// The sums of as many draws from the velocity window, less what is in the running sprint and in the sprints planned up to
/// there: those come first.
pub fn reaches(workspace: &Workspace, sprints: usize) -> Vec<SprintReach> {
    let window = velocity_window(workspace);
    if window.len() < FEWEST {
        return Vec::new();
    }
    let points_in = |sprint| workspace.level(sprint).scope;
    let running = workspace.running().map(|it| it.id);
    let planned = workspace.planned();
    let mut first = running.map_or(0, points_in);
    let reach = |at: usize| {
        first += planned.get(at).map_or(0, |sprint| points_in(sprint.id));
        let periods = u32::try_from(at + 1 + usize::from(running.is_some())).unwrap_or(u32::MAX);
        let outlook = amount_in(&window, periods)?;
        Some(SprintReach {
            likely: outlook.p85.saturating_sub(first),
            even: outlook.p50.saturating_sub(first),
        })
    };
    (0..sprints).map_while(reach).collect()
}

/// Returns where each of the coming sprints ends, from the top down, given the estimates of the backlog in order; what is
/// in a planned sprint has an estimate of 0 here.
///
/// A sprint ends before the first item at which the points from the top exceed what it reaches. A sprint in which all
/// remaining items fit has no end, nor has one that reaches nothing.
pub fn sprint_ends(
    estimates: impl IntoIterator<Item = Option<Points>>,
    reaches: &[SprintReach],
) -> Vec<SprintEnd> {
    let mut waiting: Vec<(u64, usize, Confidence)> = reaches
        .iter()
        .enumerate()
        .flat_map(|(sprint, reach)| {
            [(reach.likely, sprint, Confidence::Likely), (reach.even, sprint, Confidence::Even)]
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
        while let Some((_, sprint, confidence)) = waiting.next_if(|(reach, ..)| sum > *reach) {
            match ends.iter_mut().find(|end| end.before == before && end.sprint == sprint) {
                Some(end) => end.confidence = Confidence::Both,
                None => ends.push(SprintEnd { before, sprint, confidence, unestimated }),
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

/// Returns a name of at most three letters for a sprint: `S26`, or the beginning of a name without a number.
pub fn short_name(name: &str) -> String {
    match name.rsplit(' ').next().and_then(|word| word.parse::<u32>().ok()) {
        Some(number @ 0..=99) => format!("S{number}"),
        Some(number) => number.to_string(),
        None => name.chars().take(3).collect(),
    }
}

/// Returns the highest number, below a million, at the end of a sprint's name; 0 if there is none.
pub fn highest_number(workspace: &Workspace) -> u32 {
    let names = workspace.sprints.iter().filter_map(|sprint| sprint.name.rsplit(' ').next());
    names.filter_map(|word| word.parse().ok()).filter(|number| *number < 1_000_000).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each sprint reaches as much again.
    fn ends(
        points: &[Option<u32>],
        likely: u64,
        even: u64,
        sprints: u64,
    ) -> Vec<(usize, usize, Confidence, usize)> {
        let estimates = points.iter().map(|it| it.map(Points::whole));
        let reach = |times| SprintReach { likely: likely * 100 * times, even: even * 100 * times };
        let reaches: Vec<SprintReach> = (1..=sprints).map(reach).collect();
        sprint_ends(estimates, &reaches)
            .into_iter()
            .map(|it| (it.before, it.sprint, it.confidence, it.unestimated))
            .collect()
    }

    #[test]
    fn a_sprint_ends_before_the_item_that_does_not_fit() {
        let backlog = [Some(5), Some(3), Some(2), Some(8), Some(3), Some(13)];
        assert_eq!(
            ends(&backlog, 10, 20, 4),
            [
                (3, 0, Confidence::Likely, 0),
                (4, 0, Confidence::Even, 0),
                (4, 1, Confidence::Likely, 0),
                (5, 2, Confidence::Likely, 0)
            ],
            "where the last items fit, a sprint has no end"
        );
    }

    #[test]
    fn what_has_no_estimate_counts_for_nothing_and_is_counted() {
        assert_eq!(
            ends(&[None, Some(5), None, Some(5), Some(1)], 5, 10, 1),
            [(3, 0, Confidence::Likely, 2), (4, 0, Confidence::Even, 2)]
        );
    }

    #[test]
    fn an_item_larger_than_the_range_ends_both_at_once() {
        assert_eq!(ends(&[Some(40)], 10, 20, 1), [(0, 0, Confidence::Both, 0)]);
        assert_eq!(
            ends(&[Some(10), Some(10), Some(1)], 10, 10, 2),
            [(1, 0, Confidence::Both, 0), (2, 1, Confidence::Both, 0)]
        );
    }

    #[test]
    fn a_velocity_of_nothing_says_nothing() {
        assert_eq!(ends(&[Some(1), Some(2)], 0, 0, 4), []);
        assert_eq!(ends(&[], 10, 20, 4), []);
        assert_eq!(ends(&[Some(1), Some(2)], 0, 2, 1), [(1, 0, Confidence::Even, 0)]);
    }

    #[test]
    fn a_short_name_has_three_letters() {
        assert_eq!(
            ["Sprint 26", "Sprint 142", "Payments", "26"].map(short_name),
            ["S26", "142", "Pay", "S26"]
        );
    }

    #[test]
    fn without_any_sprint_the_first_is_number_one() {
        assert_eq!(coming_names(&Workspace::default(), 2), ["Sprint 1", "Sprint 2"]);
    }
}
