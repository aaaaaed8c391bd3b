//! Persistence of the product's state and history: the contract, its queries, and the store that implements it.
//!
//! The contract is the trait [`Storage`]. [`Store`] implements it over any [`engine::Engine`] with one set of SQL
//! statements; no other part of the program knows about SQL. Operations on a database as a whole are in
//! [`maintenance::Maintenance`]; how a database is opened and upgraded is in the folder of its engine.

pub mod backups;
#[cfg(test)]
pub(crate) mod conformance;
mod copies;
pub mod engine;
mod examine;
pub mod failure;
pub mod history;
pub mod maintenance;
mod open_options;
mod progress;
mod query;
mod repair;
mod sql;
mod sql_store;
pub mod sqlite;
mod survey;
mod upkeep;
mod words;

use crate::domain::change::Change;
use crate::domain::detail::Detail;
use crate::domain::id::{CeremonyId, ItemId, PersonId, SprintId};
use crate::domain::improvement::Improvement;
use crate::domain::item::Item;
use crate::domain::item_event::ItemEvent;
use crate::domain::reference::Reference;
use crate::domain::sprint::Report;
use crate::domain::workspace::Workspace;
pub use examine::{Examination, ExaminedPart, Finding};
use failure::Failure;
use history::{Committed, Entry, NewEntry};
pub use open_options::{CreateMode, OpenOptions};
pub use progress::ProgressCallback;
pub use query::{
    EventQuery, HistoryFilter, HistoryPage, HistoryQuery, ItemQuery, MeetingQuery, Reversible, SettingEdit,
    SettingQuery,
};
pub use sql_store::{ExportChunk, Store};
pub use sqlite::is_own_file;
use std::collections::BTreeMap;
pub use survey::Survey;
pub use upkeep::Upkeep;

/// Returns the newest schema that this program supports.
pub fn newest_schema() -> i64 {
    sql::schema::VERSION
}

/// The contract of a store. The suite in `conformance` tests every engine against it.
///
/// - **Durable.** What [`Storage::commit`] has answered with [`Committed::Done`] is stored permanently: state and
///   history in one transaction, or neither.
/// - **Idempotent.** A repeated operation is recognised by its id and answered with its original revision.
/// - **In order.** A commit is based on the revision that its author knew. If others have written since, nothing is
///   written and the answer is [`Committed::Behind`]: the author catches up and decides again.
/// - **Append only.** The history only grows. Each entry has the next revision and a hash of its content and the
///   previous hash. Order is the revision, never the clock.
/// - **Bounded.** Rows are passed on one by one, never more than requested; what is read for many ids is read in
///   batches.
/// - **Settings** are texts by name, kept outside the history: the last writer wins, and they cannot be undone.
///
/// Each function sees one consistent state of the store. Its error is a [`Failure`]: the store cannot be read or
/// written, or is damaged; nothing has changed then.
pub trait Storage {
    /// Returns whether another program may have written since the last call. Cheap enough for every tick.
    fn changed(&mut self) -> Result<bool, Failure>;

    /// Reads everything but the backlog: people, sprints, columns and so on, the items of the sprints that are not
    /// closed, and the first `most` items of the backlog.
    fn begin(&mut self, most: usize) -> Result<Workspace, Failure>;

    /// Reads all small tables and the counts again.
    fn renew(&mut self, workspace: &mut Workspace) -> Result<(), Failure>;

    /// Reads items.
    fn items(&mut self, query: ItemQuery<'_>, each: &mut dyn FnMut(Item)) -> Result<(), Failure>;

    /// Reads what is not in the rows of items: texts, criteria, tasks and so on. Each id is passed on once.
    fn details(&mut self, ids: &[ItemId], each: &mut dyn FnMut(ItemId, Detail)) -> Result<(), Failure>;

    /// Reads the items and selections of a sprint, closed items included, and its ceremonies into a workspace.
    fn of_sprint(&mut self, sprint: SprintId, workspace: &mut Workspace) -> Result<(), Failure>;

    /// Reads the reports of a sprint, withdrawn ones included, oldest first.
    fn reports(&mut self, sprint: SprintId) -> Result<Vec<Report>, Failure>;

    /// Reads records of ceremonies into a workspace.
    fn meetings(&mut self, query: MeetingQuery<'_>, into: &mut Workspace) -> Result<(), Failure>;

    /// Reads the improvements that the next retrospective starts with: those the last one agreed on, those in
    /// progress, and those that have changed since.
    fn agreed(&mut self, each: &mut dyn FnMut(Improvement)) -> Result<(), Failure>;

    /// Reads the newest items before `before`, open or not, whose title, source key, narrative and description
    /// contain every word of `text`, ignoring case: as a prefix from three letters on, otherwise as a whole word.
    ///
    /// The newest come first, at most `most`, and no more than can be found within some milliseconds. Returns the
    /// item before which to continue, if there is more to search.
    fn search(
        &mut self,
        text: &str,
        before: Option<ItemId>,
        most: usize,
        each: &mut dyn FnMut(Item),
    ) -> Result<Option<ItemId>, Failure>;

    /// Reads everything, chunk by chunk. An error of `each` stops the reading and is returned.
    fn everything(
        &mut self,
        each: &mut dyn FnMut(ExportChunk<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure>;

    /// Writes an entry with its changes, and the resulting state, which is in `after`: only rows that the changes
    /// touch. `expected` is the revision on which the changes are based.
    fn commit(
        &mut self,
        expected: u64,
        entry: &NewEntry,
        changes: &[Change],
        after: &Workspace,
    ) -> Result<Committed, Failure>;

    /// Reads a page of the history.
    fn history(&mut self, query: &HistoryQuery, each: &mut dyn FnMut(Entry)) -> Result<(), Failure>;

    /// Reads the changes of the entries from `from` to `to`, both included, and at most `most` of each entry.
    fn changes(
        &mut self,
        from: u64,
        to: u64,
        most: u64,
        each: &mut dyn FnMut(u64, Change),
    ) -> Result<(), Failure>;

    /// Returns the newest entry of a person that can be undone or redone: from this terminal, or from any if there is
    /// none.
    fn reversible(
        &mut self,
        what: Reversible,
        person: Option<PersonId>,
        terminal: &str,
    ) -> Result<Option<u64>, Failure>;

    /// Returns the newest entry after `after` that changed the same row or field as `change`.
    fn later_change(&mut self, change: &Change, after: u64) -> Result<Option<Entry>, Failure>;

    /// Returns the revision at which a ceremony was ended.
    fn ended_at(&mut self, ceremony: CeremonyId) -> Result<Option<u64>, Failure>;

    /// Reads the changes of items that metrics are computed from, in the order of the history.
    fn item_events(&mut self, query: EventQuery<'_>, each: &mut dyn FnMut(ItemEvent)) -> Result<(), Failure>;

    /// Reads the items that were accepted in one of these sprints and have an estimate, a start and an end; the
    /// newest first, at most `most`.
    fn references(
        &mut self,
        sprints: &[SprintId],
        most: u64,
        each: &mut dyn FnMut(Reference),
    ) -> Result<(), Failure>;

    /// Reads settings by name.
    fn settings(&mut self, query: SettingQuery<'_>) -> Result<BTreeMap<String, String>, Failure>;

    /// Writes and removes settings, all or none. Returns whether each had the required former value.
    fn set_settings(&mut self, edits: &[SettingEdit<'_>]) -> Result<bool, Failure>;
}
