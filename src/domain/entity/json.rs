//! Rows as JSON objects, for the history and for exports: cells keyed by column, empty ones left out.

use super::Entity;
use crate::domain::value::{Cell, Damaged, Value};
use serde_json::{Map, Value as Json};

/// Converts a row into an object.
pub fn to_json<E: Entity>(row: &E) -> Map<String, Json> {
    let mut object = Map::new();
    for (column, value) in E::COLUMNS.iter().zip(row.values()) {
        let value = match value {
            Value::Null => continue,
            Value::Int(number) => number.into(),
            Value::Text(text) => text.into(),
        };
        object.insert((*column).to_owned(), value);
    }
    object
}

/// Reads a row from an object; unknown keys are ignored.
///
/// # Errors
/// [`Damaged`] if a cell is missing or invalid.
pub fn from_json<E: Entity>(object: &Map<String, Json>) -> Result<E, Damaged> {
    let mut cells = Vec::with_capacity(E::COLUMNS.len());
    for column in E::COLUMNS {
        cells.push(match object.get(*column) {
            None | Some(Json::Null) => Value::Null,
            Some(Json::String(text)) if text.contains('\0') => {
                return Err(Damaged::new("a text without NUL", Cell::Text(text)));
            }
            Some(Json::String(text)) => Value::Text(text.clone()),
            Some(other) => match other.as_i64() {
                Some(number) => Value::Int(number),
                None => return Err(Damaged::new("a text or a whole number", Cell::Text(&other.to_string()))),
            },
        });
    }
    E::read(cells.as_slice())
}
