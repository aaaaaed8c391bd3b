//! Improvements agreed on in a retrospective. Each has an item in the backlog, of the kind *improvement*.

use super::entity::entity;
use super::id::{CeremonyId, ImprovementId, ItemId, NoteId, PersonId};
use super::value::Progress;
use chrono::NaiveDate;

entity! {
    /// An improvement that a retrospective agreed on.
    Improvement, ImprovementField, ImprovementId, "improvement", item: |_| None;
    /// The retrospective.
    Ceremony ceremony: CeremonyId = command,
    /// Its item in the backlog.
    About about: ItemId = command,
    /// The note it originates from.
    Note note: Option<NoteId> = command,
    /// The owner.
    Owner owner: Option<PersonId> = people "owner",
    /// The due date.
    Due due: Option<NaiveDate> = people "due date",
    /// The progress.
    Progress progress: Progress = command,
}
