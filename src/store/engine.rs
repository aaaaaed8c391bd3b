//! The seam between our SQL and a database engine: two small traits. An engine knows none of our tables except its
//! own search index, and its callers do not know whether there is a file.

use super::failure::Failure;
use super::maintenance::Maintenance;
use crate::domain::entity::Cells;
use crate::domain::id::ItemId;
use crate::domain::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Receives one row; an error stops the reading.
pub type Each<'a> = &'a mut dyn FnMut(&dyn Cells) -> Result<(), Failure>;

/// The maximum number of values bound to one statement.
pub const MOST_VALUES: usize = 1_000;

/// A word that is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchTerm {
    /// The word, in lower case.
    pub word: String,
    /// Whether longer words that start with it match, too.
    pub is_prefix: bool,
}

/// The result of a search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchHits {
    /// The items that contain all of the words, the newest first.
    pub items: Vec<ItemId>,
    /// The item before which to continue; `None` if everything was searched.
    pub rest: Option<ItemId>,
}

/// A message to those who wait for the write lock, withdrawn when this is dropped.
pub trait Announcement {
    /// Updates how much of the work is done.
    fn progress(&mut self, percent: usize);
}

/// A transaction. It ends when the closure that receives it returns, and is committed or rolled back according to the
/// result.
pub trait Tx {
    /// Runs one statement with `?1`, `?2` … bound to `values`, and passes each resulting row to `each`.
    fn run(&mut self, sql: &str, values: &[Value], each: Each<'_>) -> Result<(), Failure>;

    /// Runs one statement that returns no rows.
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<(), Failure> {
        self.run(sql, values, &mut |_| Ok(()))
    }

    /// Replaces the indexed words of items. How words are stored is the one thing that each engine does in its own
    /// way.
    fn index_terms(&mut self, items: &BTreeMap<ItemId, BTreeSet<String>>) -> Result<(), Failure>;

    /// Announces the work of this transaction to those who wait for its write lock; `None` where nobody can wait.
    fn announce(&mut self, work: &str) -> Option<Box<dyn Announcement>> {
        let _ = work;
        None
    }

    /// Passes each indexed word of each item to `each`.
    fn indexed_terms(&mut self, each: &mut dyn FnMut(ItemId, &str)) -> Result<(), Failure>;

    /// Returns the newest items before `before` that contain all of the words: at most `most`, and fewer if searching
    /// them all would take longer than a person waits.
    fn search(
        &mut self,
        wanted: &[SearchTerm],
        before: Option<ItemId>,
        most: usize,
    ) -> Result<SearchHits, Failure>;
}

/// The work done in a transaction: `Ok(true)` commits it, `Ok(false)` and errors roll it back.
pub type TxWork<'a> = &'a mut dyn FnMut(&mut dyn Tx) -> Result<bool, Failure>;

/// A database.
pub trait Engine {
    /// Runs a transaction that holds the write lock from the start.
    ///
    /// # Errors
    /// [`super::failure::FailureKind::Busy`] if another program holds the lock for longer than the engine waits.
    fn write(&mut self, work: TxWork<'_>) -> Result<bool, Failure>;

    /// Runs a read-only transaction, which sees one state of the database throughout.
    fn read(&mut self, work: &mut dyn FnMut(&mut dyn Tx) -> Result<(), Failure>) -> Result<(), Failure>;

    /// Takes the write lock, and holds it over reads until the next `write` ends or [`Engine::release`]. An engine whose
    /// writers do not starve each other does nothing.
    ///
    /// # Errors
    /// As [`Engine::write`].
    fn hold(&mut self) -> Result<(), Failure> {
        Ok(())
    }

    /// Gives back a lock that is still held.
    fn release(&mut self) {}

    /// Returns whether another program may have written since the last call. Cheap enough for every tick.
    fn changed(&mut self) -> Result<bool, Failure>;

    /// Returns whether the database can be written.
    fn is_writable(&self) -> bool;

    /// Returns the maintenance of the database.
    fn maintenance(&mut self) -> &mut dyn Maintenance;
}
