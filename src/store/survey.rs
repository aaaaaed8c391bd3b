//! A summary of the contents of a file.

use crate::domain::value::Instant;

/// A summary of the contents of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Survey {
    /// The newest revision; 0 for an empty history.
    pub revision: u64,
    /// The time of the newest revision.
    pub at: Option<Instant>,
    /// The number of items.
    pub items: u64,
    /// The number of open items.
    pub open: u64,
}
