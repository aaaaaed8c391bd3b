//! What happens in a sprint of the demo, as a list: who does what on which day.

use crate::domain::id::{ItemId, SprintId};
use chrono::NaiveDate;

/// A step of an item on its way over the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ItemStep {
    /// It comes into Doing.
    Begin,
    /// It cannot go on.
    Block,
    /// It can again.
    Unblock,
    /// It comes into the column that is last in Doing.
    Test,
    /// It comes into Review.
    HandIn,
    /// It goes back.
    Reject,
    /// It is in the increment.
    Accept,
}

/// Something that happens on a day of a sprint.
#[derive(Debug)]
pub(super) enum AgendaEvent {
    /// A step of an item, by somebody.
    Item(ItemId, usize, ItemStep),
    /// Items come in late.
    Select(SprintId, Vec<ItemId>),
    /// The stand-up.
    StandUp {
        /// On which working day.
        number: usize,
        /// Does somebody tell what keeps them from going on?
        stuck: bool,
    },
    /// A refinement.
    Refinement,
}

impl AgendaEvent {
    /// When on its day it happens, in minutes after midnight.
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

/// What happens in a sprint, in any order.
pub(super) struct Agenda {
    pub(super) start: NaiveDate,
    pub(super) events: Vec<(usize, AgendaEvent)>,
}

impl Agenda {
    /// Makes an empty agenda of a sprint that starts on this Monday.
    pub(super) fn new(start: NaiveDate) -> Self {
        Self { start, events: Vec::new() }
    }

    /// Puts something on the `day`th working day, from 0.
    pub(super) fn add(&mut self, day: usize, event: AgendaEvent) {
        self.events.push((day, event));
    }

    /// Puts a step of an item there.
    pub(super) fn step(&mut self, day: usize, id: ItemId, who: usize, step: ItemStep) {
        self.add(day, AgendaEvent::Item(id, who, step));
    }
}
