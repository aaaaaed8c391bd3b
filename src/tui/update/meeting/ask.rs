//! What is asked in a ceremony, and what the answers come to.

use super::{here, run, running};
use crate::domain::ceremony::CeremonyField;
use crate::domain::command::{
    CeremonyCommand, Command, Edited, FeedbackCommand, ImpedimentCommand, NewItem, NewNote, NoteCommand,
    SprintWord,
};
use crate::domain::feedback::FeedbackField;
use crate::domain::feedback::STRONGEST;
use crate::domain::id::{FeedbackId, PersonId};
use crate::domain::impediment::ImpedimentField;
use crate::domain::note::NoteField;
use crate::domain::value::{GoalOutcome, Kind, Line, NoteKind, Prose};
use crate::tui::effect::{After, Effect};
use crate::tui::layer::{Ask, Layer, Pick, PickFor, PickRow, Picker};
use crate::tui::model::Model;
use crate::tui::screen::{Screen, Stop, Topic};
use crate::tui::update::Answer;
use crate::tui::update::change::push;
use crate::tui::update::open::prompt;
use crate::tui::world::World;

/// Puts the item on the screen, or a topic, into the parking lot.
pub(in crate::tui::update) fn park(model: &mut Model, world: &World<'_>) -> Answer {
    if let Some(answer) = super::refinement::park(model, world) {
        return answer;
    }
    let id = running(model, world)?.id;
    let about = model.item(world);
    let note = NewNote { about, ..NewNote::plain(NoteKind::Parked, Prose::default()) };
    let title = match about {
        Some(item) => format!("Park what about {}?", world.workspace.key(item)),
        None => "Park what?".to_owned(),
    };
    prompt(model, title, "", Ask::Note(id, Box::new(note)), "a topic for later, in a few words")
}

pub(in crate::tui::update) fn decide(model: &mut Model, world: &World<'_>) -> Answer {
    let id = running(model, world)?.id;
    // What the cursor happens to be on in a list is not what everybody speaks of; the one item on the screen is.
    let about = here(model)?.detail.as_ref().map(|detail| detail.item);
    let note = NewNote { about, ..NewNote::plain(NoteKind::Decision, Prose::default()) };
    let title = match about {
        Some(item) => format!("What was decided about {}?", world.workspace.key(item)),
        None => "What was decided?".to_owned(),
    };
    prompt(model, title, "", Ask::Note(id, Box::new(note)), "it stands first in the minutes")
}

/// Raises an impediment of whoever's turn it is, on the item under the cursor.
pub(in crate::tui::update) fn impede(model: &mut Model, world: &World<'_>) -> Answer {
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
    prompt(
        model,
        format!("What keeps {whom} from going on{on}?"),
        "",
        Ask::Impediment(stuck, about),
        "in a few words",
    )
}

pub(in crate::tui::update) fn feedback(model: &mut Model, world: &World<'_>) -> Answer {
    let about = model.item(world);
    let on = about.map_or_else(String::new, |id| format!(" about {}", world.workspace.key(id)));
    prompt(
        model,
        format!("What do they say{on}?"),
        "",
        Ask::Feedback(about),
        "such as  Mara: the receipt is hard to read!   who first, ! or !! for how strongly",
    )
}

pub(in crate::tui::update) fn timebox(model: &mut Model, world: &World<'_>) -> Answer {
    let ceremony = running(model, world)?;
    let now = ceremony.timebox.map_or_else(String::new, |minutes| minutes.to_string());
    let title = format!("How many minutes for the {}?", ceremony.kind);
    prompt(model, title, &now, Ask::Timebox(ceremony.id), "from its beginning; nothing for no timebox")
}

/// A new bug goes on top of the running sprint; an item of the backlog under the cursor does at once.
pub(in crate::tui::update) fn urgent(model: &mut Model, world: &World<'_>) -> Answer {
    if world.workspace.running().is_none() {
        return Err("no sprint is running".to_owned());
    }
    prompt(
        model,
        "Which bug cannot wait?".to_owned(),
        "",
        Ask::Urgent,
        "goes on top of the running sprint, unplanned",
    )
}

pub(in crate::tui::update) fn goal_outcome(model: &mut Model, world: &World<'_>) -> Answer {
    let sprint = running(model, world)?.sprint.or_else(|| world.workspace.running().map(|it| it.id));
    let sprint = sprint.ok_or_else(|| "this review is about no sprint".to_owned())?;
    let rows = GoalOutcome::ALL.iter().map(|it| PickRow::new(it.word(), "", Pick::Outcome(*it))).collect();
    push(
        model,
        Layer::Picker(Box::new(Picker::new("Was the sprint goal met?", PickFor::Outcome(sprint), rows))),
    )
}

