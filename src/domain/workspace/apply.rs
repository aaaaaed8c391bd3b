//! Performing changes. Each change keeps the counts of the item and the heads in step.

use super::{Table, Workspace};
use crate::domain::change::{Change, Edit};
use crate::domain::detail::{
    Body, BodyField, Comment, Criterion, CriterionField, Detail, Link, LinkField, Question, QuestionField,
    Selection, Task, TaskField, is_design,
};
use crate::domain::entity::Entity;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::tally::Tally;
use crate::domain::value::{Prose, SprintState, Verdict};

impl Workspace {
    /// Performs changes in their order. They fit the workspace: `decide` or the history made them for it.
    pub fn apply(&mut self, changes: &[Change]) {
        for change in changes {
            self.apply_one(change);
        }
    }

    fn apply_one(&mut self, change: &Change) {
        match change {
            Change::Product(edit) => apply_to(&mut self.products, edit),
            Change::Team(edit) => apply_to(&mut self.teams, edit),
            Change::Person(edit) => apply_to(&mut self.persons, edit),
            Change::Epic(edit) => apply_to(&mut self.epics, edit),
            Change::Label(edit) => apply_to(&mut self.labels, edit),
            Change::Column(edit) => apply_to(&mut self.columns, edit),
            Change::Rule(edit) => apply_to(&mut self.rules, edit),
            Change::Sprint(edit) => apply_to(&mut self.sprints, edit),
            Change::Report(edit) => apply_to(&mut self.reports, edit),
            Change::Item(edit) => self.apply_to_item(edit),
            Change::Body(edit) => self.apply_to_body(edit),
            Change::Criterion(edit) => {
                self.apply_to_part(edit, |detail| &mut detail.criteria, count_criterion);
            }
            Change::Task(edit) => self.apply_to_part(edit, |detail| &mut detail.tasks, count_task),
            Change::Question(edit) => {
                self.apply_to_part(edit, |detail| &mut detail.questions, count_question);
            }
            Change::Comment(edit) => self.apply_to_part(edit, |detail| &mut detail.comments, count_comment),
            Change::Link(edit) => self.apply_to_part(edit, |detail| &mut detail.links, count_link),
            Change::Selection(edit) => {
                apply_to(&mut self.selections, edit);
                self.apply_to_part(edit, |detail| &mut detail.selections, |_, _| {});
            }
            Change::Vote(edit) => self.apply_to_part(edit, |detail| &mut detail.votes, |_, _| {}),
            Change::Cadence(_)
            | Change::Ceremony(_)
            | Change::Note(_)
            | Change::Dot(_)
            | Change::Impediment(_)
            | Change::Feedback(_)
            | Change::Improvement(_)
            | Change::Capacity(_) => self.meetings.apply(change),
        }
        let counter = self.counters.entry(change.entity()).or_default();
        *counter = (*counter).max(change.number());
    }

    fn apply_to_item(&mut self, edit: &Edit<Item>) {
        match edit {
            Edit::Created(item) => {
                self.heads.count_item(item, true);
                self.items.put(item.clone());
                self.details.insert(item.id, Detail::default());
            }
            Edit::Removed(item) => {
                if let Some(item) = self.items.take(item.id) {
                    self.heads.count_item(&item, false);
                }
                self.details.remove(&item.id);
            }
            Edit::Set { id, new, .. } => self.change_item(*id, |item| item.set(new)),
        }
    }

    fn change_item(&mut self, id: ItemId, how: impl FnOnce(&mut Item)) {
        let heads = &mut self.heads;
        self.items.change(id, |item| {
            heads.count_item(item, false);
            how(item);
            heads.count_item(item, true);
        });
    }

    fn apply_to_body(&mut self, edit: &Edit<Body>) {
        let before = self.narrative(edit.id());
        if let Some(detail) = self.details.get_mut(&edit.id()) {
            match edit {
                Edit::Created(body) => detail.body = Some(body.clone()),
                Edit::Removed(_) => detail.body = None,
                Edit::Set { new, .. } => {
                    if let Some(body) = &mut detail.body {
                        body.set(new);
                    }
                }
            }
        }
        let bit = |text: &Prose, bit: u16| if text.trim().is_empty() { 0 } else { bit };
        let after = match edit {
            Edit::Created(body) => bit(&body.as_a, 1) | bit(&body.i_want, 2),
            Edit::Removed(_) => 0,
            Edit::Set { new: BodyField::AsA(text), .. } => before & 2 | bit(text, 1),
            Edit::Set { new: BodyField::IWant(text), .. } => before & 1 | bit(text, 2),
            Edit::Set {
                new: BodyField::SoThat(_) | BodyField::Description(_) | BodyField::Rest(_), ..
            } => before,
        };
        if before != after {
            self.change_item(edit.id(), |item| item.tally.narrative = after);
        }
    }

    fn narrative(&self, id: ItemId) -> u16 {
        self.items.get(id).map_or(0, |item| item.tally.narrative)
    }

