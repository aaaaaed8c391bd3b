//! Notes, groups, dots and whys.

use super::{here, run, running};
use crate::domain::ceremony::WALLS;
use crate::domain::command::{Command, NewNote, NoteCommand};
use crate::domain::value::{CeremonyKind, Line, NoteKind, Prose};
use crate::tui::layer::{Ask, Layer, Pick, PickFor, PickRow, Picker};
use crate::tui::model::Model;
use crate::tui::screen::{Target, Topic};
use crate::tui::update::Answer;
use crate::tui::update::change::push;
use crate::tui::update::open::prompt;
use crate::tui::world::World;

/// Adds notes to the column under the cursor; in the last topic, an improvement.
pub(in crate::tui::update) fn new_note(model: &mut Model, world: &World<'_>) -> Answer {
    if here(model)?.topic() == Topic::Improvements {
        return super::improvement::new(model, world);
    }
    let ceremony = running(model, world)?;
    let columns = ceremony.columns();
    let meeting = here(model)?;
    let notes = &world.workspace.meetings.notes;
    let here = if let Target::Sealed(at) = meeting.target() {
        meeting.facts.mine.get(at).and_then(|(topic, _)| Line::clipped(topic))
    } else {
        meeting.target().note().and_then(|id| notes.get(id)?.topic.clone())
    };
    let first = columns.first().and_then(|column| Line::clipped(column));
    let topic = here.or(first).ok_or_else(|| "the wall has no column".to_owned())?;
    let title = format!("{topic}: what did you notice?");
    let note = NewNote { topic: Some(topic), ..NewNote::plain(NoteKind::Note, Prose::default()) };
    prompt(model, title, "", Ask::Note(ceremony.id, Box::new(note)), "Tab takes the next column; Esc ends")
}

/// Goes on with the next column in the line that takes notes.
pub(in crate::tui::update) fn next_column(model: &mut Model, world: &World<'_>) -> Answer {
    let Some(Layer::Prompt(prompt)) = model.layers.last_mut() else { return Ok(Vec::new()) };
    let Ask::Note(id, note) = &mut prompt.ask else {
        return Err("Tab does nothing here".to_owned());
    };
    let ceremony = world.workspace.meetings.ceremonies.get(*id);
    let columns = ceremony.map_or_else(Vec::new, |it| it.columns());
    let at = columns.iter().position(|it| Some(*it) == note.topic.as_deref());
    let Some(next) = at.and_then(|at| columns.get((at + 1) % columns.len())).and_then(|it| Line::clipped(it))
    else {
        return Err("Tab does nothing here".to_owned());
    };
    prompt.title = format!("{next}: what did you notice?");
    note.topic = Some(next);
    Ok(Vec::new())
}

/// Offers the formats of a retrospective.
pub(super) fn formats(model: &mut Model) -> Answer {
    let line = |column: &&str| Line::clipped(column);
    let mut rows: Vec<PickRow> = WALLS
        .iter()
        .map(|(name, columns)| {
            let wall = columns.iter().filter_map(line).collect();
            PickRow::new(*name, columns.join(", "), Pick::Wall(wall))
        })
        .collect();
    rows.push(PickRow::new("Your own", "asks for the columns", Pick::Wall(Vec::new())));
    let purpose = PickFor::Begin(CeremonyKind::Retrospective);
    push(model, Layer::Picker(Box::new(Picker::new("Which format?", purpose, rows))))
}

/// Turns over what lies face down.
pub(in crate::tui::update) fn turn_over(model: &Model, world: &World<'_>) -> Answer {
    running(model, world)?;
    Ok(vec![crate::tui::effect::Effect::TurnOver])
}

/// Puts the note under another one.
pub(in crate::tui::update) fn group(model: &mut Model, world: &World<'_>) -> Answer {
    let id = running(model, world)?.id;
    let Target::Note(note, _) = here(model)?.target() else {
        return Err("put the cursor on a note".to_owned());
    };
    let meetings = &world.workspace.meetings;
    let mut rows: Vec<PickRow> = meetings
        .notes_of(id, NoteKind::Note)
        .into_iter()
        .filter(|it| it.id != note && it.under.is_none())
        .map(|it| {
            let column = it.topic.as_deref().unwrap_or_default();
            PickRow::new(it.text.trim().lines().next().unwrap_or_default(), column, Pick::Note(Some(it.id)))
        })
        .collect();
    if meetings.notes.get(note).is_some_and(|it| it.under.is_some()) {
        rows.insert(0, PickRow::new("on its own", "out of the group", Pick::Note(None)));
    }
    if rows.is_empty() {
        return Err("there is no other note to group it with".to_owned());
    }
    push(model, Layer::Picker(Box::new(Picker::new("Together with", PickFor::Group(id, note), rows))))
}

/// Asks why, and hangs the answer under what the cursor is on; five times at the most.
pub(in crate::tui::update) fn why(model: &mut Model, world: &World<'_>) -> Answer {
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
        | Target::Sealed(_)
        | Target::Person(_)
        | Target::Feedback(_, None)
        | Target::Words(_) => {
            return Err("put the cursor on a note, a rejection, a bug or an impediment".to_owned());
        }
    };
    let first = of.lines().next().unwrap_or_default().to_owned();
    let note = NewNote { about, impediment, under, ..NewNote::plain(NoteKind::Why, Prose::default()) };
    prompt(model, format!("Why \"{first}\"?"), "", Ask::Note(id, Box::new(note)), "because …")
}

/// Gives a dot to the note under the cursor, or takes one back.
pub(super) fn dot(model: &mut Model, world: &World<'_>, by: i32) -> Answer {
    let held = running(model, world)?;
    let (ceremony, present) = (held.id, held.present.clone());
    let Target::Note(note, _) = here(model)?.target() else {
        return Err("put the cursor on a note".to_owned());
    };
    let me = world.me.ok_or_else(|| "nobody is known who could give a dot".to_owned())?;
    let meetings = &world.workspace.meetings;
    let each = meetings.dots_each(ceremony);
    if by > 0 && meetings.dots_by(ceremony, me) >= each {
        // At one keyboard the others give theirs, too.
        let rows: Vec<PickRow> = present
            .iter()
            .map(|id| (*id, each.saturating_sub(meetings.dots_by(ceremony, *id))))
            .filter(|(_, left)| *left > 0)
            .map(|(id, left)| {
                PickRow::new(world.workspace.name(id), format!("{left} left"), Pick::Person(id))
            })
            .collect();
        if rows.is_empty() {
            return Err("everybody has given all of their dots; x takes one of yours back".to_owned());
        }
        return push(
            model,
            Layer::Picker(Box::new(Picker::new("Whose dot?", PickFor::Dot(ceremony, note), rows))),
        );
    }
    // A dot that is taken back may lie on a note of the group.
    let mut mine = meetings.dots_of(note).filter(|it| it.person == me).map(|it| it.note);
    let note = if by < 0 { mine.next().ok_or("you have given it no dot")? } else { note };
    let now = meetings.dots.iter().filter(|it| it.note == note && it.person == me).count();
    let dots = u32::try_from(now).unwrap_or(u32::MAX).saturating_add_signed(by);
    run(Command::Note(NoteCommand::Dots { ceremony, note, person: None, dots }))
}
