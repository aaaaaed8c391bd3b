//! A person's availability in a sprint.

use super::entity::entity;
use super::id::{CapacityId, PersonId, SprintId};

entity! {
    /// A person's availability in one sprint.
    Capacity, CapacityField, CapacityId, "capacity", item: |_| None;
    /// The sprint.
    Sprint sprint: SprintId = command,
    /// The person.
    Person person: PersonId = command,
    /// How many of the sprint's working days the person is away, in tenths of a day.
    DaysOff days_off: u32 = command,
    /// The share of the person's working time that belongs to this team, in percent.
    Allocation allocation: u32 = command,
    /// The share of the allocated time that goes into the sprint's items, in percent: the focus factor.
    Focus focus: u32 = command,
}

impl Capacity {
    /// The default allocation, in percent.
    pub const ALLOCATION: u32 = 100;

    /// The default focus factor, in percent; 50 to 80 is common.
    pub const FOCUS: u32 = 70;

    /// Returns the person-days and the focused person-days of somebody: those entered, or all working days at the default
    /// focus factor. In the units of [`Self::person_days`] and [`Self::focused_person_days`].
    pub fn days_of(entered: Option<&Self>, working_days: usize) -> (u64, u64) {
        if let Some(it) = entered {
            return (it.person_days(working_days), it.focused_person_days(working_days));
        }
        let days = u64::try_from(working_days).unwrap_or(u64::MAX).saturating_mul(DAY);
        (days, days.saturating_mul(Self::FOCUS.into()))
    }

    /// Returns the person-days for the team, in thousandths: (working days − days off) × allocation.
    pub fn person_days(&self, working_days: usize) -> u64 {
        let tenths = u64::try_from(working_days).unwrap_or(u64::MAX).saturating_mul(10);
        tenths.saturating_sub(u64::from(self.days_off)).saturating_mul(self.allocation.into())
    }

    /// Returns the person-days available for items, in hundred-thousandths: [`Self::person_days`] × focus factor.
    pub fn focused_person_days(&self, working_days: usize) -> u64 {
        self.person_days(working_days).saturating_mul(self.focus.into())
    }
}

/// The thousandths of a day in a day: the unit of [`Capacity::person_days`].
pub const DAY: u64 = 1_000;

/// The hundred-thousandths of a day in a day: the unit of [`Capacity::focused_person_days`].
pub const FOCUSED_DAY: u64 = 100_000;

/// Formats tenths of a day as days off: `1 day off`, `2.5 days off`.
pub fn days_off(tenths: u32) -> String {
    let days = f64::from(tenths) / 10.0;
    format!("{days} {} off", if tenths == 10 { "day" } else { "days" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id as _;

    /// Returns the person-days and the focused person-days of a team in sprints of so many working days: each person's
    /// days off in tenths, and allocation.
    fn team(working_days: usize, focus: u32, people: &[(u32, u32)]) -> (u64, u64) {
        let one = |(days_off, allocation): &(u32, u32)| Capacity {
            id: CapacityId::new(1).unwrap(),
            sprint: SprintId::new(1).unwrap(),
            person: PersonId::new(1).unwrap(),
            days_off: *days_off,
            allocation: *allocation,
            focus,
        };
        let all = people.iter().map(one).map(|it| Capacity::days_of(Some(&it), working_days));
        all.fold((0, 0), |sum, days| (sum.0 + days.0, sum.1 + days.1))
    }

    /// Kniberg's factor: 60 points with 80 person-days are 0.75 of them.
    #[test]
    fn ex_13a_absences_and_focus_leave_60_of_105_person_days() {
        assert_eq!(team(15, 75, &[(0, 100); 7]).0, 105 * DAY);
        let absent = [(50, 100), (50, 100), (50, 100), (50, 100), (50, 100), (0, 100), (0, 100)];
        assert_eq!(team(15, 75, &absent), (80 * DAY, 60 * FOCUSED_DAY));
    }

    /// 41 person-days × 8 hours × 0.7 are 229.6 hours, which are 28.7 days of 8 hours.
    #[test]
    fn ex_13b_days_off_and_part_time_leave_41_person_days() {
        let people = [(0, 100), (0, 100), (30, 100), (0, 50), (10, 100)];
        let (days, focused) = team(10, 70, &people);
        assert_eq!((days, focused), (41 * DAY, 2_870_000));
        assert_eq!(focused * 8 * 10 / FOCUSED_DAY, 2_296, "tenths of an hour");
    }
}
