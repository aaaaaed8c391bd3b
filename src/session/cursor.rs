//! Where a ceremony is. It is kept beside the history, so that every terminal that takes part shows the same.

use crate::domain::id::{Id as _, ItemId};
use serde::{Deserialize, Serialize};

/// Where a ceremony is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CeremonyCursor {
    /// Which topic, counted from 0.
    pub topic: usize,
    /// The number of the item shown.
    pub item: Option<u64>,
    /// The number of the sprint that is planned.
    pub sprint: Option<u64>,
    /// The number of the person whose turn it is.
    pub person: Option<u64>,
    /// The number of the board's column that is walked through.
    pub column: Option<u64>,
    /// Whether the walk goes from right to left over the board instead of from person to person.
    pub by_column: bool,
    /// The order of the walk, where it was shuffled: numbers of people.
    pub order: Vec<u64>,
    /// Items that were put off until the end of the queue.
    pub parked: Vec<u64>,
    /// The round of planning poker for the item shown.
    pub round: u32,
}

impl CeremonyCursor {
    /// Returns the item that is shown.
    pub fn item(&self) -> Option<ItemId> {
        self.item.and_then(ItemId::new)
    }

    /// Reads what another terminal wrote; a text that is no cursor is the beginning.
    pub(super) fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// Returns the text that another terminal reads.
    pub(super) fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
