//! Positions in the order of the backlog.

use super::id::ItemId;

/// A position in the order of the backlog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// Above all other items.
    Top,
    /// Below all other items.
    Bottom,
    /// Directly above an open item.
    Before(ItemId),
    /// Directly below an open item.
    After(ItemId),
}
