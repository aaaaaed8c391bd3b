//! The contract over any engine, in one set of SQL statements; and shorthands for frequent calls.

use super::Storage;
use super::engine::{Engine, Tx};
use super::failure::Failure;
use super::history::{Committed, Entry, NewEntry};
use super::progress::{ProgressCallback, ProgressCounter};
use super::query::{
    EventQuery, HistoryQuery, ItemQuery, MeetingQuery, Reversible, SettingEdit, SettingQuery,
};
use super::sql::{flow, history as past, meetings, read, rows, setting, undo, write};
use super::words;
use crate::domain::change::Change;
use crate::domain::detail::Detail;
use crate::domain::id::{CeremonyId, ItemId, PersonId, SprintId};
use crate::domain::improvement::Improvement;
use crate::domain::item::Item;
use crate::domain::item_event::ItemEvent;
use crate::domain::reference::Reference;
use crate::domain::sprint::Report;
use crate::domain::value::Scalar as _;
use crate::domain::workspace::Workspace;
use std::collections::BTreeMap;

pub use super::sql::read::ExportChunk;

/// A store of state and history.
pub struct Store {
    pub(super) engine: Box<dyn Engine>,
    progress: Option<ProgressCallback>,
}

impl Store {
    /// Creates a store on an engine.
    pub fn new(engine: Box<dyn Engine>) -> Self {
        Self { engine, progress: None }
    }

    /// Sets or clears the progress callback of long commits.
    pub fn set_progress(&mut self, progress: Option<ProgressCallback>) {
        self.progress = progress;
    }

    /// Returns whether the store can be written.
    pub fn is_writable(&self) -> bool {
        self.engine.is_writable()
    }

    pub(super) fn read<T: Default>(
        &mut self,
        mut work: impl FnMut(&mut dyn Tx) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut found = T::default();
        self.engine.read(&mut |tx| {
            found = work(tx)?;
            Ok(())
        })?;
        Ok(found)
    }
}

impl Storage for Store {
    fn changed(&mut self) -> Result<bool, Failure> {
        self.engine.changed()
    }

    fn begin(&mut self, most: usize) -> Result<Workspace, Failure> {
        self.read(|tx| {
            let mut workspace = Workspace::default();
            read::skeleton(tx, &mut workspace)?;
            read::items(tx, ItemQuery::Open { after: None, most }, &mut |item| {
                workspace.put(item);
            })?;
            Ok(workspace)
        })
    }

    fn renew(&mut self, workspace: &mut Workspace) -> Result<(), Failure> {
        self.engine.read(&mut |tx| read::skeleton(tx, workspace))
    }

    fn items(&mut self, query: ItemQuery<'_>, each: &mut dyn FnMut(Item)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| read::items(tx, query, each))
    }

