//! Keeping the product's state and its history: the contract, what is asked of it, and the store that keeps it.
//!
//! The contract is the trait [`Storage`]. [`Store`] keeps it over any [`engine::Engine`] with one SQL text; no other part
//! of the program knows that there is SQL. What an engine does with its database as a whole is its
//! [`maintenance::Maintenance`]; how a database is opened and brought up to date is in the folder of its engine.

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

/// The newest schema that this program knows.
pub fn newest_schema() -> i64 {
    sql::schema::VERSION
}

/// The contract of a store. The suite in `conformance` holds any engine to it.
///
/// - **Durable.** What [`Storage::commit`] has answered with [`Committed::Done`] is kept for good: state and history in
///   one transaction, or neither.
/// - **Once.** A repeat of an operation is recognised by its id and answered with the revision under which it is kept.
/// - **In order.** A commit is made against the revision that its author knew. Where others have written since, nothing
///   is written and the answer is [`Committed::Behind`]: the author catches up and decides again.
/// - **Append only.** The history only grows. Each entry has the next revision and a hash over its content and the hash
///   before it. Order is the revision, never the clock.
/// - **Bounded.** Rows are handed over one by one, never more than were asked for; what is read for many ids is read in
///   batches.
/// - **Beside the history** there are settings, texts by name: the last writer wins, and nothing of them can be undone.
///
/// Each function sees one state of the store throughout. Its error is a [`Failure`]: the store cannot be read or written,
/// or is damaged; nothing has changed then.
pub trait Storage {
    /// Tells whether somebody else may have written since this was last asked. Cheap enough for every tick.
    fn changed(&mut self) -> Result<bool, Failure>;

    /// Reads everything but the backlog: people, sprints, columns and so on, and the items of the sprints that are not
    /// closed; with them the first `most` items of the backlog.
    fn begin(&mut self, most: usize) -> Result<Workspace, Failure>;

    /// Reads everything that is small anew, and the counts.
    fn renew(&mut self, workspace: &mut Workspace) -> Result<(), Failure>;

    /// Reads items.
    fn items(&mut self, query: ItemQuery<'_>, each: &mut dyn FnMut(Item)) -> Result<(), Failure>;

    /// Reads what is not in the rows of items: their text, criteria, tasks and so on. Each id is handed over once.
    fn details(&mut self, ids: &[ItemId], each: &mut dyn FnMut(ItemId, Detail)) -> Result<(), Failure>;

    /// Reads the items and selections of a sprint, finished ones too, and its ceremonies into a workspace.
    fn of_sprint(&mut self, sprint: SprintId, workspace: &mut Workspace) -> Result<(), Failure>;

    /// Reads the reports of a sprint, withdrawn ones too, oldest first.
    fn reports(&mut self, sprint: SprintId) -> Result<Vec<Report>, Failure>;

    /// Reads what ceremonies have left behind into a workspace.
    fn meetings(&mut self, query: MeetingQuery<'_>, into: &mut Workspace) -> Result<(), Failure>;

    /// Reads the improvements that the next retrospective begins with: what the last one agreed on, what is in progress,
    /// and what has changed since.
    fn agreed(&mut self, each: &mut dyn FnMut(Improvement)) -> Result<(), Failure>;

    /// Reads the newest items before `before`, open or not, in whose title, source key, narrative and description every
    /// word of `text` occurs, whatever its case: as a prefix from three letters on, else as a whole word.
    ///
    /// The newest come first, `most` at most, and as few as can be found in some milliseconds. Returns before which item
    /// to continue, where there is more to look at.
    fn search(
        &mut self,
        text: &str,
        before: Option<ItemId>,
        most: usize,
        each: &mut dyn FnMut(Item),
    ) -> Result<Option<ItemId>, Failure>;

    /// Reads everything there is, piece by piece. An error of `each` ends the reading and is returned.
    fn everything(
        &mut self,
        each: &mut dyn FnMut(ExportChunk<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure>;

    /// Writes an entry with its changes, and the state that they lead to, which is in `after`: only rows that the changes
    /// touch. `expected` is the revision on which the changes were decided.
    fn commit(
        &mut self,
        expected: u64,
        entry: &NewEntry,
        changes: &[Change],
        after: &Workspace,
    ) -> Result<Committed, Failure>;

    /// Reads a page of the history.
    fn history(&mut self, query: &HistoryQuery, each: &mut dyn FnMut(Entry)) -> Result<(), Failure>;

    /// Reads the changes of the entries from `from` to `to`, both included; of each entry its first `most`.
    fn changes(
        &mut self,
        from: u64,
        to: u64,
        most: u64,
        each: &mut dyn FnMut(u64, Change),
    ) -> Result<(), Failure>;

    /// Returns the newest entry of a person that can be taken back: from this terminal, or where there is none from any.
    fn reversible(
        &mut self,
        what: Reversible,
        person: Option<PersonId>,
        terminal: &str,
    ) -> Result<Option<u64>, Failure>;

    /// Returns the newest entry after `after` that changed what `change` changed.
    fn later_change(&mut self, change: &Change, after: u64) -> Result<Option<Entry>, Failure>;

    /// Returns the revision at which a ceremony was ended.
    fn ended_at(&mut self, ceremony: CeremonyId) -> Result<Option<u64>, Failure>;

    /// Reads changes of items that metrics are made of, in the order of the history.
    fn item_events(&mut self, query: EventQuery<'_>, each: &mut dyn FnMut(ItemEvent)) -> Result<(), Failure>;

    /// Reads the items that were accepted in one of these sprints with an estimate, a moment at which they were begun and
    /// one at which they ended; the newest first, at most so many.
    fn references(
        &mut self,
        sprints: &[SprintId],
        most: u64,
        each: &mut dyn FnMut(Reference),
    ) -> Result<(), Failure>;

    /// Reads settings, by their names.
    fn settings(&mut self, query: SettingQuery<'_>) -> Result<BTreeMap<String, String>, Failure>;

    /// Writes and removes settings, all of them or none. Returns whether each was what it had to be.
    fn set_settings(&mut self, edits: &[SettingEdit<'_>]) -> Result<bool, Failure>;
}
