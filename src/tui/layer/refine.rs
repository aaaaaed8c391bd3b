//! What is asked in refinement.

use crate::domain::id::{CeremonyId, ItemId};

/// What a line in refinement is for.
#[derive(Debug, Clone)]
pub enum Refine {
    /// Why an item is put off.
    Park(CeremonyId, ItemId),
}
