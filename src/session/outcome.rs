//! What came of a command, or why it was not carried out.

use crate::domain::change::Change;
use crate::domain::id::ItemId;
use crate::domain::import::ImportPlan;
use crate::domain::refusal::Refusal;
use crate::store::failure::Failure;

/// How often a command is decided again when others are faster: of eight who write without a pause, each comes through.
pub(super) const TRIES: usize = 200;

/// What came of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandOutcome {
    /// Under which revision it stands in the history.
    pub revision: u64,
    /// What was done, with the name before it.
    pub summary: String,
    /// What was done, to be read after a name.
    pub sentence: String,
    /// The items that it changed, in the order of their first change.
    pub items: Vec<ItemId>,
    /// What changed.
    pub changes: Vec<Change>,
    /// What an import came to, counted.
    pub plan: Option<Box<ImportPlan>>,
}

/// Why a command was not carried out. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The world says no.
    #[error(transparent)]
    Failed(#[from] Failure),
}
