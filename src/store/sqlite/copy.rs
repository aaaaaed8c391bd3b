//! Copying a database into a new file, and replacing a file with another. SQLite itself reads the source: opening and
//! closing it with `std::fs` would drop the locks that this program holds on it.

use super::check;
use super::errors::{InFile as _, failure};
use super::target::{copied_to, regular};
use crate::platform;
use crate::store::failure::{Failure, FailureKind, SEE_DOCTOR};
use crate::store::maintenance::Copying;
use crate::store::unfinished::unfinished;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::fs::Permissions;
use std::io::Error;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::NamedTempFile;

/// How long to wait for a writer that prevents a copy.
const PATIENCE: Duration = Duration::from_secs(5);

/// Writes a consistent copy of everything into a new file at `to`, page by page, checks it, and creates it
/// atomically. It has the permissions of the file at `from`, or otherwise its owner's only.
pub(super) fn copy(source: &Connection, from: &Path, to: &Path, how: Copying) -> Result<(), Failure> {
    let over = how == Copying::Over;
    let to = &copied_to(from, to)?;
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

/// Writes the copy next to its destination, and syncs it to the disk.
fn write(source: &Connection, from: &Path, to: &Path, check: bool) -> Result<NamedTempFile, Failure> {
    let file = unfinished(platform::folder_of(to), ".db").map_err(|error| unmade(to, &error))?;
    if let Some(rights) = rights(from) {
        if platform::is_shared(from) {
            platform::own_by_group_of(file.path(), from);
        }
        file.as_file().set_permissions(rights).map_err(|error| unmade(to, &error))?;
    }
    let mut copied =
        Connection::open_with_flags(file.path(), OpenFlags::SQLITE_OPEN_READ_WRITE).in_file(to)?;
    // Until it has its name it need not survive a power cut.
    copied.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -320").in_file(to)?;
    pages(source, from, &mut copied, to)?;
    // A single file that is self-contained, wherever it is carried.
    copied.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).in_file(to)?;
    let found = if check { check::pages(&copied, to)? } else { Vec::new() };
    if let Some(first) = found.first() {
        return Err(Failure::new(FailureKind::Damaged, format!("{} is damaged: {first}", from.display()))
            .hint(SEE_DOCTOR));
    }
    copied.close().map_err(|(_, error)| error).in_file(to)?;
    file.as_file().sync_all().map_err(|error| unmade(to, &error))?;
    Ok(file)
}

fn pages(source: &Connection, from: &Path, copied: &mut Connection, to: &Path) -> Result<(), Failure> {
    let began = Instant::now();
    let backup = Backup::new(source, copied).in_file(from)?;
    // All in one step: concurrent writes are not included, and do not restart the backup.
    while backup.step(-1).in_file(to)? != StepResult::Done {
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

/// Replaces the file at `to` with a copy of the one at `from`. The former file is kept unchanged under the name
/// `kept`. There is a complete file at `to` at every moment.
///
/// # Errors
/// [`FailureKind::Busy`] if another program has the file open, [`FailureKind::Damaged`] if the copy would be damaged;
/// nothing is changed then.
pub fn replace(from: &Path, to: &Path, kept: &Path) -> Result<(), Failure> {
    let (from, to) = (&regular(from)?, &regular(to)?);
    let source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY).in_file(from)?;
    super::connection::guard(&source, from)?;
    let copied = write(&source, from, to, true)?;
    drop(source);
    let lock = if to.exists() { hold(to)? } else { None };
    if to.exists() {
        let rights = to.metadata().map_err(|error| unmade(to, &error))?.permissions();
        platform::own_by_group_of(copied.path(), to);
        copied.as_file().set_permissions(rights).map_err(|error| unmade(to, &error))?;
        // A second name for the old file, so that there is always a file.
        std::fs::hard_link(to, kept)
            .or_else(|_| std::fs::rename(to, kept))
            .map_err(|error| unmade(kept, &error))?;
        // The remains of a file that could not be opened belong to that file.
        for end in ["-wal", "-journal"] {
            let _ = std::fs::rename(beside(to, end), beside(kept, end));
        }
        let _ = std::fs::remove_file(beside(to, "-shm"));
    }
    copied.persist(to).map_err(|error| unmade(to, &error.error))?;
    keep_name(to);
    keep_name(kept);
    drop(lock);
    Ok(())
}

/// Locks every other program out of the file, and checkpoints everything written to it. `None` if it cannot be
/// opened, so that nobody else can have it open either.
fn hold(path: &Path) -> Result<Option<Connection>, Failure> {
    let opened = || -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // Only a program with exclusive access can end the write-ahead log.
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

/// Syncs the folder: a name is on the disk once its folder is.
fn keep_name(path: &Path) {
    if let Ok(folder) = std::fs::File::open(platform::folder_of(path)) {
        // If a folder cannot be synced, the file in it is safe and its name almost certainly is.
        let _ = folder.sync_all();
    }
}

fn beside(path: &Path, end: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Returns the permissions of a copy of a file: its owner's only, or also its group's if the file is shared with it.
/// `None` if there is no such file.
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
