//! An item that is worked on, as a card shows it.

use super::{ItemRef, json};
use crate::domain::item::Item;
use crate::domain::value::{Instant, Points, Stage};
use crate::domain::workspace::Workspace;
use serde::Serialize;

/// An item of the running work.
#[derive(Debug, Clone, Serialize)]
pub struct ItemCard {
    /// The item.
    #[serde(flatten)]
    pub item: ItemRef,
    /// Its column, or else its stage.
    pub column: String,
    /// Who has it.
    pub assignees: Vec<String>,
    /// Its estimate.
    #[serde(serialize_with = "json::optional_points")]
    pub estimate: Option<Points>,
    /// Whether it came into the running sprint unplanned.
    #[serde(rename = "unplanned")]
    pub is_unplanned: bool,
    /// On which day of its stay in the column it is, the first is 1; `None` off the board.
    pub day: Option<i64>,
    /// How many tasks it has.
    pub tasks: u16,
    /// How many of them are done.
    pub tasks_done: u16,
    /// Why it is blocked.
    pub blocked: Option<String>,
    /// Whether it is accepted.
    #[serde(rename = "accepted")]
    pub is_accepted: bool,
}

impl ItemCard {
    /// Makes the card of an item.
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
