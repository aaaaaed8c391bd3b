//! The columns of the board.

use super::entity::entity;
use super::id::{ColumnId, TeamId};
use super::value::{Line, Rank, Stage};

entity! {
    /// A step of the work on the board. Each column belongs to the stage to do, doing or review.
    Column, ColumnField, ColumnId, "board_column", item: |_| None;
    /// The team that owns the board.
    Team team: TeamId = computed,
    /// The name.
    Name name: Line = people "name",
    /// The stage of the items in it: to do, doing or review.
    Stage stage: Stage = command,
    /// The position from left to right, within its stage.
    Rank rank: Rank = command,
    /// The work-in-progress limit: how many items it should hold at most. Advisory.
    Wip wip: Option<u32> = people "limit",
}
