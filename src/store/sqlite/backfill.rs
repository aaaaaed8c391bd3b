//! Fields of existing rows that an upgrade fills. They are set by an entry of their own in the history, so that the
//! replayed history and the tables still agree.

use crate::domain::change::{Change, Edit};
use crate::domain::id::{Id as _, ItemId};
use crate::domain::item::{Item, ItemField};
use crate::domain::value::{Instant, Value};
use crate::store::engine::Tx;
use crate::store::failure::Failure;
use crate::store::history::{EntryKind, NewEntry};
use crate::store::progress::ProgressCounter;
use crate::store::sql::cells::{int, read_cell};
use crate::store::sql::history;

/// When each item was first started, by operations that were not undone. An item that was already started when it was
/// imported counts from its last move.
const STARTS: &str = "SELECT id, coalesce(began, CASE WHEN stage IN ('doing', 'review') THEN since END) FROM (
    SELECT item.id, item.stage, item.since, (
        SELECT min(entry.at) FROM change JOIN entry ON entry.revision = change.revision
        WHERE change.entity = 'item' AND change.number = item.id AND change.field = 'stage'
          AND change.new_value IN ('doing', 'review') AND entry.kind = 'deed'
          AND NOT EXISTS (SELECT 1 FROM entry undo WHERE undo.target = entry.revision AND undo.kind = 'undo'
              AND NOT EXISTS (SELECT 1 FROM entry redo WHERE redo.target = entry.revision AND redo.kind = 'redo'
                  AND redo.revision > undo.revision))
    ) AS began FROM item
) AS known WHERE began IS NOT NULL OR stage IN ('doing', 'review') ORDER BY id";

/// Records when items were first started.
pub(super) fn starts(tx: &mut dyn Tx) -> Result<(), Failure> {
    let mut changes: Vec<Change> = Vec::new();
    let mut rows: Vec<[Value; 2]> = Vec::new();
    tx.run(STARTS, &[], &mut |cells| {
        let (id, at): (ItemId, Instant) = (read_cell(cells, 0)?, read_cell(cells, 1)?);
        let (old, new) = (ItemField::Started(None), ItemField::Started(Some(at)));
        changes.push(Edit::<Item>::Set { id, item: Some(id), old, new }.into());
        rows.push([Value::Int(at.0), int(id.number())]);
        Ok(())
    })?;
    for row in &rows {
        tx.execute("UPDATE item SET started = ?1 WHERE id = ?2", row)?;
    }
    record(tx, "schema-5-starts", "recorded when items were first started", &changes)
}

/// Appends the entry of an upgrade: by no person, at the time of the newest entry.
fn record(tx: &mut dyn Tx, operation: &str, sentence: &str, changes: &[Change]) -> Result<(), Failure> {
    if changes.is_empty() {
        return Ok(());
    }
    let mut at = Instant(0);
    tx.run("SELECT max(at) FROM entry", &[], &mut |cells| {
        at = read_cell(cells, 0)?;
        Ok(())
    })?;
    let entry = NewEntry {
        operation: operation.to_owned(),
        at,
        person: None,
        on_behalf: None,
        login: String::new(),
        terminal: String::new(),
        ceremony: None,
        kind: EntryKind::Operation,
        act: None,
        sentence: sentence.to_owned(),
        settings: Vec::new(),
    };
    let tip = history::tip(tx, operation)?;
    history::append(tx, &tip, &entry, changes, &mut ProgressCounter::silent())
}
