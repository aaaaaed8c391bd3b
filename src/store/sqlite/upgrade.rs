//! The schema of a file: a new file is created with the complete schema, an old file is upgraded step by step. A step that
//! is on the main branch has files of its own by then and is never edited: the next change of the schema is another step.

use super::errors::InFile as _;
use super::{OpenTx, backfill, connection, copy};
use crate::store::backups::Backups;
use crate::store::engine::Tx;
use crate::store::failure::{Failure, FailureKind};
use crate::store::maintenance::Copying;
use crate::store::sql::schema::{SCHEMA, VERSION};
use crate::store::sql::words;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::path::Path;

/// A step from one schema to the next.
struct UpgradeStep {
    /// The statements, specific to SQLite. While a step is being written, `{item}` stands for the statement that creates
    /// this table in a new file; before it reaches the main branch it is replaced with that statement.
    sql: &'static str,
    /// Computes values from the existing rows afterwards.
    then: fn(&mut dyn Tx) -> Result<(), Failure>,
}

/// The step to each schema from the previous one. The first creates the tables of the first release.
const STEPS: [UpgradeStep; 7] = [
    UpgradeStep { sql: include_str!("upgrades/1.sql"), then: |_| Ok(()) },
    UpgradeStep { sql: include_str!("upgrades/2.sql"), then: |_| Ok(()) },
    UpgradeStep { sql: include_str!("upgrades/3.sql"), then: words::index_all },
    UpgradeStep { sql: include_str!("upgrades/4.sql"), then: |_| Ok(()) },
    UpgradeStep { sql: include_str!("upgrades/5.sql"), then: backfill::schema_5 },
    UpgradeStep { sql: include_str!("upgrades/6.sql"), then: backfill::schema_6 },
    UpgradeStep { sql: include_str!("upgrades/7.sql"), then: |_| Ok(()) },
];

/// A hash of SQLite's schema after each step, one per line. The last is also that of a new file. A test writes this
/// file.
pub(super) const FINGERPRINTS: &str = include_str!("upgrades/fingerprints.txt");

/// The schema since which entries hold their operation as data, and the version of their hash.
const ACT_SCHEMA: i64 = 4;

/// The schema since which the table of entries is as it is now.
const ENTRY_SCHEMA: i64 = 5;

/// The entries of a file with an older schema as a newer program reads them. A temporary view writes nothing to the
/// file.
const OLD_ENTRIES: &str = "CREATE TEMP VIEW entry AS SELECT
    revision, operation, at, person, on_behalf, login, terminal, team, ceremony, kind, target, sealed_until, sentence,
    {act}, date(at / 1000, 'unixepoch') AS day, 0 AS set_back, hash
FROM main.entry";

/// Settings while tables are recreated: a table is recreated under its own name, and references to it keep referring
/// to that name.
const RECREATING: &str = "PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON";

/// The settings afterwards.
const RECREATED: &str = "PRAGMA legacy_alter_table = OFF; PRAGMA foreign_keys = ON";

/// Returns the number of a file's schema; 0 if it has none yet.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("PRAGMA user_version")
        .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
}

/// Creates the complete schema in an empty database.
fn create(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(&schema())?;
    connection.execute_batch(super::words::CREATE)
}

/// Returns the newest schema in SQLite's dialect.
fn schema() -> String {
    SCHEMA.replace("{INT}", "INTEGER").replace("{STRICT}", "STRICT").replace("{BYTES}", "COLLATE BINARY")
}

/// Returns the statements of a step.
fn statements(step: &UpgradeStep) -> String {
    let (schema, mut sql) = (schema(), step.sql.to_owned());
    for statement in schema.trim_start().split_inclusive(";\n") {
        if let Some(table) = statement.strip_prefix("CREATE TABLE ").and_then(|it| it.split(' ').next()) {
            sql = sql.replace(&format!("{{{table}}}\n"), statement);
        }
    }
    sql
}

/// Creates a schema of any version in an empty database.
pub(super) fn build(connection: &Connection, schema: i64) -> rusqlite::Result<()> {
    if schema >= VERSION {
        return create(connection);
    }
    let steps = usize::try_from(schema).unwrap_or_default();
    connection.execute_batch(RECREATING)?;
    STEPS[..steps].iter().try_for_each(|step| connection.execute_batch(&statements(step)))?;
    connection.execute_batch(RECREATED)
}

/// Makes the history of a read-only file with an older schema readable in the newest form.
pub(super) fn adapt(connection: &Connection, path: &Path) -> Result<(), Failure> {
    let schema = version(connection).in_file(path)?;
    if (1..ENTRY_SCHEMA).contains(&schema) {
        let act = if schema < ACT_SCHEMA { "NULL AS act, 1 AS version" } else { "act, version" };
        connection.execute_batch(&OLD_ENTRIES.replace("{act}", act)).in_file(path)?;
    }
    Ok(())
}

