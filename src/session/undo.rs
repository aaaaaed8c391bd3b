//! Undo and redo: an inverse is appended; nothing is ever removed from the history.

mod conflicts;

use super::Session;
use super::outcome::{CommandOutcome, RunError, TRIES, too_fast};
use super::run::Commit;
use crate::domain::change::{Change, Edit, inverse};
use crate::domain::decide::Decision;
use crate::domain::detail::Detail;
use crate::domain::id::{Id as _, ItemId, PersonId, SprintId};
use crate::domain::invariants::first_violation;
use crate::domain::item::Item;
use crate::domain::item_counts::ItemCounts;
use crate::domain::model::{self, every, noun};
use crate::domain::refusal::Refusal;
use crate::domain::sprint::Sprint;
use crate::domain::workspace::{EntityTable, PartTable, Workspace};
use crate::store::MeetingQuery;
use crate::store::failure::{Failure, FailureKind};
use crate::store::history::{Entry, EntryKind};
use std::collections::{BTreeMap, BTreeSet, HashMap};

impl Session {
    /// Undoes the person's newest operation from this terminal.
    ///
    /// # Errors
    /// [`RunError::Refused`] if there is none, or if another person has since changed what it changed.
    pub fn undo(&mut self) -> Result<CommandOutcome, RunError> {
        let operation = self.undoable()?;
        self.reverse(operation, EntryKind::Undo(operation), "undid")
    }

    /// Returns what an undo would change, without changing anything.
    ///
    /// # Errors
    /// As [`Session::undo`].
    pub fn rehearse_undo(&mut self) -> Result<UndoPreview, RunError> {
        let operation = self.undoable()?;
        let entry = self.entry(operation)?;
        let changes = self.reversed(operation, operation, &entry.words(&self.workspace))?;
        Ok(UndoPreview { entry, changes })
    }

    /// Returns the revision of the person's newest operation from this terminal, which an undo is about.
    ///
    /// # Errors
    /// [`RunError::Refused`] if there is none.
    pub fn undoable(&mut self) -> Result<u64, RunError> {
        self.catch_up()?;
        let found = self.store.undoable(self.me, &self.identity.terminal)?;
        found.ok_or_else(|| Refusal::already("there is nothing to undo").into())
    }

    /// Reads an entry that exists.
    fn entry(&mut self, revision: u64) -> Result<Entry, Failure> {
        self.store
            .entry(revision)?
            .ok_or_else(|| Failure::new(FailureKind::Damaged, "the history lacks an entry that it names"))
    }

    /// Redoes the person's last undone operation.
    ///
    /// # Errors
    /// [`RunError::Refused`] if there is none, or if another person has since changed what it changed.
    pub fn redo(&mut self) -> Result<CommandOutcome, RunError> {
        self.catch_up()?;
        // A file whose founding was undone has no people: anyone may redo it.
        let person = match self.workspace.product() {
            Some(_) => self.me,
            None => self.store.entry(self.workspace.revision)?.and_then(|entry| entry.person),
        };
        let Some(undo) = self.store.redoable(person, &self.identity.terminal)? else {
            return Err(Refusal::already("there is nothing to redo").into());
        };
        let operation = match self.store.entry(undo)?.map(|entry| entry.kind) {
            Some(EntryKind::Undo(operation)) => operation,
            Some(EntryKind::Operation | EntryKind::Redo(_)) | None => undo,
        };
        self.reverse(undo, EntryKind::Redo(operation), "redid")
    }

    /// Appends the inverse of the changes of an entry.
    fn reverse(&mut self, revision: u64, kind: EntryKind, word: &str) -> Result<CommandOutcome, RunError> {
        let original = match kind {
            EntryKind::Undo(operation) | EntryKind::Redo(operation) => self.entry(operation)?,
            EntryKind::Operation => self.entry(revision)?,
        };
        let what = match (kind, original.operation()) {
            // The cards are hidden again then.
            (EntryKind::Undo(_), Some(act)) => act.without_cards().sentence(&self.workspace),
            (EntryKind::Undo(_), None) | (EntryKind::Operation | EntryKind::Redo(_), _) => {
                Entry { is_hidden_again: false, ..original.clone() }.words(&self.workspace)
            }
        };
        for _ in 0..TRIES {
            self.catch_up()?;
            let act = original.operation();
            let changes = self.reversed(original.revision, revision, &what)?;
            let decision = Decision {
                changes: self.with_formerly_hidden(act.as_ref(), kind, changes)?,
                operation: act,
                sentence: format!("{word}: {what}"),
                plan: None,
                counters: BTreeMap::new(),
            };
            let (operation, now) = (self.operation_id(), self.now());
            let commit = Commit { kind, person: self.me, operation: &operation, now, is_automatic: false };
            match self.commit(decision, commit) {
                Ok(Some(outcome)) => {
                    self.forget_many();
                    return Ok(outcome);
                }
                Ok(None) => {}
                Err(failure) if failure.kind == FailureKind::Referred => {
                    let refusal = Refusal::rule(format!("something newer refers to what \"{what}\" made"))
                        .hint("take that back first");
                    return Err(refusal.into());
                }
                Err(failure) => return Err(failure.into()),
            }
        }
        Err(too_fast().into())
    }

