//! Reading a complete export. Inconsistent references are found when it is restored, not here.

use super::{ITEMS, list_of};
use crate::domain::change::{Change, Edit};
use crate::domain::entity::from_json;
use crate::domain::model::{self, Entity, Item, entity_name, every};
use crate::domain::snapshot::Snapshot;
use crate::domain::workspace::EntityTable;
use crate::store::newest_schema;
use serde_json::{Map, Value};

/// The error for an export that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadExport {
    /// It is not JSON, or is incomplete.
    #[error("the export is damaged: {0}")]
    Broken(String),
    /// It was written by a newer version of the program.
    #[error("the export was written by a newer version (its schema is {schema}, this program knows {known})")]
    TooNew {
        /// The schema of the export.
        schema: i64,
        /// The newest schema that this program supports.
        known: i64,
    },
    /// A row is invalid.
    #[error("the export is damaged: {entity} {at} of it: {reason}")]
    Row {
        /// The kind of entity.
        entity: &'static str,
        /// The index of the row in its list, counted from 1.
        at: usize,
        /// The problem.
        reason: String,
    },
}

/// Reads a complete product; `file` is its name as it is shown.
///
/// # Errors
/// [`BadExport`] if it is damaged or too new.
pub fn read(text: &str, file: &str) -> Result<Snapshot, BadExport> {
    let broken = |reason: &str| BadExport::Broken(reason.to_owned());
    let export: Map<String, Value> =
        serde_json::from_str(text).map_err(|error| BadExport::Broken(error.to_string()))?;
    let schema = export.get("ceremony").and_then(|it| it.get("schema")).and_then(Value::as_i64);
    let schema = schema.ok_or_else(|| broken("its schema is missing"))?;
    if schema > newest_schema() {
        return Err(BadExport::TooNew { schema, known: newest_schema() });
    }
    let mut found: Vec<Change> = Vec::new();
    macro_rules! lists {
        ($($entity:ident $_table:ident),+) => { $(rows::<model::$entity>(&export, 0, &mut found)?;)+ };
    }
    every!(tables lists);
    for (at, value) in list(&export, ITEMS)?.iter().enumerate() {
        let object = value.as_object().ok_or_else(|| broken("an item is no object"))?;
        item(object, at + 1, &mut found)?;
    }
    every!(meetings lists);
    let counters = match export.get("counters") {
        Some(Value::Object(counters)) => {
            counters.iter().filter_map(|(name, value)| Some((entity_name(name)?, value.as_u64()?))).collect()
        }
        _ => return Err(broken("it breaks off before its counters")),
    };
    Ok(Snapshot { file: file.to_owned(), created: found, counters })
}

/// Reads an item and its parts; `at` is its index in the list, counted from 1.
fn item(object: &Map<String, Value>, at: usize, into: &mut Vec<Change>) -> Result<(), BadExport> {
    let wrong = |reason: &str| BadExport::Row { entity: Item::NAME, at, reason: reason.to_owned() };
    let row = object.get(Item::NAME).and_then(Value::as_object).ok_or_else(|| wrong("it has no row"))?;
    let item: Item = one(row, at)?;
    let (id, begin) = (item.id, into.len());
    into.push(Edit::Created(item).into());
    macro_rules! parts {
        ($($entity:ident $_part:ident),+) => { $(rows::<model::$entity>(object, at, into)?;)+ };
    }
    every!(parts parts);
    if into[begin..].iter().all(|row| row.item() == Some(id)) {
        Ok(())
    } else {
        Err(wrong("it has a part of another item"))
    }
}

fn list<'a>(object: &'a Map<String, Value>, name: &str) -> Result<&'a [Value], BadExport> {
    match object.get(name) {
        None => Ok(&[]),
        Some(Value::Array(list)) => Ok(list),
        Some(_) => Err(BadExport::Broken(format!("{name} is no list"))),
    }
}

/// Reads the rows of a kind of entity; `of` is the index of the item that they are parts of, counted from 1, or 0.
fn rows<E: EntityTable>(
    object: &Map<String, Value>,
    of: usize,
    into: &mut Vec<Change>,
) -> Result<(), BadExport> {
    for (at, value) in list(object, list_of::<E>())?.iter().enumerate() {
        let at = if of == 0 { at + 1 } else { of };
        let no_object = || BadExport::Row { entity: E::NAME, at, reason: "it is no object".to_owned() };
        into.push(E::change(Edit::Created(one(value.as_object().ok_or_else(no_object)?, at)?)));
    }
    Ok(())
}

fn one<E: Entity>(object: &Map<String, Value>, at: usize) -> Result<E, BadExport> {
    from_json(object).map_err(|damage| BadExport::Row { entity: E::NAME, at, reason: damage.to_string() })
}
