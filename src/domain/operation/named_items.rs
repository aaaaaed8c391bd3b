//! The items that an operation concerns.

use crate::domain::id::ItemId;
use serde::{Deserialize, Serialize};

/// The items of an operation: the first three, and the total number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedItems {
    pub(super) named: Vec<ItemId>,
    pub(super) number: usize,
}

impl NamedItems {
    /// The largest number of items that are listed; of more, only the number is given.
    pub(super) const NAMED: usize = 3;
}

impl From<&[ItemId]> for NamedItems {
    fn from(items: &[ItemId]) -> Self {
        Self { named: items.iter().copied().take(Self::NAMED).collect(), number: items.len() }
    }
}
