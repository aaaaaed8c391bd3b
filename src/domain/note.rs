//! What is noted in a ceremony, and the dots that people give to notes.

use super::entity::entity;
use super::id::{CeremonyId, DotId, ImpedimentId, ItemId, NoteId, PersonId};
use super::value::{Instant, Line, NoteKind, Prose, Rank};

entity! {
    /// Something noted in a ceremony.
    Note, NoteField, NoteId, "note", item: |_| None;
    /// In which one.
    Ceremony ceremony: CeremonyId = command,
    /// What it is.
    Kind kind: NoteKind = command,
    /// Its place among the others.
    Rank rank: Rank = command,
    /// What it says.
    Text text: Prose = people "wording",
    /// Who said it; who shows it, for a demo.
    Author author: Option<PersonId> = people "presenter",
    /// When.
    At at: Instant = command,
    /// The item that it is about.
    About about: Option<ItemId> = command,
    /// The impediment that it is about.
    Impediment impediment: Option<ImpedimentId> = command,
    /// The column of the retrospective's wall.
    Topic topic: Option<Line> = command,
    /// The note under which it stands: the head of its group, or what it is a reason for.
    Under under: Option<NoteId> = command,
}

entity! {
    /// A dot that somebody gave to a note.
    Dot, DotField, DotId, "dot", item: |_| None;
    /// The ceremony.
    Ceremony ceremony: CeremonyId = command,
    /// The note.
    Note note: NoteId = command,
    /// Who gave it.
    Person person: PersonId = command,
}
