//! The five ceremonies: records of those that were held, and when they usually are. What is shown and done in each is
//! not here.

use super::entity::entity;
use super::id::{CadenceId, CeremonyId, PersonId, SprintId, TeamId};
use super::value::{CeremonyKind, Ids, Instant, Line, Weekdays};

entity! {
    /// A ceremony that was held, or is being held.
    Ceremony, CeremonyField, CeremonyId, "ceremony", item: |_| None;
    /// Whose ceremony it is.
    Team team: TeamId = computed,
    /// Which of the five.
    Kind kind: CeremonyKind = command,
    /// The sprint that it is about; a stand-up or a retrospective may be about none.
    Sprint sprint: Option<SprintId> = command,
    /// When it began.
    StartedAt started_at: Instant = command,
    /// When it was ended; `None` while it runs.
    EndedAt ended_at: Option<Instant> = command,
    /// Who facilitates.
    Facilitator facilitator: Option<PersonId> = command,
    /// The product owner for whom acceptance is decided, where none is there.
    OnBehalf on_behalf: Option<PersonId> = command,
    /// Who was there, stakeholders too.
    Present present: Ids<PersonId> = command,
    /// Its timebox, in minutes; `None` for none.
    Timebox timebox: Option<u32> = people,
    /// The columns of a retrospective's wall, with ` | ` between them.
    Wall wall: Option<Line> = command,
}

impl Ceremony {
    /// Tells whether it is being held.
    pub fn is_running(&self) -> bool {
        self.ended_at.is_none()
    }

    /// Returns how many seconds of its timebox are left; negative once it is over, `None` without a timebox.
    pub fn seconds_left(&self, now: Instant) -> Option<i64> {
        let spent = now.0.saturating_sub(self.started_at.0) / 1_000;
        self.timebox.map(|minutes| i64::from(minutes) * 60 - spent)
    }

    /// Returns the columns of the retrospective's wall.
    pub fn columns(&self) -> Vec<&str> {
        self.wall.as_deref().unwrap_or_default().split(" | ").filter(|it| !it.is_empty()).collect()
    }
}

entity! {
    /// When a kind of ceremony is held, and how long it may take.
    Cadence, CadenceField, CadenceId, "cadence", item: |_| None;
    /// Whose custom it is.
    Team team: TeamId = computed,
    /// Which of the five; there is one row for each at the most.
    Kind kind: CeremonyKind = command,
    /// On which weekdays.
    Days days: Weekdays = command,
    /// At what local time, in minutes after midnight.
    Time time: u32 = command,
    /// The timebox, in minutes; `None` for the usual one.
    Timebox timebox: Option<u32> = command,
}

/// The usual formats of a retrospective: what people call them, and the columns of their walls.
///
/// Source: kollabe.com, retrospective formats compared.
pub const WALLS: [(&str, &[&str]); 5] = [
    ("Start, Stop, Continue", &["Start", "Stop", "Continue"]),
    ("4Ls", &["Liked", "Learned", "Lacked", "Longed for"]),
    ("Mad, Sad, Glad", &["Mad", "Sad", "Glad"]),
    ("Sailboat", &["Wind", "Anchors", "Rocks", "Island"]),
    ("DAKI", &["Drop", "Add", "Keep", "Improve"]),
];
