//! Operations on a database as a whole: checking, copying, repairing. How a database is opened, created and upgraded
//! is in the folder of its engine.

use super::failure::Failure;
use std::path::Path;

/// The way in which a database is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copying {
    /// Into a new file, which is checked.
    New,
    /// The same, also replacing an existing file.
    Over,
    /// Into a new file without a check, even if it is damaged.
    Unchecked,
}

/// The maintenance of a database.
pub trait Maintenance {
    /// Checks the database by the engine's own means, and returns a description of each problem.
    ///
    /// # Errors
    /// [`super::failure::FailureKind::Damaged`] if the damage prevents further checks.
    fn check(&mut self) -> Result<Vec<String>, Failure>;

    /// Writes a consistent copy of everything into a file at `to`, which is created atomically; also works if the
    /// engine's own file was removed in the meantime.
    ///
    /// # Errors
    /// [`super::failure::FailureKind::Occupied`] if the file exists and is not to be replaced;
    /// [`super::failure::FailureKind::Damaged`] if the copy would be damaged and was to be checked.
    fn copy(&mut self, to: &Path, how: Copying) -> Result<(), Failure>;

    /// Rebuilds every index from its table.
    fn renew_indexes(&mut self) -> Result<(), Failure>;

    /// Returns whether a transaction that failed may still take effect when the database is opened again; it wrote
    /// this text.
    fn may_come_back(&mut self, text: &str) -> bool;
}
