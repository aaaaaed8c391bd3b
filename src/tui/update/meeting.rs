//! Actions in ceremonies.

mod ask;
mod cadence;
mod hold;
mod improvement;
mod planning;
pub mod poker;
mod refinement;
mod retrospective;

pub use ask::{decide, feedback, goal_outcome, impede, park, save_minutes, timebox, urgent};
pub use hold::{ask_attendance, attend, end, menu, minutes, present};
pub use planning::{ahead, pull, side};
pub use refinement::after_postponing;
pub use retrospective::{group, new_note, reveal, why};

use super::{beside, over, people, run, there};
use crate::domain::ceremony::Ceremony;
use crate::domain::command::{
    Command, FeedbackCommand, FieldEdit, HiddenCommand, ImpedimentCommand, ImprovementCommand, ItemCommand,
    NewNote, NoteCommand, Position as Rank,
};
use crate::domain::dice::Dice;
use crate::domain::feedback::FeedbackField;
use crate::domain::id::{Id, PersonId};
use crate::domain::impediment::ImpedimentField;
use crate::domain::note::NoteField;
use crate::domain::value::{CeremonyKind, Line, NoteKind, Progress, Prose};
use crate::domain::views::CeremonyCursor;
use crate::domain::views::item::PartRef;
use crate::domain::views::standup::Stop;
use crate::domain::views::{Target, Topic};
use crate::tui::effect::{Answer, Effect};
use crate::tui::layer::{PickRow, Picker, Prompt};
use crate::tui::model::{BoardPane, Model};
use crate::tui::screen::{Meeting, Screen};
use crate::tui::world::World;

/// Returns the top ceremony, or the message that there is none.
pub fn here(model: &Model) -> Result<&Meeting, String> {
    match model.screens.last() {
        Some(Screen::Meeting(meeting)) => Ok(meeting),
        Some(_) | None => Err("only in a ceremony; c starts one".to_owned()),
    }
}

fn running<'a>(model: &Model, world: &World<'a>) -> Result<&'a Ceremony, String> {
    let id = here(model)?.id;
    let ceremony = world.workspace.meetings.ceremonies.get(id).filter(|it| it.is_running());
    ceremony.ok_or_else(|| "this ceremony has ended; Esc to leave".to_owned())
}

/// Goes to the next item or stop; after the last one, to the next topic.
pub fn along(model: &Model, world: &World<'_>, forward: bool) -> Answer {
    let meeting = here(model)?;
    let mut place = meeting.cursor.clone();
    let went = if meeting.topic() == Topic::Walk {
        let stops = meeting.walk(world);
        let at = meeting.stop(world).and_then(|stop| stops.iter().position(|it| *it == stop));
        beside(&stops, at.unwrap_or_default(), forward).map(|stop| match stop {
            Stop::Person(id) => place.person = Some(id.number()),
            Stop::Nobody => place.person = Some(0),
            Stop::Column(id) => place.column = Some(id.number()),
        })
    } else if meeting.topic().is_item_by_item() {
        let queue = meeting.queue(world);
        let here = meeting.item();
        let at = queue.iter().position(|id| Some(*id) == here);
        at.map_or(queue.first(), |at| beside(&queue, at, forward)).map(|id| {
            place.item = Some(id.number());
            place.round = 0;
        })
    } else {
        None
    };
    match went {
        Some(()) => Ok(vec![Effect::Go(place)]),
        None => topic(model, world, forward),
    }
}

/// Goes to the next or the previous topic.
pub fn topic(model: &Model, world: &World<'_>, forward: bool) -> Answer {
    let meeting = here(model)?;
    let topics = Topic::of(meeting.kind);
    let at = meeting.cursor.topic.min(topics.len() - 1);
    let to = if forward { at + 1 } else { at.wrapping_sub(1) };
    if to >= topics.len() {
        return Err(if forward {
            "this is the last topic; Q ends the ceremony"
        } else {
            "this is the first topic"
        }
        .to_owned());
    }
    let mut place = CeremonyCursor {
        topic: to,
        item: None,
        person: None,
        column: None,
        round: 0,
        ..meeting.cursor.clone()
    };
    // The walk has an explicit position from the start: someone who joins it before that position must not move
    // everyone back.
    match meeting.walk(world).first().filter(|_| topics[to] == Topic::Walk) {
        Some(Stop::Person(id)) => place.person = Some(id.number()),
        Some(Stop::Column(id)) => place.column = Some(id.number()),
        Some(Stop::Nobody) | None => {}
    }
    Ok(vec![Effect::Go(place)])
}

/// Switches the walk between persons and board columns from right to left.
pub fn lanes(model: &mut Model, _world: &World<'_>) -> Answer {
    let meeting = here(model)?;
    let place = CeremonyCursor {
        by_column: !meeting.cursor.by_column,
        topic: 1,
        person: None,
        column: None,
        ..meeting.cursor.clone()
    };
    Ok(vec![Effect::Go(place)])
}

