//! What a form comes to once it is filled in.

use super::Answer;
use super::edit::epic_options;
use super::open::present;
use crate::domain::command::{
    ColumnCommand, Command, DefinitionCommand, Edited, Edits, ItemCommand, LinkCommand, PersonCommand,
    QuestionCommand, Set, SprintCommand,
};
use crate::domain::definition::{Definition, Kinds};
use crate::domain::detail::{BodyField, LinkField};
use crate::domain::entity::{Entity, Field as EntityField};
use crate::domain::id::{Id, ItemId, ProductId};
use crate::domain::item::ItemField;
use crate::domain::person::PersonField;
use crate::domain::product::{Prefix, ProductField};
use crate::domain::sprint::SprintField;
use crate::domain::value::{
    Kind, Line, Points, Prose, ReadyCheck, RejectionKind, Role, Roles, Stage, parse_day,
};
use crate::tui::effect::{After, Effect};
use crate::tui::layer::{Form, FormFor, Layer};
use crate::tui::model::Model;
use crate::tui::world::World;
use chrono::{NaiveDate, Weekday};

/// Takes the form on top. Where a field is no good, the form stays open with the cursor on it and says why.
pub fn filled(model: &mut Model, world: &World<'_>) -> Answer {
    let Some(Layer::Form(form) | Layer::Welcome(form)) = model.layers.last_mut() else {
        return Ok(Vec::new());
    };
    let done = if let FormFor::Split(splitting) = &form.purpose {
        super::split::filled(form, world, splitting)
    } else {
        commands(form, world)
    };
    match done {
        Ok(effects) => {
            if !matches!(form.purpose, FormFor::Welcome) {
                model.answered = model.layers.pop();
            }
            Ok(effects)
        }
        Err((at, why)) => {
            form.at = at;
            form.note = Some(why);
            Ok(Vec::new())
        }
    }
}

/// Which field is no good, and why.
type Wrong = (usize, String);

fn commands(form: &Form, world: &World<'_>) -> Result<Vec<Effect>, Wrong> {
    let run = |commands: Vec<Command>| {
        Ok(commands.into_iter().map(|command| Effect::Run(command, After::Nothing)).collect())
    };
    match &form.purpose {
        FormFor::Item(item, before) => run(item_commands(form, world, *item, before)?),
        FormFor::NewSprint => {
            let (start, end) = (day(form, world, 1)?, day(form, world, 2)?);
            let goal = prose(form.text(0)).map_err(|why| (0, why))?;
            run(vec![Command::Sprint(SprintCommand::New {
                name: Line::clipped(form.text(3)),
                goal,
                start: Some(start),
                end: Some(end),
            })])
        }
        FormFor::Sprint(sprint, before) => {
            let changed = |at: usize| before.get(at).is_none_or(|text| text != form.text(at));
            let seen = |at: usize| before.get(at).map_or("", String::as_str);
            let mut edits = Vec::new();
            if changed(0) {
                let name = Edited { seen: Line::clipped(seen(0)), new: line(form, 0)? };
                edits.push(name.map(SprintField::Name));
            }
            if changed(1) {
                let new = prose(form.text(1)).map_err(|why| (1, why))?;
                edits.push(Edited { seen: prose(seen(1)).ok(), new }.map(SprintField::Goal));
            }
            for (at, field) in
                [(2, SprintField::Start as fn(Option<NaiveDate>) -> SprintField), (3, SprintField::End)]
            {
                if changed(at) {
                    let seen = Some(parse_day(seen(at), world.today()));
                    edits.push(Edited { seen, new: Some(day(form, world, at)?) }.map(field));
                }
            }
            run(set(*sprint, edits))
        }
        FormFor::NewPerson => run(vec![Command::Person(PersonCommand::Add {
            name: line(form, 0)?,
            roles: roles(form, 1),
            login: Line::clipped(form.text(2)),
        })]),
        FormFor::Person(person) => {
            let id = person.id;
            let mut edits = Vec::new();
            let name = line(form, 0)?;
            if name != person.name {
                edits.push(Edited::over(person.name.clone(), name).map(PersonField::Name));
            }
            if roles(form, 1) != person.roles {
                edits.push(Edited::over(person.roles, roles(form, 1)).map(PersonField::Roles));
            }
            let login = Line::clipped(form.text(2));
            if login != person.login {
                edits.push(Edited::over(person.login.clone(), login).map(PersonField::Login));
            }
            run(set(id, edits))
        }
        FormFor::Product(before) => {
            let product = world.workspace.product().ok_or((0, "there is no product any more".to_owned()))?;
            run(product_commands(form, product.id, before)?)
        }
        FormFor::NewLink(item) => {
            let (url, title) = link(form)?;
            run(vec![Command::Link(LinkCommand::Add(*item, title, url))])
        }
        FormFor::Link(seen) => {
            let (url, title) = link(form)?;
            let title = Edited::over(seen.title.clone(), title).map(LinkField::Title);
            let url = Edited::over(seen.url.clone(), url).map(LinkField::Url);
            run(vec![Command::set_part(seen.item, seen.id, vec![title, url])])
        }
        FormFor::Question(item) => {
            let of = form.fields.get(1).map_or(0, crate::tui::layer::Field::chosen);
            let of = of.checked_sub(1).and_then(|at| present(world).nth(at)).map(|(id, _)| id);
            let needed_by = if form.text(2).trim().is_empty() { None } else { Some(day(form, world, 2)?) };
            let text = prose(form.text(0)).map_err(|why| (0, why))?;
            if text.trim().is_empty() {
                return Err((0, "write the question".to_owned()));
            }
            run(vec![Command::Question(QuestionCommand::Ask { item: *item, text, of, needed_by })])
        }
        FormFor::Reject(item) => {
            let kind = RejectionKind::ALL[form.fields[1].chosen().min(RejectionKind::ALL.len() - 1)];
            let criteria = world.workspace.detail(*item).map(|detail| &detail.criteria);
            let failed = form.fields[2].all_chosen().into_iter();
            let failed = failed.filter_map(|at| criteria?.get(at).map(|row| row.id)).collect();
            run(vec![Command::Item(ItemCommand::Reject {
                item: *item,
                kind,
                reason: line(form, 0)?,
                failed,
                to_backlog: form.fields[3].chosen() == 1,
            })])
        }
        FormFor::NewColumn => {
            let stage = [Stage::ToDo, Stage::Doing, Stage::Review][form.fields[1].chosen().min(2)];
            run(vec![Command::Column(ColumnCommand::Add { name: line(form, 0)?, stage })])
        }
        FormFor::NewRule => {
            let check =
                form.fields[1].chosen().checked_sub(1).and_then(|at| ReadyCheck::ALL.get(at)).copied();
            let kinds: Kinds =
                form.fields[2].all_chosen().into_iter().filter_map(|at| Kind::ALL.get(at)).copied().collect();
            run(vec![Command::Definition(DefinitionCommand::Add {
                definition: Definition::Ready,
                check,
                text: Line::clipped(form.text(0)),
                kinds,
                person: world.me.filter(|_| check == Some(ReadyCheck::SignedOff)),
            })])
        }
        FormFor::Import(importing) => Ok(vec![Effect::Import(importing.chosen(form)?)]),
        FormFor::Split(_) => run(Vec::new()),
        FormFor::Improvement(ceremony, note) => {
            run(vec![super::meeting::agreed(form, world, *ceremony, *note)?])
        }
        FormFor::Plan(id, before) => run(super::meeting::planned(form, world, *id, before)?),
        FormFor::Capacity(sprint, person) => {
            run(vec![super::meeting::filled_capacity(form, *sprint, *person)?])
        }
        FormFor::Cadence(before) => run(super::meeting::filled_cadence(form, before)?),
        FormFor::Welcome => crate::tui::welcome::effects(form, world),
    }
}

