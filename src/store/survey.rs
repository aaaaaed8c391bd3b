//! How far a file goes, in a few numbers.

use crate::domain::value::Instant;

/// How far a file goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Survey {
    /// The newest revision; 0 where nothing was done yet.
    pub revision: u64,
    /// When that was done.
    pub at: Option<Instant>,
    /// How many items there are.
    pub items: u64,
    /// How many of them are open.
    pub open: u64,
}
