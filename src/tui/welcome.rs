//! The form of the welcome screen, for a new product.

use super::effect::{Effect, Outside};
use super::layer::{Form, choice, typed};
use crate::domain::command::{Command, Founding};
use crate::domain::product::Prefix;
use crate::domain::value::{Line, Role};

/// The ways to start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beginning {
    Empty,
    Import,
    Demo,
}

const BEGINNINGS: [(Beginning, &str); 3] = [
    (Beginning::Empty, "an empty backlog"),
    (Beginning::Import, "import a file"),
    (Beginning::Demo, "the demo"),
];

/// Returns the form. `login` is the user's login name on this machine.
pub fn form(login: &str) -> Form<Effect> {
    let line = |hint, what: &'static str| {
        typed(hint, Line::to_string, move |text| text.parse().map_err(|_| format!("write {what}")))
    };
    let roles = Role::ALL.iter().map(|role| (*role, role.word().to_owned())).collect();
    let beginnings = BEGINNINGS.map(|(beginning, words)| (beginning, words.to_owned())).to_vec();
    let mut form = Form::new("Welcome");
    let name = form.ask("Product", None, line("e.g. Lighthouse", "the product's name"));
    let person =
        form.ask("Your name", Line::clipped(login).as_ref(), line("as the team knows you", "your name"));
    let role = form.ask("You are", None, choice(roles));
    let beginning = form.ask("Begin with", None, choice(beginnings));
    form.then(move |form, world| {
        let beginning = form.read(&beginning)?;
        if beginning == Beginning::Demo {
            return Ok(vec![Outside::Demo.into()]);
        }
        let (name, person, role) = (form.read(&name)?, form.read(&person)?, form.read(&role)?);
        let founding = Founding {
            prefix: Prefix::proposed(&name),
            name,
            zone: world.local_zone,
            person,
            roles: [role].into_iter().collect(),
            login: Line::clipped(world.login),
        };
        Ok(vec![Outside::Create(Command::Found(founding), beginning == Beginning::Import).into()])
    })
}
