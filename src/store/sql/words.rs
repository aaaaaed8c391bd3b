//! Indexing the words of items for searching, from the tables.

use super::cells::read_cell;
use super::rows::{number, places};
use crate::domain::id::ItemId;
use crate::domain::value::Value;
use crate::store::engine::Tx;
use crate::store::failure::Failure;
use crate::store::words::words;
use std::collections::{BTreeMap, BTreeSet};

const TEXTS: &str = "SELECT item.id, title, source_key, as_a, i_want, so_that, description
                     FROM item LEFT JOIN body ON body.id = item.id";

/// The number of items read at a time.
const SLICE: usize = 500;

/// Updates the indexed words of items; those of missing items are removed.
pub(in crate::store) fn index(tx: &mut dyn Tx, items: &BTreeSet<ItemId>) -> Result<(), Failure> {
    let items: Vec<ItemId> = items.iter().copied().collect();
    for some in items.chunks(SLICE) {
        let mut found: BTreeMap<ItemId, BTreeSet<String>> =
            some.iter().map(|item| (*item, BTreeSet::new())).collect();
        let values: Vec<Value> = some.iter().map(|item| number(*item)).collect();
        let sql = format!("{TEXTS} WHERE item.id IN ({})", places(1, some.len()));
        read(tx, &sql, &values, &mut found)?;
        tx.index_terms(&found)?;
    }
    Ok(())
}

/// Indexes the words of all items.
pub(in crate::store) fn index_all(tx: &mut dyn Tx) -> Result<(), Failure> {
    let mut after = Value::Int(0);
    loop {
        let mut found = BTreeMap::new();
        let most = Value::Int(i64::try_from(SLICE).unwrap_or(i64::MAX));
        let sql = format!("{TEXTS} WHERE item.id > ?1 ORDER BY item.id LIMIT ?2");
        read(tx, &sql, &[after, most], &mut found)?;
        let Some((last, _)) = found.last_key_value() else { return Ok(()) };
        after = number(*last);
        tx.index_terms(&found)?;
    }
}

/// Returns the items whose indexed words are not those of their texts.
pub(in crate::store) fn wrongly_indexed(tx: &mut dyn Tx) -> Result<BTreeSet<ItemId>, Failure> {
    let mut expected = BTreeMap::new();
    read(tx, TEXTS, &[], &mut expected)?;
    let mut wrong = BTreeSet::new();
    tx.indexed_terms(&mut |item, word| {
        if !expected.get_mut(&item).is_some_and(|words| words.remove(word)) {
            wrong.insert(item);
        }
    })?;
    wrong.extend(expected.into_iter().filter(|(_, words)| !words.is_empty()).map(|(item, _)| item));
    Ok(wrong)
}

fn read(
    tx: &mut dyn Tx,
    sql: &str,
    values: &[Value],
    found: &mut BTreeMap<ItemId, BTreeSet<String>>,
) -> Result<(), Failure> {
    tx.run(sql, values, &mut |cells| {
        let item = read_cell(cells, 0)?;
        let kept = found.entry(item).or_default();
        for at in 1..=6 {
            let text = read_cell::<Option<String>>(cells, at)?;
            kept.extend(words(text.as_deref().unwrap_or_default()));
        }
        Ok(())
    })
}
