//! What a line or a text comes to once it is answered.

use super::Answer;
use super::fill::prose;
use crate::domain::column::ColumnField;
use crate::domain::command::{
    ColumnCommand, Command, CommentCommand, CriterionCommand, DefinitionCommand, Edited, EpicCommand,
    ItemCommand, LabelCommand, NewItem, QuestionCommand, TaskCommand,
};
use crate::domain::definition::Kinds;
use crate::domain::definition::RuleField;
use crate::domain::detail::{BodyField, CommentField, CriterionField, QuestionField, TaskField};
use crate::domain::epic::EpicField;
use crate::domain::item::ItemField;
use crate::domain::label::LabelField;
use crate::domain::sprint::SprintField;
use crate::domain::value::{Kind, Line, Points, Verdict};
use crate::filter::Filter;
use crate::tui::effect::{After, Effect};
use crate::tui::import::Import;
use crate::tui::layer::{Ask, Layer, Prompt, Refine, WritingFor};
use crate::tui::model::Model;
use crate::tui::world::World;

/// Takes the line on top. Where it is no good, it stays open and says why.
pub fn answer(model: &mut Model, world: &World<'_>) -> Answer {
    let Some(Layer::Prompt(prompt)) = model.layers.last() else { return Ok(Vec::new()) };
    let text = prompt.input.text().trim().to_owned();
    let ask = prompt.ask.clone();
    if let Ask::Refine(Refine::Parts(_)) = ask {
        return super::split::named(model, world, &[&text]);
    }
    let goes_on = ask.goes_on();
    if goes_on && text.is_empty() && !prompt.input.text().is_empty() {
        if let Some(Layer::Prompt(prompt)) = model.layers.last_mut() {
            prompt.input.set_text("");
            prompt.note = Some("that was only blanks: write something, or Esc ends".to_owned());
        }
        return Ok(Vec::new());
    }
    if goes_on && text.is_empty() {
        model.layers.pop();
        return Ok(Vec::new());
    }
    let depth = model.layers.len();
    match effects(model, world, &ask, &text) {
        Ok(effects) => {
            // A line that goes on is emptied once its answer is carried out. The next question may lie above it already.
            if !goes_on && depth <= model.layers.len() {
                model.answered = Some(model.layers.remove(depth - 1));
            }
            Ok(effects)
        }
        Err(why) => {
            if let Some(Layer::Prompt(prompt)) = model.layers.last_mut() {
                prompt.note = Some(why);
            }
            Ok(Vec::new())
        }
    }
}

