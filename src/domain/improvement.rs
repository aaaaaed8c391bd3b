//! Improvements: what a retrospective agrees on. Each has an item in the backlog, of the kind *improvement*.

use super::entity::entity;
use super::id::{CeremonyId, ImprovementId, ItemId, NoteId, PersonId};
use super::value::Progress;
use chrono::NaiveDate;

entity! {
    /// An action that a retrospective agreed on.
    Improvement, ImprovementField, ImprovementId, "improvement", item: |_| None;
    /// The retrospective.
    Ceremony ceremony: CeremonyId = command,
    /// Its item in the backlog.
    About about: ItemId = command,
    /// The note that it comes from.
    Note note: Option<NoteId> = command,
    /// Who sees to it.
    Owner owner: Option<PersonId> = people "owner",
    /// By when.
    Due due: Option<NaiveDate> = people "due date",
    /// What became of it.
    Progress progress: Progress = command,
}
