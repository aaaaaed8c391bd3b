//! What lines and rows are about.

use super::item::PartRef;
use crate::domain::id::{FeedbackId, ImpedimentId, ImprovementId, ItemId, NoteId, PersonId};
use crate::domain::item::Item;
use crate::domain::workspace::Workspace;
use serde::Serialize;

/// An item, by its key and title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemRef {
    /// The item.
    #[serde(skip)]
    pub id: ItemId,
    /// Its key.
    pub key: String,
    /// Its title; empty where the item is not in memory.
    pub title: String,
}

impl ItemRef {
    /// Names an item.
    pub fn of(workspace: &Workspace, item: &Item) -> Self {
        Self { id: item.id, key: workspace.key(item.id), title: item.title.to_string() }
    }

    /// Names the item of an id.
    pub fn by_id(workspace: &Workspace, id: ItemId) -> Self {
        let title = workspace.items.get(id).map(|item| item.title.to_string()).unwrap_or_default();
        Self { id, key: workspace.key(id), title }
    }
}

/// What a row stands for: what the keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Target {
    /// Nothing that could be acted on: a heading, a sentence.
    #[default]
    Nothing,
    /// An item.
    Item(ItemId),
    /// A note; of a demo, with its item.
    Note(NoteId, Option<ItemId>),
    /// A note of one's own that lies face down; which of them.
    Sealed(usize),
    /// An impediment.
    Impediment(ImpedimentId),
    /// Feedback; with the item that it is about.
    Feedback(FeedbackId, Option<ItemId>),
    /// An improvement, with its item.
    Improvement(ImprovementId, ItemId),
    /// A person.
    Person(PersonId),
    /// A part of an item.
    Part(PartRef),
    /// A sentence that the cursor can rest on.
    Words(u32),
}

impl Target {
    /// Returns the note.
    pub fn note(self) -> Option<NoteId> {
        if let Self::Note(id, _) = self { Some(id) } else { None }
    }

    /// Returns the item that actions about items are for.
    pub fn item(self) -> Option<ItemId> {
        match self {
            Self::Item(id) | Self::Improvement(_, id) => Some(id),
            Self::Note(_, id) | Self::Feedback(_, id) => id,
            Self::Nothing
            | Self::Sealed(_)
            | Self::Impediment(_)
            | Self::Person(_)
            | Self::Part(_)
            | Self::Words(_) => None,
        }
    }
}
