//! Operations on sprints.

use super::named_items::NamedItems;
use super::words::Words;
use crate::domain::capacity::days_off;
use crate::domain::id::{ItemId, PersonId};
use crate::domain::sentence::{count, points};
use crate::domain::value::{GoalOutcome, Line, Points};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An operation on a sprint, which is referred to by its name at the time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SprintOperation {
    /// Planned a sprint from the first day to the second.
    Plan(Line, NaiveDate, NaiveDate),
    /// Renamed a sprint from the first name to the second.
    Rename(Line, Line),
    /// Set the goal of a sprint, or removed it.
    SetGoal(Line, Option<String>),
    /// Moved a sprint to these days.
    SetDates(Line, NaiveDate, NaiveDate),
    /// Set the number of working days of a sprint.
    SetWorkingDays(Line, usize),
    /// Removed a sprint.
    Remove(Line),
    /// Added items to a sprint, which may be running.
    Select(NamedItems, Line, bool),
    /// Removed items from the sprint.
    Deselect(NamedItems),
    /// Added an item at the top of the running sprint, unplanned; with its title if it is new.
    Hurry(ItemId, Option<Line>, Line),
    /// Started a sprint with this many items and points.
    Start(Line, usize, Points),
    /// Closed a sprint with this many points accepted and items carried over.
    Close(Line, Points, usize),
    /// Set whether a sprint's goal was met, with the reason.
    JudgeGoal(Line, GoalOutcome, Option<Line>),
    /// Set a person's availability in a sprint: days off in tenths of a day, allocation and focus factor in percent.
    SetAvailability(PersonId, Line, u32, u32, u32),
}

impl SprintOperation {
    pub(super) fn sentence(&self, words: Words<'_>) -> String {
        let items = |items: &NamedItems| words.items(items);
        match self {
            Self::Plan(name, start, end) => format!("planned {name}, {start} to {end}"),
            Self::Rename(from, to) => format!("renamed {from} to {to}"),
            Self::SetGoal(name, goal) => {
                format!("set the goal of {name}: {}", goal.as_deref().unwrap_or("none"))
            }
            Self::SetDates(name, start, end) => format!("moved {name} to {start} to {end}"),
            Self::SetWorkingDays(name, days) => {
                format!("set {name} to {}", count(*days, "working day", "working days"))
            }
            Self::Remove(name) => format!("removed {name}"),
            Self::Select(it, name, true) => format!("added {} to {name}, which is running", items(it)),
            Self::Select(it, name, false) => format!("added {} to {name}", items(it)),
            Self::Deselect(it) => format!("removed {} from the sprint", items(it)),
            Self::Hurry(id, title, name) => {
                let title = title.as_ref().map_or_else(String::new, |title| format!(" {title}"));
                format!("added {}{title} to {name}, unplanned", words.key(*id))
            }
            Self::Start(name, number, sum) => {
                format!("started {name} with {}, {}", count(*number, "item", "items"), points(*sum))
            }
            Self::Close(name, done, 0) => {
                format!("closed {name} with {} accepted, nothing carried over", points(*done))
            }
            Self::Close(name, done, carried) => {
                let carried = count(*carried, "item", "items");
                format!("closed {name} with {} accepted, {carried} carried over", points(*done))
            }
            Self::JudgeGoal(name, outcome, why) => {
                let why = why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
                format!("recorded the goal of {name} as {outcome}{why}")
            }
            Self::SetAvailability(person, name, off, allocation, focus) => format!(
                "set the availability of {} in {name}: {}, {allocation} % of the time, focus {focus} %",
                words.name(*person),
                days_off(*off)
            ),
        }
    }
}
