//! Importing a file into a product: read it, decide it, store the choices for the next time. Shared by screen and
//! command line.

use super::columns::{BadMapping, Described, Mapping};
use super::json::{self, BadExport};
use super::statuses::StatusWord;
use super::{Format, ReadOptions, Source, Unreadable, remark};
use crate::domain::command::Command;
use crate::domain::import::{Batch, ImportPart, ImportPlan, ImportProblem, ImportTarget};
use crate::domain::operation::ImportSummary;
use crate::domain::product::Prefix;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::value::Stage;
use crate::session::{RunError, Session};
use crate::store::failure::Failure;
use crate::text::{clip, nearest};
use std::collections::HashSet;

/// Which sprint of the file is running in the other tool.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum CurrentSprint {
    /// Not said: a file with an open sprint is not imported.
    #[default]
    Unsaid,
    /// None of them.
    None,
    /// The one with this name.
    Named(String),
}

/// Options for an import; anything not given is taken from the last import, or guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// Columns with their meanings: `("story_points", "points")`.
    pub columns: Vec<(String, String)>,
    /// Statuses with their stages.
    pub statuses: Vec<(String, Stage)>,
    /// The name of the source.
    pub source: Option<String>,
    /// The sprint that is running in the other tool.
    pub current: CurrentSprint,
    /// Whether `6/7/2025` is in July.
    pub day_first: Option<bool>,
    /// The key prefix that this product adopts, if the other tool's keys begin with ours.
    pub prefix: Option<Prefix>,
    /// Whether rows get new numbers if theirs are taken here.
    pub renumbers: bool,
}

/// The outcome of an import, or of a dry run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportOutcome {
    /// A summary for people.
    pub summary: String,
    /// The revision in the history; `None` if nothing changed.
    pub revision: Option<u64>,
    /// The plan.
    pub plan: ImportPlan,
    /// The rows that could not be imported unchanged.
    pub problems: Vec<ImportProblem>,
    /// The headers of the filled columns that were only kept as extra fields.
    pub extra_columns: Vec<String>,
    /// The keys of rows that an earlier file had and this one has not.
    pub missing: Vec<String>,
}

impl ImportOutcome {
    /// Returns whether any information in the file was lost.
    pub fn is_lossy(&self) -> bool {
        self.problems.iter().any(|problem| problem.is_loss)
    }

    /// Creates the outcome of a batch before it is decided.
    fn of(
        session: &mut Session,
        batch: &Batch,
        wish: &ImportOptions,
        statuses: &[StatusWord],
    ) -> Result<Self, Failure> {
        let mut problems = batch.problems.clone();
        let known =
            |word: &str| statuses.iter().any(|it| it.status.to_lowercase() == word.trim().to_lowercase());
        for (word, _) in wish.statuses.iter().filter(|(word, _)| !known(word)) {
            let near = nearest(word, statuses.iter().map(|it| it.status.as_str()));
            let near = near.map_or_else(String::new, |near| format!("; did you mean {near:?}?"));
            problems.insert(0, remark(0, format!("No row has the status {:?}{near}", clip(word, 40))));
        }
        let missing = session.source_keys(&batch.source)?;
        let here: HashSet<&str> = batch.rows.iter().filter_map(|row| row.key.as_deref()).collect();
        let is_missing = |key: &String| !batch.is_own_table && !here.contains(key.as_str());
        let missing = missing.into_iter().filter(is_missing).collect();
        Ok(Self { problems, extra_columns: batch.extra_columns.clone(), missing, ..Self::default() })
    }

    /// Forgets which rows are missing if no row was known: then this is not a newer file of the same list.
    fn is_compared(&mut self) {
        if self.plan.counts.updated + self.plan.counts.unchanged == 0 {
            self.missing.clear();
        }
    }

    /// Returns the number of skipped rows.
    pub fn left_out(&self) -> usize {
        self.problems.iter().filter(|problem| problem.left_out).count()
    }
}

