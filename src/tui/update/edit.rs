//! Editing the selected row: a part of an item, or the item itself.

use super::{here, loaded_detail, over, prose, run};
use crate::domain::command::{Edits, FieldEdit, ItemCommand, QuestionCommand, Set};
use crate::domain::detail::{
    Body, BodyField, CommentField, CriterionField, Detail, LinkField, Question, TaskField,
};
use crate::domain::id::{EpicId, ItemId};
use crate::domain::item::{Item, ItemField};
use crate::domain::key::{self, KeyTarget};
use crate::domain::poker::Deck;
use crate::domain::value::{BadPoints, Kind, Line, Points, Prose};
use crate::domain::views::item::PartRef;
use crate::tui::effect::{self, Answer, Effect, Outside};
use crate::tui::layer::{Control, Form, Prompt, TextEditor, Then, choice, line, lines, long, typed};
use crate::tui::model::Model;
use crate::tui::screen::deck;
use crate::tui::text::with_hint;
use crate::tui::world::World;
use std::rc::Rc;

/// Opens the selected part, or the item's form.
pub fn edit(model: &mut Model, world: &World<'_>) -> Answer {
    let item = here(model, world)?;
    let detail = loaded_detail(world, item.id)?;
    match model.part() {
        Some(PartRef::Dependency(other) | PartRef::Child(other)) => Ok(vec![Effect::Show(other)]),
        Some(PartRef::Rule(_)) => super::change::met(model, world),
        Some(part) => edit_part(world, item, detail, part).unwrap_or_else(|| form(world, item, detail)),
        None => form(world, item, detail),
    }
}

/// Opens a part; `None` if it no longer exists, or cannot be edited.
fn edit_part(world: &World<'_>, item: &Item, detail: &Detail, part: PartRef) -> Option<Answer> {
    let (id, key) = (item.id, world.workspace.key(item.id));
    Some(match part {
        PartRef::Criterion(part) => {
            let row = detail.criteria.iter().find(|it| it.id == part)?;
            let set = over(part, Some(id), &row.text, CriterionField::Text);
            TextEditor::new(format!("Criterion of {key}"), &row.text, move |_, text| set(prose(text)?)).open()
        }
        PartRef::Comment(part) => {
            let row = detail.comments.iter().find(|it| it.id == part)?;
            let set = over(part, Some(id), &row.text, CommentField::Text);
            TextEditor::new(format!("Comment on {key}"), &row.text, move |_, text| set(prose(text)?)).open()
        }
        PartRef::Question(part) => {
            let row = detail.questions.iter().find(|it| it.id == part)?;
            let title = format!("Answer: {}", row.text.lines().next().unwrap_or_default());
            answer_text(id, row, title).open()
        }
        PartRef::Task(part) => {
            let row = detail.tasks.iter().find(|it| it.id == part)?;
            let (title, set) = (format!("Task of {key}"), over(part, Some(id), &row.text, TaskField::Text));
            let prompt = Prompt::new(title, "what needs to be done", move |_, prompt| set(prompt.line()?));
            prompt.with_text(&row.text).open()
        }
        PartRef::Link(part) => {
            let row = detail.links.iter().find(|it| it.id == part)?;
            let mut form = Form::new(format!("Link of {key}")).of(id);
            form.set(part, LinkField::Url, &row.url, line("https://…"));
            form.set(part, LinkField::Title, &row.title, line("title"));
            form.open()
        }
        PartRef::Rule(_) | PartRef::Dependency(_) | PartRef::Child(_) => return None,
    })
}

/// The maximum length of an answer that is edited in one line.
const LINE: usize = 1_000;

fn answer_text(item: ItemId, question: &Question, title: String) -> TextEditor<Effect> {
    let (id, seen) = (question.id, question.answer.clone());
    TextEditor::new(title, &question.answer, move |_, text| {
        run(QuestionCommand::Answer(item, id, FieldEdit::over(seen.clone(), prose(text)?)))
    })
}

/// Asks for the answer to the selected question, or else to the first open one, in a line below the item.
pub fn answer(model: &mut Model, world: &World<'_>) -> Answer {
    let item = here(model, world)?.id;
    let questions = &loaded_detail(world, item)?.questions;
    let is_here = |question: &&Question| model.part() == Some(PartRef::Question(question.id));
    let open = || questions.iter().find(|question| question.is_open());
    let question = questions.iter().find(is_here).or_else(open);
    let question = question.ok_or("there is no open question")?;
    if question.answer.len() > LINE || question.answer.lines().count() > 1 {
        return answer_text(item, question, "Answer".to_owned()).open();
    }
    let title = question.text.lines().next().unwrap_or_default();
    let (id, seen) = (question.id, question.answer.clone());
    let hint = "one line; for a longer answer press Enter on the question";
    let prompt = Prompt::new(title, hint, move |_, prompt| {
        if prompt.text().is_empty() && seen.is_empty() {
            return Err("write an answer; Esc leaves the question open".to_owned());
        }
        run(QuestionCommand::Answer(item, id, FieldEdit::over(seen.clone(), prompt.prose()?)))
    });
    prompt.with_text(&question.answer).open()
}

