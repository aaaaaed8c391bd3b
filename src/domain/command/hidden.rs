//! Commands on what is hidden until its reveal.

use crate::domain::id::{CeremonyId, HiddenId, ItemId, PersonId};
use crate::domain::value::{Line, Prose};

/// A command on hidden cards of planning poker and hidden notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HiddenCommand {
    /// Plays a card for an item, which replaces the player's former one.
    Play {
        /// The refinement.
        ceremony: CeremonyId,
        /// The item.
        item: ItemId,
        /// The player.
        player: PersonId,
        /// The face of the card.
        face: Line,
    },
    /// Takes back the cards of these players for an item.
    TakeBack(CeremonyId, ItemId, Vec<PersonId>),
    /// Reveals the cards for an item.
    RevealCards {
        /// The refinement.
        ceremony: CeremonyId,
        /// The item.
        item: ItemId,
        /// Cards that are named now, each instead of the same player's hidden one.
        named: Vec<(PersonId, Line)>,
        /// Whether the hidden cards are revealed, too.
        all: bool,
    },
    /// Writes a note of the actor for a column of the wall.
    Write(CeremonyId, Line, Prose),
    /// Changes the column and the text of a note of the actor.
    Rewrite(CeremonyId, HiddenId, Line, Prose),
    /// Removes a note of the actor.
    Remove(CeremonyId, HiddenId),
    /// Reveals all notes: they are added to the wall with their authors.
    RevealNotes(CeremonyId),
}

impl HiddenCommand {
    /// Returns the ceremony.
    pub fn ceremony(&self) -> CeremonyId {
        match self {
            Self::Play { ceremony, .. }
            | Self::TakeBack(ceremony, ..)
            | Self::RevealCards { ceremony, .. }
            | Self::Write(ceremony, ..)
            | Self::Rewrite(ceremony, ..)
            | Self::Remove(ceremony, _)
            | Self::RevealNotes(ceremony) => *ceremony,
        }
    }

    /// Returns the item that cards are for.
    pub fn item(&self) -> Option<ItemId> {
        match self {
            Self::Play { item, .. } | Self::TakeBack(_, item, _) | Self::RevealCards { item, .. } => {
                Some(*item)
            }
            Self::Write(..) | Self::Rewrite(..) | Self::Remove(..) | Self::RevealNotes(_) => None,
        }
    }
}
