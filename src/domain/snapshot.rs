//! Snapshots: a complete product outside of a store. Restoring it into an empty file is decided in `decide`; its file
//! format is not here.

use super::change::{Change, Edit};
use std::collections::BTreeMap;

/// A complete product.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snapshot {
    /// The name of the file it was read from, as it is shown.
    pub file: String,
    /// The creation of every row, each item before its parts.
    pub created: Vec<Change>,
    /// The highest id handed out, for each kind of entity.
    pub counters: BTreeMap<&'static str, u64>,
}

impl Snapshot {
    /// Returns the number of items.
    pub fn items(&self) -> usize {
        self.created.iter().filter(|row| matches!(row, Change::Item(Edit::Created(_)))).count()
    }
}
