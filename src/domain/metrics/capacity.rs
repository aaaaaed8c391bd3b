//! Capacity of a team. Person-days, velocities and hours are in hundredths.

use super::share::rounded;
use chrono::NaiveDate;

/// One person's availability in a sprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Availability {
    /// The number of working days on which the person is available.
    pub days: u64,
    /// The share of these days that is for this team, in percent, 0 to 100.
    pub allocation: u64,
}

/// Returns the number of working days that are not days off.
pub fn available_days(working: &[NaiveDate], off: &[NaiveDate]) -> u64 {
    working.iter().filter(|day| !off.contains(day)).count() as u64
}

/// Returns the person-days: the sum of days × allocation.
pub fn person_days(team: &[Availability]) -> u64 {
    team.iter().map(|it| it.days.saturating_mul(it.allocation)).sum()
}

/// Returns the hours for the work on items: person-days × hours a day × focus factor.
///
/// `hours_a_day` is in hundredths, `focus` in percent, typically 50 to 80. Source: Kniberg, Scrum and XP from the
/// Trenches.
pub fn hours(person_days: u64, hours_a_day: u64, focus: u64) -> u64 {
    let hours = u128::from(person_days) * u128::from(hours_a_day) * u128::from(focus);
    rounded(hours, 100 * 100).unwrap_or_default()
}

/// Returns the focus factor in percent: velocity over person-days of the last sprint; `None` for zero person-days.
pub fn focus_factor(velocity: u64, person_days: u64) -> Option<u64> {
    rounded(u128::from(velocity) * 100, person_days)
}

/// Returns the expected velocity with `now` person-days, given the velocity reached with `then` person-days.
///
/// `None` if `then` is 0.
pub fn scaled_velocity(velocity: u64, then: u64, now: u64) -> Option<u64> {
    rounded(u128::from(velocity) * u128::from(now), then)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ex_13a_sixty_points_in_eighty_person_days_are_a_focus_factor_of_75() {
        assert_eq!(person_days(&[Availability { days: 15, allocation: 100 }; 7]), 10_500);
        assert_eq!(focus_factor(60_00, 80_00), Some(75));
        assert_eq!(focus_factor(60_00, 0), None);
    }

    #[test]
    fn ex_13b_days_off_and_half_days_count() {
        let full = |days| Availability { days, allocation: 100 };
        let team = [full(10), full(10), full(7), Availability { days: 10, allocation: 50 }, full(9)];
        assert_eq!(person_days(&team), 41_00);
        assert_eq!(hours(41_00, 8_00, 70), 22_960);
        assert_eq!(scaled_velocity(31_00, 45_00, 41_00), Some(28_24));
        assert_eq!(scaled_velocity(31_00, 0, 41_00), None);
    }

    #[test]
    fn a_day_off_that_is_no_working_day_takes_nothing_away() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let working = [day(20), day(23), day(24)];
        assert_eq!(available_days(&working, &[day(21), day(23)]), 2);
    }
}
