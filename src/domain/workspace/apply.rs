//! Applying changes. Each change keeps the item's counts and the backlog's counts in step.

use super::{EntityTable, Items, RowMap, Workspace};
use crate::domain::change::{Change, Edit};
use crate::domain::detail::{
    Body, BodyField, Comment, Criterion, CriterionField, Detail, Link, LinkField, Question, QuestionField,
    Selection, Task, TaskField, Vote, is_design,
};
use crate::domain::entity::Entity;
use crate::domain::id::ItemId;
use crate::domain::item::{Item, ItemField};
use crate::domain::item_counts::ItemCounts;
use crate::domain::model::every;
use crate::domain::product::{Prefix, ProductField};
use crate::domain::value::{SprintState, Stage, Verdict};
use std::collections::BTreeSet;

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
        every!(all each);
        if let Change::Product(Edit::Set { old: ProductField::Prefix(prefix), .. }) = change {
            self.note_former_prefix(prefix);
        }
        self.raise_counter(change.entity(), change.number());
        // Items get their numbers from their ids: a number that an import brought is not handed out again.
        if let Change::Item(Edit::Created(item)) = change {
            self.raise_counter(Item::NAME, u64::from(item.number));
        } else if let Change::Epic(Edit::Created(epic)) = change
            && let Some(number) = epic.number
        {
            self.raise_counter(Item::NAME, u64::from(number));
        }
    }

    fn raise_counter(&mut self, entity: &'static str, to: u64) {
        let counter = self.counters.entry(entity).or_default();
        *counter = (*counter).max(to);
    }

    /// Records a prefix that the product's keys had before.
    pub fn note_former_prefix(&mut self, prefix: &Prefix) {
        if !self.former_prefixes.contains(prefix) {
            self.former_prefixes.push(prefix.clone());
        }
    }

    pub(super) fn apply_to_item(&mut self, edit: &Edit<Item>) {
        // The item and its parents: a parent counts as long as none of its children does.
        let new_parent = match edit {
            Edit::Created(item) | Edit::Removed(item) => item.parent,
            Edit::Set { new: ItemField::Parent(parent), .. } => *parent,
            Edit::Set { .. } => None,
        };
        let parent = self.items.get(edit.id()).and_then(|item| item.parent);
        let mut family = vec![edit.id()];
        family.extend(parent);
        family.extend(new_parent.filter(|it| Some(*it) != parent));
        let ready = |items: &Items| family.iter().map(|id| ready_points(items, *id)).sum::<u64>();
        let before = ready(&self.items);
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
                self.items.forget_number(item.id);
            }
            Edit::Set { id, new, .. } => self.change_item(*id, |item| item.set(new)),
        }
        self.backlog_counts.replace_ready(before, ready(&self.items));
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
        self.items.forget_number(id);
        self.details.remove(&id);
        self.selections.keep(|selection| selection.item != id);
    }

    /// Evicts details and past items that are not in use, except for the items in `keep`, those that they refer to, and
    /// their parts. What is or was in a sprint that is not closed stays, as it is read at the start.
    pub fn trim(&mut self, keep: &[ItemId]) {
        self.details.retain(|id, _| keep.contains(id));
        let (items, sprints) = (&self.items, &self.sprints);
        let is_present = |id| sprints.get(id).is_some_and(|sprint| sprint.state != SprintState::Closed);
        self.selections.keep(|it| keep.contains(&it.item) || is_present(it.sprint));
        let selected = self.selections.iter().filter(|it| is_present(it.sprint));
        let selected: BTreeSet<ItemId> = selected.map(|it| it.item).collect();
        let kept: Vec<&Item> = keep.iter().filter_map(|id| items.get(*id)).collect();
        let is_in_use = |it: &Item| {
            it.stage.is_open()
                || it.sprint.is_some_and(is_present)
                || selected.contains(&it.id)
                || keep.contains(&it.id)
                || it.parent.is_some_and(|parent| keep.contains(&parent))
                || kept.iter().any(|item| item.related().any(|id| id == it.id))
        };
        let past: Vec<ItemId> = items.on_board().filter(|it| !is_in_use(it)).map(|item| item.id).collect();
        for id in past {
            self.items.take(id);
        }
        self.reports = RowMap::default();
    }
}

