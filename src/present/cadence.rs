//! The schedule of ceremonies: due, overdue and missed ones.

use crate::domain::ceremony::{Cadence, Ceremony};
use crate::domain::value::{CeremonyKind, Instant, Zone};
use crate::domain::workspace::Workspace;
use chrono::{Datelike as _, NaiveDate, NaiveDateTime, TimeDelta, Timelike};

/// A ceremony is due for this many minutes after its scheduled time.
const LATE: i64 = 60;

/// The remaining minutes are shown from this many minutes before a ceremony.
const SOON: i64 = 60;

fn local(workspace: &Workspace, now: Instant) -> NaiveDateTime {
    workspace.zone().wall_clock(now)
}

fn time(cadence: &Cadence) -> String {
    format!("{:02}:{:02}", cadence.time / 60 % 24, cadence.time % 60)
}

/// Returns the minutes from `now` to the scheduled time on a day; negative if it has passed.
fn minutes_to(cadence: &Cadence, day: NaiveDate, now: NaiveDateTime) -> i64 {
    let at = i64::from(cadence.time) - i64::from(now.hour() * 60 + now.minute());
    (day - now.date()).num_days() * 24 * 60 + at
}

/// Returns whether a ceremony is due on a day: planning before the running sprint or after it, its review and its
/// retrospective in its last week. By weekday alone they would be due in each week of a longer sprint.
fn is_day_of(workspace: &Workspace, cadence: &Cadence, day: NaiveDate) -> bool {
    let dates = workspace.running().and_then(|sprint| Some((sprint.start_day?, sprint.end_day?)));
    let falls = dates.is_none_or(|(start, end)| match cadence.kind {
        CeremonyKind::Refinement | CeremonyKind::StandUp => true,
        CeremonyKind::Planning => day <= start || day > end,
        CeremonyKind::Review | CeremonyKind::Retrospective => day < start || (end - day).num_days() < 7,
    });
    falls && cadence.days.contains(day.weekday())
}

/// Returns the day of the last ceremony of a kind, of those in memory.
fn last_held(workspace: &Workspace, kind: CeremonyKind) -> Option<NaiveDate> {
    let ceremonies = workspace.meetings.ceremonies.iter().filter(|it: &&Ceremony| it.kind == kind);
    ceremonies.map(|it| it.started_at.day(workspace.zone())).max()
}

/// Returns the day of the last missed ceremony, before the next scheduled one, within four weeks.
fn missed(workspace: &Workspace, cadence: &Cadence, now: NaiveDateTime) -> Option<NaiveDate> {
    let days = (0..28).map(|back| now.date() - TimeDelta::days(back));
    let due = days
        .filter(|day| is_day_of(workspace, cadence, *day))
        .find(|day| minutes_to(cadence, *day, now) < -LATE)?;
    let last = last_held(workspace, cadence.kind);
    // A ceremony that is held once per sprint is not missed when it moves by a few days.
    let days = match cadence.kind {
        CeremonyKind::Refinement | CeremonyKind::StandUp => 0,
        CeremonyKind::Planning | CeremonyKind::Review | CeremonyKind::Retrospective => 6,
    };
    // A kind of ceremony that was never held is never missed.
    last.filter(|last| (due - *last).num_days() > days)
}

/// Formats the state of a ceremony for the list of ceremonies.
pub fn of_kind(workspace: &Workspace, kind: CeremonyKind, now: Instant) -> String {
    let zone = workspace.zone();
    if let Some(running) = workspace.meetings.running_one(kind) {
        return format!("in progress since {} – join", running.since(now, zone));
    }
    let mut facts = Vec::new();
    if let Some(cadence) = workspace.meetings.cadence(kind) {
        facts.push(format!("{} at {}", cadence.days, time(cadence)));
    }
    if let Some(last) = last_held(workspace, kind) {
        let days = (local(workspace, now).date() - last).num_days();
        facts.push(match days {
            0 => "held today".to_owned(),
            1 => "held yesterday".to_owned(),
            days => format!("held {days} days ago"),
        });
    }
    if facts.is_empty() { "start".to_owned() } else { facts.join(", ") }
}

/// Formats that a ceremony was left open and has ended: with its day, and when something was last done in it.
pub fn lapsed(ceremony: &Ceremony, now: Instant, zone: Zone) -> String {
    let end = ceremony.ended_at.unwrap_or(ceremony.started_at).clock(zone);
    let since = ceremony.since(now, zone);
    format!("the {} of {since} ended by itself at {end}", ceremony.kind)
}

