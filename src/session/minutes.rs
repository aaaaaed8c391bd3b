//! Minutes: what was done during a ceremony, from whatever terminal, screen or command.

use super::Session;
use crate::domain::attendance::concerned;
use crate::domain::ceremony::Ceremony;
use crate::domain::change::{Change, Edit};
use crate::domain::id::{CeremonyId, ImpedimentId, ItemId, PersonId};
use crate::domain::item::ItemField;
use crate::domain::minutes::{LARGE, MinutesEntry, StandingBlock, StandingMatters};
use crate::domain::value::{CeremonyKind, Stage};
use crate::domain::views::minutes::{Attendance, Minutes};
use crate::domain::workspace::Workspace;
use crate::store::failure::Failure;
use crate::store::history::{Entry, EntryKind as Kind};
use crate::store::{EventQuery, HistoryFilter, HistoryPage, HistoryQuery, MeetingQuery};
use std::collections::{BTreeMap, BTreeSet};

/// The part of the history that a ceremony covers: the revisions of its start and of its end.
#[derive(Debug, Clone, Copy)]
struct Span {
    begin: u64,
    end: u64,
}

impl Session {
    /// Returns the operations in force that belong to a ceremony: those performed in it, and between its start and its
    /// end those on an item of its queue or sprint, and every impediment and question, unless another ceremony has
    /// them.
    pub fn meeting(&mut self, id: CeremonyId) -> Result<Vec<MinutesEntry>, Failure> {
        self.read_ceremony(id)?;
        let Some(ceremony) = self.workspace.meetings.ceremonies.get(id).cloned() else {
            return Ok(Vec::new());
        };
        let span = self.span(&ceremony)?;
        let mut entries: BTreeMap<u64, Entry> = BTreeMap::new();
        let mut add = |entry: Entry| drop(entries.insert(entry.revision, entry));
        let page = HistoryPage::Before(u64::MAX);
        let own = HistoryQuery { which: HistoryFilter::Ceremony(id), page, most: u64::MAX };
        self.store.history(&own, &mut add)?;
        if let Some(Span { begin, end }) = span {
            let most = (end - begin).saturating_add(1);
            self.store.history(&HistoryQuery { most, ..HistoryQuery::since(begin - 1) }, &mut add)?;
        }
        let mut operations = self.with_changes(entries.into_values().collect())?;
        let list = self.listed(&ceremony, span, &operations)?;
        operations.retain(|it| belongs(it, &ceremony, &list));
        Ok(operations)
    }

    /// Returns the part of the history that a ceremony covers; `None` for one that was held before this history.
    fn span(&mut self, ceremony: &Ceremony) -> Result<Option<Span>, Failure> {
        let (Some(begin), end) = self.store.bounds(ceremony.id)? else { return Ok(None) };
        let end = if ceremony.is_running() { Some(u64::MAX) } else { end };
        Ok(end.map(|end| Span { begin, end: end.max(begin) }))
    }

    /// Returns the items that were on the list of a ceremony: the queue of a refinement, else its sprint.
    fn listed(
        &mut self,
        ceremony: &Ceremony,
        span: Option<Span>,
        operations: &[MinutesEntry],
    ) -> Result<BTreeSet<ItemId>, Failure> {
        if ceremony.kind == CeremonyKind::Refinement {
            return self.queued(span, operations);
        }
        let Some(sprint) = ceremony.sprint else { return Ok(BTreeSet::new()) };
        // A workspace of its own: past items would otherwise stay in memory.
        let mut read = Workspace::default();
        self.store.of_sprint(sprint, &mut read)?;
        let end = ceremony.ended_at.unwrap_or_else(|| self.now());
        let during = read
            .selections
            .iter()
            .filter(|it| it.since <= end && it.until.is_none_or(|until| until >= ceremony.started_at));
        Ok(during.map(|it| it.item).collect())
    }

