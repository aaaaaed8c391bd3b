//! The setup: what each of its rows does.

use super::Answer;
use super::change::push;
use super::fill::weekdays;
use super::open::{person_fields, prompt, rule, writing};
use crate::domain::command::Edited;
use crate::domain::command::{
    ColumnCommand, Command, DefinitionCommand, EpicCommand, LabelCommand, PersonCommand, SprintCommand,
};
use crate::domain::definition::Definition;
use crate::domain::epic::EpicField;
use crate::domain::value::Role;
use crate::tui::effect::{After, Effect};
use crate::tui::layer::{Ask, Field, Form, FormFor, Layer, SprintAct, WritingFor};
use crate::tui::model::Model;
use crate::tui::screen::{Entry, Screen, Section, entries};
use crate::tui::world::World;

pub(super) fn entry(model: &Model, world: &World<'_>) -> Result<Entry, String> {
    match model.screens.last() {
        Some(Screen::Setup(setup)) => {
            entries(world).get(setup.at).copied().ok_or_else(|| "nothing here".to_owned())
        }
        _ => Err("nothing here".to_owned()),
    }
}

/// Tells whether the cursor is on an epic.
pub(super) fn is_epic(model: &Model, world: &World<'_>) -> bool {
    matches!(entry(model, world), Ok(Entry::Epic(_)))
}

fn run(command: Command) -> Answer {
    Ok(vec![Effect::Run(command, After::Nothing)])
}

/// Opens a row: an epic's or a sprint's text, everything else as with edit.
pub(super) fn open(model: &mut Model, world: &World<'_>) -> Answer {
    match entry(model, world)? {
        Entry::Sprint(id) => Ok(vec![Effect::ShowReport(id)]),
        Entry::Epic(id) => {
            let epic = world.workspace.epics.get(id).ok_or_else(|| "this epic is gone".to_owned())?;
            let title = format!("{} {}", world.workspace.epic_key(id), epic.title);
            writing(model, title, &epic.description, WritingFor::Epic(id, epic.description.clone()))
        }
        Entry::Column(id) => {
            let column = world.workspace.columns.get(id).ok_or_else(|| "this column is gone".to_owned())?;
            let limit = column.wip.map(|it| it.to_string()).unwrap_or_default();
            let title = format!("Most items in {}", column.name);
            prompt(model, title, &limit, Ask::LimitColumn(id), "a number; empty for no limit")
        }
        Entry::Product(_) | Entry::Person(_) | Entry::Rule(_) | Entry::Label(_) | Entry::Add(_) => {
            edit(model, world)
        }
    }
}

pub(super) fn edit(model: &mut Model, world: &World<'_>) -> Answer {
    let workspace = world.workspace;
    match entry(model, world)? {
        Entry::Product(at) => product_form(model, world, at),
        Entry::Person(id) => {
            let person = workspace.persons.get(id).ok_or_else(|| "this person is gone".to_owned())?;
            let roles: Vec<Role> = person.roles.iter().collect();
            let fields = person_fields(&person.name, &roles, person.login.as_deref().unwrap_or_default());
            push(
                model,
                Layer::Form(Box::new(Form::new(
                    person.name.as_str(),
                    FormFor::Person(Box::new(person.clone())),
                    fields,
                ))),
            )
        }
        Entry::Sprint(id) => super::sprint::act(model, world, SprintAct::Edit(id)),
        Entry::Column(id) => {
            let column = workspace.columns.get(id).ok_or_else(|| "this column is gone".to_owned())?;
            prompt(
                model,
                "Name of the column".to_owned(),
                &column.name,
                Ask::RenameColumn(id, column.name.clone()),
                "",
            )
        }
        Entry::Rule(id) => {
            let rule = workspace.rules.get(id).ok_or_else(|| "this rule is gone".to_owned())?;
            prompt(
                model,
                "Words of the rule".to_owned(),
                &rule.text,
                Ask::RewordRule(id, rule.text.clone()),
                "",
            )
        }
        Entry::Epic(id) => {
            let epic = workspace.epics.get(id).ok_or_else(|| "this epic is gone".to_owned())?;
            prompt(
                model,
                "Title of the epic".to_owned(),
                &epic.title,
                Ask::RenameEpic(id, epic.title.clone()),
                "",
            )
        }
        Entry::Label(id) => {
            let label = workspace.labels.get(id).ok_or_else(|| "this label is gone".to_owned())?;
            prompt(
                model,
                "Name of the label".to_owned(),
                &label.name,
                Ask::RenameLabel(id, label.name.clone()),
                "",
            )
        }
        Entry::Add(section) => add(model, world, section),
    }
}

