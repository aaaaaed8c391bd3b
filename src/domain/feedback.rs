//! Feedback: what people say about the product.

use super::entity::entity;
use super::id::{CeremonyId, FeedbackId, ItemId, PersonId};
use super::value::{Instant, Line, Prose};

/// The strongest that feedback can be; the weakest is 1.
pub const STRONGEST: u32 = 3;

entity! {
    /// Something that somebody said about the product.
    Feedback, FeedbackField, FeedbackId, "feedback", item: |_| None;
    /// Their words.
    Text text: Prose = people "words",
    /// Who said it, in words: they need not be known here.
    Said said_by: Option<Line> = command,
    /// The item that it is about, or that was made of it; `None` while it waits in the inbox.
    About about: Option<ItemId> = people "item",
    /// How strongly, from 1 to 3.
    Strength strength: u32 = people "strength",
    /// When it was caught.
    At at: Instant = command,
    /// Who caught it.
    CaughtBy caught_by: Option<PersonId> = command,
    /// The ceremony in which it was caught.
    Ceremony ceremony: Option<CeremonyId> = command,
}
