//! Summarises many operations in few lines, grouped by outcome.

use super::MinutesEntry;
use super::item::{CountBy, FieldDelta, ItemDelta, differs};
use crate::domain::change::{Change, Edit};
use crate::domain::id::{ColumnId, ItemId, PersonId, SprintId};
use crate::domain::improvement::Improvement;
use crate::domain::sentence::points;
use crate::domain::sprint::SprintField;
use crate::domain::value::{SprintState, Stage};
use crate::domain::workspace::Workspace;
use std::collections::BTreeMap;

/// Lines about one kind of outcome.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Group {
    /// The title.
    pub title: String,
    /// The lines.
    pub lines: Vec<String>,
}

/// An operation with more changes than this is reported by its own sentence.
pub const LARGE: usize = 400;

/// The titles of the groups, in display order.
const TITLES: [&str; 25] = [
    "Decided",
    "Imported",
    "Sprint",
    "Left over",
    "Accepted",
    "Rejected",
    "Made ready",
    "Estimated",
    "Split",
    "New items",
    "Changed",
    "Moved",
    "Assigned",
    "Into the sprint",
    "Out of the sprint",
    "Tasks",
    "Capacity",
    "Blocked",
    "Waits for",
    "Impediments",
    "Questions",
    "Comments",
    "Improvements",
    "Feedback",
    "Parked",
];

/// Returns the outcomes of operations, in groups. The items concerned must be in memory.
pub fn digest(workspace: &Workspace, entries: &[MinutesEntry]) -> Vec<Group> {
    let closed = entries.iter().flat_map(|entry| &entry.changes).filter_map(closed).collect();
    let mut digest = DigestBuilder { workspace, lines: BTreeMap::new(), closed };
    // Thousands of lines inform nobody: a large operation, such as an import, is reported by its own sentence.
    let (large, entries): (Vec<&MinutesEntry>, Vec<&MinutesEntry>) =
        entries.iter().partition(|entry| entry.changes.len() > LARGE);
    for entry in large {
        digest.add("Imported", entry.sentence.clone());
    }
    let mut order: Vec<ItemId> = Vec::new();
    let mut items: BTreeMap<ItemId, ItemDelta> = BTreeMap::new();
    for entry in &entries {
        for change in &entry.changes {
            if let Some(item) = change.item() {
                items
                    .entry(item)
                    .or_insert_with(|| {
                        order.push(item);
                        ItemDelta::default()
                    })
                    .take(change, entry);
            }
        }
    }
    // The item of an improvement is reported with it.
    for change in entries.iter().flat_map(|entry| &entry.changes) {
        if let Change::Improvement(Edit::<Improvement>::Created(row)) = change
            && let Some(item) = items.get_mut(&row.about)
        {
            item.is_new = false;
            item.deltas.assignees = None;
        }
    }
    for id in order {
        digest.item(id, &items[&id], &items);
    }
    digest.add_others(&entries);
    let mut lines = digest.lines;
    TITLES
        .iter()
        .filter_map(|title| Some(Group { title: (*title).to_owned(), lines: lines.remove(title)? }))
        .collect()
}

pub(super) struct DigestBuilder<'a> {
    pub workspace: &'a Workspace,
    lines: BTreeMap<&'static str, Vec<String>>,
    /// The sprints that were closed. What they left over is in their reports.
    closed: Vec<SprintId>,
}

