//! The store over any engine, in one set of SQL statements: its contract, and shorthands for frequent calls.

use super::engine::{Announcement, Engine, Tx};
use super::failure::Failure;
use super::heads::WatchedHead;
use super::history::{Committed, Entry, NewEntry};
use super::progress::{LONG, ProgressCallback, ProgressCounter};
use super::query::{
    EventQuery, FinishedQuery, HistoryQuery, ItemQuery, MeetingQuery, SettingEdit, SettingQuery,
};
use super::sql::{account, flow, history as past, meetings, read, rows, setting, undo, write};
use super::words;
use crate::domain::account::SprintAccount;
use crate::domain::change::Change;
use crate::domain::detail::Detail;
use crate::domain::id::{CeremonyId, ItemId, PersonId, SprintId};
use crate::domain::improvement::Improvement;
use crate::domain::item::Item;
use crate::domain::item_event::ItemEvent;
use crate::domain::reference::Reference;
use crate::domain::sprint::Report;
use crate::domain::value::{Instant, Scalar as _};
use crate::domain::workspace::Workspace;
use std::collections::BTreeMap;

pub use super::sql::account::AccountItems;
pub use super::sql::read::ExportChunk;

/// A store of state and history. This is its contract; the suite in `conformance` tests every engine against it.
///
/// - **Durable.** What [`Store::commit`] has answered with [`Committed::Done`] is stored permanently: state and
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
/// written, or is damaged; nothing has changed then, or else it says so.
pub struct Store {
    pub(super) engine: Box<dyn Engine>,
    progress: Option<ProgressCallback>,
    /// The work of the next long commit, and its announcement while the file is locked.
    work: Option<String>,
    told: Option<Box<dyn Announcement>>,
    /// The revision that this store wrote last.
    written: Option<u64>,
    pub(super) head: WatchedHead,
}

impl Store {
    /// Creates a store on an engine.
    pub fn new(engine: Box<dyn Engine>) -> Self {
        Self { engine, progress: None, work: None, told: None, written: None, head: WatchedHead::default() }
    }

    /// Sets or clears the progress callback of long commits.
    pub fn set_progress(&mut self, progress: Option<ProgressCallback>) {
        self.progress = progress;
    }

    /// Returns whether the store can be written.
    pub fn is_writable(&self) -> bool {
        self.engine.is_writable() && self.has_its_head().is_ok()
    }

    /// Returns the revision that this store wrote last; `None` if it has not written any.
    pub fn written(&self) -> Option<u64> {
        self.written
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

/// The contract.
impl Store {
    /// Returns whether another program may have written since the last call. Cheap enough for every tick.
    pub fn changed(&mut self) -> Result<bool, Failure> {
        let changed = self.engine.changed()?;
        if changed {
            self.watch_head();
        }
        Ok(changed)
    }

    /// Reads everything but the backlog: people, sprints, columns and so on, the items of the sprints that are not
    /// closed, and the first `most` items of the backlog.
    pub fn begin(&mut self, most: usize) -> Result<Workspace, Failure> {
        self.read(|tx| {
            let mut workspace = Workspace::default();
            read::skeleton(tx, &mut workspace)?;
            read::items(tx, ItemQuery::Open { after: None, most }, &mut |item| {
                workspace.put(item);
            })?;
            Ok(workspace)
        })
    }

    /// Reads all small tables and the counts again.
    pub fn renew(&mut self, workspace: &mut Workspace) -> Result<(), Failure> {
        self.engine.read(&mut |tx| read::skeleton(tx, workspace))
    }

    /// Reads items.
    pub fn items(&mut self, query: ItemQuery<'_>, each: &mut dyn FnMut(Item)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| read::items(tx, query, each))
    }

    /// Reads what is not in the rows of items: texts, criteria, tasks and so on. Each id is passed on once.
    pub fn details(&mut self, ids: &[ItemId], each: &mut dyn FnMut(ItemId, Detail)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| read::details(tx, ids, each))
    }

    /// Reads the items and selections of a sprint, closed items included, and its ceremonies into a workspace.
    pub fn of_sprint(&mut self, sprint: SprintId, workspace: &mut Workspace) -> Result<(), Failure> {
        self.engine.read(&mut |tx| {
            read::of_sprint(tx, sprint, workspace)?;
            meetings::read(tx, MeetingQuery::Sprint(sprint), workspace)
        })
    }

    /// Reads the reports of a sprint, withdrawn ones included, oldest first.
    pub fn reports(&mut self, sprint: SprintId) -> Result<Vec<Report>, Failure> {
        self.read(|tx| rows::all(tx, "WHERE sprint = ?1 ORDER BY id", &[sprint.to_value()]))
    }

    /// Reads records of ceremonies into a workspace.
    pub fn meetings(&mut self, query: MeetingQuery<'_>, into: &mut Workspace) -> Result<(), Failure> {
        self.engine.read(&mut |tx| meetings::read(tx, query, into))
    }

    /// Reads the improvements that the next retrospective starts with: those the last one agreed on, those in
    /// progress, and those that have changed since.
    pub fn agreed(&mut self, each: &mut dyn FnMut(Improvement)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| meetings::agreed(tx, each))
    }

