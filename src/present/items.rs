//! Items as rows of a table.

use super::table::TextTable;
use crate::domain::item::Item;
use crate::domain::value::{Instant, Points};
use crate::domain::workspace::Workspace;

/// Builds a table with a row per item: key, kind, title, epic, points, position, assignees and marks.
pub fn table(workspace: &Workspace, items: &[&Item], now: Instant) -> TextTable {
    let rows = items.iter().map(|item| {
        vec![
            workspace.key(item.id),
            item.kind.to_string(),
            item.title.to_string(),
            epic(workspace, item),
            points(item),
            place(workspace, item),
            super::people(workspace, item),
            marks(workspace, item, now),
        ]
    });
    TextTable::of(rows).numbers([4])
}

fn epic(workspace: &Workspace, item: &Item) -> String {
    item.epic.and_then(|id| workspace.epics.get(id)).map(|epic| epic.title.to_string()).unwrap_or_default()
}

/// Formats an estimate: `5 pts`, or `–`.
fn points(item: &Item) -> String {
    match item.estimate {
        Some(points) if points == Points::whole(1) => "1 pt".to_owned(),
        Some(points) => format!("{points} pts"),
        None => "–".to_owned(),
    }
}

/// Formats the position of an item: its readiness, its column, or its final stage.
fn place(workspace: &Workspace, item: &Item) -> String {
    if item.is_in_backlog() {
        return super::readiness(workspace, item);
    }
    let column = item.board_column.and_then(|id| workspace.columns.get(id));
    column.map_or_else(|| item.stage.to_string(), |column| column.name.to_string())
}

/// Formats the marks of an item, such as why it is blocked.
fn marks(workspace: &Workspace, item: &Item, now: Instant) -> String {
    let zone = workspace.zone();
    let mut marks: Vec<String> = Vec::new();
    marks.extend(super::blocked(item, now, zone));
    marks.extend(super::waiting(workspace, item));
    if item.is_in_backlog() {
        marks.extend(
            item.sprint.and_then(|id| workspace.sprints.get(id)).map(|sprint| format!("in {}", sprint.name)),
        );
    }
    if item.tally.questions > 0 && item.stage.is_open() {
        marks.push(super::count(u64::from(item.tally.questions), "open question", "open questions"));
    }
    if item.rejected.is_some() {
        marks.push("rejected".to_owned());
    }
    for (decided, why, by) in item.overrides() {
        marks.push(super::overridden(decided, by.map(|person| workspace.name(person)), why));
    }
    let labels = super::labels(workspace, item);
    if !labels.is_empty() {
        marks.push(labels);
    }
    marks.join("; ")
}
