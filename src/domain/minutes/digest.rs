//! Many deeds in few lines, grouped by what came of them.

use super::Deed;
use super::item::{Became, differs};
use crate::domain::change::{Change, Edit};
use crate::domain::feedback::Feedback;
use crate::domain::id::{ItemId, PersonId};
use crate::domain::impediment::{Impediment, ImpedimentField};
use crate::domain::improvement::Improvement;
use crate::domain::note::Note;
use crate::domain::sprint::{Sprint, SprintField};
use crate::domain::value::{NoteKind, Points, Progress, SprintState, Stage};
use crate::domain::workspace::Workspace;
use std::collections::BTreeMap;

/// Lines about one kind of outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub title: String,
    /// The lines; those that begin with `– ` belong under the one before.
    pub lines: Vec<String>,
}

/// A deed with more changes than this is told by its own sentence.
const LARGE: usize = 400;

/// The groups, in the order in which they are told.
const TITLES: [&str; 18] = [
    "Decided",
    "Brought in",
    "Sprint",
    "Accepted",
    "Rejected",
    "Made ready",
    "Estimated",
    "Split",
    "New items",
    "Moved",
    "Into the sprint",
    "Out of the sprint",
    "Blocked",
    "Impediments",
    "Questions",
    "Improvements",
    "Feedback",
    "Parked",
];

/// Sums up what deeds came to. The items that they are about are in memory.
pub fn digest(workspace: &Workspace, deeds: &[Deed]) -> Vec<Group> {
    let mut told = Telling { workspace, lines: BTreeMap::new() };
    // Thousands of lines tell nobody anything: what was brought in at once is told as it was said.
    let (large, deeds): (Vec<&Deed>, Vec<&Deed>) = deeds.iter().partition(|deed| deed.changes.len() > LARGE);
    for deed in large {
        told.say("Brought in", deed.sentence.clone());
    }
    let mut order: Vec<ItemId> = Vec::new();
    let mut items: BTreeMap<ItemId, Became> = BTreeMap::new();
    for deed in &deeds {
        for change in &deed.changes {
            if let Some(item) = change.item() {
                items
                    .entry(item)
                    .or_insert_with(|| {
                        order.push(item);
                        Became::default()
                    })
                    .take(change, deed.person);
            }
        }
    }
    // The item of an improvement is told with it.
    for change in deeds.iter().flat_map(|deed| &deed.changes) {
        if let Change::Improvement(Edit::<Improvement>::Created(row)) = change
            && let Some(item) = items.get_mut(&row.about)
        {
            item.is_new = false;
        }
    }
    for id in order {
        told.item(id, &items[&id], &items);
    }
    for deed in &deeds {
        for change in &deed.changes {
            told.other(change);
        }
    }
    let mut lines = told.lines;
    TITLES
        .iter()
        .filter_map(|title| Some(Group { title: (*title).to_owned(), lines: lines.remove(title)? }))
        .collect()
}

struct Telling<'a> {
    workspace: &'a Workspace,
    lines: BTreeMap<&'static str, Vec<String>>,
}

