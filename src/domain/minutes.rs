//! What came of many operations, grouped by what was decided: for minutes and stand-ups. It is made from the operations that stand;
//! what was taken back is not in it, and what was changed twice is in it as it was left.

mod digest;
mod item;
mod left;
mod outcome;

pub use digest::{Group, LARGE, digest};

use super::change::Change;
use super::id::PersonId;
use super::operation::Operation;
use super::value::Instant;

/// An operation that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinutesEntry {
    /// Its number in the history.
    pub revision: u64,
    /// When it was done.
    pub at: Instant,
    /// Who did it.
    pub person: Option<PersonId>,
    /// In whose name, if not in their own.
    pub on_behalf: Option<PersonId>,
    /// What was done, as data; `None` in entries from before that was kept.
    pub operation: Option<Operation>,
    /// What was done, to be read after a name.
    pub sentence: String,
    /// What changed; of more than [`LARGE`] changes the first, and one more than these.
    pub changes: Vec<Change>,
}
