//! `person`: the people and their roles.

use super::context::{CommandContext, CommandResult};
use super::output::Reply;
use super::value::{line, or_none, roles};
use crate::domain::command::{Command, FieldEdit, PersonCommand};
use crate::domain::person::PersonField;
use crate::domain::value::Role;
use crate::present::table::TextTable;
use clap::{Args, Subcommand};
use serde::Serialize;

/// Lists and changes the people
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony person add Bo --roles developer --login bo
  ceremony person roles Ana \"product owner, developer\"
  ceremony person leave Bo")]
pub(super) struct PersonArgs {
    #[command(subcommand)]
    verb: Option<PersonVerb>,
}

#[derive(Debug, Subcommand)]
enum PersonVerb {
    /// Lists the people
    List {
        /// Includes those who have left
        #[arg(long)]
        all: bool,
    },
    /// Adds a person
    Add {
        /// Their name
        name: String,
        /// Their roles: product owner, product manager, scrum master, developer, stakeholder
        #[arg(long, value_name = "ROLES", default_value = "developer")]
        roles: String,
        /// Their login name
        #[arg(long, value_name = "LOGIN")]
        login: Option<String>,
    },
    /// Changes a name
    Rename {
        /// The person
        person: String,
        /// The new name
        name: String,
    },
    /// Changes the roles of a person
    Roles {
        /// The person
        person: String,
        /// The roles, separated by commas, or none
        roles: String,
    },
    /// Changes the login name of a person
    Login {
        /// The person
        person: String,
        /// The login name, or none
        login: String,
    },
    /// Records that a person has left; their open items become unassigned
    Leave {
        /// The person
        person: String,
    },
    /// Records that a person is back
    Return {
        /// The person
        person: String,
    },
}

impl PersonArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let command = match self.verb.as_ref().unwrap_or(&PersonVerb::List { all: false }) {
            PersonVerb::List { all } => return Ok(list(cx, *all)),
            PersonVerb::Add { name, roles: given, login } => PersonCommand::Add {
                name: line("the name", name)?,
                roles: roles(given)?,
                login: login.as_deref().map(|login| line("the login name", login)).transpose()?,
            },
            PersonVerb::Rename { person, name } => {
                return set(cx, person, PersonField::Name(line("the name", name)?));
            }
            PersonVerb::Roles { person, roles: given } => {
                return set(cx, person, PersonField::Roles(roles(given)?));
            }
            PersonVerb::Login { person, login } => {
                let login = or_none(login, |login| line("the login name", login))?;
                return set(cx, person, PersonField::Login(login));
            }
            PersonVerb::Leave { person } => PersonCommand::Leave(cx.person(person)?),
            PersonVerb::Return { person } => PersonCommand::Return(cx.person(person)?),
        };
        cx.run(command)
    }
}

fn set(cx: &mut CommandContext<'_>, person: &str, field: PersonField) -> CommandResult {
    cx.run(Command::set(cx.person(person)?, FieldEdit::blind(field)))
}

#[derive(Serialize)]
struct PersonJson {
    name: String,
    roles: Vec<&'static str>,
    login: Option<String>,
    has_left: bool,
    is_me: bool,
}

impl PersonJson {
    fn cells(&self) -> Vec<String> {
        let now = match (self.has_left, self.is_me) {
            (true, _) => "has left",
            (false, true) => "you",
            (false, false) => "",
        };
        vec![
            self.name.clone(),
            if self.roles.is_empty() { "no role".to_owned() } else { self.roles.join(", ") },
            self.login.as_ref().map(|login| format!("login {login}")).unwrap_or_default(),
            now.to_owned(),
        ]
    }
}

fn list(cx: &CommandContext<'_>, all: bool) -> Reply {
    let people = cx.workspace().persons.iter().filter(|it| all || !it.has_left).map(|it| PersonJson {
        name: it.name.to_string(),
        roles: it.roles.iter().map(Role::word).collect(),
        login: it.login.as_ref().map(ToString::to_string),
        has_left: it.has_left,
        is_me: cx.session.me() == Some(it.id),
    });
    let empty = "No people yet. Add one with: ceremony person add NAME";
    cx.list("people", &people.collect::<Vec<_>>(), empty, |rows| {
        TextTable::of(rows.iter().map(PersonJson::cells))
    })
}
