//! Opening a file. The order of the steps matters: each one protects the file from the next.

use super::connection::{configure, guard, journal, wait};
use super::copied::copied;
use super::errors::InFile as _;
use super::file_location::{FileLocation, place};
use super::recognise::{made_by, marked};
use super::upgrade;
use super::{Sqlite, beside};
use crate::platform::file_id;
use crate::store::failure::{Failure, FailureKind};
use crate::store::{CreateMode, OpenOptions};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The oldest SQLite version in which a WAL is not lost when two programs reset it.
const OLDEST_SQLITE: i32 = 3_051_003;

/// The parameters of opening a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The path.
    pub path: PathBuf,
    /// Whether it may be created, and where it may be.
    pub wanted: OpenOptions,
    /// How long to wait for other programs before failing with *busy*.
    pub patience: Duration,
    /// The newest schema that this program supports.
    pub newest_schema: i64,
    /// Whether each commit waits for the disk. Only a file that is created in one go, and created again if that is
    /// interrupted, does without.
    pub durable: bool,
}

/// Opens or creates a file of ours.
///
/// # Errors
/// A [`Failure`] if there is no such file, or it is not ours, too new, or unreadable. The file is left unchanged,
/// byte for byte.
pub fn open(opening: &Opening) -> Result<Sqlite, Failure> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(Failure::new(
            FailureKind::Other,
            format!("SQLite {} is too old to be safe", rusqlite::version()),
        ));
    }
    open_at(place(&opening.path, opening.wanted)?, opening)
}

/// Opens a file as if it were on a network share.
#[cfg(test)]
pub(in crate::store) fn open_as_on_a_share(opening: &Opening) -> Result<Sqlite, Failure> {
    open_at(FileLocation { share: Some("test".to_owned()), ..place(&opening.path, opening.wanted)? }, opening)
}

fn open_at(place: FileLocation, opening: &Opening) -> Result<Sqlite, Failure> {
    let FileLocation { path, share } = place;
    let read_only = path.metadata().is_ok_and(|it| it.permissions().readonly());
    let rights = if read_only { OpenFlags::SQLITE_OPEN_READ_ONLY } else { OpenFlags::SQLITE_OPEN_READ_WRITE };
    let mut connection =
        Connection::open_with_flags(&path, rights | OpenFlags::SQLITE_OPEN_NO_MUTEX).in_file(&path)?;
    wait(&connection, opening.patience, &path)?;
    guard(&connection, &path)?;
    let copy = copied(&connection, &path, opening.patience)?;
    let is_copy = copy.is_some();
    let read_only = read_only || is_copy;
    let (mut folder, mut unwritable) = (None, None);
    if let Some(copy) = copy {
        (connection, folder, unwritable) = (copy.connection, copy.folder, copy.why);
    }
    marked(&connection, &path, opening.wanted.made != CreateMode::Never, opening.newest_schema)?;
    let writable = !read_only && !connection.is_readonly(rusqlite::MAIN_DB).unwrap_or(true);
    configure(&connection, &path)?;
    if writable {
        journal(&connection, &path, share.is_none())?;
        if !opening.durable {
            connection.execute_batch("PRAGMA synchronous = OFF").in_file(&path)?;
        }
    }
    made_by(&connection, &path)?;
    // A copy of an older file is brought up alone.
    let schema = upgrade::bring_up(&mut connection, &path, writable || is_copy, writable)?;
    let identity = file_id(&path);
    let beside = if writable { beside(&path) } else { [None; 2] };
    Ok(Sqlite {
        is_held: false,
        connection,
        path,
        version: 0,
        writable,
        schema,
        identity,
        beside,
        unwritable,
        _folder: folder,
    })
}

/// Opens a file of ours for reading: nothing in it or next to it is changed.
///
/// # Errors
/// As [`open`].
pub fn open_read_only(path: &Path, newest_schema: i64) -> Result<Sqlite, Failure> {
    // Nothing is written, so it may be anywhere.
    let FileLocation { path, .. } = place(path, OpenOptions { on_network: true, ..OpenOptions::PRESENT })?;
    let connection = Connection::open_with_flags(
        &path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .in_file(&path)?;
    let patience = Duration::from_secs(1);
    wait(&connection, patience, &path)?;
    guard(&connection, &path)?;
    let (connection, folder, unwritable) = match copied(&connection, &path, patience)? {
        Some(copy) => (copy.connection, copy.folder, copy.why),
        None => (connection, None, None),
    };
    marked(&connection, &path, false, newest_schema)?;
    configure(&connection, &path)?;
    made_by(&connection, &path)?;
    upgrade::adapt(&connection, &path)?;
    let schema = upgrade::version(&connection).in_file(&path)?;
    let identity = file_id(&path);
    let beside = [None; 2];
    Ok(Sqlite {
        is_held: false,
        connection,
        path,
        version: 0,
        writable: false,
        schema,
        identity,
        beside,
        unwritable,
        _folder: folder,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::engine::Engine as _;

    fn opening(path: &Path, wanted: OpenOptions) -> Opening {
        let patience = Duration::from_millis(20);
        Opening { path: path.to_owned(), wanted, patience, newest_schema: 9, durable: false }
    }

    #[test]
    fn a_value_longer_than_any_of_ours_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("team.db");
        drop(open(&opening(&path, OpenOptions::NEW)).unwrap());
        let theirs = Connection::open(&path).unwrap();
        theirs.execute_batch("INSERT INTO memo VALUES ('a', hex(zeroblob(8000001)));").unwrap();
        drop(theirs);
        let mut lite = open(&opening(&path, OpenOptions::PRESENT)).unwrap();
        let failure = lite
            .read(&mut |tx| tx.run("SELECT value FROM memo", &[], &mut |_| Ok(())))
            .expect_err("it is too long");
        assert_eq!(failure.kind, FailureKind::Damaged);
        assert!(failure.message.contains("longer than anything Ceremony writes"), "{failure}");
    }

    #[test]
    fn a_file_on_a_share_has_no_log_beside_it_that_two_machines_could_see_differently() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("team.db");
        // Created here, then moved to the share.
        drop(open(&opening(&path, OpenOptions::NEW)).unwrap());
        let durable = Opening { durable: true, ..opening(&path, OpenOptions::PRESENT) };
        let lite = open_as_on_a_share(&durable).unwrap();
        let says = |pragma: &str| -> String {
            let sql = format!("SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}");
            lite.connection.query_row(&sql, [], |row| row.get(0)).unwrap()
        };
        assert_eq!((says("journal_mode").as_str(), says("synchronous").as_str()), ("truncate", "2"));
        assert!(!folder.path().join("team.db-wal").exists());
        drop(lite);
        let lite = open(&durable).unwrap();
        let mode: String = lite.connection.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
        assert_eq!(mode, "wal");
    }
}
