//! What is asked in refinement: why an item is put off, cards of planning poker, how an item is split.

use crate::domain::id::{CeremonyId, CriterionId, EpicId, ItemId, PersonId};
use crate::domain::value::{Line, Points, SplitPattern};

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
    /// The parts of an item that is split, one after another.
    Parts(Box<Splitting>),
    /// The first stories of an epic, one after another.
    Stories(EpicId),
}

/// An item on its way to being split.
#[derive(Debug, Clone)]
pub struct Splitting {
    /// The item.
    pub item: ItemId,
    /// How.
    pub pattern: Option<SplitPattern>,
    /// What the parts are called.
    pub parts: Vec<Line>,
    /// Which criterion goes where.
    pub shares: Vec<Share>,
}

/// A criterion of an item that is split.
#[derive(Debug, Clone)]
pub struct Share {
    /// Which one.
    pub criterion: CriterionId,
    /// What it says.
    pub text: String,
    /// The part that gets it, counted from 1; 0 where it stays.
    pub to: usize,
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
