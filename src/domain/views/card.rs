//! An item in progress, as shown on a card.

use super::{ItemRef, json};
use crate::domain::item::Item;
use crate::domain::value::{Instant, Points, Stage};
use crate::domain::workspace::Workspace;
use serde::Serialize;

/// An item in progress.
#[derive(Debug, Clone, Serialize)]
pub struct ItemCard {
    /// The item.
    #[serde(flatten)]
    pub item: ItemRef,
    /// Its column; off the board, its stage.
    pub column: String,
    /// The assignees.
    pub assignees: Vec<String>,
    /// Its estimate.
    #[serde(serialize_with = "json::optional_points")]
    pub estimate: Option<Points>,
    /// Whether it was added to the running sprint as unplanned work.
    #[serde(rename = "unplanned")]
    pub is_unplanned: bool,
    /// The day of its stay in the column, counted from 1; `None` off the board.
    pub day: Option<i64>,
    /// The number of tasks.
    pub tasks: u16,
    /// The number of completed tasks.
    pub tasks_done: u16,
    /// Why it is blocked.
    pub blocked: Option<String>,
    /// Whether it is accepted.
    #[serde(rename = "accepted")]
    pub is_accepted: bool,
}

impl ItemCard {
    /// Builds the card of an item.
    pub fn of(workspace: &Workspace, item: &Item, now: Instant) -> Self {
        Self {
            item: ItemRef::of(workspace, item),
            column: workspace.column_of(item).to_owned(),
            assignees: workspace.assignees(item),
            estimate: item.estimate,
            is_unplanned: workspace.selection(item).is_some_and(|selection| selection.unplanned),
            day: item.stage.is_on_board().then(|| item.since.days_until(now, workspace.zone()).max(0) + 1),
            tasks: item.tally.tasks,
            tasks_done: item.tally.tasks_done,
            blocked: item.blocked.as_ref().map(ToString::to_string),
            is_accepted: item.stage == Stage::Accepted,
        }
    }
}
