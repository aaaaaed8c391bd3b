//! Actions that ask first: each opens a line, a text, a form or a list.

use super::Answer;
use super::change::push;
use crate::domain::command::Place;
use crate::domain::definition::Definition;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::value::{Kind, Prose, Role};
use crate::tui::action::TABLE;
use crate::tui::effect::Effect;
use crate::tui::layer::{
    Ask, Field, Form, FormFor, Input, Layer, Pick, PickFor, PickRow, Picker, Prompt, Writing, WritingFor,
};
use crate::tui::model::{Model, Pane};
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::text_area::TextArea;
use crate::tui::world::World;
use std::borrow::Cow;

const NO_ITEM: &str = "there is no item here";

/// Opens a question with one line for an answer.
pub(super) fn prompt(
    model: &mut Model,
    title: String,
    text: &str,
    ask: Ask,
    hint: impl Into<Cow<'static, str>>,
) -> Answer {
    let input = LineInput::new(1_000).with_text(text);
    push(model, Layer::Prompt(Prompt { title, input, ask, note: None, hint: hint.into() }))
}

/// Opens a long text.
pub(super) fn writing(model: &mut Model, title: String, text: &str, purpose: WritingFor) -> Answer {
    let mut area = TextArea::new(Prose::MOST);
    area.set_text(text);
    push(model, Layer::Writing(Box::new(Writing { title, area, purpose, note: None })))
}

/// Says of which items something is asked.
pub(super) fn named(world: &World<'_>, items: &[ItemId]) -> String {
    match items {
        [one] => world.workspace.key(*one),
        many => format!("{} items", many.len()),
    }
}

fn one<'a>(model: &Model, world: &World<'a>) -> Result<&'a Item, String> {
    model.item(world).and_then(|id| world.item(id)).ok_or_else(|| NO_ITEM.to_owned())
}

pub(super) fn filter(model: &mut Model) -> Answer {
    let before = model.filter.as_ref().map(|(text, _)| text.clone());
    let text = before.clone().unwrap_or_default();
    prompt(
        model,
        "Show only".to_owned(),
        &text,
        Ask::Filter(before),
        "words @person @me #label kind:bug stage:ready epic:… is:blocked  - turns round",
    )
}

pub(super) fn jump(model: &mut Model) -> Answer {
    prompt(
        model,
        "Jump to".to_owned(),
        "",
        Ask::Jump,
        "a key, such as 142, or = and a position in the backlog",
    )
}

/// Looks through all items there are, open or not; what was looked for last stands there again.
pub(super) fn search(model: &mut Model) -> Answer {
    let mut picker = Picker::new("Search all items, open or not", PickFor::Search, Vec::new());
    picker.input = LineInput::new(200)
        .with_text(&model.searched)
        .placeholder("words of the title, the narrative or the description");
    let text = picker.input.text().to_owned();
    push(model, Layer::Picker(Box::new(picker)))?;
    Ok(vec![Effect::Search(text)])
}

pub(super) fn palette(model: &mut Model, world: &World<'_>) -> Answer {
    let context = model.context();
    let mut table: Vec<_> = TABLE.iter().filter(|row| row.places.has(context)).collect();
    // What changes something comes first; moving about is known by heart.
    table.sort_by_key(|row| (row.verb.is_empty(), std::cmp::Reverse(row.rank)));
    let rows = table
        .into_iter()
        .map(|row| {
            let mut pick = PickRow::new(row.title, row.help, Pick::Action(row.action));
            pick.disabled = super::available(model, world, row.action).err().map(str::to_owned);
            pick
        })
        .collect();
    push(model, Layer::Picker(Box::new(Picker::new("All actions", PickFor::Palette, rows))))
}

/// New items go below the cursor in the backlog, and to the top from the other panes.
pub(super) fn new_items(model: &mut Model, world: &World<'_>) -> Answer {
    let place = match (model.pane, model.item(world)) {
        (Pane::Backlog, Some(item)) => Place::After(item),
        _ => Place::Top,
    };
    prompt(
        model,
        "New item".to_owned(),
        "",
        Ask::AddItems(place),
        "Enter adds it and goes on; Esc ends; start with bug: spike: chore: for another kind",
    )
}

pub(super) fn new_parts(model: &mut Model, world: &World<'_>) -> Answer {
    let item = one(model, world)?.id;
    let title = format!("New part of {}", world.workspace.key(item));
    prompt(model, title, "", Ask::AddChildren(item), "Enter adds it and goes on; Esc ends")
}

pub(super) fn new_criteria(model: &mut Model, world: &World<'_>) -> Answer {
    let item = one(model, world)?.id;
    let title = format!("Criterion of {}", world.workspace.key(item));
    prompt(model, title, "", Ask::AddCriteria(item), "Enter adds it and goes on; Esc ends")
}

