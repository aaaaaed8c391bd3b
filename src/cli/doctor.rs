//! `doctor`: checks whether the file is intact, and repairs it.

use super::context::CommandResult;
use super::environment::VerbEnvironment;
use super::kept::{name, newest_good};
use super::options::GlobalOptions;
use super::output::Reply;
use super::problem::CliError;
use crate::domain::sentence::capitalised;
use crate::present::count;
use crate::store::backups::Backups;
use crate::store::failure::{Failure, FailureKind};
use crate::store::{BackupPlace, CreateMode, Examination, PlacedBackup, Repair, Store, hazards};
use crate::text::shell_word;
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Checks the file for problems
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony doctor              is everything as it was written?
  ceremony doctor --repair     make the tables anew from the history
  ceremony doctor --keep       go on with the file as it is, though its newest revisions are missing

It runs SQLite's own check, checks references and the history's chain of hashes, compares every row, counter, count and
indexed word with what replaying the whole history gives, and checks that the newest revision that you have seen or
written is still in the file. The exit code is 4 if someproblem found.

A repair keeps the file as a backup first, and says what it removes. If the history itself is damaged, nothing is
repaired: restore the newest good backup, which is named.")]
pub(super) struct DoctorArgs {
    /// Rebuilds tables, counters and counts from the history
    #[arg(long)]
    repair: bool,
    /// Accepts the file as it is, without the missing revisions
    #[arg(long, conflicts_with = "repair")]
    keep: bool,
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
    missing: Option<MissingJson>,
    repaired: Option<usize>,
    removed: Option<usize>,
    kept: Option<String>,
    newest_good_backup: Option<String>,
}

/// The revisions that were in the file, and are not any more.
#[derive(Serialize)]
struct MissingJson {
    newest: u64,
    newest_at: Option<String>,
    saved: u64,
    saved_at: String,
    is_other_history: bool,
    backup: Option<String>,
    backup_revision: Option<u64>,
}

#[derive(Serialize)]
struct FindingJson {
    part: &'static str,
    words: String,
}

/// The result of a repair.
struct Repaired {
    done: Repair,
    kept: PathBuf,
    before: Examination,
}

