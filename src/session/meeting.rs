//! Joining a ceremony: who has joined which one, its cursor, and its minutes.
//!
//! The cursor of a ceremony (the item shown, the round) is stored outside the history: moving to the next item is not
//! an operation.

use super::Session;
use super::outcome::RunError;
use crate::domain::change::{Change, Edit};
use crate::domain::id::{CeremonyId, Id, ImprovementId, PersonId, SprintId};
use crate::domain::minutes::{LARGE, MinutesEntry};
use crate::domain::refusal::Refusal;
use crate::domain::sentence::list;
use crate::domain::views::CeremonyCursor;
use crate::domain::views::minutes::Minutes;
use crate::domain::workspace::Workspace;
use crate::store::failure::Failure;
use crate::store::history::{Entry, EntryKind as Kind};
use crate::store::{HistoryFilter, HistoryPage, HistoryQuery, MeetingQuery, SettingQuery};
use std::collections::BTreeMap;

impl Session {
    /// Joins a ceremony for this session: operations are recorded in it from now on.
    pub fn join(&mut self, ceremony: CeremonyId) -> Result<(), Failure> {
        self.read_ceremony(ceremony)?;
        self.ceremony = Some(ceremony);
        let owner = self.workspace.meetings.ceremonies.get(ceremony).and_then(|it| it.on_behalf);
        self.on_behalf = owner.or(self.on_behalf);
        Ok(())
    }

    /// Joins a ceremony until [`Session::leave`], visibly to others.
    pub fn stay_in(&mut self, ceremony: CeremonyId) -> Result<(), Failure> {
        self.join(ceremony)?;
        match self.me.filter(|_| self.is_writable()) {
            Some(me) => self.store.set_setting(&seat(ceremony, me), &self.identity.terminal),
            None => Ok(()),
        }
    }

    /// Leaves the ceremony; it continues.
    pub fn leave(&mut self) -> Result<(), Failure> {
        match (self.ceremony.take(), self.me.filter(|_| self.is_writable())) {
            (Some(id), Some(me)) => self.store.remove_settings(&[seat(id, me)]),
            (Some(_) | None, _) => Ok(()),
        }
    }

    /// Refuses changes that remove a ceremony which others have joined.
    pub(super) fn keeps_others(&mut self, changes: &[Change]) -> Result<(), RunError> {
        for change in changes {
            let Change::Ceremony(Edit::Removed(ceremony)) = change else { continue };
            let seats = seats(ceremony.id);
            let person = |name: &str| PersonId::new(name.strip_prefix(&seats)?.parse().ok()?);
            let found = self.store.settings(SettingQuery::Prefixed(&seats))?;
            let others = found.keys().filter_map(|name| person(name)).filter(|it| Some(*it) != self.me);
            let names: Vec<&str> = others.map(|it| self.workspace.name(it)).collect();
            if !names.is_empty() {
                let take = if names.len() == 1 { "takes" } else { "take" };
                return Err(Refusal::rule(format!("{} {take} part in the {}", list(&names), ceremony.kind))
                    .hint("end it instead")
                    .into());
            }
        }
        Ok(())
    }

    /// Returns the ceremony that this terminal has joined.
    pub fn ceremony(&self) -> Option<CeremonyId> {
        self.ceremony
    }

    /// Loads a ceremony with all of its notes.
    pub fn read_ceremony(&mut self, id: CeremonyId) -> Result<(), Failure> {
        self.store.meetings(MeetingQuery::Ceremony(id), &mut self.workspace)
    }

    /// Loads people's availability in a closed sprint.
    pub fn read_capacity(&mut self, sprint: SprintId) -> Result<(), Failure> {
        self.store.meetings(MeetingQuery::Sprint(sprint), &mut self.workspace)
    }

    /// Loads the newest ceremonies.
    pub fn read_ceremonies(&mut self, most: u64) -> Result<(), Failure> {
        self.store.meetings(MeetingQuery::Newest(most), &mut self.workspace)
    }

    /// Loads all impediments, feedback and improvements, past ones included.
    pub fn read_outcomes(&mut self) -> Result<(), Failure> {
        self.store.meetings(MeetingQuery::Outcomes, &mut self.workspace)
    }

    /// Loads the improvements of the last retrospective, and of the older ones those that are in progress or have
    /// changed since, with their items. Returns their ids.
    pub fn read_agreed(&mut self) -> Result<Vec<ImprovementId>, Failure> {
        let mut found = Vec::new();
        self.store.agreed(&mut |it| found.push(it))?;
        self.read_items(&found.iter().map(|it| it.about).collect::<Vec<_>>())?;
        let ids = found.iter().map(|it| it.id).collect();
        for it in found {
            self.workspace.put(it);
        }
        Ok(ids)
    }

