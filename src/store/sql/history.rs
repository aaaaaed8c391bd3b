//! The two tables of the history: written together with the state; read for undo, for refreshing, and for people.

use super::cells::{damage, int, read_cell, unsigned};
use super::chain::{self, EntryHash};
use super::rows::insert;
use crate::domain::change::{Change, Edit};
use crate::domain::chronology::HistorySpan;
use crate::domain::entity::{Cells, Entity, EntityField, from_json, to_json};
use crate::domain::id::ItemId;
use crate::domain::model::{self, every};
use crate::domain::value::{Cell, Damaged, Instant, Scalar, Value};
use crate::store::engine::{MOST_VALUES, Tx};
use crate::store::failure::{Failure, FailureKind};
use crate::store::history::{Entry, EntryKind, NewEntry};
use crate::store::progress::ProgressCounter;
use crate::store::query::{HistoryFilter, HistoryPage, HistoryQuery};

const ENTRY: &str =
    "revision, person, on_behalf, login, terminal, kind, target, sentence, ceremony, act, sealed_until";

/// Selects the time of an entry. Entries that were dated ahead by a wrong clock count as of the entry that set it back.
pub(super) const AT: &str = "coalesce((SELECT min(later.at) FROM entry later
     WHERE later.set_back = 1 AND later.revision > entry.revision AND later.at < entry.at), entry.at)";

/// Selects the day of an entry, likewise.
pub(super) const DAY: &str = "coalesce((SELECT min(later.day) FROM entry later
     WHERE later.set_back = 1 AND later.revision > entry.revision AND later.day < entry.day), entry.day)";

/// Selects the kind of the newest undo or redo of a reveal: what was revealed is hidden again after an undo.
const REVEAL: &str = "CASE WHEN entry.act LIKE '%\"reveal\"%' THEN
     (SELECT later.kind FROM entry later WHERE later.target = coalesce(entry.target, entry.revision)
      ORDER BY later.revision DESC LIMIT 1) END";

/// Returns the newest revision and the hash of its entry.
pub(in crate::store) fn newest(tx: &mut dyn Tx) -> Result<(u64, String), Failure> {
    let mut newest = (0, String::new());
    tx.run("SELECT revision, hash FROM entry ORDER BY revision DESC LIMIT 1", &[], &mut |cells| {
        newest = (unsigned(cells, 0)?, read_cell(cells, 1)?);
        Ok(())
    })?;
    Ok(newest)
}

/// The head of a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Head {
    /// The hash of the first entry, which is that of no other product.
    pub product: String,
    /// The newest revision.
    pub revision: u64,
    /// The hash of its entry.
    pub hash: String,
    /// The time of its entry.
    pub at: Instant,
}

/// Returns the head of the history; `None` if it is empty. Works with every schema.
pub(in crate::store) fn head(tx: &mut dyn Tx) -> Result<Option<Head>, Failure> {
    let mut head = None;
    tx.run(
        "SELECT (SELECT hash FROM entry ORDER BY revision LIMIT 1), revision, hash, at
         FROM entry ORDER BY revision DESC LIMIT 1",
        &[],
        &mut |cells| {
            head = Some(Head {
                product: read_cell(cells, 0)?,
                revision: unsigned(cells, 1)?,
                hash: read_cell(cells, 2)?,
                at: read_cell(cells, 3)?,
            });
            Ok(())
        },
    )?;
    Ok(head)
}

/// Returns the hash of an entry; `None` if there is none.
pub(in crate::store) fn hash_at(tx: &mut dyn Tx, revision: u64) -> Result<Option<String>, Failure> {
    let mut hash = None;
    tx.run("SELECT hash FROM entry WHERE revision = ?1", &[int(revision)], &mut |cells| {
        hash = Some(read_cell(cells, 0)?);
        Ok(())
    })?;
    Ok(hash)
}