pub(super) fn new_tasks(model: &mut Model, world: &World<'_>) -> Answer {
    let item = one(model, world)?.id;
    let title = format!("Task of {}", world.workspace.key(item));
    prompt(model, title, "", Ask::AddTasks(item), "Enter adds it and goes on; Esc ends")
}

pub(super) fn new_question(model: &mut Model, world: &World<'_>) -> Answer {
    let item = one(model, world)?.id;
    let mut people = vec!["anybody".to_owned()];
    people.extend(present(world).map(|(_, name)| name));
    let owner =
        world.workspace.with_role(Role::ProductOwner).next().map(|person| person.name.as_str().to_owned());
    let at = owner.and_then(|owner| people.iter().position(|name| *name == owner)).unwrap_or_default();
    let fields = vec![
        Field::line("Question", "", "what must be known"),
        Field::one("Asked of", people, at),
        Field::line("Needed by", "", "a day, such as friday; may stay empty"),
    ];
    let title = format!("Question about {}", world.workspace.key(item));
    push(model, Layer::Form(Box::new(Form::new(title, FormFor::Question(item), fields))))
}

/// The people who have not left, in the order of their ids.
pub(super) fn present<'a>(
    world: &World<'a>,
) -> impl Iterator<Item = (crate::domain::id::PersonId, String)> + 'a {
    let persons = world.workspace.persons.iter().filter(|person| !person.has_left);
    persons.map(|person| (person.id, person.name.as_str().to_owned()))
}

pub(super) fn new_comment(model: &mut Model, world: &World<'_>) -> Answer {
    let item = one(model, world)?.id;
    writing(model, format!("Comment on {}", world.workspace.key(item)), "", WritingFor::Comment(item))
}

pub(super) fn new_link(model: &mut Model, world: &World<'_>) -> Answer {
    let item = one(model, world)?.id;
    let fields = vec![
        Field::line("Address", "", "https://…"),
        Field::line("Title", "", "what it leads to; a title with \"design\" in it counts as a design"),
    ];
    let title = format!("Link of {}", world.workspace.key(item));
    push(model, Layer::Form(Box::new(Form::new(title, FormFor::NewLink(item), fields))))
}

pub(super) fn new_dependency(model: &mut Model, world: &World<'_>) -> Answer {
    let item = one(model, world)?;
    let rows = world
        .workspace
        .items
        .open()
        .iter()
        .filter(|id| **id != item.id)
        .filter_map(|id| world.item(*id))
        .map(|other| {
            let mut row = PickRow::new(
                format!("{}  {}", world.workspace.key(other.id), other.title),
                other.stage.title(),
                Pick::Item(other.id),
            );
            row.marked = item.depends_on.contains(&other.id);
            row
        })
        .collect();
    let title = format!("{} waits for", world.workspace.key(item.id));
    push(model, Layer::Picker(Box::new(Picker::new(title, PickFor::Dependency(item.id), rows))))
}

pub(super) fn new_epic(model: &mut Model) -> Answer {
    prompt(model, "New epic".to_owned(), "", Ask::AddEpic, "what it is called")
}

pub(super) fn new_sprint(model: &mut Model, world: &World<'_>) -> Answer {
    let (start, end) = crate::domain::decide::proposed_dates(world.workspace, world.today());
    let fields = vec![
        Field::line("Goal", "", "why this sprint is worth it; may be set later"),
        Field::line("First day", &start.to_string(), "a day, such as next monday"),
        Field::line("Last day", &end.to_string(), "a day"),
        Field::line("Name", "", "empty: Sprint and the next number"),
    ];
    push(model, Layer::Form(Box::new(Form::new("New sprint", FormFor::NewSprint, fields))))
}

pub(super) fn new_person(model: &mut Model) -> Answer {
    push(
        model,
        Layer::Form(Box::new(Form::new("New person", FormFor::NewPerson, person_fields("", &[], "")))),
    )
}

/// The fields of a person.
pub(super) fn person_fields(name: &str, roles: &[Role], login: &str) -> Vec<Field> {
    let options = Role::ALL.iter().map(|role| (role.word().to_owned(), roles.contains(role))).collect();
    vec![
        Field::line("Name", name, "what the others call them"),
        Field::some("Roles", options),
        Field::line("Login", login, "their login name on this machine, so that they are known at the start"),
    ]
}

pub(super) fn import(model: &mut Model) -> Answer {
    prompt(
        model,
        "Import which file?".to_owned(),
        "",
        Ask::ImportFile,
        "Jira CSV, a table with a title column, or one story a line",
    )
}

