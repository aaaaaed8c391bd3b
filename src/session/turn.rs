//! Undo and redo: an inverse is appended, nothing is ever taken out of the history.

mod since;

use super::Session;
use super::run::{Outcome, Stop};
use crate::domain::capacity::Capacity;
use crate::domain::ceremony::{Cadence, Ceremony};
use crate::domain::change::{Change, Edit, every_entity, inverse};
use crate::domain::column::Column;
use crate::domain::decide::Decision;
use crate::domain::definition::Rule;
use crate::domain::detail::{Body, Comment, Criterion, Detail, Link, Question, Selection, Task, Vote};
use crate::domain::entity::Entity;
use crate::domain::epic::Epic;
use crate::domain::feedback::Feedback;
use crate::domain::id::{Id, ItemId, SprintId};
use crate::domain::impediment::Impediment;
use crate::domain::improvement::Improvement;
use crate::domain::item::{Item, ItemField};
use crate::domain::label::Label;
use crate::domain::note::{Dot, Note};
use crate::domain::person::Person;
use crate::domain::product::{Product, Team};
use crate::domain::refusal::Refusal;
use crate::domain::sound::unsound;
use crate::domain::sprint::{Report, Sprint};
use crate::domain::tally::Tally;
use crate::domain::workspace::{Rows, Workspace};
use crate::store::failure::{Failure, Kind};
use crate::store::history::{Deed, Entry};
use crate::store::{MeetingQuery, Storage as _};
use std::collections::{BTreeMap, BTreeSet, HashMap};

impl Session {
    /// Takes back my newest deed from this terminal.
    ///
    /// # Errors
    /// [`Stop::Refused`] where there is none, or where somebody has since changed what it changed.
    pub fn undo(&mut self) -> Result<Outcome, Stop> {
        self.catch_up()?;
        let Some(deed) = self.store.undoable(self.me, &self.identity.terminal)? else {
            return Err(Refusal::already("there is nothing to undo").into());
        };
        self.turn(deed, Deed::Undo(deed), "undid")
    }

    /// Does again what I took back last.
    ///
    /// # Errors
    /// [`Stop::Refused`] where there is nothing, or where somebody has since changed what it changed.
    pub fn redo(&mut self) -> Result<Outcome, Stop> {
        self.catch_up()?;
        // A file whose founding was taken back knows nobody: whoever undid that may do it again.
        let person = match self.workspace.product() {
            Some(_) => self.me,
            None => self.store.entry(self.workspace.revision)?.and_then(|entry| entry.person),
        };
        let Some(undo) = self.store.redoable(person, &self.identity.terminal)? else {
            return Err(Refusal::already("there is nothing to redo").into());
        };
        let deed = match self.store.entry(undo)?.map(|entry| entry.deed) {
            Some(Deed::Undo(deed)) => deed,
            Some(Deed::Deed | Deed::Redo(_)) | None => undo,
        };
        self.turn(undo, Deed::Redo(deed), "redid")
    }

    /// Appends what takes the changes of an entry back.
    fn turn(&mut self, revision: u64, deed: Deed, word: &str) -> Result<Outcome, Stop> {
        let original = match deed {
            Deed::Undo(deed) | Deed::Redo(deed) => self.store.entry(deed)?,
            Deed::Deed => None,
        };
        let original = original
            .ok_or_else(|| Failure::new(Kind::Damaged, "the history lacks an entry that it names"))?;
        let what = original.words(&self.workspace);
        for _ in 0..super::run::TRIES {
            self.catch_up()?;
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
            if let Some((change, entry)) = self.touched_since(original.revision, revision, &changes)? {
                return Err(self.changed_by(&change, &entry).into());
            }
            let taken_back = inverse(&changes);
            self.keeps_others(&taken_back)?;
            if let Some(item) = since::still_named(&self.workspace, &taken_back) {
                let key = self.workspace.key(item);
                return Err(Refusal::rule(format!("{key} still refers to what \"{what}\" made"))
                    .hint("change that first")
                    .into());
            }
            self.stays_sound(&taken_back)?;
            let decision = Decision {
                changes: taken_back,
                operation: original.operation(),
                sentence: format!("{word}: {what}"),
                plan: None,
                counters: BTreeMap::new(),
            };
            let memos = match deed {
                Deed::Undo(of) => self.hidden_again(of)?,
                Deed::Redo(of) => self.revealed_again(of)?,
                Deed::Deed => Vec::new(),
            };
            match self.commit(decision, deed, self.me, &uuid::Uuid::now_v7().to_string(), memos) {
                Ok(Some(outcome)) => {
                    self.forget_many();
                    return Ok(outcome);
                }
                Ok(None) => {}
                Err(failure) if failure.kind == Kind::Referred => {
                    let refusal = Refusal::rule(format!("something newer refers to what \"{what}\" made"))
                        .hint("take that back first");
                    return Err(refusal.into());
                }
                Err(failure) => return Err(failure.into()),
            }
        }
        Err(Failure::new(Kind::Busy, "others are changing the file faster than this can")
            .hint("try again")
            .into())
    }

