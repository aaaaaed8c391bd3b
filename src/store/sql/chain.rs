//! The hash chain over the history: the hash of an entry covers the entry, its changes and the previous hash. The
//! format is versioned, and each entry states its version; older entries keep their hash and their version.

use super::cells::{damage, int, read_cell, unsigned};
use crate::domain::entity::Cells;
use crate::domain::value::{Cell, Value};
use crate::store::engine::Tx;
use crate::store::failure::Failure;
use sha2::{Digest as _, Sha256};

/// The hash version of new entries. Version 2 omits the columns after the version, and version 1 those of
/// [`UNCOVERED`] as well, which were empty then, and the ceremony if there is none.
pub(super) const VERSION: i64 = 3;

/// The columns of an entry that its hash covers: all except the hash, in table order.
pub(super) const ENTRY: [&str; 17] = [
    "revision",
    "operation",
    "at",
    "person",
    "on_behalf",
    "login",
    "terminal",
    "team",
    "ceremony",
    "kind",
    "target",
    "sealed_until",
    "sentence",
    "act",
    "version",
    "day",
    "set_back",
];

/// The columns of a change; the hash of its entry covers all of them.
pub(super) const CHANGE: [&str; 8] =
    ["revision", "ordinal", "entity", "number", "item", "field", "old_value", "new_value"];

/// The columns that version 1 covers, as indices into [`ENTRY`], in its order.
const COVERED: [usize; 10] = [0, 1, 2, 3, 4, 5, 6, 9, 10, 12];

/// The column that version 1 covers if it is not empty.
const CEREMONY: usize = 8;

/// The columns that version 1 does not cover; they are empty.
const UNCOVERED: [usize; 3] = [7, 11, 13];

/// The number of entries checked at a time.
const CHECKED: u64 = 200;

/// The hash of an entry that is being computed.
pub(super) struct EntryHash(Sha256);

impl EntryHash {
    /// Starts with an entry and the previous hash. `None` if its version of the hash does not allow such an entry.
    pub fn new(before: &str, entry: &[Value; 17]) -> Option<Self> {
        let mut hash = Sha256::new();
        hash.update(before.as_bytes());
        match entry[14] {
            Value::Int(1) if UNCOVERED.iter().all(|at| entry[*at] == Value::Null) => {
                let ceremony = Some(&entry[CEREMONY]).filter(|it| **it != Value::Null);
                absorb(&mut hash, COVERED.iter().map(|at| &entry[*at]).chain(ceremony));
            }
            Value::Int(2) => absorb(&mut hash, &entry[..15]),
            Value::Int(VERSION) => absorb(&mut hash, entry),
            Value::Int(_) | Value::Text(_) | Value::Null => return None,
        }
        Some(Self(hash))
    }

    /// Adds the next change of the entry.
    pub fn add(&mut self, change: &[Value; 8]) {
        absorb(&mut self.0, change);
    }

    /// Returns the hash.
    pub fn finish(self) -> String {
        format!("{:x}", self.0.finalize())
    }
}

/// Adds values to a hash so that different lists of the same length never add the same bytes.
fn absorb<'a>(hash: &mut Sha256, values: impl IntoIterator<Item = &'a Value>) {
    for value in values {
        match value {
            Value::Null => hash.update([0]),
            Value::Int(number) => {
                hash.update([1]);
                hash.update(number.to_le_bytes());
            }
            Value::Text(text) => {
                hash.update([2]);
                hash.update((text.len() as u64).to_le_bytes());
                hash.update(text.as_bytes());
            }
        }
    }
}

/// An entry being checked.
struct Checked {
    revision: u64,
    hash: Option<EntryHash>,
    written: String,
}

/// Returns the first revision whose content does not match its hash; `None` if all match.
pub(in crate::store) fn verify(tx: &mut dyn Tx) -> Result<Option<u64>, Failure> {
    let (mut before, mut last) = (String::new(), 0);
    loop {
        let mut entries = checked(tx, last, &mut before)?;
        let Some(newest) = entries.last().map(|entry| entry.revision) else { return Ok(None) };
        add_changes(tx, last, newest, &mut entries)?;
        for entry in entries {
            // A gap is damage, too: the following entries were made after the missing ones.
            if entry.revision != last + 1 || entry.hash.map(EntryHash::finish) != Some(entry.written) {
                return Ok(Some(last + 1));
            }
            last = entry.revision;
        }
    }
}

/// Reads the next entries after a revision. `before` is the hash of the entry before them, and is updated to that of
/// the last.
fn checked(tx: &mut dyn Tx, after: u64, before: &mut String) -> Result<Vec<Checked>, Failure> {
    let mut entries = Vec::new();
    let sql = format!(
        "SELECT {}, hash FROM entry WHERE revision > ?1 ORDER BY revision LIMIT ?2",
        ENTRY.join(", ")
    );
    tx.run(&sql, &[int(after), int(CHECKED)], &mut |cells| {
        let entry = values::<17>(cells)?;
        let written = read_cell::<String>(cells, 17)?;
        let hash = EntryHash::new(before, &entry);
        before.clone_from(&written);
        entries.push(Checked { revision: unsigned(cells, 0)?, hash, written });
        Ok(())
    })?;
    Ok(entries)
}

/// Adds the changes of the entries after one revision up to and including another, in one query.
fn add_changes(tx: &mut dyn Tx, after: u64, to: u64, entries: &mut [Checked]) -> Result<(), Failure> {
    let sql = format!(
        "SELECT {} FROM change WHERE revision > ?1 AND revision <= ?2 ORDER BY revision, ordinal",
        CHANGE.join(", ")
    );
    let mut at = 0;
    tx.run(&sql, &[int(after), int(to)], &mut |cells| {
        let revision = unsigned(cells, 0)?;
        while entries.get(at).is_some_and(|entry| entry.revision < revision) {
            at += 1;
        }
        if let Some(entry) = entries.get_mut(at).filter(|entry| entry.revision == revision)
            && let Some(hash) = &mut entry.hash
        {
            hash.add(&values(cells)?);
        }
        Ok(())
    })
}

/// Reads the first cells of a row.
fn values<const COUNT: usize>(cells: &dyn Cells) -> Result<[Value; COUNT], Failure> {
    let mut values = [const { Value::Null }; COUNT];
    for (at, value) in values.iter_mut().enumerate() {
        *value = match cells.cell(at).map_err(damage)? {
            Cell::Null => Value::Null,
            Cell::Int(number) => Value::Int(number),
            Cell::Text(text) => Value::Text(text.to_owned()),
        };
    }
    Ok(values)
}
