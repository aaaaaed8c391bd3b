//! Opening what the cursor is on to be changed: a part of an item, or the item itself.

use super::Answer;
use super::change::push;
use super::open::{prompt, writing};
use crate::domain::detail::Question;
use crate::domain::id::EpicId;
use crate::domain::item::Item;
use crate::domain::value::{Kind, Prose};
use crate::tui::effect::Effect;
use crate::tui::layer::{Ask, Field, Form, FormFor, Input, Layer, WritingFor};
use crate::tui::model::{Model, Part};
use crate::tui::world::World;

fn one<'a>(model: &Model, world: &World<'a>) -> Result<&'a Item, String> {
    model.item(world).and_then(|id| world.item(id)).ok_or_else(|| "there is no item here".to_owned())
}

/// Opens the part under the cursor, or the item's form.
pub(super) fn edit(model: &mut Model, world: &World<'_>) -> Answer {
    let item = one(model, world)?;
    let id = item.id;
    let detail = world.workspace.detail(id).ok_or_else(|| "still reading; press again".to_owned())?;
    let key = world.workspace.key(id);
    match model.part() {
        Some(Part::Criterion(part)) if let Some(row) = detail.criteria.iter().find(|it| it.id == part) => {
            let purpose = WritingFor::Criterion(id, part, row.text.clone());
            writing(model, format!("Criterion of {key}"), &row.text, purpose)
        }
        Some(Part::Task(part)) if let Some(row) = detail.tasks.iter().find(|it| it.id == part) => {
            let ask = Ask::EditTask(id, part, row.text.clone());
            prompt(model, format!("Task of {key}"), &row.text, ask, "what is to be done")
        }
        Some(Part::Question(part)) if let Some(row) = detail.questions.iter().find(|it| it.id == part) => {
            let purpose = WritingFor::Answer(id, part, row.answer.clone());
            let question = row.text.lines().next().unwrap_or_default();
            writing(model, format!("Answer: {question}"), &row.answer, purpose)
        }
        Some(Part::Comment(part)) if let Some(row) = detail.comments.iter().find(|it| it.id == part) => {
            let purpose = WritingFor::EditComment(id, part, row.text.clone());
            writing(model, format!("Comment on {key}"), &row.text, purpose)
        }
        Some(Part::Link(part)) if let Some(row) = detail.links.iter().find(|it| it.id == part) => {
            let fields = vec![
                Field::line("Address", &row.url, "https://…"),
                Field::line("Title", &row.title, "what it leads to"),
            ];
            let form = Form::new(format!("Link of {key}"), FormFor::Link(Box::new(row.clone())), fields);
            push(model, Layer::Form(Box::new(form)))
        }
        Some(Part::Dependency(other) | Part::Child(other)) => Ok(vec![Effect::Show(other)]),
        Some(Part::Rule(_)) => super::change::met(model, world),
        Some(Part::Criterion(_) | Part::Task(_) | Part::Question(_) | Part::Comment(_) | Part::Link(_))
        | None => item_form(model, world, item),
    }
}

/// The longest answer that is changed in a line.
const LINE: usize = 1_000;

/// Asks for the answer to the question under the cursor, or else to the first open one, in a line below the item.
pub(super) fn answer(model: &mut Model, world: &World<'_>) -> Answer {
    let id = one(model, world)?.id;
    let detail = world.workspace.detail(id).ok_or_else(|| "still reading; press again".to_owned())?;
    let is_here = |question: &&Question| model.part() == Some(Part::Question(question.id));
    let open = || detail.questions.iter().find(|question| question.is_open());
    let question = detail.questions.iter().find(is_here).or_else(open);
    let question = question.ok_or_else(|| "no question is open here".to_owned())?;
    if question.answer.len() > LINE || question.answer.lines().count() > 1 {
        let purpose = WritingFor::Answer(id, question.id, question.answer.clone());
        return writing(model, "Answer".to_owned(), &question.answer, purpose);
    }
    let title = question.text.lines().next().unwrap_or_default().to_owned();
    let ask = Ask::Answer(id, question.id, question.answer.clone());
    prompt(model, title, &question.answer, ask, "the answer; for more than a line, Enter on the question")
}

