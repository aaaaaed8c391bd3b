//! The backups of a file, as far as they can be read.

use crate::store::backups::Backups;
use crate::store::failure::Failure;
use crate::store::{BackupPlace, Store, Survey};
use std::path::{Path, PathBuf};

/// Opens a backup for reading.
type OpenBackup<'a> = &'a dyn Fn(&Path) -> Result<Store, Failure>;

/// A backup, as far as it can be read.
pub(super) struct Kept {
    pub path: PathBuf,
    pub read: Result<Survey, Failure>,
}

/// Returns the backups of a file: first those in its present history, the newest first; then the others, and those
/// that cannot be read.
pub(super) fn backups(open: OpenBackup<'_>, file: &Path) -> Vec<Kept> {
    let paths = Backups::of(file).all();
    let placed = open(file).and_then(|mut store| store.placed(&paths)).unwrap_or_default();
    let mut kept: Vec<Kept> = paths
        .into_iter()
        .map(|path| {
            let read = open(&path).and_then(|mut store| store.survey());
            Kept { path, read }
        })
        .collect();
    kept.sort_by(|one, other| {
        let key = |it: &Kept| it.read.as_ref().ok().map(|it| (it.at, it.revision));
        let rank = |it: &Kept| {
            let at = placed.iter().position(|placed| placed.path == it.path);
            at.filter(|at| placed[*at].place == BackupPlace::Past).unwrap_or(usize::MAX)
        };
        rank(one)
            .cmp(&rank(other))
            .then_with(|| key(other).cmp(&key(one)))
            .then_with(|| other.path.cmp(&one.path))
    });
    kept
}

/// Returns the newest backup that is intact and has at least this revision.
pub(super) fn newest_good(open: OpenBackup<'_>, file: &Path, least: u64) -> Option<PathBuf> {
    let is_intact = |path: &Path| open(path).and_then(|mut it| it.is_intact()).unwrap_or(false);
    let mut kept = backups(open, file);
    kept.sort_by_key(|it| std::cmp::Reverse(it.read.as_ref().ok().map(|it| (it.at, it.revision))));
    let mut good = kept.into_iter().filter(|it| it.read.as_ref().is_ok_and(|it| it.revision >= least.max(1)));
    good.find(|it| is_intact(&it.path)).map(|it| it.path)
}

/// Returns a backup's name, as it can be written after `ceremony restore`.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