    fn apply_to_part<E: Entity>(
        &mut self,
        edit: &Edit<E>,
        list: impl Fn(&mut Detail) -> &mut Vec<E>,
        count: impl Fn(&mut Tally, &Edit<E>),
    ) {
        let Some(item) = edit.item() else { return };
        if let Some(detail) = self.details.get_mut(&item) {
            let list = list(detail);
            match edit {
                Edit::Created(row) => insert_part(list, row.clone()),
                Edit::Removed(row) => list.retain(|it| it.id() != row.id()),
                Edit::Set { id, new, .. } => {
                    if let Some(row) = list.iter_mut().find(|it| it.id() == *id) {
                        row.set(new);
                    }
                    sort_parts(list);
                }
            }
        }
        let Some(before) = self.items.get(item).map(|item| item.tally) else { return };
        let mut after = before;
        count(&mut after, edit);
        if before != after {
            self.change_item(item, |item| item.tally = after);
        }
    }

    /// Puts a row in that was read from the store, in the place of its former self.
    pub fn put(&mut self, row: Rows) {
        match row {
            Rows::Product(row) => self.products.put(row),
            Rows::Team(row) => self.teams.put(row),
            Rows::Person(row) => self.persons.put(row),
            Rows::Epic(row) => self.epics.put(row),
            Rows::Label(row) => self.labels.put(row),
            Rows::Column(row) => self.columns.put(row),
            Rows::Rule(row) => self.rules.put(row),
            Rows::Sprint(row) => self.sprints.put(row),
            Rows::Report(row) => self.reports.put(row),
            Rows::Selection(row) => self.selections.put(row),
            Rows::Meeting(row) => self.meetings.put(row),
            Rows::Item(row) => self.items.put(row),
            Rows::Detail(id, detail) => {
                for selection in &detail.selections {
                    self.selections.put(selection.clone());
                }
                self.details.insert(id, detail);
            }
        }
    }

    /// Forgets an item that the store no longer has.
    pub fn forget(&mut self, id: ItemId) {
        self.items.take(id);
        self.details.remove(&id);
        self.selections.keep(|selection| selection.item != id);
    }

    /// Forgets the details and the past that nobody looks at, but for the items in `keep`.
    pub fn trim(&mut self, keep: &[ItemId]) {
        self.details.retain(|id, _| keep.contains(id));
        let sprints = &self.sprints;
        let (items, running) = (&self.items, self.sprints.iter().find(|it| it.state == SprintState::Running));
        let running = running.map(|sprint| sprint.id);
        let past: Vec<ItemId> = items
            .iter()
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
        self.reports = Table::default();
    }
}

/// A row as the store hands it over.
#[derive(Debug, Clone)]
pub enum Rows {
    /// The product.
    Product(crate::domain::product::Product),
    /// The team.
    Team(crate::domain::product::Team),
    /// A person.
    Person(crate::domain::person::Person),
    /// An epic.
    Epic(crate::domain::epic::Epic),
    /// A label.
    Label(crate::domain::label::Label),
    /// A column.
    Column(crate::domain::column::Column),
    /// A rule.
    Rule(crate::domain::definition::Rule),
    /// A sprint.
    Sprint(crate::domain::sprint::Sprint),
    /// A report.
    Report(crate::domain::sprint::Report),
    /// A selection of a sprint that is not closed.
    Selection(Selection),
    /// Something that a ceremony left behind.
    Meeting(super::MeetingRow),
    /// An item.
    Item(Item),
    /// All the rest of an item.
    Detail(ItemId, Detail),
}

fn apply_to<E: Entity>(table: &mut Table<E>, edit: &Edit<E>) {
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

fn insert_part<E: Entity>(list: &mut Vec<E>, row: E) {
    list.push(row);
    sort_parts(list);
}

/// Parts with a rank stand in its order, the others in the order of their ids.
fn sort_parts<E: Entity>(list: &mut [E]) {
    let ranked = E::COLUMNS.iter().position(|column| *column == "rank");
    list.sort_by_cached_key(|row| (ranked.map(|at| row.values().swap_remove(at)), row.id()));
}

fn step(number: &mut u16, by: i32) {
    let after = i32::from(*number) + by;
    *number = u16::try_from(after.max(0)).unwrap_or(u16::MAX);
}

fn count_criterion(tally: &mut Tally, edit: &Edit<Criterion>) {
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

fn count_task(tally: &mut Tally, edit: &Edit<Task>) {
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

fn count_question(tally: &mut Tally, edit: &Edit<Question>) {
    match edit {
        Edit::Created(row) => step(&mut tally.questions, i32::from(row.is_open())),
        Edit::Removed(row) => step(&mut tally.questions, -i32::from(row.is_open())),
        Edit::Set { old: QuestionField::Answer(old), new: QuestionField::Answer(new), .. } => {
            step(&mut tally.questions, i32::from(new.is_empty()) - i32::from(old.is_empty()));
        }
        Edit::Set { .. } => {}
    }
}

fn count_comment(tally: &mut Tally, edit: &Edit<Comment>) {
    match edit {
        Edit::Created(_) => step(&mut tally.comments, 1),
        Edit::Removed(_) => step(&mut tally.comments, -1),
        Edit::Set { .. } => {}
    }
}

fn count_link(tally: &mut Tally, edit: &Edit<Link>) {
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