    /// Reads the newest items before `before`, open or not, whose title, source key, narrative and description
    /// contain every word of `text`, ignoring case: as a prefix from three letters on, otherwise as a whole word.
    ///
    /// The newest come first, at most `most`, and no more than can be found within some milliseconds. Returns the
    /// item before which to continue, if there is more to search.
    pub fn search(
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

    /// Reads everything, chunk by chunk. An error of `each` stops the reading and is returned.
    pub fn everything(
        &mut self,
        each: &mut dyn FnMut(ExportChunk<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.engine.read(&mut |tx| read::everything(tx, each))
    }

    /// Writes an entry with its changes, and the resulting state, which is in `after`: only rows that the changes
    /// touch. `expected` is the revision on which the changes are based.
    pub fn commit(
        &mut self,
        expected: u64,
        entry: &NewEntry,
        changes: &[Change],
        after: &Workspace,
    ) -> Result<Committed, Failure> {
        self.has_its_head()?;
        let mut answer = Committed::Behind;
        // Each change is written once to the history and about once to the state.
        let rows = 2 * changes.len();
        let mut progress = ProgressCounter::new(self.progress.as_mut(), rows);
        let (mut told, work) = (self.told.take(), &self.work);
        let written = self.engine.write(&mut |tx| {
            progress.restart();
            // By now the file is locked.
            let by = || format!("a large change by {}", entry.person.map_or("someone", |it| after.name(it)));
            let work = || work.clone().unwrap_or_else(by);
            let announced = told.take();
            progress.tell(if rows < LONG { announced } else { announced.or_else(|| tx.announce(&work())) });
            let tip = past::tip(tx, &entry.operation)?;
            if let Some(revision) = tip.known {
                answer = Committed::Done(revision);
                return Ok(false);
            }
            if tip.revision != expected {
                return Ok(false);
            }
            past::append(tx, &tip, entry, changes, &mut progress)?;
            write::state(tx, changes, after, &mut progress)?;
            answer = Committed::Done(tip.revision + 1);
            Ok(true)
        });
        progress.finish();
        if let Err(failure) = written {
            let revision = self
                .after_failure(failure, &entry.operation, |tx| Ok(past::tip(tx, &entry.operation)?.known))?;
            answer = Committed::Done(revision);
        }
        if let Committed::Done(revision) = answer {
            self.written = Some(revision);
            self.head_written();
        }
        Ok(answer)
    }

    /// Names the work that others wait for during the next commit, such as `an import by Ana`, and with `is_held` takes
    /// the write lock until then, so that no other program writes between reading and committing. Without work, a lock
    /// is released where nothing was committed.
    pub fn hold(&mut self, work: Option<&str>, is_held: bool) -> Result<(), Failure> {
        (self.told, self.work) = (None, work.map(str::to_owned));
        let Some(work) = work.filter(|_| is_held) else {
            self.engine.release();
            return Ok(());
        };
        self.engine.hold()?;
        let told = &mut self.told;
        self.engine.read(&mut |tx| {
            *told = tx.announce(work);
            Ok(())
        })
    }

    /// Finds out whether a change that could not be written is in the store all the same, since a commit can fail
    /// after it took effect. `found` looks for the change, and `text` is part of it.
    ///
    /// # Errors
    /// The failure, with what became of the change, if it is not found.
    fn after_failure<T>(
        &mut self,
        failure: Failure,
        text: &str,
        mut found: impl FnMut(&mut dyn Tx) -> Result<Option<T>, Failure>,
    ) -> Result<T, Failure> {
        if !failure.is_of_the_disk() {
            return Err(failure);
        }
        match self.read(|tx| found(tx)) {
            Ok(Some(found)) => Ok(found),
            Ok(None) if !self.engine.maintenance().may_come_back(text) => Err(failure.without_change()),
            Ok(None) | Err(_) => Err(failure.with_unknown_change()),
        }
    }

    /// Reads a page of the history.
    pub fn history(&mut self, query: &HistoryQuery, each: &mut dyn FnMut(Entry)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| past::page(tx, query, each))
    }

    /// Reads the changes of the entries from `from` to `to`, both included, and at most `most` of each entry.
    pub fn changes(
        &mut self,
        from: u64,
        to: u64,
        most: u64,
        each: &mut dyn FnMut(u64, Change),
    ) -> Result<(), Failure> {
        self.engine.read(&mut |tx| past::changes(tx, from, to, most, each))
    }

    /// Returns the newest operation of a person that can be undone: from this terminal, or from any if there is none.
    pub fn undoable(&mut self, person: Option<PersonId>, terminal: &str) -> Result<Option<u64>, Failure> {
        self.newest(undo::UNDOABLE, person, terminal)
    }

    /// Returns the newest undo of a person that can be redone: from this terminal, or from any if there is none.
    pub fn redoable(&mut self, person: Option<PersonId>, terminal: &str) -> Result<Option<u64>, Failure> {
        self.newest(undo::REDOABLE, person, terminal)
    }

    fn newest(
        &mut self,
        sql: &str,
        person: Option<PersonId>,
        terminal: &str,
    ) -> Result<Option<u64>, Failure> {
        let person = person.to_value();
        self.read(|tx| match undo::newest(tx, sql, &person, Some(terminal))? {
            None => undo::newest(tx, sql, &person, None),
            found => Ok(found),
        })
    }

    /// Returns the newest entry after `after` that changed the same row or field as `change`.
    pub fn later_change(&mut self, change: &Change, after: u64) -> Result<Option<Entry>, Failure> {
        self.read(|tx| undo::later_change(tx, change, after))
    }

    /// Returns the revisions at which a ceremony was started and at which it ended: of one that was left open, its last
    /// activity. `None` for a start before this history, and for a ceremony that is running.
    pub fn bounds(&mut self, ceremony: CeremonyId) -> Result<(Option<u64>, Option<u64>), Failure> {
        self.read(|tx| Ok((meetings::began_at(tx, ceremony)?, meetings::ended_at(tx, ceremony)?)))
    }

    /// Replays the account of a sprint from the history; `None` if it was never started here. `known` is what an
    /// earlier reading of it has found, which makes this one shorter.
    pub fn account(
        &mut self,
        sprint: SprintId,
        known: &mut AccountItems,
    ) -> Result<Option<SprintAccount>, Failure> {
        let mut found = None;
        self.engine.read(&mut |tx| {
            found = account::account(tx, sprint, known)?;
            Ok(())
        })?;
        Ok(found)
    }

    /// Reads the changes of items that metrics are computed from, in the order of the history.
    pub fn item_events(&mut self, query: EventQuery, each: &mut dyn FnMut(ItemEvent)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| flow::events(tx, query, each))
    }

