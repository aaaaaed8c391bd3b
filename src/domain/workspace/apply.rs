//! Applying changes. Each change keeps the item's counts and the backlog's counts in step.

use super::{EntityTable, RowMap, Workspace};
use crate::domain::change::{Change, Edit};
use crate::domain::detail::{
    Body, BodyField, Comment, Criterion, CriterionField, Detail, Link, LinkField, Question, QuestionField,
    Selection, Task, TaskField, Vote, is_design,
};
use crate::domain::entity::Entity;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::item_counts::ItemCounts;
use crate::domain::model::every_entity;
use crate::domain::value::{Prose, SprintState, Verdict};

impl Workspace {
    /// Applies changes in order. They must match the workspace: `decide` or the history produced them for it.
    pub fn apply(&mut self, changes: &[Change]) {
        for change in changes {
            self.apply_one(change);
        }
    }

    fn apply_one(&mut self, change: &Change) {
        macro_rules! each {
            ($($entity:ident),+) => { match change { $(Change::$entity(edit) => EntityTable::perform(edit, self),)+ } };
        }
        every_entity!(each);
        let counter = self.counters.entry(change.entity()).or_default();
        *counter = (*counter).max(change.number());
    }

    pub(super) fn apply_to_item(&mut self, edit: &Edit<Item>) {
        match edit {
            Edit::Created(item) => {
                self.backlog_counts.count_item(item, true);
                self.items.put(item.clone());
                self.details.insert(item.id, Detail::default());
            }
            Edit::Removed(item) => {
                if let Some(item) = self.items.take(item.id) {
                    self.backlog_counts.count_item(&item, false);
                }
                self.details.remove(&item.id);
            }
            Edit::Set { id, new, .. } => self.change_item(*id, |item| item.set(new)),
        }
    }

    fn change_item(&mut self, id: ItemId, how: impl FnOnce(&mut Item)) {
        let heads = &mut self.backlog_counts;
        self.items.change(id, |item| {
            heads.count_item(item, false);
            how(item);
            heads.count_item(item, true);
        });
    }

    /// Inserts or replaces a row that was read from the store.
    pub fn put(&mut self, row: impl EntityTable) {
        row.put(self);
    }

    /// Inserts or replaces the loaded detail of an item.
    pub fn put_detail(&mut self, id: ItemId, detail: Detail) {
        for selection in &detail.selections {
            self.selections.put(selection.clone());
        }
        self.details.insert(id, detail);
    }

    /// Removes an item that the store no longer has.
    pub fn forget(&mut self, id: ItemId) {
        self.items.take(id);
        self.details.remove(&id);
        self.selections.keep(|selection| selection.item != id);
    }

    /// Evicts details and past items that are not in use, except for the items in `keep`.
    pub fn trim(&mut self, keep: &[ItemId]) {
        self.details.retain(|id, _| keep.contains(id));
        let sprints = &self.sprints;
        let (items, running) = (&self.items, self.sprints.iter().find(|it| it.state == SprintState::Running));
        let running = running.map(|sprint| sprint.id);
        let past: Vec<ItemId> = items
            .on_board()
            .filter(|it| {
                !it.stage.is_open() && (it.sprint.is_none() || it.sprint != running) && !keep.contains(&it.id)
            })
            .map(|item| item.id)
            .collect();
        self.selections.keep(|it| {
            keep.contains(&it.item)
                || sprints.get(it.sprint).is_some_and(|sprint| sprint.state != SprintState::Closed)
        });
        for id in past {
            self.items.take(id);
        }
        self.reports = RowMap::default();
    }
}

pub(super) fn apply_to<E: Entity>(table: &mut RowMap<E>, edit: &Edit<E>) {
    match edit {
        Edit::Created(row) => table.put(row.clone()),
        Edit::Removed(row) => table.take(row.id()),
        Edit::Set { id, new, .. } => {
            if let Some(row) = table.get_mut(*id) {
                row.set(new);
            }
        }
    }
}

/// Applies an edit of a part if its item's details are loaded, and keeps the item's counts in step.
pub(super) fn apply_to_part<E: Counted, L: PartList<E>>(
    workspace: &mut Workspace,
    edit: &Edit<E>,
    list: impl Fn(&mut Detail) -> &mut L,
) {
    let Some(item) = edit.item() else { return };
    if let Some(detail) = workspace.details.get_mut(&item) {
        let list = list(detail);
        match edit {
            Edit::Created(row) => insert_part(list, row.clone()),
            Edit::Removed(row) => list.take(row.id()),
            Edit::Set { id, new, .. } => {
                if let Some(row) = list.rows().iter_mut().find(|it| it.id() == *id) {
                    row.set(new);
                }
                sort_parts(list.rows());
            }
        }
    }
    let Some(before) = workspace.items.get(item).map(|item| item.tally) else { return };
    let mut after = before;
    E::count(&mut after, edit);
    if before != after {
        workspace.change_item(item, |item| item.tally = after);
    }
}

pub(super) fn insert_part<E: Entity>(list: &mut impl PartList<E>, row: E) {
    list.take(row.id());
    list.put(row);
    sort_parts(list.rows());
}

/// The list of parts of one kind in the details of an item.
pub(super) trait PartList<E: Entity> {
    fn rows(&mut self) -> &mut [E];
    fn put(&mut self, row: E);
    fn take(&mut self, id: E::Id);
}

