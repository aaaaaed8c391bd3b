//! Generators of the commands of ceremonies.

#![expect(clippy::unnecessary_wraps, reason = "makers answer alike: with a command, or with none")]

use super::make::Scene;
use ceremony::domain::ceremony::{Ceremony, CeremonyField};
use ceremony::domain::command::{
    CeremonyCommand, Child, Command, FeedbackCommand, FieldEdit, FinishedPart, ImpedimentCommand,
    ImprovementCommand, Leftover, NewCadence, NewItem, NewNote, NoteCommand, Split, SprintOutcomeCommand,
};
use ceremony::domain::feedback::FeedbackField;
use ceremony::domain::id::{CeremonyId, FeedbackId, ImpedimentId, ImprovementId};
use ceremony::domain::impediment::ImpedimentField;
use ceremony::domain::improvement::ImprovementField;
use ceremony::domain::note::{Note, NoteField};
use ceremony::domain::value::{
    CeremonyKind, GoalOutcome, Line, NoteKind, Points, Progress, Prose, Role, SplitPattern, Weekdays,
};
use ceremony::domain::workspace::Meetings;
use chrono::TimeDelta;

fn meetings<'a>(it: &'a Scene<'_>) -> &'a Meetings {
    &it.workspace().meetings
}

fn running(it: &mut Scene<'_>, wanted: impl Fn(&Ceremony) -> bool) -> Option<CeremonyId> {
    let all: Vec<CeremonyId> = meetings(it).running().filter(|it| wanted(it)).map(|it| it.id).collect();
    it.dice.one(&all)
}

fn any_running(it: &mut Scene<'_>) -> Option<CeremonyId> {
    running(it, |_| true)
}

/// Returns a note of a running ceremony.
fn note(it: &mut Scene<'_>, kind: Option<NoteKind>) -> Option<Note> {
    let all: Vec<Note> = meetings(it)
        .notes
        .iter()
        .filter(|note| kind.is_none_or(|kind| note.kind == kind))
        .filter(|note| meetings(it).ceremonies.get(note.ceremony).is_some_and(Ceremony::is_running))
        .cloned()
        .collect();
    it.dice.one(&all)
}

fn text(it: &mut Scene<'_>) -> Option<Line> {
    if it.dice.coin() { Some(it.line()) } else { None }
}

pub fn begin(it: &mut Scene<'_>) -> Option<Command> {
    let kind = it.dice.one(CeremonyKind::ALL)?;
    let owners: Vec<_> = it.workspace().with_role(Role::ProductOwner).map(|it| it.id).collect();
    let wall = if kind == CeremonyKind::Retrospective && it.dice.coin() {
        vec![it.line(), it.line()]
    } else {
        Vec::new()
    };
    let here = it.people(false);
    let present = it.dice.some(&here, 3)?;
    let on_behalf = if it.dice.coin() { it.dice.one(&owners) } else { None };
    Some(Command::Ceremony(CeremonyCommand::Begin { kind, present, on_behalf, wall }))
}

pub fn present(it: &mut Scene<'_>) -> Option<Command> {
    let here = it.people(false);
    Some(Command::Ceremony(CeremonyCommand::Present(any_running(it)?, it.dice.some(&here, 3)?)))
}

pub fn act_for(it: &mut Scene<'_>) -> Option<Command> {
    let owners: Vec<_> = it.workspace().with_role(Role::ProductOwner).map(|it| it.id).collect();
    let owner = if it.dice.coin() { it.dice.one(&owners) } else { None };
    Some(Command::Ceremony(CeremonyCommand::ActFor(any_running(it)?, owner)))
}

pub fn timebox(it: &mut Scene<'_>) -> Option<Command> {
    let minutes = it.dice.one(&[None, Some(5), Some(15), Some(120)])?;
    Some(Command::set(any_running(it)?, FieldEdit::blind(CeremonyField::Timebox(minutes))))
}

