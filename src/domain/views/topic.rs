//! What the parts of a ceremony are about.

use crate::domain::value::CeremonyKind;
use serde::Serialize;

/// What a part of a ceremony is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Refinement: one item of the queue after another.
    Queue,
    /// Planning: why the sprint is worth it.
    Why,
    /// Planning: what can be done in it.
    What,
    /// Planning: how the work gets done.
    How,
    /// Stand-up: what needs a look first.
    Exceptions,
    /// Stand-up: one after another.
    Walk,
    /// Review: what is shown, by whom, in which order.
    Demo,
    /// Review: one item after another is accepted, or not.
    Acceptance,
    /// Review: what came of the sprint.
    Outcome,
    /// Retrospective: what became of the last one's improvements.
    LastTime,
    /// Retrospective: what was noticed, beside the sprint's own facts.
    Wall,
    /// Retrospective: which notes matter most.
    Votes,
    /// Retrospective: what is done about them.
    Improvements,
}

impl Topic {
    /// Returns the topics of a ceremony, in their order.
    pub fn of(kind: CeremonyKind) -> &'static [Self] {
        match kind {
            CeremonyKind::Refinement => &[Self::Queue],
            CeremonyKind::Planning => &[Self::Why, Self::What, Self::How],
            CeremonyKind::StandUp => &[Self::Exceptions, Self::Walk],
            CeremonyKind::Review => &[Self::Demo, Self::Acceptance, Self::Outcome],
            CeremonyKind::Retrospective => &[Self::LastTime, Self::Wall, Self::Votes, Self::Improvements],
        }
    }

    /// Tells whether items are gone through in it one by one, each filling the screen.
    pub fn is_item_by_item(self) -> bool {
        matches!(self, Self::Queue | Self::Acceptance)
    }
}
