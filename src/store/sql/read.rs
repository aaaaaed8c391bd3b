//! Reading the state: what stands in the way of nothing comes first, the rest on demand.

use super::history::{damage, unsigned};
use super::rows::{all, number, select};
use crate::domain::detail::{Detail, Selection};
use crate::domain::entity::Entity;
use crate::domain::id::{Id, ItemId, ReportId, SprintId};
use crate::domain::item::Item;
use crate::domain::sprint::Report;
use crate::domain::value::{Rank, Scalar, Value};
use crate::domain::workspace::{Meetings, Rows, Workspace};
use crate::store::engine::{Tx, Wanted};
use crate::store::failure::Failure;
use std::collections::BTreeMap;

/// How many items are read at a time.
const SLICE: usize = 100;

/// A piece of everything there is.
pub enum Piece<'a> {
    /// All that is small, without items.
    Small(&'a Workspace),
    /// A report.
    Report(&'a Report),
    /// An item with everything about it.
    Item(&'a Item, &'a Detail),
    /// All that ceremonies have left behind.
    Meetings(&'a Meetings),
}

/// Reads everything but items into a workspace: what is small.
pub(in crate::store) fn skeleton(tx: &mut dyn Tx, into: &mut Workspace) -> Result<(), Failure> {
    select(tx, "", &[], &mut |row| into.put(Rows::Product(row)))?;
    select(tx, "", &[], &mut |row| into.put(Rows::Team(row)))?;
    select(tx, "", &[], &mut |row| into.put(Rows::Person(row)))?;
    select(tx, "", &[], &mut |row| into.put(Rows::Epic(row)))?;
    select(tx, "", &[], &mut |row| into.put(Rows::Label(row)))?;
    select(tx, "", &[], &mut |row| into.put(Rows::Column(row)))?;
    select(tx, "", &[], &mut |row| into.put(Rows::Rule(row)))?;
    select(tx, "", &[], &mut |row| into.put(Rows::Sprint(row)))?;
    let present = "WHERE sprint IN (SELECT id FROM sprint WHERE state <> 'closed')";
    select::<Selection>(tx, present, &[], &mut |row| into.put(Rows::Selection(row)))?;
    let selected = "WHERE id IN (SELECT item FROM selection WHERE sprint IN
                      (SELECT id FROM sprint WHERE state <> 'closed'))";
    select::<Item>(tx, selected, &[], &mut |row| into.put(Rows::Item(row)))?;
    // `IS NOT NULL` would not use the index.
    let on_board = "WHERE board_column > 0";
    select::<Item>(tx, on_board, &[], &mut |row| into.put(Rows::Item(row)))?;
    counters(tx, into)?;
    super::meetings::skeleton(tx, &into.counters, &mut into.meetings)
}

/// Reads the counts and the revision.
pub(in crate::store) fn counters(tx: &mut dyn Tx, into: &mut Workspace) -> Result<(), Failure> {
    let known: Vec<&'static str> = crate::store::entity_names();
    tx.run("SELECT name, value FROM counter", &[], &mut |cells| {
        let name = String::from_cell(cells.cell(0).map_err(damage)?).map_err(damage)?;
        if let Some(name) = known.iter().find(|it| **it == name) {
            into.counters.insert(name, unsigned(cells, 1)?);
        }
        Ok(())
    })?;
    if let Some(heads) = memo(tx, "heads")? {
        into.heads = serde_json::from_str(&heads).unwrap_or_default();
    }
    into.revision = super::history::newest(tx)?.0;
    Ok(())
}

/// A slice of the open items in the order of the backlog, after the place given.
pub(in crate::store) fn open_items(
    tx: &mut dyn Tx,
    after: Option<&(Rank, ItemId)>,
    most: usize,
    each: &mut dyn FnMut(Item),
) -> Result<(), Failure> {
    let most = Value::Int(i64::try_from(most).unwrap_or(i64::MAX));
    match after {
        None => select(tx, "WHERE is_open = 1 ORDER BY rank, id LIMIT ?1", &[most], each),
        Some((rank, id)) => select(
            tx,
            "WHERE is_open = 1 AND (rank > ?1 OR (rank = ?1 AND id > ?2)) ORDER BY rank, id LIMIT ?3",
            &[rank.to_value(), number(*id), most],
            each,
        ),
    }
}

/// The open items right above a place in the order, at most so many, the nearest first.
pub(in crate::store) fn open_items_before(
    tx: &mut dyn Tx,
    before: &(Rank, ItemId),
    most: usize,
    each: &mut dyn FnMut(Item),
) -> Result<(), Failure> {
    let most = Value::Int(i64::try_from(most).unwrap_or(i64::MAX));
    select(
        tx,
        "WHERE is_open = 1 AND (rank < ?1 OR (rank = ?1 AND id < ?2)) ORDER BY rank DESC, id DESC LIMIT ?3",
        &[before.0.to_value(), number(before.1), most],
        each,
    )
}

/// Items by their ids, in no order; ids that do not exist are passed over.
pub(in crate::store) fn items(
    tx: &mut dyn Tx,
    ids: &[ItemId],
    each: &mut dyn FnMut(Item),
) -> Result<(), Failure> {
    for some in ids.chunks(100) {
        let places: Vec<String> = (1..=some.len()).map(|at| format!("?{at}")).collect();
        let values: Vec<Value> = some.iter().map(|id| number(*id)).collect();
        select(tx, &format!("WHERE id IN ({})", places.join(", ")), &values, each)?;
    }
    Ok(())
}

/// The items that are or were selected for a sprint.
pub(in crate::store) fn of_sprint(
    tx: &mut dyn Tx,
    id: SprintId,
    into: &mut Workspace,
) -> Result<(), Failure> {
    let values = [number(id)];
    let which = "WHERE id IN (SELECT item FROM selection WHERE sprint = ?1)";
    select::<Item>(tx, which, &values, &mut |row| into.put(Rows::Item(row)))?;
    select::<Selection>(tx, "WHERE sprint = ?1", &values, &mut |row| into.put(Rows::Selection(row)))
}

/// Items that are no longer open, newest first.
pub(in crate::store) fn past_items(tx: &mut dyn Tx, each: &mut dyn FnMut(Item)) -> Result<(), Failure> {
    select(tx, "WHERE is_open = 0 ORDER BY id DESC", &[], each)
}

/// The newest items before one, open or not, that have all of the words, newest first; and where to go on from.
pub(in crate::store) fn search(
    tx: &mut dyn Tx,
    wanted: &[Wanted],
    before: Option<ItemId>,
    most: usize,
    each: &mut dyn FnMut(Item),
) -> Result<Option<ItemId>, Failure> {
    let found = tx.find_words(wanted, before, most)?;
    let mut rows = BTreeMap::new();
    items(tx, &found.items, &mut |item| {
        rows.insert(item.id, item);
    })?;
    rows.into_values().rev().for_each(each);
    Ok(found.rest)
}

/// The item, if any, that a source key names.
pub(in crate::store) fn by_source_key(tx: &mut dyn Tx, key: &str) -> Result<Option<Item>, Failure> {
    Ok(all(tx, "WHERE source_key = ?1 ORDER BY id LIMIT 1", &[Value::Text(key.to_owned())])?.pop())
}

/// The items of a source that these keys name.
pub(in crate::store) fn by_source(
    tx: &mut dyn Tx,
    source: &str,
    keys: &[&str],
    each: &mut dyn FnMut(Item),
) -> Result<(), Failure> {
    for some in keys.chunks(100) {
        let places: Vec<String> = (2..some.len() + 2).map(|at| format!("?{at}")).collect();
        let texts = std::iter::once(&source).chain(some);
        let values: Vec<Value> = texts.map(|text| Value::Text((*text).to_owned())).collect();
        select(tx, &format!("WHERE source = ?1 AND source_key IN ({})", places.join(", ")), &values, each)?;
    }
    Ok(())
}

/// The items of a source that have no key there.
pub(in crate::store) fn keyless(
    tx: &mut dyn Tx,
    source: &str,
    each: &mut dyn FnMut(Item),
) -> Result<(), Failure> {
    select(tx, "WHERE source = ?1 AND source_key IS NULL", &[Value::Text(source.to_owned())], each)
}

/// Everything of several items that is not in their rows: few statements for many items.
pub(in crate::store) fn details(
    tx: &mut dyn Tx,
    ids: &[ItemId],
    each: &mut dyn FnMut(ItemId, Detail),
) -> Result<(), Failure> {
    for some in ids.chunks(100) {
        let mut found: BTreeMap<ItemId, Detail> = some.iter().map(|id| (*id, Detail::default())).collect();
        let values: Vec<Value> = some.iter().map(|id| number(*id)).collect();
        let places = (1..=some.len()).map(|at| format!("?{at}")).collect::<Vec<_>>().join(", ");
        fill(tx, &format!("WHERE id IN ({places})"), &values, &mut found, |detail, row| {
            detail.body = Some(row);
        })?;
        let by = |order: &str| format!("WHERE item IN ({places}) ORDER BY {order}");
        fill(tx, &by("rank, id"), &values, &mut found, |detail, row| detail.criteria.push(row))?;
        fill(tx, &by("rank, id"), &values, &mut found, |detail, row| detail.tasks.push(row))?;
        fill(tx, &by("id"), &values, &mut found, |detail, row| detail.questions.push(row))?;
        fill(tx, &by("id"), &values, &mut found, |detail, row| detail.comments.push(row))?;
        fill(tx, &by("id"), &values, &mut found, |detail, row| detail.links.push(row))?;
        fill(tx, &by("id"), &values, &mut found, |detail, row| detail.selections.push(row))?;
        fill(tx, &by("id"), &values, &mut found, |detail, row| detail.votes.push(row))?;
        for (id, detail) in found {
            each(id, detail);
        }
    }
    Ok(())
}

fn fill<E: Entity>(
    tx: &mut dyn Tx,
    which: &str,
    values: &[Value],
    found: &mut BTreeMap<ItemId, Detail>,
    put: impl Fn(&mut Detail, E),
) -> Result<(), Failure> {
    select(tx, which, values, &mut |row: E| {
        if let Some(detail) = row.item().and_then(|item| found.get_mut(&item)) {
            put(detail, row);
        }
    })
}

/// Everything there is: what is small in a workspace, then reports and items one by one, the open items in the order
/// of the backlog before those of the past. One state of the file throughout, and never more than a slice in memory.
pub(in crate::store) fn everything(
    tx: &mut dyn Tx,
    each: &mut dyn FnMut(Piece<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut small = Workspace::default();
    skeleton(tx, &mut small)?;
    each(Piece::Small(&small))?;
    let mut reports: Vec<ReportId> = Vec::new();
    tx.run("SELECT id FROM report ORDER BY id", &[], &mut |cells| {
        reports.push(ReportId::from_cell(cells.cell(0).map_err(damage)?).map_err(damage)?);
        Ok(())
    })?;
    for id in reports {
        for report in all(tx, "WHERE id = ?1", &[number(id)])? {
            each(Piece::Report(&report))?;
        }
    }
    let mut place: Option<(Rank, ItemId)> = None;
    loop {
        let mut slice: Vec<Item> = Vec::new();
        open_items(tx, place.as_ref(), SLICE, &mut |item| slice.push(item))?;
        hand_over(tx, &slice, each)?;
        match slice.last() {
            Some(last) if slice.len() == SLICE => place = Some((last.rank.clone(), last.id)),
            _ => break,
        }
    }
    let mut after = 0;
    loop {
        let most = Value::Int(i64::try_from(SLICE).unwrap_or(i64::MAX));
        let slice: Vec<Item> =
            all(tx, "WHERE is_open = 0 AND id > ?1 ORDER BY id LIMIT ?2", &[Value::Int(after), most])?;
        hand_over(tx, &slice, each)?;
        match slice.last() {
            Some(last) if slice.len() == SLICE => after = i64::try_from(last.id.number()).unwrap_or(i64::MAX),
            _ => break,
        }
    }
    each(Piece::Meetings(&super::meetings::everything(tx)?))
}

fn hand_over(
    tx: &mut dyn Tx,
    slice: &[Item],
    each: &mut dyn FnMut(Piece<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let ids: Vec<ItemId> = slice.iter().map(|item| item.id).collect();
    let mut found: BTreeMap<ItemId, Detail> = BTreeMap::new();
    details(tx, &ids, &mut |id, detail| {
        found.insert(id, detail);
    })?;
    for item in slice {
        each(Piece::Item(item, &found.remove(&item.id).unwrap_or_default()))?;
    }
    Ok(())
}

/// A text kept beside the history.
pub(in crate::store) fn memo(tx: &mut dyn Tx, name: &str) -> Result<Option<String>, Failure> {
    let mut found = None;
    tx.run("SELECT value FROM memo WHERE name = ?1", &[Value::Text(name.to_owned())], &mut |cells| {
        found = Some(String::from_cell(cells.cell(0).map_err(damage)?).map_err(damage)?);
        Ok(())
    })?;
    Ok(found)
}

/// Keeps a text beside the history.
pub(in crate::store) fn set_memo(tx: &mut dyn Tx, name: &str, value: &str) -> Result<(), Failure> {
    tx.execute(
        "INSERT INTO memo (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        &[Value::Text(name.to_owned()), Value::Text(value.to_owned())],
    )
}
