//! Reading what the account of a sprint is replayed from.

use super::cells::{int, read_cell, unsigned};
use super::history;
use super::rows::{number, places};
use crate::domain::account::{AccountChange, AccountEvent, AccountPeriod, SprintAccount, replay};
use crate::domain::detail::Selection;
use crate::domain::entity::{Cells, Entity, EntityField as _, from_json};
use crate::domain::id::{Id as _, ItemId, SprintId};
use crate::domain::item::{Item, ItemField};
use crate::domain::value::{Cell, Damaged, Instant, SprintState, Value};
use crate::store::engine::{MOST_VALUES, Tx};
use crate::store::failure::{Failure, FailureKind};
use std::collections::BTreeSet;

/// The items of a sprint as far as the history was read, so that it is not read twice.
#[derive(Debug, Clone, Default)]
pub struct AccountItems {
    /// The revision that started the sprint.
    start: u64,
    /// The newest revision that was read.
    read: u64,
    items: BTreeSet<ItemId>,
}

/// Replays the account of a sprint; `None` if it was never started here. `known` makes the next reading shorter.
pub(in crate::store) fn account(
    tx: &mut dyn Tx,
    sprint: SprintId,
    known: &mut AccountItems,
) -> Result<Option<SprintAccount>, Failure> {
    let Some(period) = period(tx, sprint)? else { return Ok(None) };
    let newest = history::newest(tx)?.0;
    if known.start != period.start || known.read > newest {
        *known = AccountItems { start: period.start, read: period.start, items: BTreeSet::new() };
    }
    members(tx, sprint, known.read, &mut known.items)?;
    known.read = newest;
    Ok(Some(replay(&period, &events(tx, &known.items)?)))
}

/// Reads when a sprint was started, and every change of its state since; `None` if it was never started here.
fn period(tx: &mut dyn Tx, sprint: SprintId) -> Result<Option<AccountPeriod>, Failure> {
    let mut period: Option<AccountPeriod> = None;
    tx.run(
        &format!(
            "SELECT change.revision, {AT}, change.old_value, change.new_value
             FROM change JOIN entry ON entry.revision = change.revision
             WHERE change.entity = 'sprint' AND change.number = ?1 AND change.field = 'state'
             ORDER BY change.revision, change.ordinal",
            AT = history::AT
        ),
        &[number(sprint)],
        &mut |cells| {
            let revision = unsigned(cells, 0)?;
            let (old, new): (SprintState, SprintState) = (read_cell(cells, 2)?, read_cell(cells, 3)?);
            if (old, new) == (SprintState::Planned, SprintState::Running) {
                let started: Instant = read_cell(cells, 1)?;
                period = Some(AccountPeriod { sprint, started, start: revision, states: Vec::new() });
            } else if let Some(period) = &mut period {
                period.states.push((revision, new));
            }
            Ok(())
        },
    )?;
    // A start that was undone is none.
    Ok(period.filter(|it| it.states.last().is_none_or(|(_, state)| *state != SprintState::Planned)))
}

/// Adds the items that came into a sprint, or went out of it, after a revision, and what was split off from them.
fn members(
    tx: &mut dyn Tx,
    sprint: SprintId,
    after: u64,
    into: &mut BTreeSet<ItemId>,
) -> Result<(), Failure> {
    tx.run("SELECT item FROM selection WHERE sprint = ?1", &[number(sprint)], &mut |cells| {
        into.insert(read_cell(cells, 0)?);
        Ok(())
    })?;
    let after = int(after);
    // By the indexes of these changes alone: one on the entity would read all items.
    tx.run(
        "SELECT number, entity FROM change WHERE field = 'sprint' AND revision > ?1 AND (new_value = ?2 OR old_value = ?2)",
        &[after.clone(), Value::Text(sprint.number().to_string())],
        &mut |cells| {
            if read_cell::<String>(cells, 1)? == Item::NAME {
                into.insert(read_cell(cells, 0)?);
            }
            Ok(())
        },
    )?;
    // The selections of a sprint have higher numbers than its first one.
    tx.run(
        "SELECT new_value FROM change WHERE entity = 'selection' AND field IS NULL AND old_value IS NULL
           AND number >= (SELECT coalesce(min(id), 0) FROM selection WHERE sprint = ?1) AND revision > ?2",
        &[number(sprint), after.clone()],
        &mut |cells| {
            let row: Option<Selection> = created(&read_cell::<String>(cells, 0)?);
            into.extend(row.filter(|it| it.sprint == sprint).map(|it| it.item));
            Ok(())
        },
    )?;
    // Items whose creation was undone are in no table any more.
    let mut gone: Vec<Item> = Vec::new();
    tx.run(
        "SELECT old_value, entity FROM change WHERE field IS NULL AND new_value IS NULL AND revision > ?1 ORDER BY revision",
        &[after],
        &mut |cells| {
            if read_cell::<String>(cells, 1)? == Item::NAME {
                gone.extend(created::<Item>(&read_cell::<String>(cells, 0)?));
            }
            Ok(())
        },
    )?;
    for item in gone {
        let was_split = item.split_from.is_some_and(|origin| into.contains(&origin));
        into.extend(Some(item.id).filter(|_| was_split || item.sprint == Some(sprint)));
    }
    parts(tx, into)
}

