//! Notes of a ceremony, and dots.

use super::draft::Draft;
use super::field_rules::FieldRules;
use super::order::shifted;
use super::parts::{first_line, not_blank};
use super::{Decided, ceremony, people};
use crate::domain::ceremony::{Ceremony, CeremonyField};
use crate::domain::command::{NewNote, NoteCommand};
use crate::domain::id::{CeremonyId, NoteId, PersonId};
use crate::domain::note::{Dot, Note, NoteField};
use crate::domain::operation::{MeetingOperation, Operation, WrittenNote};
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::sentence::count;
use crate::domain::value::{CeremonyKind, NoteKind, Rank};
use crate::domain::workspace::Workspace;

pub(super) fn decide(draft: &mut Draft<'_>, command: &NoteCommand) -> Decided {
    match command {
        NoteCommand::Add(id, notes) => add(draft, *id, notes),
        NoteCommand::Group(id, note, under) => group(draft, *id, *note, *under),
        NoteCommand::Shift { ceremony, note, down } => shift(draft, *ceremony, *note, *down),
        NoteCommand::Remove(id, note) => {
            let note = find(draft, *id, *note)?;
            let meetings = &draft.workspace.meetings;
            for dot in meetings.dots.iter().filter(|dot| dot.note == note.id) {
                draft.remove(dot);
            }
            for other in meetings.notes.iter().filter(|other| other.under == Some(note.id)) {
                draft.set(other, NoteField::Under(note.under));
            }
            draft.remove(note);
            Ok(MeetingOperation::RemoveNote(note.kind, first_line(note.text.trim())).into())
        }
        NoteCommand::Dots { ceremony, note, person, dots } => give(draft, *ceremony, *note, *person, *dots),
    }
}

fn add(draft: &mut Draft<'_>, id: CeremonyId, notes: &[NewNote]) -> Decided {
    let ceremony = ceremony::running(draft, id)?;
    if notes.is_empty() {
        return Err(Refusal::value("there is nothing to note"));
    }
    let last = draft.workspace.meetings.notes.iter().filter(|it| it.ceremony == id).map(|it| &it.rank).max();
    let ranks = Rank::spread(last, None, notes.len());
    for (new, rank) in notes.iter().zip(ranks) {
        not_blank(&new.text, "a note")?;
        fits(draft, ceremony, new)?;
        let note = Note {
            id: draft.next_id::<Note>()?,
            ceremony: id,
            kind: new.kind,
            rank,
            text: new.text.clone(),
            author: new.author.or(if new.kind == NoteKind::Demo { None } else { draft.actor() }),
            at: draft.now(),
            about: new.about,
            impediment: new.impediment,
            topic: new.topic.clone(),
            under: new.under,
        };
        draft.create(note);
    }
    let [one] = notes else { return Ok(MeetingOperation::AddNotes(notes.len()).into()) };
    let written = WrittenNote {
        kind: one.kind,
        text: first_line(one.text.trim()),
        about: one.about,
        // The author is recorded only if another person wrote the note down.
        by: one.author.filter(|author| Some(*author) != draft.actor()),
        topic: one.topic.clone(),
    };
    Ok(MeetingOperation::AddNote(Box::new(written)).into())
}

/// The maximum length of a chain of whys.
///
/// Source: Taiichi Ohno, Toyota Production System: five whys.
const FIVE: usize = 5;

fn fits(draft: &Draft<'_>, ceremony: &Ceremony, new: &NewNote) -> Result<(), Refusal> {
    if let Some(topic) = &new.topic
        && !ceremony.columns().contains(&topic.as_str())
    {
        return Err(Refusal::unknown(format!("the wall has no column {topic}"))
            .hint(format!("it has {}", ceremony.columns().join(", "))));
    }
    if new.kind == NoteKind::Demo && (ceremony.kind != CeremonyKind::Review || new.about.is_none()) {
        return Err(Refusal::rule("only items can be in the demo of a review"));
    }
    if let Some(author) = new.author {
        draft.find::<Person>(author)?;
    }
    if let Some(item) = new.about {
        draft.item(item)?;
    }
    if let Some(id) = new.impediment
        && draft.workspace.meetings.impediments.get(id).is_none()
    {
        return Err(Refusal::unknown("there is no such impediment"));
    }
    let mut above = new.under;
    for whys in 0..=FIVE {
        let Some(id) = above else { break };
        let note = find(draft, ceremony.id, id)?;
        if note.kind != NoteKind::Why || new.kind != NoteKind::Why {
            break;
        }
        if whys == FIVE - 1 {
            return Err(
                Refusal::rule("there are already five whys").hint("add an improvement for the last one")
            );
        }
        above = note.under;
    }
    Ok(())
}

