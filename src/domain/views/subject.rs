//! The subjects of lines and rows.

use super::item::PartRef;
use crate::domain::id::{FeedbackId, HiddenId, ImpedimentId, ImprovementId, ItemId, NoteId, PersonId};
use crate::domain::item::Item;
use crate::domain::workspace::Workspace;
use serde::Serialize;

/// A reference to an item by key and title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemRef {
    /// The item.
    #[serde(skip)]
    pub id: ItemId,
    /// Its key.
    pub key: String,
    /// Its title; empty if the item is not in memory.
    pub title: String,
}

impl ItemRef {
    /// Returns the reference to an item.
    pub fn of(workspace: &Workspace, item: &Item) -> Self {
        Self { id: item.id, key: workspace.key(item.id), title: item.title.to_string() }
    }

    /// Returns the reference to the item with an id.
    pub fn by_id(workspace: &Workspace, id: ItemId) -> Self {
        let title = workspace.items.get(id).map(|item| item.title.to_string()).unwrap_or_default();
        Self { id, key: workspace.key(id), title }
    }
}

/// The target of a row: what keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Target {
    /// Nothing: a heading, a sentence.
    #[default]
    Nothing,
    /// An item.
    Item(ItemId),
    /// A note; in a demo, with its item.
    Note(NoteId, Option<ItemId>),
    /// One of the user's own hidden notes.
    HiddenNote(HiddenId),
    /// An impediment.
    Impediment(ImpedimentId),
    /// Feedback, with the item it is about.
    Feedback(FeedbackId, Option<ItemId>),
    /// An improvement, with its item.
    Improvement(ImprovementId, ItemId),
    /// A person.
    Person(PersonId),
    /// A part of an item.
    Part(PartRef),
    /// A selectable sentence.
    Words(u32),
}

impl Target {
    /// Returns the target note.
    pub fn note(self) -> Option<NoteId> {
        if let Self::Note(id, _) = self { Some(id) } else { None }
    }

    /// Returns the item that item actions apply to.
    pub fn item(self) -> Option<ItemId> {
        match self {
            Self::Item(id) | Self::Improvement(_, id) => Some(id),
            Self::Note(_, id) | Self::Feedback(_, id) => id,
            Self::Nothing
            | Self::HiddenNote(_)
            | Self::Impediment(_)
            | Self::Person(_)
            | Self::Part(_)
            | Self::Words(_) => None,
        }
    }
}
