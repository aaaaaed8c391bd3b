//! The outcomes of many operations, grouped by topic, for minutes and stand-ups. They are derived from the operations
//! in force: what was undone is left out, and what was changed twice appears in its final state.

mod digest;
mod item;
mod left;
mod outcome;
mod standing;

pub use digest::{Group, LARGE, digest};
pub use standing::{StandingBlock, StandingMatters};

use super::change::Change;
use super::id::{CeremonyId, PersonId};
use super::operation::Operation;
use super::value::Instant;

/// An operation in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinutesEntry {
    /// Its revision in the history.
    pub revision: u64,
    /// When it was done.
    pub at: Instant,
    /// The person who did it.
    pub person: Option<PersonId>,
    /// The product owner on whose behalf it was done, if not on their own.
    pub on_behalf: Option<PersonId>,
    /// The ceremony in which it was done.
    pub ceremony: Option<CeremonyId>,
    /// The operation, as data; `None` in entries that predate operations.
    pub operation: Option<Operation>,
    /// The operation as a phrase that follows a name.
    pub sentence: String,
    /// The changes; of more than [`LARGE`] changes, only the first `LARGE` + 1.
    pub changes: Vec<Change>,
}
