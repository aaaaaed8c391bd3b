//! The records of ceremonies that are in memory: schedules, running and recent ceremonies with their notes, and what
//! is still open because of them.

use super::RowMap;
use crate::domain::capacity::Capacity;
use crate::domain::ceremony::{Cadence, Ceremony};
use crate::domain::dots::dots_each;
use crate::domain::feedback::Feedback;
use crate::domain::hidden::Hidden;
use crate::domain::id::{CeremonyId, ItemId, NoteId, PersonId, SprintId};
use crate::domain::impediment::Impediment;
use crate::domain::improvement::Improvement;
use crate::domain::note::{Dot, Note};
use crate::domain::value::{CeremonyKind, NoteKind, Progress};

/// The maximum depth of nested notes: a note in a group, and its five whys. It also bounds the walk through cyclic
/// notes in a damaged file.
pub const DEEPEST: u16 = 6;

/// Rows of every kind that ceremonies produce.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meetings {
    /// The schedules of ceremonies.
    pub cadences: RowMap<Cadence>,
    /// Ceremonies.
    pub ceremonies: RowMap<Ceremony>,
    /// The notes of ceremonies.
    pub notes: RowMap<Note>,
    /// The dots given to notes.
    pub dots: RowMap<Dot>,
    /// Impediments of the team.
    pub impediments: RowMap<Impediment>,
    /// Feedback from customers and stakeholders.
    pub feedback: RowMap<Feedback>,
    /// Improvements that retrospectives agreed on.
    pub improvements: RowMap<Improvement>,
    /// The availability of each person in each sprint.
    pub capacities: RowMap<Capacity>,
    /// What is hidden until its reveal.
    pub hidden: RowMap<Hidden>,
}

impl Meetings {
    /// Returns the running ceremonies.
    pub fn running(&self) -> impl Iterator<Item = &Ceremony> {
        self.ceremonies.iter().filter(|it| it.is_running())
    }

    /// Returns the running ceremony of a kind.
    pub fn running_one(&self, kind: CeremonyKind) -> Option<&Ceremony> {
        self.running().find(|it| it.kind == kind)
    }

    /// Returns the most recently ended ceremony of a kind, of those in memory.
    pub fn last(&self, kind: CeremonyKind) -> Option<&Ceremony> {
        self.ceremonies.iter().filter(|it| it.kind == kind && !it.is_running()).max_by_key(|it| it.id)
    }

    /// Returns the schedule of a kind of ceremony.
    pub fn cadence(&self, kind: CeremonyKind) -> Option<&Cadence> {
        self.cadences.iter().find(|it| it.kind == kind)
    }

    /// Returns the notes of one kind in a ceremony, in order.
    pub fn notes_of(&self, ceremony: CeremonyId, kind: NoteKind) -> Vec<&Note> {
        let mut notes: Vec<&Note> =
            self.notes.iter().filter(|it| it.ceremony == ceremony && it.kind == kind).collect();
        notes.sort_by(|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        notes
    }

    /// Returns the descendants of a note, each after its parent, with its depth counted from 1: a group, or a chain
    /// of whys. Descendants deeper than `DEEPEST` are left out.
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

    /// Returns the dots of a group: those of its head and of all its descendants.
    pub fn dots_of(&self, head: NoteId) -> impl Iterator<Item = &Dot> {
        let below: Vec<NoteId> = self.below(head).into_iter().map(|(_, note)| note.id).collect();
        self.dots.iter().filter(move |it| it.note == head || below.contains(&it.note))
    }

    /// Returns the number of dots of a group.
    pub fn dots_on(&self, head: NoteId) -> usize {
        self.dots_of(head).count()
    }

    /// Returns how many dots each person has in a ceremony: as many as when the first was given, and before that by
    /// its current groups and single notes.
    pub fn dots_each(&self, ceremony: CeremonyId) -> usize {
        if let Some(fixed) = self.ceremonies.get(ceremony).and_then(|it| it.dots) {
            return usize::try_from(fixed).unwrap_or(usize::MAX);
        }
        let notes = self.notes_of(ceremony, NoteKind::Note);
        dots_each(notes.iter().filter(|it| it.under.is_none()).count())
    }

    /// Returns how many dots a person has given in a ceremony.
    pub fn dots_by(&self, ceremony: CeremonyId, person: PersonId) -> usize {
        self.dots.iter().filter(|it| it.ceremony == ceremony && it.person == person).count()
    }

    /// Returns the open impediments, the oldest first.
    pub fn open_impediments(&self) -> Vec<&Impediment> {
        let mut open: Vec<&Impediment> = self.impediments.iter().filter(|it| it.is_open()).collect();
        open.sort_by_key(|it| it.id);
        open
    }

    /// Returns the feedback on an item, by weight, the highest first.
    pub fn feedback_about(&self, item: ItemId) -> Vec<&Feedback> {
        let mut feedback: Vec<&Feedback> = self.feedback.iter().filter(|it| it.about == Some(item)).collect();
        feedback.sort_by_key(|it| (std::cmp::Reverse(it.strength), it.id));
        feedback
    }

    /// Returns the improvements in progress, the oldest first.
    pub fn going(&self) -> impl Iterator<Item = &Improvement> {
        self.improvements.iter().filter(|it| it.progress == Progress::Going)
    }

    /// Returns a person's availability in a sprint, if it is known.
    pub fn capacity(&self, sprint: SprintId, person: PersonId) -> Option<&Capacity> {
        self.capacities.iter().find(|it| it.sprint == sprint && it.person == person)
    }
}
