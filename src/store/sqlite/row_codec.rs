//! SQLite's values as cells.

use crate::domain::entity::Cells;
use crate::domain::value::{Cell, Damaged};
use rusqlite::types::ValueRef;

/// A row being read.
pub(super) struct SqliteRow<'a, 'b>(pub &'a rusqlite::Row<'b>);

impl Cells for SqliteRow<'_, '_> {
    fn cell(&self, at: usize) -> Result<Cell<'_>, Damaged> {
        let damaged = |found: &str| Damaged { expected: "text or a whole number", found: found.to_owned() };
        match self.0.get_ref(at) {
            Ok(ValueRef::Null) => Ok(Cell::Null),
            Ok(ValueRef::Integer(number)) => Ok(Cell::Int(number)),
            Ok(ValueRef::Text(bytes)) => {
                std::str::from_utf8(bytes).map(Cell::Text).map_err(|_| damaged("text that is not UTF-8"))
            }
            Ok(ValueRef::Real(_)) => Err(damaged("a fraction")),
            Ok(ValueRef::Blob(_)) => Err(damaged("bytes")),
            Err(_) => Err(damaged("no such column")),
        }
    }
}
