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

/// The changes of stage of an item by operations that were not undone.
const MOVES: &str = "FROM change JOIN entry ON entry.revision = change.revision
    WHERE change.entity = 'item' AND change.number = item.id AND change.field = 'stage' AND entry.kind = 'deed'
      AND NOT EXISTS (SELECT 1 FROM entry undo WHERE undo.target = entry.revision AND undo.kind = 'undo'
          AND NOT EXISTS (SELECT 1 FROM entry redo WHERE redo.target = entry.revision AND redo.kind = 'redo'
              AND redo.revision > undo.revision))";

/// Records when items were first started, and how often they were reopened after their acceptance. An item that was
/// already started when it was imported counts from its last move.
pub(super) fn lives(tx: &mut dyn Tx) -> Result<(), Failure> {
    let sql = format!(
        "SELECT id, coalesce(began, CASE WHEN stage IN ('doing', 'review') THEN since END), times FROM (
             SELECT item.id, item.stage, item.since,
                 (SELECT min(entry.at) {MOVES} AND change.new_value IN ('doing', 'review')) AS began,
                 (SELECT count(*) {MOVES} AND change.old_value = 'accepted') AS times
             FROM item
         ) AS known ORDER BY id"
    );
    let mut found: Vec<(ItemId, Option<Instant>, u32)> = Vec::new();
    tx.run(&sql, &[], &mut |cells| {
        found.push((read_cell(cells, 0)?, read_cell(cells, 1)?, read_cell(cells, 2)?));
        Ok(())
    })?;
    let mut changes: Vec<Change> = Vec::new();
    for (id, started, reopened) in found {
        let mut set = |column: &str, value: Value, old: ItemField, new: ItemField| {
            changes.push(Edit::<Item>::Set { id, item: Some(id), old, new }.into());
            tx.execute(&format!("UPDATE item SET {column} = ?1 WHERE id = ?2"), &[value, int(id.number())])
        };
        if let Some(at) = started {
            set("started", Value::Int(at.0), ItemField::Started(None), ItemField::Started(started))?;
        }
        if reopened > 0 {
            let (old, new) = (ItemField::Reopened(None), ItemField::Reopened(Some(reopened)));
            set("reopened", int(reopened.into()), old, new)?;
        }
    }
    record(
        tx,
        "schema-5-lives",
        "recorded when items were first started and how often they were reopened",
        &changes,
    )
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