/// Returns the running ceremony, or else the next one due today.
pub fn first(workspace: &Workspace, now: Instant) -> Option<CeremonyKind> {
    if let Some(running) = workspace.meetings.running().next() {
        return Some(running.kind);
    }
    let now = local(workspace, now);
    let today = workspace.meetings.cadences.iter().filter(|it| {
        is_day_of(workspace, it, now.date()) && last_held(workspace, it.kind) != Some(now.date())
    });
    let next = |it: &&Cadence| minutes_to(it, now.date(), now);
    today.filter(|it| next(it) >= -LATE).min_by_key(next).map(|it| it.kind)
}

/// Formats the notice in the frame: the running ceremony, else one that is due soon or was missed, else one that is due
/// later today.
pub fn due(workspace: &Workspace, now: Instant) -> Option<String> {
    if let Some(running) = workspace.meetings.running().next() {
        return Some(format!("{} in progress", running.kind));
    }
    let now = local(workspace, now);
    let (mut soon, mut left_out, mut today) = (None, None, None);
    for cadence in workspace.meetings.cadences.iter() {
        let kind = cadence.kind;
        let is_held = last_held(workspace, kind) == Some(now.date());
        let minutes = minutes_to(cadence, now.date(), now);
        if is_day_of(workspace, cadence, now.date()) && !is_held {
            let at = time(cadence);
            if (0..=SOON).contains(&minutes) {
                soon = soon.or(Some((minutes, format!("{kind} {at}, in {minutes} min"))));
            } else if (-LATE..0).contains(&minutes) {
                soon = soon.or(Some((minutes, format!("{kind} {at}, {} min ago", -minutes))));
            } else if minutes > SOON {
                today = today
                    .filter(|(least, _): &(i64, String)| *least < minutes)
                    .or(Some((minutes, format!("{kind} {at}"))));
            }
        }
        if let Some(last) = missed(workspace, cadence, now).filter(|_| !is_held) {
            // A weekday is unambiguous only within a week.
            let form = if (now.date() - last).num_days() < 7 { "%A" } else { "%-d %b" };
            left_out = left_out.or(Some((0, format!("no {kind} since {}", last.format(form)))));
        }
    }
    soon.or(left_out).or(today).map(|(_, words)| words)
}

/// A clock: its digits, and their meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CeremonyClock {
    /// Hours, minutes and seconds; empty if nothing is measured.
    pub digits: String,
    /// The meaning of the digits.
    pub word: &'static str,
}

impl CeremonyClock {
    /// Formats both: `24:10 left`.
    pub fn text(&self) -> String {
        if self.digits.is_empty() { self.word.to_owned() } else { format!("{} {}", self.digits, self.word) }
    }
}