/// Returns the time of the first and of the newest entry; `None` if there are none.
pub(in crate::store) fn span(tx: &mut dyn Tx) -> Result<Option<HistorySpan>, Failure> {
    let mut found = None;
    tx.run(
        "SELECT (SELECT at FROM entry ORDER BY revision LIMIT 1), at, day FROM entry ORDER BY revision DESC LIMIT 1",
        &[],
        &mut |cells| {
            found = Some(HistorySpan {
                first: read_cell(cells, 0)?,
                newest: read_cell(cells, 1)?,
                day: read_cell(cells, 2)?,
            });
            Ok(())
        },
    )?;
    Ok(found)
}

/// The tip of the history.
#[derive(Default)]
pub(in crate::store) struct Tip {
    /// The newest revision.
    pub revision: u64,
    /// The hash of its entry.
    pub hash: String,
    /// The revision of an operation, if it is already written.
    pub known: Option<u64>,
}

/// Reads the tip of the history, and whether it contains an operation.
pub(in crate::store) fn tip(tx: &mut dyn Tx, operation: &str) -> Result<Tip, Failure> {
    let mut tip = Tip::default();
    tx.run(
        "SELECT newest.revision, newest.hash, (SELECT known.revision FROM entry known WHERE known.operation = ?1)
         FROM entry newest ORDER BY newest.revision DESC LIMIT 1",
        &[Value::Text(operation.to_owned())],
        &mut |cells| {
            tip.revision = unsigned(cells, 0)?;
            tip.hash = read_cell(cells, 1)?;
            tip.known =
                (cells.cell(2).map_err(damage)? != Cell::Null).then(|| unsigned(cells, 2)).transpose()?;
            Ok(())
        },
    )?;
    Ok(tip)
}

/// Appends an entry with its changes to the history: one statement each, except for very many changes.
pub(in crate::store) fn append(
    tx: &mut dyn Tx,
    tip: &Tip,
    entry: &NewEntry,
    changes: &[Change],
    progress: &mut ProgressCounter<'_>,
) -> Result<(), Failure> {
    let (kind, target) = match entry.kind {
        EntryKind::Operation => ("deed", None),
        EntryKind::Undo(target) => ("undo", Some(target)),
        EntryKind::Redo(target) => ("redo", Some(target)),
    };
    let revision = int(tip.revision + 1);
    let head = [
        revision.clone(),
        Value::Text(entry.operation.clone()),
        entry.time.at.to_value(),
        entry.person.to_value(),
        entry.on_behalf.to_value(),
        Value::Text(entry.login.clone()),
        Value::Text(entry.terminal.clone()),
        Value::Null,
        entry.ceremony.to_value(),
        Value::Text(kind.to_owned()),
        target.map_or(Value::Null, int),
        // Until when the author is hidden: always, since the reveal shows authors on the wall and not in the log.
        if entry.is_anonymous { Value::Int(i64::MAX) } else { Value::Null },
        Value::Text(entry.sentence.clone()),
        act(entry)?,
        Value::Int(chain::VERSION),
        entry.time.day.to_value(),
        Value::Int(entry.time.is_set_back.into()),
    ];
    let mut hash = EntryHash::new(&tip.hash, &head).expect("the version of new entries is known");
    for (chunk, some) in changes.chunks(MOST_VALUES / chain::CHANGE.len()).enumerate() {
        let first = chunk * (MOST_VALUES / chain::CHANGE.len());
        let mut values = Vec::with_capacity(some.len() * chain::CHANGE.len());
        for (at, change) in some.iter().enumerate() {
            let (old, new) = written(change);
            let row = [
                revision.clone(),
                int((first + at) as u64),
                Value::Text(change.entity().to_owned()),
                int(change.number()),
                change.item().to_value(),
                change.field().map_or(Value::Null, |field| Value::Text(field.to_owned())),
                old,
                new,
            ];
            hash.add(&row);
            values.extend(row);
        }
        tx.execute(&insert("change", &chain::CHANGE, some.len()), &values)?;
        progress.add(some.len());
    }
    let columns: Vec<&str> = chain::ENTRY.into_iter().chain(["hash"]).collect();
    let mut values = head.to_vec();
    values.push(Value::Text(hash.finish()));
    tx.execute(&insert("entry", &columns, 1), &values)
}