    /// Returns the inverse of the changes of an entry about an operation.
    ///
    /// # Errors
    /// [`RunError::Refused`] if others have since changed or rely on what it changed.
    fn reversed(&mut self, operation: u64, revision: u64, what: &str) -> Result<Vec<Change>, RunError> {
        self.load_all()?;
        let mut changes = Vec::new();
        self.store.changes(revision, revision, u64::MAX, &mut |_, change| changes.push(change))?;
        let items: BTreeSet<ItemId> = changes.iter().filter_map(Change::item).collect();
        self.read_details(&items.into_iter().collect::<Vec<_>>())?;
        self.store.meetings(MeetingQuery::Changed(&changes), &mut self.workspace)?;
        self.read_reports(&changes)?;
        if let Some(change) = not_as_left(&self.workspace, &changes) {
            return Err(self.since_changed(change, revision)?.into());
        }
        if let Some((change, entry)) = self.touched_since(operation, revision, &changes)? {
            return Err(self.changed_by(&change, &entry).into());
        }
        let taken_back = inverse(&changes);
        if let Some((person, entry)) = self.acted_since(operation, &taken_back)? {
            return Err(self.authored(person, &entry).into());
        }
        self.keeps_others(&taken_back)?;
        if let Some(item) = conflicts::still_named(&self.workspace, &taken_back) {
            let key = self.workspace.key(item);
            return Err(Refusal::rule(format!("{key} still refers to what \"{what}\" made"))
                .hint("change that first")
                .into());
        }
        self.read_numbers(&taken_back)?;
        self.keeps_invariants(&taken_back)?;
        Ok(taken_back)
    }

    fn read_reports(&mut self, changes: &[Change]) -> Result<(), Failure> {
        let sprints: BTreeSet<SprintId> =
            changes.iter().filter_map(|change| Sprint::edit(change).map(Edit::id)).collect();
        for sprint in sprints {
            self.read_sprint(sprint)?;
            for report in self.store.reports(sprint)? {
                self.workspace.put(report);
            }
        }
        Ok(())
    }

    fn since_changed(&mut self, change: &Change, revision: u64) -> Result<Refusal, Failure> {
        if let Some(later) = self.store.later_change(change, revision)? {
            return Ok(self.changed_by(change, &later));
        }
        let what = self.named(change);
        Ok(Refusal::rule(format!("{what} has changed since")).hint("change it back by hand"))
    }

    /// Refuses changes that would violate an invariant. The state is as it was afterwards.
    fn keeps_invariants(&mut self, changes: &[Change]) -> Result<(), Refusal> {
        let assumption = self.assume(changes);
        let found = first_violation(&self.workspace, changes);
        self.discard(assumption);
        found.map_or(Ok(()), Err)
    }

    /// Applies changes in memory only, to look at their effect. [`Session::discard`] reverts them.
    pub fn assume(&mut self, changes: &[Change]) -> Assumption {
        let counters = self.workspace.counters.clone();
        self.workspace.apply(changes);
        Assumption { inverse: inverse(changes), counters }
    }

    /// Reverts changes that were applied in memory only.
    pub fn discard(&mut self, assumption: Assumption) {
        self.workspace.apply(&assumption.inverse);
        self.workspace.counters = assumption.counters;
    }

    fn named(&self, change: &Change) -> String {
        match change.item() {
            Some(item) => self.workspace.key(item),
            None => format!("this {}", noun(change.entity())),
        }
    }

    /// Returns the refusal to remove a person who has done something: the history would no longer say who did it.
    fn authored(&self, person: PersonId, later: &Entry) -> Refusal {
        let (zone, name) = (self.workspace.zone(), self.workspace.name(person));
        let when = format!("{} {}", later.day, later.at.clock(zone));
        // What concerns a hidden note would name its author.
        let what =
            if later.is_anonymous { String::new() } else { format!(": {}, {when}", self.summary(later)) };
        Refusal::rule(format!("{name} has done something since{what}"))
            .hint(format!("record that {name} has left with: ceremony person leave \"{name}\""))
    }

    fn changed_by(&self, change: &Change, later: &Entry) -> Refusal {
        let what = self.named(change);
        let zone = self.workspace.zone();
        let when = format!("{} {}", later.day, later.at.clock(zone));
        Refusal::rule(format!("{what} has been changed since: {}, {when}", self.summary(later)))
            .hint("change it back by hand")
    }
}

