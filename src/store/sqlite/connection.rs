//! Settings of every connection: what a file may do, how it is written, how long it waits for others.

use super::errors::{InFile as _, failure};
use super::occupation::work_of_others;
use crate::domain::dice::Dice;
use crate::store::engine::MOST_VALUES;
use crate::store::failure::{Failure, FailureKind, waiting_for};
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use std::hash::{BuildHasher as _, RandomState};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long to wait before reporting it.
const SOON: Duration = Duration::from_secs(2);

/// The interval between further reports.
const AGAIN: Duration = Duration::from_secs(10);

/// Sets the busy handler, with a jitter, so that many programs do not wake up at once.
pub(super) fn wait(connection: &Connection, patience: Duration, path: &Path) -> Result<(), Failure> {
    wait_at_most(patience);
    FILE.set(path.to_owned());
    connection
        .busy_handler(Some(|tries| {
            // No two programs wait in the same rhythm: each has its own seed.
            let mut dice = Dice::new(RandomState::new().hash_one(tries));
            std::thread::sleep(Duration::from_micros(500 + dice.below(3_000)));
            BEGAN.with(|began| {
                if tries == 0 {
                    began.set(Some(Instant::now()));
                    NEXT.set(SOON);
                }
                let passed = began.get().map_or(Duration::ZERO, |began| began.elapsed());
                if passed >= NEXT.get() {
                    NEXT.set(passed + AGAIN);
                    if let Some(tell) = TELL.get() {
                        tell(&waiting_for(FILE.with_borrow(|file| work_of_others(file)).as_deref()));
                    }
                }
                passed < PATIENCE.get()
            })
        }))
        .in_file(path)
}

/// Sets how long this thread waits for other programs from now on.
pub fn wait_at_most(patience: Duration) {
    PATIENCE.with(|it| it.set(patience));
}

/// Sets the callback that reports what this thread waits for, once some seconds have passed: `waiting for an import by Ana, 40 %`.
pub fn tell_while_waiting(tell: Option<fn(&str)>) {
    TELL.set(tell);
}

thread_local! {
    static PATIENCE: std::cell::Cell<Duration> = const { std::cell::Cell::new(Duration::from_secs(5)) };
    static BEGAN: std::cell::Cell<Option<Instant>> = const { std::cell::Cell::new(None) };
    static NEXT: std::cell::Cell<Duration> = const { std::cell::Cell::new(SOON) };
    static TELL: std::cell::Cell<Option<fn(&str)>> = const { std::cell::Cell::new(None) };
    static FILE: std::cell::RefCell<PathBuf> = const { std::cell::RefCell::new(PathBuf::new()) };
}

/// Disables features that a hostile file could use against us.
pub(super) fn guard(connection: &Connection, path: &Path) -> Result<(), Failure> {
    let set = |option, on| connection.set_db_config(option, on).map(|_| ()).in_file(path);
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
        (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, i32::try_from(MOST_VALUES).unwrap_or(i32::MAX)),
    ] {
        connection.set_limit(limit, most).in_file(path)?;
    }
    Ok(())
}

/// Applies the settings of every connection.
pub(super) fn configure(connection: &Connection, path: &Path) -> Result<(), Failure> {
    connection.set_prepared_statement_cache_capacity(128);
    connection
        .execute_batch(
            "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;
             PRAGMA cache_size = -200;",
        )
        .in_file(path)
}

/// Sets the journal: a write-ahead log with one fsync per commit, so that a power cut loses nothing acknowledged. On
/// a network share a rollback journal, whose locks are all that two machines see of each other: slower, and one at a
/// time.
pub(super) fn journal(connection: &Connection, path: &Path, ahead: bool) -> Result<(), Failure> {
    let wanted = if ahead { "wal" } else { "truncate" };
    let began = Instant::now();
    loop {
        // BUSY is returned here without the busy handler being called.
        let mode: Result<String, _> =
            connection.query_row(&format!("PRAGMA journal_mode = {wanted}"), [], |row| row.get(0));
        match mode {
            Ok(mode) if mode == wanted => break,
            Ok(mode) => {
                return Err(Failure::new(
                    FailureKind::Other,
                    format!("{} has journal mode {mode}, not {wanted}", path.display()),
                ));
            }
            Err(error) => {
                let failure = failure(path, &error);
                if failure.kind != FailureKind::Busy || began.elapsed() > Duration::from_secs(5) {
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
        .in_file(path)
}
