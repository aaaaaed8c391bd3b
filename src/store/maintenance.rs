//! What an engine does with its database as a whole: checking, copying, mending. How a database is opened, made and
//! brought up to date is in the folder of its engine.

use super::failure::Failure;
use std::path::Path;

/// How a database is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copying {
    /// Into a new file, which is checked.
    New,
    /// The same, and also in the place of another file.
    Over,
    /// Into a new file as it is, damage and all.
    Unchecked,
}

/// The maintenance of a database.
pub trait Maintenance {
    /// Checks the whole database by the engine's own means, and says in words what is wrong with it.
    ///
    /// # Errors
    /// [`super::failure::FailureKind::Damaged`] where the damage keeps it from looking further.
    fn check(&mut self) -> Result<Vec<String>, Failure>;

    /// Writes everything as of one moment into a file at `to`, which appears whole or not at all. Also where the engine's
    /// own file has been removed meanwhile.
    ///
    /// # Errors
    /// [`super::failure::FailureKind::Occupied`] where there is a file already and it is not to be written over;
    /// [`super::failure::FailureKind::Damaged`] where the copy would be and was to be sound.
    fn copy(&mut self, to: &Path, how: Copying) -> Result<(), Failure>;

    /// Makes every index anew from its table.
    fn renew_indexes(&mut self) -> Result<(), Failure>;
}
