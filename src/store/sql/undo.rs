//! Queries for what can be undone or redone, and who has changed something since.

use super::cells::{int, unsigned};
use super::history::one;
use crate::domain::change::Change;
use crate::domain::value::Value;
use crate::store::engine::Tx;
use crate::store::failure::Failure;
use crate::store::history::Entry;

/// Selects the newest operation of a person that is not undone: from this terminal, or with NULL from any.
pub(in crate::store) const UNDOABLE: &str =
    "SELECT d.revision FROM entry d WHERE d.kind = 'deed' AND d.person = ?1
     AND (CAST(?2 AS TEXT) IS NULL OR d.terminal = ?2)
     AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.target = d.revision AND u.kind = 'undo'
       AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.target = d.revision AND r.kind = 'redo'
         AND r.revision > u.revision))
     ORDER BY d.revision DESC LIMIT 1";

/// Selects the newest undo of a person that is not redone and not followed by a new operation of theirs.
pub(in crate::store) const REDOABLE: &str =
    "SELECT u.revision FROM entry u WHERE u.kind = 'undo' AND u.person = ?1
     AND (CAST(?2 AS TEXT) IS NULL OR u.terminal = ?2)
     AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.target = u.target AND r.kind = 'redo'
       AND r.revision > u.revision)
     AND NOT EXISTS (SELECT 1 FROM entry d WHERE d.kind = 'deed' AND d.person = ?1
       AND (CAST(?2 AS TEXT) IS NULL OR d.terminal = ?2) AND d.revision > u.revision)
     ORDER BY u.revision DESC LIMIT 1";

/// Returns the newest entry of a person that one of these selects, from a terminal, or with `None` from any.
pub(in crate::store) fn newest(
    tx: &mut dyn Tx,
    sql: &str,
    person: &Value,
    terminal: Option<&str>,
) -> Result<Option<u64>, Failure> {
    let mut found = None;
    let terminal = terminal.map_or(Value::Null, |terminal| Value::Text(terminal.to_owned()));
    tx.run(sql, &[person.clone(), terminal], &mut |cells| {
        found = Some(unsigned(cells, 0)?);
        Ok(())
    })?;
    Ok(found)
}

/// Returns the newest entry after `after` that changed a field of an entity, or the entity as a whole.
pub(in crate::store) fn later_change(
    tx: &mut dyn Tx,
    change: &Change,
    after: u64,
) -> Result<Option<Entry>, Failure> {
    let mut found = None;
    let values = [
        Value::Text(change.entity().to_owned()),
        int(change.number()),
        int(after),
        change.field().map_or(Value::Null, |field| Value::Text(field.to_owned())),
    ];
    tx.run(
        "SELECT revision FROM change WHERE entity = ?1 AND number = ?2 AND revision > ?3
         AND (CAST(?4 AS TEXT) IS NULL OR field IS NULL OR field = ?4) ORDER BY revision DESC LIMIT 1",
        &values,
        &mut |cells| {
            found = Some(unsigned(cells, 0)?);
            Ok(())
        },
    )?;
    match found {
        Some(revision) => one(tx, revision),
        None => Ok(None),
    }
}
