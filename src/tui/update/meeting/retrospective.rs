//! Notes, groups, dot votes and causes.

use super::{ask, here, running};
use crate::domain::attendance::participants;
use crate::domain::ceremony::WALLS;
use crate::domain::command::{HiddenCommand, NewNote, NoteCommand};
use crate::domain::id::{CeremonyId, NoteId};
use crate::domain::note::Note;
use crate::domain::value::{CeremonyKind, Line, NoteKind, Prose};
use crate::domain::views::{Target, Topic};
use crate::tui::effect::{Answer, Effect};
use crate::tui::layer::{PickRow, Picker, Prompt};
use crate::tui::model::Model;
use crate::tui::update::run;
use crate::tui::world::World;

/// Adds notes to the selected column; in the last topic, an improvement.
pub fn new_note(model: &mut Model, world: &World<'_>) -> Answer {
    if here(model)?.topic() == Topic::Improvements {
        return super::improvement::new(model, world);
    }
    let ceremony = running(model, world)?;
    let columns = ceremony.columns();
    let meeting = here(model)?;
    let notes = &world.workspace.meetings.notes;
    let here = if let Target::HiddenNote(id) = meeting.target() {
        meeting.own_note(id).and_then(|note| Line::clipped(&note.topic))
    } else {
        meeting.target().note().and_then(|id| notes.get(id)?.topic.clone())
    };
    let first = columns.first().and_then(|column| Line::clipped(column));
    let topic = here.or(first).ok_or("the wall has no column")?;
    noticed(ceremony.id, topic, "")
}

/// Asks for notes in a column of the wall; Tab switches to the next column.
fn noticed(ceremony: CeremonyId, topic: Line, text: &str) -> Answer {
    let title = format!("{topic}");
    let new = NewNote { topic: Some(topic.clone()), ..NewNote::plain(NoteKind::Note, Prose::default()) };
    let prompt = ask::note(title, "Tab next column · Esc done", ceremony, new);
    let prompt = prompt.on_tab(move |world, prompt| {
        let running = world.workspace.meetings.ceremonies.get(ceremony);
        let columns = running.map_or_else(Vec::new, |it| it.columns());
        let at = columns.iter().position(|it| *it == topic.as_str());
        let next = at.and_then(|at| columns.get((at + 1) % columns.len())).and_then(|it| Line::clipped(it));
        noticed(ceremony, next.ok_or("Tab does nothing here")?, prompt.input.text())
    });
    prompt.repeating().with_text(text).open()
}

/// Offers the formats of a retrospective.
pub fn formats() -> Answer {
    let begin = |wall| Ok(vec![Effect::Hold(CeremonyKind::Retrospective, None, wall)]);
    let mut rows: Vec<_> = WALLS
        .iter()
        .map(|(name, columns)| {
            let wall: Vec<Line> = columns.iter().filter_map(|column| Line::clipped(column)).collect();
            PickRow::new(*name, columns.join(", "), move |_| begin(wall.clone()))
        })
        .collect();
    rows.push(PickRow::new("Your own", "name your columns", move |_| {
        let hint = "with commas between, such as  Liked, Missed, Try";
        let prompt = Prompt::new("Columns of the wall", hint, move |_, prompt| {
            let columns = prompt.text().split(',');
            let columns: Vec<Line> = columns.filter_map(|it| Line::clipped(it.trim())).collect();
            if columns.is_empty() { Err("a wall needs a column".to_owned()) } else { begin(columns) }
        });
        prompt.open()
    }));
    Picker::new("Format of the retrospective", rows).open()
}

/// Reveals the hidden notes.
pub fn reveal(model: &mut Model, world: &World<'_>) -> Answer {
    let id = running(model, world)?.id;
    run(HiddenCommand::RevealNotes(id))
}