    fn read_reports(&mut self, changes: &[Change]) -> Result<(), Failure> {
        let sprints: BTreeSet<SprintId> = changes
            .iter()
            .filter_map(|change| Into::<Option<&Edit<Sprint>>>::into(change).map(Edit::id))
            .collect();
        for sprint in sprints {
            self.read_sprint(sprint)?;
            for report in self.store.reports(sprint)? {
                self.workspace.put(Rows::Report(report));
            }
        }
        Ok(())
    }

    fn since_changed(&mut self, change: &Change, revision: u64) -> Result<Refusal, Failure> {
        if let Some(later) = self.store.later_change(change, revision)? {
            return Ok(self.changed_by(change, &later));
        }
        let what = self.named(change);
        Ok(Refusal::rule(format!("{what} is no longer as this left it")).hint("change it back by hand"))
    }

    /// Refuses changes that would leave something that cannot be. The state is as it was afterwards.
    fn stays_sound(&mut self, changes: &[Change]) -> Result<(), Refusal> {
        let counters = self.workspace.counters.clone();
        self.workspace.apply(changes);
        let found = unsound(&self.workspace, changes);
        self.workspace.apply(&inverse(changes));
        self.workspace.counters = counters;
        found.map_or(Ok(()), Err)
    }

    fn named(&self, change: &Change) -> String {
        match change.item() {
            Some(item) => self.workspace.key(item),
            None => format!("this {}", change.entity()),
        }
    }

    fn changed_by(&self, change: &Change, later: &Entry) -> Refusal {
        let what = self.named(change);
        let zone = self.workspace.zone();
        let when = format!("{} {}", later.at.day(zone), later.at.clock(zone));
        Refusal::rule(format!("{what} has been changed since: {}, {when}", self.told(later)))
            .hint("change it back by hand")
    }
}

/// Changes by what they change: an import has thousands, of which only those of the same row bear on each other.
type ByRow<'a> = HashMap<(&'static str, u64), Vec<&'a Change>>;

/// Finds the last of the changes whose outcome somebody has since changed, so that it cannot be taken back.
fn not_as_left<'a>(workspace: &Workspace, changes: &'a [Change]) -> Option<&'a Change> {
    let mut by_row: ByRow<'a> = HashMap::new();
    for change in changes {
        by_row.entry((change.entity(), change.number())).or_default().push(change);
    }
    changes.iter().rev().find(|change| !is_as_left(workspace, change, &by_row))
}