/// Returns the operation of an entry as JSON.
fn act(entry: &NewEntry) -> Result<Value, Failure> {
    let Some(act) = &entry.act else { return Ok(Value::Null) };
    let text =
        serde_json::to_string(act).map_err(|error| Failure::new(FailureKind::Other, error.to_string()))?;
    Ok(Value::Text(text))
}

/// Returns the old and the new value: a field's as text, a row's as a JSON object without its empty cells.
fn written(change: &Change) -> (Value, Value) {
    fn edit<E: Entity>(edit: &Edit<E>) -> (Value, Value) {
        match edit {
            Edit::Created(row) => (Value::Null, row_json(row)),
            Edit::Removed(row) => (row_json(row), Value::Null),
            Edit::Set { old, new, .. } => (as_text(old.value()), as_text(new.value())),
        }
    }
    macro_rules! each {
        ($($entity:ident),+) => { match change { $(Change::$entity(it) => edit(it),)+ } };
    }
    every!(all each)
}

fn as_text(value: Value) -> Value {
    match value {
        Value::Int(number) => Value::Text(number.to_string()),
        Value::Text(_) | Value::Null => value,
    }
}

fn row_json<E: Entity>(row: &E) -> Value {
    Value::Text(serde_json::Value::Object(to_json(row)).to_string())
}

/// Reads the changes of one entry, or of all, in order.
pub(in crate::store) fn changes(
    tx: &mut dyn Tx,
    from: u64,
    to: u64,
    most: u64,
    each: &mut dyn FnMut(u64, Change),
) -> Result<(), Failure> {
    tx.run(
        "SELECT revision, entity, number, item, field, old_value, new_value FROM change
         WHERE revision >= ?1 AND revision <= ?2 AND ordinal < ?3 ORDER BY revision, ordinal",
        &[int(from), int(to), int(most)],
        &mut |cells| {
            let revision = unsigned(cells, 0)?;
            let change = read(cells).map_err(|error| {
                Failure::new(
                    FailureKind::Damaged,
                    format!("revision {revision} of the history is damaged: {error}"),
                )
            })?;
            each(revision, change);
            Ok(())
        },
    )
}

/// Removes the changes that belong to no entry, which an end that was cut off leaves behind; returns their number.
pub(in crate::store) fn remove_changes_without_entry(tx: &mut dyn Tx) -> Result<usize, Failure> {
    let mut removed = 0;
    tx.run(
        "DELETE FROM change WHERE revision NOT IN (SELECT revision FROM entry) RETURNING revision",
        &[],
        &mut |_| {
            removed += 1;
            Ok(())
        },
    )?;
    Ok(removed)
}

/// Reads the values that a field of a row had before, the oldest first.
pub(in crate::store) fn former_values<T: Scalar>(
    tx: &mut dyn Tx,
    entity: &'static str,
    number: u64,
    field: &'static str,
) -> Result<Vec<T>, Failure> {
    let mut found = Vec::new();
    let values = [Value::Text(entity.to_owned()), int(number), Value::Text(field.to_owned())];
    tx.run(
        "SELECT old_value FROM change WHERE entity = ?1 AND number = ?2 AND field = ?3 ORDER BY revision, ordinal",
        &values,
        &mut |cells| {
            found.push(read_cell(cells, 0)?);
            Ok(())
        },
    )?;
    Ok(found)
}