impl DoctorArgs {
    pub fn run(&self, env: &mut VerbEnvironment<'_>, options: &GlobalOptions) -> CommandResult {
        let file = env.file(options)?;
        let (mut found, repaired) = match env.open(&file, CreateMode::Never) {
            Ok(store) => self.look(env, &file, store)?,
            Err(failure) if failure.kind == FailureKind::Damaged => (Examination::unreadable(&failure), None),
            Err(failure) => return Err(env.hinted(failure, &file, options)),
        };
        let ahead = if found.lost.is_some() { None } else { ahead(env, &file) };
        if let Some(ahead) = &ahead {
            found.notes.push(format!(
                "the backup {} goes on after the newest revision of the file, to revision {}: it is from before a restore, \
                 or the end of the file was lost",
                name(&ahead.path),
                ahead.revision
            ));
            found.is_cut |= !found.is_intact() && found.history_is_intact;
        }
        let good = match &found.lost {
            _ if found.is_intact() => None,
            Some(lost) => lost.copy.as_ref().map(|(path, _)| path.clone()),
            None => {
                // Of a history whose end is missing, one that goes further.
                let is_cut = found.is_cut && found.history_is_intact;
                newest_good(env.open_read_only, &file, if is_cut { found.revision + 1 } else { 0 })
            }
        };
        found.notes.extend(hazards(&file));
        let code = if found.is_intact() { 0 } else { 4 };
        let (repaired, good) = (repaired.as_ref(), good.as_deref());
        let reply = Reply::of(
            options.json,
            || text(&file, &found, repaired, good, &options.at()),
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
        if self.keep {
            store.keep_head()?;
        }
        let before = store.examine()?;
        if before.is_intact() || !self.repair || !before.may_be_repaired() {
            return Ok((before, None));
        }
        let backups = Backups::of(file);
        let kept = backups.at(env.clock.now(), "-before-repair");
        store.keep_as_it_is(&backups, &kept)?;
        let done = store.repair().map_err(|failure| cannot(file, &failure))?;
        store.keep_head()?;
        let after = store.examine()?;
        Ok((after, Some(Repaired { done, kept, before })))
    }
}

/// Returns the newest backup in which the history of the file goes on.
fn ahead(env: &VerbEnvironment<'_>, file: &Path) -> Option<PlacedBackup> {
    let mut store = (env.open_read_only)(file).ok()?;
    let placed = store.placed(&Backups::of(file).all()).ok()?;
    placed.into_iter().filter(|it| it.place == BackupPlace::Ahead).max_by_key(|it| it.revision)
}

fn cannot(file: &Path, failure: &Failure) -> CliError {
    CliError::from(Failure::new(failure.kind, format!("{} cannot be repaired: {failure}", file.display())))
        .hint("nothing was changed; restore the newest good backup: ceremony restore")
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
    let missing = repaired.map_or(found, |it| &it.before).lost.as_ref().map(|lost| MissingJson {
        newest: lost.newest,
        newest_at: lost.since.map(super::json::moment),
        saved: lost.to,
        saved_at: super::json::moment(lost.until),
        is_other_history: lost.is_split,
        backup: lost.copy.as_ref().map(|(path, _)| shown(path)),
        backup_revision: lost.copy.as_ref().map(|(_, revision)| *revision),
    });
    DoctorJson {
        missing,
        removed: repaired.map(|it| it.done.removed),
        file: shown(file),
        whole: is_intact,
        history_is_whole: found.history_is_intact,
        revision: found.revision,
        items: found.items,
        findings,
        more: told.more,
        repaired: repaired.map(|it| it.done.rows + it.done.removed),
        kept: repaired.map(|it| shown(&it.kept)),
        newest_good_backup: good.map(shown),
        notes: found.notes.clone(),
    }
}

fn text(
    file: &Path,
    found: &Examination,
    repaired: Option<&Repaired>,
    good: Option<&Path>,
    at: &str,
) -> String {
    let mut lines: Vec<String> = Vec::new();
    if let Some(repaired) = repaired {
        lines.extend(told(&repaired.before));
        let Repair { rows, removed } = repaired.done;
        let rows = count(rows, "row was", "rows were");
        lines.push(format!("repaired from the history: {rows} rebuilt, with all counters and counts"));
        if removed > 0 {
            let rows =
                count(removed, "row that is not in the history was", "rows that are not in the history were");
            lines.push(format!("{rows} removed; the copy below still has them"));
        }
        lines.push(format!(
            "The former file is kept as {}; restart programs that have it open",
            repaired.kept.display()
        ));
    }
    if found.is_intact() {
        lines.push(format!(
            "{} is intact: revision {}, {}, and the tables match the history",
            file.display(),
            found.revision,
            count(found.items, "item", "items")
        ));
        return lines.join("\n");
    }
    lines.extend(told(found));
    lines.push(count(found.findings.len() + found.more, "problem found", "problems found"));
    let missing = "There is no good backup".to_owned();
    let good = good.map(|good| format!("ceremony restore {}{at}", shell_word(&name(good))));
    let repair = format!("ceremony doctor --repair{at}");
    if let Some(lost) = &found.lost {
        lines.push(capitalised(&lost.whereabouts()));
        lines.extend(good.map(|restore| format!("Restore it with: {restore}")));
        lines.push(format!("Keep the file as it is with: ceremony doctor --keep{at}"));
    } else if found.is_cut && found.history_is_intact && repaired.is_none() {
        let further = good.map(|restore| format!("Restore the backup that goes further with: {restore}"));
        lines.push(further.unwrap_or_else(|| "No backup goes further".to_owned()));
        lines.push(format!("Remove what is not in the history, after a copy, with: {repair}"));
    } else if found.may_be_repaired() && repaired.is_none() {
        lines.push(format!("The history is intact; repair the rest from it with: {repair}"));
    } else {
        lines.push(if found.may_be_repaired() {
            "The repair was not enough".to_owned()
        } else {
            "The history is damaged, so nothing can be repaired from it".to_owned()
        });
        let restore = good.map(|restore| format!("Restore the newest good backup with: {restore}"));
        lines.push(restore.unwrap_or(missing));
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
