//! `doctor`: checks whether the file is intact, and repairs it.

use super::context::CommandResult;
use super::environment::VerbEnvironment;
use super::options::GlobalOptions;
use super::output::Reply;
use super::problem::CliError;
use super::restore::{backups, name};
use crate::present::count;
use crate::store::backups::Backups;
use crate::store::failure::{Failure, FailureKind};
use crate::store::{CreateMode, Examination, Store, hazards};
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Looks the file through and says what is wrong with it
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony doctor              is everything as it was written?
  ceremony doctor --repair     make the tables anew from the history

It looks at SQLite's own check, at what refers to what, at the history's chain of hashes, and at every row, counter and
count beside what the whole history comes to. Exit code 4 where something is wrong.

A repair keeps the file as a backup first. Where the history itself is damaged nothing is mended: put back the newest
good backup, which is named.")]
pub(super) struct DoctorArgs {
    /// Makes the tables, counters and counts anew from the history
    #[arg(long)]
    repair: bool,
}

#[derive(Serialize)]
struct DoctorJson {
    file: String,
    whole: bool,
    history_is_whole: bool,
    revision: u64,
    items: usize,
    findings: Vec<FindingJson>,
    more: usize,
    notes: Vec<String>,
    repaired: Option<usize>,
    kept: Option<String>,
    newest_good_backup: Option<String>,
}

#[derive(Serialize)]
struct FindingJson {
    part: &'static str,
    words: String,
}

/// The result of a repair.
struct Repaired {
    rows: usize,
    kept: PathBuf,
    before: Examination,
}

impl DoctorArgs {
    pub fn run(&self, env: &mut VerbEnvironment<'_>, options: &GlobalOptions) -> CommandResult {
        let file = env.file(options)?;
        let (mut found, repaired) = match env.open(&file, CreateMode::Never) {
            Ok(store) => self.look(env, &file, store)?,
            Err(failure) if failure.kind == FailureKind::Damaged => (Examination::unreadable(&failure), None),
            Err(failure) => return Err(failure.into()),
        };
        found.notes.extend(hazards(&file));
        let good = if found.is_intact() { None } else { newest_good(env, &file) };
        let code = if found.is_intact() { 0 } else { 4 };
        let (repaired, good) = (repaired.as_ref(), good.as_deref());
        let reply = Reply::of(
            options.json,
            || text(&file, &found, repaired, good),
            || report(&file, &found, repaired, good),
        );
        // In JSON they are a field.
        let notes = if options.json { Vec::new() } else { found.notes.clone() };
        Ok(reply.with_code(code).noting(notes))
    }

    fn look(
        &self,
        env: &VerbEnvironment<'_>,
        file: &Path,
        mut store: Store,
    ) -> Result<(Examination, Option<Repaired>), CliError> {
        let before = store.examine()?;
        if before.is_intact() || !self.repair || !before.may_be_repaired() {
            return Ok((before, None));
        }
        let backups = Backups::of(file);
        let kept = backups.at(env.clock.now(), "-before-repair");
        store.keep_as_it_is(&backups, &kept)?;
        let mended = store.repair().map_err(|failure| cannot(file, &failure))?;
        let after = store.examine()?;
        Ok((after, Some(Repaired { rows: mended, kept, before })))
    }
}

fn cannot(file: &Path, failure: &Failure) -> CliError {
    CliError::from(Failure::new(failure.kind, format!("{} cannot be mended: {failure}", file.display())))
        .hint("nothing was changed; put the newest good backup back: ceremony restore")
}

fn report(file: &Path, found: &Examination, repaired: Option<&Repaired>, good: Option<&Path>) -> DoctorJson {
    let shown = |path: &Path| path.display().to_string();
    let is_intact = found.is_intact();
    let told = repaired.map_or(found, |it| &it.before);
    let findings = told
        .findings
        .iter()
        .map(|it| FindingJson { part: it.part.word(), words: it.words.clone() })
        .collect();
    DoctorJson {
        file: shown(file),
        whole: is_intact,
        history_is_whole: found.history_is_intact,
        revision: found.revision,
        items: found.items,
        findings,
        more: told.more,
        repaired: repaired.map(|it| it.rows),
        kept: repaired.map(|it| shown(&it.kept)),
        newest_good_backup: good.map(shown),
        notes: found.notes.clone(),
    }
}

fn text(file: &Path, found: &Examination, repaired: Option<&Repaired>, good: Option<&Path>) -> String {
    let mut lines: Vec<String> = Vec::new();
    if let Some(repaired) = repaired {
        lines.extend(told(&repaired.before));
        let rows = count(repaired.rows, "row was", "rows were");
        lines.push(format!("mended from the history: {rows} made anew, with all counters and counts"));
        lines.push(format!(
            "What was there is kept as {}; start programs that are open anew",
            repaired.kept.display()
        ));
    }
    if found.is_intact() {
        lines.push(format!(
            "{} is whole: revision {}, {}, and the tables are what the history says",
            file.display(),
            found.revision,
            count(found.items, "item", "items")
        ));
        return lines.join("\n");
    }
    lines.extend(told(found));
    lines.push(count(found.findings.len() + found.more, "thing is wrong", "things are wrong"));
    let good = good.map_or_else(
        || "There is no good backup".to_owned(),
        |good| format!("Put the newest good backup back with: ceremony restore {}", name(good)),
    );
    match (repaired, found.may_be_repaired()) {
        (None, true) => {
            lines.push("The history is whole; mend the rest by it with: ceremony doctor --repair".to_owned());
        }
        (Some(_), true) => lines.push(format!("Mending was not enough\n{good}")),
        (_, false) => {
            lines.push(format!("The history cannot be relied on, so nothing can be mended by it\n{good}"));
        }
    }
    lines.join("\n")
}

fn told(found: &Examination) -> Vec<String> {
    let mut lines: Vec<String> = found.findings.iter().map(|it| it.words.clone()).collect();
    if found.more > 0 {
        lines.push(format!("… and {} more", found.more));
    }
    lines
}

/// Returns the newest backup that is intact.
fn newest_good(env: &VerbEnvironment<'_>, file: &Path) -> Option<PathBuf> {
    let is_intact =
        |path: &Path| (env.open_read_only)(path).and_then(|mut it| it.is_intact()).unwrap_or(false);
    backups(env, file).into_iter().find(|it| it.read.is_ok() && is_intact(&it.path)).map(|it| it.path)
}
