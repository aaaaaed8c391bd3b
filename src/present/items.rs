//! Items as rows of a table.

use super::table::TextTable;
use super::tone::Tone;
use crate::domain::item::Item;
use crate::domain::value::{Instant, Points, string_enum};
use crate::domain::workspace::Workspace;

string_enum! {
    /// A column of a table of items.
    ItemColumn, "column" {
        /// The key.
        Key = "key",
        /// The kind.
        Kind = "kind",
        /// The title.
        Title = "title",
        /// The epic.
        Epic = "epic",
        /// The estimate.
        Points = "points",
        /// The column of the board, or what is missing for ready.
        State = "state",
        /// The assignees.
        Assignee = "assignee",
        /// Why it is blocked, what it waits for, questions, labels.
        Notes = "notes",
    }
}

/// Builds a table with a row per item and all columns.
pub fn table(workspace: &Workspace, items: &[&Item], now: Instant) -> TextTable {
    table_of(workspace, items, now, ItemColumn::ALL)
}

/// Builds a table with a row per item, and these columns.
pub fn table_of(workspace: &Workspace, items: &[&Item], now: Instant, columns: &[ItemColumn]) -> TextTable {
    let cell = |item: &Item, column: ItemColumn| match column {
        ItemColumn::Key => workspace.key(item.id),
        ItemColumn::Kind => item.kind.to_string(),
        ItemColumn::Title => item.title.to_string(),
        ItemColumn::Epic => epic(workspace, item),
        ItemColumn::Points => points(item),
        ItemColumn::State => place(workspace, item),
        ItemColumn::Assignee => super::people(workspace, item),
        ItemColumn::Notes => marks(workspace, item, now),
    };
    let tone = |column: &ItemColumn| match column {
        ItemColumn::Key | ItemColumn::Kind | ItemColumn::Epic => Tone::Dim,
        ItemColumn::Notes => Tone::Warn,
        ItemColumn::Title | ItemColumn::Points | ItemColumn::State | ItemColumn::Assignee => Tone::Text,
    };
    let rows = items.iter().map(|item| columns.iter().map(|column| cell(item, *column)).collect());
    let numbers = (0..columns.len()).filter(|at| columns[*at] == ItemColumn::Points);
    let table = TextTable::of(rows).numbers(numbers.collect::<Vec<_>>());
    let table = table.tones(columns.iter().map(tone).collect::<Vec<_>>());
    table.headed(columns.iter().map(|column| column.word()))
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