/// Shuffles the remaining people of the walk, or all before it has started, and announces the next one.
pub fn shuffle(model: &mut Model, world: &World<'_>) -> Answer {
    let meeting = here(model)?;
    let stops = meeting.walk(world);
    let number = |stop: &Stop| if let Stop::Person(id) = stop { Some(id.number()) } else { None };
    let mut people: Vec<u64> = stops.iter().filter_map(number).collect();
    let at = meeting.stop(world).filter(|_| meeting.topic() == Topic::Walk).as_ref().and_then(number);
    let at = at.and_then(|id| people.iter().position(|it| *it == id)).unwrap_or_default();
    let heard = if at == 0 { 0 } else { at + 1 };
    let Some(rest) = people.get_mut(heard..).filter(|rest| rest.len() > 1) else {
        return Err(if meeting.cursor.by_column {
            "nothing to shuffle; z walks by person"
        } else {
            "nobody left to shuffle"
        }
        .to_owned());
    };
    Dice::new(world.now.0.unsigned_abs()).shuffle(rest);
    let name = |id: &u64| PersonId::new(*id).map_or("", |id| world.workspace.name(id));
    let message = format!("the order is {}", rest.iter().map(name).collect::<Vec<_>>().join(", "));
    let person = if heard == 0 { None } else { meeting.cursor.person };
    let place = CeremonyCursor { order: people, person, ..meeting.cursor.clone() };
    model.say(message, world.now);
    Ok(vec![Effect::Go(place)])
}

/// Opens the selected row; in the demo, adds an item or asks for its presenter.
pub fn open(model: &mut Model, world: &World<'_>) -> Answer {
    let meeting = here(model)?;
    let (id, topic, target) = (meeting.id, meeting.topic(), meeting.target());
    if meeting.kind == CeremonyKind::Planning {
        return planning::open(model, world);
    }
    match (topic, target) {
        (Topic::Demo, Target::Item(item)) => {
            let title = world.item(item).map_or_else(String::new, |it| it.title.to_string());
            let text: Prose = title.parse().map_err(|_| "this item has no title")?;
            let by = world.item(item).and_then(|it| it.assignees.first().copied());
            let note = NewNote { author: by, about: Some(item), ..NewNote::plain(NoteKind::Demo, text) };
            run(NoteCommand::Add(id, vec![note]))
        }
        (Topic::Demo, Target::Note(note, _)) => {
            let shows = move |person| run(Command::set(note, FieldEdit::blind(NoteField::Author(person))));
            let mut rows = people::rows(world, move |_, person| shows(Some(person)));
            rows.push(PickRow::new("nobody yet", "", move |_| shows(None)));
            Picker::new("Who presents?", rows).open()
        }
        (Topic::Queue | Topic::Acceptance, _) => super::edit::edit(model, world),
        (_, Target::Impediment(impediment)) => {
            let owns = move |_: &World<'_>, person| {
                run(Command::set(impediment, FieldEdit::blind(ImpedimentField::Owner(Some(person)))))
            };
            let rows = people::rows(world, owns);
            Picker::new("Who owns it?", rows).open()
        }
        (_, Target::Feedback(feedback, _)) => ask::about_feedback(world, feedback),
        (_, Target::Note(_, None) | Target::HiddenNote(_)) => edit(model, world),
        (_, target) => match target.item() {
            Some(item) => Ok(vec![Effect::Show(item)]),
            None => Err("nothing to open here".to_owned()),
        },
    }
}

/// Edits the selected note, feedback or improvement; items are edited as everywhere.
pub fn edit(model: &mut Model, world: &World<'_>) -> Answer {
    let meeting = here(model)?;
    if meeting.kind == CeremonyKind::Planning {
        return planning::edit(model, world);
    }
    if let Target::Improvement(id, _) = meeting.target() {
        return improvement::edit(world, id);
    }
    if let Target::HiddenNote(id) = meeting.target() {
        let note = meeting.own_note(id).ok_or("this note no longer exists")?;
        let (ceremony, text) = (meeting.id, note.text.clone());
        let topic = Line::clipped(&note.topic).ok_or("the wall has no column")?;
        let prompt = Prompt::new("Note", "one line; hidden until revealed", move |_, prompt| {
            if prompt.text().is_empty() {
                return Err("write the note".to_owned());
            }
            run(HiddenCommand::Rewrite(ceremony, id, topic.clone(), prompt.prose()?))
        });
        return prompt.with_text(text.trim()).open();
    }
    if let Target::Note(note, item) = meeting.target()
        && (item.is_none() || meeting.topic() == Topic::Demo)
    {
        let note = there(world.workspace.meetings.notes.get(note), "note")?;
        let (title, now) = if meeting.topic() == Topic::Demo {
            // Without a description, the item's title is shown.
            let title = item.and_then(|id| world.item(id)).map_or("", |item| item.title.as_str());
            let now = Some(note.text.trim()).filter(|text| *text != title).unwrap_or_default();
            ("What will be shown?", now)
        } else {
            ("Note", note.text.trim())
        };
        let set = over(note.id, None, &note.text, NoteField::Text);
        return Prompt::new(title, "one line", move |_, prompt| set(prompt.prose()?)).with_text(now).open();
    }
    if let Target::Feedback(id, _) = meeting.target() {
        let feedback = there(world.workspace.meetings.feedback.get(id), "feedback")?;
        let set = over(id, None, &feedback.text, FeedbackField::Text);
        let prompt = Prompt::new("What do they say?", "their words", move |_, prompt| set(prompt.prose()?));
        return prompt.with_text(feedback.text.trim()).open();
    }
    super::edit::edit(model, world)
}

