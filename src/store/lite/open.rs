//! Opening a file. The order of the steps matters: each one protects the file from the next.

use super::Lite;
use super::errors::failure;
use crate::store::failure::{Failure, Kind};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// `CREM` in the file's header tells our files from other programs'.
const APPLICATION_ID: i64 = 0x4352_454D;

/// The oldest SQLite in which a WAL is not lost when two programs reset it.
const OLDEST_SQLITE: i32 = 3_051_003;

/// How a file is to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it may be made where it is not there.
    pub create: bool,
    /// How long to wait for other programs before answering *busy*.
    pub patience: Duration,
    /// The newest schema that this program knows.
    pub newest_schema: i64,
    /// Whether each commit waits for the disk. Only a file that is made in one go, and made again where that is cut
    /// short, does without.
    pub durable: bool,
}

/// Opens a file of ours, or makes one.
///
/// # Errors
/// A [`Failure`] where there is no such file, where it is not ours, too new, or cannot be read. The file is left byte for
/// byte as it was.
pub fn open(opening: &Opening) -> Result<Lite, Failure> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(Failure::new(
            Kind::Other,
            format!("SQLite {} is too old to be safe", rusqlite::version()),
        ));
    }
    let path = place(&opening.path, opening.create)?;
    let is_new = path.metadata().is_ok_and(|it| it.len() == 0);
    let read_only = path.metadata().is_ok_and(|it| it.permissions().readonly());
    let rights = if read_only { OpenFlags::SQLITE_OPEN_READ_ONLY } else { OpenFlags::SQLITE_OPEN_READ_WRITE };
    let connection = Connection::open_with_flags(&path, rights | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| failure(&path, &error))?;
    wait(&connection, opening.patience, &path)?;
    guard(&connection, &path)?;
    recognise(&connection, &path, is_new && opening.create, opening.newest_schema)?;
    let writable = !read_only && !connection.is_readonly(rusqlite::MAIN_DB).unwrap_or(true);
    settle(&connection, &path)?;
    if writable {
        write_ahead(&connection, &path)?;
        if !opening.durable {
            connection.execute_batch("PRAGMA synchronous = OFF").map_err(|error| failure(&path, &error))?;
        }
    }
    let identity = identity(&path);
    Ok(Lite { connection, path, version: 0, writable, schema: None, identity })
}

