//! Distinguishing our files from others, before anything in them is read: by the mark in the header, and by a
//! fingerprint of the schema, which has exactly the tables and indexes that our steps create. A foreign view or
//! trigger would run when we read and write.

use super::errors::InFile as _;
use super::upgrade;
use crate::store::failure::{Failure, FailureKind, SEE_DOCTOR};
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// `CREM` in the file's header distinguishes our files from those of other programs.
const APPLICATION_ID: i64 = 0x4352_454D;

/// Checks whether a file is ours with one statement, which sees one state of the file.
pub(super) fn marked(
    connection: &Connection,
    path: &Path,
    may_be_new: bool,
    newest: i64,
) -> Result<(), Failure> {
    let (application, version, objects): (i64, i64, i64) = connection
        .query_row(
            "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
             (SELECT count(*) FROM sqlite_schema)",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .in_file(path)?;
    let name = path.display();
    // The file is empty, whatever its size: it may be left over from a program that was killed while creating it.
    if application == 0 && objects == 0 && version == 0 {
        if may_be_new {
            return connection.pragma_update(None, "application_id", APPLICATION_ID).in_file(path);
        }
        return Err(Failure::new(FailureKind::Empty, format!("{name} is empty"))
            .hint("begin with: ceremony init NAME"));
    }
    if application != APPLICATION_ID {
        return Err(Failure::new(
            FailureKind::Foreign,
            format!("{name} is another program's database, not a Ceremony file"),
        )
        .hint("choose another file with --file"));
    }
    if version > newest {
        return Err(Failure::new(
            FailureKind::TooNew,
            format!(
                "{name} was written by a newer version (its schema is {version}, this program knows {newest})"
            ),
        )
        .hint("update ceremony"));
    }
    Ok(())
}

/// Checks whether the file contains exactly what a file of its schema is created with.
pub(super) fn made_by(connection: &Connection, path: &Path) -> Result<(), Failure> {
    let (schema, found) = fingerprint(connection).in_file(path)?;
    let expected = usize::try_from(schema - 1).ok().and_then(|at| upgrade::FINGERPRINTS.lines().nth(at));
    if expected.is_some_and(|expected| expected == found) {
        return Ok(());
    }
    let ours = Connection::open_in_memory().in_file(path)?;
    upgrade::build(&ours, schema).in_file(path)?;
    let (ours, theirs) = (objects(&ours).in_file(path)?, objects(connection).in_file(path)?);
    difference(&ours, &theirs, path).map_or(Ok(()), Err)
}

type Objects = BTreeMap<Vec<u8>, [Vec<u8>; 3]>;

/// Describes what the file contains that is not ours, or differs from ours.
fn difference(ours: &Objects, theirs: &Objects, path: &Path) -> Option<Failure> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let file = path.display();
    if let Some((name, [kind, ..])) = theirs.iter().find(|(name, _)| !ours.contains_key(*name)) {
        let (kind, name) = (text(kind), text(name));
        let a = if kind == "index" { "an" } else { "a" };
        let words = format!("{file} has {a} {kind} in it that Ceremony does not make: {name}");
        return Some(Failure::new(FailureKind::Foreign, words).hint(
            "it is not opened, since that could act by itself; take it out with another tool, or put a backup back",
        ));
    }
    let is_as_ours = |name: &[u8], ours: &[Vec<u8>; 3]| {
        theirs.get(name).is_some_and(|theirs| theirs == ours || *theirs == as_on_the_first_day(ours))
    };
    let (name, [kind, ..]) = ours.iter().find(|(name, object)| !is_as_ours(name, object))?;
    let (kind, name) = (text(kind), text(name));
    let words = format!("{file} is damaged: its {kind} {name} is not as Ceremony makes it");
    Some(Failure::new(FailureKind::Damaged, words).hint(SEE_DOCTOR))
}

/// Returns an object as the first step originally created it, when reports still referred to their sprints. Such
/// files are ours, too.
fn as_on_the_first_day([kind, of, words]: &[Vec<u8>; 3]) -> [Vec<u8>; 3] {
    let words = String::from_utf8_lossy(words).replace(
        "sprint INTEGER NOT NULL, -- a withdrawn report outlives its sprint",
        "sprint INTEGER NOT NULL REFERENCES sprint (id) DEFERRABLE INITIALLY DEFERRED,",
    );
    [kind.clone(), of.clone(), words.into_bytes()]
}

