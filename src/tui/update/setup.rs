//! Actions in the setup.

use super::{new, over, people, prose, run, there};
use crate::domain::column::ColumnField;
use crate::domain::command::{
    ColumnCommand, Command, DefinitionCommand, EpicCommand, FieldEdit, LabelCommand, PersonCommand,
    SprintCommand,
};
use crate::domain::definition::{Definition, RuleField};
use crate::domain::epic::EpicField;
use crate::domain::label::LabelField;
use crate::domain::product::{BadPrefix, ProductField};
use crate::domain::value::{BadWeekday, Kind, Line, ReadyCheck, Stage, Weekdays, Zone};
use crate::tui::effect::{self, Answer, Effect};
use crate::tui::layer::{
    Form, Prompt, TextEditor, choice, line, lines, long, maybe_line, several, text, typed,
};
use crate::tui::model::Model;
use crate::tui::screen::{Screen, SetupRow, SetupSection, entries};
use crate::tui::world::World;
use chrono::Weekday;

/// Returns the selected row.
pub fn entry(model: &Model, world: &World<'_>) -> Result<SetupRow, String> {
    match model.screens.last() {
        Some(Screen::Setup(setup)) => {
            entries(world).get(setup.at).copied().ok_or_else(|| "nothing here".to_owned())
        }
        _ => Err("nothing here".to_owned()),
    }
}

/// Opens a row: the text of an epic or the report of a sprint, otherwise its editor.
pub fn open(model: &mut Model, world: &World<'_>) -> Answer {
    match entry(model, world)? {
        SetupRow::Sprint(id) => Ok(vec![Effect::ShowReport(id)]),
        SetupRow::Epic(id) => {
            let epic = there(world.workspace.epics.get(id), "epic")?;
            let title = format!("{} {}", world.workspace.epic_key(id), epic.title);
            let set = over(id, None, &epic.description, EpicField::Description);
            TextEditor::new(title, &epic.description, move |_, text| set(prose(text)?)).open()
        }
        SetupRow::Column(id) => {
            let column = there(world.workspace.columns.get(id), "column")?;
            let limit = column.wip.map(|it| it.to_string()).unwrap_or_default();
            let title = format!("WIP limit of {}", column.name);
            let prompt = Prompt::new(title, "a number; empty for no limit", move |_, prompt| {
                let limit = match prompt.text() {
                    "" | "none" => None,
                    number => {
                        Some(number.parse().map_err(|_| "write a number, or leave it empty for no limit")?)
                    }
                };
                run(Command::set(id, FieldEdit::blind(ColumnField::Wip(limit))))
            });
            prompt.with_text(&limit).open()
        }
        SetupRow::Product(_)
        | SetupRow::Person(_)
        | SetupRow::Rule(_)
        | SetupRow::Label(_)
        | SetupRow::Add(_) => edit(model, world),
    }
}

pub fn edit(model: &mut Model, world: &World<'_>) -> Answer {
    let workspace = world.workspace;
    match entry(model, world)? {
        SetupRow::Product(at) => product_form(world, at),
        SetupRow::Person(id) => people::edit(there(workspace.persons.get(id), "person")?),
        SetupRow::Sprint(id) => super::sprint::edit(world, id),
        SetupRow::Column(id) => {
            let column = there(workspace.columns.get(id), "column")?;
            named("Name of the column", &column.name, over(id, None, &column.name, ColumnField::Name))
        }
        SetupRow::Rule(id) => {
            let rule = there(workspace.rules.get(id), "rule")?;
            named("Text of the rule", &rule.text, over(id, None, &rule.text, RuleField::Text))
        }
        SetupRow::Epic(id) => {
            let epic = there(workspace.epics.get(id), "epic")?;
            named("Title of the epic", &epic.title, over(id, None, &epic.title, EpicField::Title))
        }
        SetupRow::Label(id) => {
            let label = there(workspace.labels.get(id), "label")?;
            named("Name of the label", &label.name, over(id, None, &label.name, LabelField::Name))
        }
        SetupRow::Add(section) => add(model, world, section),
    }
}

/// Asks for a name.
fn named(title: &str, now: &Line, set: impl Fn(Line) -> Answer + 'static) -> Answer {
    Prompt::new(title, "", move |_, prompt| set(prompt.line()?)).with_text(now).open()
}

fn add(model: &mut Model, world: &World<'_>, section: SetupSection) -> Answer {
    match section {
        SetupSection::People => people::new(model, world),
        SetupSection::Sprints => super::sprint::plan(world),
        SetupSection::Columns => column_form(),
        SetupSection::Ready => ready_form(),
        SetupSection::Done => {
            let prompt =
                Prompt::new("New rule of done", "what must hold before an item is accepted", |_, prompt| {
                    run(DefinitionCommand::Add {
                        definition: Definition::Done,
                        check: None,
                        text: Some(prompt.line()?),
                        kinds: crate::domain::definition::Kinds::default(),
                        person: None,
                    })
                });
            prompt.open()
        }
        SetupSection::Epics => new::epic(model, world),
        SetupSection::Labels => {
            Prompt::new("New label", "one word", |_, prompt| run(LabelCommand::Add(prompt.line()?))).open()
        }
        SetupSection::Product => product_form(world, 0),
    }
}