fn item_commands(
    form: &Form,
    world: &World<'_>,
    id: ItemId,
    before: &[String],
) -> Result<Vec<Command>, Wrong> {
    let item = world.item(id).ok_or((0, "this item is gone".to_owned()))?;
    let changed = |at: usize| before.get(at).is_none_or(|text| text != form.text(at));
    let seen = |at: usize| before.get(at).map_or("", String::as_str);
    let text = |at: usize| -> Result<Edited<Prose>, Wrong> {
        Ok(Edited { seen: prose(seen(at)).ok(), new: prose(form.text(at)).map_err(|why| (at, why))? })
    };
    let (mut edits, mut texts) = (Vec::new(), Vec::new());
    if changed(0) {
        edits.push(Edited { seen: Line::clipped(seen(0)), new: line(form, 0)? }.map(ItemField::Title));
    }
    if changed(1) {
        let kind = form.text(1).parse().map_err(|_| (1, "choose a kind".to_owned()))?;
        edits.push(Edited { seen: seen(1).parse().ok(), new: kind }.map(ItemField::Kind));
    }
    if changed(2) {
        let options = epic_options(world);
        let find = |text: &str| options.iter().find(|(_, title)| title == text).map(|(id, _)| *id);
        let edited = Edited { seen: find(seen(2)), new: find(form.text(2)).unwrap_or_default() };
        edits.push(edited.map(ItemField::Epic));
    }
    if changed(3) {
        let points = |text: &str| -> Result<Option<Points>, String> {
            if text.trim().is_empty() {
                Ok(None)
            } else {
                text.parse().map(Some).map_err(|it: crate::domain::value::BadPoints| it.to_string())
            }
        };
        let new = points(form.text(3)).map_err(|why| (3, why))?;
        edits.push(Edited { seen: points(seen(3)).ok(), new }.map(ItemField::Estimate));
    }
    for (at, field) in [
        (5, BodyField::AsA as fn(Prose) -> BodyField),
        (6, BodyField::IWant),
        (7, BodyField::SoThat),
        (8, BodyField::Description),
    ] {
        if changed(at) {
            texts.push(text(at)?.map(field));
        }
    }
    if changed(9) {
        let new = match form.text(9).trim() {
            "" => None,
            key => Some(
                numbered(key)
                    .ok_or((9, format!("{key:?} is no key, such as {}", world.workspace.key(id))))?,
            ),
        };
        edits.push(Edited::over(item.parent, new).map(ItemField::Parent));
    }
    let mut commands = Vec::new();
    let mut sets: Vec<Set> = vec![Set::row(id, edits), Set::row(id, texts)];
    sets.retain(|set| !set.is_empty());
    if !sets.is_empty() {
        commands.push(Command::Set(sets));
    }
    if changed(4) {
        let words = |text: &str| {
            text.split_whitespace()
                .filter_map(|word| Line::clipped(word.trim_start_matches('#')))
                .collect::<Vec<_>>()
        };
        let (old, new) = (words(seen(4)), words(form.text(4)));
        let add = new.iter().filter(|word| !old.contains(word)).cloned().collect();
        let remove = old.iter().filter(|word| !new.contains(word)).cloned().collect();
        commands.push(Command::Item(ItemCommand::Tag { items: vec![id], add, remove }));
    }
    Ok(commands)
}

