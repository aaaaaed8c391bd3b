//! What is hidden until its reveal: the cards of planning poker and notes for the wall of a retrospective. They are
//! rows of the history like any others; whoever reads the history sees that one was made, and no more.

use super::entity::entity;
use super::id::{CeremonyId, HiddenId, ItemId, PersonId};
use super::value::{Line, Prose};

entity! {
    /// A hidden card or note. The reveal removes it and creates the [`Vote`](super::detail::Vote) or the
    /// [`Note`](super::note::Note) instead.
    Hidden, HiddenField, HiddenId, "hidden", item: |_| None;
    /// The ceremony.
    Ceremony ceremony: CeremonyId = computed,
    /// The player of the card, or the author of the note.
    Person person: PersonId = computed,
    /// The item that the card is for; `None` for a note.
    About about: Option<ItemId> = computed,
    /// The deck of the card, or the note's column of the wall.
    Topic topic: Option<Line> = command,
    /// The face of the card, or the text of the note.
    Text text: Prose = command,
}