impl Telling<'_> {
    fn say(&mut self, title: &'static str, line: String) {
        self.lines.entry(title).or_default().push(line);
    }

    /// An item's key and title.
    fn named(&self, id: ItemId) -> String {
        let title = self.workspace.items.get(id).map_or("", |item| item.title.as_str());
        format!("{} {title}", self.workspace.key(id)).trim_end().to_owned()
    }

    fn by(&self, person: Option<PersonId>) -> String {
        person.map_or_else(String::new, |person| format!(" ({})", self.workspace.name(person)))
    }

    fn item(&mut self, id: ItemId, it: &Became, all: &BTreeMap<ItemId, Became>) {
        let name = self.named(id);
        let children: Vec<ItemId> =
            all.iter().filter(|(_, it)| it.is_new && it.parent == Some(id)).map(|(id, _)| *id).collect();
        if !children.is_empty() {
            let keys: Vec<String> = children.iter().map(|id| self.workspace.key(*id)).collect();
            let by = self.by(children.first().and_then(|id| all[id].creator));
            self.say("Split", format!("{name} into {}{by}", crate::domain::sentence::list(&keys)));
        }
        let creator = self.by(it.creator);
        match it.parent {
            None if it.is_new => self.say("New items", format!("{name}{creator}")),
            Some(parent) if it.is_new && !all.contains_key(&parent) => {
                let of = self.workspace.key(parent);
                self.say("New items", format!("{name}, part of {of}{creator}"));
            }
            Some(_) | None => {}
        }
        self.stage(&name, it);
        if let Some(net) = differs(it.estimate.as_ref()).filter(|_| !it.is_new || it.rounds > 0) {
            let rounds = match it.rounds {
                0 | 1 => String::new(),
                rounds => format!(", after {rounds} rounds"),
            };
            let line = match (net.before, net.after) {
                (_, None) => format!("{name}: no estimate any more"),
                (None, Some(now)) => format!("{name}: {}{rounds}", said(now)),
                (Some(then), Some(now)) => format!("{name}: {} instead of {then}{rounds}", said(now)),
            };
            let by = self.by(net.by);
            self.say("Estimated", line + &by);
        }
        let sprint = |id| self.workspace.sprints.get(id).map_or("a sprint", |it| it.name.as_str()).to_owned();
        if let Some((joined, by)) = it.joined {
            let line = format!("{name}: {}{}", sprint(joined), self.by(by));
            self.say("Into the sprint", line);
        }
        if let Some((left, by)) = it.left {
            let line = format!("{name}: {}{}", sprint(left), self.by(by));
            self.say("Out of the sprint", line);
        }
        if let Some(net) = differs(it.blocked.as_ref()) {
            let line = match &net.after {
                Some(why) => format!("{name}: {why}"),
                None => format!("{name} is free again"),
            };
            let by = self.by(net.by);
            self.say("Blocked", line + &by);
        }
        for (id, (question, asker)) in &it.asked {
            let asker = self.by(*asker);
            let line = match it.answered.get(id) {
                Some((answer, by)) => format!("{name}: {question}{asker} – {answer}{}", self.by(*by)),
                None => format!("{name}: {question}{asker}, open"),
            };
            self.say("Questions", line);
        }
        for (_, (answer, by)) in it.answered.iter().filter(|(id, _)| !it.asked.contains_key(id)) {
            let line = format!("{name}: answered, {answer}{}", self.by(*by));
            self.say("Questions", line);
        }
    }

    fn stage(&mut self, name: &str, it: &Became) {
        for (why, by) in &it.rejected {
            let line = format!("{name}: {why}{}", self.by(*by));
            self.say("Rejected", line);
        }
        let Some(net) = differs(it.stage.as_ref()) else { return };
        let why = it.reason.as_ref().map_or_else(String::new, |why| format!(", against the rules: {why}"));
        let by = self.by(net.by);
        match net.after {
            Stage::Accepted => {
                self.say("Accepted", format!("{name}{why}{by}"));
            }
            Stage::Ready if net.before == Stage::New => self.say("Made ready", format!("{name}{why}{by}")),
            Stage::Dropped => {
                let why = it.reason.as_ref().map_or_else(String::new, |why| format!(": {why}"));
                self.say("Decided", format!("{name} is dropped{why}{by}"));
            }
            // A start or a close of the sprint moves all of its items: the sprint's own line says so.
            Stage::ToDo if !net.before.is_on_board() => {}
            Stage::New | Stage::Ready if net.before.is_on_board() => {}
            Stage::New | Stage::Ready | Stage::ToDo | Stage::Doing | Stage::Review => {
                if it.rejected.is_empty() {
                    let (from, to) = (net.before.title(), net.after.title());
                    self.say("Moved", format!("{name}: {from} → {to}{by}"));
                }
            }
        }
    }

    fn other(&mut self, change: &Change) {
        if let Change::Note(Edit::<Note>::Created(note)) = change {
            self.note(note);
        } else if let Change::Sprint(edit) = change {
            self.sprint(edit);
        } else if let Change::Impediment(edit) = change {
            self.impediment(edit);
        } else if let Change::Feedback(Edit::<Feedback>::Created(row)) = change {
            let who = row.said_by.as_ref().map_or_else(String::new, |who| format!("{who}: "));
            let about = row.about.map_or_else(String::new, |id| format!(" ({})", self.workspace.key(id)));
            let line = format!("{who}{}{about}", first_line(&row.text));
            self.say("Feedback", line);
        } else if let Change::Improvement(edit) = change {
            self.improvement(edit);
        }
    }

    /// A note as it is now; one that was taken away again is not told.
    fn note(&mut self, note: &Note) {
        let Some(now) = self.workspace.meetings.notes.get(note.id) else { return };
        let about = now.about.map_or_else(String::new, |id| format!("{}: ", self.workspace.key(id)));
        let line = format!("{about}{}{}", first_line(&now.text), self.by(now.author));
        match note.kind {
            NoteKind::Decision => self.say("Decided", line),
            NoteKind::Parked => self.say("Parked", line),
            NoteKind::Demo | NoteKind::Note | NoteKind::Why => {}
        }
    }

    fn sprint(&mut self, edit: &Edit<Sprint>) {
        let Some(sprint) = self.workspace.sprints.get(edit.id()) else { return };
        let name = &sprint.name;
        let line = match edit {
            Edit::Created(row) if row.state == SprintState::Planned => format!("{name} is planned"),
            Edit::Set { new: SprintField::State(SprintState::Running), .. } => {
                format!(
                    "{name} is started{}",
                    sprint.forecast.map_or_else(String::new, |it| format!(" with {}", said(it)))
                )
            }
            Edit::Set { new: SprintField::State(SprintState::Closed), .. } => {
                format!(
                    "{name} is closed{}",
                    sprint.done.map_or_else(String::new, |it| format!(" with {} accepted", said(it)))
                )
            }
            Edit::Set { new: SprintField::Goal(goal), .. } if !goal.is_empty() => {
                format!("{name}'s goal: {}", first_line(goal))
            }
            Edit::Set { new: SprintField::GoalOutcome(Some(outcome)), .. } => {
                let why = sprint.goal_why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
                format!("{name}'s goal was {outcome}{why}")
            }
            Edit::Set { .. } | Edit::Removed(_) | Edit::Created(_) => return,
        };
        self.say("Sprint", line);
    }

    fn impediment(&mut self, edit: &Edit<Impediment>) {
        let Some(row) = self.workspace.meetings.impediments.get(edit.id()) else { return };
        let who = row.stuck.map_or_else(String::new, |id| format!("{}: ", self.workspace.name(id)));
        let on = row.about.map_or_else(String::new, |id| format!(" ({})", self.workspace.key(id)));
        let line = match edit {
            Edit::Created(_) => {
                let owner = row
                    .owner
                    .map_or_else(String::new, |id| format!(", {} is on it", self.workspace.name(id)));
                let to = row.escalated.as_ref().map_or_else(String::new, |to| format!(", escalated to {to}"));
                format!("{who}{}{on}{owner}{to}", row.text)
            }
            Edit::Set { new: ImpedimentField::ResolvedAt(Some(_)), .. } => {
                format!("resolved: {}{on}", row.text)
            }
            Edit::Set { .. } | Edit::Removed(_) => return,
        };
        self.say("Impediments", line);
    }

    fn improvement(&mut self, edit: &Edit<Improvement>) {
        let Some(row) = self.workspace.meetings.improvements.get(edit.id()) else { return };
        let name = self.named(row.about);
        let line = match edit {
            Edit::Created(_) => {
                let owner = row.owner.map_or_else(String::new, |id| format!(", {}", self.workspace.name(id)));
                let due = row.due.map_or_else(String::new, |due| format!(", by {due}"));
                format!("{name}{owner}{due}")
            }
            Edit::Set { .. } if row.progress != Progress::Going => format!("{name}: {}", row.progress),
            Edit::Set { .. } | Edit::Removed(_) => return,
        };
        self.say("Improvements", line);
    }
}

/// Points with their noun.
fn said(points: Points) -> String {
    format!("{points} {}", if points == Points::whole(1) { "point" } else { "points" })
}

/// The first line of a text that is not blank.
pub(super) fn first_line(text: &str) -> &str {
    text.trim().lines().next().unwrap_or_default()
}
