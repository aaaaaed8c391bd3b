//! Outcomes of a ceremony other than items: decisions, sprints, impediments, improvements, feedback.

use super::MinutesEntry;
use super::digest::DigestBuilder;
use super::item::one_line;
use super::left::{Left, left};
use crate::domain::capacity::Capacity;
use crate::domain::change::{Change, Edit};
use crate::domain::feedback::Feedback;
use crate::domain::id::ItemId;
use crate::domain::impediment::Impediment;
use crate::domain::improvement::{Improvement, ImprovementField};
use crate::domain::note::Note;
use crate::domain::sentence::points;
use crate::domain::sprint::{Sprint, SprintField};
use crate::domain::value::{NoteKind, Points, Progress, SprintState};

/// Selects the edits of one kind.
macro_rules! of {
    ($kind:ident) => {
        |change: &Change| if let Change::$kind(edit) = change { Some(edit) } else { None }
    };
}

impl DigestBuilder<'_> {
    /// Reports everything except items, each thing once and in its final state.
    pub(super) fn add_others(&mut self, entries: &[&MinutesEntry]) {
        let meetings = &self.workspace.meetings;
        let notes = left(entries, of!(Note), |id| meetings.notes.get(id).cloned());
        let sprints = left(entries, of!(Sprint), |id| self.workspace.sprints.get(id).cloned());
        // Changes made to an impediment or an improvement elsewhere are not reported here.
        let impediments = left(entries, of!(Impediment), |id| {
            let row = meetings.impediments.get(id)?.clone();
            Some(Impediment { owner: None, escalated: None, resolved_at: None, ..row })
        });
        let feedback = left(entries, of!(Feedback), |id| meetings.feedback.get(id).cloned());
        let improvements = left(entries, of!(Improvement), |id| meetings.improvements.get(id).cloned());
        // Availability set while a sprint is planned is a copy from the sprint before.
        let entered: Vec<&MinutesEntry> = entries.iter().copied().filter(|entry| !plans(entry)).collect();
        let capacities = left(&entered, of!(Capacity), |id| meetings.capacities.get(id).cloned());
        for it in &notes {
            self.note(it);
        }
        for it in &sprints {
            self.sprint(it);
        }
        for it in &impediments {
            self.impediment(it);
        }
        for it in &feedback {
            self.feedback(it);
        }
        for it in &improvements {
            self.improvement(it);
        }
        for it in &capacities {
            self.capacity(it);
        }
    }

    /// Reports a person's availability.
    fn capacity(&mut self, left: &Left<Capacity>) {
        let Some(row) = &left.row else { return };
        let Some(sprint) = self.workspace.sprints.get(row.sprint) else { return };
        let tenths = (row.person_days(sprint.days.len()) + 50) / 100;
        let (name, by) = (self.workspace.name(row.person), self.by(left.by));
        let line = format!("{name}: {}.{} days in {}{by}", tenths / 10, tenths % 10, sprint.name);
        self.add("Capacity", line);
    }

    fn feedback(&mut self, left: &Left<Feedback>) {
        let Some(row) = &left.row else { return };
        let who = row.said_by.as_ref().map_or_else(String::new, |who| format!("{who}: "));
        let line = format!("{who}{}{}", one_line(&row.text), self.about(row.about));
        self.add("Feedback", line);
    }

    /// Returns the key of an item in parentheses.
    fn about(&self, item: Option<ItemId>) -> String {
        item.map_or_else(String::new, |id| format!(" ({})", self.workspace.key(id)))
    }

    fn note(&mut self, left: &Left<Note>) {
        let Some(row) = left.row.as_ref().filter(|_| left.is_new) else { return };
        let about = row.about.map_or_else(String::new, |id| format!("{}: ", self.named(id)));
        let line = format!("{about}{}{}", one_line(&row.text), self.by(row.author));
        match row.kind {
            NoteKind::Decision => self.add("Decided", line),
            NoteKind::Parked => self.add("Parked", line),
            NoteKind::Demo | NoteKind::Note | NoteKind::Why => {}
        }
    }

    fn sprint(&mut self, left: &Left<Sprint>) {
        let Some(sprint) = &left.row else { return };
        let (name, mut lines) = (&sprint.name, Vec::new());
        let with = |sum: Option<Points>, after: &str| {
            sum.map_or_else(String::new, |sum| format!(" with {}{after}", points(sum)))
        };
        let is_state = |state: SprintState| move |it: &SprintField| *it == SprintField::State(state);
        if left.is_new && sprint.closed_at.is_none() {
            let goal = one_line(&sprint.goal);
            let goal = if goal.is_empty() { goal } else { format!(": {goal}") };
            lines.push((format!("{name} is planned{goal}"), &left.by));
        } else if let Some((_, by)) =
            left.last(|it| matches!(it, SprintField::Goal(goal) if !goal.is_empty()))
        {
            lines.push((format!("{name}'s goal: {}", one_line(&sprint.goal)), by));
        }
        if let Some((_, by)) = left.last(is_state(SprintState::Running)) {
            lines.push((format!("{name} is started{}", with(sprint.forecast, "")), by));
        }
        if let Some((_, by)) = left.last(|it| matches!(it, SprintField::GoalOutcome(Some(_))))
            && let Some(outcome) = sprint.goal_outcome
        {
            let why = sprint.goal_why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
            lines.push((format!("{name}'s goal was {outcome}{why}"), by));
        }
        if let Some((_, by)) = left.last(is_state(SprintState::Closed)) {
            lines.push((format!("{name} is closed{}", with(sprint.done, " accepted")), by));
        }
        for (line, by) in lines {
            let by = self.by(*by);
            self.add("Sprint", line + &by);
        }
    }

    fn impediment(&mut self, left: &Left<Impediment>) {
        let Some(row) = &left.row else { return };
        let who = row.stuck.map_or_else(String::new, |id| format!("{}: ", self.workspace.name(id)));
        let on = self.about(row.about);
        let owner = row.owner.map_or_else(String::new, |id| format!(", owner {}", self.workspace.name(id)));
        let to = row.escalated.as_ref().map_or_else(String::new, |to| format!(", escalated to {to}"));
        let line = match (row.is_open(), left.is_new) {
            (true, _) => format!("{who}{}{on}{owner}{to}", row.text),
            (false, true) => format!("{who}{}{on}, resolved", row.text),
            (false, false) => format!("resolved: {}{on}", row.text),
        };
        let by = self.by(left.by);
        self.add("Impediments", line + &by);
    }

    fn improvement(&mut self, left: &Left<Improvement>) {
        let Some(row) = &left.row else { return };
        let name = self.named(row.about);
        let owner = row.owner.map_or_else(String::new, |id| format!(", {}", self.workspace.name(id)));
        let due = row.due.map_or_else(String::new, |due| format!(", by {due}"));
        let went = left.last(|it| matches!(it, ImprovementField::Progress(_))).is_some();
        let progress = match row.progress {
            Progress::Going if left.is_new || !went => String::new(),
            Progress::Going => ": still going".to_owned(),
            Progress::Done | Progress::Dropped => format!(": {}", row.progress),
        };
        let plan = if left.is_new || !went { owner + &due } else { String::new() };
        let by = self.by(left.by);
        self.add("Improvements", format!("{name}{plan}{progress}{by}"));
    }
}

/// Returns whether an operation plans a sprint.
fn plans(entry: &MinutesEntry) -> bool {
    entry.changes.iter().any(|change| matches!(change, Change::Sprint(Edit::<Sprint>::Created(_))))
}
