//! What the ceremonies leave behind, as far as it is in memory: when they are held, those that are running or recent with
//! what is noted in them, and what stands open because of them.

use super::RowMap;
use crate::domain::capacity::Capacity;
use crate::domain::ceremony::{Cadence, Ceremony};
use crate::domain::dots::dots_each;
use crate::domain::feedback::Feedback;
use crate::domain::id::{CeremonyId, ItemId, NoteId, PersonId, SprintId};
use crate::domain::impediment::Impediment;
use crate::domain::improvement::Improvement;
use crate::domain::note::{Dot, Note};
use crate::domain::value::{CeremonyKind, NoteKind, Progress};

/// How deep notes stand under each other at the most: one of a group, and its five whys. It also ends the walk through a
/// damaged file's notes that stand under each other in a circle.
pub const DEEPEST: u16 = 6;

/// Rows of every kind that ceremonies leave behind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meetings {
    /// When ceremonies are held.
    pub cadences: RowMap<Cadence>,
    /// Ceremonies.
    pub ceremonies: RowMap<Ceremony>,
    /// What was noted in ceremonies.
    pub notes: RowMap<Note>,
    /// Votes for notes.
    pub dots: RowMap<Dot>,
    /// What stands in the way of the team.
    pub impediments: RowMap<Impediment>,
    /// What customers and stakeholders said.
    pub feedback: RowMap<Feedback>,
    /// What retrospectives agreed on.
    pub improvements: RowMap<Improvement>,
    /// How much of each person's time there is for a sprint.
    pub capacities: RowMap<Capacity>,
}

impl Meetings {
    /// Returns the ceremonies that are being held.
    pub fn running(&self) -> impl Iterator<Item = &Ceremony> {
        self.ceremonies.iter().filter(|it| it.is_running())
    }

    /// Returns the ceremony of a kind that is being held.
    pub fn running_one(&self, kind: CeremonyKind) -> Option<&Ceremony> {
        self.running().find(|it| it.kind == kind)
    }

    /// Returns the ceremony of a kind that was ended last, of those in memory.
    pub fn last(&self, kind: CeremonyKind) -> Option<&Ceremony> {
        self.ceremonies
            .iter()
            .filter(|it| it.kind == kind)
            .max_by_key(|it| (it.ended_at, it.id))
            .filter(|it| !it.is_running())
    }

    /// Returns when a kind of ceremony is held.
    pub fn cadence(&self, kind: CeremonyKind) -> Option<&Cadence> {
        self.cadences.iter().find(|it| it.kind == kind)
    }

    /// Returns the notes of a ceremony of one kind, in their order.
    pub fn notes_of(&self, ceremony: CeremonyId, kind: NoteKind) -> Vec<&Note> {
        let mut notes: Vec<&Note> =
            self.notes.iter().filter(|it| it.ceremony == ceremony && it.kind == kind).collect();
        notes.sort_by(|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        notes
    }

    /// Returns what stands under a note and under that, each after what it stands under, with how deep it stands, from 1 on:
    /// a group, or a chain of whys. What stands deeper than `DEEPEST` is left out.
    pub fn below(&self, head: NoteId) -> Vec<(u16, &Note)> {
        let mut found = Vec::new();
        self.add_below(head, 1, &mut found);
        found
    }

    fn add_below<'a>(&'a self, head: NoteId, depth: u16, found: &mut Vec<(u16, &'a Note)>) {
        if depth > DEEPEST {
            return;
        }
        let mut under: Vec<&Note> = self.notes.iter().filter(|it| it.under == Some(head)).collect();
        under.sort_by(|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        for note in under {
            found.push((depth, note));
            self.add_below(note.id, depth + 1, found);
        }
    }

    /// Returns the dots of a group: those of its head and of everything that stands under it.
    pub fn dots_of(&self, head: NoteId) -> impl Iterator<Item = &Dot> {
        let below: Vec<NoteId> = self.below(head).into_iter().map(|(_, note)| note.id).collect();
        self.dots.iter().filter(move |it| it.note == head || below.contains(&it.note))
    }

    /// Returns how many dots a group has.
    pub fn dots_on(&self, head: NoteId) -> usize {
        self.dots_of(head).count()
    }

    /// Returns how many dots everybody has in a ceremony, as its groups and single notes are now.
    pub fn dots_each(&self, ceremony: CeremonyId) -> usize {
        let notes = self.notes_of(ceremony, NoteKind::Note);
        dots_each(notes.iter().filter(|it| it.under.is_none()).count())
    }

    /// Returns how many dots somebody has given in a ceremony.
    pub fn dots_by(&self, ceremony: CeremonyId, person: PersonId) -> usize {
        self.dots.iter().filter(|it| it.ceremony == ceremony && it.person == person).count()
    }

    /// Returns the impediments that stand, the oldest first.
    pub fn open_impediments(&self) -> Vec<&Impediment> {
        let mut open: Vec<&Impediment> = self.impediments.iter().filter(|it| it.is_open()).collect();
        open.sort_by_key(|it| (it.raised_at, it.id));
        open
    }

    /// Returns the feedback about an item, the strongest first.
    pub fn feedback_about(&self, item: ItemId) -> Vec<&Feedback> {
        strongest_first(self.feedback.iter().filter(|it| it.about == Some(item)))
    }

    /// Returns the feedback that is about no item yet, the strongest first.
    pub fn inbox(&self) -> Vec<&Feedback> {
        strongest_first(self.feedback.iter().filter(|it| it.about.is_none()))
    }

    /// Returns the improvements that are still going, the oldest first.
    pub fn going(&self) -> impl Iterator<Item = &Improvement> {
        self.improvements.iter().filter(|it| it.progress == Progress::Going)
    }

    /// Returns how much time somebody has in a sprint, where that was said.
    pub fn capacity(&self, sprint: SprintId, person: PersonId) -> Option<&Capacity> {
        self.capacities.iter().find(|it| it.sprint == sprint && it.person == person)
    }
}

fn strongest_first<'a>(feedback: impl Iterator<Item = &'a Feedback>) -> Vec<&'a Feedback> {
    let mut feedback: Vec<&Feedback> = feedback.collect();
    feedback.sort_by_key(|it| (std::cmp::Reverse(it.strength), it.id));
    feedback
}
