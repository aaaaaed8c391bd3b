//! The topics of ceremonies.

use crate::domain::value::CeremonyKind;
use serde::Serialize;

/// A topic of a ceremony.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Refinement: the queue, item by item.
    Queue,
    /// Planning: why the sprint is valuable.
    Why,
    /// Planning: what can be done in it.
    What,
    /// Planning: how the work gets done.
    How,
    /// Stand-up: the exceptions.
    Exceptions,
    /// Stand-up: the walk, person by person or column by column.
    Walk,
    /// Review: the demo, with presenters, in order.
    Demo,
    /// Review: acceptance or rejection, item by item.
    Acceptance,
    /// Review: the outcome of the sprint.
    Outcome,
    /// Retrospective: the improvements of the last one.
    LastTime,
    /// Retrospective: the wall beside the facts of the sprint.
    Wall,
    /// Retrospective: the dot votes.
    Votes,
    /// Retrospective: the improvements.
    Improvements,
}

impl Topic {
    /// Returns the topics of a ceremony, in order.
    pub fn of(kind: CeremonyKind) -> &'static [Self] {
        match kind {
            CeremonyKind::Refinement => &[Self::Queue],
            CeremonyKind::Planning => &[Self::Why, Self::What, Self::How],
            CeremonyKind::StandUp => &[Self::Exceptions, Self::Walk],
            CeremonyKind::Review => &[Self::Demo, Self::Acceptance, Self::Outcome],
            CeremonyKind::Retrospective => &[Self::LastTime, Self::Wall, Self::Votes, Self::Improvements],
        }
    }

    /// Returns whether it shows one item at a time, each filling the screen.
    pub fn is_item_by_item(self) -> bool {
        matches!(self, Self::Queue | Self::Acceptance)
    }
}
