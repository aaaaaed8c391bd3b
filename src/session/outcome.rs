//! The outcome of a command, or the error if it was not carried out.

use crate::domain::change::Change;
use crate::domain::id::ItemId;
use crate::domain::import::ImportPlan;
use crate::domain::refusal::Refusal;
use crate::store::failure::{Failure, FailureKind};

/// How often a command is decided again after concurrent writes: of twelve programs that write without a pause, each
/// succeeds.
pub(super) const TRIES: usize = 200;

/// How often an import is decided while others may write; then they wait until it is written.
pub(super) const FREE_TRIES: usize = 3;

/// Returns the failure after that many tries.
pub(super) fn too_fast() -> Failure {
    Failure::new(FailureKind::Busy, "others are changing the file faster than this can").hint("try again")
}

/// The outcome of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandOutcome {
    /// The revision under which it is in the history.
    pub revision: u64,
    /// The operation with the name of the person: `Ana moved PB-139 to Review`.
    pub summary: String,
    /// The operation as a phrase that follows a name.
    pub sentence: String,
    /// The changed items, in the order of their first change.
    pub items: Vec<ItemId>,
    /// The changes.
    pub changes: Vec<Change>,
    /// The plan of an import, with its counts.
    pub plan: Option<Box<ImportPlan>>,
}

impl CommandOutcome {
    /// Returns the outcome of this command and the next one.
    #[must_use]
    pub fn and(mut self, next: Self) -> Self {
        let new = next.items.into_iter().filter(|item| !self.items.contains(item)).collect::<Vec<_>>();
        self.items.extend(new);
        self.changes.extend(next.changes);
        Self {
            revision: next.revision,
            summary: format!("{}; {}", self.summary, next.sentence),
            sentence: format!("{}; {}", self.sentence, next.sentence),
            ..self
        }
    }
}

/// The reason why a command was not carried out. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    /// A rule forbids it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The file cannot be read or written.
    #[error(transparent)]
    Failed(#[from] Failure),
}