/// Toggles the selected row.
pub fn met(model: &mut Model, world: &World<'_>) -> Answer {
    let meeting = here(model)?;
    match (meeting.topic(), meeting.target()) {
        (Topic::LastTime | Topic::Improvements, Target::Improvement(id, _)) => {
            progress(world, id, Progress::Done)
        }
        (Topic::Votes | Topic::Wall, Target::Note(..)) => retrospective::dot(model, world, 1),
        (_, Target::Impediment(id)) => {
            let hint = "optional";
            let prompt = Prompt::new("How was it resolved?", hint, move |_, prompt| {
                run(ImpedimentCommand::Resolve(id, prompt.prose()?))
            });
            prompt.open()
        }
        _ => super::change::met(model, world),
    }
}

pub fn failed(model: &mut Model, world: &World<'_>) -> Answer {
    let meeting = here(model)?;
    match (meeting.topic(), meeting.target()) {
        (Topic::LastTime | Topic::Improvements, Target::Improvement(id, _)) => {
            progress(world, id, Progress::Dropped)
        }
        (Topic::Votes | Topic::Wall, Target::Note(..)) => retrospective::dot(model, world, -1),
        (_, Target::Impediment(id)) => {
            let hint = "a name; empty withdraws it";
            let prompt = Prompt::new("To whom is it escalated?", hint, move |_, prompt| {
                run(Command::set(id, FieldEdit::blind(ImpedimentField::Escalated(prompt.maybe_line()?))))
            });
            prompt.open()
        }
        _ => super::change::failed(model, world),
    }
}

/// Sets the progress of an improvement; setting the same again reverts it.
fn progress(world: &World<'_>, id: crate::domain::id::ImprovementId, to: Progress) -> Answer {
    let now = world.workspace.meetings.improvements.get(id).map(|it| it.progress);
    let to = if now == Some(to) { Progress::Going } else { to };
    run(ImprovementCommand::Progress(id, to))
}

/// Removes the selected row: a note, hidden or not, or feedback; an impediment is resolved instead.
pub fn remove(model: &mut Model, world: &World<'_>) -> Answer {
    let meeting = here(model)?;
    match meeting.target() {
        Target::Note(note, _) => run(NoteCommand::Remove(meeting.id, note)),
        Target::HiddenNote(note) => run(HiddenCommand::Remove(meeting.id, note)),
        Target::Impediment(id) => run(ImpedimentCommand::Resolve(id, Prose::default())),
        Target::Feedback(id, _) => run(FeedbackCommand::Remove(id)),
        Target::Nothing
        | Target::Item(_)
        | Target::Improvement(..)
        | Target::Person(_)
        | Target::Part(_)
        | Target::Words(_) => super::change::remove(model, world),
    }
}

/// Moves a demo entry up or down; criteria are moved as everywhere.
pub fn rank(model: &Model, world: &World<'_>, down: bool) -> Answer {
    let meeting = here(model)?;
    if let (Topic::Demo, Target::Note(note, _)) = (meeting.topic(), meeting.target()) {
        return run(NoteCommand::Shift { ceremony: meeting.id, note, down });
    }
    if let (Some(_), Some(PartRef::Criterion(_))) = (model.item(world), model.part()) {
        return super::change::rank_part(model, world, down);
    }
    let item = super::here(model, world)?.id;
    let order = world.workspace.items.backlog();
    let at = order.iter().position(|id| *id == item).ok_or("the item is not in the backlog")?;
    let neighbour = beside(order, at, down);
    let neighbour = *neighbour.ok_or("already at the end")?;
    let place = if down { Rank::After(neighbour) } else { Rank::Before(neighbour) };
    run(ItemCommand::Rank { items: vec![item], place })
}

/// Moves the selected card to the adjacent column.
pub fn carry(model: &Model, world: &World<'_>, right: bool) -> Answer {
    let item = model.item(world).and_then(|id| world.item(id)).ok_or("there is no card here")?;
    let columns = BoardPane::columns(world);
    let at = columns.iter().position(|column| Some(column.id) == item.board_column);
    let at = at.ok_or("the item is not on the board")?;
    let to = beside(&columns, at, right);
    let to = to.ok_or("no more columns there; A accepts items in Review")?;
    let mut effects = run(ItemCommand::Move(vec![item.id], to.id))?;
    let meeting = here(model)?;
    if meeting.cursor.by_column {
        // The walk follows the card, so that the next key applies to it and not to its neighbour.
        effects.push(Effect::Go(CeremonyCursor { column: Some(to.id.number()), ..meeting.cursor.clone() }));
        effects.push(Effect::Select(Target::Item(item.id)));
    }
    Ok(effects)
}