    fn details(&mut self, ids: &[ItemId], each: &mut dyn FnMut(ItemId, Detail)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| read::details(tx, ids, each))
    }

    fn of_sprint(&mut self, sprint: SprintId, workspace: &mut Workspace) -> Result<(), Failure> {
        self.engine.read(&mut |tx| {
            read::of_sprint(tx, sprint, workspace)?;
            meetings::read(tx, MeetingQuery::Sprint(sprint), workspace)
        })
    }

    fn reports(&mut self, sprint: SprintId) -> Result<Vec<Report>, Failure> {
        self.read(|tx| rows::all(tx, "WHERE sprint = ?1 ORDER BY id", &[sprint.to_value()]))
    }

    fn meetings(&mut self, query: MeetingQuery<'_>, into: &mut Workspace) -> Result<(), Failure> {
        self.engine.read(&mut |tx| meetings::read(tx, query, into))
    }

    fn agreed(&mut self, each: &mut dyn FnMut(Improvement)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| meetings::agreed(tx, each))
    }

    fn search(
        &mut self,
        text: &str,
        before: Option<ItemId>,
        most: usize,
        each: &mut dyn FnMut(Item),
    ) -> Result<Option<ItemId>, Failure> {
        let wanted = words::search_terms(text);
        if wanted.is_empty() || most == 0 {
            return Ok(None);
        }
        self.read(|tx| read::search(tx, &wanted, before, most, each))
    }

    fn everything(
        &mut self,
        each: &mut dyn FnMut(ExportChunk<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.engine.read(&mut |tx| read::everything(tx, each))
    }

    fn commit(
        &mut self,
        expected: u64,
        entry: &NewEntry,
        changes: &[Change],
        after: &Workspace,
    ) -> Result<Committed, Failure> {
        let mut answer = Committed::Behind;
        // Each change is written once to the history and about once to the state.
        let mut progress = ProgressCounter::new(self.progress.as_mut(), 2 * changes.len());
        let settings = entry.settings.iter();
        let settings: Vec<SettingEdit<'_>> = settings
            .map(|it| SettingEdit { name: &it.name, was: Some(it.was.as_deref()), text: it.now.as_deref() })
            .collect();
        self.engine.write(&mut |tx| {
            progress.restart();
            let tip = past::tip(tx, &entry.operation)?;
            if let Some(revision) = tip.known {
                answer = Committed::Done(revision);
                return Ok(false);
            }
            if tip.revision != expected || !setting::write(tx, &settings)? {
                return Ok(false);
            }
            past::append(tx, &tip, entry, changes, &mut progress)?;
            write::state(tx, changes, after, &mut progress)?;
            answer = Committed::Done(tip.revision + 1);
            Ok(true)
        })?;
        progress.finish();
        Ok(answer)
    }

    fn history(&mut self, query: &HistoryQuery, each: &mut dyn FnMut(Entry)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| past::page(tx, query, each))
    }

    fn changes(
        &mut self,
        from: u64,
        to: u64,
        most: u64,
        each: &mut dyn FnMut(u64, Change),
    ) -> Result<(), Failure> {
        self.engine.read(&mut |tx| past::changes(tx, from, to, most, each))
    }

    fn reversible(
        &mut self,
        what: Reversible,
        person: Option<PersonId>,
        terminal: &str,
    ) -> Result<Option<u64>, Failure> {
        let person = person.to_value();
        self.read(|tx| match undo::reversible(tx, what, &person, Some(terminal))? {
            None => undo::reversible(tx, what, &person, None),
            found => Ok(found),
        })
    }

    fn later_change(&mut self, change: &Change, after: u64) -> Result<Option<Entry>, Failure> {
        self.read(|tx| undo::later_change(tx, change, after))
    }

    fn ended_at(&mut self, ceremony: CeremonyId) -> Result<Option<u64>, Failure> {
        self.read(|tx| meetings::ended_at(tx, ceremony))
    }

    fn item_events(&mut self, query: EventQuery<'_>, each: &mut dyn FnMut(ItemEvent)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| flow::events(tx, query, each))
    }

    fn references(
        &mut self,
        sprints: &[SprintId],
        most: u64,
        each: &mut dyn FnMut(Reference),
    ) -> Result<(), Failure> {
        self.engine.read(&mut |tx| flow::references(tx, sprints, most, each))
    }

    fn settings(&mut self, query: SettingQuery<'_>) -> Result<BTreeMap<String, String>, Failure> {
        self.read(|tx| setting::read(tx, query))
    }

    fn set_settings(&mut self, edits: &[SettingEdit<'_>]) -> Result<bool, Failure> {
        self.engine.write(&mut |tx| setting::write(tx, edits))
    }
}

/// Shorthands, each for one call of the contract.
impl Store {
    /// Reads one entry.
    pub fn entry(&mut self, revision: u64) -> Result<Option<Entry>, Failure> {
        let mut found = None;
        self.history(&HistoryQuery::one(revision), &mut |entry| found = Some(entry))?;
        Ok(found.filter(|entry| entry.revision == revision))
    }

    /// Returns the newest operation of a person that can be undone.
    pub fn undoable(&mut self, person: Option<PersonId>, terminal: &str) -> Result<Option<u64>, Failure> {
        self.reversible(Reversible::Operation, person, terminal)
    }

    /// Returns the newest undo of a person that can be redone.
    pub fn redoable(&mut self, person: Option<PersonId>, terminal: &str) -> Result<Option<u64>, Failure> {
        self.reversible(Reversible::Undo, person, terminal)
    }

    /// Reads a setting.
    pub fn setting(&mut self, name: &str) -> Result<Option<String>, Failure> {
        Ok(self.settings(SettingQuery::Named(&[name]))?.remove(name))
    }

    /// Writes a setting.
    pub fn set_setting(&mut self, name: &str, text: &str) -> Result<(), Failure> {
        self.set_settings(&[SettingEdit { name, was: None, text: Some(text) }]).map(drop)
    }

    /// Replaces or removes a setting that still has the value `was`. Returns whether it still had it.
    pub fn replace_setting(
        &mut self,
        name: &str,
        was: Option<&str>,
        text: Option<&str>,
    ) -> Result<bool, Failure> {
        self.set_settings(&[SettingEdit { name, was: Some(was), text }])
    }

    /// Removes settings.
    pub fn remove_settings(&mut self, names: &[String]) -> Result<(), Failure> {
        let edits: Vec<SettingEdit<'_>> =
            names.iter().map(|name| SettingEdit { name, was: None, text: None }).collect();
        self.set_settings(&edits).map(drop)
    }
}