fn column_form() -> Answer {
    let stages = [(Stage::ToDo, "To do"), (Stage::Doing, "Doing"), (Stage::Review, "Review")];
    let stages = stages.map(|(stage, words)| (stage, words.to_owned())).to_vec();
    let mut form = Form::new("New column");
    let name = form.ask("Name", None, line("what it is called"));
    let stage = form.ask("Belongs to", Some(&Stage::Doing), choice(stages));
    form.then(move |form, _| {
        let (name, stage) = (form.read(&name)?, form.read(&stage)?);
        Ok(effect::run(ColumnCommand::Add { name, stage }))
    })
    .open()
}

fn ready_form() -> Answer {
    let mut checks = vec![(None, "checked by hand".to_owned())];
    checks.extend(ReadyCheck::ALL.iter().map(|check| (Some(*check), check.word().to_owned())));
    let kinds = Kind::ALL.iter().map(|kind| (*kind, kind.word().to_owned())).collect();
    let mut form = Form::new("New rule of ready");
    let hint = "what must hold; empty for the text of an automatic rule";
    let text = form.ask("Text", None, maybe_line(hint));
    let check = form.ask("Automatic", None, choice(checks));
    let kinds = form.ask("Only for", None, several(kinds));
    form.then(move |form, world| {
        let check = form.read(&check)?;
        Ok(effect::run(DefinitionCommand::Add {
            definition: Definition::Ready,
            check,
            text: form.read(&text)?,
            kinds: form.read(&kinds)?.into_iter().collect(),
            person: world.me.filter(|_| check == Some(ReadyCheck::SignedOff)),
        }))
    })
    .open()
}

fn product_form(world: &World<'_>, at: usize) -> Answer {
    let product = world.workspace.product().ok_or("there is no product yet")?;
    let id = product.id;
    let prefix = text("prefix of keys, e.g. PB", |bad: BadPrefix| bad.to_string());
    let days = text("calendar days, usually 14", |_| "write a number of days, from 1 to 31".to_owned());
    let goal = "the state of the product that the team plans against";
    let zone = text("such as Europe/Berlin", |_| "write an IANA time zone, such as Europe/Berlin".to_owned());
    let mut form = Form::new("Product");
    form.set(id, ProductField::Name, &product.name, line("what it is called"));
    form.set(id, ProductField::Prefix, &product.prefix, prefix);
    form.set(id, ProductField::Goal, &product.goal, lines(goal));
    form.set(id, ProductField::Vision, &product.vision, long("why it exists"));
    form.set::<ProductField, Zone>(id, ProductField::Zone, &product.zone, zone);
    form.set(id, ProductField::SprintDays, &product.sprint_days, days).called("Sprint days");
    form.set(id, ProductField::SprintWeekday, &product.sprint_weekday, choice(weekdays()))
        .called("Begins on");
    let week = typed(
        "such as mon-fri or sun-thu; empty for mon-fri",
        |days: &Option<Weekdays>| days.map_or_else(String::new, |days| days.to_string()),
        |text| none_or(text, |text| text.parse().map_err(|bad: BadWeekday| bad.to_string())),
    );
    form.set(id, ProductField::WorkingDays, &product.working_days, week);
    let window = typed(
        "past sprints, from 3 to 20; empty for 8",
        |sprints: &Option<u32>| sprints.map_or_else(String::new, |sprints| sprints.to_string()),
        |text| none_or(text, |text| text.parse().map_err(|_| "write a number, from 3 to 20".to_owned())),
    );
    form.set(id, ProductField::VelocitySprints, &product.velocity_sprints, window).called("Velocity over");
    form.at = at.min(form.fields.len() - 1);
    form.open()
}

/// Parses a text that may be empty.
fn none_or<T>(text: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Option<T>, String> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}

/// The weekdays with their names, from Monday, which is 0.
fn weekdays() -> Vec<(u32, String)> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let days = [Mon, Tue, Wed, Thu, Fri, Sat, Sun];
    days.map(|day| (day.num_days_from_monday(), day.to_string())).to_vec()
}

/// Removes a row; a person is marked as having left, or as returned.
pub fn remove(model: &mut Model, world: &World<'_>) -> Answer {
    match entry(model, world)? {
        SetupRow::Person(id) => {
            let has_left = world.workspace.persons.get(id).is_some_and(|person| person.has_left);
            run(if has_left { PersonCommand::Return(id) } else { PersonCommand::Leave(id) })
        }
        SetupRow::Sprint(id) => run(SprintCommand::Remove(id)),
        SetupRow::Column(id) => run(ColumnCommand::Remove(id)),
        SetupRow::Rule(id) => run(DefinitionCommand::Remove(id)),
        SetupRow::Epic(id) => {
            // An epic with items is closed, since it cannot be deleted.
            let used = world.workspace.items.iter().any(|item| item.epic == Some(id));
            let closed = world.workspace.epics.get(id).is_some_and(|epic| epic.closed);
            if used || closed {
                return run(Command::set(id, FieldEdit::blind(EpicField::Closed(!closed))));
            }
            run(EpicCommand::Remove(id))
        }
        SetupRow::Label(id) => run(LabelCommand::Retire(id)),
        SetupRow::Product(_) | SetupRow::Add(_) => Err("this cannot be removed".to_owned()),
    }
}

/// Moves a column to the right, or to the left.
pub fn shift(model: &Model, world: &World<'_>, right: bool) -> Answer {
    let SetupRow::Column(column) = entry(model, world)? else {
        return Err("only columns can be moved here".to_owned());
    };
    run(ColumnCommand::Shift { column, right })
}

/// Asks for the first stories of the selected epic.
pub fn split(model: &mut Model, world: &World<'_>) -> Answer {
    let SetupRow::Epic(id) = entry(model, world)? else {
        return Err("only items and epics can be split".to_owned());
    };
    new::stories(world, id)
}
