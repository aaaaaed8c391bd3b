//! Reading a file beside which nothing can be written: in a folder or on a file system that is read-only, or on a full
//! disk. SQLite needs its log's index there. If the log is empty, all is in the file itself, which is copied into memory;
//! otherwise file and log are copied into a private folder and read there.

use super::connection::{guard, wait};
use super::errors::{InFile as _, cannot_make_files, failure, unwritable_folder};
use crate::platform;
use crate::store::failure::Failure;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// How often a file is copied that changes while it is copied.
const TRIES: usize = 3;

/// A copy of a file, with the private folder that it is in, if it is not in memory. The connection is closed first.
pub(super) struct ReadCopy {
    pub connection: Connection,
    pub folder: Option<TempDir>,
    /// Why the file cannot be written, if that is the disk.
    pub why: Option<Failure>,
}

/// Returns a copy of the file if SQLite cannot read the file itself because nothing can be written beside it; `None` if
/// it can.
///
/// # Errors
/// If the file cannot be copied either.
pub(super) fn copied(
    connection: &Connection,
    path: &Path,
    patience: Duration,
) -> Result<Option<ReadCopy>, Failure> {
    let tried = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    let Err(error) = tried else { return Ok(None) };
    if !cannot_make_files(&error) {
        return Ok(None);
    }
    let why = Some(failure(path, &error)).filter(Failure::is_of_the_disk);
    for _ in 0..TRIES {
        let before = state(path);
        let has_log = before[1].is_some_and(|(length, _)| length > 0);
        let copy = if has_log {
            in_folder(path).ok_or_else(|| unwritable_folder(path))?
        } else {
            let connection = in_memory(path).map_err(|_| failure(path, &error))?;
            ReadCopy { connection, folder: None, why: None }
        };
        // Whoever may write to the folder may have done so meanwhile.
        if state(path) == before {
            wait(&copy.connection, patience, path)?;
            guard(&copy.connection, path)?;
            copy.connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).in_file(path)?;
            return Ok(Some(ReadCopy { why, ..copy }));
        }
    }
    Err(unwritable_folder(path))
}

/// Returns the lengths and times of a file and its log.
fn state(path: &Path) -> [Option<(u64, SystemTime)>; 2] {
    [path.to_owned(), log_of(path)].map(|path| {
        let file = path.metadata().ok()?;
        Some((file.len(), file.modified().ok()?))
    })
}

fn log_of(path: &Path) -> PathBuf {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    log.into()
}

/// Copies file and log into a private folder, on the first disk with room for them.
fn in_folder(path: &Path) -> Option<ReadCopy> {
    platform::temporary_folders().into_iter().find_map(|parent| {
        let folder = tempfile::Builder::new().prefix("ceremony-").tempdir_in(parent).ok()?;
        let copy = folder.path().join("copy.db");
        fs::copy(path, &copy).ok()?;
        fs::copy(log_of(path), log_of(&copy)).ok()?;
        for file in [&copy, &log_of(&copy)] {
            let mut rights = file.metadata().ok()?.permissions();
            platform::restrict(&mut rights);
            fs::set_permissions(file, rights).ok()?;
        }
        let rights = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&copy, rights).ok()?;
        Some(ReadCopy { connection, folder: Some(folder), why: None })
    })
}

fn in_memory(path: &Path) -> rusqlite::Result<Connection> {
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
