//! Writing the whole of a database into a new file, and putting a file in the place of another. SQLite reads the
//! source by itself: opening and closing it with `std::fs` would drop the locks that this program holds on it.

use super::check;
use super::errors::failure;
use crate::platform;
use crate::store::failure::{Failure, FailureKind};
use crate::store::maintenance::Copying;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::fs::Permissions;
use std::io::Error;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::NamedTempFile;

/// How a file begins that is not finished. What a program that was killed leaves behind can be told by it.
pub const UNFINISHED: &str = ".unfinished-";

/// How long to wait for a writer who keeps a file from being copied.
const PATIENCE: Duration = Duration::from_secs(5);

/// Writes everything as of one moment into a new file at `to`, page by page, checks it, and lets it appear whole or not
/// at all. It has the rights of the file at `from`, or else its owner's alone.
pub(super) fn copy(source: &Connection, from: &Path, to: &Path, how: Copying) -> Result<(), Failure> {
    let over = how == Copying::Over;
    if !over && to.exists() {
        return Err(Failure::new(FailureKind::Occupied, format!("there is a file {} already", to.display())));
    }
    let file = write(source, from, to, how != Copying::Unchecked)?;
    let kept = if over {
        file.persist(to).map_err(|error| error.error)
    } else {
        file.persist_noclobber(to).map_err(|error| error.error)
    };
    kept.map_err(|error| {
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            return Failure::new(FailureKind::Occupied, format!("there is a file {} already", to.display()));
        }
        unmade(to, &error)
    })?;
    keep_name(to);
    Ok(())
}

/// Writes the copy beside its place, and sees it safely on the disk.
fn write(source: &Connection, from: &Path, to: &Path, check: bool) -> Result<NamedTempFile, Failure> {
    let file = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .suffix(".db")
        .tempfile_in(platform::folder_of(to))
        .map_err(|error| unmade(to, &error))?;
    if let Some(rights) = rights(from) {
        file.as_file().set_permissions(rights).map_err(|error| unmade(to, &error))?;
    }
    let failed = |error: rusqlite::Error| failure(to, &error);
    let mut copied =
        Connection::open_with_flags(file.path(), OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(failed)?;
    // Until it has its name nobody needs it to outlive a power cut.
    copied.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -320").map_err(failed)?;
    pages(source, from, &mut copied, to)?;
    // One file that says all by itself, wherever it is carried.
    copied.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).map_err(failed)?;
    let found = if check { check::pages(&copied, to)? } else { Vec::new() };
    if let Some(first) = found.first() {
        return Err(Failure::new(FailureKind::Damaged, format!("{} is damaged: {first}", from.display()))
            .hint("see what is wrong with: ceremony doctor"));
    }
    copied.close().map_err(|(_, error)| failed(error))?;
    file.as_file().sync_all().map_err(|error| unmade(to, &error))?;
    Ok(file)
}

fn pages(source: &Connection, from: &Path, copied: &mut Connection, to: &Path) -> Result<(), Failure> {
    let began = Instant::now();
    let backup = Backup::new(source, copied).map_err(|error| failure(from, &error))?;
    // All in one step: what others write meanwhile is not in it, and lets nothing begin again.
    while backup.step(-1).map_err(|error| failure(to, &error))? != StepResult::Done {
        if began.elapsed() > PATIENCE {
            return Err(Failure::new(
                FailureKind::Busy,
                format!("another program is busy with {}", from.display()),
            )
            .hint("try again in a moment"));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(())
}

/// Puts a copy of the file at `from` in the place of the one at `to`. What was there is kept under the name `kept`, as it
/// was. At every moment there is a whole file at `to`.
///
/// # Errors
/// [`FailureKind::Busy`] where another program has the file open, [`FailureKind::Damaged`] where the copy would be, and then nothing
/// is changed.
pub fn replace(from: &Path, to: &Path, kept: &Path) -> Result<(), Failure> {
    let source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .map_err(|error| failure(from, &error))?;
    super::connection::guard(&source, from)?;
    let copied = write(&source, from, to, true)?;
    drop(source);
    let held = if to.exists() { hold(to)? } else { None };
    if to.exists() {
        let rights = to.metadata().map_err(|error| unmade(to, &error))?.permissions();
        copied.as_file().set_permissions(rights).map_err(|error| unmade(to, &error))?;
        // A second name for the old file, so that there is never a moment without one.
        std::fs::hard_link(to, kept)
            .or_else(|_| std::fs::rename(to, kept))
            .map_err(|error| unmade(kept, &error))?;
        // What is left of a file that could not be opened belongs to that file.
        for end in ["-wal", "-journal"] {
            let _ = std::fs::rename(beside(to, end), beside(kept, end));
        }
        let _ = std::fs::remove_file(beside(to, "-shm"));
    }
    copied.persist(to).map_err(|error| unmade(to, &error.error))?;
    keep_name(to);
    keep_name(kept);
    drop(held);
    Ok(())
}

/// Keeps every other program from the file, and brings all that was written to it into it. `None` where it cannot be
/// opened, so that nobody else can have it open either.
fn hold(path: &Path) -> Result<Option<Connection>, Failure> {
    let opened = || -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // Only who has a file for themselves can end its write-ahead log.
        connection.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        connection.execute_batch("BEGIN EXCLUSIVE")?;
        Ok(connection)
    };
    match opened() {
        Ok(connection) => Ok(Some(connection)),
        Err(error) => match failure(path, &error) {
            it if it.kind == FailureKind::Busy => {
                Err(Failure::new(FailureKind::Busy, format!("another program has {} open", path.display()))
                    .hint("leave it there first, then try again"))
            }
            it if matches!(it.kind, FailureKind::Damaged | FailureKind::Foreign) => Ok(None),
            it => Err(it),
        },
    }
}

/// A name is on the disk once its folder is.
fn keep_name(path: &Path) {
    if let Ok(folder) = std::fs::File::open(platform::folder_of(path)) {
        // Where a folder cannot be waited for, the file in it is safe and its name all but.
        let _ = folder.sync_all();
    }
}

fn beside(path: &Path, end: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// The rights of a copy of a file: its owner's alone, or also its group's where that shares the file. `None` where there
/// is no such file.
fn rights(path: &Path) -> Option<Permissions> {
    let mut rights = path.metadata().ok().filter(std::fs::Metadata::is_file)?.permissions();
    platform::restrict(&mut rights);
    Some(rights)
}

fn unmade(path: &Path, error: &Error) -> Failure {
    let kind =
        if error.kind() == std::io::ErrorKind::StorageFull { FailureKind::Full } else { FailureKind::Other };
    Failure::new(kind, format!("{} cannot be made: {error}", path.display()))
        .hint("look at the folder and the room on the disk")
}