/// Tells whether the state is still what a change left behind, so that it can be taken back without loss.
fn is_as_left(workspace: &Workspace, change: &Change, by_row: &ByRow<'_>) -> bool {
    let all = by_row.get(&(change.entity(), change.number())).map(Vec::as_slice).unwrap_or_default();
    match change {
        Change::Product(edit) => left(edit, workspace.products.get(edit.id()), all),
        Change::Team(edit) => left(edit, workspace.teams.get(edit.id()), all),
        Change::Person(edit) => left(edit, workspace.persons.get(edit.id()), all),
        Change::Epic(edit) => left(edit, workspace.epics.get(edit.id()), all),
        Change::Label(edit) => left(edit, workspace.labels.get(edit.id()), all),
        Change::Column(edit) => left(edit, workspace.columns.get(edit.id()), all),
        Change::Rule(edit) => left(edit, workspace.rules.get(edit.id()), all),
        Change::Sprint(edit) => left(edit, workspace.sprints.get(edit.id()), all),
        Change::Report(_) => true,
        Change::Selection(edit) => left(edit, workspace.selections.get(edit.id()), all),
        Change::Item(edit) => {
            let found = workspace.items.get(edit.id()).map(untallied);
            if let Edit::Created(item) = edit
                && !workspace.detail(item.id).is_none_or(|detail| only_made_here(detail, by_row))
            {
                return false;
            }
            let edit = match edit {
                Edit::Created(item) => Edit::Created(untallied(item)),
                Edit::Removed(_) | Edit::Set { .. } => edit.clone(),
            };
            left(&edit, found.as_ref(), all)
        }
        Change::Body(edit) => left(edit, detail(workspace, edit.item()).and_then(|it| it.body.as_ref()), all),
        Change::Criterion(edit) => left(edit, part(workspace, edit, |it| &it.criteria), all),
        Change::Task(edit) => left(edit, part(workspace, edit, |it| &it.tasks), all),
        Change::Question(edit) => left(edit, part(workspace, edit, |it| &it.questions), all),
        Change::Comment(edit) => left(edit, part(workspace, edit, |it| &it.comments), all),
        Change::Link(edit) => left(edit, part(workspace, edit, |it| &it.links), all),
        Change::Vote(edit) => left(edit, part(workspace, edit, |it| &it.votes), all),
        Change::Cadence(edit) => left(edit, workspace.meetings.cadences.get(edit.id()), all),
        Change::Ceremony(edit) => left(edit, workspace.meetings.ceremonies.get(edit.id()), all),
        Change::Note(edit) => left(edit, workspace.meetings.notes.get(edit.id()), all),
        Change::Dot(edit) => left(edit, workspace.meetings.dots.get(edit.id()), all),
        Change::Impediment(edit) => left(edit, workspace.meetings.impediments.get(edit.id()), all),
        Change::Feedback(edit) => left(edit, workspace.meetings.feedback.get(edit.id()), all),
        Change::Improvement(edit) => left(edit, workspace.meetings.improvements.get(edit.id()), all),
        Change::Capacity(edit) => left(edit, workspace.meetings.capacities.get(edit.id()), all),
    }
}

/// The counts are worked out: they are no part of what somebody left behind.
fn untallied(item: &Item) -> Item {
    let mut item = item.clone();
    item.set(&ItemField::Tally(Tally::default()));
    item
}

fn detail(workspace: &Workspace, item: Option<ItemId>) -> Option<&Detail> {
    workspace.detail(item?)
}

fn part<'a, E: Entity>(
    workspace: &'a Workspace,
    edit: &Edit<E>,
    list: impl Fn(&'a Detail) -> &'a Vec<E>,
) -> Option<&'a E> {
    list(detail(workspace, edit.item())?).iter().find(|row| row.id() == edit.id())
}

/// Tells whether every part of an item was made by the changes that made the item.
fn only_made_here(detail: &Detail, by_row: &ByRow<'_>) -> bool {
    fn numbers<E: Entity>(rows: &[E]) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        rows.iter().map(|row| (E::NAME, row.id().number()))
    }
    let made = |entity: &'static str, number: u64| {
        by_row
            .get(&(entity, number))
            .is_some_and(|changes| changes.iter().any(|change| change.field().is_none()))
    };
    numbers(&detail.criteria)
        .chain(numbers(&detail.tasks))
        .chain(numbers(&detail.questions))
        .chain(numbers(&detail.comments))
        .chain(numbers(&detail.links))
        .chain(numbers(&detail.selections))
        .chain(numbers(&detail.votes))
        .chain(numbers(detail.body.as_slice()))
        .all(|(entity, number)| made(entity, number))
}

/// Tells whether `found` is what `edit` left behind. A later change of the same field in the same entry decides for it.
fn left<E: Entity>(edit: &Edit<E>, found: Option<&E>, all: &[&Change]) -> bool
where
    for<'a> &'a Change: Into<Option<&'a Edit<E>>>,
{
    let later = all
        .iter()
        .filter_map(|change| Into::<Option<&Edit<E>>>::into(*change))
        .skip_while(|other| *other != edit)
        .skip(1);
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

macro_rules! as_edit {
    ($($entity:ident),+) => { $(
        impl<'a> From<&'a Change> for Option<&'a Edit<$entity>> {
            fn from(change: &'a Change) -> Self {
                match change {
                    Change::$entity(edit) => Some(edit),
                    _ => None,
                }
            }
        }
    )+ };
}
every_entity!(as_edit);