impl DigestBuilder<'_> {
    pub fn add(&mut self, title: &'static str, line: String) {
        self.lines.entry(title).or_default().push(line);
    }

    /// Returns an item's key and title.
    pub fn named(&self, id: ItemId) -> String {
        let title = self.workspace.items.get(id).map_or("", |item| item.title.as_str());
        // Text follows the title: a final full stop would appear in the middle of a sentence.
        format!("{} {}", self.workspace.key(id), title.trim_end_matches('.')).trim_end().to_owned()
    }

    pub fn by(&self, person: Option<PersonId>) -> String {
        person.map_or_else(String::new, |person| format!(" ({})", self.workspace.name(person)))
    }

    /// Reports the change of a field, unless it was reverted.
    fn add_change<T: PartialEq>(
        &mut self,
        title: &'static str,
        net: Option<&FieldDelta<T>>,
        line: impl FnOnce(&Self, &FieldDelta<T>) -> String,
    ) {
        if let Some(net) = differs(net) {
            let line = line(self, net) + &self.by(net.by);
            self.add(title, line);
        }
    }

    /// Reports how many were added, and by whom the last one was.
    fn add_count(&mut self, title: &'static str, name: &str, (one, many): (&str, &str), made: &CountBy) {
        if made.count > 0 {
            let (count, by) = (crate::domain::sentence::count(made.count, one, many), self.by(made.by));
            self.add(title, format!("{name}: {count}{by}"));
        }
    }

    fn item(&mut self, id: ItemId, it: &ItemDelta, all: &BTreeMap<ItemId, ItemDelta>) {
        let name = self.named(id);
        self.origin(id, &name, it, all);
        self.stage(&name, it);
        self.estimate(id, &name, it);
        if !it.is_new && !it.changed.is_empty() {
            let changed: Vec<&str> = it.changed.iter().copied().collect();
            let line =
                format!("{name}: {}", crate::domain::sentence::list(&changed)) + &self.by(it.changed_by);
            self.add("Changed", line);
        }
        self.add_count("Tasks", &name, ("task", "tasks"), &it.tasks);
        self.sprints(&name, it);
        self.add_change("Assigned", it.deltas.assignees.as_ref(), |digest, net| {
            let names: Vec<&str> = net.after.iter().map(|id| digest.workspace.name(*id)).collect();
            let nobody = names.is_empty();
            let assignees = if nobody { "nobody".to_owned() } else { crate::domain::sentence::list(&names) };
            format!("{name}: {assignees}")
        });
        self.add_change("Waits for", it.deltas.depends_on.as_ref(), |digest, net| {
            let keys: Vec<String> = net.after.iter().map(|id| digest.workspace.key(*id)).collect();
            let on = if keys.is_empty() { "nothing".to_owned() } else { keys.join(", ") };
            format!("{name}: {on}")
        });
        self.add_count("Comments", &name, ("comment", "comments"), &it.comments);
        self.add_change("Blocked", it.deltas.blocked.as_ref(), |_, net| match &net.after {
            Some(why) => format!("{name}: {why}"),
            None => format!("{name} is no longer blocked"),
        });
        for (id, (question, asker)) in &it.asked {
            let asker = self.by(*asker);
            let line = match it.answered.get(id) {
                Some((answer, by)) => format!("{name}: {question}{asker} – {answer}{}", self.by(*by)),
                None => format!("{name}: {question}{asker}, open"),
            };
            self.add("Questions", line);
        }
        for (_, (answer, by)) in it.answered.iter().filter(|(id, _)| !it.asked.contains_key(id)) {
            let line = format!("{name}: answered, {answer}{}", self.by(*by));
            self.add("Questions", line);
        }
    }

    fn origin(&mut self, id: ItemId, name: &str, it: &ItemDelta, all: &BTreeMap<ItemId, ItemDelta>) {
        let children: Vec<ItemId> =
            all.iter().filter(|(_, it)| it.is_new && it.parent == Some(id)).map(|(id, _)| *id).collect();
        if !children.is_empty() {
            let keys: Vec<String> = children.iter().map(|id| self.workspace.key(*id)).collect();
            let by = self.by(children.first().and_then(|id| all[id].creator));
            self.add("Split", format!("{name} into {}{by}", crate::domain::sentence::list(&keys)));
        }
        let creator = self.by(it.creator);
        match it.parent {
            None if it.is_new => self.add("New items", format!("{name}{creator}")),
            Some(parent) if it.is_new && !all.contains_key(&parent) => {
                let of = self.workspace.key(parent);
                self.add("New items", format!("{name}, part of {of}{creator}"));
            }
            Some(_) | None => {}
        }
    }

    fn estimate(&mut self, id: ItemId, name: &str, it: &ItemDelta) {
        let rounds = match it.rounds.count {
            0 | 1 => String::new(),
            rounds => format!(", after {rounds} rounds"),
        };
        let has_rounds = it.rounds.count > 0;
        let net = it.deltas.estimate.as_ref().filter(|_| !it.is_new || has_rounds);
        if differs(net).is_none() && has_rounds {
            let stays = self.workspace.items.get(id).and_then(|item| item.estimate);
            let stays =
                stays.map_or_else(|| "no estimate yet".to_owned(), |it| format!("stays at {}", points(it)));
            let by = self.by(it.rounds.by);
            self.add("Estimated", format!("{name}: {stays}{rounds}{by}"));
        }
        self.add_change("Estimated", net, |_, net| match (net.before, net.after) {
            (_, None) => format!("{name}: estimate removed"),
            (None, Some(now)) => format!("{name}: {}{rounds}", points(now)),
            (Some(then), Some(now)) => format!("{name}: {} instead of {then}{rounds}", points(now)),
        });
    }

    fn sprints(&mut self, name: &str, it: &ItemDelta) {
        let Some(net) = differs(it.deltas.sprint.as_ref()) else { return };
        let sprint = |id| self.workspace.sprints.get(id).map_or("a sprint", |it| it.name.as_str()).to_owned();
        let by = self.by(net.by);
        let (left, joined) = (net.before.map(sprint), net.after.map(sprint));
        if net.before.is_some_and(|left| self.closed.contains(&left)) {
            let to = joined.unwrap_or_else(|| "the backlog".to_owned());
            return self.add("Left over", format!("{name}: into {to}"));
        }
        if let Some(left) = left {
            self.add("Out of the sprint", format!("{name}: {left}{by}"));
        }
        if let Some(joined) = joined {
            let unplanned = if it.is_unplanned { ", unplanned" } else { "" };
            self.add("Into the sprint", format!("{name}: {joined}{unplanned}{by}"));
        }
    }

    fn stage(&mut self, name: &str, it: &ItemDelta) {
        for (why, by) in &it.rejected {
            let line = format!("{name}: {why}{}", self.by(*by));
            self.add("Rejected", line);
        }
        let Some(net) = it.deltas.stage.as_ref() else { return self.moved(name, it) };
        let why = it.reason.as_ref().map_or_else(String::new, |why| format!(", against the rules: {why}"));
        let by = self.by(net.by);
        match net.after {
            stage if stage == net.before => self.moved(name, it),
            Stage::Accepted => self.add("Accepted", format!("{name}{why}{by}")),
            Stage::Ready if net.before == Stage::New => self.add("Made ready", format!("{name}{why}{by}")),
            Stage::Dropped => {
                let why = it.reason.as_ref().map_or_else(String::new, |why| format!(": {why}"));
                self.add("Decided", format!("{name} is dropped{why}{by}"));
            }
            // Starting or closing a sprint moves all its items: the sprint's own line reports that.
            Stage::ToDo if !net.before.is_on_board() => {}
            Stage::New | Stage::Ready if net.before.is_on_board() => {}
            Stage::New | Stage::Ready | Stage::ToDo | Stage::Doing | Stage::Review => self.moved(name, it),
        }
    }

    /// Reports a move by board columns, which are finer than stages.
    fn moved(&mut self, name: &str, it: &ItemDelta) {
        // The line of a rejection names the target.
        if !it.rejected.is_empty() {
            return;
        }
        let Some(net) = differs(it.deltas.column.as_ref()) else {
            if let Some(net) = differs(it.deltas.stage.as_ref()) {
                let (from, to, by) = (net.before.title(), net.after.title(), self.by(net.by));
                self.add("Moved", format!("{name}: {from} → {to}{by}"));
            }
            return;
        };
        let column = |id: Option<ColumnId>, stage: Option<Stage>| {
            let column = id.and_then(|id| self.workspace.columns.get(id));
            column.map_or_else(|| stage.map_or("the backlog", Stage::title), |it| it.name.as_str())
        };
        let stages = it.deltas.stage.as_ref();
        let from = column(net.before, stages.map(|it| it.before)).to_owned();
        let line = format!("{name}: {from} → {}", column(net.after, stages.map(|it| it.after)));
        let by = self.by(net.by);
        self.add("Moved", line + &by);
    }
}

/// Returns the sprint that a change closes.
fn closed(change: &Change) -> Option<SprintId> {
    if let Change::Sprint(Edit::Set { id, new: SprintField::State(SprintState::Closed), .. }) = change {
        Some(*id)
    } else {
        None
    }
}
