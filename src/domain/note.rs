//! The notes of a ceremony, and the dots that people give to them.

use super::entity::entity;
use super::id::{CeremonyId, DotId, ImpedimentId, ItemId, NoteId, PersonId};
use super::value::{Instant, Line, NoteKind, Prose, Rank};

entity! {
    /// A note taken in a ceremony.
    Note, NoteField, NoteId, "note", item: |_| None;
    /// The ceremony.
    Ceremony ceremony: CeremonyId = command,
    /// The kind of note.
    Kind kind: NoteKind = command,
    /// The position among the notes.
    Rank rank: Rank = command,
    /// The text.
    Text text: Prose = people "wording",
    /// The author; for a demo, the presenter.
    Author author: Option<PersonId> = people "presenter",
    /// When it was written.
    At at: Instant = command,
    /// The item it concerns.
    About about: Option<ItemId> = command,
    /// The impediment it concerns.
    Impediment impediment: Option<ImpedimentId> = command,
    /// The column of the retrospective's wall.
    Topic topic: Option<Line> = command,
    /// The parent note: the head of its group, or the note that it is a reason for.
    Under under: Option<NoteId> = command,
}

entity! {
    /// A dot that a person gave to a note.
    Dot, DotField, DotId, "dot", item: |_| None;
    /// The ceremony.
    Ceremony ceremony: CeremonyId = command,
    /// The note.
    Note note: NoteId = command,
    /// The person who gave it.
    Person person: PersonId = command,
}
