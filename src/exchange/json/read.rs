//! Reading a whole export. What does not belong together is found when it is restored, not here.

use super::{ITEMS, list_of};
use crate::domain::detail::Detail;
use crate::domain::entity::{Entity, from_json};
use crate::domain::item::Item;
use crate::domain::sprint::Report;
use crate::domain::whole::Whole;
use crate::domain::workspace::Meetings;
use crate::store::newest_schema;
use serde_json::{Map, Value};

/// An export that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadExport {
    /// It is no JSON, or breaks off.
    #[error("the export is damaged: {0}")]
    Broken(String),
    /// It was written by a newer version of the program.
    #[error("the export was written by a newer version (its schema is {schema}, this program knows {known})")]
    TooNew {
        /// The schema of the export.
        schema: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// A row in it is not what it should be.
    #[error("the export is damaged: {entity} {at} of it: {reason}")]
    Row {
        /// The kind of entity.
        entity: &'static str,
        /// Which row of its list, counted from 1.
        at: usize,
        /// What is wrong.
        reason: String,
    },
}

/// Reads a whole product; `file` is the name that people are told.
///
/// # Errors
/// [`BadExport`] where it is damaged or too new.
pub fn read(text: &str, file: &str) -> Result<Whole, BadExport> {
    let broken = |reason: &str| BadExport::Broken(reason.to_owned());
    let export: Map<String, Value> =
        serde_json::from_str(text).map_err(|error| BadExport::Broken(error.to_string()))?;
    let schema = export.get("ceremony").and_then(|it| it.get("schema")).and_then(Value::as_i64);
    let schema = schema.ok_or_else(|| broken("it does not say which schema it has"))?;
    if schema > newest_schema() {
        return Err(BadExport::TooNew { schema, known: newest_schema() });
    }
    let mut items = Vec::new();
    for (at, value) in list(&export, ITEMS)?.iter().enumerate() {
        let object = value.as_object().ok_or_else(|| broken("an item is no object"))?;
        items.push(item(object, at + 1)?);
    }
    let counters = match export.get("counters") {
        Some(Value::Object(counters)) => {
            counters.iter().filter_map(|(name, value)| Some((name.clone(), value.as_u64()?))).collect()
        }
        _ => return Err(broken("it breaks off before its counters")),
    };
    Ok(Whole {
        file: file.to_owned(),
        products: rows(&export, 0)?,
        teams: rows(&export, 0)?,
        persons: rows(&export, 0)?,
        epics: rows(&export, 0)?,
        labels: rows(&export, 0)?,
        columns: rows(&export, 0)?,
        rules: rows(&export, 0)?,
        sprints: rows(&export, 0)?,
        reports: rows::<Report>(&export, 0)?,
        items,
        meetings: Meetings {
            cadences: rows(&export, 0)?.into_iter().collect(),
            ceremonies: rows(&export, 0)?.into_iter().collect(),
            notes: rows(&export, 0)?.into_iter().collect(),
            dots: rows(&export, 0)?.into_iter().collect(),
            impediments: rows(&export, 0)?.into_iter().collect(),
            feedback: rows(&export, 0)?.into_iter().collect(),
            improvements: rows(&export, 0)?.into_iter().collect(),
            capacities: rows(&export, 0)?.into_iter().collect(),
        },
        counters,
    })
}

fn item(object: &Map<String, Value>, at: usize) -> Result<(Item, Detail), BadExport> {
    let row = object.get(Item::NAME).and_then(Value::as_object);
    let missing = || BadExport::Row { entity: Item::NAME, at, reason: "it has no row".to_owned() };
    let item = one(row.ok_or_else(missing)?, at)?;
    let detail = Detail {
        body: rows(object, at)?.pop(),
        criteria: rows(object, at)?,
        tasks: rows(object, at)?,
        questions: rows(object, at)?,
        comments: rows(object, at)?,
        links: rows(object, at)?,
        selections: rows(object, at)?,
        votes: rows(object, at)?,
    };
    Ok((item, detail))
}

fn list<'a>(object: &'a Map<String, Value>, name: &str) -> Result<&'a [Value], BadExport> {
    match object.get(name) {
        None => Ok(&[]),
        Some(Value::Array(list)) => Ok(list),
        Some(_) => Err(BadExport::Broken(format!("{name} is no list"))),
    }
}

/// The rows of a kind of entity; `of` counts the item that they are parts of, 0 where they are none's.
fn rows<E: Entity>(object: &Map<String, Value>, of: usize) -> Result<Vec<E>, BadExport> {
    let row = |(at, value): (usize, &Value)| {
        let at = if of == 0 { at + 1 } else { of };
        let no_object = || BadExport::Row { entity: E::NAME, at, reason: "it is no object".to_owned() };
        one(value.as_object().ok_or_else(no_object)?, at)
    };
    list(object, list_of::<E>())?.iter().enumerate().map(row).collect()
}

fn one<E: Entity>(object: &Map<String, Value>, at: usize) -> Result<E, BadExport> {
    from_json(object).map_err(|damage| BadExport::Row { entity: E::NAME, at, reason: damage.to_string() })
}