    /// Reads when accepted items were first started, if that is known, and when they were accepted.
    pub fn finished(
        &mut self,
        query: FinishedQuery<'_>,
        each: &mut dyn FnMut(Option<Instant>, Instant),
    ) -> Result<(), Failure> {
        self.engine.read(&mut |tx| flow::finished(tx, query, each))
    }

    /// Reads the items that were accepted in one of these sprints and have an estimate, a start and an end; the
    /// newest first, at most `most`.
    pub fn references(
        &mut self,
        sprints: &[SprintId],
        most: u64,
        each: &mut dyn FnMut(Reference),
    ) -> Result<(), Failure> {
        self.engine.read(&mut |tx| flow::references(tx, sprints, most, each))
    }

    /// Reads settings by name.
    pub fn settings(&mut self, query: SettingQuery<'_>) -> Result<BTreeMap<String, String>, Failure> {
        self.read(|tx| setting::read(tx, query))
    }

    /// Writes and removes settings, all or none.
    pub fn set_settings(&mut self, edits: &[SettingEdit<'_>]) -> Result<(), Failure> {
        self.has_its_head()?;
        let written = self.engine.write(&mut |tx| setting::write(tx, edits).map(|()| true));
        let Err(failure) = written else { return Ok(()) };
        let text = edits.first().map_or("", |edit| edit.name);
        self.after_failure(failure, text, |tx| Ok(setting::are_written(tx, edits)?.then_some(())))
    }
}

/// Shorthands, each for one call of the contract.
impl Store {
    /// Reads one entry.
    pub fn entry(&mut self, revision: u64) -> Result<Option<Entry>, Failure> {
        self.read(|tx| past::one(tx, revision))
    }