pub fn wall(it: &mut Scene<'_>) -> Option<Command> {
    let id = running(it, |it| it.kind == CeremonyKind::Retrospective)?;
    Some(Command::Ceremony(CeremonyCommand::Wall(id, vec![it.line(), it.line()])))
}

pub fn end(it: &mut Scene<'_>) -> Option<Command> {
    Some(Command::Ceremony(CeremonyCommand::End(any_running(it)?)))
}

pub fn cadence(it: &mut Scene<'_>) -> Option<Command> {
    let kind = it.dice.one(CeremonyKind::ALL)?;
    let time = u32::try_from(it.dice.below(1_440)).unwrap();
    let new = NewCadence { days: Weekdays::MONDAY_TO_FRIDAY, time, timebox: it.dice.one(&[None, Some(20)])? };
    let cadence = if it.dice.below(4) > 0 { Some(new) } else { None };
    Some(Command::Ceremony(CeremonyCommand::Cadence(kind, cadence)))
}

pub fn add_notes(it: &mut Scene<'_>) -> Option<Command> {
    let id = any_running(it)?;
    let ceremony = meetings(it).ceremonies.get(id)?.clone();
    let columns: Vec<Line> = ceremony.columns().iter().map(|it| it.parse().unwrap()).collect();
    let notes = (0..=it.dice.below(3)).filter_map(|_| new_note(it, &ceremony, &columns)).collect();
    Some(Command::Note(NoteCommand::Add(id, notes)))
}

fn new_note(it: &mut Scene<'_>, ceremony: &Ceremony, columns: &[Line]) -> Option<NewNote> {
    let kind = it.dice.one(NoteKind::ALL)?;
    let under: Vec<_> =
        meetings(it).notes.iter().filter(|it| it.ceremony == ceremony.id).map(|it| it.id).collect();
    let impediments: Vec<ImpedimentId> = meetings(it).impediments.iter().map(|it| it.id).collect();
    Some(NewNote {
        author: if it.dice.coin() { it.person() } else { None },
        about: if it.dice.coin() { it.item() } else { None },
        impediment: if it.dice.coin() { it.dice.one(&impediments) } else { None },
        topic: if it.dice.coin() { it.dice.one(columns) } else { None },
        under: if kind == NoteKind::Why { it.dice.one(&under) } else { None },
        ..NewNote::plain(kind, it.prose())
    })
}

pub fn edit_note(it: &mut Scene<'_>) -> Option<Command> {
    let note = note(it, None)?;
    Some(Command::set(note.id, FieldEdit::over(note.text, it.prose()).map(NoteField::Text)))
}

pub fn presenter(it: &mut Scene<'_>) -> Option<Command> {
    let note = note(it, None)?;
    Some(Command::set(note.id, FieldEdit::blind(NoteField::Author(it.person()))))
}

pub fn group(it: &mut Scene<'_>) -> Option<Command> {
    let (one, other) = (note(it, Some(NoteKind::Note))?, note(it, Some(NoteKind::Note))?);
    let under = if it.dice.below(4) > 0 { Some(other.id) } else { None };
    Some(Command::Note(NoteCommand::Group(one.ceremony, one.id, under)))
}

pub fn shift(it: &mut Scene<'_>) -> Option<Command> {
    let note = note(it, None)?;
    Some(Command::Note(NoteCommand::Shift { ceremony: note.ceremony, note: note.id, down: it.dice.coin() }))
}

pub fn remove_note(it: &mut Scene<'_>) -> Option<Command> {
    let note = note(it, None)?;
    Some(Command::Note(NoteCommand::Remove(note.ceremony, note.id)))
}

pub fn dots(it: &mut Scene<'_>) -> Option<Command> {
    let note = note(it, Some(NoteKind::Note))?;
    let person = if it.dice.coin() { it.person() } else { None };
    let dots = u32::try_from(it.dice.below(4)).unwrap();
    Some(Command::Note(NoteCommand::Dots { ceremony: note.ceremony, note: note.id, person, dots }))
}