fn item_form(model: &mut Model, world: &World<'_>, item: &Item) -> Answer {
    let workspace = world.workspace;
    let body = workspace.detail(item.id).and_then(|detail| detail.body.as_ref());
    let text = |read: fn(&crate::domain::detail::Body) -> &Prose| body.map_or("", |body| read(body).as_str());
    let kinds = Kind::ALL.iter().map(|kind| kind.word().to_owned()).collect();
    let kind = Kind::ALL.iter().position(|kind| *kind == item.kind).unwrap_or_default();
    let labels: Vec<&str> =
        item.labels.iter().filter_map(|id| workspace.labels.get(*id)).map(|it| it.name.as_str()).collect();
    let epics: Vec<_> = epic_options(world);
    let epic = epics.iter().position(|(id, _)| *id == item.epic).unwrap_or_default();
    let fields = vec![
        Field::line("Title", &item.title, "what it is called"),
        Field::one("Kind", kinds, kind),
        Field::one("Epic", epics.into_iter().map(|(_, title)| title).collect(), epic),
        Field::line(
            "Points",
            &item.estimate.map(|points| points.to_string()).unwrap_or_default(),
            "such as 5 or 0.5",
        ),
        Field::line("Labels", &labels.join(" "), "words with blanks between them"),
        Field::line("As a", text(|body| &body.as_a), "who wants it"),
        Field::line("I want", text(|body| &body.i_want), "what they want"),
        Field::line("So that", text(|body| &body.so_that), "why; may stay empty"),
        Field::long("Description", text(|body| &body.description), "anything else; Enter opens it"),
        Field::line(
            "Part of",
            &item.parent.map(|id| workspace.key(id)).unwrap_or_default(),
            "an item's key; may stay empty",
        ),
    ];
    let mut form = Form::new(workspace.key(item.id), FormFor::Item(item.id, Vec::new()), fields);
    form.purpose = FormFor::Item(item.id, form.texts());
    push(model, Layer::Form(Box::new(form)))
}

/// No epic, and the epics that are not closed, with their titles.
pub(super) fn epic_options(world: &World<'_>) -> Vec<(Option<EpicId>, String)> {
    let mut options = vec![(None, "none".to_owned())];
    options.extend(
        world
            .workspace
            .epics
            .iter()
            .map(|epic| (Some(epic.id), format!("{} {}", world.workspace.epic_key(epic.id), epic.title))),
    );
    options
}

pub(super) fn edit_text(model: &mut Model, world: &World<'_>) -> Answer {
    let item = one(model, world)?;
    let detail = world.workspace.detail(item.id).ok_or_else(|| "still reading; press again".to_owned())?;
    let text = detail.body.as_ref().map(|body| body.description.clone()).unwrap_or_default();
    Ok(vec![Effect::Editor(text.as_str().to_owned(), WritingFor::Description(item.id, text))])
}

/// Goes on with the text on top in the person's own editor.
pub(super) fn outside(model: &mut Model, _world: &World<'_>) -> Answer {
    match model.layers.last() {
        Some(Layer::Writing(writing)) => {
            let (text, purpose) = (writing.area.text().to_owned(), writing.purpose.clone());
            model.layers.pop();
            Ok(vec![Effect::Editor(text, purpose)])
        }
        Some(Layer::Form(form)) => match form.fields.get(form.at).map(|field| &field.input) {
            Some(Input::Long(text)) => Ok(vec![Effect::Editor(text.clone(), WritingFor::Field(form.at))]),
            Some(Input::Line(_) | Input::One { .. } | Input::Some { .. }) | None => {
                Err("only a long text is opened in an editor".to_owned())
            }
        },
        _ => Ok(Vec::new()),
    }
}
