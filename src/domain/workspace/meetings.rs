//! What the ceremonies leave behind, as far as it is in memory: when they are held, those that are running or recent with
//! what is noted in them, and what stands open because of them.

use super::Table;
use crate::domain::capacity::Capacity;
use crate::domain::ceremony::{Cadence, Ceremony};
use crate::domain::change::{Change, Edit};
use crate::domain::entity::Entity;
use crate::domain::feedback::Feedback;
use crate::domain::id::{CeremonyId, ItemId, NoteId, PersonId, SprintId};
use crate::domain::impediment::Impediment;
use crate::domain::improvement::Improvement;
use crate::domain::metrics::dots::dots_each;
use crate::domain::note::{Dot, Note};
use crate::domain::value::{CeremonyKind, NoteKind, Progress};

/// How deep notes stand under each other at the most: one of a group, and its five whys. It also ends the walk through a
/// damaged file's notes that stand under each other in a circle.
pub const DEEPEST: u16 = 6;

/// Calls a macro with every kind of entity that ceremonies leave behind, and the name of its table in [`Meetings`].
macro_rules! every_meeting {
    ($with:ident $($rest:tt)*) => {
        $with! {
            $($rest)*
            Cadence cadences, Ceremony ceremonies, Note notes, Dot dots, Impediment impediments, Feedback feedback,
            Improvement improvements, Capacity capacities
        }
    };
}
pub(crate) use every_meeting;

macro_rules! meetings {
    ($($entity:ident $table:ident),+) => {
        /// Rows of every kind that ceremonies leave behind.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct Meetings { $(#[doc = concat!("Rows of [`", stringify!($entity), "`].")] pub $table: Table<$entity>,)+ }

        /// A row of any such kind.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum MeetingRow { $(#[doc = concat!("A [`", stringify!($entity), "`].")] $entity($entity),)+ }

        $(impl From<$entity> for MeetingRow {
            fn from(row: $entity) -> Self {
                Self::$entity(row)
            }
        })+

        impl Meetings {
            /// Puts a row in, or in the place of its former self.
            pub fn put(&mut self, row: MeetingRow) {
                match row { $(MeetingRow::$entity(row) => self.$table.put(row),)+ }
            }

            /// Performs a change where it is about one of these.
            pub(super) fn apply(&mut self, change: &Change) {
                $(if let Change::$entity(edit) = change { apply(&mut self.$table, edit) })+
            }

            /// Tells whether the row that a change is about is here.
            pub fn has(&self, change: &Change) -> bool {
                $(if let Change::$entity(edit) = change { return self.$table.get(edit.id()).is_some() })+
                false
            }
        }

        /// Tells whether a change is about something that ceremonies leave behind.
        pub fn is_meeting(change: &Change) -> bool {
            $(matches!(change, Change::$entity(_)))||+
        }
    };
}
every_meeting!(meetings);

fn apply<E: Entity>(table: &mut Table<E>, edit: &Edit<E>) {
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
    /// a group, or a chain of whys. What stands deeper than [`DEEPEST`] is left out.
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
