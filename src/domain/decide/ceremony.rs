//! Starting, running and ending ceremonies, and their schedule.

use super::Decided;
use super::draft::Draft;
use super::field_rules::FieldRules;
use super::people;
use crate::domain::ceremony::{Cadence, CadenceField, Ceremony, CeremonyField};
use crate::domain::command::{CeremonyCommand, NewCadence};
use crate::domain::id::{CeremonyId, PersonId};
use crate::domain::operation::{MeetingOperation, Operation};
use crate::domain::refusal::Refusal;
use crate::domain::sprint::Sprint;
use crate::domain::timebox::timebox;
use crate::domain::value::{CeremonyKind, Ids, Line, Role};
use crate::domain::workspace::Workspace;

/// The default columns of a retrospective's wall.
const DEFAULT_WALL: &str = "Start | Stop | Continue";

/// The longest timebox, in minutes: one day.
const LONGEST: u32 = 24 * 60;

pub(super) fn decide(draft: &mut Draft<'_>, command: &CeremonyCommand) -> Decided {
    match command {
        CeremonyCommand::Begin { kind, present, on_behalf, wall } => {
            begin(draft, *kind, present, *on_behalf, wall)
        }
        CeremonyCommand::Present(id, present) => {
            let ceremony = running(draft, *id)?;
            let present = everybody(draft, present, None)?;
            draft.set(ceremony, CeremonyField::Present(present.clone()));
            Ok(MeetingOperation::SetPresent(ceremony.kind, present.iter().copied().collect()).into())
        }
        CeremonyCommand::ActFor(id, owner) => {
            let ceremony = running(draft, *id)?;
            owner.map_or(Ok(()), |owner| is_owner(draft, owner))?;
            draft.set(ceremony, CeremonyField::OnBehalf(*owner));
            Ok(MeetingOperation::ActFor(ceremony.kind, *owner).into())
        }
        CeremonyCommand::Wall(id, columns) => {
            let ceremony = running(draft, *id)?;
            if ceremony.kind != CeremonyKind::Retrospective {
                return Err(Refusal::rule(format!(
                    "only a retrospective has a wall, not a {}",
                    ceremony.kind
                )));
            }
            if draft.workspace.meetings.notes.iter().any(|note| note.ceremony == *id && note.topic.is_some())
            {
                return Err(Refusal::rule("there are notes on the wall already")
                    .hint("remove them first, or keep the columns"));
            }
            let wall = wall(columns)?;
            draft.set(ceremony, CeremonyField::Wall(Some(wall)));
            let columns = columns.iter().map(ToString::to_string).collect();
            Ok(MeetingOperation::SetWall(columns).into())
        }
        CeremonyCommand::End(id) => {
            let ceremony = running(draft, *id)?;
            draft.set(ceremony, CeremonyField::EndedAt(Some(draft.now())));
            let minutes = draft.now().0.saturating_sub(ceremony.started_at.0) / 60_000;
            Ok(MeetingOperation::End(ceremony.kind, u64::try_from(minutes).unwrap_or_default()).into())
        }
        CeremonyCommand::Cadence(kind, cadence) => custom(draft, *kind, *cadence),
    }
}

impl FieldRules for Ceremony {
    fn check(draft: &Draft<'_>, row: &Self, new: &CeremonyField) -> Result<(), Refusal> {
        running(draft, row.id)?;
        if let CeremonyField::Timebox(minutes) = new { allowed(*minutes) } else { Ok(()) }
    }

    fn specific_operation(row: &Self, new: &CeremonyField) -> Option<Operation> {
        let CeremonyField::Timebox(minutes) = new else { return None };
        Some(MeetingOperation::SetTimebox(row.kind, *minutes).into())
    }

    fn called(_workspace: &Workspace, _row: &Self) -> String {
        "a ceremony".to_owned()
    }
}