fn effects(model: &mut Model, world: &World<'_>, ask: &Ask, text: &str) -> Answer {
    if let Ask::Refine(ask) = ask {
        return super::meeting::refined(model, world, ask, text);
    }
    if let Some(answer) = super::meeting::answer(world, ask, text) {
        return answer;
    }
    let line = || text.parse::<Line>().map_err(|error| format!("this cannot be taken: {error}"));
    let command = match ask {
        Ask::AddItems(place) => {
            let items = titles(text)?;
            let command = ItemCommand::Add { items, place: *place };
            return Ok(vec![Effect::Run(Command::Item(command), After::SelectAndStay)]);
        }
        Ask::AddChildren(parent) => {
            let epic = world.item(*parent).and_then(|item| item.epic);
            let mut items = titles(text)?;
            for item in &mut items {
                (item.parent, item.epic) = (Some(*parent), epic);
            }
            Command::Item(ItemCommand::Add { items, place: crate::domain::command::Place::After(*parent) })
        }
        Ask::AddCriteria(item) => {
            let texts =
                text.lines().filter(|it| !it.trim().is_empty()).map(prose).collect::<Result<_, _>>()?;
            Command::Criterion(CriterionCommand::Add(*item, texts))
        }
        Ask::AddTasks(item) => {
            let texts = text.lines().filter_map(Line::clipped).collect();
            Command::Task(TaskCommand::Add(*item, texts))
        }
        Ask::AddEpic => Command::Epic(EpicCommand::Add(line()?)),
        Ask::AddLabel => Command::Label(LabelCommand::Add(line()?)),
        Ask::AddColumn(stage) => Command::Column(ColumnCommand::Add { name: line()?, stage: *stage }),
        Ask::AddRule(definition) => Command::Definition(DefinitionCommand::Add {
            definition: *definition,
            check: None,
            text: Some(line()?),
            kinds: Kinds::default(),
            person: None,
        }),
        Ask::Filter(_) => {
            set_filter(model, world, text)?;
            return Ok(Vec::new());
        }
        Ask::Jump => return jump(model, world, text),
        Ask::Estimate(items) => return estimate(items, text),
        Ask::Block(items) => Command::Item(ItemCommand::Block(items.clone(), line()?)),
        Ask::Drop(items) => Command::Item(ItemCommand::Drop(items.clone(), line()?)),
        Ask::Override(command) => with_reason(command, line()?),
        Ask::FailedNote(item, criterion) => {
            Command::Criterion(CriterionCommand::Judge(*item, *criterion, Verdict::Failed, prose(text)?))
        }
        Ask::Answer(_, _, seen) if text.is_empty() && seen.is_empty() => {
            return Err("write an answer; Esc leaves the question open".to_owned());
        }
        Ask::Answer(item, question, seen) => Command::Question(QuestionCommand::Answer(
            *item,
            *question,
            Edited::over(seen.clone(), prose(text)?),
        )),
        Ask::EditTask(item, task, seen) => {
            Command::set_part(*item, *task, vec![Edited::over(seen.clone(), line()?).map(TaskField::Text)])
        }
        Ask::RenameColumn(column, seen) => {
            Command::set(*column, Edited::over(seen.clone(), line()?).map(ColumnField::Name))
        }
        Ask::LimitColumn(column) => {
            let limit = match text {
                "" | "none" => None,
                number => {
                    Some(number.parse().map_err(|_| "write a number, or nothing for no limit".to_owned())?)
                }
            };
            Command::set(*column, Edited::blind(ColumnField::Wip(limit)))
        }
        Ask::RenameEpic(epic, seen) => {
            Command::set(*epic, Edited::over(seen.clone(), line()?).map(EpicField::Title))
        }
        Ask::RenameLabel(label, seen) => {
            Command::set(*label, Edited::over(seen.clone(), line()?).map(LabelField::Name))
        }
        Ask::RewordRule(rule, seen) => {
            Command::set(*rule, Edited::over(seen.clone(), line()?).map(RuleField::Text))
        }
        Ask::ImportFile => {
            return Ok(vec![Effect::Import(Import { path: text.into(), ..Import::default() })]);
        }
        Ask::SaveCopy => return Ok(vec![Effect::SaveCopy(text.to_owned())]),
        Ask::Note(..)
        | Ask::EditNote(..)
        | Ask::EditFeedback(..)
        | Ask::EditSealed(_)
        | Ask::Impediment(..)
        | Ask::Resolve(_)
        | Ask::Escalate(_)
        | Ask::Feedback(_)
        | Ask::Urgent
        | Ask::OutcomeWhy(..)
        | Ask::Timebox(_)
        | Ask::SaveMinutes(_)
        | Ask::Wall(_)
        | Ask::Refine(_) => return Ok(Vec::new()),
    };
    Ok(vec![Effect::Run(command, After::Nothing)])
}

/// Takes several pasted lines as several answers to the line on top.
pub fn pasted(model: &mut Model, world: &World<'_>, lines: &[&str]) -> Answer {
    let Some(Layer::Prompt(prompt)) = model.layers.last() else { return Ok(Vec::new()) };
    let ask = prompt.ask.clone();
    if let Ask::Refine(Refine::Parts(_)) = ask {
        return super::split::named(model, world, lines);
    }
    effects(model, world, &ask, &lines.join("\n"))
}

/// One item a line; a kind may stand before it: `bug: the receipt is empty`.
pub(super) fn titles(text: &str) -> Result<Vec<NewItem>, String> {
    let mut items = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let (kind, title) = match line.split_once(':') {
            Some((word, rest)) if !rest.trim().is_empty() => match word.parse::<Kind>() {
                Ok(kind) => (kind, rest),
                Err(_) => (Kind::Story, line),
            },
            _ => (Kind::Story, line),
        };
        let title: Line = title.parse().map_err(|error| format!("this cannot be a title: {error}"))?;
        items.push(NewItem { kind, ..NewItem::titled(title) });
    }
    Ok(items)
}

fn estimate(items: &[crate::domain::id::ItemId], text: &str) -> Answer {
    let points = match text {
        "" | "-" | "–" => None,
        text => Some(text.parse::<Points>().map_err(|error| error.to_string())?),
    };
    let command = Command::set_rows(items.to_vec(), ItemField::Estimate(points));
    Ok(vec![Effect::Run(command, After::Nothing)])
}