    /// Returns the items among those of the operations that were in the queue of a refinement: those that were new at
    /// some time during it.
    fn queued(
        &mut self,
        span: Option<Span>,
        operations: &[MinutesEntry],
    ) -> Result<BTreeSet<ItemId>, Failure> {
        // Whether each item was new, as far as its changes of stage during the ceremony say.
        let mut was_new: BTreeMap<ItemId, Option<bool>> = BTreeMap::new();
        for change in operations.iter().flat_map(|it| &it.changes) {
            let Some(item) = change.item() else { continue };
            let known = was_new.entry(item).or_default();
            if let Change::Item(Edit::Set {
                old: ItemField::Stage(old), new: ItemField::Stage(new), ..
            }) = change
            {
                *known = Some(known.unwrap_or_default() || *old == Stage::New || *new == Stage::New);
            } else if let Change::Item(Edit::Created(row) | Edit::Removed(row)) = change {
                *known = Some(known.unwrap_or_default() || row.stage == Stage::New);
            }
        }
        let mut found = BTreeSet::new();
        for (item, known) in was_new {
            let is_new = match known {
                Some(is_new) => is_new,
                None => self.stage_after(item, span)? == Some(Stage::New),
            };
            if is_new {
                found.insert(item);
            }
        }
        Ok(found)
    }

    /// Returns the stage that an item had when a ceremony ended: the one from which it was moved first since then.
    fn stage_after(&mut self, item: ItemId, span: Option<Span>) -> Result<Option<Stage>, Failure> {
        let end = span.map_or(u64::MAX, |span| span.end);
        let mut later = Vec::new();
        if end < u64::MAX {
            let which = HistoryFilter::Item(item);
            let query = HistoryQuery { which, page: HistoryPage::After(end), most: u64::MAX };
            self.store.history(&query, &mut |entry| later.push(entry.revision))?;
        }
        for revision in later {
            let mut first = None;
            self.store.changes(revision, revision, u64::MAX, &mut |_, change| {
                if let Change::Item(Edit::Set { id, old: ItemField::Stage(old), .. }) = change
                    && id == item
                {
                    first = first.or(Some(old));
                }
            })?;
            if first.is_some() {
                return Ok(first);
            }
        }
        Ok(self.workspace.items.get(item).map(|it| it.stage))
    }

    /// Returns the minutes of a ceremony, running or ended; `None` if there is no such ceremony.
    pub fn minutes(&mut self, id: CeremonyId) -> Result<Option<Minutes>, Failure> {
        let operations = self.meeting(id)?;
        let Some(ceremony) = self.workspace.meetings.ceremonies.get(id).cloned() else { return Ok(None) };
        let is_standup = ceremony.kind == CeremonyKind::StandUp;
        let standing = is_standup.then(|| self.standing(&ceremony, &operations)).transpose()?;
        let attendance = self.attendance(&ceremony, &operations)?;
        // What notes are about may be accepted or dropped by now, and is named with its title.
        let notes = self.workspace.meetings.notes.iter().filter(|note| note.ceremony == id);
        let about: Vec<ItemId> = notes.filter_map(|note| note.about).collect();
        self.read_items(&about)?;
        let (workspace, now) = (&self.workspace, self.now());
        Ok(Some(Minutes::of(workspace, &ceremony, attendance, &operations, standing.as_ref(), now)))
    }

    /// Returns who was in a ceremony: those noted as present, and whoever has joined, voted or spoken. Of the others
    /// whom it concerns, nothing is recorded.
    fn attendance(
        &mut self,
        ceremony: &Ceremony,
        operations: &[MinutesEntry],
    ) -> Result<Attendance, Failure> {
        let mut present: Vec<PersonId> = ceremony.present.iter().copied().collect();
        present.extend(self.joined(ceremony.id)?);
        for operation in operations.iter().filter(|it| it.ceremony == Some(ceremony.id)) {
            // Beginning or ending it from elsewhere is not taking part.
            let takes_part = operation.changes.iter().any(|it| !matches!(it, Change::Ceremony(_)));
            present.extend(operation.person.filter(|_| takes_part));
            present.extend(operation.changes.iter().filter_map(voice));
        }
        let mut seen = BTreeSet::new();
        present.retain(|id| seen.insert(*id));
        let others = concerned(&self.workspace, ceremony.kind).into_iter().filter(|id| !seen.contains(id));
        Ok(Attendance { not_recorded: others.collect(), present })
    }

