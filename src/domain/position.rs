//! Places in the order of the backlog.

use super::id::ItemId;

/// A place in the order of the backlog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// Above everything.
    Top,
    /// Below everything.
    Bottom,
    /// Right above an open item.
    Before(ItemId),
    /// Right below an open item.
    After(ItemId),
}