/// Offers to make an item of feedback, or to tie it to one.
pub(super) fn about_feedback(model: &mut Model, world: &World<'_>, id: FeedbackId) -> Answer {
    let mut rows = vec![PickRow::new("A new item", "with these words as its title", Pick::Somebody)];
    let open = world.workspace.items.open().iter().filter_map(|id| world.item(*id));
    rows.extend(open.map(|item| {
        let label = format!("{}  {}", world.workspace.key(item.id), item.title);
        PickRow::new(label, item.stage.title(), Pick::Item(item.id))
    }));
    push(model, Layer::Picker(Box::new(Picker::new("What is it about?", PickFor::Feedback(id), rows))))
}

/// What a line comes to that was asked for here; `None` for the lines of other places.
#[expect(clippy::wildcard_enum_match_arm, reason = "the lines of other places are theirs")]
pub(in crate::tui::update) fn answer(world: &World<'_>, ask: &Ask, text: &str) -> Option<Answer> {
    let line = || text.parse::<Line>().map_err(|error| format!("this cannot be taken: {error}"));
    let prose = |text: &str| super::super::fill::prose(text);
    let command = || -> Result<Command, String> {
        Ok(match ask {
            Ask::Note(ceremony, note) => {
                // On the terminals of the others, what goes onto the wall lies face down until it is turned over.
                let lines = text.lines().filter(|it| !it.trim().is_empty());
                let notes = lines
                    .map(|line| if note.kind == NoteKind::Why { without_because(line) } else { line })
                    .map(|line| Ok(NewNote { text: prose(line)?, ..(**note).clone() }))
                    .collect::<Result<Vec<_>, String>>()?;
                Command::Note(NoteCommand::Add(*ceremony, notes))
            }
            Ask::EditNote(_, note, seen) => {
                Command::set(*note, Edited::over(seen.clone(), prose(text)?).map(NoteField::Text))
            }
            Ask::EditFeedback(id, seen) => {
                Command::set(*id, Edited::over(seen.clone(), prose(text)?).map(FeedbackField::Text))
            }
            Ask::Impediment(stuck, about) => {
                Command::Impediment(ImpedimentCommand::Raise { text: line()?, stuck: *stuck, about: *about })
            }
            Ask::Resolve(id) => Command::Impediment(ImpedimentCommand::Resolve(*id, prose(text)?)),
            Ask::Escalate(id) => {
                let whom = if text.is_empty() { None } else { Some(line()?) };
                Command::set(*id, Edited::blind(ImpedimentField::Escalated(whom)))
            }
            Ask::Feedback(about) => {
                let (said_by, words, strength) = said(text);
                Command::Feedback(FeedbackCommand::Catch {
                    text: prose(words)?,
                    said_by,
                    about: *about,
                    strength,
                })
            }
            Ask::Urgent => {
                let new = NewItem { kind: Kind::Bug, ..NewItem::titled(line()?) };
                Command::SprintWord(SprintWord::Urgent(Box::new(new)))
            }
            Ask::OutcomeWhy(sprint, outcome) => {
                Command::SprintWord(SprintWord::Outcome(*sprint, *outcome, Line::clipped(text)))
            }
            Ask::Timebox(id) => {
                let minutes = match text {
                    "" => None,
                    text => Some(text.parse().map_err(|_| "write a number of minutes".to_owned())?),
                };
                Command::set(*id, Edited::blind(CeremonyField::Timebox(minutes)))
            }
            _ => return Err(String::new()),
        })
    };
    let _ = world;
    match ask {
        Ask::Wall(kind) => {
            let columns: Vec<Line> = text.split(',').filter_map(|it| Line::clipped(it.trim())).collect();
            Some(if columns.is_empty() {
                Err("a wall needs a column".to_owned())
            } else {
                Ok(vec![Effect::Hold(*kind, None, columns)])
            })
        }
        Ask::Note(ceremony, note) if is_sealed(world, *ceremony, note) => Some(
            text.lines()
                .filter(|it| !it.trim().is_empty())
                .map(|line| {
                    let topic = note.topic.clone().ok_or_else(|| "the wall has no column".to_owned())?;
                    Ok(Effect::SealNote(None, Some((topic.to_string(), prose(line)?.to_string()))))
                })
                .collect(),
        ),
        Ask::EditSealed(_) if text.is_empty() => Some(Err("a note needs words".to_owned())),
        Ask::EditSealed(note) => Some(prose(text).map(|text| {
            vec![Effect::SealNote(Some(note.clone()), Some((note.0.clone(), text.to_string())))]
        })),
        Ask::Note(..)
        | Ask::EditNote(..)
        | Ask::EditFeedback(..)
        | Ask::Impediment(..)
        | Ask::Resolve(_)
        | Ask::Escalate(_)
        | Ask::Feedback(_)
        | Ask::Urgent
        | Ask::OutcomeWhy(..)
        | Ask::Timebox(_) => Some(command().map(|command| vec![Effect::Run(command, After::Nothing)])),
        Ask::SaveMinutes(minutes) => Some(Ok(vec![Effect::SaveMinutes(text.to_owned(), minutes.clone())])),
        _ => None,
    }
}

/// Tells whether a note goes under seal first: what others than the facilitator write for a wall.
fn is_sealed(world: &World<'_>, ceremony: crate::domain::id::CeremonyId, note: &NewNote) -> bool {
    let held = world.workspace.meetings.ceremonies.get(ceremony);
    note.kind == NoteKind::Note
        && held.is_some_and(|it| it.facilitator.is_some() && it.facilitator != world.me)
}

