//! `init`: creates a product.

use super::context::{CommandContext, CommandResult};
use super::environment::VerbEnvironment;
use super::options::GlobalOptions;
use super::problem::CliError;
use super::value::{is_none, line, prefix, roles, zone};
use crate::domain::command::{Command, Founding};
use crate::domain::product::Prefix;
use crate::domain::value::Line;
use crate::domain::value::Zone;
use crate::platform;
use crate::store::CreateMode;
use clap::Args;
use std::path::Path;

/// Creates a product in a new file
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony init Lighthouse --as Ana
  ceremony init \"Point of Sale\" --prefix PB --zone Europe/Berlin --as Ana --roles \"product owner, developer\"
  ceremony --file team.db init Lighthouse --as Ana
  ceremony --file /srv/team/team.db init Lighthouse --as Ana --group     for all of the folder's group")]
pub(super) struct InitArgs {
    /// The name of the product
    name: String,
    /// The prefix of keys [default: letters of the name]
    #[arg(long, value_name = "LETTERS")]
    prefix: Option<String>,
    /// The time zone [default: this machine's]
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// Your roles, separated by commas
    #[arg(long, value_name = "ROLES", default_value = "product owner")]
    roles: String,
    /// Your login name, or none [default: yours]
    #[arg(long, value_name = "LOGIN")]
    login: Option<String>,
    /// Lets the group of the folder read and write the file
    #[arg(long)]
    group: bool,
}

impl InitArgs {
    pub fn run(&self, env: &mut VerbEnvironment<'_>, options: &GlobalOptions) -> CommandResult {
        let config = env.config();
        // Everything is parsed before the file exists: invalid values leave no file behind.
        let founding = self.founding(env, options, config.person.as_deref())?;
        let path = env.path(options, &config)?;
        env.make_own_folder(&path)?;
        let made = if self.group { CreateMode::ForGroup } else { CreateMode::ForOwner };
        let advice = if self.group { let_in(&path) } else { String::new() };
        let note = format!(
            "Keys start with {}, days at midnight in {}; the file is {}{advice}\nNext: ceremony add TITLE",
            founding.prefix,
            founding.zone.name(),
            path.display()
        );
        env.first(&path, |env| {
            let session = env.new_session(&path, made)?;
            let mut cx = CommandContext::new(session, env.input, options.json);
            cx.begin(&Command::Found(founding), &note)
        })
    }

    fn founding(
        &self,
        env: &VerbEnvironment<'_>,
        options: &GlobalOptions,
        config: Option<&str>,
    ) -> Result<Founding, CliError> {
        let name = line("the product's name", &self.name)?;
        let prefix = match &self.prefix {
            Some(given) => prefix(given)?,
            None => Prefix::proposed(&name),
        };
        let zone = match self.zone.as_deref().or(env.environment.zone.as_deref()) {
            Some(given) => zone(given)?,
            None => Zone::UTC,
        };
        let login = env.environment.login.as_deref();
        let Some(person) = options.acting_as.as_deref().or(config).or(login) else {
            return Err(CliError::usage("your name is missing").hint("name yourself with --as NAME"));
        };
        let login: Option<Line> = match self.login.as_deref() {
            Some(given) if is_none(given) => None,
            Some(given) => Some(line("the login name", given)?),
            None => login.and_then(Line::clipped),
        };
        Ok(Founding {
            name,
            prefix,
            zone,
            person: line("your name", person)?,
            roles: roles(&self.roles)?,
            login,
        })
    }
}

/// Returns advice for a folder that does not let its group in: every program that opens the file creates files next
/// to it, which are for the group only if the folder passes its own group on.
fn let_in(file: &Path) -> String {
    let folder = platform::folder_of(file);
    if platform::passes_group_on(folder) {
        return String::new();
    }
    format!("\nGive the group access to the folder: chmod g+rwxs {}", folder.display())
}
