//! `backup`: copies the file, while others keep working.

use super::context::CommandResult;
use super::environment::VerbEnvironment;
use super::options::GlobalOptions;
use super::output::Reply;
use super::problem::CliError;
use crate::present::count;
use crate::session::RunError;
use crate::store::CreateMode;
use crate::store::backups::Backups;
use crate::store::failure::FailureKind;
use crate::store::{hazards, is_own_file, regular_file};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

/// Copies the whole file while everyone keeps working
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony backup                       into the folder of backups beside the file
  ceremony backup /mnt/stick/team.db    to anywhere

The copy is checked and waited for; it appears whole or not at all. The program itself keeps one of each day on which
its screen is started, the newest seven of them, and one before it brings a file up to a newer schema.
Put one back with: ceremony restore")]
pub(super) struct BackupArgs {
    /// Where to [default: beside the file, in FILE.backups]
    #[arg(value_name = "TO")]
    to: Option<PathBuf>,
    /// Overwrites an existing file
    #[arg(long)]
    force: bool,
}

#[derive(Serialize)]
struct BackupMadeJson {
    file: String,
    backup: String,
    revision: u64,
    items: u64,
}

impl BackupArgs {
    pub fn run(&self, env: &mut VerbEnvironment<'_>, options: &GlobalOptions) -> CommandResult {
        let file = env.file(options)?;
        let opened = env.open(&file, CreateMode::Never);
        let mut store = opened.map_err(|failure| env.hinted(failure, &file, options))?;
        env.lost = store.lost_revisions().map(|lost| CliError::from(lost.failure()));
        let survey = store.survey()?;
        let to = if let Some(to) = &self.to {
            let mut to = env.environment.expand(to);
            if to.is_dir() {
                to.push(file.file_name().unwrap_or_default());
            }
            if to == file || is_own_file(&file, &to) {
                return Err(CliError::usage("a file cannot be its own backup").hint("choose another name"));
            }
            regular_file(&to)?;
            store.copy_to(&to, self.force).map_err(occupied)?;
            to
        } else {
            let backups = Backups::of(&file);
            let to = backups.at(env.clock.now(), "");
            store.back_up(&backups, &to)?;
            to
        };
        let (backup, revision, items) = (to.display().to_string(), survey.revision, survey.items);
        if options.json {
            return Ok(Reply::json(BackupMadeJson {
                file: file.display().to_string(),
                backup,
                revision,
                items,
            }));
        }
        let text = format!("backed up to {backup}: revision {revision}, {}\n", count(items, "item", "items"));
        Ok(Reply::text(text).noting(hazards(&file)))
    }
}

/// An existing file is replaced only on request.
fn occupied(failure: crate::store::failure::Failure) -> CliError {
    let is_there = failure.kind == FailureKind::Occupied;
    let problem = CliError::from(RunError::Failed(failure));
    if is_there { problem.hint("overwrite it with --force") } else { problem }
}
