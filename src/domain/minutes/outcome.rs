//! What came of a ceremony beside its items: decisions, sprints, impediments, improvements, feedback.

use super::Deed;
use super::digest::{Telling, first_line, said};
use crate::domain::capacity::Capacity;
use crate::domain::change::{Change, Edit};
use crate::domain::id::{FeedbackId, PersonId};
use crate::domain::impediment::Impediment;
use crate::domain::improvement::Improvement;
use crate::domain::note::Note;
use crate::domain::sprint::{Sprint, SprintField};
use crate::domain::value::{NoteKind, Progress, SprintState};
use std::collections::BTreeSet;

impl Telling<'_> {
    /// What came of everything that is no item. What was changed more than once is told as it is now; what was taken away
    /// again is not told.
    pub(super) fn others(&mut self, deeds: &[&Deed]) {
        let (mut feedback, mut impediments) = (BTreeSet::new(), BTreeSet::new());
        let mut capacities = BTreeSet::new();
        for (deed, change) in deeds.iter().flat_map(|deed| deed.changes.iter().map(move |it| (deed, it))) {
            if let Change::Note(Edit::<Note>::Created(note)) = change {
                self.note(note);
            } else if let Change::Sprint(edit) = change {
                self.sprint(edit, deed.person);
            } else if let Change::Impediment(edit) = change {
                if impediments.insert(edit.id()) {
                    self.impediment(edit, deed.person);
                }
            } else if let Change::Feedback(edit) = change {
                if feedback.insert(edit.id()) {
                    self.feedback(edit.id());
                }
            } else if let Change::Improvement(edit) = change {
                self.improvement(edit, deed.person);
            } else if let Change::Capacity(edit) = change
                && !plans(deed)
                && capacities.insert(edit.id())
            {
                self.capacity(edit, deed.person);
            }
        }
    }

    /// How much time somebody has.
    fn capacity(&mut self, first: &Edit<Capacity>, by: Option<PersonId>) {
        let Some(row) = self.workspace.meetings.capacities.get(first.id()) else { return };
        let Some(sprint) = self.workspace.sprints.get(row.sprint) else { return };
        let tenths = row.tenths(sprint.days.len());
        let name = self.workspace.name(row.person);
        let by = self.by(by);
        let line = format!("{name}: {}.{} days in {}{by}", tenths / 10, tenths % 10, sprint.name);
        self.say("Capacity", line);
    }

    fn feedback(&mut self, id: FeedbackId) {
        let Some(row) = self.workspace.meetings.feedback.get(id) else { return };
        let who = row.said_by.as_ref().map_or_else(String::new, |who| format!("{who}: "));
        let about = row.about.map_or_else(String::new, |id| format!(" ({})", self.workspace.key(id)));
        let line = format!("{who}{}{about}", first_line(&row.text));
        self.say("Feedback", line);
    }

    /// A note as it is now; one that was taken away again is not told.
    fn note(&mut self, note: &Note) {
        let Some(now) = self.workspace.meetings.notes.get(note.id) else { return };
        let about = now.about.map_or_else(String::new, |id| format!("{}: ", self.named(id)));
        let line = format!("{about}{}{}", first_line(&now.text), self.by(now.author));
        match note.kind {
            NoteKind::Decision => self.say("Decided", line),
            NoteKind::Parked => self.say("Parked", line),
            NoteKind::Demo | NoteKind::Note | NoteKind::Why => {}
        }
    }

    fn sprint(&mut self, edit: &Edit<Sprint>, by: Option<PersonId>) {
        let Some(sprint) = self.workspace.sprints.get(edit.id()) else { return };
        let name = &sprint.name;
        let line = match edit {
            Edit::Created(row) if row.state == SprintState::Planned => match first_line(&row.goal) {
                "" => format!("{name} is planned"),
                goal => format!("{name} is planned: {goal}"),
            },
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
        let by = self.by(by);
        self.say("Sprint", line + &by);
    }

    /// An impediment as it is now; `first` is the first that was done about it.
    fn impediment(&mut self, first: &Edit<Impediment>, by: Option<PersonId>) {
        let Some(row) = self.workspace.meetings.impediments.get(first.id()) else { return };
        let who = row.stuck.map_or_else(String::new, |id| format!("{}: ", self.workspace.name(id)));
        let on = row.about.map_or_else(String::new, |id| format!(" ({})", self.workspace.key(id)));
        let owner =
            row.owner.map_or_else(String::new, |id| format!(", {} is on it", self.workspace.name(id)));
        let to = row.escalated.as_ref().map_or_else(String::new, |to| format!(", escalated to {to}"));
        let line = match (row.is_open(), first) {
            (true, _) => format!("{who}{}{on}{owner}{to}", row.text),
            (false, Edit::Created(_)) => format!("{who}{}{on}, resolved", row.text),
            (false, _) => format!("resolved: {}{on}", row.text),
        };
        let by = self.by(by);
        self.say("Impediments", line + &by);
    }

    fn improvement(&mut self, edit: &Edit<Improvement>, by: Option<PersonId>) {
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
        let by = self.by(by);
        self.say("Improvements", line + &by);
    }
}

/// Tells whether a deed plans a sprint: what it says of people's time is copied from the sprint before.
fn plans(deed: &Deed) -> bool {
    deed.changes.iter().any(|change| matches!(change, Change::Sprint(Edit::<Sprint>::Created(_))))
}
