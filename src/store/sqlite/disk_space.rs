//! How much room there is on the disk of a file. SQLite says of a full disk at times only that it reports an error.

use std::path::Path;

/// What SQLite needs at least, in bytes, to open a file and to write into it.
const NEEDED: u64 = 64 * 1024;

/// Tells whether so little room is left, in bytes, that nothing can be written.
pub(super) fn is_too_little(room: u64) -> bool {
    room < NEEDED
}

/// Returns the room that is left for us on the disk of a file, in bytes; `None` where the system does not say.
#[cfg(unix)]
pub(super) fn left_for(path: &Path) -> Option<u64> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let found = rustix::fs::statvfs(folder).ok()?;
    // Some file systems of programs count no blocks at all.
    (found.f_blocks > 0).then(|| found.f_bavail.saturating_mul(found.f_frsize))
}

#[cfg(not(unix))]
pub(super) fn left_for(_path: &Path) -> Option<u64> {
    None
}
