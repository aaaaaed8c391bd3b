//! What is asked in refinement: why an item is put off, and cards of planning poker.

use crate::domain::id::{CeremonyId, ItemId, PersonId};
use crate::domain::value::Points;

/// What a line in refinement is for.
#[derive(Debug, Clone)]
pub enum Refine {
    /// Why an item is put off.
    Park(CeremonyId, ItemId),
    /// The cards of all who estimate an item.
    Cards(ItemId),
    /// One card, face down.
    Card {
        /// The item.
        item: ItemId,
        /// Whose card.
        person: PersonId,
        /// Who is asked after them at this keyboard, before the cards are turned; `None` where only this card is played.
        rest: Option<Vec<PersonId>>,
    },
}

/// What can be done once the cards are turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turned {
    /// Take this estimate.
    Take(Points),
    /// Play another round.
    Again,
    /// Leave the estimate as it is.
    Leave,
}