/// Returns everything in the schema, by name: its kind, its table, and its SQL.
fn objects(connection: &Connection) -> rusqlite::Result<Objects> {
    let mut found = Objects::new();
    each(connection, |_, [kind, name, of, words]| {
        found.insert(name.to_vec(), [kind.to_vec(), of.to_vec(), words.to_vec()]);
    })?;
    Ok(found)
}

/// Returns the number of the schema, and a fingerprint of everything in it.
fn fingerprint(connection: &Connection) -> rusqlite::Result<(i64, String)> {
    let (mut version, mut hash) = (0, Sha256::new());
    each(connection, |schema, parts| {
        version = schema;
        for part in parts {
            hash.update(part);
            hash.update([0]);
        }
    })?;
    Ok((version, format!("{:x}", hash.finalize())))
}

fn each(connection: &Connection, mut take: impl FnMut(i64, [&[u8]; 4])) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(
        "SELECT (SELECT user_version FROM pragma_user_version), type, name, tbl_name, sql FROM sqlite_schema
         ORDER BY name, type",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let part = |at| -> rusqlite::Result<&[u8]> {
            Ok(row.get_ref(at)?.as_bytes_or_null().ok().flatten().unwrap_or_default())
        };
        take(row.get(0)?, [part(1)?, part(2)?, part(3)?, part(4)?]);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::upgrade::{FINGERPRINTS, build};
    use super::*;
    use crate::store::sql::schema::VERSION;

    /// Returns an empty database with a schema.
    fn of_schema(schema: i64) -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        build(&connection, schema).unwrap();
        connection.pragma_update(None, "user_version", schema).unwrap();
        connection
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test that rewrites a file asks for leave")]
    fn every_schema_has_its_fingerprint() {
        let of = |schema| fingerprint(&of_schema(schema)).unwrap();
        let fresh: Vec<String> = (1..=VERSION).map(|schema| of(schema).1).collect();
        let fresh = fresh.join("\n") + "\n";
        if std::env::var_os("CEREMONY_BLESS").is_some() {
            let path = "src/store/sqlite/upgrades/fingerprints.txt";
            std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(path), &fresh).unwrap();
        }
        assert_eq!(
            fresh, FINGERPRINTS,
            "run this test once more with CEREMONY_BLESS=1, and look at the change"
        );
        assert!((1..=VERSION).all(|schema| of(schema).0 == schema));
    }

    #[test]
    fn what_is_in_a_file_beside_our_tables_is_named() {
        let with_schema = |schema: i64, sql: &str| {
            let connection = of_schema(schema);
            connection.execute_batch(sql).unwrap();
            made_by(&connection, Path::new("team.db")).map_err(|it| (it.kind, it.message))
        };
        let with = |sql: &str| with_schema(VERSION, sql);
        assert_eq!(with(""), Ok(()));
        let foreign = |what: &str| {
            Err((FailureKind::Foreign, format!("team.db has {what} in it that Ceremony does not make: mine")))
        };
        assert_eq!(with("CREATE VIEW mine AS SELECT 1"), foreign("a view"));
        assert_eq!(with("CREATE TABLE mine (id)"), foreign("a table"));
        assert_eq!(with("CREATE INDEX mine ON item (title)"), foreign("an index"));
        assert_eq!(
            with("CREATE TRIGGER mine AFTER INSERT ON item BEGIN DELETE FROM entry; END"),
            foreign("a trigger")
        );
        let first_day = "DROP TABLE report; CREATE TABLE report (
    id INTEGER PRIMARY KEY, sprint INTEGER NOT NULL REFERENCES sprint (id) DEFERRABLE INITIALLY DEFERRED,
    at INTEGER NOT NULL, withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)), content TEXT NOT NULL
) STRICT; CREATE INDEX report_sprint ON report (sprint);";
        (1..4).for_each(|schema| assert_eq!(with_schema(schema, first_day), Ok(())));
        assert!(with(first_day).is_err(), "the way to schema 4 makes it anew");
        for (sql, what) in [
            ("DROP INDEX item_order", "index item_order"),
            ("ALTER TABLE label ADD COLUMN more TEXT", "table label"),
            ("DROP TABLE dot; CREATE VIEW dot AS SELECT 1 AS id", "table dot"),
        ] {
            let (kind, message) = with(sql).unwrap_err();
            assert_eq!(
                (kind, message),
                (FailureKind::Damaged, format!("team.db is damaged: its {what} is not as Ceremony makes it")),
                "{sql}"
            );
        }
    }
}
