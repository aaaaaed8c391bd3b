//! Labels: free words on items.

use super::entity::entity;
use super::id::LabelId;
use super::value::Line;

entity! {
    /// A word that items can carry.
    Label, LabelField, LabelId, "label", item: |_| None;
    /// The word, without `#`.
    Name name: Line = people "name",
    /// Whether it is no longer offered; items of the past keep it.
    Retired retired: bool = command,
}
