//! Copies of a file, and a summary of its contents.

use super::Store;
use super::backups::Backups;
use super::failure::{Failure, FailureKind};
use super::maintenance::Copying;
use super::placed::PlacedBackup;
use super::sql::check;
use super::sqlite::{open_read_only, replace};
use super::survey::Survey;
use crate::domain::value::Instant;
use std::path::{Path, PathBuf};

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

    /// Writes everything into a backup at this path, and creates the folder of the backups if necessary. Returns the
    /// backup once it was opened and has its place in the history; `None` if the history is empty.
    ///
    /// # Errors
    /// As [`Store::copy_to`]; [`FailureKind::Damaged`] if what was made cannot be opened or is not of this product.
    pub fn back_up(&mut self, backups: &Backups, to: &Path) -> Result<Option<PlacedBackup>, Failure> {
        make_folder(backups)?;
        self.copy_to(to, false)?;
        self.placed_now(to)
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

/// What a restore has done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// A summary of the restored file.
    pub survey: Survey,
    /// The backup that holds what was there before; `None` if nothing was there.
    pub kept: Option<PathBuf>,
}

/// Puts a copy of the file at `from` in the place of a file. What was there is kept as a backup.
///
/// # Errors
/// [`FailureKind::Damaged`] if the copy would be damaged, [`FailureKind::Busy`] if another program has the file open;
/// nothing is changed then.
pub fn restore(from: &Path, file: &Path, now: Instant) -> Result<Restored, Failure> {
    let mut store = Store::new(Box::new(open_read_only(from, super::newest_schema())?));
    if !store.is_intact()? {
        return Err(Failure::new(FailureKind::Damaged, format!("{} is damaged", from.display()))
            .hint("nothing was changed; choose another one of: ceremony restore"));
    }
    let survey = store.survey()?;
    drop(store);
    let backups = Backups::of(file);
    let kept = backups.at(now, "-before-restore");
    let was_there = file.exists();
    if was_there {
        make_folder(&backups)?;
    }
    replace(from, file, &kept)?;
    Ok(Restored { survey, kept: was_there.then_some(kept) })
}

fn make_folder(backups: &Backups) -> Result<(), Failure> {
    backups.make_folder().map_err(|error| {
        Failure::new(FailureKind::Other, format!("{} cannot be made: {error}", backups.folder().display()))
            .hint("look at the folder's permissions and the room on the disk")
    })
}
