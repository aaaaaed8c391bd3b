//! About sprints.

use crate::domain::id::{ItemId, SprintId};
use crate::domain::value::{Line, Prose};
use chrono::NaiveDate;

/// Where an unfinished item goes when its sprint is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leftover {
    /// To the top of the backlog.
    Backlog,
    /// Into this planned sprint.
    Sprint(SprintId),
}

/// About sprints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SprintCommand {
    /// Makes a sprint.
    New {
        /// What it is called; `None` for `Sprint` and the next number.
        name: Option<Line>,
        /// The sprint goal.
        goal: Prose,
        /// Its first day; `None` for the next one that fits the product's cadence.
        start: Option<NaiveDate>,
        /// Its last day; `None` for the product's sprint length.
        end: Option<NaiveDate>,
    },
    /// Selects items for a sprint that is planned or runs.
    Select(SprintId, Vec<ItemId>),
    /// Takes items out of their sprint.
    Deselect(Vec<ItemId>),
    /// Starts one.
    Start(SprintId),
    /// Closes the running one.
    Close {
        /// Which.
        sprint: SprintId,
        /// Where each unfinished item goes; those not named go to the top of the backlog.
        leftovers: Vec<(ItemId, Leftover)>,
    },
    /// Takes a planned sprint away; its items stay in the backlog.
    Remove(SprintId),
}
