//! `restore`: lists the backups of a file, and restores one of them.

use super::context::CommandResult;
use super::environment::VerbEnvironment;
use super::kept::{Kept, backups, name};
use super::options::GlobalOptions;
use super::output::Reply;
use super::problem::CliError;
use crate::domain::value::Zone;
use crate::present::count;
use crate::present::table::TextTable;
use crate::present::tree::{Node, Section, Tree};
use crate::store::backups::Backups;
use crate::store::failure::FailureKind;
use crate::store::{Restored, is_own_file, regular_file, restore};
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Lists the backups, or restores one
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony restore                      see which there are, the newest first
  ceremony restore 2026-11-22           put that one in place
  ceremony restore /mnt/stick/team.db   or any copy

What was there is kept as a backup first. While another program has the file open, and where the backup is damaged,
nothing is done.")]
pub(super) struct RestoreArgs {
    /// The backup, by name, or any file
    #[arg(value_name = "FROM")]
    from: Option<PathBuf>,
    /// Overwrites even a file this version cannot read
    #[arg(long, requires = "from")]
    force: bool,
}

#[derive(Serialize)]
struct BackupsJson {
    file: String,
    backups: Vec<BackupJson>,
}

#[derive(Serialize)]
struct BackupJson {
    backup: String,
    last_change: Option<String>,
    revision: Option<u64>,
    items: Option<u64>,
    open: Option<u64>,
    problem: Option<String>,
}

#[derive(Serialize)]
struct RestoredJson {
    file: String,
    from: String,
    kept: Option<String>,
    revision: u64,
    items: u64,
}

impl RestoreArgs {
    pub fn run(&self, env: &mut VerbEnvironment<'_>, options: &GlobalOptions) -> CommandResult {
        let file = env.file(options)?;
        match &self.from {
            Some(from) => self.put_back(env, options, &file, &env.environment.expand(from)),
            None => Ok(list(env, options, &file)),
        }
    }
}

fn list(env: &VerbEnvironment<'_>, options: &GlobalOptions, file: &Path) -> Reply {
    let kept = backups(env.open_read_only, file);
    if options.json {
        let row = |it: &Kept| {
            let read = it.read.as_ref().ok();
            BackupJson {
                backup: it.path.display().to_string(),
                last_change: read.and_then(|it| it.at).map(super::json::moment),
                revision: read.map(|it| it.revision),
                items: read.map(|it| it.items),
                open: read.map(|it| it.open),
                problem: it.read.as_ref().err().map(ToString::to_string),
            }
        };
        let backups = kept.iter().map(row).collect();
        return Reply::json(BackupsJson { file: file.display().to_string(), backups });
    }
    let folder = Backups::of(file).folder().display().to_string();
    if kept.is_empty() {
        let at = options.at();
        return Reply::text(format!("there is no backup in {folder}\nmake one with: ceremony backup{at}\n"));
    }
    let rows: Vec<Vec<String>> = kept
        .iter()
        .map(|it| match &it.read {
            Ok(read) => {
                let last = read.at.map_or_else(
                    || "no changes".to_owned(),
                    |at| format!("{} {} UTC", at.day(Zone::UTC), at.clock(Zone::UTC)),
                );
                vec![
                    name(&it.path),
                    last,
                    format!("revision {}", read.revision),
                    count(read.items, "item", "items"),
                ]
            }
            Err(failure) => vec![name(&it.path), failure.to_string(), String::new(), String::new()],
        })
        .collect();
    let rows = Section::default().with([Node::Table(TextTable::of(rows))]);
    let hint = [
        format!("in {folder}; first those in the present history, by their last change"),
        format!("restore one with: ceremony restore NAME{}", options.at()),
    ];
    let hint = Section { follows: true, ..Section::default().with(hint.map(Node::text)) };
    Reply::text(Tree::from([rows, hint]))
}

impl RestoreArgs {
    fn put_back(
        &self,
        env: &VerbEnvironment<'_>,
        options: &GlobalOptions,
        file: &Path,
        from: &Path,
    ) -> CommandResult {
        let backups = Backups::of(file);
        backups.remove_leftovers();
        let from = backups.named(from);
        regular_file(&from)?;
        regular_file(file)?;
        if is_own_file(file, &from) {
            return Err(CliError::usage("a file cannot be its own backup")
                .hint(format!("see which there are with: ceremony restore{}", options.at())));
        }
        (env.open_read_only)(&from).map_err(|failure| {
            let is_missing = failure.kind == FailureKind::Missing;
            let seen = format!("see which there are with: ceremony restore{}", options.at());
            CliError::from(failure).hint(if is_missing { seen } else { "nothing was changed".to_owned() })
        })?;
        if file.exists() && !self.force {
            may_give_way(env, file)?;
        }
        let Restored { survey, kept } = restore(&from, file, env.clock.now())?;
        // The file is in place: if it cannot be read now, the next start says so.
        if let Ok(store) = (env.open_read_only)(file) {
            let _ = env.watched(store, file, false).keep_head();
        }
        let (revision, there) = (survey.revision, survey.items);
        let kept = kept.map(|kept| kept.display().to_string());
        let (file, from) = (file.display().to_string(), from.display().to_string());
        if options.json {
            return Ok(Reply::json(RestoredJson { file, from, kept, revision, items: there }));
        }
        let kept = kept.map_or_else(String::new, |kept| format!("The former file is kept as {kept}\n"));
        Ok(Reply::text(format!(
            "restored {file} from {from}: revision {revision}, {}\n{kept}",
            count(there, "item", "items")
        )))
    }
}

/// A damaged file may be replaced by a backup. One that another program or a newer version has written is replaced
/// only on request.
fn may_give_way(env: &VerbEnvironment<'_>, file: &Path) -> Result<(), CliError> {
    match (env.open_read_only)(file) {
        Err(failure) if matches!(failure.kind, FailureKind::Foreign | FailureKind::TooNew) => {
            Err(CliError::from(failure).hint("replace it anyway with --force"))
        }
        Ok(_) | Err(_) => Ok(()),
    }
}
