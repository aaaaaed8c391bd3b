//! Which items an operation is about.

use crate::domain::id::ItemId;
use serde::{Deserialize, Serialize};

/// The items of an operation: the first three, and how many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedItems {
    pub(super) named: Vec<ItemId>,
    pub(super) number: usize,
}

impl NamedItems {
    /// The most items that are named; of more it is said how many.
    pub(super) const NAMED: usize = 3;
}

impl From<&[ItemId]> for NamedItems {
    fn from(items: &[ItemId]) -> Self {
        Self { named: items.iter().copied().take(Self::NAMED).collect(), number: items.len() }
    }
}