/// Changes that are applied in memory only.
#[must_use = "the state in memory differs from the file until it is discarded"]
pub struct Assumption {
    inverse: Vec<Change>,
    counters: BTreeMap<&'static str, u64>,
}

/// What an undo would change.
#[derive(Debug, Clone)]
pub struct UndoPreview {
    /// The operation that it would undo.
    pub entry: Entry,
    /// The changes that it would make.
    pub changes: Vec<Change>,
}

impl UndoPreview {
    /// Returns whether it would remove the product, and with it everything in the file.
    pub fn removes_product(&self) -> bool {
        conflicts::removes_product(&self.changes)
    }
}

/// Changes by row: an import has thousands, of which only those of the same row affect each other.
type ByRow<'a> = HashMap<(&'static str, u64), Vec<&'a Change>>;

/// Returns the last of the changes whose result another person has since changed, so that it cannot be undone.
fn not_as_left<'a>(workspace: &Workspace, changes: &'a [Change]) -> Option<&'a Change> {
    let mut by_row: ByRow<'a> = HashMap::new();
    for change in changes {
        by_row.entry((change.entity(), change.number())).or_default().push(change);
    }
    changes.iter().rev().find(|change| !is_as_left(workspace, change, &by_row))
}

/// Returns whether the state is still as a change left it, so that the change can be undone without loss.
fn is_as_left(workspace: &Workspace, change: &Change, by_row: &ByRow<'_>) -> bool {
    let all = by_row.get(&(change.entity(), change.number())).map(Vec::as_slice).unwrap_or_default();
    if let Change::Item(edit) = change {
        return item_is_as_left(workspace, edit, by_row, all);
    }
    macro_rules! each {
        ($($entity:ident),+) => {
            match change {
                $(Change::$entity(edit) => left(edit, EntityTable::find(workspace, edit.id(), edit.item()), all),)+
            }
        };
    }
    // Undoing a report withdraws it, whatever has happened to it.
    matches!(change, Change::Report(_)) || every!(all each)
}

fn item_is_as_left(workspace: &Workspace, edit: &Edit<Item>, by_row: &ByRow<'_>, all: &[&Change]) -> bool {
    let found = workspace.items.get(edit.id()).map(untallied);
    let edit = match edit {
        Edit::Created(item) => {
            if workspace.detail(item.id).is_some_and(|detail| !only_made_here(detail, by_row)) {
                return false;
            }
            Edit::Created(untallied(item))
        }
        Edit::Removed(_) | Edit::Set { .. } => edit.clone(),
    };
    left(&edit, found.as_ref(), all)
}

/// Returns an item without its counts: they are computed, and no part of what a change left.
fn untallied(item: &Item) -> Item {
    Item { tally: ItemCounts::default(), ..item.clone() }
}

/// Returns whether every part of an item was created by the changes that created the item.
fn only_made_here(detail: &Detail, by_row: &ByRow<'_>) -> bool {
    fn made<E: PartTable>(detail: &Detail, by_row: &ByRow<'_>) -> bool {
        E::in_detail(detail).iter().all(|row| {
            let changes = by_row.get(&(E::NAME, row.id().number()));
            changes.is_some_and(|changes| changes.iter().any(|change| change.field().is_none()))
        })
    }
    macro_rules! all {
        ($($entity:ident $_part:ident),+) => { $(made::<model::$entity>(detail, by_row))&&+ };
    }
    every!(parts all)
}

/// Returns whether `found` is as `edit` left it. If the same entry changed the field again, the later change decides.
fn left<E: EntityTable>(edit: &Edit<E>, found: Option<&E>, all: &[&Change]) -> bool {
    let later = all.iter().filter_map(|change| E::edit(change)).skip_while(|other| *other != edit).skip(1);
    match (edit, found) {
        (Edit::Created(row), Some(found)) => {
            let mut expected = row.clone();
            for other in later {
                if let Edit::Set { new, .. } = other {
                    expected.set(new);
                }
            }
            expected == *found
        }
        (Edit::Created(_), None) => later.into_iter().any(|other| matches!(other, Edit::Removed(_))),
        (Edit::Removed(_), found) => found.is_none(),
        (Edit::Set { new, .. }, Some(found)) => {
            let mut last = new;
            for other in later {
                if let Edit::Set { new, .. } = other
                    && std::mem::discriminant(new) == std::mem::discriminant(last)
                {
                    last = new;
                }
            }
            found.get(last) == *last
        }
        (Edit::Set { .. }, None) => later.into_iter().any(|other| matches!(other, Edit::Removed(_))),
    }
}