/// The number at the end of a key: `PB-142`, `142`.
pub(super) fn numbered(key: &str) -> Option<ItemId> {
    key.rsplit('-').next()?.trim().parse().ok().and_then(ItemId::new)
}

fn product_commands(form: &Form, id: ProductId, before: &[String]) -> Result<Vec<Command>, Wrong> {
    let changed = |at: usize| before.get(at).is_none_or(|text| text != form.text(at));
    let seen = |at: usize| before.get(at).map_or("", String::as_str);
    let mut edits = Vec::new();
    if changed(0) {
        edits.push(Edited { seen: Line::clipped(seen(0)), new: line(form, 0)? }.map(ProductField::Name));
    }
    if changed(1) {
        let new: Prefix = form
            .text(1)
            .parse()
            .map_err(|error: crate::domain::product::BadPrefix| (1, error.to_string()))?;
        edits.push(Edited { seen: seen(1).parse().ok(), new }.map(ProductField::Prefix));
    }
    for (at, field) in [(2, ProductField::Goal as fn(Prose) -> ProductField), (3, ProductField::Vision)] {
        if changed(at) {
            let new = prose(form.text(at)).map_err(|why| (at, why))?;
            edits.push(Edited { seen: prose(seen(at)).ok(), new }.map(field));
        }
    }
    if changed(4) {
        let new = form
            .text(4)
            .trim()
            .parse()
            .map_err(|_| (4, "write an IANA time zone, such as Europe/Berlin".to_owned()))?;
        edits.push(Edited { seen: seen(4).parse().ok(), new }.map(ProductField::Zone));
    }
    if changed(5) {
        let new = form
            .text(5)
            .trim()
            .parse()
            .map_err(|_| (5, "write a number of days, from 1 to 31".to_owned()))?;
        edits.push(Edited { seen: seen(5).parse().ok(), new }.map(ProductField::SprintDays));
    }
    if changed(6) {
        let new = form.fields.get(6).map_or(0, crate::tui::layer::Field::chosen);
        let new = u32::try_from(new).unwrap_or_default();
        edits.push(Edited::blind(ProductField::SprintWeekday(new)));
    }
    Ok(set(id, edits))
}

/// Sets what was changed in a form, in one operation; nothing where nothing was.
fn set<F: EntityField>(row: <F::Entity as Entity>::Id, edits: Vec<Edited<F>>) -> Vec<Command>
where
    Set: From<Edits<F::Entity>>,
{
    if edits.is_empty() { Vec::new() } else { vec![Command::set_all(row, edits)] }
}

/// The names of the weekdays, from Monday.
pub(super) fn weekdays() -> Vec<String> {
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun]
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn roles(form: &Form, at: usize) -> Roles {
    let chosen = form.fields.get(at).map(crate::tui::layer::Field::all_chosen).unwrap_or_default();
    chosen.into_iter().filter_map(|at| Role::ALL.get(at)).copied().collect()
}

fn link(form: &Form) -> Result<(Line, Line), Wrong> {
    let url = line(form, 0)?;
    let title = Line::clipped(form.text(1)).unwrap_or_else(|| url.clone());
    Ok((url, title))
}

fn line(form: &Form, at: usize) -> Result<Line, Wrong> {
    let label = form.fields.get(at).map_or("this", |field| &field.label);
    form.text(at).parse().map_err(|error| (at, format!("{label}: {error}")))
}

fn day(form: &Form, world: &World<'_>, at: usize) -> Result<NaiveDate, Wrong> {
    parse_day(form.text(at), world.today())
        .ok_or_else(|| (at, format!("{:?} is no day: write 2026-11-30 or next friday", form.text(at))))
}

/// Takes any text.
pub(super) fn prose(text: &str) -> Result<Prose, String> {
    text.trim_end()
        .parse()
        .map_err(|error: crate::domain::value::BadText| format!("this cannot be taken: {error}"))
}
