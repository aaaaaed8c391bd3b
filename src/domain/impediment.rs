//! Impediments: what keeps people from making progress.

use super::entity::entity;
use super::id::{CeremonyId, ImpedimentId, ItemId, PersonId};
use super::value::{Instant, Line, Prose};

entity! {
    /// Something that keeps a person from making progress.
    Impediment, ImpedimentField, ImpedimentId, "impediment", item: |_| None;
    /// The description.
    Text text: Line = people "words",
    /// The person who is stuck.
    Stuck stuck: Option<PersonId> = command,
    /// The item they are stuck on.
    About about: Option<ItemId> = command,
    /// When it was raised.
    RaisedAt raised_at: Instant = command,
    /// The person who raised it.
    RaisedBy raised_by: Option<PersonId> = command,
    /// The person who is working on resolving it.
    Owner owner: Option<PersonId> = people "owner",
    /// The person or group it was escalated to.
    Escalated escalated: Option<Line> = people "escalation",
    /// When it was resolved; `None` while it is open.
    ResolvedAt resolved_at: Option<Instant> = command,
    /// How it was resolved.
    Resolution resolution: Prose = command,
    /// The ceremony in which it was raised.
    Ceremony ceremony: Option<CeremonyId> = command,
}

impl Impediment {
    /// Returns whether it is open.
    pub fn is_open(&self) -> bool {
        self.resolved_at.is_none()
    }
}
