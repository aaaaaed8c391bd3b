//! Reading the state: what the first frame needs comes first, the rest on demand.

use super::cells::{int, read_cell, unsigned};
use super::rows::{all, number, places, select};
use super::setting;
use crate::domain::detail::{Detail, Selection};
use crate::domain::id::{Id, ItemId, ReportId, SprintId};
use crate::domain::item::Item;
use crate::domain::model::{self, Entity as _, entity_name, every};
use crate::domain::sprint::Report;
use crate::domain::value::{Rank, Scalar, Value};
use crate::domain::workspace::{Meetings, PartTable, Workspace};
use crate::store::engine::{MOST_VALUES, SearchTerm, Tx};
use crate::store::failure::Failure;
use crate::store::query::ItemQuery;
use std::collections::BTreeMap;

/// The number of items read at a time.
const SLICE: usize = 100;

/// A chunk of a complete export.
pub enum ExportChunk<'a> {
    /// All small tables, without items.
    Small(&'a Workspace),
    /// A report.
    Report(&'a Report),
    /// An item with all of its details.
    Item(&'a Item, &'a Detail),
    /// All records of ceremonies.
    Meetings(&'a Meetings),
}

/// Reads all small tables into a workspace: everything but items.
pub(in crate::store) fn skeleton(tx: &mut dyn Tx, into: &mut Workspace) -> Result<(), Failure> {
    macro_rules! all_of {
        ($($entity:ident $table:ident),+) => { $(
            // Reports are read on demand.
            if model::$entity::NAME != model::Report::NAME {
                select::<model::$entity>(tx, "", &[], &mut |row| into.put(row))?;
            }
        )+ };
    }
    every!(tables all_of);
    let present = "WHERE sprint IN (SELECT id FROM sprint WHERE state <> 'closed')";
    select::<Selection>(tx, present, &[], &mut |row| into.put(row))?;
    let selected = "WHERE id IN (SELECT item FROM selection WHERE sprint IN
                      (SELECT id FROM sprint WHERE state <> 'closed'))";
    select::<Item>(tx, selected, &[], &mut |row| into.put(row))?;
    // `IS NOT NULL` would not use the index.
    let on_board = "WHERE board_column > 0";
    select::<Item>(tx, on_board, &[], &mut |row| into.put(row))?;
    counters(tx, into)?;
    keys(tx, into)?;
    super::meetings::skeleton(tx, into)
}

/// Reads what keys mean beyond the ids: the numbers that differ from them, and the former prefixes.
fn keys(tx: &mut dyn Tx, into: &mut Workspace) -> Result<(), Failure> {
    tx.run("SELECT id, number FROM item WHERE number <> id", &[], &mut |cells| {
        into.items.note_number(read_cell(cells, 0)?, read_cell(cells, 1)?);
        Ok(())
    })?;
    let Some(product) = into.product().map(|product| product.id) else { return Ok(()) };
    let entity = model::Product::NAME;
    for prefix in super::history::former_values(tx, entity, product.number(), "prefix")? {
        into.note_former_prefix(&prefix);
    }
    Ok(())
}

/// Reads the counts and the revision.
pub(in crate::store) fn counters(tx: &mut dyn Tx, into: &mut Workspace) -> Result<(), Failure> {
    tx.run("SELECT name, value FROM counter", &[], &mut |cells| {
        let name = read_cell::<String>(cells, 0)?;
        if let Some(name) = entity_name(&name) {
            into.counters.insert(name, unsigned(cells, 1)?);
        }
        Ok(())
    })?;
    if let Some(heads) = setting::one(tx, "heads")? {
        into.backlog_counts = serde_json::from_str(&heads).unwrap_or_default();
    }
    into.revision = super::history::newest(tx)?.0;
    into.span = super::history::span(tx)?;
    Ok(())
}

/// Reads items.
pub(in crate::store) fn items(
    tx: &mut dyn Tx,
    query: ItemQuery<'_>,
    each: &mut dyn FnMut(Item),
) -> Result<(), Failure> {
    let text = |text: &str| Value::Text(text.to_owned());
    match query {
        ItemQuery::Ids(ids) => by_ids(tx, ids, each),
        ItemQuery::Open { after: None, most } => {
            select(tx, "WHERE is_open = 1 ORDER BY rank, id LIMIT ?1", &[int(most as u64)], each)
        }
        ItemQuery::Open { after: Some((rank, id)), most } => select(
            tx,
            "WHERE is_open = 1 AND (rank > ?1 OR (rank = ?1 AND id > ?2)) ORDER BY rank, id LIMIT ?3",
            &[rank.to_value(), number(*id), int(most as u64)],
            each,
        ),
        ItemQuery::OpenAbove { before: (rank, id), most } => select(
            tx,
            "WHERE is_open = 1 AND (rank < ?1 OR (rank = ?1 AND id < ?2)) ORDER BY rank DESC, id DESC LIMIT ?3",
            &[rank.to_value(), number(*id), int(most as u64)],
            each,
        ),
        ItemQuery::Past => select(tx, "WHERE is_open = 0 ORDER BY id DESC", &[], each),
        ItemQuery::Imported { source, keys } => {
            for some in keys.chunks(MOST_VALUES - 1) {
                let which = format!("WHERE source = ?1 AND source_key IN ({})", places(2, some.len()));
                let values: Vec<Value> = std::iter::once(&source).chain(some).map(|it| text(it)).collect();
                select(tx, &which, &values, each)?;
            }
            Ok(())
        }
        ItemQuery::OfSource(source) => select(tx, "WHERE source = ?1 ORDER BY id", &[text(source)], each),
        ItemQuery::WithoutKey(source) => {
            select(tx, "WHERE source = ?1 AND source_key IS NULL", &[text(source)], each)
        }
        ItemQuery::SourceKeys(keys) => {
            for some in keys.chunks(MOST_VALUES) {
                let which = format!("WHERE source_key IN ({}) ORDER BY id", places(1, some.len()));
                select(tx, &which, &some.iter().map(|it| text(it)).collect::<Vec<_>>(), each)?;
            }
            Ok(())
        }
        ItemQuery::Numbers(numbers) => {
            for some in numbers.chunks(MOST_VALUES) {
                let which = format!("WHERE number IN ({}) ORDER BY id", places(1, some.len()));
                select(tx, &which, &some.iter().map(|it| int(*it)).collect::<Vec<_>>(), each)?;
            }
            Ok(())
        }
        ItemQuery::Children(ids) => {
            for some in ids.chunks(MOST_VALUES) {
                let values: Vec<Value> = some.iter().map(|id| number(*id)).collect();
                select(tx, &format!("WHERE parent IN ({})", places(1, some.len())), &values, each)?;
            }
            Ok(())
        }
        ItemQuery::AcceptedIn(sprints) => super::flow::accepted_in(tx, sprints, each),
    }
}

fn by_ids(tx: &mut dyn Tx, ids: &[ItemId], each: &mut dyn FnMut(Item)) -> Result<(), Failure> {
    for some in ids.chunks(MOST_VALUES) {
        let values: Vec<Value> = some.iter().map(|id| number(*id)).collect();
        select(tx, &format!("WHERE id IN ({})", places(1, some.len())), &values, each)?;
    }
    Ok(())
}

/// Reads the items that are or were selected for a sprint.
pub(in crate::store) fn of_sprint(
    tx: &mut dyn Tx,
    id: SprintId,
    into: &mut Workspace,
) -> Result<(), Failure> {
    let values = [number(id)];
    let which = "WHERE id IN (SELECT item FROM selection WHERE sprint = ?1)";
    select::<Item>(tx, which, &values, &mut |row| into.put(row))?;
    select::<Selection>(tx, "WHERE sprint = ?1", &values, &mut |row| into.put(row))
}

/// Reads the newest items before one, open or not, that contain all of the words, newest first; and where to
/// continue.
pub(in crate::store) fn search(
    tx: &mut dyn Tx,
    wanted: &[SearchTerm],
    before: Option<ItemId>,
    most: usize,
    each: &mut dyn FnMut(Item),
) -> Result<Option<ItemId>, Failure> {
    let found = tx.search(wanted, before, most)?;
    let mut rows = BTreeMap::new();
    by_ids(tx, &found.items, &mut |item| {
        rows.insert(item.id, item);
    })?;
    rows.into_values().rev().for_each(each);
    Ok(found.rest)
}

/// Reads the details of several items: few statements for many items.
pub(in crate::store) fn details(
    tx: &mut dyn Tx,
    ids: &[ItemId],
    each: &mut dyn FnMut(ItemId, Detail),
) -> Result<(), Failure> {
    for some in ids.chunks(SLICE) {
        let mut found: BTreeMap<ItemId, Detail> = some.iter().map(|id| (*id, Detail::default())).collect();
        let values: Vec<Value> = some.iter().map(|id| number(*id)).collect();
        let places = places(1, some.len());
        macro_rules! parts {
            ($($entity:ident $_part:ident),+) => { $(fill::<model::$entity>(tx, &places, &values, &mut found)?;)+ };
        }
        every!(parts parts);
        for (id, detail) in found {
            each(id, detail);
        }
    }
    Ok(())
}

/// Reads the parts of one kind, ordered by rank if they have one, and by id otherwise.
fn fill<E: PartTable>(
    tx: &mut dyn Tx,
    items: &str,
    values: &[Value],
    found: &mut BTreeMap<ItemId, Detail>,
) -> Result<(), Failure> {
    let has = |column: &str| E::COLUMNS.contains(&column);
    let of = if has("item") { "item" } else { "id" };
    let order = if has("rank") { "rank, id" } else { "id" };
    select(tx, &format!("WHERE {of} IN ({items}) ORDER BY {order}"), values, &mut |row: E| {
        if let Some(detail) = row.item().and_then(|item| found.get_mut(&item)) {
            row.put_last(detail);
        }
    })
}

/// Reads everything: the small tables as a workspace, then reports and items one by one, the open items in backlog
/// order before the past ones. Sees one state of the file throughout, with never more than a slice in memory.
pub(in crate::store) fn everything(
    tx: &mut dyn Tx,
    each: &mut dyn FnMut(ExportChunk<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut small = Workspace::default();
    skeleton(tx, &mut small)?;
    each(ExportChunk::Small(&small))?;
    let mut reports: Vec<ReportId> = Vec::new();
    tx.run("SELECT id FROM report ORDER BY id", &[], &mut |cells| {
        reports.push(read_cell(cells, 0)?);
        Ok(())
    })?;
    for id in reports {
        for report in all(tx, "WHERE id = ?1", &[number(id)])? {
            each(ExportChunk::Report(&report))?;
        }
    }
    let mut place: Option<(Rank, ItemId)> = None;
    loop {
        let mut slice: Vec<Item> = Vec::new();
        items(tx, ItemQuery::Open { after: place.as_ref(), most: SLICE }, &mut |item| slice.push(item))?;
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
    each(ExportChunk::Meetings(&super::meetings::everything(tx)?))
}

fn hand_over(
    tx: &mut dyn Tx,
    slice: &[Item],
    each: &mut dyn FnMut(ExportChunk<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let ids: Vec<ItemId> = slice.iter().map(|item| item.id).collect();
    let mut found: BTreeMap<ItemId, Detail> = BTreeMap::new();
    details(tx, &ids, &mut |id, detail| {
        found.insert(id, detail);
    })?;
    for item in slice {
        each(ExportChunk::Item(item, &found.remove(&item.id).unwrap_or_default()))?;
    }
    Ok(())
}
