//! Recording in a ceremony: topics for later, decisions, impediments, feedback, the sprint's outcome.

use super::{here, running};
use crate::domain::ceremony::CeremonyField;
use crate::domain::command::{
    Command, FeedbackCommand, FieldEdit, HiddenCommand, ImpedimentCommand, NewItem, NewNote, NoteCommand,
    SprintOutcomeCommand,
};
use crate::domain::feedback::{FeedbackField, STRONGEST};
use crate::domain::id::{CeremonyId, FeedbackId, ItemId, PersonId, SprintId};
use crate::domain::value::{GoalOutcome, Kind, Line, NoteKind, Prose};
use crate::domain::views::Topic;
use crate::domain::views::standup::Stop;
use crate::tui::effect::{Answer, Effect};
use crate::tui::layer::{CreatedRow, PickRow, Picker, Prompt, PromptPurpose};
use crate::tui::model::Model;
use crate::tui::screen::Screen;
use crate::tui::update::{prose, run};
use crate::tui::world::World;

/// Creates the prompt for a note; `note` contains the remaining fields.
pub fn note(title: String, hint: &'static str, ceremony: CeremonyId, note: NewNote) -> Prompt<Effect> {
    Prompt::new(title, hint, move |world, prompt| {
        if is_hidden(world, ceremony, &note) {
            let topic = note.topic.clone().ok_or("the wall has no column")?;
            let hide =
                |line| Ok(Command::from(HiddenCommand::Write(ceremony, topic.clone(), prose(line)?)).into());
            return prompt.lines().map(hide).collect();
        }
        let under =
            if let Some(CreatedRow::Note(reason)) = prompt.created.filter(|_| note.kind == NoteKind::Why) {
                NewNote { under: Some(reason), impediment: None, ..note.clone() }
            } else {
                note.clone()
            };
        let of = |line| {
            let line = if note.kind == NoteKind::Why { without_because(line) } else { line };
            Ok(NewNote { text: prose(line)?, ..under.clone() })
        };
        run(NoteCommand::Add(ceremony, prompt.lines().map(of).collect::<Result<_, String>>()?))
    })
}

/// Returns whether a note is hidden at first: wall notes of anyone but the facilitator.
fn is_hidden(world: &World<'_>, ceremony: CeremonyId, note: &NewNote) -> bool {
    let ceremony = world.workspace.meetings.ceremonies.get(ceremony);
    note.kind == NoteKind::Note
        && ceremony.is_some_and(|it| it.facilitator.is_some() && it.facilitator != world.me)
}

/// Formats the title, with or without an item.
fn about(world: &World<'_>, item: Option<ItemId>, with: &str, without: &str) -> String {
    item.map_or_else(|| without.to_owned(), |id| format!("{with} {}?", world.workspace.key(id)))
}

/// Parks the item shown, or a topic.
pub fn park(model: &mut Model, world: &World<'_>) -> Answer {
    if let Some(answer) = super::refinement::park(model, world) {
        return answer;
    }
    let id = running(model, world)?.id;
    let item = model.item(world);
    let parked = NewNote { about: item, ..NewNote::plain(NoteKind::Parked, Prose::default()) };
    let title = about(world, item, "Park a topic about", "Park a topic");
    note(title, "a topic for later, in a few words", id, parked).open()
}

pub fn decide(model: &mut Model, world: &World<'_>) -> Answer {
    let id = running(model, world)?.id;
    // The selected row of a list may be unrelated to the discussion; the one item shown is not.
    let item = here(model)?.detail.as_ref().map(|detail| detail.item);
    let decision = NewNote { about: item, ..NewNote::plain(NoteKind::Decision, Prose::default()) };
    let title = about(world, item, "What did we decide about", "What did we decide?");
    note(title, "decisions come first in the minutes", id, decision).open()
}

/// Raises an impediment of the person whose turn it is, on the selected item.
pub fn impede(model: &mut Model, world: &World<'_>) -> Answer {
    let about = model.item(world);
    let turn = here(model).ok().filter(|it| it.topic() == Topic::Walk).and_then(|it| it.stop(world));
    let stuck: Option<PersonId> = match turn {
        Some(Stop::Person(person)) => Some(person),
        Some(Stop::Column(_) | Stop::Nobody) | None => {
            about.and_then(|id| world.item(id)).and_then(|item| item.assignees.first().copied())
        }
    };
    let whom = stuck.map_or("somebody", |id| world.workspace.name(id));
    let on = about.map_or_else(String::new, |id| format!(" with {}", world.workspace.key(id)));
    let title = format!("What is blocking {whom}{on}?");
    let prompt = Prompt::new(title, "in a few words", move |_, prompt| {
        run(ImpedimentCommand::Raise { text: prompt.line()?, stuck, about })
    });
    prompt.open()
}

pub fn feedback(model: &mut Model, world: &World<'_>) -> Answer {
    let about = model.item(world);
    let on = about.map_or_else(String::new, |id| format!(" about {}", world.workspace.key(id)));
    let hint = "e.g. Mara: the receipt is hard to read!   name first; ! or !! for weight";
    let prompt = Prompt::new(format!("What do they say{on}?"), hint, move |_, prompt| {
        let (said_by, words, strength) = parse_feedback(prompt.text());
        run(FeedbackCommand::Catch { text: prose(words)?, said_by, about, strength })
    });
    prompt.open()
}