    /// Reads a setting.
    pub fn setting(&mut self, name: &str) -> Result<Option<String>, Failure> {
        Ok(self.settings(SettingQuery::Named(&[name]))?.remove(name))
    }

    /// Writes a setting.
    pub fn set_setting(&mut self, name: &str, text: &str) -> Result<(), Failure> {
        self.set_settings(&[SettingEdit { name, text: Some(text) }])
    }

    /// Removes settings.
    pub fn remove_settings(&mut self, names: &[String]) -> Result<(), Failure> {
        let edits: Vec<SettingEdit<'_>> = names.iter().map(|name| SettingEdit { name, text: None }).collect();
        self.set_settings(&edits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chronology::EntryTime;
    use crate::domain::value::Zone;
    use crate::store::engine::TxWork;
    use crate::store::failure::FailureKind;
    use crate::store::maintenance::Maintenance;
    use crate::store::sqlite::Sqlite;

    /// When a disk fails: before a write takes effect, or after it.
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Fails {
        Before,
        After,
    }

    /// An engine whose disk fails at each write.
    struct Failing(Sqlite, Fails);

    impl Engine for Failing {
        fn write(&mut self, work: TxWork<'_>) -> Result<bool, Failure> {
            if self.1 == Fails::After {
                self.0.write(work)?;
            }
            Err(Failure::new(FailureKind::Disk, "the disk reports an error"))
        }

        fn read(&mut self, work: &mut dyn FnMut(&mut dyn Tx) -> Result<(), Failure>) -> Result<(), Failure> {
            self.0.read(work)
        }

        fn changed(&mut self) -> Result<bool, Failure> {
            self.0.changed()
        }

        fn is_writable(&self) -> bool {
            true
        }

        fn maintenance(&mut self) -> &mut dyn Maintenance {
            &mut self.0
        }
    }

    #[test]
    fn after_a_failed_write_what_became_of_the_change_is_looked_up() {
        let entry = NewEntry::unsigned("once", EntryTime::of(Instant(1), Zone::UTC), "did");
        let store = |fails| Store::new(Box::new(Failing(Sqlite::in_memory().unwrap(), fails)));
        let mut after = store(Fails::After);
        let done = after.commit(0, &entry, &[], &Workspace::default());
        assert_eq!((done, after.written()), (Ok(Committed::Done(1)), Some(1)));
        after.set_setting("place", "here").unwrap();
        let mut before = store(Fails::Before);
        let failed = before.commit(0, &entry, &[], &Workspace::default()).unwrap_err();
        assert_eq!(failed.message, "the disk reports an error; it was not changed");
        assert_eq!(before.set_setting("place", "here").unwrap_err(), failed);
        assert_eq!(before.written(), None);
    }
}
