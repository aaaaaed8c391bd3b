//! Restoring an exported product into an empty file. Every id is preserved, and so are the id counters.

use super::Decided;
use super::draft::Draft;
use crate::domain::change::{Change, Edit};
use crate::domain::item_counts::ItemCounts;
use crate::domain::model::{Entity as _, Product, Team};
use crate::domain::operation::SetupOperation;
use crate::domain::refusal::Refusal;
use crate::domain::snapshot::Snapshot;
use crate::domain::value::SprintState;
use std::collections::BTreeSet;

pub(super) fn restore(draft: &mut Draft<'_>, snapshot: &Snapshot) -> Decided {
    if let Some(product) = draft.workspace.product() {
        return Err(Refusal::already(format!("this file already has the product {}", product.name))
            .hint(format!("import it into a new file: ceremony --file new.db import {}", snapshot.file)));
    }
    let products: Vec<&Product> = snapshot
        .created
        .iter()
        .filter_map(|row| if let Change::Product(Edit::Created(it)) = row { Some(it) } else { None })
        .collect();
    let [product] = products.as_slice() else {
        return Err(damaged("it has no product, or several"));
    };
    let mut there = BTreeSet::new();
    for row in &snapshot.created {
        if !there.insert((row.entity(), row.number())) {
            return Err(damaged(&format!("{} appears in it twice", named(row))));
        }
    }
    if !there.iter().any(|(entity, _)| *entity == Team::NAME) {
        return Err(damaged("it has no team"));
    }
    if snapshot.created.iter().filter(|row| is_running(row)).count() > 1 {
        return Err(damaged("several sprints are running"));
    }
    let mut numbers = BTreeSet::new();
    for row in &snapshot.created {
        let number = if let Change::Item(Edit::Created(item)) = row {
            Some(item.number)
        } else if let Change::Epic(Edit::Created(epic)) = row {
            epic.number
        } else {
            None
        };
        if number.is_some_and(|number| !numbers.insert(number)) {
            return Err(damaged(&format!("{} has the same number as another row", named(row))));
        }
        let is_loose = row.references().iter().any(|other| !there.contains(other));
        if is_loose && !may_outlive(row) {
            return Err(damaged(&format!("{} refers to something that is not in it", named(row))));
        }
        if let Change::Item(Edit::Created(item)) = row
            && item.board_column.is_some() != item.stage.is_on_board()
        {
            return Err(damaged(&format!(
                "item {} is on the board and in no column, or the reverse",
                item.id
            )));
        }
    }
    for mut row in snapshot.created.iter().cloned() {
        // The counts are recomputed when the parts are added.
        if let Change::Item(Edit::Created(item)) = &mut row {
            item.tally = ItemCounts::default();
        }
        draft.push(row);
    }
    draft.keep_counters(snapshot.counters.clone());
    Ok(SetupOperation::Restore(product.name.clone(), snapshot.file.clone(), snapshot.items()).into())
}

/// Names a row in a sentence: `person 3`, `question 1 of item 2`.
fn named(row: &Change) -> String {
    let own = format!("{} {}", row.entity().replace('_', " "), row.number());
    match row.item() {
        Some(item) if !matches!(row, Change::Item(_)) => format!("{own} of item {item}"),
        Some(_) | None => own,
    }
}

fn is_running(row: &Change) -> bool {
    matches!(row, Change::Sprint(Edit::Created(sprint)) if sprint.state == SprintState::Running)
}

/// A withdrawn report outlives its sprint if the sprint's creation is undone.
fn may_outlive(row: &Change) -> bool {
    matches!(row, Change::Report(Edit::Created(report)) if report.withdrawn)
}

fn damaged(what: &str) -> Refusal {
    Refusal::value(format!("the export is damaged: {what}")).hint("use the newest good export")
}
