//! People: the user, on whose behalf they act, and everyone else.

use crate::domain::command::PersonCommand;
use crate::domain::id::PersonId;
use crate::domain::person::{Person, PersonField};
use crate::domain::value::{Line, Role, Roles};
use crate::tui::effect::{self, Answer, Effect};
use crate::tui::layer::{Control, Form, PickRow, Picker, line, maybe_line, several};
use crate::tui::model::Model;
use crate::tui::world::World;

/// Returns the people who have not left, in the order of their ids.
pub fn present<'a>(world: &World<'a>) -> impl Iterator<Item = (PersonId, &'a str)> + 'a {
    let persons = world.workspace.persons.iter().filter(|person| !person.has_left);
    persons.map(|person| (person.id, person.name.as_str()))
}

/// Returns no one, with this label, and everyone who has not left.
pub fn options(world: &World<'_>, nobody: &str) -> Vec<(Option<PersonId>, String)> {
    let people = present(world).map(|(id, name)| (Some(id), name.to_owned()));
    std::iter::once((None, nobody.to_owned())).chain(people).collect()
}

/// Returns a row per person with their roles; `then` runs when it is selected.
pub fn rows(
    world: &World<'_>,
    then: impl Fn(&World<'_>, PersonId) -> Answer + Clone + 'static,
) -> Vec<PickRow<Effect>> {
    let row = |(id, name): (PersonId, &str)| {
        let then = then.clone();
        PickRow::new(name, roles_of(world, id), move |world| then(world, id))
    };
    present(world).map(row).collect()
}

/// Formats the roles of a person.
pub fn roles_of(world: &World<'_>, id: PersonId) -> String {
    world.workspace.persons.get(id).map(|person| person.roles.to_string()).unwrap_or_default()
}

const NAME: &str = "as the team knows them";
const LOGIN: &str = "their login name on this machine (signs them in)";

fn roles() -> Control<Roles> {
    let each = several(Role::ALL.iter().map(|role| (*role, role.word().to_owned())).collect());
    each.map(|roles: &Roles| roles.iter().collect(), |roles| roles.into_iter().collect())
}

pub fn new(_model: &mut Model, _world: &World<'_>) -> Answer {
    add(None)
}

/// Asks for a new person.
fn add(own_login: Option<&Line>) -> Answer {
    let mut form = Form::new("New person");
    let name = form.ask("Name", None, line(NAME));
    let roles = form.ask("Roles", None, roles());
    let login = form.ask("Login", Some(&own_login.cloned()), maybe_line(LOGIN));
    form.then(move |form, _| {
        let (name, roles, login) = (form.read(&name)?, form.read(&roles)?, form.read(&login)?);
        Ok(effect::run(PersonCommand::Add { name, roles, login }))
    })
    .open()
}

pub fn edit(person: &Person) -> Answer {
    let mut form = Form::new(person.name.as_str());
    form.set(person.id, PersonField::Name, &person.name, line(NAME));
    form.set(person.id, PersonField::Roles, &person.roles, roles());
    form.set(person.id, PersonField::Login, &person.login, maybe_line(LOGIN));
    form.open()
}

/// Asks who the user is, if the login name is unknown.
pub fn who(world: &World<'_>) -> Picker<Effect> {
    let mut rows = rows(world, |_, id| Ok(vec![Effect::SetUser(id)]));
    rows.push(PickRow::new("someone else", "adds you to the people", |world| {
        add(Line::clipped(world.login).as_ref())
    }));
    let mut picker = Picker::new("Who are you?", rows);
    picker.note = Some(format!("you will be recognised by the login name {} from now on", world.login));
    picker
}

/// Asks on whose behalf acceptance is decided.
pub fn act_for(_model: &mut Model, world: &World<'_>) -> Answer {
    let act_for = |person| move |_: &World<'_>| Ok(vec![Effect::ActFor(person)]);
    let mut rows = vec![PickRow::new("myself", "", act_for(None))];
    for owner in world.workspace.with_role(Role::ProductOwner) {
        rows.push(PickRow::new(owner.name.as_str(), "product owner", act_for(Some(owner.id))));
    }
    if rows.len() == 1 {
        return Err("there is no product owner; press , to set one".to_owned());
    }
    Picker::new("Accept and reject on behalf of", rows).open()
}