/// Upgrades the schema to the newest one, completely or not at all, and returns its number. A file that has been in
/// use is backed up first.
pub(super) fn bring_up(
    connection: &mut Connection,
    path: &Path,
    is_writable: bool,
    is_file: bool,
) -> Result<i64, Failure> {
    let present = version(connection).in_file(path)?;
    if present >= VERSION {
        return Ok(present);
    }
    if !is_writable {
        let name = path.display();
        return Err(Failure::new(
            FailureKind::ReadOnly,
            format!("{name} was written by an older version and cannot be upgraded, because it is read-only"),
        )
        .hint("change the file's permissions, or copy it to a folder of your own"));
    }
    connection.execute_batch(RECREATING).in_file(path)?;
    let done = step_by_step(connection, path, is_file)?;
    connection.execute_batch(RECREATED).in_file(path)?;
    Ok(done)
}

fn step_by_step(connection: &mut Connection, path: &Path, is_file: bool) -> Result<i64, Failure> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).in_file(path)?;
    // Read again under the lock: another program may have upgraded it first.
    let done = version(&transaction).in_file(path)?;
    if done == 0 {
        create(&transaction).in_file(path)?;
    } else {
        if done < VERSION && is_file {
            keep(path, done)?;
        }
        for step in STEPS.iter().skip(usize::try_from(done).unwrap_or_default()) {
            transaction.execute_batch(&statements(step)).in_file(path)?;
            (step.then)(&mut OpenTx { connection: &transaction, path })?;
        }
    }
    let schema = done.max(VERSION);
    transaction.pragma_update(None, "user_version", schema).in_file(path)?;
    let committed = transaction.commit().in_file(path);
    // A commit can fail after it took effect.
    if committed.is_err() && version(connection).in_file(path)? != schema {
        committed?;
    }
    Ok(schema)
}

/// Keeps a copy of a file before it is upgraded from a schema, over a separate connection: the one that holds the
/// lock cannot be copied from.
fn keep(path: &Path, schema: i64) -> Result<(), Failure> {
    let backups = Backups::of(path);
    let why = |failure: Failure| {
        Failure::new(
            failure.kind,
            format!("{} is left as it is, since no backup could be made: {failure}", path.display()),
        )
        .hint("make room beside it, and try again")
    };
    backups.make_folder().map_err(|error| why(Failure::new(FailureKind::Other, error.to_string())))?;
    let rights = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = Connection::open_with_flags(path, rights).in_file(path)?;
    connection::guard(&source, path)?;
    copy::copy(&source, path, &backups.of_schema(schema), Copying::New).map_err(why)
}

#[cfg(test)]
mod tests {
    use super::super::{Opening, Sqlite, open};
    use super::*;
    use crate::domain::change::Change;
    use crate::domain::chronology::EntryTime;
    use crate::domain::value::Value;
    use crate::domain::workspace::Workspace;
    use crate::store::engine::Engine as _;
    use crate::store::history::{Committed, Entry, NewEntry};
    use crate::store::{HistoryQuery, OpenOptions, SettingQuery, Store};
    use std::collections::BTreeMap;