/// Returns the clock of a ceremony: `24:10 left`, `3:05 over`, or the time elapsed if there is no timebox.
pub fn clock(ceremony: &Ceremony, now: Instant) -> CeremonyClock {
    let shown = |seconds: i64| {
        let (minutes, seconds) = (seconds / 60, seconds % 60);
        if minutes >= 60 {
            format!("{}:{:02}:{seconds:02}", minutes / 60, minutes % 60)
        } else {
            format!("{minutes}:{seconds:02}")
        }
    };
    let (seconds, word) = match ceremony.seconds_left(now) {
        Some(left) if left >= 0 => (left, "left"),
        Some(left) => (-left, "over"),
        None => (now.0.saturating_sub(ceremony.started_at.0).max(0) / 1_000, "so far"),
    };
    CeremonyClock { digits: shown(seconds), word }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{CadenceId, CeremonyId, Id, SprintId, TeamId};
    use crate::domain::sprint::Sprint;
    use crate::domain::value::{Ids, SprintState, Weekdays};

    /// 2026-11-24, a Tuesday, 09:20 in UTC.
    const NOW: Instant = Instant(1_795_512_000_000);

    fn with(time: u32, held: &[i64]) -> Workspace {
        let mut workspace = Workspace::default();
        workspace.put(Cadence {
            id: CadenceId::new(1).unwrap(),
            team: TeamId::new(1).unwrap(),
            kind: CeremonyKind::StandUp,
            days: Weekdays::MONDAY_TO_FRIDAY,
            time,
            timebox: None,
        });
        for (at, days) in held.iter().enumerate() {
            workspace.put(ceremony(at as u64 + 1, NOW.plus_days(-days), Some(NOW)));
        }
        workspace
    }

    fn ceremony(id: u64, started_at: Instant, ended_at: Option<Instant>) -> Ceremony {
        Ceremony {
            id: CeremonyId::new(id).unwrap(),
            team: TeamId::new(1).unwrap(),
            kind: CeremonyKind::StandUp,
            sprint: None,
            started_at,
            ended_at,
            facilitator: None,
            on_behalf: None,
            present: Ids::default(),
            timebox: Some(15),
            wall: None,
            dots: None,
        }
    }

    #[test]
    fn what_is_due_is_told_with_its_minutes() {
        let at = |time, held: &[i64]| due(&with(time, held), NOW);
        assert_eq!(at(9 * 60 + 30, &[1]).as_deref(), Some("stand-up 09:30, in 10 min"));
        assert_eq!(at(9 * 60, &[1]).as_deref(), Some("stand-up 09:00, 20 min ago"));
        assert_eq!(at(15 * 60, &[1]).as_deref(), Some("stand-up 15:00"));
        // Held already.
        assert_eq!(at(9 * 60, &[0]), None);
        // Monday's was missed: Friday's was the last.
        assert_eq!(at(15 * 60, &[4]).as_deref(), Some("no stand-up since Friday"));
        // Over a weekend none is missed: Monday's is the preceding one.
        assert_eq!(at(15 * 60, &[1]).as_deref(), Some("stand-up 15:00"));
        assert_eq!(due(&Workspace::default(), NOW), None);
    }

    #[test]
    fn a_longer_sprint_has_one_review_and_one_planning() {
        // On a Tuesday in the first and in the last week of a sprint of two weeks.
        let at = |kind, start: &str, end: &str| {
            let mut workspace = with(9 * 60 + 30, &[]);
            let mut cadence = workspace.meetings.cadences.iter().next().unwrap().clone();
            cadence.kind = kind;
            workspace.put(cadence);
            let (id, team) = (SprintId::new(1).unwrap(), TeamId::new(1).unwrap());
            workspace.put(Sprint {
                state: SprintState::Running,
                start_day: start.parse().ok(),
                end_day: end.parse().ok(),
                ..Sprint::named(id, team, "Sprint 1".parse().unwrap())
            });
            first(&workspace, NOW)
        };
        let (first_week, last_week) = (("2026-11-24", "2026-12-07"), ("2026-11-17", "2026-11-30"));
        let review = CeremonyKind::Review;
        assert_eq!(at(review, first_week.0, first_week.1), None);
        assert_eq!(at(review, last_week.0, last_week.1), Some(review));
        let planning = CeremonyKind::Planning;
        assert_eq!(at(planning, first_week.0, first_week.1), Some(planning));
        assert_eq!(at(planning, last_week.0, last_week.1), None);
    }

    #[test]
    fn what_is_held_once_a_sprint_is_not_left_out_where_its_day_has_moved() {
        // Its day is Monday now; it was held on the Friday before, or three weeks ago.
        let at = |days: i64| {
            let mut workspace = with(9 * 60 + 30, &[]);
            let kind = CeremonyKind::Retrospective;
            let days_of = Weekdays::one(chrono::Weekday::Mon);
            let cadence = workspace.meetings.cadences.iter().next().unwrap().clone();
            workspace.put(Cadence { kind, days: days_of, ..cadence });
            let last = ceremony(1, NOW.plus_days(-days), Some(NOW));
            workspace.put(Ceremony { kind, ..last });
            due(&workspace, NOW)
        };
        assert_eq!(at(4), None);
        assert_eq!(at(21).as_deref(), Some("no retrospective since 3 Nov"));
    }

    #[test]
    fn the_clock_counts_down_and_then_up() {
        let it = ceremony(1, NOW, None);
        let after = |seconds: i64| clock(&it, Instant(NOW.0 + seconds * 1_000)).text();
        assert_eq!(after(0), "15:00 left");
        assert_eq!(after(14 * 60 + 59), "0:01 left");
        assert_eq!(after(15 * 60), "0:00 left");
        assert_eq!(after(18 * 60 + 5), "3:05 over");
        assert_eq!(
            clock(&Ceremony { timebox: None, ..it.clone() }, Instant(NOW.0 + 3_671_000)).text(),
            "1:01:11 so far"
        );
    }
}