fn read(cells: &dyn Cells) -> Result<Change, Damaged> {
    fn edit<E: Entity>(cells: &dyn Cells) -> Result<Edit<E>, Damaged> {
        let id = E::Id::from_cell(cells.cell(2)?)?;
        let item = Option::<ItemId>::from_cell(cells.cell(3)?)?;
        if let Cell::Text(field) = cells.cell(4)? {
            let old = E::Field::read(field, cells.cell(5)?)?;
            let new = E::Field::read(field, cells.cell(6)?)?;
            return Ok(Edit::Set { id, item, old, new });
        }
        match (cells.cell(5)?, cells.cell(6)?) {
            (Cell::Null, Cell::Text(json)) => Ok(Edit::Created(parse(json)?)),
            (Cell::Text(json), Cell::Null) => Ok(Edit::Removed(parse(json)?)),
            (_, other) => Err(Damaged::new("a row that came or went", other)),
        }
    }
    let entity = cells.cell(1)?.text("a kind of entity")?;
    macro_rules! each {
        ($($entity:ident),+) => {
            match entity {
                $(it if it == model::$entity::NAME => edit::<model::$entity>(cells).map(Change::from),)+
                other => Err(Damaged::new("a kind of entity", Cell::Text(other))),
            }
        };
    }
    every!(all each)
}

fn parse<E: Entity>(json: &str) -> Result<E, Damaged> {
    let object = serde_json::from_str(json).map_err(|_| Damaged::new("a JSON object", Cell::Text(json)))?;
    from_json(&object)
}

/// Reads a page of the history.
pub(in crate::store) fn page(
    tx: &mut dyn Tx,
    query: &HistoryQuery,
    each: &mut dyn FnMut(Entry),
) -> Result<(), Failure> {
    let (condition, of) = match query.which {
        HistoryFilter::All => ("", None),
        HistoryFilter::Item(item) => {
            ("AND revision IN (SELECT revision FROM change WHERE item = ?3)", Some(item.to_value()))
        }
        HistoryFilter::Ceremony(ceremony) => ("AND ceremony = ?3", Some(ceremony.to_value())),
    };
    let (begin, from, order) = match query.page {
        HistoryPage::Before(revision) => ("revision < ?1", revision, "ORDER BY revision DESC LIMIT ?2"),
        HistoryPage::After(revision) => ("revision > ?1", revision, "ORDER BY revision LIMIT ?2"),
    };
    let sql = format!("SELECT {ENTRY}, {AT}, {DAY}, {REVEAL} FROM entry WHERE {begin} {condition} {order}");
    let values: Vec<Value> = [int(from), int(query.most)].into_iter().chain(of).collect();
    tx.run(&sql, &values, &mut |cells| {
        each(entry(cells)?);
        Ok(())
    })
}

/// Reads one entry.
pub(in crate::store) fn one(tx: &mut dyn Tx, revision: u64) -> Result<Option<Entry>, Failure> {
    let mut found = None;
    page(tx, &HistoryQuery::one(revision), &mut |entry| found = Some(entry))?;
    Ok(found.filter(|entry| entry.revision == revision))
}

fn entry(cells: &dyn Cells) -> Result<Entry, Failure> {
    let text = |at| read_cell::<String>(cells, at);
    let target = || unsigned(cells, 6);
    let kind = match text(5)?.as_str() {
        "deed" => EntryKind::Operation,
        "undo" => EntryKind::Undo(target()?),
        "redo" => EntryKind::Redo(target()?),
        other => return Err(damage(Damaged::new("deed, undo or redo", Cell::Text(other)))),
    };
    // The one gate through which entries are read: nobody sees who wrote a hidden note.
    let is_anonymous = cells.cell(10).map_err(damage)? != Cell::Null;
    let shown = |at| if is_anonymous { Ok(String::new()) } else { text(at) };
    Ok(Entry {
        revision: unsigned(cells, 0)?,
        at: read_cell(cells, 11)?,
        day: read_cell(cells, 12)?,
        person: if is_anonymous { None } else { read_cell(cells, 1)? },
        is_anonymous,
        is_hidden_again: read_cell::<Option<String>>(cells, 13)?.as_deref() == Some("undo"),
        on_behalf: read_cell(cells, 2)?,
        login: shown(3)?,
        terminal: shown(4)?,
        kind,
        sentence: text(7)?,
        ceremony: read_cell(cells, 8)?,
        act: read_cell::<Option<String>>(cells, 9)?.map(Into::into),
    })
}