    /// Returns what was blocked and open already before a stand-up, and still was at its end.
    fn standing(
        &mut self,
        ceremony: &Ceremony,
        operations: &[MinutesEntry],
    ) -> Result<StandingMatters, Failure> {
        let changes = || operations.iter().flat_map(|it| &it.changes);
        let span = self.span(ceremony)?;
        let mut blocks: BTreeMap<ItemId, Option<StandingBlock>> = BTreeMap::new();
        if let (Some(sprint), Some(span)) = (ceremony.sprint, span) {
            self.store.item_events(EventQuery::Blocks(sprint), &mut |event| {
                if event.revision <= span.end
                    && let ItemField::Blocked(reason) = event.new
                {
                    let block = |reason| StandingBlock { item: event.item, reason, since: event.day };
                    blocks.insert(event.item, reason.map(block));
                }
            })?;
        }
        let list = self.listed(ceremony, span, operations)?;
        let is_new = |item: ItemId| {
            changes().any(|it| matches!(it, Change::Item(Edit::Set { id, new: ItemField::Blocked(_), .. }) if *id == item))
        };
        let blocked: Vec<StandingBlock> =
            blocks.into_values().flatten().filter(|it| list.contains(&it.item) && !is_new(it.item)).collect();
        self.read_items(&blocked.iter().map(|it| it.item).collect::<Vec<_>>())?;
        let end = ceremony.ended_at.unwrap_or_else(|| self.now());
        let mut read = Workspace::default();
        self.store.meetings(MeetingQuery::Outcomes, &mut read)?;
        let touched: BTreeSet<ImpedimentId> = changes()
            .filter_map(|change| if let Change::Impediment(edit) = change { Some(edit.id()) } else { None })
            .collect();
        let impediments = read.meetings.impediments.iter().filter(|it| {
            it.raised_at <= end && it.resolved_at.is_none_or(|at| at >= end) && !touched.contains(&it.id)
        });
        Ok(StandingMatters { blocked, impediments: impediments.cloned().collect() })
    }

    /// Returns the operations in force that were performed after a revision.
    pub fn done_since(&mut self, revision: u64) -> Result<Vec<MinutesEntry>, Failure> {
        let mut entries: Vec<Entry> = Vec::new();
        self.store.history(&HistoryQuery::since(revision), &mut |entry| entries.push(entry))?;
        self.with_changes(entries)
    }

    /// Returns the revision at which a ceremony was ended.
    pub fn ended_at(&mut self, id: CeremonyId) -> Result<Option<u64>, Failure> {
        self.store.bounds(id).map(|(_, end)| end)
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

/// Returns the person who has voted or spoken by a change, whoever typed it.
fn voice(change: &Change) -> Option<PersonId> {
    if let Change::Vote(Edit::Created(vote)) = change {
        Some(vote.person)
    } else if let Change::Dot(Edit::Created(dot)) = change {
        Some(dot.person)
    } else if let Change::Note(Edit::Created(note)) = change {
        note.author
    } else if let Change::Question(Edit::Created(question)) = change {
        question.asked_by
    } else {
        None
    }
}

/// Returns whether an operation performed during a ceremony belongs to it.
fn belongs(operation: &MinutesEntry, ceremony: &Ceremony, list: &BTreeSet<ItemId>) -> bool {
    let concerns = |change: &Change| {
        if let Change::Note(Edit::Created(note)) = change {
            note.ceremony == ceremony.id
        } else if let Change::Sprint(edit) = change {
            Some(edit.id()) == ceremony.sprint
        } else {
            let about =
                if let Change::Impediment(Edit::Created(it)) = change { it.about } else { change.item() };
            // What is raised in another ceremony, about no item of this list, is that one's.
            let is_raised = matches!(change, Change::Impediment(_) | Change::Question(_));
            about.is_some_and(|item| list.contains(&item)) || (is_raised && operation.ceremony.is_none())
        }
    };
    operation.ceremony == Some(ceremony.id) || operation.changes.iter().any(concerns)
}

fn minutes_entry(workspace: &Workspace, entry: &Entry) -> MinutesEntry {
    MinutesEntry {
        sentence: entry.words(workspace),
        operation: entry.operation(),
        revision: entry.revision,
        at: entry.at,
        person: entry.person,
        on_behalf: entry.on_behalf,
        ceremony: entry.ceremony,
        changes: Vec::new(),
    }
}
