//! The agenda of a sprint of the demo: who does what on which day.

use crate::domain::id::{ItemId, SprintId};
use chrono::NaiveDate;

/// A step of an item across the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ItemStep {
    /// It is moved to Doing.
    Begin,
    /// It is blocked.
    Block,
    /// It is unblocked.
    Unblock,
    /// It is moved to the last column of Doing.
    Test,
    /// It is moved to Review.
    HandIn,
    /// It is rejected.
    Reject,
    /// It is accepted.
    Accept,
}

/// An event on a day of a sprint.
#[derive(Debug)]
pub(super) enum AgendaEvent {
    /// A step of an item, by a person.
    Item(ItemId, usize, ItemStep),
    /// Items are added to the running sprint.
    Select(SprintId, Vec<ItemId>),
    /// The stand-up.
    StandUp {
        /// The working day, by number.
        number: usize,
        /// Whether an impediment is raised.
        stuck: bool,
    },
    /// A refinement.
    Refinement,
}

impl AgendaEvent {
    /// Returns the time of the event, in minutes after midnight.
    pub(super) fn minute(&self) -> u32 {
        match self {
            Self::StandUp { .. } => 9 * 60 + 30,
            Self::Item(_, _, ItemStep::Unblock) => 9 * 60 + 50,
            Self::Item(_, _, ItemStep::Begin) => 10 * 60,
            Self::Item(_, _, ItemStep::Block) => 10 * 60 + 30,
            Self::Select(..) => 11 * 60,
            Self::Item(_, _, ItemStep::Test) => 11 * 60 + 20,
            Self::Item(_, _, ItemStep::HandIn) => 13 * 60,
            Self::Refinement => 14 * 60,
            Self::Item(_, _, ItemStep::Reject) => 15 * 60,
            Self::Item(_, _, ItemStep::Accept) => 15 * 60 + 20,
        }
    }
}

/// The events of a sprint, in any order.
pub(super) struct Agenda {
    pub(super) start: NaiveDate,
    pub(super) events: Vec<(usize, AgendaEvent)>,
}

impl Agenda {
    /// Creates an empty agenda for a sprint that starts on this Monday.
    pub(super) fn new(start: NaiveDate) -> Self {
        Self { start, events: Vec::new() }
    }

    /// Adds an event on a working day, counted from 0.
    pub(super) fn add(&mut self, day: usize, event: AgendaEvent) {
        self.events.push((day, event));
    }

    /// Adds a step of an item on a working day, counted from 0.
    pub(super) fn step(&mut self, day: usize, id: ItemId, who: usize, step: ItemStep) {
        self.add(day, AgendaEvent::Item(id, who, step));
    }
}