pub fn raise(it: &mut Scene<'_>) -> Option<Command> {
    let stuck = if it.dice.coin() { it.person() } else { None };
    let about = if it.dice.coin() { it.item() } else { None };
    Some(Command::Impediment(ImpedimentCommand::Raise { text: it.line(), stuck, about }))
}

fn impediment(it: &mut Scene<'_>) -> Option<ImpedimentId> {
    let all: Vec<ImpedimentId> = meetings(it).impediments.iter().map(|it| it.id).collect();
    it.dice.one(&all)
}

pub fn edit_impediment(it: &mut Scene<'_>) -> Option<Command> {
    Some(Command::set(impediment(it)?, FieldEdit::blind(ImpedimentField::Text(it.line()))))
}

pub fn own(it: &mut Scene<'_>) -> Option<Command> {
    let owner = if it.dice.below(3) > 0 { it.person() } else { None };
    Some(Command::set(impediment(it)?, FieldEdit::blind(ImpedimentField::Owner(owner))))
}

pub fn escalate(it: &mut Scene<'_>) -> Option<Command> {
    Some(Command::set(impediment(it)?, FieldEdit::blind(ImpedimentField::Escalated(text(it)))))
}

pub fn resolve(it: &mut Scene<'_>) -> Option<Command> {
    let open: Vec<ImpedimentId> = meetings(it).open_impediments().iter().map(|it| it.id).collect();
    Some(Command::Impediment(ImpedimentCommand::Resolve(it.dice.one(&open)?, it.prose())))
}

pub fn reopen_impediment(it: &mut Scene<'_>) -> Option<Command> {
    let over: Vec<ImpedimentId> =
        meetings(it).impediments.iter().filter(|it| !it.is_open()).map(|it| it.id).collect();
    Some(Command::Impediment(ImpedimentCommand::Reopen(it.dice.one(&over)?)))
}

pub fn catch(it: &mut Scene<'_>) -> Option<Command> {
    let about = if it.dice.coin() { it.item() } else { None };
    let strength = u32::try_from(it.dice.below(3)).unwrap() + 1;
    Some(Command::Feedback(FeedbackCommand::Catch { text: it.prose(), said_by: text(it), about, strength }))
}

fn feedback(it: &mut Scene<'_>) -> Option<FeedbackId> {
    let all: Vec<FeedbackId> = meetings(it).feedback.iter().map(|it| it.id).collect();
    it.dice.one(&all)
}

pub fn edit_feedback(it: &mut Scene<'_>) -> Option<Command> {
    Some(Command::set(feedback(it)?, FieldEdit::blind(FeedbackField::Text(it.prose()))))
}

pub fn weigh(it: &mut Scene<'_>) -> Option<Command> {
    let strength = u32::try_from(it.dice.below(4)).unwrap();
    Some(Command::set(feedback(it)?, FieldEdit::blind(FeedbackField::Strength(strength))))
}

pub fn link(it: &mut Scene<'_>) -> Option<Command> {
    let about = if it.dice.below(4) > 0 { it.item() } else { None };
    Some(Command::set(feedback(it)?, FieldEdit::blind(FeedbackField::About(about))))
}

pub fn make(it: &mut Scene<'_>) -> Option<Command> {
    Some(Command::Feedback(FeedbackCommand::Make(feedback(it)?, Box::new(NewItem::titled(it.line())))))
}

pub fn remove_feedback(it: &mut Scene<'_>) -> Option<Command> {
    Some(Command::Feedback(FeedbackCommand::Remove(feedback(it)?)))
}

pub fn agree(it: &mut Scene<'_>) -> Option<Command> {
    let ceremony = running(it, |it| it.kind == CeremonyKind::Retrospective)?;
    let notes: Vec<_> =
        meetings(it).notes.iter().filter(|it| it.ceremony == ceremony).map(|it| it.id).collect();
    let note = if it.dice.coin() { it.dice.one(&notes) } else { None };
    let due = it.dice.coin().then(|| it.today() + TimeDelta::days(14));
    let owner = if it.dice.coin() { it.person() } else { None };
    Some(Command::Improvement(ImprovementCommand::Agree { ceremony, title: it.line(), note, owner, due }))
}

