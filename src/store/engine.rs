//! The seam between our one SQL text and a database engine: two small traits. An engine knows no table of ours
//! but its own index for searching, and nobody who works through it knows whether there is a file.

use super::failure::Failure;
use super::maintenance::Maintenance;
use crate::domain::entity::Cells;
use crate::domain::id::ItemId;
use crate::domain::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Takes one row; an error stops the reading.
pub type Each<'a> = &'a mut dyn FnMut(&dyn Cells) -> Result<(), Failure>;

/// How many values are bound to one statement at the most.
pub const MOST_VALUES: usize = 1_000;

/// A word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchTerm {
    /// Its letters, lower case.
    pub word: String,
    /// Whether words that begin with it are found, too.
    pub is_prefix: bool,
}

/// What a search came upon.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchHits {
    /// Items that have all of the words, the newest first.
    pub items: Vec<ItemId>,
    /// Before which item a search goes on that finds the rest; `None` where all were looked at.
    pub rest: Option<ItemId>,
}

/// A transaction. It is over when the closure that got it returns: kept where that says so, and taken back otherwise.
pub trait Tx {
    /// Runs one statement with `?1`, `?2` … bound to `values`, and hands over each row that comes back.
    fn run(&mut self, sql: &str, values: &[Value], each: Each<'_>) -> Result<(), Failure>;

    /// Runs one statement from which nothing comes back.
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<(), Failure> {
        self.run(sql, values, &mut |_| Ok(()))
    }

    /// Keeps the words that stand in items, in the place of those that did. How words are kept is the one thing that
    /// each engine does in its own way.
    fn index_terms(&mut self, items: &BTreeMap<ItemId, BTreeSet<String>>) -> Result<(), Failure>;

    /// Returns the newest items before `before` that have all of the words, at most so many, and fewer where there is
    /// more to look at than a person waits for.
    fn search(
        &mut self,
        wanted: &[SearchTerm],
        before: Option<ItemId>,
        most: usize,
    ) -> Result<SearchHits, Failure>;
}

/// What is done in a transaction: `Ok(true)` keeps it, `Ok(false)` and errors take it back.
pub type TxWork<'a> = &'a mut dyn FnMut(&mut dyn Tx) -> Result<bool, Failure>;

/// A database.
pub trait Engine {
    /// Works in a transaction that holds the write lock from its first moment on.
    ///
    /// # Errors
    /// [`super::failure::FailureKind::Busy`] where another program keeps the lock for longer than the engine's patience.
    fn write(&mut self, work: TxWork<'_>) -> Result<bool, Failure>;

    /// Works in a transaction that only reads, and sees one state of the database throughout.
    fn read(&mut self, work: &mut dyn FnMut(&mut dyn Tx) -> Result<(), Failure>) -> Result<(), Failure>;

    /// Tells whether somebody else may have written since the last time this was asked. Cheap enough for every tick.
    fn changed(&mut self) -> Result<bool, Failure>;

    /// Tells whether the database can be written.
    fn is_writable(&self) -> bool;

    /// Returns the maintenance of the database.
    fn maintenance(&mut self) -> &mut dyn Maintenance;
}
