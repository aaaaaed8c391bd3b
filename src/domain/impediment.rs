//! Impediments: what keeps people from going on.

use super::entity::entity;
use super::id::{CeremonyId, ImpedimentId, ItemId, PersonId};
use super::value::{Instant, Line, Prose};

entity! {
    /// Something that keeps somebody from going on.
    Impediment, ImpedimentField, ImpedimentId, "impediment", item: |_| None;
    /// What it is.
    Text text: Line = people "words",
    /// Who is stuck.
    Stuck stuck: Option<PersonId> = command,
    /// On which item.
    About about: Option<ItemId> = command,
    /// When it was raised.
    RaisedAt raised_at: Instant = command,
    /// Who raised it.
    RaisedBy raised_by: Option<PersonId> = command,
    /// Who is on it.
    Owner owner: Option<PersonId> = people "owner",
    /// To whom it was escalated.
    Escalated escalated: Option<Line> = people "escalation",
    /// When it was resolved; `None` while it stands.
    ResolvedAt resolved_at: Option<Instant> = command,
    /// How.
    Resolution resolution: Prose = command,
    /// The ceremony in which it was raised.
    Ceremony ceremony: Option<CeremonyId> = command,
}

impl Impediment {
    /// Tells whether it stands.
    pub fn is_open(&self) -> bool {
        self.resolved_at.is_none()
    }
}
