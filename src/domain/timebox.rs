//! The maximum duration of ceremonies.

use super::value::CeremonyKind;

/// A ceremony with a timebox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timebox {
    /// Sprint planning: 8 hours for a month.
    Planning,
    /// The stand-up, the Guide's Daily Scrum: always 15 minutes.
    StandUp,
    /// The sprint review: 4 hours for a month.
    Review,
    /// The retrospective: 3 hours for a month.
    Retrospective,
}

impl Timebox {
    /// Returns the timebox of a ceremony; refinement has none.
    pub fn of(kind: CeremonyKind) -> Option<Self> {
        match kind {
            CeremonyKind::Refinement => None,
            CeremonyKind::Planning => Some(Self::Planning),
            CeremonyKind::StandUp => Some(Self::StandUp),
            CeremonyKind::Review => Some(Self::Review),
            CeremonyKind::Retrospective => Some(Self::Retrospective),
        }
    }

    /// Returns the timebox in minutes for a sprint of `sprint_days` calendar days, 1 to 31, weekends included.
    ///
    /// The Scrum Guide gives the maximum for a month and says "usually shorter" for less; the linear rule is a
    /// convention: 2 h, 1 h and 45 min for each week, and never more than the maximum. Rounded up to whole minutes.
    pub fn minutes(self, sprint_days: u32) -> u32 {
        let (week, month) = match self {
            Self::StandUp => return 15,
            Self::Planning => (120, 480),
            Self::Review => (60, 240),
            Self::Retrospective => (45, 180),
        };
        (sprint_days.max(1).saturating_mul(week)).div_ceil(7).min(month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Timebox; 4] = [Timebox::Planning, Timebox::StandUp, Timebox::Review, Timebox::Retrospective];

    #[test]
    fn ex_1_two_weeks_are_four_hours_two_hours_and_an_hour_and_a_half() {
        assert_eq!(ALL.map(|it| it.minutes(14)), [240, 15, 120, 90]);
    }

    #[test]
    fn a_month_has_the_maximum_of_the_guide_and_never_more() {
        for days in [28, 30, 31, 90] {
            assert_eq!(ALL.map(|it| it.minutes(days)), [480, 15, 240, 180], "{days}");
        }
    }

    #[test]
    fn a_short_sprint_still_has_time() {
        assert_eq!(ALL.map(|it| it.minutes(7)), [120, 15, 60, 45]);
        assert!(ALL.iter().all(|it| it.minutes(0) > 0));
    }
}
