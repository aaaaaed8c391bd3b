//! A whole product outside of a store: every row of it. Bringing it back into an empty file is `decide`'s part; how it
//! is written down is not here.

use super::model::Row;
use std::collections::BTreeMap;

/// A whole product.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snapshot {
    /// The name of the file that it came from, as people are told it.
    pub file: String,
    /// Every row, each item before its parts.
    pub rows: Vec<Row>,
    /// The highest id handed out of each kind of entity.
    pub counters: BTreeMap<&'static str, u64>,
}

impl Snapshot {
    /// Returns how many items there are.
    pub fn items(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row, Row::Item(_))).count()
    }
}
