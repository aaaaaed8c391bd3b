//! The first start: what a new product needs, in four answers.

use super::effect::Effect;
use super::layer::{Field, Form, FormFor};
use super::world::World;
use crate::domain::command::{Command, Founding};
use crate::domain::product::Prefix;
use crate::domain::value::{Line, Role};

/// What is begun with.
const BEGINNINGS: [&str; 3] = ["an empty backlog", "a file from another tool", "the demo, to look around"];

/// Returns the form of the first start. `login` is what the person is called on this machine.
pub fn form(login: &str) -> Form {
    let roles = Role::ALL.iter().map(|role| role.word().to_owned()).collect();
    let fields = vec![
        Field::line("Product", "", "what you build, such as Lighthouse"),
        Field::line("Your name", login, "what the others call you"),
        Field::one("You are", roles, 0),
        Field::one("Begin with", BEGINNINGS.iter().map(|text| (*text).to_owned()).collect(), 0),
    ];
    Form::new("Welcome", FormFor::Welcome, fields)
}

/// What the filled form comes to.
pub(super) fn effects(form: &Form, world: &World<'_>) -> Result<Vec<Effect>, (usize, String)> {
    let beginning = form.fields.get(3).map_or(0, Field::chosen);
    if beginning == 2 {
        return Ok(vec![Effect::Demo]);
    }
    let line = |at: usize, what: &str| -> Result<Line, (usize, String)> {
        form.text(at).parse().map_err(|_| (at, format!("write {what}")))
    };
    let name = line(0, "the product's name")?;
    let person = line(1, "your name")?;
    let role =
        Role::ALL.get(form.fields.get(2).map_or(0, Field::chosen)).copied().unwrap_or(Role::ProductOwner);
    let founding = Founding {
        prefix: Prefix::proposed(&name),
        name,
        zone: world.local_zone,
        person,
        roles: [role].into_iter().collect(),
        login: Line::clipped(world.login),
    };
    Ok(vec![Effect::Begin(Command::Found(founding), beginning == 1)])
}
