//! Feedback on the product.

use super::entity::entity;
use super::id::{CeremonyId, FeedbackId, ItemId, PersonId};
use super::value::{Instant, Line, Prose};

/// The highest weight of feedback; the lowest is 1.
pub const STRONGEST: u32 = 3;

entity! {
    /// A piece of feedback on the product.
    Feedback, FeedbackField, FeedbackId, "feedback", item: |_| None;
    /// The text.
    Text text: Prose = people "words",
    /// The source, in words: it need not be a person of this product.
    Said said_by: Option<Line> = command,
    /// The item it concerns or that was created from it; `None` while it is in the inbox.
    About about: Option<ItemId> = people "item",
    /// The weight, from 1 to 3.
    Strength strength: u32 = people "strength",
    /// When it was recorded.
    At at: Instant = command,
    /// The person who recorded it.
    CaughtBy caught_by: Option<PersonId> = command,
    /// The ceremony in which it was recorded.
    Ceremony ceremony: Option<CeremonyId> = command,
}