/// Groups the note under another one.
pub fn group(model: &mut Model, world: &World<'_>) -> Answer {
    let id = running(model, world)?.id;
    let Target::Note(note, _) = here(model)?.target() else {
        return Err("select a note first".to_owned());
    };
    let meetings = &world.workspace.meetings;
    let put = |under: Option<NoteId>| move |_: &World<'_>| run(NoteCommand::Group(id, note, under));
    let row = |it: &Note| {
        let words = it.text.trim().lines().next().unwrap_or_default();
        PickRow::new(words, it.topic.as_deref().unwrap_or_default(), put(Some(it.id)))
    };
    let others = meetings.notes_of(id, NoteKind::Note).into_iter();
    let mut rows: Vec<_> = others.filter(|it| it.id != note && it.under.is_none()).map(row).collect();
    if meetings.notes.get(note).is_some_and(|it| it.under.is_some()) {
        rows.insert(0, PickRow::new("on its own", "out of the group", put(None)));
    }
    if rows.is_empty() {
        return Err("no other note to group it with".to_owned());
    }
    Picker::new("Together with", rows).open()
}

/// Asks for the cause of the selected row, up to five levels deep.
pub fn why(model: &mut Model, world: &World<'_>) -> Answer {
    let id = running(model, world)?.id;
    let (under, about, impediment, of) = match here(model)?.target() {
        Target::Note(note, about) => {
            let text = world.workspace.meetings.notes.get(note).map(|it| it.text.trim().to_owned());
            (Some(note), about, None, text.unwrap_or_default())
        }
        Target::Impediment(impediment) => {
            let text = world.workspace.meetings.impediments.get(impediment).map(|it| it.text.to_string());
            (None, None, Some(impediment), text.unwrap_or_default())
        }
        Target::Item(item) | Target::Improvement(_, item) | Target::Feedback(_, Some(item)) => {
            (None, Some(item), None, world.workspace.key(item))
        }
        Target::Nothing
        | Target::HiddenNote(_)
        | Target::Person(_)
        | Target::Part(_)
        | Target::Feedback(_, None)
        | Target::Words(_) => {
            return Err("select a note, rejection, bug or impediment first".to_owned());
        }
    };
    let first = of.lines().next().unwrap_or_default().to_owned();
    let note = NewNote { about, impediment, under, ..NewNote::plain(NoteKind::Why, Prose::default()) };
    let prompt = ask::note(format!("Why \"{first}\"?"), "because …", id, note);
    Prompt { next_title: Some("And why is that?"), ..prompt }.repeating().open()
}

/// Gives a dot to the selected note, or takes one back.
pub fn dot(model: &mut Model, world: &World<'_>, by: i32) -> Answer {
    let current = running(model, world)?;
    let (ceremony, others) = (current.id, participants(world.workspace, current));
    let Target::Note(note, _) = here(model)?.target() else {
        return Err("select a note first".to_owned());
    };
    let me = world.me.ok_or("there is nobody to place a dot")?;
    let meetings = &world.workspace.meetings;
    let each = meetings.dots_each(ceremony);
    if by > 0 && meetings.dots_by(ceremony, me) >= each {
        // At a shared keyboard, the others vote, too.
        let left = |id: &crate::domain::id::PersonId| each.saturating_sub(meetings.dots_by(ceremony, *id));
        let rows: Vec<_> = others
            .into_iter()
            .filter(|id| left(id) > 0)
            .map(|id| {
                PickRow::new(world.workspace.name(id), format!("{} left", left(&id)), move |world| {
                    let dots = world.workspace.meetings.dots.iter();
                    let given = dots.filter(|it| it.note == note && it.person == id).count();
                    let dots = u32::try_from(given + 1).unwrap_or(u32::MAX);
                    run(NoteCommand::Dots { ceremony, note, person: Some(id), dots })
                })
            })
            .collect();
        if rows.is_empty() {
            return Err("all dots are used; x removes one of yours".to_owned());
        }
        return Picker::new("Whose dot?", rows).open();
    }
    // The dot to take back may be on another note of the group.
    let mut mine = meetings.dots_of(note).filter(|it| it.person == me).map(|it| it.note);
    let note = if by < 0 { mine.next().ok_or("you have no dot here")? } else { note };
    let now = meetings.dots.iter().filter(|it| it.note == note && it.person == me).count();
    let dots = u32::try_from(now).unwrap_or(u32::MAX).saturating_add_signed(by);
    run(NoteCommand::Dots { ceremony, note, person: None, dots })
}