/// Opens the form of an item.
fn form(world: &World<'_>, item: &Item, detail: &Detail) -> Answer {
    let (id, workspace) = (item.id, world.workspace);
    let labels: Vec<&str> =
        item.labels.iter().filter_map(|id| workspace.labels.get(*id)).map(|it| it.name.as_str()).collect();
    let text = |read: fn(&Body) -> &Prose| detail.body.as_ref().map(read).cloned().unwrap_or_default();
    let labels_before = labels.join(" ");
    let as_written = typed("separate with spaces", String::clone, |text| Ok(text.to_owned()));
    let description = text(|it| &it.description);
    let mut form = Form::new(workspace.key(id));
    form.set(id, ItemField::Title, &item.title, line("what it is called"));
    form.set(id, ItemField::Kind, &item.kind, kinds());
    form.set(id, ItemField::Epic, &item.epic, choice(epic_options(world)));
    form.set(id, ItemField::Estimate, &item.estimate, points(&Rc::new(deck(world)))).called("Points");
    let labels = form.ask("Labels", Some(&labels_before), as_written);
    form.set(id, BodyField::AsA, &text(|it| &it.as_a), lines("who wants it")).called("As a");
    form.set(id, BodyField::IWant, &text(|it| &it.i_want), lines("what they want")).called("I want");
    form.set(id, BodyField::SoThat, &text(|it| &it.so_that), lines("why (optional)")).called("So that");
    form.set(id, BodyField::Description, &description, long("anything else; Enter opens it"));
    let parent = item.parent;
    let parent_key = parent.map(|id| workspace.key(id)).unwrap_or_default();
    let as_key = typed("an item's key (optional)", String::clone, |text| Ok(text.to_owned()));
    let parent_field = form.ask("Part of", Some(&parent_key), as_key);
    form.then(move |form, world| {
        let mut more = Vec::new();
        if let Some(text) = form.changed(&parent_field)? {
            let new = keyed(world, &text).map_err(|wrong| parent_field.wrong(wrong))?;
            let edit = FieldEdit::over(parent, new).map(ItemField::Parent);
            let edits = Edits::<Item> { rows: vec![id], item: None, fields: vec![edit] };
            more.extend((parent != new).then(|| Set::from(edits)));
        }
        let mut effects = form.set_effects_and(more)?;
        if let Some(now) = form.changed(&labels)? {
            let (old, new) = (words(&labels_before), words(&now));
            let add = new.iter().filter(|word| !old.contains(word)).cloned().collect();
            let remove = old.iter().filter(|word| !new.contains(word)).cloned().collect();
            effects.extend(effect::run(ItemCommand::Tag { items: vec![id], add, remove }));
        }
        Ok(effects)
    })
    .open()
}

fn words(text: &str) -> Vec<Line> {
    text.split_whitespace().filter_map(|word| Line::clipped(word.trim_start_matches('#'))).collect()
}

fn kinds() -> Control<Kind> {
    choice(Kind::ALL.iter().map(|kind| (*kind, kind.word().to_owned())).collect())
}

/// Creates the input of an estimate, as a card of the deck or a number of points; an empty text means none.
pub fn points(deck: &Rc<Deck>) -> Control<Option<Points>> {
    let deck = Rc::clone(deck);
    let show = |points: &Option<Points>| points.map(|it| it.to_string()).unwrap_or_default();
    typed("such as 5 or 0.5", show, move |text| read_points(&deck, text))
}

/// Parses a card of the deck, or a number of points; an empty text means none.
pub fn read_points(deck: &Deck, text: &str) -> Result<Option<Points>, String> {
    match text.trim() {
        "" | "-" | "–" => Ok(None),
        text => deck.estimate(text).map(Some).map_err(|error: BadPoints| error.to_string()),
    }
}

/// Returns the loaded item with a key; an empty text means none.
fn keyed(world: &World<'_>, text: &str) -> Result<Option<ItemId>, String> {
    let workspace = world.workspace;
    if text.trim().is_empty() {
        return Ok(None);
    }
    let items: Vec<&Item> = workspace.items.iter().collect();
    let found = key::meanings(workspace, &items, text);
    match key::only_one(workspace, &found, text) {
        Ok(Some(KeyTarget::Item(id))) => Ok(Some(id)),
        Ok(Some(KeyTarget::Epic(id))) => Err(format!("{} is an epic, not an item", workspace.epic_key(id))),
        Ok(None) => Err(format!("no open item has the key {}", text.trim())),
        Err(refusal) => Err(with_hint(&refusal.message, refusal.hint.as_deref())),
    }
}

/// Returns the options of an epic: none, and all epics with their titles.
fn epic_options(world: &World<'_>) -> Vec<(Option<EpicId>, String)> {
    let epics = world.workspace.epics.iter();
    let epics =
        epics.map(|epic| (Some(epic.id), format!("{} {}", world.workspace.epic_key(epic.id), epic.title)));
    std::iter::once((None, "none".to_owned())).chain(epics).collect()
}

/// Opens the description in the external editor.
pub fn text(model: &mut Model, world: &World<'_>) -> Answer {
    let id = here(model, world)?.id;
    let seen =
        loaded_detail(world, id)?.body.as_ref().map(|body| body.description.clone()).unwrap_or_default();
    let set = over(id, None, &seen, BodyField::Description);
    Ok(vec![Outside::Editor(seen.to_string(), Then::new(move |_, text: &str| set(prose(text)?))).into()])
}
