//! Copies of a file, and a summary of its contents.

use super::Store;
use super::backups::Backups;
use super::failure::{Failure, FailureKind};
use super::maintenance::Copying;
use super::sql::check;
use super::survey::Survey;
use std::path::Path;

impl Store {
    /// Returns a summary of the file, whatever its schema.
    pub fn survey(&mut self) -> Result<Survey, Failure> {
        self.read(check::survey)
    }

    /// Writes a consistent copy of everything into a new file, which is checked and created atomically; also works if
    /// the open file was removed in the meantime, or cannot be written.
    ///
    /// # Errors
    /// [`FailureKind::Occupied`] if the file exists and `over` is false; [`FailureKind::Damaged`] if the copy would
    /// be damaged.
    pub fn copy_to(&mut self, to: &Path, over: bool) -> Result<(), Failure> {
        self.engine.maintenance().copy(to, if over { Copying::Over } else { Copying::New })
    }

    /// Writes everything into a backup at this path, and creates the folder of the backups if necessary.
    ///
    /// # Errors
    /// As [`Store::copy_to`].
    pub fn back_up(&mut self, backups: &Backups, to: &Path) -> Result<(), Failure> {
        make_folder(backups)?;
        self.copy_to(to, false)
    }

    /// Does the same without checking the copy: a file is kept as it is before a repair.
    ///
    /// # Errors
    /// As [`Store::copy_to`], except for damage.
    pub fn keep_as_it_is(&mut self, backups: &Backups, to: &Path) -> Result<(), Failure> {
        make_folder(backups)?;
        self.engine.maintenance().copy(to, Copying::Unchecked)
    }
}

fn make_folder(backups: &Backups) -> Result<(), Failure> {
    backups.make_folder().map_err(|error| {
        Failure::new(FailureKind::Other, format!("{} cannot be made: {error}", backups.folder().display()))
            .hint("look at the folder's permissions and the room on the disk")
    })
}
