//! The board page.

use super::items;
use super::tone::Tone;
use super::tree::{Node, Section, Tree};
use crate::domain::value::Instant;
use crate::domain::views::board::ColumnView;
use crate::domain::workspace::Workspace;

/// Builds the board: its columns with their items.
pub fn page(workspace: &Workspace, columns: &[ColumnView<'_>], now: Instant) -> Tree {
    let mut tree = Tree::led_by(super::summary(workspace, now));
    if workspace.running().is_none() {
        tree.lead("Start a sprint with: ceremony sprint start");
    }
    for column in columns.iter().filter(|it| it.column.is_some() || !it.items.is_empty()) {
        let tone = if column.is_over_limit() { Tone::Warn } else { Tone::Dim };
        let rows = Node::Table(items::table(workspace, &column.items, now));
        tree.push(Section::named(column.name()).badge(load(workspace, column), tone).with([rows]));
    }
    tree
}

/// Formats the load of a column, `2 of 4 items, 5 pts`, marking an exceeded limit.
pub fn load(workspace: &Workspace, column: &ColumnView<'_>) -> String {
    let (number, points) = (column.items.len(), column.points(workspace));
    match column.limit() {
        Some(limit) if column.is_over_limit() => {
            format!("{}, over the limit of {limit}, {points} pts", super::count(number, "item", "items"))
        }
        Some(limit) => format!("{number} of {}, {points} pts", super::count(limit, "item", "items")),
        None => format!("{}, {points} pts", super::count(number, "item", "items")),
    }
}
