//! Planning poker: the cards, the decks, and the result of a round. When cards are revealed is not here.

mod deck;
mod hand;
mod players;
mod reveal;

pub use deck::{BadCard, BadDeck, Deck, deck_of};
pub use hand::{BadHand, Hand, hand};
pub use players::{may_play, players};
pub use reveal::{RevealOutcome, RevealResult, reveal};

use super::value::Points;
use std::fmt;

/// A card of planning poker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Card {
    /// An estimate.
    Points(Points),
    /// `∞`: too large to estimate.
    TooLarge,
    /// `?`: unsure.
    Unsure,
    /// A cup of coffee: a break, please.
    Break,
}

impl Card {
    /// Returns the estimate on the card, if it has one.
    pub fn points(self) -> Option<Points> {
        match self {
            Self::Points(points) => Some(points),
            Self::TooLarge | Self::Unsure | Self::Break => None,
        }
    }
}

impl fmt::Display for Card {
    /// Writes `5`, `½`, `∞`, `?`, `coffee`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Points(points) if points.as_hundredths() == 50 => out.pad("½"),
            Self::Points(points) => points.fmt(out),
            Self::TooLarge => out.pad("∞"),
            Self::Unsure => out.pad("?"),
            Self::Break => out.pad("coffee"),
        }
    }
}