fn improvement(it: &mut Scene<'_>) -> Option<ImprovementId> {
    let all: Vec<ImprovementId> = meetings(it).improvements.iter().map(|it| it.id).collect();
    it.dice.one(&all)
}

pub fn plan(it: &mut Scene<'_>) -> Option<Command> {
    let due = it.dice.coin().then(|| it.today() + TimeDelta::days(7));
    Some(Command::set(improvement(it)?, FieldEdit::blind(ImprovementField::Due(due))))
}

pub fn own_improvement(it: &mut Scene<'_>) -> Option<Command> {
    Some(Command::set(improvement(it)?, FieldEdit::blind(ImprovementField::Owner(it.person()))))
}

pub fn progress(it: &mut Scene<'_>) -> Option<Command> {
    let progress = it.dice.one(Progress::ALL)?;
    Some(Command::Improvement(ImprovementCommand::Progress(improvement(it)?, progress)))
}

pub fn split(it: &mut Scene<'_>) -> Option<Command> {
    let open = it.items_where(|item| item.stage.is_open());
    let item = it.dice.one(&open)?;
    it.session.look_at(item).unwrap();
    let mut criteria: Vec<_> = it.workspace().detail(item)?.criteria.iter().map(|it| it.id).collect();
    let children = (0..=it.dice.below(2))
        .map(|_| Child {
            title: it.line(),
            criteria: criteria.pop().filter(|_| it.dice.coin()).into_iter().collect(),
            estimate: it.dice.one(&[None, Some(Points::whole(3))]).flatten(),
        })
        .collect();
    let pattern = it.dice.one(SplitPattern::ALL).filter(|_| it.dice.coin());
    let left = it.dice.one(&[None, Some(None), Some(Some(Points::whole(2)))])?;
    let planned: Vec<_> = it.workspace().planned().iter().map(|sprint| Leftover::Sprint(sprint.id)).collect();
    let next = it.dice.one(&planned);
    let to = it.dice.one(&[None, Some(Leftover::Backlog), next])?;
    let finished = it.dice.coin().then(|| FinishedPart { reason: Some("seen".parse().unwrap()) });
    let finished =
        finished.filter(|_| it.workspace().items.get(item).is_some_and(|it| it.stage.is_on_board()));
    Some(Command::Split(Split { item, pattern, children, left, to, finished }))
}

pub fn outcome(it: &mut Scene<'_>) -> Option<Command> {
    let begun: Vec<_> =
        it.workspace().sprints.iter().filter(|it| it.started_at.is_some()).map(|it| it.id).collect();
    Some(Command::SprintOutcome(SprintOutcomeCommand::Outcome(
        it.dice.one(&begun)?,
        it.dice.one(GoalOutcome::ALL)?,
        text(it),
    )))
}

pub fn capacity(it: &mut Scene<'_>) -> Option<Command> {
    let mut sprints: Vec<_> = it.workspace().planned().iter().map(|it| it.id).collect();
    sprints.extend(it.workspace().running().map(|it| it.id));
    let sprint = it.dice.one(&sprints)?;
    let percent = |it: &mut Scene<'_>| u32::try_from(it.dice.below(101)).unwrap();
    let (days_off, allocation, focus) = (percent(it), percent(it), percent(it));
    Some(Command::SprintOutcome(SprintOutcomeCommand::Capacity {
        sprint,
        person: it.person()?,
        days_off,
        allocation,
        focus,
    }))
}

pub fn urgent(it: &mut Scene<'_>) -> Option<Command> {
    it.workspace().running()?;
    let criteria: Vec<Prose> = vec![it.prose()];
    Some(Command::SprintOutcome(SprintOutcomeCommand::Urgent(Box::new(NewItem {
        criteria,
        ..NewItem::titled(it.line())
    }))))
}

pub fn hurry(it: &mut Scene<'_>) -> Option<Command> {
    it.workspace().running()?;
    Some(Command::SprintOutcome(SprintOutcomeCommand::Hurry(it.open_item()?)))
}
