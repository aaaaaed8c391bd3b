//! `restore`: lists the backups of a file, and restores one of them.

use super::context::CommandResult;
use super::environment::VerbEnvironment;
use super::options::GlobalOptions;
use super::output::Reply;
use super::problem::CliError;
use crate::domain::value::Zone;
use crate::present::count;
use crate::present::table::TextTable;
use crate::present::tree::{Node, Section, Tree};
use crate::store::backups::Backups;
use crate::store::failure::{Failure, FailureKind};
use crate::store::{Survey, is_own_file, regular_file};
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Lists the backups, or puts one in the place of the file
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony restore                      see which there are, the newest first
  ceremony restore 2026-11-22           put that one in place
  ceremony restore /mnt/stick/team.db   or any copy

What was there is kept as a backup first. While another program has the file open, and where the backup is damaged,
nothing is done.")]
pub(super) struct RestoreArgs {
    /// Which backup: its name, or any file
    #[arg(value_name = "FROM")]
    from: Option<PathBuf>,
    /// Also takes the place of what is no file of this version of the program
    #[arg(long, requires = "from")]
    force: bool,
}

/// A backup, as far as it can be read.
pub(super) struct Kept {
    pub path: PathBuf,
    pub read: Result<Survey, Failure>,
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

/// Returns the backups of a file, the one with the newest change first.
pub(super) fn backups(env: &VerbEnvironment<'_>, file: &Path) -> Vec<Kept> {
    let mut kept: Vec<Kept> = Backups::of(file)
        .all()
        .into_iter()
        .map(|path| {
            let read = (env.open_read_only)(&path).and_then(|mut store| store.survey());
            Kept { path, read }
        })
        .collect();
    kept.sort_by(|one, other| {
        let key = |it: &Kept| it.read.as_ref().ok().map(|it| (it.at, it.revision));
        key(other).cmp(&key(one)).then_with(|| other.path.cmp(&one.path))
    });
    kept
}

/// Returns a backup's name, as it can be written after `ceremony restore`.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn list(env: &VerbEnvironment<'_>, options: &GlobalOptions, file: &Path) -> Reply {
    let kept = backups(env, file);
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
        return Reply::text(format!("there is no backup in {folder}\nmake one with: ceremony backup\n"));
    }
    let rows: Vec<Vec<String>> = kept
        .iter()
        .map(|it| match &it.read {
            Ok(read) => {
                let last = read.at.map_or_else(
                    || "nothing was done yet".to_owned(),
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
        format!("in {folder}, by their last change"),
        "put one in place with: ceremony restore NAME".to_owned(),
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
            return Err(CliError::usage("a file is no backup of itself")
                .hint("see which there are with: ceremony restore"));
        }
        let mut store = (env.open_read_only)(&from).map_err(|failure| {
            let is_missing = failure.kind == FailureKind::Missing;
            let seen = "see which there are with: ceremony restore";
            CliError::from(failure).hint(if is_missing { seen } else { "nothing was changed" })
        })?;
        if !store.is_intact()? {
            return Err(Failure::new(FailureKind::Damaged, format!("{} is damaged", from.display()))
                .hint("nothing was changed; choose another one of: ceremony restore")
                .into());
        }
        let survey = store.survey()?;
        drop(store);
        let was_there = file.exists();
        if was_there && !self.force {
            may_give_way(env, file)?;
        }
        let kept = backups.at(env.clock.now(), "-before-restore");
        if was_there {
            backups.make_folder().map_err(|error| {
                Failure::new(
                    FailureKind::Other,
                    format!("{} cannot be made: {error}", backups.folder().display()),
                )
            })?;
        }
        (env.replace)(&from, file, &kept)?;
        let (revision, there) = (survey.revision, survey.items);
        let kept = was_there.then(|| kept.display().to_string());
        let (file, from) = (file.display().to_string(), from.display().to_string());
        if options.json {
            return Ok(Reply::json(RestoredJson { file, from, kept, revision, items: there }));
        }
        let kept = kept.map_or_else(String::new, |kept| format!("What was there is kept as {kept}\n"));
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
            Err(CliError::from(failure).hint("put the backup in its place all the same with --force"))
        }
        Ok(_) | Err(_) => Ok(()),
    }
}
