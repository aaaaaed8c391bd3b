//! The place of backups in the present history of their file, by which they are ordered: clocks and names do not count.

use super::Store;
use super::failure::{Failure, FailureKind};
use super::sql::history::{Head, hash_at, head};
use super::sqlite::open_read_only;
use crate::domain::value::Instant;
use std::path::{Path, PathBuf};

/// The place of a backup in the history of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BackupPlace {
    /// It has another history of the same product: from before a restore.
    Apart,
    /// The history goes on in it after the newest revision of the file.
    Ahead,
    /// Its newest revision is in the history.
    Past,
}

/// A backup of the product, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedBackup {
    /// Its file.
    pub path: PathBuf,
    /// Its place.
    pub place: BackupPlace,
    /// Its newest revision.
    pub revision: u64,
    /// The time of that revision.
    pub at: Instant,
}

impl PlacedBackup {
    /// Returns the key by which backups are sorted, the best last: those in the history by revision, then the others by
    /// time.
    fn key(&self) -> (bool, u64, Instant, u64, &Path) {
        let is_past = self.place == BackupPlace::Past;
        (is_past, if is_past { self.revision } else { 0 }, self.at, self.revision, &self.path)
    }
}

/// Sorts backups: first those in the history, the newest revision first; then the others, the latest first.
pub fn sort_placed(placed: &mut [PlacedBackup]) {
    placed.sort_by(|one, other| other.key().cmp(&one.key()));
}

impl Store {
    /// Returns those of the backups at these paths that can be opened and are of this product, sorted by their place.
    ///
    /// # Errors
    /// A [`Failure`] if the store cannot be read.
    pub fn placed(&mut self, paths: &[PathBuf]) -> Result<Vec<PlacedBackup>, Failure> {
        let Some(own) = self.read(|tx| head(tx))? else { return Ok(Vec::new()) };
        let mut placed = Vec::new();
        for path in paths {
            // What cannot be read is no backup, and is left to people.
            let Ok((theirs, same)) = read(path, &own) else { continue };
            let Some(theirs) = theirs.filter(|it| it.product == own.product) else { continue };
            let is_past = self.read(|tx| hash_at(tx, theirs.revision))?.as_ref() == Some(&theirs.hash);
            let place = match (is_past, same) {
                (true, _) => BackupPlace::Past,
                (false, true) => BackupPlace::Ahead,
                (false, false) => BackupPlace::Apart,
            };
            placed.push(PlacedBackup { path: path.clone(), place, revision: theirs.revision, at: theirs.at });
        }
        sort_placed(&mut placed);
        Ok(placed)
    }

    /// Returns a backup that was just made, once it was opened and has its place in the history; `None` if the history
    /// is empty.
    ///
    /// # Errors
    /// [`FailureKind::Damaged`] if it is not what it should be.
    pub(super) fn placed_now(&mut self, made: &Path) -> Result<Option<PlacedBackup>, Failure> {
        if self.read(|tx| head(tx))?.is_none() {
            return Ok(None);
        }
        let placed = self.placed(&[made.to_owned()])?.pop().filter(|it| it.place != BackupPlace::Apart);
        placed.map(Some).ok_or_else(|| {
            Failure::new(FailureKind::Damaged, format!("{} was made, and is no good backup", made.display()))
                .hint("look at the disk, then make another with: ceremony backup")
        })
    }
}

/// Returns the head of a backup, and whether the head of the file is in its history.
fn read(path: &Path, own: &Head) -> Result<(Option<Head>, bool), Failure> {
    let mut store = Store::new(Box::new(open_read_only(path, super::newest_schema())?));
    store.read(|tx| Ok((head(tx)?, hash_at(tx, own.revision)?.as_ref() == Some(&own.hash))))
}
