//! Reading a file whose folder cannot be written. SQLite reads such a file with the log beside it, but not without one,
//! since it cannot make one there; then all is in the file itself, which is copied into memory and read there.

use super::connection::{guard, wait};
use super::errors::{InFile as _, failure, has_no_log_file, unwritable_folder};
use crate::store::failure::Failure;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Returns a read-only copy of the file in memory if SQLite cannot read the file itself because nothing can be written
/// beside it; `None` if it can.
///
/// # Errors
/// If SQLite cannot read a log beside the file either, whose contents the copy would lack, or the file cannot be read.
pub(super) fn in_memory(
    connection: &Connection,
    path: &Path,
    patience: Duration,
) -> Result<Option<Connection>, Failure> {
    let tried = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    let Err(error) = tried else { return Ok(None) };
    if !has_no_log_file(&error) {
        return Ok(None);
    }
    let before = state(path).ok_or_else(|| unwritable_folder(path))?;
    let copy = pages(path).map_err(|_| failure(path, &error))?;
    // Whoever may write to the folder may have done so meanwhile.
    if state(path).is_none_or(|after| after != before) {
        return Err(unwritable_folder(path));
    }
    wait(&copy, patience, path)?;
    guard(&copy, path)?;
    copy.execute_batch("PRAGMA query_only = ON").in_file(path)?;
    Ok(Some(copy))
}

/// Returns the length and time of a file; `None` if there is something in the log beside it.
fn state(path: &Path) -> Option<(u64, SystemTime)> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if Path::new(&log).metadata().is_ok_and(|it| it.len() > 0) {
        return None;
    }
    let file = path.metadata().ok()?;
    Some((file.len(), file.modified().ok()?))
}

fn pages(path: &Path) -> rusqlite::Result<Connection> {
    let mut address = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(byte) {
            address.push(char::from(*byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    let rights =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = Connection::open_with_flags(format!("{address}?immutable=1"), rights)?;
    let mut copy = Connection::open_in_memory()?;
    let done = Backup::new(&source, &mut copy)?.step(-1)?;
    if done != StepResult::Done {
        return Err(rusqlite::Error::InvalidQuery);
    }
    Ok(copy)
}
