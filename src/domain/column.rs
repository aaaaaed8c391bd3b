//! The columns of the board.

use super::entity::entity;
use super::id::{ColumnId, TeamId};
use super::value::{Line, Rank, Stage};

entity! {
    /// A step of the work on the board. Each belongs to To do, Doing or Review.
    Column, ColumnField, ColumnId, "board_column", item: |_| None;
    /// Whose board it is.
    Team team: TeamId = computed,
    /// What it is called.
    Name name: Line = people "name",
    /// The stage of the items in it: to do, doing or review.
    Stage stage: Stage = command,
    /// Its place from left to right, within its stage.
    Rank rank: Rank = command,
    /// How many items should be in it at the most; advice.
    Wip wip: Option<u32> = people "limit",
}