    /// Returns the fixture of a schema, upgraded to the newest one in a folder of its own.
    fn upgraded(schema: i64) -> (tempfile::TempDir, Opening) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("team.db");
        let fixture = format!("{}/tests/fixtures/schema-{schema}.db", env!("CARGO_MANIFEST_DIR"));
        std::fs::copy(fixture, &path).unwrap();
        let patience = std::time::Duration::from_millis(20);
        let opening =
            Opening { path, wanted: OpenOptions::PRESENT, patience, newest_schema: VERSION, durable: false };
        drop(open(&opening).unwrap());
        (folder, opening)
    }

    fn rows(lite: &mut Sqlite, sql: &str, columns: usize) -> Vec<Vec<Value>> {
        let mut found = Vec::new();
        lite.read(&mut |tx| {
            tx.run(sql, &[], &mut |cells| {
                let own = |at| match cells.cell(at).unwrap() {
                    crate::domain::value::Cell::Null => Value::Null,
                    crate::domain::value::Cell::Int(number) => Value::Int(number),
                    crate::domain::value::Cell::Text(text) => Value::Text(text.to_owned()),
                };
                found.push((0..columns).map(own).collect());
                Ok(())
            })
        })
        .unwrap();
        found
    }

    fn objects(lite: &mut Sqlite) -> Vec<Vec<Value>> {
        rows(lite, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name", 4)
    }

    /// Returns the tables with their columns, except for those of the search index, which contain no rows of ours.
    fn tables(lite: &mut Sqlite) -> BTreeMap<String, Vec<String>> {
        let sql = "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
                   WHERE t.type = 'table' AND t.name NOT LIKE 'words%' ORDER BY t.name, c.cid";
        let mut tables = BTreeMap::<String, Vec<String>>::new();
        for row in rows(lite, sql, 2) {
            let [Value::Text(table), Value::Text(column)] = &row[..] else { panic!("{row:?}") };
            tables.entry(table.clone()).or_default().push(column.clone());
        }
        tables
    }

    /// Writes the history of one store into another, entry by entry.
    fn replay(from: &mut Store, operations: &[Vec<Value>], to: &mut Store) {
        let mut entries: Vec<Entry> = Vec::new();
        from.history(&HistoryQuery::since(0), &mut |entry| entries.push(entry)).unwrap();
        let mut workspace = Workspace::default();
        for (entry, operation) in entries.into_iter().zip(operations) {
            let mut changes: Vec<Change> = Vec::new();
            from.changes(entry.revision, entry.revision, u64::MAX, &mut |_, change| changes.push(change))
                .unwrap();
            workspace.apply(&changes);
            let [Value::Text(operation)] = &operation[..] else { panic!("{operation:?}") };
            let again = NewEntry {
                act: entry.operation(),
                operation: operation.clone(),
                time: EntryTime { at: entry.at, day: entry.day, is_set_back: false },
                person: entry.person,
                on_behalf: entry.on_behalf,
                login: entry.login,
                terminal: entry.terminal,
                ceremony: entry.ceremony,
                kind: entry.kind,
                sentence: entry.sentence,
                is_anonymous: false,
            };
            let done = to.commit(entry.revision - 1, &again, &changes, &workspace).unwrap();
            assert_eq!(done, Committed::Done(entry.revision));
        }
        for (name, value) in from.settings(SettingQuery::Prefixed("")).unwrap() {
            to.set_setting(&name, &value).unwrap();
        }
    }

    fn decoded(store: &mut Store) -> Vec<(u64, Change)> {
        let mut found = Vec::new();
        store.changes(1, u64::MAX, u64::MAX, &mut |revision, change| found.push((revision, change))).unwrap();
        found
    }

    #[test]
    fn an_old_file_and_a_new_one_have_the_same_tables_and_the_same_rows() {
        for schema in 1..VERSION {
            let (folder, opening) = upgraded(schema);
            let fresh =
                Opening { path: folder.path().join("fresh.db"), wanted: OpenOptions::NEW, ..opening.clone() };
            let mut old = open(&opening).unwrap();
            let operations = rows(&mut old, "SELECT operation FROM entry ORDER BY revision", 1);
            assert!(operations.len() > 3, "there is something to compare");
            let mut new = Store::new(Box::new(open(&fresh).unwrap()));
            let mut store = Store::new(Box::new(open(&opening).unwrap()));
            replay(&mut store, &operations, &mut new);
            assert_eq!((store.verify().unwrap(), new.verify().unwrap()), (None, None));
            assert!(decoded(&mut store) == decoded(&mut new), "schema {schema}");
            let mut new = open(&fresh).unwrap();
            assert_eq!(objects(&mut old), objects(&mut new));
            for (table, columns) in tables(&mut new) {
                // The hashes may differ, and so may the rows written before they had all their fields.
                let differ = ["version", "hash", "old_value", "new_value"];
                let columns: Vec<_> =
                    columns.into_iter().filter(|it| !differ.contains(&it.as_str())).collect();
                let sql = format!("SELECT {0} FROM {table} ORDER BY {0}", columns.join(", "));
                let [old, new] = [&mut old, &mut new].map(|lite| rows(lite, &sql, columns.len()));
                assert!(old == new, "schema {schema}, {table}");
            }
            // Entries from before the upgrade keep the version of their hashes.
            let oldest = |lite| rows(lite, "SELECT version FROM entry WHERE revision = 1", 1);
            let version = match schema {
                ..ACT_SCHEMA => 1,
                ACT_SCHEMA..ENTRY_SCHEMA => 2,
                ENTRY_SCHEMA.. => 3,
            };
            assert_eq!(
                (oldest(&mut old), oldest(&mut new)),
                (vec![vec![Value::Int(version)]], vec![vec![Value::Int(3)]])
            );
        }
    }

    #[test]
    fn what_the_first_hashes_do_not_cover_is_empty_or_damage() {
        for (sql, first) in [
            ("UPDATE entry SET team = 1 WHERE revision = 2", Some(2)),
            ("UPDATE entry SET sealed_until = 1 WHERE revision = 2", Some(2)),
            ("UPDATE entry SET act = '{}' WHERE revision = 2", Some(2)),
            ("UPDATE entry SET version = 2 WHERE revision = 2", Some(2)),
            ("UPDATE entry SET act = NULL WHERE revision = 2", None),
        ] {
            let (_folder, opening) = upgraded(1);
            open(&opening).unwrap().write(&mut |tx| tx.execute(sql, &[]).map(|()| true)).unwrap();
            let mut store = Store::new(Box::new(open(&opening).unwrap()));
            assert_eq!(store.verify().unwrap(), first, "{sql}");
        }
    }

    #[test]
    fn older_entries_get_the_local_day_on_which_they_were_written() {
        for schema in 1..VERSION {
            let (_folder, opening) = upgraded(schema);
            let mut lite = open(&opening).unwrap();
            let other =
                "SELECT count(*) FROM entry WHERE day <> date(at / 1000, 'unixepoch') OR set_back <> 0";
            // The fixtures are in a zone in which no entry is on another day than in UTC.
            assert_eq!(rows(&mut lite, other, 1), [[Value::Int(0)]], "schema {schema}");
        }
    }
}