/// The reason why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read as a list of items.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The file has sprints with open items, and it is not said which of them is running.
    #[error("the file has open items in {}: say which sprint is running", super::some_of(.0))]
    WhichSprint(Vec<String>),
    /// A given column or meaning does not exist.
    #[error(transparent)]
    Mapping(#[from] BadMapping),
    /// The file is an export of ours, and is damaged.
    #[error(transparent)]
    Export(#[from] BadExport),
    /// A rule forbids it, or the product's file cannot be read or written.
    #[error(transparent)]
    Stopped(#[from] RunError),
    /// The stored choices cannot be read or written.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// A choice without which a file cannot be imported.
#[derive(Debug)]
pub enum MissingChoice {
    /// The column that holds the titles.
    Title(Unreadable),
    /// What happens to rows whose keys are taken here, or to the prefix of this product.
    Keys(Refusal),
    /// Which of these sprints is running in the other tool.
    Sprint(Vec<String>),
}

impl From<MissingChoice> for ImportError {
    fn from(choice: MissingChoice) -> Self {
        match choice {
            MissingChoice::Title(error) => error.into(),
            MissingChoice::Keys(refusal) => RunError::Refused(refusal).into(),
            MissingChoice::Sprint(names) => Self::WhichSprint(names),
        }
    }
}

/// A preview of a file before it is imported.
#[derive(Debug)]
pub struct FilePreview {
    /// The outcome of a dry run; or the choice that is missing.
    pub brought: Result<ImportOutcome, MissingChoice>,
    /// The meanings of the columns.
    pub columns: Vec<Described>,
    /// The stages of the statuses.
    pub statuses: Vec<StatusWord>,
}

/// Returns whether a file is a complete export of ours.
pub fn is_product_export(name: &str, bytes: &[u8]) -> bool {
    Source::open(name, bytes).is_ok_and(|source| source.format() == Format::Json)
}

/// Previews a file without importing it: the available choices and the outcome.
pub fn preview(
    session: &mut Session,
    name: &str,
    bytes: &[u8],
    wish: &ImportOptions,
) -> Result<FilePreview, ImportError> {
    let source = Source::open(name, bytes)?;
    let (mut columns, mut statuses) = (Vec::new(), Vec::new());
    if source.format() == Format::Json {
        let (command, plan) = restore_command(name, &source)?;
        let summary = session.rehearse(&command)?.sentence;
        return Ok(FilePreview {
            brought: Ok(ImportOutcome { summary, plan, ..ImportOutcome::default() }),
            columns,
            statuses,
        });
    }
    let options = choices(session, &source, wish)?.options;
    columns.extend(options.mapping.iter().flat_map(|mapping| source.describe(mapping)));
    let batch = match batch(&source, &options, wish) {
        Err(error @ Unreadable::NoTitle { .. }) => {
            return Ok(FilePreview { brought: Err(MissingChoice::Title(error)), columns, statuses });
        }
        batch => batch?,
    };
    statuses.extend(source.statuses(&options)?);
    let open = open_sprints(session, &batch, &wish.current);
    if !open.is_empty() {
        return Ok(FilePreview { brought: Err(MissingChoice::Sprint(open)), columns, statuses });
    }
    let mut brought = ImportOutcome::of(session, &batch, wish, &statuses)?;
    brought.plan = match session.plan(&Command::Import(Box::new(batch))) {
        Err(RunError::Refused(refusal)) if refusal.reason == Reason::KeysTaken => {
            return Ok(FilePreview { brought: Err(MissingChoice::Keys(refusal)), columns, statuses });
        }
        plan => plan?,
    };
    brought.summary = brought.plan.sentence();
    brought.is_compared();
    Ok(FilePreview { brought: Ok(brought), columns, statuses })
}

/// Imports a file.
pub fn import_file(
    session: &mut Session,
    name: &str,
    bytes: &[u8],
    wish: &ImportOptions,
) -> Result<ImportOutcome, ImportError> {
    let source = Source::open(name, bytes)?;
    if source.format() == Format::Json {
        let (command, plan) = restore_command(name, &source)?;
        let outcome = session.run(&command)?;
        return Ok(ImportOutcome {
            summary: outcome.summary,
            revision: Some(outcome.revision),
            plan,
            ..ImportOutcome::default()
        });
    }
    let Choices { options, columns_name, statuses_name } = choices(session, &source, wish)?;
    let batch = batch(&source, &options, wish)?;
    let open = open_sprints(session, &batch, &wish.current);
    if !open.is_empty() {
        return Err(ImportError::WhichSprint(open));
    }
    let mut imported = ImportOutcome::of(session, &batch, wish, &source.statuses(&options)?)?;
    let command = Command::Import(Box::new(batch));
    let plan = session.plan(&command)?;
    let (summary, revision) = if plan.counts.new + plan.counts.updated == 0 && plan.prefix.is_none() {
        (
            format!(
                "nothing is new in {}: {} rows are as they were",
                plan.counts.file, plan.counts.unchanged
            ),
            None,
        )
    } else {
        let outcome = session.run(&command)?;
        (outcome.summary, Some(outcome.revision))
    };
    keep(session, &statuses_name, &options.statuses)?;
    // What was only guessed is guessed again: another file may fill other columns.
    if let (Some(name), Some(mapping), false) = (columns_name, &options.mapping, wish.columns.is_empty()) {
        keep(session, &name, mapping)?;
    }
    (imported.summary, imported.revision, imported.plan) = (summary, revision, plan);
    imported.is_compared();
    Ok(imported)
}

fn batch(source: &Source, options: &ReadOptions, wish: &ImportOptions) -> Result<Batch, Unreadable> {
    let mut batch = source.read(options)?;
    if let CurrentSprint::Named(name) = &wish.current {
        batch.current = Some(name.clone());
    }
    batch.prefix.clone_from(&wish.prefix);
    batch.renumbers = wish.renumbers;
    Ok(batch)
}

/// Returns the sprints of a file that have open items and are not known here, unless it is said which one is running.
fn open_sprints(session: &Session, batch: &Batch, current: &CurrentSprint) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    if *current != CurrentSprint::Unsaid || batch.silent.contains(&ImportPart::Stage) {
        return open;
    }
    let sprints = &session.workspace().sprints;
    let is_known = |name: &str| sprints.iter().any(|it| it.name.to_lowercase() == name.trim().to_lowercase());
    let rows = batch.rows.iter().filter(|row| row.stage.is_open() && row.target != ImportTarget::Epic);
    for name in rows.filter_map(|row| row.sprints.last()).filter(|name| !is_known(name)) {
        if !open.contains(name) {
            open.push(name.clone());
        }
    }
    open
}

/// The options for reading a file, and the names of the settings under which they are stored.
struct Choices {
    options: ReadOptions,
    columns_name: Option<String>,
    statuses_name: String,
}

/// Determines how to read a file: as requested, else as the last time, else guessed.
fn choices(session: &mut Session, source: &Source, wish: &ImportOptions) -> Result<Choices, ImportError> {
    let zone = session.workspace().zone();
    let mut options =
        ReadOptions { day_first: wish.day_first, source: wish.source.clone(), ..ReadOptions::new(zone) };
    let columns_name = columns(session, source, wish, &mut options)?;
    let statuses_name =
        format!("import:statuses:{}", wish.source.as_deref().unwrap_or(source.format().source()));
    options.statuses = remembered(session, &statuses_name)?.unwrap_or_default();
    for (word, stage) in &wish.statuses {
        options.statuses.set(word, *stage);
    }
    Ok(Choices { options, columns_name, statuses_name })
}

/// Determines the meanings of the columns: as requested, else as the last time, else guessed. Returns the setting's
/// name.
fn columns(
    session: &mut Session,
    source: &Source,
    wish: &ImportOptions,
    options: &mut ReadOptions,
) -> Result<Option<String>, ImportError> {
    let Some(guessed) = source.mapping() else { return Ok(None) };
    let name = format!("import:columns:{}", guessed.signature());
    let mut mapping: Mapping = remembered(session, &name)?.unwrap_or(guessed);
    for (column, field) in &wish.columns {
        mapping.set(column, field)?;
    }
    options.mapping = Some(mapping);
    Ok(Some(name))
}

/// Returns the command that restores a complete export of ours, and its plan.
fn restore_command(name: &str, source: &Source) -> Result<(Command, ImportPlan), BadExport> {
    let snapshot = json::read(source.text().unwrap_or_default(), name)?;
    let items = snapshot.items();
    let counts = ImportSummary { file: name.to_owned(), items, new: items, ..ImportSummary::default() };
    let plan = ImportPlan { counts, ..ImportPlan::default() };
    Ok((Command::Restore(Box::new(snapshot)), plan))
}

fn remembered<T: serde::de::DeserializeOwned>(
    session: &mut Session,
    name: &str,
) -> Result<Option<T>, Failure> {
    // What an older version stored in another form is guessed again.
    Ok(session.setting(name)?.and_then(|text| serde_json::from_str(&text).ok()))
}

fn keep(session: &mut Session, name: &str, value: &impl serde::Serialize) -> Result<(), Failure> {
    match serde_json::to_string(value) {
        Ok(text) => session.set_setting(name, &text),
        Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::json::tests::full;

    const TABLE: &[u8] = b"key,what,effort,state\nA-1,Pay by card,5,brewing\nA-2,Receipt,3,done\n";

    fn wish() -> ImportOptions {
        ImportOptions {
            columns: vec![
                ("what".to_owned(), "title".to_owned()),
                ("effort".to_owned(), "points".to_owned()),
            ],
            ..ImportOptions::default()
        }
    }

    #[test]
    fn what_was_chosen_is_remembered_for_the_next_file() {
        let mut session = full();
        let chosen = ImportOptions { statuses: vec![("brewing".to_owned(), Stage::Ready)], ..wish() };
        assert_eq!(import_file(&mut session, "a.csv", TABLE, &chosen).unwrap().plan.counts.new, 2);
        let more: &[u8] = b"key,what,effort,state\nA-3,Refund,2,Brewing\n";
        let statuses = preview(&mut session, "b.csv", more, &ImportOptions::default()).unwrap().statuses;
        assert_eq!(statuses.iter().map(|it| it.stage).collect::<Vec<_>>(), [Stage::Ready]);
        let again = import_file(&mut session, "a.csv", TABLE, &ImportOptions::default()).unwrap();
        assert_eq!((again.plan.counts.unchanged, again.revision), (2, None));
    }

    #[test]
    fn a_look_says_what_there_is_to_choose_and_what_would_come_of_it() {
        let mut session = full();
        let look = preview(&mut session, "a.csv", TABLE, &ImportOptions::default()).unwrap();
        assert!(
            matches!(look.brought, Err(MissingChoice::Title(Unreadable::NoTitle { .. }))),
            "{:?}",
            look.brought
        );
        assert_eq!((look.columns.len(), look.statuses.len()), (4, 0));
        let look = preview(&mut session, "a.csv", TABLE, &wish()).unwrap();
        let brought = look.brought.unwrap();
        assert!(brought.summary.starts_with("imported 2 items from a.csv"), "{}", brought.summary);
        assert_eq!((brought.plan.counts.new, brought.revision), (2, None));
        let statuses: Vec<_> = look.statuses.iter().map(|it| (it.status.as_str(), it.stage)).collect();
        assert_eq!(statuses, [("brewing", Stage::New), ("done", Stage::Accepted)]);
        assert!(preview(&mut session, "a.csv", b"", &ImportOptions::default()).is_err());
    }

    #[test]
    fn a_look_changes_nothing_and_remembers_nothing() {
        let mut session = full();
        let before = session.workspace().revision;
        preview(&mut session, "a.csv", TABLE, &wish()).unwrap().brought.unwrap();
        assert_eq!(session.workspace().revision, before);
        assert!(import_file(&mut session, "a.csv", TABLE, &ImportOptions::default()).is_err());
    }
}