fn add(model: &mut Model, world: &World<'_>, section: Section) -> Answer {
    match section {
        Section::People => super::open::new_person(model),
        Section::Sprints => super::open::new_sprint(model, world),
        Section::Columns => {
            let stages = vec!["To do".to_owned(), "Doing".to_owned(), "Review".to_owned()];
            let fields =
                vec![Field::line("Name", "", "what it is called"), Field::one("Belongs to", stages, 1)];
            push(model, Layer::Form(Box::new(Form::new("New column", FormFor::NewColumn, fields))))
        }
        Section::Ready => rule(model, Definition::Ready),
        Section::Done => rule(model, Definition::Done),
        Section::Epics => super::open::new_epic(model),
        Section::Labels => prompt(model, "New label".to_owned(), "", Ask::AddLabel, "one word"),
        Section::Product => product_form(model, world, 0),
    }
}

fn product_form(model: &mut Model, world: &World<'_>, at: usize) -> Answer {
    let product = world.workspace.product().ok_or_else(|| "there is no product yet".to_owned())?;
    let weekday = usize::try_from(product.sprint_weekday).unwrap_or_default();
    let fields = vec![
        Field::line("Name", &product.name, "what it is called"),
        Field::line("Key prefix", product.prefix.as_str(), "what keys begin with, such as PB"),
        Field::line("Product goal", &product.goal, "the state of the product that the team plans against"),
        Field::long("Vision", &product.vision, "why it exists"),
        Field::line("Time zone", product.zone.name(), "such as Europe/Berlin"),
        Field::line("Sprint days", &product.sprint_days.to_string(), "calendar days, 14 is usual"),
        Field::one("Begins on", weekdays(), weekday),
    ];
    let mut form = Form::new("Product", FormFor::NewSprint, fields);
    form.purpose = FormFor::Product(form.texts());
    form.at = at.min(form.fields.len() - 1);
    push(model, Layer::Form(Box::new(form)))
}

/// Takes a row away, or lets somebody leave; a person who had left comes back.
pub(super) fn remove(model: &mut Model, world: &World<'_>) -> Answer {
    match entry(model, world)? {
        Entry::Person(id) => {
            let has_left = world.workspace.persons.get(id).is_some_and(|person| person.has_left);
            run(Command::Person(if has_left { PersonCommand::Return(id) } else { PersonCommand::Leave(id) }))
        }
        Entry::Sprint(id) => run(Command::Sprint(SprintCommand::Remove(id))),
        Entry::Column(id) => run(Command::Column(ColumnCommand::Remove(id))),
        Entry::Rule(id) => run(Command::Definition(DefinitionCommand::Remove(id))),
        Entry::Epic(id) => {
            // An epic with items is closed; the store would not let it go.
            let used = world.workspace.items.iter().any(|item| item.epic == Some(id));
            let closed = world.workspace.epics.get(id).is_some_and(|epic| epic.closed);
            run(if used || closed {
                Command::set(id, Edited::blind(EpicField::Closed(!closed)))
            } else {
                Command::Epic(EpicCommand::Remove(id))
            })
        }
        Entry::Label(id) => run(Command::Label(LabelCommand::Retire(id))),
        Entry::Product(_) | Entry::Add(_) => Err("this cannot be taken away".to_owned()),
    }
}

/// Moves a column to the left or to the right.
pub(super) fn shift(model: &Model, world: &World<'_>, down: bool) -> Answer {
    let Entry::Column(column) = entry(model, world)? else {
        return Err("only columns are moved here".to_owned());
    };
    run(Command::Column(ColumnCommand::Shift { column, right: down }))
}