/// Returns what an item adds to the points of the ready items: nothing while a child that it was broken down into is
/// ready, too.
fn ready_points(items: &Items, id: ItemId) -> u64 {
    let Some(item) = items.get(id).filter(|item| item.stage == Stage::Ready) else { return 0 };
    let is_counted =
        |child: &Item| child.stage == Stage::Ready && child.parent_that_it_counts_for() == Some(id);
    if items.children(id).into_iter().filter_map(|child| items.get(child)).any(is_counted) {
        return 0;
    }
    u64::from(item.points().as_hundredths())
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
    count(&mut after, edit);
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

/// How the rows of a kind of part are counted in the tally of their item.
pub(super) trait Counted: Entity {
    /// Returns the counter of the rows, if they are counted.
    fn of_rows(_: &mut ItemCounts) -> Option<&mut u16> {
        None
    }

    /// Returns the counter that a value concerns, if there is one, and what the value adds to it.
    fn of_value<'t>(_: &'t mut ItemCounts, _: &Self::Field) -> Option<(&'t mut u16, i32)> {
        None
    }
}

/// Counts an edit of a part.
fn count<E: Counted>(tally: &mut ItemCounts, edit: &Edit<E>) {
    let (removed, added) = match edit {
        Edit::Created(row) => (Vec::new(), row.fields()),
        Edit::Removed(row) => (row.fields(), Vec::new()),
        Edit::Set { old, new, .. } => (vec![old.clone()], vec![new.clone()]),
    };
    let rows = i32::from(matches!(edit, Edit::Created(_))) - i32::from(matches!(edit, Edit::Removed(_)));
    if let Some(counter) = E::of_rows(tally) {
        step(counter, rows);
    }
    for (field, sign) in removed.iter().map(|field| (field, -1)).chain(added.iter().map(|field| (field, 1))) {
        if let Some((counter, by)) = E::of_value(tally, field) {
            step(counter, sign * by);
        }
    }
}

fn step(number: &mut u16, by: i32) {
    let after = i32::from(*number) + by;
    *number = u16::try_from(after.max(0)).unwrap_or(u16::MAX);
}

impl Counted for Vote {}

impl Counted for Selection {}

impl Counted for Body {
    /// For the narrative: bit 1 for the role, bit 2 for the request.
    fn of_value<'t>(tally: &'t mut ItemCounts, field: &BodyField) -> Option<(&'t mut u16, i32)> {
        let (text, bit) = if let BodyField::AsA(text) = field {
            (text, 1)
        } else if let BodyField::IWant(text) = field {
            (text, 2)
        } else {
            return None;
        };
        Some((&mut tally.narrative, if text.trim().is_empty() { 0 } else { bit }))
    }
}

impl Counted for Criterion {
    fn of_rows(tally: &mut ItemCounts) -> Option<&mut u16> {
        Some(&mut tally.criteria)
    }

    fn of_value<'t>(tally: &'t mut ItemCounts, field: &CriterionField) -> Option<(&'t mut u16, i32)> {
        let CriterionField::Verdict(verdict) = field else { return None };
        match verdict {
            Verdict::Unchecked => None,
            Verdict::Met => Some((&mut tally.met, 1)),
            Verdict::Failed => Some((&mut tally.failed, 1)),
        }
    }
}

impl Counted for Task {
    fn of_rows(tally: &mut ItemCounts) -> Option<&mut u16> {
        Some(&mut tally.tasks)
    }

    fn of_value<'t>(tally: &'t mut ItemCounts, field: &TaskField) -> Option<(&'t mut u16, i32)> {
        let TaskField::Done(done) = field else { return None };
        Some((&mut tally.tasks_done, i32::from(*done)))
    }
}

impl Counted for Question {
    /// Only open questions are counted.
    fn of_value<'t>(tally: &'t mut ItemCounts, field: &QuestionField) -> Option<(&'t mut u16, i32)> {
        let QuestionField::Answer(answer) = field else { return None };
        Some((&mut tally.questions, i32::from(answer.is_empty())))
    }
}

impl Counted for Comment {
    fn of_rows(tally: &mut ItemCounts) -> Option<&mut u16> {
        Some(&mut tally.comments)
    }
}

impl Counted for Link {
    fn of_rows(tally: &mut ItemCounts) -> Option<&mut u16> {
        Some(&mut tally.links)
    }

    fn of_value<'t>(tally: &'t mut ItemCounts, field: &LinkField) -> Option<(&'t mut u16, i32)> {
        let LinkField::Title(title) = field else { return None };
        Some((&mut tally.designs, i32::from(is_design(title))))
    }
}
