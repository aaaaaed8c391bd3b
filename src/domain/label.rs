//! Labels: free-form words on items.

use super::entity::entity;
use super::id::LabelId;
use super::value::Line;

entity! {
    /// A label that items can carry.
    Label, LabelField, LabelId, "label", item: |_| None;
    /// The name, without `#`.
    Name name: Line = people "name",
    /// Whether it is no longer suggested; past items keep it.
    Retired retired: bool = command,
}
