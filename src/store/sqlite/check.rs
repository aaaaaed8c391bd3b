//! SQLite's own check of its file: pages, indexes, and foreign keys.

use super::errors::InFile as _;
use crate::domain::sentence::a;
use crate::store::failure::Failure;
use rusqlite::Connection;
use std::path::Path;

/// The maximum number of problems that SQLite reports.
const MOST: usize = 100;

/// Returns the problems that SQLite finds in pages and indexes; empty if there are none.
pub(super) fn pages(connection: &Connection, path: &Path) -> Result<Vec<String>, Failure> {
    let mut statement = connection.prepare(&format!("PRAGMA integrity_check({MOST})")).in_file(path)?;
    let mut rows = statement.query([]).in_file(path)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().in_file(path)? {
        // A damaged schema can make SQLite return bytes that are not text.
        let bytes = row.get_ref(0).in_file(path)?.as_bytes_or_null().ok().flatten().unwrap_or_default();
        let message = String::from_utf8_lossy(bytes).into_owned();
        if message != "ok" {
            found.extend(message.lines().map(|line| format!("SQLite says: {line}")));
        }
    }
    Ok(found)
}

/// Returns descriptions of the rows that refer to missing rows.
pub(super) fn references(connection: &Connection, path: &Path) -> Result<Vec<String>, Failure> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check").in_file(path)?;
    let mut rows = statement.query([]).in_file(path)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().in_file(path)? {
        if found.len() == MOST {
            break;
        }
        let (table, number, of): (String, Option<i64>, String) =
            (row.get(0).in_file(path)?, row.get(1).in_file(path)?, row.get(2).in_file(path)?);
        let number = number.map_or_else(String::new, |number| format!(" {number}"));
        let plain = |name: &str| name.replace('_', " ");
        found.push(format!("{}{number} refers to {} that is not there", plain(&table), a(&plain(&of))));
    }
    Ok(found)
}