/// A kind of part of which an item has at most one.
impl<E: Entity> PartList<E> for Option<E> {
    fn rows(&mut self) -> &mut [E] {
        self.as_mut_slice()
    }
    fn put(&mut self, row: E) {
        *self = Some(row);
    }
    fn take(&mut self, id: E::Id) {
        self.take_if(|row| row.id() == id);
    }
}

impl<E: Entity> PartList<E> for Vec<E> {
    fn rows(&mut self) -> &mut [E] {
        self
    }
    fn put(&mut self, row: E) {
        self.push(row);
    }
    fn take(&mut self, id: E::Id) {
        self.retain(|row| row.id() != id);
    }
}

/// Sorts parts by rank if they have one, and by id otherwise.
fn sort_parts<E: Entity>(list: &mut [E]) {
    let ranked = E::COLUMNS.iter().position(|column| *column == "rank");
    list.sort_by_cached_key(|row| (ranked.map(|at| row.values().swap_remove(at)), row.id()));
}

/// A part of an item that the item may have counts of.
pub(super) trait Counted: Entity {
    /// Updates the item's counts after an edit; not every kind of part has counts.
    fn count(tally: &mut ItemCounts, edit: &Edit<Self>);
}

impl Counted for Vote {
    fn count(_: &mut ItemCounts, _: &Edit<Self>) {}
}

impl Counted for Selection {
    fn count(_: &mut ItemCounts, _: &Edit<Self>) {}
}

impl Counted for Body {
    /// For the narrative: bit 1 for the role, bit 2 for the request.
    fn count(tally: &mut ItemCounts, edit: &Edit<Self>) {
        let before = tally.narrative;
        let bit = |text: &Prose, bit: u16| if text.trim().is_empty() { 0 } else { bit };
        tally.narrative = match edit {
            Edit::Created(body) => bit(&body.as_a, 1) | bit(&body.i_want, 2),
            Edit::Removed(_) => 0,
            Edit::Set { new: BodyField::AsA(text), .. } => before & 2 | bit(text, 1),
            Edit::Set { new: BodyField::IWant(text), .. } => before & 1 | bit(text, 2),
            Edit::Set {
                new: BodyField::SoThat(_) | BodyField::Description(_) | BodyField::Rest(_), ..
            } => before,
        };
    }
}

fn step(number: &mut u16, by: i32) {
    let after = i32::from(*number) + by;
    *number = u16::try_from(after.max(0)).unwrap_or(u16::MAX);
}

impl Counted for Criterion {
    fn count(tally: &mut ItemCounts, edit: &Edit<Self>) {
        let mut judge = |verdict: Verdict, by: i32| match verdict {
            Verdict::Unchecked => {}
            Verdict::Met => step(&mut tally.met, by),
            Verdict::Failed => step(&mut tally.failed, by),
        };
        match edit {
            Edit::Created(row) => {
                judge(row.verdict, 1);
                step(&mut tally.criteria, 1);
            }
            Edit::Removed(row) => {
                judge(row.verdict, -1);
                step(&mut tally.criteria, -1);
            }
            Edit::Set { old: CriterionField::Verdict(old), new: CriterionField::Verdict(new), .. } => {
                judge(*old, -1);
                judge(*new, 1);
            }
            Edit::Set { .. } => {}
        }
    }
}

impl Counted for Task {
    fn count(tally: &mut ItemCounts, edit: &Edit<Self>) {
        match edit {
            Edit::Created(row) => {
                step(&mut tally.tasks, 1);
                step(&mut tally.tasks_done, i32::from(row.done));
            }
            Edit::Removed(row) => {
                step(&mut tally.tasks, -1);
                step(&mut tally.tasks_done, -i32::from(row.done));
            }
            Edit::Set { old: TaskField::Done(old), new: TaskField::Done(new), .. } => {
                step(&mut tally.tasks_done, i32::from(*new) - i32::from(*old));
            }
            Edit::Set { .. } => {}
        }
    }
}

impl Counted for Question {
    fn count(tally: &mut ItemCounts, edit: &Edit<Self>) {
        match edit {
            Edit::Created(row) => step(&mut tally.questions, i32::from(row.is_open())),
            Edit::Removed(row) => step(&mut tally.questions, -i32::from(row.is_open())),
            Edit::Set { old: QuestionField::Answer(old), new: QuestionField::Answer(new), .. } => {
                step(&mut tally.questions, i32::from(new.is_empty()) - i32::from(old.is_empty()));
            }
            Edit::Set { .. } => {}
        }
    }
}

impl Counted for Comment {
    fn count(tally: &mut ItemCounts, edit: &Edit<Self>) {
        match edit {
            Edit::Created(_) => step(&mut tally.comments, 1),
            Edit::Removed(_) => step(&mut tally.comments, -1),
            Edit::Set { .. } => {}
        }
    }
}

impl Counted for Link {
    fn count(tally: &mut ItemCounts, edit: &Edit<Self>) {
        match edit {
            Edit::Created(row) => {
                step(&mut tally.links, 1);
                step(&mut tally.designs, i32::from(row.is_design()));
            }
            Edit::Removed(row) => {
                step(&mut tally.links, -1);
                step(&mut tally.designs, -i32::from(row.is_design()));
            }
            Edit::Set { old: LinkField::Title(old), new: LinkField::Title(new), .. } => {
                step(&mut tally.designs, i32::from(is_design(new)) - i32::from(is_design(old)));
            }
            Edit::Set { .. } => {}
        }
    }
}
