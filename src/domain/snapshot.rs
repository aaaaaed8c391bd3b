//! Snapshots: a complete product outside of a store. Restoring it into an empty file is decided in `decide`; its file
//! format is not here.

use super::model::Row;
use std::collections::BTreeMap;

/// A complete product.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snapshot {
    /// The name of the file it was read from, as it is shown.
    pub file: String,
    /// Every row, each item before its parts.
    pub rows: Vec<Row>,
    /// The highest id handed out, for each kind of entity.
    pub counters: BTreeMap<&'static str, u64>,
}

impl Snapshot {
    /// Returns the number of items.
    pub fn items(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row, Row::Item(_))).count()
    }
}
