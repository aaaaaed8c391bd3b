//! What the history says of an item.

use super::id::ItemId;
use super::item::ItemField;
use super::value::Instant;

/// A change of one field of an item, as the history has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemEvent {
    /// The entry that it is part of.
    pub revision: u64,
    /// When that was done.
    pub at: Instant,
    /// The item.
    pub item: ItemId,
    /// The field as it was.
    pub old: ItemField,
    /// The field as it is from then on.
    pub new: ItemField,
}
