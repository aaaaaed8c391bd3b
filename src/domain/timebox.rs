//! The maximum duration of ceremonies.

use super::value::CeremonyKind;

/// Returns the timebox of a ceremony in minutes for a sprint of `sprint_days` calendar days, 1 to 31, weekends
/// included; refinement has none.
///
/// The Scrum Guide gives the maximum for a month: 8 hours for planning, 4 for the review, 3 for the retrospective. It
/// says "usually shorter" for less; the linear rule is a convention: the maximum × days / 28, and never more than the
/// maximum. Rounded to 5 minutes, and never less than those. The stand-up, the Guide's Daily Scrum, always has 15 minutes.
pub fn timebox(kind: CeremonyKind, sprint_days: u32) -> Option<u32> {
    let month = match kind {
        CeremonyKind::Refinement => return None,
        CeremonyKind::StandUp => return Some(15),
        CeremonyKind::Planning => 480,
        CeremonyKind::Review => 240,
        CeremonyKind::Retrospective => 180,
    };
    let fives = (sprint_days.min(28) * month / 5 + 14) / 28;
    Some((fives * 5).max(5))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the timeboxes of planning, stand-up, review and retrospective.
    fn all(sprint_days: u32) -> [u32; 4] {
        use CeremonyKind::{Planning, Retrospective, Review, StandUp};
        [Planning, StandUp, Review, Retrospective].map(|kind| timebox(kind, sprint_days).unwrap())
    }

    #[test]
    fn ex_1_two_weeks_are_four_hours_two_hours_and_an_hour_and_a_half() {
        assert_eq!(all(14), [240, 15, 120, 90]);
        assert_eq!(all(7), [120, 15, 60, 45]);
        assert_eq!(all(12), [205, 15, 105, 75]);
    }

    #[test]
    fn a_month_has_the_maximum_of_the_guide_and_never_more() {
        for days in [28, 30, 31, 90] {
            assert_eq!(all(days), [480, 15, 240, 180], "{days}");
        }
    }

    #[test]
    fn a_short_sprint_still_has_time() {
        assert_eq!(all(7), [120, 15, 60, 45]);
        assert!(all(0).iter().all(|minutes| *minutes > 0));
    }
}
