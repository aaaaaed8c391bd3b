//! `person`: who is there and what they answer for.

use super::desk::Desk;
use super::json;
use super::output::Reply;
use super::problem::Problem;
use super::table::{Column, table};
use super::value::{is_none, line, roles};
use crate::domain::command::{Command, Edited, PersonCommand};
use crate::domain::person::PersonField;
use crate::session::Session;
use clap::{Args, Subcommand};

/// Lists the people, or changes who is there
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony person add Bo --roles developer --login bo
  ceremony person roles Ana \"product owner, developer\"
  ceremony person leave Bo")]
pub(super) struct Person {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Lists the people
    List(List),
    /// Adds somebody
    Add {
        /// Their name
        name: String,
        /// What they answer for: product owner, product manager, scrum master, developer, stakeholder
        #[arg(long, value_name = "ROLES", default_value = "developer")]
        roles: String,
        /// The login name by which they are known
        #[arg(long, value_name = "LOGIN")]
        login: Option<String>,
    },
    /// Changes a name
    Rename {
        /// Who
        person: String,
        /// The new name
        name: String,
    },
    /// Changes what somebody answers for
    Roles {
        /// Who
        person: String,
        /// The roles, with commas between, or none
        roles: String,
    },
    /// Changes the login name by which somebody is known
    Login {
        /// Who
        person: String,
        /// The login name, or none
        login: String,
    },
    /// Notes that somebody has left; their open items lose them
    Leave {
        /// Who
        person: String,
    },
    /// Notes that somebody is back
    Return {
        /// Who
        person: String,
    },
}

#[derive(Debug, Clone, Copy, Default, Args)]
struct List {
    /// Includes those who have left
    #[arg(long)]
    all: bool,
}

impl Person {
    pub fn run(&self, desk: &mut Desk<'_>) -> Result<Reply, Problem> {
        let command = match self.verb.as_ref() {
            None => return Ok(List::default().reply(desk)),
            Some(Verb::List(list)) => return Ok(list.reply(desk)),
            Some(Verb::Add { name, roles: given, login }) => PersonCommand::Add {
                name: line("the name", name)?,
                roles: roles(given)?,
                login: login.as_deref().map(|login| line("the login name", login)).transpose()?,
            },
            Some(Verb::Rename { person, name }) => {
                return set(desk, person, PersonField::Name(line("the name", name)?));
            }
            Some(Verb::Roles { person, roles: given }) => {
                return set(desk, person, PersonField::Roles(roles(given)?));
            }
            Some(Verb::Login { person, login }) => {
                let login = if is_none(login) { None } else { Some(line("the login name", login)?) };
                return set(desk, person, PersonField::Login(login));
            }
            Some(Verb::Leave { person }) => PersonCommand::Leave(desk.person(person)?),
            Some(Verb::Return { person }) => PersonCommand::Return(desk.person(person)?),
        };
        desk.run(&Command::Person(command))
    }
}

fn set(desk: &mut Desk<'_>, person: &str, field: PersonField) -> Result<Reply, Problem> {
    desk.run(&Command::set(desk.person(person)?, Edited::blind(field)))
}

impl List {
    fn reply(self, desk: &Desk<'_>) -> Reply {
        desk.reply(|session| self.text(session), |session| json::People::new(session, self.all))
    }

    fn text(self, session: &Session) -> String {
        let people = session.workspace().persons.iter().filter(|it| self.all || !it.has_left);
        let rows: Vec<Vec<String>> = people
            .map(|it| {
                let roles = it.roles.to_string();
                let login = it.login.as_ref().map(|login| format!("login {login}"));
                let is_me = session.me() == Some(it.id);
                vec![
                    it.name.to_string(),
                    if roles.is_empty() { "no role".to_owned() } else { roles },
                    login.unwrap_or_default(),
                    match (it.has_left, is_me) {
                        (true, _) => "has left".to_owned(),
                        (false, true) => "you".to_owned(),
                        (false, false) => String::new(),
                    },
                ]
            })
            .collect();
        if rows.is_empty() {
            return "Nobody is here yet; add somebody with: ceremony person add NAME".to_owned();
        }
        table(&[Column::Left(40), Column::Left(80), Column::Left(40), Column::Left(10)], &rows, 0)
    }
}
