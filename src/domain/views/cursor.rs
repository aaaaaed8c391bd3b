//! The cursor of a ceremony. It is stored outside the history, so that every participating terminal shows the same.

use crate::domain::id::{Id as _, ItemId};
use serde::{Deserialize, Serialize};

/// The current position in a ceremony.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CeremonyCursor {
    /// The topic, counted from 0.
    pub topic: usize,
    /// The number of the item shown.
    pub item: Option<u64>,
    /// The number of the sprint being planned.
    pub sprint: Option<u64>,
    /// The number of the person whose turn it is.
    pub person: Option<u64>,
    /// The number of the board column being walked.
    pub column: Option<u64>,
    /// Whether the walk goes over the board from right to left instead of from person to person.
    pub by_column: bool,
    /// The order of the walk, if it was shuffled: numbers of people.
    pub order: Vec<u64>,
    /// Numbers of the items postponed to the end of the queue.
    pub parked: Vec<u64>,
    /// The round of planning poker for the shown item.
    pub round: u32,
}

impl CeremonyCursor {
    /// Returns the shown item.
    pub fn item(&self) -> Option<ItemId> {
        self.item.and_then(ItemId::new)
    }

    /// Parses what another terminal wrote; an invalid text gives the initial position.
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// Returns the stored form.
    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
