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
        found.push(format!("{}{number} refers to {} that does not exist", plain(&table), a(&plain(&of))));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use crate::domain::change::{Change, Edit};
    use crate::domain::chronology::EntryTime;
    use crate::domain::entity::any::{AnyRow, RowDice};
    use crate::domain::label::Label;
    use crate::domain::value::{Instant, Zone};
    use crate::domain::workspace::Workspace;
    use crate::store::Store;
    use crate::store::history::NewEntry;
    use crate::store::sqlite::{Opening, open};

    fn commit(store: &mut Store, workspace: &mut Workspace, number: u64) {
        let change: Change = Edit::Created(Label::any_row(number, &mut RowDice::new(number))).into();
        workspace.apply(std::slice::from_ref(&change));
        let entry = NewEntry::unsigned(&number.to_string(), EntryTime::of(Instant(1), Zone::UTC), "did");
        store.commit(number - 1, &entry, &[change], workspace).unwrap();
    }

    /// Another program can remove the last entries alone: what they changed remains, and belongs to no entry.
    #[test]
    fn changes_that_the_cut_end_of_a_history_left_are_found_and_removed_with_the_rows_they_made() {
        let folder = tempfile::tempdir().unwrap();
        let opening = Opening {
            path: folder.path().join("team.db"),
            wanted: crate::store::OpenOptions::NEW,
            patience: std::time::Duration::from_millis(20),
            newest_schema: crate::store::newest_schema(),
            durable: false,
        };
        let mut store = Store::new(Box::new(open(&opening).unwrap()));
        let mut workspace = Workspace::default();
        (1..=3).for_each(|number| commit(&mut store, &mut workspace, number));
        assert!(store.examine().unwrap().is_intact());
        let other = rusqlite::Connection::open(&opening.path).unwrap();
        other
            .execute_batch(
                "PRAGMA foreign_keys = OFF; DELETE FROM entry WHERE revision > 2; PRAGMA foreign_keys = ON",
            )
            .unwrap();
        let found = store.examine().unwrap();
        assert!(
            found.is_cut && found.findings[0].words.starts_with("the end of the history is missing"),
            "{found:?}"
        );
        assert!(
            found
                .findings
                .iter()
                .any(|it| it.words == "label 3 is in its table, and nothing in the history has made it")
        );
        assert_eq!(store.repair().unwrap().removed, 2);
        assert_eq!(store.examine().unwrap().findings, []);
        let mut workspace = Workspace::default();
        (1..=2).for_each(|number| {
            let change: Change = Edit::Created(Label::any_row(number, &mut RowDice::new(number))).into();
            workspace.apply(std::slice::from_ref(&change));
        });
        commit(&mut store, &mut workspace, 3);
        assert!(store.examine().unwrap().is_intact());
    }
}