pub fn timebox(model: &mut Model, world: &World<'_>) -> Answer {
    let ceremony = running(model, world)?;
    let (id, now) = (ceremony.id, ceremony.timebox.map_or_else(String::new, |minutes| minutes.to_string()));
    let title = format!("How many minutes for the {}?", ceremony.kind);
    let hint = "counted from the start; empty for no timebox";
    let prompt = Prompt::new(title, hint, move |_, prompt| {
        let minutes = match prompt.text() {
            "" => None,
            text => Some(text.parse().map_err(|_| "write a number of minutes")?),
        };
        run(Command::set(id, FieldEdit::blind(CeremonyField::Timebox(minutes))))
    });
    prompt.with_text(&now).open()
}

/// Adds a new bug to the top of the running sprint; a selected item of the backlog is added immediately.
pub fn urgent(_model: &mut Model, world: &World<'_>) -> Answer {
    if world.workspace.running().is_none() {
        return Err("no sprint is running".to_owned());
    }
    let hint = "added to the running sprint, unplanned";
    let prompt = Prompt::new("Urgent bug", hint, |_, prompt| {
        let new = NewItem { kind: Kind::Bug, ..NewItem::titled(prompt.line()?) };
        run(SprintOutcomeCommand::Urgent(Box::new(new)))
    });
    prompt.open()
}

pub fn goal_outcome(model: &mut Model, world: &World<'_>) -> Answer {
    let sprint = running(model, world)?.sprint.or_else(|| world.workspace.running().map(|it| it.id));
    let sprint = sprint.ok_or("this review has no sprint")?;
    let row = |outcome: &GoalOutcome| {
        let outcome = *outcome;
        PickRow::new(outcome.word(), "", move |_| why_outcome(sprint, outcome))
    };
    Picker::new("Was the sprint goal met?", GoalOutcome::ALL.iter().map(row).collect()).open()
}

fn why_outcome(sprint: SprintId, outcome: GoalOutcome) -> Answer {
    let prompt = Prompt::new(format!("{outcome}: why"), "optional", move |_, prompt| {
        run(SprintOutcomeCommand::Outcome(sprint, outcome, Line::clipped(prompt.text())))
    });
    prompt.open()
}

/// Offers to create an item from feedback, or to link it to one.
pub fn about_feedback(world: &World<'_>, id: FeedbackId) -> Answer {
    let make = move |world: &World<'_>| {
        let words = world.workspace.meetings.feedback.get(id).map(|it| it.text.trim());
        let title = words.and_then(|text| text.lines().next()).and_then(Line::clipped);
        let title = title.ok_or("this feedback no longer exists")?;
        run(FeedbackCommand::Make(id, Box::new(NewItem::titled(title))))
    };
    let mut rows = vec![PickRow::new("A new item", "with these words as its title", make)];
    let open = world.workspace.items.open().iter().filter_map(|id| world.item(*id));
    rows.extend(open.map(|item| {
        let (label, item_id) = (format!("{}  {}", world.workspace.key(item.id), item.title), item.id);
        PickRow::new(label, item.stage.title(), move |_| {
            run(Command::set(id, FieldEdit::blind(FeedbackField::About(Some(item_id)))))
        })
    }));
    Picker::new("What is it about?", rows).open()
}

/// Asks for the path of the minutes' file.
pub fn save_minutes(model: &mut Model, _world: &World<'_>) -> Answer {
    let Some(Screen::Minutes(minutes)) = model.screens.last() else { return Ok(Vec::new()) };
    let (name, text) = (minutes.file_name.clone(), minutes.markdown.clone());
    let prompt = Prompt::new("Write the minutes to which file?", "a new file", move |_, prompt| {
        Ok(vec![Effect::SaveMinutes(prompt.text().to_owned(), text.clone())])
    });
    prompt.purpose(PromptPurpose::Target).with_text(&name).open()
}

/// Parses feedback into its author, text and weight: `Mara: the receipt is hard to read!`.
fn parse_feedback(text: &str) -> (Option<Line>, &str, u32) {
    let (who, words) = match text.split_once(':') {
        // A name is short; in a longer text the colon is part of the sentence.
        Some((who, words))
            if who.split_whitespace().count() <= 3
                && !words.trim().is_empty()
                && !words.starts_with("//") =>
        {
            (Line::clipped(who.trim()), words.trim())
        }
        _ => (None, text.trim()),
    };
    let marks = words.chars().rev().take_while(|letter| *letter == '!').count();
    let strength = u32::try_from(marks + 1).unwrap_or(STRONGEST).min(STRONGEST);
    let bare = words.trim_end_matches('!').trim_end();
    (who, if bare.is_empty() { words } else { bare }, strength)
}

/// Strips `because`, which precedes each reason anyway.
fn without_because(line: &str) -> &str {
    let line = line.trim();
    let rest = line.get(..8).filter(|word| word.eq_ignore_ascii_case("because ")).and_then(|_| line.get(8..));
    rest.filter(|rest| !rest.trim().is_empty()).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feedback_says_who_and_how_strongly() {
        let line = |text: &str| Some(text.parse::<Line>().unwrap());
        assert_eq!(parse_feedback("Mara: hard to read!"), (line("Mara"), "hard to read", 2));
        assert_eq!(parse_feedback("hard to read"), (None, "hard to read", 1));
        assert_eq!(parse_feedback("no!!!!!"), (None, "no", 3));
        assert_eq!(parse_feedback("see https://x.org"), (None, "see https://x.org", 1));
        assert_eq!(
            parse_feedback("the new screen on the till: it is slow"),
            (None, "the new screen on the till: it is slow", 1)
        );
    }
}
