//! The five ceremonies: records of those held, and their schedule. What each ceremony shows and does is not here.

use super::entity::entity;
use super::id::{CadenceId, CeremonyId, PersonId, SprintId, TeamId};
use super::value::{CeremonyKind, Ids, Instant, Line, Weekdays, Zone};

entity! {
    /// A ceremony that was held or is running.
    Ceremony, CeremonyField, CeremonyId, "ceremony", item: |_| None;
    /// The team that holds it.
    Team team: TeamId = computed,
    /// Which of the five ceremonies it is.
    Kind kind: CeremonyKind = command,
    /// The sprint it belongs to; a stand-up or a retrospective may have none.
    Sprint sprint: Option<SprintId> = command,
    /// When it was started.
    StartedAt started_at: Instant = command,
    /// When it was ended; `None` while it runs.
    EndedAt ended_at: Option<Instant> = command,
    /// The facilitator.
    Facilitator facilitator: Option<PersonId> = command,
    /// The product owner on whose behalf acceptance is decided when none is present.
    OnBehalf on_behalf: Option<PersonId> = command,
    /// The people who are present, stakeholders included.
    Present present: Ids<PersonId> = command,
    /// The timebox in minutes; `None` for no timebox.
    Timebox timebox: Option<u32> = people,
    /// The columns of a retrospective's wall, separated by ` | `.
    Wall wall: Option<Line> = command,
    /// The number of dots that each person has; fixed when the first dot is given.
    Dots dots: Option<u32> = command,
}

impl Ceremony {
    /// Returns whether the ceremony is running.
    pub fn is_running(&self) -> bool {
        self.ended_at.is_none()
    }

    /// Returns whether nothing has happened since `last` for twice the timebox, or for two hours without one.
    pub fn is_quiet_since(&self, last: Instant, now: Instant) -> bool {
        let minutes = 2 * i64::from(self.timebox.unwrap_or(60));
        now.0.saturating_sub(last.0) >= minutes * 60_000
    }

    /// Formats when it was started: `09:30`, or on another day `Mon 2 Mar, 09:30`.
    pub fn since(&self, now: Instant, zone: Zone) -> String {
        let started = zone.wall_clock(self.started_at);
        let is_today = started.date() == now.day(zone);
        started.format(if is_today { "%H:%M" } else { "%a %-d %b, %H:%M" }).to_string()
    }

    /// Returns how many seconds of the timebox are left; negative once it is exceeded, `None` without a timebox.
    pub fn seconds_left(&self, now: Instant) -> Option<i64> {
        // Nothing is spent yet where the clock was set back.
        let spent = now.0.saturating_sub(self.started_at.0).max(0) / 1_000;
        self.timebox.map(|minutes| i64::from(minutes) * 60 - spent)
    }

    /// Returns the names of the columns of the retrospective's wall.
    pub fn columns(&self) -> Vec<&str> {
        self.wall.as_deref().unwrap_or_default().split(" | ").filter(|it| !it.is_empty()).collect()
    }
}

entity! {
    /// The schedule of one kind of ceremony: its weekdays, its time and its timebox.
    Cadence, CadenceField, CadenceId, "cadence", item: |_| None;
    /// The team whose schedule it is.
    Team team: TeamId = computed,
    /// Which of the five ceremonies; at most one row for each.
    Kind kind: CeremonyKind = command,
    /// The weekdays on which it is held.
    Days days: Weekdays = command,
    /// The local start time, in minutes after midnight.
    Time time: u32 = command,
    /// The timebox in minutes; `None` for the default.
    Timebox timebox: Option<u32> = command,
}

/// The well-known formats of a retrospective: the name of each, and the columns of its wall.
///
/// Source: kollabe.com, retrospective formats compared.
pub const WALLS: [(&str, &[&str]); 5] = [
    ("Start, Stop, Continue", &["Start", "Stop", "Continue"]),
    ("4Ls", &["Liked", "Learned", "Lacked", "Longed for"]),
    ("Mad, Sad, Glad", &["Mad", "Sad", "Glad"]),
    ("Sailboat", &["Wind", "Anchors", "Rocks", "Island"]),
    ("DAKI", &["Drop", "Add", "Keep", "Improve"]),
];