/// The same command, with the reason why a rule is set aside.
#[expect(clippy::wildcard_enum_match_arm, reason = "only these two take a reason")]
fn with_reason(command: &Command, reason: Line) -> Command {
    match command {
        Command::Item(ItemCommand::Ready(items, _)) => {
            Command::Item(ItemCommand::Ready(items.clone(), Some(reason)))
        }
        Command::Item(ItemCommand::Accept(items, _)) => {
            Command::Item(ItemCommand::Accept(items.clone(), Some(reason)))
        }
        other => other.clone(),
    }
}

/// `=12` is a position; anything else is a key.
fn jump(model: &mut Model, world: &World<'_>, text: &str) -> Answer {
    let Some(position) = text.strip_prefix('=') else { return Ok(vec![Effect::Jump(text.to_owned())]) };
    let position: usize = position.trim().parse().map_err(|_| "write a number after =".to_owned())?;
    super::go::pane(model, crate::tui::model::Pane::Backlog)?;
    model.backlog.go(world, position.saturating_sub(1));
    Ok(Vec::new())
}

fn set_filter(model: &mut Model, world: &World<'_>, text: &str) -> Result<(), String> {
    if text.is_empty() {
        model.filter = None;
    } else {
        let filter = Filter::parse(text, world.workspace, world.me).map_err(|error| match &error.hint {
            Some(hint) => format!("{error}; {hint}"),
            None => error.to_string(),
        })?;
        model.filter = Some((text.to_owned(), filter));
    }
    model.settle(world);
    Ok(())
}

/// Shows at once what a line that is being typed comes to: the filter narrows, points and days are read.
pub fn live(model: &mut Model, world: &World<'_>) {
    let Some(Layer::Prompt(Prompt { ask: Ask::Filter(_), input, .. })) = model.layers.last() else { return };
    let text = input.text().trim().to_owned();
    let note = set_filter(model, world, &text).err();
    if let Some(Layer::Prompt(prompt)) = model.layers.last_mut() {
        prompt.note = note;
    }
}

/// Takes the text on top.
pub fn written(model: &mut Model, world: &World<'_>) -> Answer {
    let Some(Layer::Writing(writing)) = model.layers.last() else { return Ok(Vec::new()) };
    let (text, purpose) = (writing.area.text().to_owned(), writing.purpose.clone());
    match take_text(model, world, &text, &purpose) {
        Ok(effects) => Ok(effects),
        Err(why) => {
            if let Some(Layer::Writing(writing)) = model.layers.last_mut() {
                writing.note = Some(why);
            }
            Ok(Vec::new())
        }
    }
}

fn take_text(model: &mut Model, _world: &World<'_>, text: &str, purpose: &WritingFor) -> Answer {
    let text = text.trim_end();
    if let WritingFor::Field(at) = purpose {
        model.layers.pop();
        if let Some(Layer::Form(form)) = model.layers.last_mut()
            && let Some(field) = form.fields.get_mut(*at)
        {
            field.input = crate::tui::layer::Input::Long(text.to_owned());
        }
        return Ok(Vec::new());
    }
    let command = text_command(text, purpose)?;
    model.answered = model.layers.pop();
    Ok(vec![Effect::Run(command, After::Nothing)])
}

/// Returns the command that a written text comes to.
pub fn text_command(text: &str, purpose: &WritingFor) -> Result<Command, String> {
    let new = prose(text)?;
    let over = |seen: &crate::domain::value::Prose| Edited::over(seen.clone(), new.clone());
    Ok(match purpose {
        WritingFor::Description(item, seen) => Command::set(*item, over(seen).map(BodyField::Description)),
        WritingFor::Criterion(item, id, seen) => {
            Command::set_part(*item, *id, vec![over(seen).map(CriterionField::Text)])
        }
        WritingFor::Comment(item) => Command::Comment(CommentCommand::Add(*item, new)),
        WritingFor::EditComment(item, id, seen) => {
            Command::set_part(*item, *id, vec![over(seen).map(CommentField::Text)])
        }
        WritingFor::Answer(item, id, seen) => {
            Command::Question(QuestionCommand::Answer(*item, *id, over(seen)))
        }
        WritingFor::Question(item, id, seen) => {
            Command::set_part(*item, *id, vec![over(seen).map(QuestionField::Text)])
        }
        WritingFor::SprintGoal(sprint, seen) => Command::set(*sprint, over(seen).map(SprintField::Goal)),
        WritingFor::Epic(epic, seen) => Command::set(*epic, over(seen).map(EpicField::Description)),
        WritingFor::Field(_) => return Err("this belongs to a form".to_owned()),
    })
}
