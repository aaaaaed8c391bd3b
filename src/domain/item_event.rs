//! Events in the history of an item.

use super::id::ItemId;
use super::item::ItemField;
use super::value::Instant;
use chrono::NaiveDate;

/// A recorded change of one field of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemEvent {
    /// The history entry that it is part of.
    pub revision: u64,
    /// When the change was made.
    pub at: Instant,
    /// The local day on which it counts.
    pub day: NaiveDate,
    /// The item.
    pub item: ItemId,
    /// The field before.
    pub old: ItemField,
    /// The field after.
    pub new: ItemField,
}
