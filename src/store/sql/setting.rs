//! Settings: texts kept outside the history.

use super::cells::read_cell;
use super::rows::{insert, places};
use crate::domain::value::Value;
use crate::store::engine::{MOST_VALUES, Tx};
use crate::store::failure::Failure;
use crate::store::query::{SettingEdit, SettingQuery};
use std::collections::BTreeMap;

/// Reads settings by name.
pub(in crate::store) fn read(
    tx: &mut dyn Tx,
    query: SettingQuery<'_>,
) -> Result<BTreeMap<String, String>, Failure> {
    let mut found = BTreeMap::new();
    match query {
        SettingQuery::Named(names) => {
            for some in names.chunks(MOST_VALUES) {
                let sql = format!("SELECT name, value FROM memo WHERE name IN ({})", places(1, some.len()));
                select(tx, &sql, &texts(some), &mut found)?;
            }
        }
        SettingQuery::Prefixed(prefix) => {
            let last = format!("{prefix}\u{10ffff}");
            let sql = "SELECT name, value FROM memo WHERE name >= ?1 AND name < ?2";
            select(tx, sql, &texts(&[prefix, &last]), &mut found)?;
        }
    }
    Ok(found)
}

/// Reads one setting.
pub(in crate::store) fn one(tx: &mut dyn Tx, name: &str) -> Result<Option<String>, Failure> {
    Ok(read(tx, SettingQuery::Named(&[name]))?.remove(name))
}

/// Writes and removes settings, all or none.
pub(in crate::store) fn write(tx: &mut dyn Tx, edits: &[SettingEdit<'_>]) -> Result<(), Failure> {
    let kept: Vec<&str> = edits.iter().filter_map(|edit| Some([edit.name, edit.text?])).flatten().collect();
    for some in kept.chunks(MOST_VALUES) {
        let insert = insert("memo", &["name", "value"], some.len() / 2);
        tx.execute(
            &format!("{insert} ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
            &texts(some),
        )?;
    }
    let gone: Vec<&str> = edits.iter().filter(|edit| edit.text.is_none()).map(|edit| edit.name).collect();
    for some in gone.chunks(MOST_VALUES) {
        tx.execute(&format!("DELETE FROM memo WHERE name IN ({})", places(1, some.len())), &texts(some))?;
    }
    Ok(())
}

/// Returns whether settings are as these edits leave them.
pub(in crate::store) fn are_written(tx: &mut dyn Tx, edits: &[SettingEdit<'_>]) -> Result<bool, Failure> {
    let names: Vec<&str> = edits.iter().map(|edit| edit.name).collect();
    let found = read(tx, SettingQuery::Named(&names))?;
    Ok(edits.iter().all(|edit| found.get(edit.name).map(String::as_str) == edit.text))
}

fn select(
    tx: &mut dyn Tx,
    sql: &str,
    values: &[Value],
    found: &mut BTreeMap<String, String>,
) -> Result<(), Failure> {
    tx.run(sql, values, &mut |cells| {
        found.insert(read_cell(cells, 0)?, read_cell(cells, 1)?);
        Ok(())
    })
}

fn texts(texts: &[&str]) -> Vec<Value> {
    texts.iter().map(|text| Value::Text((*text).to_owned())).collect()
}
