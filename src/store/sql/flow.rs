//! Reading what metrics are computed from: the events of the items of sprints, and accepted items.

use super::cells::{read_cell, unsigned};
use super::history::{AT, DAY};
use super::rows::{number, places, select};
use crate::domain::entity::{Cells, EntityField};
use crate::domain::id::{ItemId, SprintId};
use crate::domain::item::{Item, ItemField};
use crate::domain::item_event::ItemEvent;
use crate::domain::reference::Reference;
use crate::domain::value::{Damaged, Instant, Line, Points, Scalar, Value};
use crate::store::engine::Tx;
use crate::store::failure::{Failure, FailureKind};
use crate::store::query::{EventQuery, FinishedQuery};
use chrono::NaiveDate;

/// The columns of an event, except for its time and day.
const COLUMNS: &str = "change.revision, change.number, change.field, change.old_value, change.new_value";

/// Reads changes of items, in the order of the history.
pub(in crate::store) fn events(
    tx: &mut dyn Tx,
    query: EventQuery,
    each: &mut dyn FnMut(ItemEvent),
) -> Result<(), Failure> {
    match query {
        EventQuery::Rejections(sprint) => standing(tx, sprint, "rejected", each),
        EventQuery::Blocks(sprint) => standing(tx, sprint, "blocked", each),
    }
}

/// Reads the changes of a field of items that were ever selected for a sprint, except for undone ones.
fn standing(
    tx: &mut dyn Tx,
    sprint: SprintId,
    field: &'static str,
    each: &mut dyn FnMut(ItemEvent),
) -> Result<(), Failure> {
    let sql = format!(
        "SELECT {COLUMNS}, {AT}, {DAY}
         FROM change JOIN entry ON entry.revision = change.revision
         WHERE change.entity = 'item' AND change.number IN (SELECT item FROM selection WHERE sprint = ?1)
           AND change.field = ?2 AND entry.kind = 'deed'
           AND NOT EXISTS (SELECT 1 FROM entry undo WHERE undo.target = entry.revision AND undo.kind = 'undo'
               AND NOT EXISTS (SELECT 1 FROM entry redo WHERE redo.target = entry.revision AND redo.kind = 'redo'
                   AND redo.revision > undo.revision))
         ORDER BY change.revision, change.ordinal"
    );
    tx.run(&sql, &[number(sprint), Value::Text(field.to_owned())], &mut |cells| event(cells).map(&mut *each))
}

fn event(cells: &dyn Cells) -> Result<ItemEvent, Failure> {
    let revision = unsigned(cells, 0)?;
    event_of(revision, cells).map_err(|error| {
        Failure::new(FailureKind::Damaged, format!("revision {revision} of the history is damaged: {error}"))
    })
}

fn event_of(revision: u64, cells: &dyn Cells) -> Result<ItemEvent, Damaged> {
    let field = cells.cell(2)?.text("a field")?;
    Ok(ItemEvent {
        revision,
        at: Instant::from_cell(cells.cell(5)?)?,
        day: NaiveDate::from_cell(cells.cell(6)?)?,
        item: ItemId::from_cell(cells.cell(1)?)?,
        old: ItemField::read(field, cells.cell(3)?)?,
        new: ItemField::read(field, cells.cell(4)?)?,
    })
}

/// Reads the items that these closed sprints have not carried over: they were accepted in them.
pub(super) fn accepted_in(
    tx: &mut dyn Tx,
    sprints: &[SprintId],
    each: &mut dyn FnMut(Item),
) -> Result<(), Failure> {
    let Some((places, values)) = listed(sprints) else { return Ok(()) };
    let which = "WHERE id IN (SELECT item FROM selection WHERE until IS NULL AND sprint IN";
    select::<Item>(tx, &format!("{which} ({places})) ORDER BY id"), &values, each)
}

/// Reads when accepted items were first started, if that is known, and when they were accepted.
pub(in crate::store) fn finished(
    tx: &mut dyn Tx,
    query: FinishedQuery<'_>,
    each: &mut dyn FnMut(Option<Instant>, Instant),
) -> Result<(), Failure> {
    let (which, values) = match query {
        FinishedQuery::InSprints(sprints) => {
            let Some((places, values)) = listed(sprints) else { return Ok(()) };
            (format!("sprint IN ({places}) AND ended IS NOT NULL"), values)
        }
        FinishedQuery::Since(time) => ("ended >= ?1".to_owned(), vec![time.to_value()]),
    };
    let sql = format!("SELECT started, ended FROM item WHERE {which} AND stage = 'accepted' ORDER BY id");
    tx.run(&sql, &values, &mut |cells| {
        each(read_cell(cells, 0)?, read_cell(cells, 1)?);
        Ok(())
    })
}

/// Reads the accepted items of these sprints, each with the time at which it was first started.
pub(in crate::store) fn references(
    tx: &mut dyn Tx,
    sprints: &[SprintId],
    most: u64,
    each: &mut dyn FnMut(Reference),
) -> Result<(), Failure> {
    let Some((places, mut values)) = listed(sprints) else { return Ok(()) };
    values.push(Value::Int(i64::try_from(most).unwrap_or(i64::MAX)));
    let last = values.len();
    // With `is_open` in the condition, SQLite would scan all past items instead of those of the sprints.
    let sql = format!(
        "SELECT id, title, estimate, started, ended FROM item
         WHERE sprint IN ({places}) AND stage = 'accepted'
           AND estimate IS NOT NULL AND started IS NOT NULL AND ended IS NOT NULL
         ORDER BY ended DESC, id DESC LIMIT ?{last}"
    );
    tx.run(&sql, &values, &mut |cells| {
        each(reference(cells).map_err(|error| {
            Failure::new(FailureKind::Damaged, format!("an accepted item is damaged: {error}"))
        })?);
        Ok(())
    })
}

fn reference(cells: &dyn Cells) -> Result<Reference, Damaged> {
    Ok(Reference {
        item: ItemId::from_cell(cells.cell(0)?)?,
        title: Line::from_cell(cells.cell(1)?)?,
        points: Points::from_cell(cells.cell(2)?)?,
        began: Instant::from_cell(cells.cell(3)?)?,
        ended: Instant::from_cell(cells.cell(4)?)?,
    })
}

fn listed(sprints: &[SprintId]) -> Option<(String, Vec<Value>)> {
    (!sprints.is_empty()).then(|| (places(1, sprints.len()), sprints.iter().map(|id| number(*id)).collect()))
}