pub(super) fn backup(model: &mut Model, world: &World<'_>) -> Answer {
    let day = world.now.day(world.zone());
    let path = format!("{}.{day}.db", world.file.trim_end_matches(".db"));
    prompt(
        model,
        "Save a copy of everything as?".to_owned(),
        &path,
        Ask::SaveCopy,
        "a new file; the program itself keeps a copy of each day, see ceremony restore",
    )
}

/// Asks who works here: the login name says nothing.
pub fn who(model: &mut Model, world: &World<'_>) {
    let mut rows: Vec<PickRow> = present(world)
        .map(|(id, name)| {
            let roles = world.workspace.persons.get(id).map(|person| person.roles.to_string());
            PickRow::new(name, roles.unwrap_or_default(), Pick::Person(id))
        })
        .collect();
    rows.push(PickRow::new("somebody else", "adds you to the people", Pick::Somebody));
    let mut picker = Picker::new("Who are you?", PickFor::Who, rows);
    picker.note =
        Some(format!("nobody here has the login name {}; you are known by it from now on", world.login));
    model.layers.push(Layer::Picker(Box::new(picker)));
}

pub(super) fn act_for(model: &mut Model, world: &World<'_>) -> Answer {
    let mut rows = vec![PickRow::new("myself", "", Pick::Myself)];
    for owner in world.workspace.with_role(Role::ProductOwner) {
        rows.push(PickRow::new(owner.name.as_str(), "product owner", Pick::Person(owner.id)));
    }
    if rows.len() == 1 {
        return Err("nobody is product owner; , gives somebody that role".to_owned());
    }
    push(model, Layer::Picker(Box::new(Picker::new("Accept and reject on behalf of", PickFor::ActFor, rows))))
}

/// Opens the field under the cursor where it is a long text or takes several; else takes the whole form.
pub fn form_field(model: &mut Model, world: &World<'_>) -> Answer {
    let takes_all = match model.layers.last() {
        Some(Layer::Form(form)) => {
            matches!(
                form.fields.get(form.at).map(|field| &field.input),
                Some(Input::One { .. } | Input::Line(_))
            )
        }
        _ => false,
    };
    if takes_all { super::filled(model, world) } else { open_field(model, world) }
}

/// Opens the field under the cursor.
pub fn open_field(model: &mut Model, world: &World<'_>) -> Answer {
    let Some(Layer::Form(form)) = model.layers.last() else { return Ok(Vec::new()) };
    let (at, label) =
        (form.at, form.fields.get(form.at).map_or_else(String::new, |field| field.label.to_string()));
    match form.fields.get(at).map(|field| &field.input) {
        Some(Input::Long(text)) => {
            let text = text.clone();
            writing(model, label, &text, WritingFor::Field(at))
        }
        Some(Input::One { options, at: chosen }) => {
            let rows = options
                .iter()
                .enumerate()
                .map(|(at, text)| PickRow::new(text, "", Pick::Option(at)))
                .collect();
            let mut picker = Picker::new(label, PickFor::Field(at), rows);
            picker.at = *chosen;
            push(model, Layer::Picker(Box::new(picker)))
        }
        Some(Input::Some { options }) => {
            let rows = options
                .iter()
                .enumerate()
                .map(|(at, (text, on))| {
                    let mut row = PickRow::new(text, "", Pick::Option(at));
                    row.marked = *on;
                    row
                })
                .collect();
            push(model, Layer::Picker(Box::new(Picker::new(label, PickFor::Field(at), rows).many())))
        }
        Some(Input::Line(_)) | None => super::filled(model, world),
    }
}

/// Opens a long text again that could not be saved.
pub fn reopen_text(model: &mut Model, text: &str, purpose: WritingFor, why: String) {
    let _ = writing(model, "Not saved yet".to_owned(), text, purpose);
    if let Some(Layer::Writing(writing)) = model.layers.last_mut() {
        writing.note = Some(why);
    }
}

/// The definition that a section of the setup is about.
pub(super) fn rule(model: &mut Model, definition: Definition) -> Answer {
    match definition {
        Definition::Ready => {
            let mut checks: Vec<String> = vec!["in words, to be ticked".to_owned()];
            checks.extend(crate::domain::value::ReadyCheck::ALL.iter().map(|check| check.word().to_owned()));
            let kinds = Kind::ALL.iter().map(|kind| (kind.word().to_owned(), false)).collect();
            let fields = vec![
                Field::line("Words", "", "what must be so; empty for the words of a rule that is worked out"),
                Field::one("Worked out", checks, 0),
                Field::some("Only for", kinds),
            ];
            push(model, Layer::Form(Box::new(Form::new("New rule of ready", FormFor::NewRule, fields))))
        }
        Definition::Done => {
            let ask = Ask::AddRule(Definition::Done);
            prompt(
                model,
                "New rule of done".to_owned(),
                "",
                ask,
                "what must be so before an item is accepted",
            )
        }
    }
}
