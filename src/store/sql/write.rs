//! Writing the state that results from changes: only the rows they touch, many rows per statement.

use super::cells::{int, read_cell};
use super::rows::{delete_all, insert, put_all, update};
use super::setting;
use crate::domain::change::{Change, Edit};
use crate::domain::id::{Id as _, ItemId};
use crate::domain::model::{self, Entity, every};
use crate::domain::value::Value;
use crate::domain::workspace::{EntityTable, Workspace};
use crate::store::engine::{MOST_VALUES, Tx};
use crate::store::failure::{Failure, FailureKind};
use crate::store::progress::ProgressCounter;
use crate::store::query::SettingEdit;
use crate::store::words;
use std::collections::{BTreeMap, BTreeSet};

/// The effect of changes on one row.
#[derive(Default)]
struct Touched {
    /// The item that the row is or belongs to.
    item: Option<ItemId>,
    /// Whether the row is new; a new row is written in full.
    is_new: bool,
    /// Whether it is removed in the end.
    is_gone: bool,
    /// The columns whose values change.
    columns: BTreeSet<&'static str>,
}

/// Writes every changed row in its final state, the id counters, and the counts.
pub(in crate::store) fn state(
    tx: &mut dyn Tx,
    changes: &[Change],
    after: &Workspace,
    progress: &mut ProgressCounter<'_>,
) -> Result<(), Failure> {
    macro_rules! each {
        ($($entity:ident),+) => { $(
            write::<model::$entity>(tx, changes, after, progress)?;
        )+ };
    }
    every!(all each);
    let texts: BTreeSet<ItemId> = changes.iter().filter_map(words::reworded).collect();
    super::words::index(tx, &texts)?;
    counts(tx, after)
}

fn touched<'a, E: Entity + 'a>(edits: impl Iterator<Item = &'a Edit<E>>) -> BTreeMap<u64, Touched> {
    let mut rows = BTreeMap::<u64, Touched>::new();
    for edit in edits {
        let row = rows.entry(edit.id().number()).or_default();
        row.item = edit.item().or(row.item);
        row.is_gone = matches!(edit, Edit::Removed(_));
        row.is_new |= matches!(edit, Edit::Created(_));
        row.columns.extend(edit.field());
    }
    rows
}

fn write<E: EntityTable>(
    tx: &mut dyn Tx,
    changes: &[Change],
    after: &Workspace,
    progress: &mut ProgressCounter<'_>,
) -> Result<(), Failure> {
    let mut touched = touched(changes.iter().filter_map(E::edit));
    if E::NAME == model::Item::NAME {
        count_parts(&mut touched, changes, after);
    }
    let (mut new, mut gone) = (Vec::new(), Vec::new());
    for (number, row) in touched {
        if row.is_gone {
            gone.push(int(number));
            continue;
        }
        let Some(found) = E::Id::new(number).and_then(|id| E::find(after, id, row.item)) else {
            return Err(Failure::new(
                FailureKind::Other,
                format!("{} {number} was changed without having been read", E::NAME),
            ));
        };
        if row.is_new {
            new.push(found);
        } else {
            update(tx, found, &row.columns)?;
            progress.add(1);
        }
    }
    delete_all::<E>(tx, &gone)?;
    progress.add(gone.len());
    put_all(tx, &new, progress)
}

/// Adds the items whose parts have changed, since the counts of those parts are stored with the item.
fn count_parts(touched: &mut BTreeMap<u64, Touched>, changes: &[Change], after: &Workspace) {
    for change in changes {
        let is_counted = matches!(
            change,
            Change::Body(_)
                | Change::Criterion(_)
                | Change::Task(_)
                | Change::Question(_)
                | Change::Comment(_)
                | Change::Link(_)
        );
        let item = change.item().filter(|item| is_counted && after.items.get(*item).is_some());
        if let Some(item) = item {
            touched.entry(item.number()).or_default().columns.insert("tally");
        }
    }
}

/// Writes the counters that have risen, and the backlog counts that have changed.
fn counts(tx: &mut dyn Tx, after: &Workspace) -> Result<(), Failure> {
    let (mut counters, mut heads) = (BTreeMap::<String, u64>::new(), String::new());
    tx.run(
        "SELECT name, CAST(value AS TEXT) FROM counter UNION ALL SELECT name, value FROM memo WHERE name = 'heads'",
        &[],
        &mut |cells| {
            let (name, value): (String, String) = (read_cell(cells, 0)?, read_cell(cells, 1)?);
            match value.parse() {
                _ if name == "heads" => heads = value,
                Ok(value) => drop(counters.insert(name, value)),
                // A value that is not a number is damage, which the next increment repairs.
                Err(_) => {}
            }
            Ok(())
        },
    )?;
    let risen =
        after.counters.iter().filter(|(name, value)| counters.get(**name).is_none_or(|it| it < *value));
    raise_counters(tx, &risen.map(|(name, value)| (*name, *value)).collect::<Vec<_>>())?;
    let text = heads_text(after)?;
    if text == heads { Ok(()) } else { keep_heads(tx, &text) }
}

/// Raises the id counters of kinds; they never sink.
pub(in crate::store) fn raise_counters(
    tx: &mut dyn Tx,
    counters: &[(&'static str, u64)],
) -> Result<(), Failure> {
    for some in counters.chunks(MOST_VALUES / 2) {
        let values: Vec<Value> =
            some.iter().flat_map(|(name, value)| [Value::Text((*name).to_owned()), int(*value)]).collect();
        let insert = insert("counter", &["name", "value"], some.len());
        let sql = format!(
            "{insert} ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE counter.value < excluded.value"
        );
        tx.execute(&sql, &values)?;
    }
    Ok(())
}

/// Sets a counter that is too high to what the history has handed out.
pub(in crate::store) fn lower_counter(tx: &mut dyn Tx, name: &str, value: u64) -> Result<(), Failure> {
    tx.execute("UPDATE counter SET value = ?2 WHERE name = ?1", &[Value::Text(name.to_owned()), int(value)])
}

/// Writes the backlog counts unconditionally.
pub(in crate::store) fn heads(tx: &mut dyn Tx, workspace: &Workspace) -> Result<(), Failure> {
    keep_heads(tx, &heads_text(workspace)?)
}

fn keep_heads(tx: &mut dyn Tx, text: &str) -> Result<(), Failure> {
    setting::write(tx, &[SettingEdit { name: "heads", text: Some(text) }])
}

fn heads_text(workspace: &Workspace) -> Result<String, Failure> {
    serde_json::to_string(&workspace.backlog_counts)
        .map_err(|error| Failure::new(FailureKind::Other, format!("the counts cannot be written: {error}")))
}