#[cfg(test)]
mod tests {
    use crate::domain::change::{Change, Edit};
    use crate::domain::chronology::EntryTime;
    use crate::domain::entity::any::{AnyRow, RowDice};
    use crate::domain::label::Label;
    use crate::domain::value::{Instant, Zone};
    use crate::domain::workspace::Workspace;
    use crate::store::Store;
    use crate::store::engine::Engine;
    use crate::store::history::NewEntry;
    use crate::store::sqlite::{Opening, Sqlite, open};

    /// Tampering with any cell of the history, or with its order, is detected at the revision concerned.
    #[test]
    fn tampering_is_seen_where_it_was_done() {
        for sql in [
            "UPDATE entry SET sentence = 'nothing' WHERE revision = 3",
            "UPDATE entry SET person = 1 WHERE revision = 3",
            "UPDATE entry SET at = at + 1 WHERE revision = 3",
            "UPDATE entry SET kind = 'redo' WHERE revision = 3",
            "UPDATE entry SET ceremony = 7 WHERE revision = 3",
            "UPDATE entry SET ceremony = NULL WHERE revision = 3",
            "UPDATE entry SET hash = 'x' WHERE revision = 3",
            "UPDATE entry SET team = 1 WHERE revision = 3",
            "UPDATE entry SET sealed_until = 9 WHERE revision = 3",
            "UPDATE entry SET act = '{}' WHERE revision = 3",
            "UPDATE entry SET version = 1 WHERE revision = 3",
            "UPDATE entry SET version = 2 WHERE revision = 3",
            "UPDATE entry SET version = 4 WHERE revision = 3",
            "UPDATE entry SET day = '2026-01-01' WHERE revision = 3",
            "UPDATE entry SET set_back = 1 WHERE revision = 3",
            "UPDATE entry SET operation = 'x' WHERE revision = 3",
            "UPDATE entry SET on_behalf = 2 WHERE revision = 3",
            "UPDATE entry SET login = 'x' WHERE revision = 3",
            "UPDATE entry SET terminal = 'x' WHERE revision = 3",
            "UPDATE entry SET target = 2 WHERE revision = 3",
            "UPDATE change SET new_value = '{}' WHERE revision = 3",
            "UPDATE change SET item = 1 WHERE revision = 3",
            "UPDATE change SET revision = 4, ordinal = 9 WHERE revision = 3",
            "DELETE FROM change WHERE revision = 3",
            "DELETE FROM entry WHERE revision = 3",
        ] {
            let folder = tempfile::tempdir().unwrap();
            let opening = Opening {
                path: folder.path().join("team.db"),
                wanted: crate::store::OpenOptions::NEW,
                patience: std::time::Duration::from_millis(20),
                newest_schema: crate::store::newest_schema(),
                durable: false,
            };
            let mut store = Store::new(Box::new(open(&opening).unwrap()));
            let mut workspace = Workspace::default();
            for number in 1..=5 {
                let change: Change = Edit::Created(Label::any_row(number, &mut RowDice::new(number))).into();
                workspace.apply(std::slice::from_ref(&change));
                let time = EntryTime::of(Instant(1), Zone::UTC);
                let entry = NewEntry {
                    ceremony: crate::domain::id::Id::new(number % 2),
                    ..NewEntry::unsigned(&number.to_string(), time, "did")
                };
                store.commit(number - 1, &entry, &[change], &workspace).unwrap();
            }
            assert_eq!(store.verify().unwrap(), None);
            let mut other: Sqlite = open(&opening).unwrap();
            // Removing an entry leaves its changes dangling, which the schema forbids but other tools can do.
            let both = [sql.to_owned(), sql.replace("DELETE FROM entry", "DELETE FROM change")];
            other
                .write(&mut |tx| both.iter().try_for_each(|sql| tx.execute(sql, &[])).map(|()| true))
                .unwrap();
            assert_eq!(store.verify().unwrap(), Some(3), "{sql}");
        }
    }
}
