//! Copies of a file, and what is in it in a few numbers.

use super::Store;
use super::backups::Backups;
use super::failure::{Failure, FailureKind};
use super::maintenance::Copying;
use super::sql::check;
use super::survey::Survey;
use std::path::Path;

impl Store {
    /// Counts what is in the file, whatever its schema.
    pub fn survey(&mut self) -> Result<Survey, Failure> {
        self.read(check::survey)
    }

    /// Writes everything as of one moment into a new file, which is checked and appears whole or not at all; also where
    /// the file that is open was removed meanwhile, or cannot be written.
    ///
    /// # Errors
    /// [`FailureKind::Occupied`] where there is a file already and it is not to be written `over`; [`FailureKind::Damaged`] where the
    /// copy would be.
    pub fn copy_to(&mut self, to: &Path, over: bool) -> Result<(), Failure> {
        self.engine.maintenance().copy(to, if over { Copying::Over } else { Copying::New })
    }

    /// Writes everything into a backup of this name, and makes their folder where it is not there.
    ///
    /// # Errors
    /// As [`Store::copy_to`].
    pub fn back_up(&mut self, backups: &Backups, to: &Path) -> Result<(), Failure> {
        make_folder(backups)?;
        self.copy_to(to, false)
    }

    /// The same without looking at what is copied: what is to be mended is kept as it is.
    ///
    /// # Errors
    /// As [`Store::copy_to`], but for damage.
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