fn begin(
    draft: &mut Draft<'_>,
    kind: CeremonyKind,
    present: &[PersonId],
    on_behalf: Option<PersonId>,
    columns: &[Line],
) -> Decided {
    if let Some(running) = draft.workspace.meetings.running_one(kind) {
        let since = running.since(draft.now(), draft.product()?.zone);
        return Err(Refusal::already(format!("a {kind} has been running since {since}"))
            .hint("join it, or end it first"));
    }
    if !columns.is_empty() && kind != CeremonyKind::Retrospective {
        return Err(Refusal::value("only a retrospective has a wall with columns"));
    }
    on_behalf.map_or(Ok(()), |owner| is_owner(draft, owner))?;
    let sprint = match kind {
        CeremonyKind::Refinement => None,
        CeremonyKind::Planning => draft.workspace.planned().first().map(|sprint| sprint.id),
        CeremonyKind::StandUp | CeremonyKind::Review => draft.workspace.running().map(|sprint| sprint.id),
        CeremonyKind::Retrospective => {
            let last = draft.workspace.closed().last().map(|sprint| sprint.id);
            draft.workspace.running().map(|sprint| sprint.id).or(last)
        }
    };
    let about = sprint.and_then(|id| draft.workspace.sprints.get(id));
    let sprint_days = about.and_then(Sprint::calendar_days).unwrap_or(draft.product()?.sprint_days);
    let of_cadence = draft.workspace.meetings.cadence(kind).and_then(|it| it.timebox);
    let timebox = of_cadence.or(timebox(kind, sprint_days));
    let wall = match kind {
        CeremonyKind::Retrospective if columns.is_empty() => Line::clipped(DEFAULT_WALL),
        CeremonyKind::Retrospective => Some(wall(columns)?),
        CeremonyKind::Refinement | CeremonyKind::Planning | CeremonyKind::StandUp | CeremonyKind::Review => {
            None
        }
    };
    let present = everybody(draft, present, draft.actor())?;
    let id = draft.next_id::<Ceremony>()?;
    let team = draft.team()?;
    draft.create(Ceremony {
        id,
        team,
        kind,
        sprint,
        started_at: draft.now(),
        ended_at: None,
        facilitator: draft.actor(),
        on_behalf,
        present,
        timebox,
        wall,
        dots: None,
    });
    Ok(MeetingOperation::Begin(kind, about.map(|sprint| sprint.name.clone())).into())
}

/// Returns a running ceremony, or a refusal if it is not running.
pub(super) fn running<'a>(draft: &Draft<'a>, id: CeremonyId) -> Result<&'a Ceremony, Refusal> {
    let ceremony = draft.find::<Ceremony>(id)?;
    if ceremony.is_running() {
        return Ok(ceremony);
    }
    Err(Refusal::rule(format!("that {} has ended", ceremony.kind))
        .hint("what was noted in it stays as it was"))
}

fn everybody(
    draft: &Draft<'_>,
    present: &[PersonId],
    begins: Option<PersonId>,
) -> Result<Ids<PersonId>, Refusal> {
    let mut all: Vec<PersonId> = begins.into_iter().collect();
    for id in present {
        people::present(draft, *id)?;
        if !all.contains(id) {
            all.push(*id);
        }
    }
    Ok(all.into_iter().collect())
}

fn is_owner(draft: &Draft<'_>, id: PersonId) -> Result<(), Refusal> {
    let person = people::present(draft, id)?;
    if person.is(Role::ProductOwner) {
        return Ok(());
    }
    Err(Refusal::rule(format!("{} is not the product owner", person.name)))
}

fn allowed(minutes: Option<u32>) -> Result<(), Refusal> {
    if minutes.is_some_and(|minutes| !(1..=LONGEST).contains(&minutes)) {
        return Err(Refusal::value(format!("a timebox is 1 to {LONGEST} minutes")));
    }
    Ok(())
}

fn wall(columns: &[Line]) -> Result<Line, Refusal> {
    if !(1..=6).contains(&columns.len()) {
        return Err(Refusal::value("a wall has one to six columns"));
    }
    if columns.iter().any(|it| it.contains('|')) {
        return Err(Refusal::value("the name of a column cannot have a | in it"));
    }
    let mut seen = std::collections::BTreeSet::new();
    if let Some(twice) = columns.iter().find(|it| !seen.insert(it.to_lowercase())) {
        return Err(Refusal::value(format!("two columns would be called {twice}")));
    }
    let names: Vec<&str> = columns.iter().map(Line::as_str).collect();
    Line::clipped(&names.join(" | ")).ok_or_else(|| Refusal::value("a column needs a name"))
}

fn custom(draft: &mut Draft<'_>, kind: CeremonyKind, cadence: Option<NewCadence>) -> Decided {
    let present = draft.workspace.meetings.cadence(kind);
    let Some(new) = cadence else {
        let present = present.ok_or_else(|| Refusal::already(format!("the {kind} is not scheduled")))?;
        draft.remove(present);
        return Ok(MeetingOperation::Schedule(kind, None).into());
    };
    allowed(new.timebox)?;
    if new.time >= LONGEST {
        return Err(Refusal::value("a time of day is before midnight"));
    }
    if let Some(present) = present {
        draft.set(present, CadenceField::Days(new.days));
        draft.set(present, CadenceField::Time(new.time));
        draft.set(present, CadenceField::Timebox(new.timebox));
    } else {
        let id = draft.next_id::<Cadence>()?;
        let team = draft.team()?;
        draft.create(Cadence { id, team, kind, days: new.days, time: new.time, timebox: new.timebox });
    }
    Ok(MeetingOperation::Schedule(kind, Some((new.days.to_string(), new.time))).into())
}