fn group(draft: &mut Draft<'_>, id: CeremonyId, note: NoteId, under: Option<NoteId>) -> Decided {
    let note = find(draft, id, note)?;
    let Some(under) = under else {
        draft.set(note, NoteField::Under(None));
        return Ok(MeetingOperation::GroupNote(first_line(note.text.trim()), None).into());
    };
    let head = find(draft, id, under)?;
    if head.kind != NoteKind::Note || note.kind != NoteKind::Note {
        return Err(Refusal::rule("only notes of the wall are grouped"));
    }
    // A group has one head: the notes under this one move with it.
    let head = match head.under {
        Some(above) if above != note.id => find(draft, id, above)?,
        Some(_) | None => head,
    };
    if head.id == note.id {
        return Err(Refusal::rule("a note cannot be grouped with itself"));
    }
    if head.under == Some(note.id) {
        draft.set(head, NoteField::Under(None));
    }
    for other in draft.workspace.meetings.notes.iter() {
        if other.under == Some(note.id) && other.kind == NoteKind::Note && other.id != head.id {
            draft.set(other, NoteField::Under(Some(head.id)));
        }
    }
    draft.set(note, NoteField::Under(Some(head.id)));
    Ok(MeetingOperation::GroupNote(first_line(note.text.trim()), Some(first_line(head.text.trim()))).into())
}

fn shift(draft: &mut Draft<'_>, id: CeremonyId, note: NoteId, down: bool) -> Decided {
    let note = find(draft, id, note)?;
    let list = draft.workspace.meetings.notes_of(id, note.kind);
    let rank = shifted(list, note, down, |it| &it.rank)
        .ok_or_else(|| Refusal::already("it is already at the end"))?;
    draft.set(note, NoteField::Rank(rank));
    Ok(MeetingOperation::MoveNote(note.kind, first_line(note.text.trim())).into())
}

fn give(draft: &mut Draft<'_>, id: CeremonyId, note: NoteId, person: Option<PersonId>, dots: u32) -> Decided {
    let note = find(draft, id, note)?;
    if note.kind != NoteKind::Note {
        return Err(Refusal::rule("only notes of the wall get dots"));
    }
    let person = person.or(draft.actor()).ok_or_else(|| Refusal::rule("it is not known who votes"))?;
    people::present(draft, person)?;
    let meetings = &draft.workspace.meetings;
    let mine: Vec<&Dot> =
        meetings.dots.iter().filter(|dot| dot.note == note.id && dot.person == person).collect();
    let wanted = usize::try_from(dots).unwrap_or(usize::MAX);
    let each = meetings.dots_each(id);
    let left = each.saturating_sub(meetings.dots_by(id, person));
    if wanted.saturating_sub(mine.len()) > left {
        let name = draft.workspace.name(person);
        let left = if left == 0 { "no dots".to_owned() } else { count(left, "dot", "dots") };
        return Err(Refusal::rule(format!("{name} has {left} left"))
            .hint(format!("everyone has {}: one for every three notes", count(each, "dot", "dots"))));
    }
    let ceremony = draft.find::<Ceremony>(id)?;
    draft.set(ceremony, CeremonyField::Dots(u32::try_from(each).ok()));
    for dot in mine.iter().skip(wanted) {
        draft.remove(*dot);
    }
    for _ in mine.len()..wanted {
        let dot = Dot { id: draft.next_id::<Dot>()?, ceremony: id, note: note.id, person };
        draft.create(dot);
    }
    let whose = Some(person).filter(|person| draft.actor() != Some(*person));
    Ok(MeetingOperation::GiveDots(dots, whose, first_line(note.text.trim())).into())
}

impl FieldRules for Note {
    fn check(draft: &Draft<'_>, row: &Self, new: &NoteField) -> Result<(), Refusal> {
        ceremony::running(draft, row.ceremony)?;
        if let NoteField::Text(text) = new {
            not_blank(text, "a note")
        } else if let NoteField::Author(Some(person)) = new {
            people::is_present(draft, *person)
        } else {
            Ok(())
        }
    }

    fn specific_operation(row: &Self, new: &NoteField) -> Option<Operation> {
        if let NoteField::Text(text) = new {
            Some(MeetingOperation::ChangeNote(row.kind, first_line(text.trim())).into())
        } else if let NoteField::Author(person) = new {
            Some(MeetingOperation::SetPresenter(*person, first_line(row.text.trim())).into())
        } else {
            None
        }
    }

    fn called(_workspace: &Workspace, _row: &Self) -> String {
        "a note".to_owned()
    }
}

/// Returns a note of a running ceremony.
fn find<'a>(draft: &Draft<'a>, ceremony: CeremonyId, id: NoteId) -> Result<&'a Note, Refusal> {
    ceremony::running(draft, ceremony)?;
    let note = draft.workspace.meetings.notes.get(id).filter(|note| note.ceremony == ceremony);
    note.ok_or_else(|| Refusal::unknown("there is no such note in it"))
}
