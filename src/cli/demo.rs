//! `demo`: a product to explore, in a file of its own.

use super::ScreenStart;
use super::context::CommandResult;
use super::environment::VerbEnvironment;
use super::options::GlobalOptions;
use super::output::Reply;
use super::problem::CliError;
use crate::demo::{DemoCounts, DemoOptions, make_file};
use crate::domain::value::Zone;
use crate::store::CreateMode;
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

/// Opens a product to look around in, in a file of its own
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony demo                                                 look around
  ceremony demo --items 10000 --open 2000 --file large.db       make a large one
  ceremony demo --items 400 --open 110 --today 2026-11-21 --file demo.db

The same arguments make the same content.")]
pub(super) struct DemoArgs {
    /// How many items there are [default: 400]
    #[arg(long, value_name = "N")]
    items: Option<u32>,
    /// How many of them are open [default: 110]
    #[arg(long, value_name = "M")]
    open: Option<u32>,
    /// The day that is today in it [default: today]
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
    /// Lets the group of the file's folder read and write it, too
    #[arg(long)]
    group: bool,
}

#[derive(Serialize)]
struct DemoJson {
    file: String,
    items: u32,
    open: u32,
    closed_sprints: u32,
}

impl DemoArgs {
    pub fn run(&self, env: &mut VerbEnvironment<'_>, options: &GlobalOptions) -> CommandResult {
        let today = env.clock.now().day(Zone::UTC);
        let day = match &self.today {
            Some(given) => super::value::day(given, today)?,
            None => today,
        };
        let standard = DemoOptions::standard(day);
        let items = self.items.unwrap_or(standard.items);
        let wish = DemoOptions { items, open: self.open.unwrap_or(standard.open.min(items)), today: day };
        // With a size, a file is requested; without one, the person wants to look around, and returns to the same
        // file each time.
        let looks_around =
            self.items.is_none() && self.open.is_none() && self.today.is_none() && options.file.is_none();
        let path = match &options.file {
            Some(path) => env.environment.expand(path),
            None => demo_file(env)?,
        };
        if looks_around && path.exists() {
            return look_around(env, path, None, options);
        }
        let made = if self.group { CreateMode::ForGroup } else { CreateMode::ForOwner };
        let wanted = env.wanted(made);
        let made = make_file(&path, &wish, &|path| (env.open_quickly)(path, wanted))?;
        look_around(env, path, Some(made), options)
    }
}

fn demo_file(env: &VerbEnvironment<'_>) -> Result<PathBuf, CliError> {
    let own = env.own_file().ok_or_else(|| {
        CliError::usage("it is not known where to put the demo").hint("name a file with --file PATH")
    })?;
    if let Some(folder) = own.parent() {
        // If this fails, opening the file reports why.
        let _ = std::fs::create_dir_all(folder);
    }
    Ok(own.with_file_name("demo.db"))
}

fn look_around(
    env: &mut VerbEnvironment<'_>,
    path: PathBuf,
    made: Option<DemoCounts>,
    options: &GlobalOptions,
) -> CommandResult {
    let config = env.config();
    if options.json {
        let made = made.unwrap_or(DemoCounts { items: 0, open: 0, sprints: 0 });
        let file = path.display().to_string();
        return Ok(Reply::json(DemoJson {
            file,
            items: made.items,
            open: made.open,
            closed_sprints: made.sprints,
        }));
    }
    if options.file.is_none()
        && let Some(start) = env.start.take()
    {
        let session = env.session_on(&path, options.acting_as.as_deref().or(Some("Ana")))?;
        return Ok(Reply::code(start(ScreenStart {
            path,
            session: Some(session),
            config,
            ceremony: None,
            on_network: env.on_network,
        })));
    }
    let what = made.map_or_else(String::new, |made| {
        format!("{} items, {} of them open, {} closed sprints\n", made.items, made.open, made.sprints)
    });
    Ok(Reply::text(format!(
        "{what}The demo is in {}\nLook around with: ceremony --file {} --as Ana\n",
        path.display(),
        path.display()
    )))
}