/// Reads a row as the history has it.
fn created<E: Entity>(json: &str) -> Option<E> {
    from_json(&serde_json::from_str(json).ok()?).ok()
}

/// Adds the items that were split off from these, and those split off from them.
fn parts(tx: &mut dyn Tx, items: &mut BTreeSet<ItemId>) -> Result<(), Failure> {
    let mut origins: Vec<ItemId> = items.iter().copied().collect();
    while !origins.is_empty() {
        let mut found = Vec::new();
        for some in origins.chunks(MOST_VALUES) {
            let values: Vec<Value> = some.iter().map(|id| number(*id)).collect();
            let sql = format!("SELECT id FROM item WHERE split_from IN ({})", places(1, some.len()));
            tx.run(&sql, &values, &mut |cells| {
                found.push(read_cell(cells, 0)?);
                Ok(())
            })?;
        }
        found.retain(|id| items.insert(*id));
        origins = found;
    }
    Ok(())
}

/// Reads all changes of items that concern a sprint, in the order of the history.
fn events(tx: &mut dyn Tx, items: &BTreeSet<ItemId>) -> Result<Vec<AccountEvent>, Failure> {
    let ids: Vec<Value> = items.iter().map(|id| number(*id)).collect();
    let mut events = Vec::new();
    for some in ids.chunks(MOST_VALUES) {
        let sql = format!(
            "SELECT change.revision, entry.at, change.number, change.field, change.new_value, change.ordinal
             FROM change JOIN entry ON entry.revision = change.revision
             WHERE change.entity = 'item' AND change.number IN ({})
               AND (change.field IN ('sprint', 'stage', 'estimate', 'parent', 'split_from') OR change.field IS NULL)",
            places(1, some.len()),
        );
        tx.run(&sql, some, &mut |cells| {
            let (revision, ordinal) = (unsigned(cells, 0)?, unsigned(cells, 5)?);
            let at = read_cell(cells, 1)?;
            let item = read_cell(cells, 2)?;
            let changes = changes(cells).map_err(|error| {
                let words = format!("revision {revision} of the history is damaged: {error}");
                Failure::new(FailureKind::Damaged, words)
            })?;
            let event = |what| (ordinal, AccountEvent { revision, at, item, what });
            events.extend(changes.into_iter().map(event));
            Ok(())
        })?;
    }
    events.sort_by_key(|(ordinal, event)| (event.revision, *ordinal));
    Ok(events.into_iter().map(|(_, event)| event).collect())
}

/// Returns what a row of the history changes of an item.
fn changes(cells: &dyn Cells) -> Result<Vec<AccountChange>, Damaged> {
    if let Cell::Text(field) = cells.cell(3)? {
        return Ok(vec![AccountChange::Set(ItemField::read(field, cells.cell(4)?)?)]);
    }
    let Cell::Text(json) = cells.cell(4)? else { return Ok(vec![AccountChange::Removed]) };
    let damaged = || Damaged::new("a JSON object", Cell::Text(json));
    let row: Item = from_json(&serde_json::from_str(json).map_err(|_| damaged())?)?;
    let fields = [
        ItemField::Sprint(row.sprint),
        ItemField::Stage(row.stage),
        ItemField::Estimate(row.estimate),
        ItemField::Parent(row.parent),
        ItemField::SplitFrom(row.split_from),
    ];
    Ok(fields.map(AccountChange::Set).to_vec())
}