    /// Reads the cursor of a ceremony; the initial position if no terminal has moved it.
    pub fn cursor(&mut self, id: CeremonyId) -> Result<CeremonyCursor, Failure> {
        Ok(CeremonyCursor::read(&self.store.setting(&format!("place/{id}"))?.unwrap_or_default()))
    }

    /// Moves every terminal that has joined a ceremony to a position in it.
    pub fn set_cursor(&mut self, id: CeremonyId, cursor: &CeremonyCursor) -> Result<(), Failure> {
        self.store.set_setting(&format!("place/{id}"), &cursor.written())
    }

    /// Returns the operations in force that were performed in a ceremony.
    pub fn meeting(&mut self, id: CeremonyId) -> Result<Vec<MinutesEntry>, Failure> {
        let mut entries: Vec<Entry> = Vec::new();
        let page = HistoryPage::Before(u64::MAX);
        let query = HistoryQuery { which: HistoryFilter::Ceremony(id), page, most: u64::MAX };
        self.store.history(&query, &mut |entry| entries.push(entry))?;
        entries.reverse();
        self.with_changes(entries)
    }

    /// Returns the minutes of a ceremony, running or ended; `None` if there is no such ceremony.
    pub fn minutes(&mut self, id: CeremonyId) -> Result<Option<Minutes>, Failure> {
        self.read_ceremony(id)?;
        let operations = self.meeting(id)?;
        let now = self.clock.now();
        Ok(self
            .workspace
            .meetings
            .ceremonies
            .get(id)
            .map(|it| Minutes::of(&self.workspace, it, &operations, now)))
    }

    /// Returns the operations in force that were performed after a revision.
    pub fn done_since(&mut self, revision: u64) -> Result<Vec<MinutesEntry>, Failure> {
        let mut entries: Vec<Entry> = Vec::new();
        self.store.history(&HistoryQuery::since(revision), &mut |entry| entries.push(entry))?;
        self.with_changes(entries)
    }

    /// Returns the revision at which a ceremony was ended.
    pub fn ended_at(&mut self, id: CeremonyId) -> Result<Option<u64>, Failure> {
        self.store.ended_at(id)
    }

    /// Reads the changes of those operations among `entries` that are in force, and the items they concern.
    fn with_changes(&mut self, entries: Vec<Entry>) -> Result<Vec<MinutesEntry>, Failure> {
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Ok(Vec::new()) };
        let (first, last) = (first.revision, last.revision);
        // An operation is in force unless its last undo or redo, in this ceremony or after it, was an undo.
        let mut taken_back: BTreeMap<u64, bool> = BTreeMap::new();
        self.store.history(&HistoryQuery::since(first), &mut |entry| match entry.kind {
            Kind::Operation => {}
            Kind::Undo(operation) => drop(taken_back.insert(operation, true)),
            Kind::Redo(operation) => drop(taken_back.insert(operation, false)),
        })?;
        let mut standing: BTreeMap<u64, MinutesEntry> = entries
            .into_iter()
            .filter(|entry| {
                entry.kind == Kind::Operation && !taken_back.get(&entry.revision).is_some_and(|it| *it)
            })
            .map(|entry| (entry.revision, minutes_entry(&self.workspace, &entry)))
            .collect();
        // Very large operations are not read completely: an import may have a million changes.
        self.store.changes(first, last, LARGE as u64 + 1, &mut |revision, change| {
            if let Some(operation) = standing.get_mut(&revision) {
                operation.changes.push(change);
            }
        })?;
        let operations: Vec<MinutesEntry> = standing.into_values().collect();
        let changes = || operations.iter().flat_map(|operation| &operation.changes);
        let items: Vec<_> = changes().filter_map(Change::item).collect();
        self.read_items(&items)?;
        let rows: Vec<Change> = changes().filter(|change| change.is_meeting()).cloned().collect();
        self.store.meetings(MeetingQuery::Changed(&rows), &mut self.workspace)?;
        Ok(operations)
    }
}

/// Returns the prefix of the names of the settings that record who has joined a ceremony.
fn seats(id: CeremonyId) -> String {
    format!("in/{id}/")
}

fn seat(id: CeremonyId, person: PersonId) -> String {
    format!("{}{}", seats(id), person.number())
}

fn minutes_entry(workspace: &Workspace, entry: &Entry) -> MinutesEntry {
    MinutesEntry {
        sentence: entry.words(workspace),
        operation: entry.operation(),
        revision: entry.revision,
        at: entry.at,
        person: entry.person,
        on_behalf: entry.on_behalf,
        changes: Vec::new(),
    }
}
