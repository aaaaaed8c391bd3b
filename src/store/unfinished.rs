//! Files that are being written, under a name of their own until they are complete. Those that a killed program has
//! left behind are recognised by their name and by nobody holding them, and are removed.

use std::fs::File;
use std::io;
use std::path::Path;
use std::time::Duration;
use tempfile::NamedTempFile;

/// The prefix of their names.
const PREFIX: &str = ".unfinished-";

/// How old one must be to be removed, where the system cannot tell whether somebody holds it.
const OLD: Duration = Duration::from_hours(24);

/// Creates an unfinished file, which this program holds until it is renamed or dropped, and removes what is left of
/// killed programs in its folder.
///
/// # Errors
/// Errors of the system.
pub fn unfinished(folder: &Path, suffix: &str) -> io::Result<NamedTempFile> {
    remove_leftovers(folder);
    small_unfinished(folder, suffix)
}

/// Creates an unfinished file as [`unfinished`] does, without looking through its folder: for small files that are
/// written often.
///
/// # Errors
/// Errors of the system.
pub fn small_unfinished(folder: &Path, suffix: &str) -> io::Result<NamedTempFile> {
    let made = tempfile::Builder::new().prefix(PREFIX).suffix(suffix).tempfile_in(folder);
    let file = made.map_err(|error| plain(&error))?;
    // Where this is not possible, leftovers are recognised by their age.
    let _ = file.as_file().try_lock();
    Ok(file)
}

/// Returns the system's error without the name of the unfinished file, which nobody has asked for.
fn plain(error: &io::Error) -> io::Error {
    let cause =
        error.get_ref().and_then(std::error::Error::source).and_then(|it| it.downcast_ref::<io::Error>());
    let code = cause.and_then(io::Error::raw_os_error);
    code.map_or_else(|| io::Error::from(error.kind()), io::Error::from_raw_os_error)
}

/// Returns whether a file has the name of an unfinished one.
pub fn is_unfinished(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX))
}

/// Removes the unfinished files of programs that were killed.
pub fn remove_leftovers(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| is_unfinished(path)) {
        if path.symlink_metadata().is_ok_and(|it| it.is_file()) && is_left(&path) {
            // What cannot be removed now is tried again at the next start.
            let _ = std::fs::remove_file(path);
        }
    }
}

fn is_left(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return false };
    match file.try_lock() {
        Ok(()) => true,
        Err(std::fs::TryLockError::WouldBlock) => false,
        Err(std::fs::TryLockError::Error(_)) => {
            let age = file.metadata().and_then(|it| it.modified()).ok().and_then(|it| it.elapsed().ok());
            age.is_some_and(|age| age > OLD)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_are_removed_and_what_somebody_is_writing_stays() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(".unfinished-old.db"), "").unwrap();
        std::fs::write(folder.path().join("mine.db"), "").unwrap();
        let written = unfinished(folder.path(), ".db").unwrap();
        remove_leftovers(folder.path());
        let mut names: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().path()).collect();
        names.sort();
        assert_eq!(names, [written.path().to_owned(), folder.path().join("mine.db")]);
        // Renamed, it is no longer one.
        written.persist(folder.path().join("done.db")).unwrap();
        remove_leftovers(folder.path());
        assert!(folder.path().join("done.db").exists());
    }
}