/// Who said what, and how strongly: `Mara: the receipt is hard to read!`.
fn said(text: &str) -> (Option<Line>, &str, u32) {
    let (who, words) = match text.split_once(':') {
        // A name is short; a sentence with a colon in it is a sentence.
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

/// What a choice comes to that was asked for here; `None` for the lists of other places.
pub(in crate::tui::update) fn chosen(
    model: &mut Model,
    world: &World<'_>,
    picker: &Picker,
) -> Option<Answer> {
    let row = picker.row()?;
    let person = if let Pick::Person(id) = row.pick { Some(id) } else { None };
    Some(match (&picker.purpose, &row.pick) {
        (PickFor::Ceremonies, Pick::Ceremony(kind)) => super::hold(model, world, *kind),
        (PickFor::Ceremonies, Pick::Held(id)) => Ok(vec![Effect::ShowMinutes(*id)]),
        (PickFor::Begin(kind), Pick::Wall(wall)) if wall.is_empty() => prompt(
            model,
            "Which columns has the wall?".to_owned(),
            "",
            Ask::Wall(*kind),
            "with commas between, such as  Liked, Missed, Try",
        ),
        (PickFor::Begin(kind), Pick::Wall(wall)) => Ok(vec![Effect::Hold(*kind, None, wall.clone())]),
        (PickFor::Begin(kind), _) => Ok(vec![Effect::Hold(*kind, person, Vec::new())]),
        (PickFor::Ceremonies, Pick::Cadence) => super::cadence::form(model, world),
        (PickFor::Present(id), _) => {
            let touched = picker.rows.iter().any(|row| row.marked != row.was);
            let here = |row: &&PickRow| {
                row.marked || (!touched && Some(&row.pick) == picker.row().map(|it| &it.pick))
            };
            let present = picker
                .rows
                .iter()
                .filter(here)
                .filter_map(|row| if let Pick::Person(id) = row.pick { Some(id) } else { None })
                .collect();
            run(Command::Ceremony(CeremonyCommand::Present(*id, present)))
        }
        (PickFor::Turned(item), Pick::Turned(choice)) => super::poker::chosen(model, world, *item, *choice),
        (PickFor::Outcome(sprint), Pick::Outcome(outcome)) => prompt(
            model,
            format!("{outcome}: why?"),
            "",
            Ask::OutcomeWhy(*sprint, *outcome),
            "may stay empty",
        ),
        (PickFor::Group(id, note), Pick::Note(under)) => {
            run(Command::Note(NoteCommand::Group(*id, *note, *under)))
        }
        (PickFor::Presenter(_, note), _) => {
            run(Command::set(*note, Edited::blind(NoteField::Author(person))))
        }
        (PickFor::Feedback(id), Pick::Item(item)) => {
            run(Command::set(*id, Edited::blind(FeedbackField::About(Some(*item)))))
        }
        (PickFor::Feedback(id), _) => {
            let words = world.workspace.meetings.feedback.get(*id).map(|it| it.text.trim().to_owned());
            let title = words.as_deref().and_then(|text| text.lines().next()).and_then(Line::clipped);
            match title {
                Some(title) => {
                    run(Command::Feedback(FeedbackCommand::Make(*id, Box::new(NewItem::titled(title)))))
                }
                None => Err("this feedback is gone".to_owned()),
            }
        }
        (PickFor::Dot(id, note), Pick::Person(_)) => {
            let meetings = &world.workspace.meetings;
            let given =
                meetings.dots.iter().filter(|it| it.note == *note && Some(it.person) == person).count();
            let dots = u32::try_from(given + 1).unwrap_or(u32::MAX);
            run(Command::Note(NoteCommand::Dots { ceremony: *id, note: *note, person, dots }))
        }
        (PickFor::OwnImpediment(id), _) => {
            run(Command::set(*id, Edited::blind(ImpedimentField::Owner(person))))
        }
        _ => return None,
    })
}

/// Asks for a file to write minutes to.
pub(in crate::tui::update) fn save_minutes(model: &mut Model) -> Answer {
    let Some(Screen::Minutes(minutes)) = model.screens.last() else { return Ok(Vec::new()) };
    let (name, text) = (minutes.file_name.clone(), minutes.markdown.clone());
    prompt(model, "Write the minutes to which file?".to_owned(), &name, Ask::SaveMinutes(text), "a new file")
}

/// A reason without the word that stands before each anyway.
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
        assert_eq!(said("Mara: hard to read!"), (line("Mara"), "hard to read", 2));
        assert_eq!(said("hard to read"), (None, "hard to read", 1));
        assert_eq!(said("no!!!!!"), (None, "no", 3));
        assert_eq!(said("see https://x.org"), (None, "see https://x.org", 1));
        assert_eq!(
            said("the new screen on the till: it is slow"),
            (None, "the new screen on the till: it is slow", 1)
        );
    }
}