/// Opens a file of ours to look at it: nothing in it or beside it is changed.
///
/// # Errors
/// As [`open`].
pub fn look(path: &Path, newest_schema: i64) -> Result<Lite, Failure> {
    let path = place(path, false)?;
    let connection = Connection::open_with_flags(
        &path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .map_err(|error| failure(&path, &error))?;
    wait(&connection, Duration::from_secs(1), &path)?;
    guard(&connection, &path)?;
    recognise(&connection, &path, false, newest_schema)?;
    settle(&connection, &path)?;
    let identity = identity(&path);
    Ok(Lite { connection, path, version: 0, writable: false, schema: None, identity })
}

/// Looks at the path and makes an empty file where that is wanted. The last use of `std::fs` on it: opening and closing
/// the file by ourselves would drop SQLite's locks.
fn place(given: &Path, create: bool) -> Result<PathBuf, Failure> {
    let text = given.to_string_lossy();
    if text.is_empty() || text.len() > 4096 || text.contains('\0') {
        return Err(Failure::new(Kind::Missing, "the file's name is empty or too long"));
    }
    let folder = match given.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let name = given
        .file_name()
        .ok_or_else(|| Failure::new(Kind::Missing, format!("{text} is not a file's name")))?;
    let folder = folder.canonicalize().map_err(|error| {
        let is_missing = error.kind() == std::io::ErrorKind::NotFound;
        let why = if is_missing { String::new() } else { format!(": {error}") };
        Failure::new(Kind::Missing, format!("there is no folder {}{why}", folder.display()))
            .hint("make the folder first, or choose another file with --file")
    })?;
    is_local(&folder)?;
    let path = folder.join(name);
    match path.metadata() {
        Ok(it) if it.is_file() => return Ok(path),
        Ok(_) => {
            return Err(Failure::new(Kind::Foreign, format!("{} is not a file", path.display()))
                .hint("choose another file with --file"));
        }
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(Failure::new(Kind::Other, format!("{} cannot be opened: {error}", path.display())));
        }
        Err(_) => {}
    }
    if !create {
        return Err(Failure::new(Kind::Missing, format!("there is no file {}", path.display()))
            .hint("begin with: ceremony init NAME"));
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(&path) {
        Ok(_) => Ok(path),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(path),
        Err(error) => {
            Err(Failure::new(Kind::ReadOnly, format!("{} cannot be made: {error}", path.display()))
                .hint("choose another file with --file"))
        }
    }
}

/// A write-ahead log on a network file system loses data: its locks and shared memory do not work there.
#[cfg(target_os = "linux")]
fn is_local(folder: &Path) -> Result<(), Failure> {
    const NETWORK: [(u64, &str); 8] = [
        (0x6969, "NFS"),
        (0x517B, "SMB"),
        (0xFF53_4D42, "SMB"),
        (0xFE53_4D42, "SMB"),
        (0x0102_1997, "9P"),
        (0x5346_414F, "AFS"),
        (0x00C3_6400, "Ceph"),
        (0x0BD0_0BD0, "Lustre"),
    ];
    let Ok(found) = rustix::fs::statfs(folder) else { return Ok(()) };
    let kind = u64::try_from(found.f_type).unwrap_or_default() & 0xFFFF_FFFF;
    match NETWORK.iter().find(|(magic, _)| *magic == kind) {
        Some((_, name)) => Err(Failure::new(
            Kind::Other,
            format!(
                "{} lies on a network file system ({name}), where a file can lose data",
                folder.display()
            ),
        )
        .hint("keep the file on a local disk")),
        None => Ok(()),
    }
}

#[cfg(not(target_os = "linux"))]
fn is_local(_folder: &Path) -> Result<(), Failure> {
    Ok(())
}

/// Waits for other programs with a jitter, so that many of them do not wake at once.
fn wait(connection: &Connection, patience: Duration, path: &Path) -> Result<(), Failure> {
    wait_at_most(patience);
    connection
        .busy_handler(Some(|tries| {
            // SplitMix over the count of tries and our process: no two programs wait alike.
            let mut mixed = u64::from(tries.unsigned_abs()) ^ (u64::from(std::process::id()) << 20);
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            std::thread::sleep(Duration::from_micros(500 + mixed % 3_000));
            BEGAN.with(|began| {
                if tries == 0 {
                    began.set(Some(Instant::now()));
                }
                began.get().is_none_or(|began| began.elapsed() < PATIENCE.with(std::cell::Cell::get))
            })
        }))
        .map_err(|error| failure(path, &error))
}

/// Says how long this thread waits for other programs from now on.
pub fn wait_at_most(patience: Duration) {
    PATIENCE.with(|it| it.set(patience));
}

thread_local! {
    static PATIENCE: std::cell::Cell<Duration> = const { std::cell::Cell::new(Duration::from_secs(5)) };
    static BEGAN: std::cell::Cell<Option<Instant>> = const { std::cell::Cell::new(None) };
}

/// Switches off what a hostile file could use against us.
pub(super) fn guard(connection: &Connection, path: &Path) -> Result<(), Failure> {
    let set =
        |option, on| connection.set_db_config(option, on).map(|_| ()).map_err(|error| failure(path, &error));
    set(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    set(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    set(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    set(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    set(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    set(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    for (limit, most) in [
        (Limit::SQLITE_LIMIT_LENGTH, 16_000_000),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
        (Limit::SQLITE_LIMIT_ATTACHED, 1),
        (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 200),
    ] {
        connection.set_limit(limit, most).map_err(|error| failure(path, &error))?;
    }
    Ok(())
}

/// Tells our files from others with one statement, which sees one state of the file.
fn recognise(connection: &Connection, path: &Path, may_be_new: bool, newest: i64) -> Result<(), Failure> {
    let (application, version, objects): (i64, i64, i64) = connection
        .query_row(
            "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
             (SELECT count(*) FROM sqlite_schema)",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .map_err(|error| failure(path, &error))?;
    let name = path.display();
    if application == 0 && objects == 0 && version == 0 {
        if may_be_new {
            return connection
                .pragma_update(None, "application_id", APPLICATION_ID)
                .map_err(|error| failure(path, &error));
        }
        return Err(
            Failure::new(Kind::Foreign, format!("{name} is empty")).hint("begin with: ceremony init NAME")
        );
    }
    if application != APPLICATION_ID {
        return Err(Failure::new(
            Kind::Foreign,
            format!("{name} is another program's database, not a Ceremony file"),
        )
        .hint("choose another file with --file"));
    }
    if version > newest {
        return Err(Failure::new(
            Kind::TooNew,
            format!(
                "{name} was written by a newer version (its schema is {version}, this program knows {newest})"
            ),
        )
        .hint("update ceremony"));
    }
    Ok(())
}

/// Settings of every connection.
pub(super) fn settle(connection: &Connection, path: &Path) -> Result<(), Failure> {
    connection.set_prepared_statement_cache_capacity(128);
    connection
        .execute_batch(
            "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;
             PRAGMA cache_size = -320;",
        )
        .map_err(|error| failure(path, &error))
}

/// One write-ahead log, one fsync a commit: a power cut loses nothing that was acknowledged.
fn write_ahead(connection: &Connection, path: &Path) -> Result<(), Failure> {
    let began = Instant::now();
    loop {
        // BUSY comes here without the busy handler being asked.
        let mode: Result<String, _> = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0));
        match mode {
            Ok(mode) if mode == "wal" => break,
            Ok(mode) => {
                return Err(Failure::new(
                    Kind::Other,
                    format!("{} has journal mode {mode}, not wal", path.display()),
                ));
            }
            Err(error) => {
                let failure = failure(path, &error);
                if failure.kind != Kind::Busy || began.elapsed() > Duration::from_secs(5) {
                    return Err(failure);
                }
                std::thread::sleep(Duration::from_millis(2));
            }
        }
    }
    connection
        .execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 8388608;",
        )
        .map_err(|error| failure(path, &error))
}

/// What tells one file from another of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity(u64, u64);

/// Looks at which file a name leads to, without opening it. `None` where it leads nowhere.
#[cfg(unix)]
pub(super) fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    path.metadata().ok().map(|it| Identity(it.dev(), it.ino()))
}

#[cfg(not(unix))]
pub(super) fn identity(path: &Path) -> Option<Identity> {
    path.metadata().ok().map(|_| Identity(0, 0))
}
