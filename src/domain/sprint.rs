//! Sprints, and the reports that are frozen when they are closed.

use super::entity::entity;
use super::id::{ReportId, SprintId, TeamId};
use super::value::{
    Cell, Damaged, GoalOutcome, Instant, Line, Points, Prose, Scalar, SprintState, Value, Weekdays,
};
use chrono::NaiveDate;

entity! {
    /// A sprint of the team.
    Sprint, SprintField, SprintId, "sprint", item: |_| None;
    /// The team whose sprint it is.
    Team team: TeamId = computed,
    /// The name.
    Name name: Line = people "name",
    /// The sprint goal.
    Goal goal: Prose = people "sprint goal",
    /// The state: planned, running or closed.
    State state: SprintState = command,
    /// The first day; unknown for some imported sprints.
    Start start_day: Option<NaiveDate> = people "first day",
    /// The last day.
    End end_day: Option<NaiveDate> = people "last day",
    /// The working days, in order; Monday to Friday by default.
    Days days: Days = people "working days",
    /// When it was started.
    StartedAt started_at: Option<Instant> = command,
    /// When it was closed.
    ClosedAt closed_at: Option<Instant> = command,
    /// The points at the start.
    Forecast forecast: Option<Points> = command,
    /// The points accepted by the close: the sprint's velocity.
    Done done: Option<Points> = command,
    /// Whether the sprint goal was met; `None` while that is undecided.
    GoalOutcome goal_outcome: Option<GoalOutcome> = command,
    /// The reason given for that.
    GoalWhy goal_why: Option<Line> = command,
}

impl Sprint {
    /// Returns its length in calendar days, the first and the last included; `None` if a day is unknown.
    pub fn calendar_days(&self) -> Option<u32> {
        let days = (self.end_day? - self.start_day?).num_days() + 1;
        u32::try_from(days).ok().filter(|days| *days > 0)
    }

    /// Creates a planned sprint of which only the name is known.
    pub fn named(id: SprintId, team: TeamId, name: Line) -> Self {
        Self {
            id,
            team,
            name,
            goal: Prose::default(),
            state: SprintState::Planned,
            start_day: None,
            end_day: None,
            days: Days::default(),
            started_at: None,
            closed_at: None,
            forecast: None,
            done: None,
            goal_outcome: None,
            goal_why: None,
        }
    }

    /// Returns the number of the current working day, counted from 1, and the total.
    ///
    /// Before the first day it is 0; on a day off it is that of the last working day before.
    pub fn day_of(&self, today: NaiveDate) -> (usize, usize) {
        (self.days.iter().filter(|day| **day <= today).count(), self.days.len())
    }

    /// Returns the first day and the working days if the sprint is started on `today`, before its first day; its last
    /// day is unchanged, and the days before the first are those of the working `week`. `None` if the dates stay as they
    /// are.
    pub fn begun_early(&self, today: NaiveDate, week: Weekdays) -> Option<(NaiveDate, Days)> {
        let end = self.end_day.filter(|end| *end >= today)?;
        let before = match self.start_day {
            Some(start) if start <= today => return None,
            Some(start) => start.pred_opt()?,
            None => end,
        };
        let more = week.between(today, before);
        Some((today, more.into_iter().chain(self.days.iter().copied()).collect()))
    }
}

entity! {
    /// The report of a sprint when it was closed. Undoing the close withdraws the report and keeps it.
    Report, ReportField, ReportId, "report", item: |_| None;
    /// The sprint.
    Sprint sprint: SprintId = command,
    /// When it was frozen.
    At at: Instant = command,
    /// Whether the close was undone.
    Withdrawn withdrawn: bool = command,
    /// The report itself, as the JSON of a [`super::report::SprintReport`].
    Content content: Prose = command,
}

/// A sorted list of distinct days, written `2026-11-23 2026-11-24`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Days(Box<[NaiveDate]>);

impl FromIterator<NaiveDate> for Days {
    fn from_iter<I: IntoIterator<Item = NaiveDate>>(days: I) -> Self {
        let mut days: Vec<NaiveDate> = days.into_iter().collect();
        days.sort_unstable();
        days.dedup();
        Self(days.into())
    }
}

impl std::ops::Deref for Days {
    type Target = [NaiveDate];
    fn deref(&self) -> &[NaiveDate] {
        &self.0
    }
}

impl Scalar for Days {
    fn to_value(&self) -> Value {
        Value::Text(self.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged> {
        let words = cell.text("days")?.split_whitespace();
        words.map(|word| word.parse().map_err(|_| Damaged::new("days", cell))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    #[test]
    fn a_sprint_that_is_started_early_ends_as_planned_and_keeps_its_days_off() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let week = Weekdays::MONDAY_TO_FRIDAY;
        let mut sprint =
            Sprint::named(SprintId::new(1).unwrap(), TeamId::new(1).unwrap(), "Sprint 1".parse().unwrap());
        (sprint.start_day, sprint.end_day) = (Some(day(23)), Some(day(27)));
        sprint.days = [23, 24, 26, 27].map(day).into_iter().collect();
        let days = [20, 23, 24, 26, 27].map(day).into_iter().collect();
        assert_eq!(sprint.begun_early(day(20), week), Some((day(20), days)));
        let days = [20, 22, 23, 24, 26, 27].map(day).into_iter().collect();
        assert_eq!(sprint.begun_early(day(20), "sun-fri".parse().unwrap()), Some((day(20), days)));
        assert_eq!(sprint.begun_early(day(23), week), None);
        assert_eq!(sprint.begun_early(day(30), week), None);
    }

    #[test]
    fn days_are_in_order_and_come_back() {
        let days: Days =
            ["2026-11-24", "2026-11-23", "2026-11-24"].iter().map(|day| day.parse().unwrap()).collect();
        assert_eq!(days.to_value(), Value::Text("2026-11-23 2026-11-24".to_owned()));
        assert_eq!(Days::from_cell(days.to_value().cell()), Ok(days));
    }
}
