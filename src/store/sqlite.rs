//! SQLite, the one engine. This file and `sqlite/` are the home of `rusqlite`.
//!
//! The engine itself is in this file, with `words`, `row_codec` and `errors`. Everything else is maintenance: `open`
//! and `place` find or create a file, `recognise` distinguishes our files from others, `upgrade` upgrades one, `copy`
//! and `check` handle it as a whole.

mod backfill;
mod check;
mod connection;
mod copied;
mod copy;
mod errors;
mod file_location;
mod hazards;
mod log;
mod occupation;
mod open;
mod recognise;
mod row_codec;
mod target;
mod upgrade;
mod words;

use super::engine::{Announcement, Each, Engine, SearchHits, SearchTerm, Tx, TxWork};
use super::failure::{Failure, FailureKind};
use super::maintenance::{Copying, Maintenance};
use crate::domain::id::ItemId;
use crate::domain::value::Value;
use crate::platform::{FileId, file_id};
pub use connection::{tell_while_waiting, wait_at_most};
pub use copy::replace;
use errors::InFile as _;
pub use hazards::hazards;
use occupation::Occupation;
pub use occupation::forget_old;
#[cfg(test)]
pub(in crate::store) use open::open_as_on_a_share;
pub use open::{Opening, open, open_read_only};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, TransactionBehavior};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
pub use target::{destination, is_own_file, regular_file, write_stream};
use tempfile::TempDir;

/// An open file, or a database in memory.
#[derive(Debug)]
pub struct Sqlite {
    connection: Connection,
    path: PathBuf,
    version: i64,
    writable: bool,
    /// Whether a transaction with the write lock is open.
    is_held: bool,
    /// The schema of the file when it was opened.
    schema: i64,
    /// The identity of the file; `None` in memory.
    identity: Option<FileId>,
    /// The identities of the log and its index, which other programs share while this one has the file open.
    beside: [Option<FileId>; 2],
    /// Why the file cannot be written, if that is the disk.
    unwritable: Option<Failure>,
    /// The private folder of a copy that is read instead of the file; removed after the connection is closed.
    _folder: Option<TempDir>,
}

/// The ends of the names of the files beside an open file: its log, and the log's index.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// Returns the identities of the files beside a file.
fn beside(path: &Path) -> [Option<FileId>; 2] {
    BESIDE.map(|end| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        file_id(Path::new(&name))
    })
}

impl Sqlite {
    /// Opens a new database in memory, for tests and dry runs.
    pub fn in_memory() -> Result<Self, Failure> {
        let path = PathBuf::from("memory");
        let mut connection = Connection::open_in_memory().in_file(&path)?;
        connection::configure(&connection, &path)?;
        let schema = upgrade::bring_up(&mut connection, &path, true, false)?;
        let beside = [None; 2];
        Ok(Self {
            is_held: false,
            connection,
            path,
            version: 0,
            writable: true,
            schema,
            identity: None,
            beside,
            unwritable: None,
            _folder: None,
        })
    }

    fn may_write(&self) -> Result<(), Failure> {
        if let Some(failure) = &self.unwritable {
            return Err(failure.clone());
        }
        if !self.writable {
            return Err(Failure::new(
                FailureKind::ReadOnly,
                format!("{} cannot be written", self.path.display()),
            )
            .hint("change the file's permissions, or copy it to a folder of your own"));
        }
        self.is_still_there()
    }

    /// Writes to a file that was moved away or replaced would be lost.
    fn is_still_there(&self) -> Result<(), Failure> {
        if self.identity.is_none() || file_id(&self.path) == self.identity {
            return self.has_its_log();
        }
        Err(Failure::new(
            FailureKind::Vanished,
            format!("{} was moved, removed or replaced while it was open", self.path.display()),
        )
        .hint("nothing more is written to it; save a copy of what is still open, or put the file back"))
    }
}

impl Sqlite {
    /// A log that was removed or replaced takes what is written with it. Nobody removes the log of an open file but by
    /// mistake.
    fn has_its_log(&self) -> Result<(), Failure> {
        let now = beside(&self.path);
        let Some(at) = (0..2).find(|at| self.beside[*at].is_some() && now[*at] != self.beside[*at]) else {
            return Ok(());
        };
        let (file, end) = (self.path.display(), BESIDE[at]);
        Err(Failure::new(
            FailureKind::Vanished,
            format!("{file}{end}, which belongs to {file}, was removed or replaced while the file was open"),
        )
        .hint("nothing more is written to it; save a copy of what is still open"))
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        // What is in a log of its own must not be mixed with what others have written since.
        if self.identity.is_some() && file_id(&self.path) == self.identity && self.has_its_log().is_err() {
            let _ = self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
        }
    }
}

