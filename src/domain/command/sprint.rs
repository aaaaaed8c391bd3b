//! Commands on sprints.

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

/// Commands on sprints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SprintCommand {
    /// Creates a planned sprint.
    New {
        /// The name; `None` for `Sprint` and the next number.
        name: Option<Line>,
        /// The sprint goal.
        goal: Prose,
        /// The first day; `None` for the next one that fits the product's cadence.
        start: Option<NaiveDate>,
        /// The last day; `None` for the product's sprint length.
        end: Option<NaiveDate>,
    },
    /// Adds items to a planned or running sprint.
    Select(SprintId, Vec<ItemId>),
    /// Removes items from their sprint.
    Deselect(Vec<ItemId>),
    /// Starts a sprint.
    Start(SprintId),
    /// Closes the running sprint.
    Close {
        /// The sprint.
        sprint: SprintId,
        /// Where each unfinished item goes; those not named go to the top of the backlog.
        leftovers: Vec<(ItemId, Leftover)>,
    },
    /// Removes a planned sprint; its items stay in the backlog.
    Remove(SprintId),
}