impl Engine for Sqlite {
    fn write(&mut self, work: TxWork<'_>) -> Result<bool, Failure> {
        self.may_write()?;
        let path = self.path.clone();
        if self.is_held {
            let mut tx = OpenTx { connection: &self.connection, path: &path };
            let done = work(&mut tx).and_then(|is_done| {
                if is_done {
                    self.connection.execute_batch("COMMIT").in_file(&path)?;
                }
                Ok(is_done)
            });
            // After a commit there is nothing to give back.
            self.release();
            return done;
        }
        // The only transaction that writes: IMMEDIATE, since one that reads first and then writes fails at once when
        // two programs meet, however long it may wait.
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).in_file(&path)?;
        is_of_schema(&transaction, &path, self.schema)?;
        let mut tx = OpenTx { connection: &transaction, path: &path };
        if work(&mut tx)? {
            transaction.commit().in_file(&path)?;
            Ok(true)
        } else {
            // Dropping rolls back; an error in doing so would not be actionable.
            drop(transaction);
            Ok(false)
        }
    }

    fn read(&mut self, work: &mut dyn FnMut(&mut dyn Tx) -> Result<(), Failure>) -> Result<(), Failure> {
        let path = self.path.clone();
        if self.is_held {
            return work(&mut OpenTx { connection: &self.connection, path: &path });
        }
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Deferred).in_file(&path)?;
        work(&mut OpenTx { connection: &transaction, path: &path })
    }

    fn hold(&mut self) -> Result<(), Failure> {
        self.may_write()?;
        self.connection.execute_batch("BEGIN IMMEDIATE").in_file(&self.path)?;
        self.is_held = true;
        is_of_schema(&self.connection, &self.path, self.schema).inspect_err(|_| self.release())
    }

    fn release(&mut self) {
        if self.is_held && !self.connection.is_autocommit() {
            // An error in rolling back would not be actionable.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        self.is_held = false;
    }

    fn changed(&mut self) -> Result<bool, Failure> {
        // Changes in a replacement file would never be seen here.
        self.is_still_there()?;
        let version: i64 = self
            .connection
            .prepare_cached("PRAGMA data_version")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
            .in_file(&self.path)?;
        let changed = version != self.version;
        self.version = version;
        if changed {
            is_of_schema(&self.connection, &self.path, self.schema)?;
        }
        Ok(changed)
    }

    fn is_writable(&self) -> bool {
        self.writable
    }

    fn maintenance(&mut self) -> &mut dyn Maintenance {
        self
    }
}

impl Maintenance for Sqlite {
    fn check(&mut self) -> Result<Vec<String>, Failure> {
        let mut found = check::pages(&self.connection, &self.path)?;
        found.extend(check::references(&self.connection, &self.path)?);
        Ok(found)
    }

    fn copy(&mut self, to: &Path, how: Copying) -> Result<(), Failure> {
        copy::copy(&self.connection, &self.path, to, how)
    }

    fn renew_indexes(&mut self) -> Result<(), Failure> {
        self.may_write()?;
        self.connection.execute_batch("REINDEX").in_file(&self.path)
    }

    fn may_come_back(&mut self, text: &str) -> bool {
        // An emptied log brings nothing back; if another program prevents that, it also knows what counts.
        let emptied = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
        !emptied.is_ok_and(|is_busy: i64| is_busy == 0) && log::brings_back(&self.path, text)
    }
}

/// Checks whether a newer program has upgraded the file in the meantime: further writes could undo what the new
/// schema guarantees.
fn is_of_schema(connection: &Connection, path: &Path, known: i64) -> Result<(), Failure> {
    let found = upgrade::version(connection).in_file(path)?;
    if found == known {
        return Ok(());
    }
    Err(Failure::new(
        FailureKind::TooNew,
        format!("{} was brought up to a newer version by another program", path.display()),
    )
    .hint("nothing more is written to it from here; update ceremony and start it again"))
}

struct OpenTx<'a> {
    connection: &'a Connection,
    path: &'a std::path::Path,
}

impl Tx for OpenTx<'_> {
    fn run(&mut self, sql: &str, values: &[Value], each: Each<'_>) -> Result<(), Failure> {
        let mut statement = self.connection.prepare_cached(sql).in_file(self.path)?;
        for (at, value) in values.iter().enumerate() {
            match value {
                Value::Null => statement.raw_bind_parameter(at + 1, rusqlite::types::Null),
                Value::Int(number) => statement.raw_bind_parameter(at + 1, number),
                Value::Text(text) => statement.raw_bind_parameter(at + 1, text),
            }
            .in_file(self.path)?;
        }
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().in_file(self.path)? {
            each(&row_codec::SqliteRow(row))?;
        }
        Ok(())
    }

    fn index_terms(&mut self, items: &BTreeMap<ItemId, BTreeSet<String>>) -> Result<(), Failure> {
        items
            .iter()
            .try_for_each(|(item, words)| words::keep(self.connection, *item, words))
            .in_file(self.path)
    }

    fn announce(&mut self, work: &str) -> Option<Box<dyn Announcement>> {
        // A database in memory has no name, and nobody waits for it.
        self.connection.path().filter(|path| !path.is_empty())?;
        Some(Box::new(Occupation::new(self.path, work.to_owned())))
    }

    fn indexed_terms(&mut self, each: &mut dyn FnMut(ItemId, &str)) -> Result<(), Failure> {
        words::each(self.connection, each).in_file(self.path)
    }

    fn search(
        &mut self,
        wanted: &[SearchTerm],
        before: Option<ItemId>,
        most: usize,
    ) -> Result<SearchHits, Failure> {
        words::find(self.connection, wanted, before, most).in_file(self.path)
    }
}
