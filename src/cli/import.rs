//! `import`: imports another tool's file.

use super::context::{CommandContext, CommandResult};
use super::environment::VerbEnvironment;
use super::options::GlobalOptions;
use super::output::Reply;
use super::problem::CliError;
use super::value::is_none;
use crate::domain::sentence::count;
use crate::domain::value::Stage;
use crate::exchange::Unreadable;
use crate::exchange::columns::Described;
use crate::exchange::import::{
    CurrentSprint, FilePreview, ImportError, ImportOptions, ImportOutcome, import_file, is_product_export,
    preview,
};
use crate::exchange::import_report::lines;
use crate::exchange::read_input::{ReadError, read_from, read_input};
use crate::exchange::statuses::{Origin, StatusWord};
use crate::store::CreateMode;
use crate::store::failure::{Failure, FailureKind};
use crate::text::clip;
use clap::Args;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Imports a file: Jira CSV, a table, one user story per line, or our own export
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[command(after_help = "Examples:
  ceremony import jira.csv --dry-run                        what would happen
  ceremony import backlog.csv --map story_points=points
  ceremony import jira.csv --status Deploy=accepted --current-sprint \"Sprint 14\"
  ceremony --file new.db import product.json                a whole export, into a file that is made for it

What is chosen is remembered for the next file of the same kind. Importing again updates by the other tool's keys; what
was edited here since stays as it is, and is told.")]
pub(super) struct ImportArgs {
    /// The file, or - for standard input
    #[arg(value_name = "FILE")]
    from: PathBuf,
    /// Shows what would happen and changes nothing
    #[arg(long)]
    dry_run: bool,
    /// Maps a column to a field, such as effort=points
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    columns: Vec<String>,
    /// Maps a status to a stage, such as Deploy=accepted
    #[arg(long = "status", value_name = "WORD=STAGE")]
    statuses: Vec<String>,
    /// The name of the other tool, for its keys [default: by the kind of file]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// The running sprint of the other tool, or none; it is imported as planned
    #[arg(long, value_name = "NAME")]
    current_sprint: Option<String>,
    /// Changes the key prefix of this product, if the file's keys are taken
    #[arg(long, value_name = "PREFIX", conflicts_with = "renumber")]
    prefix: Option<String>,
    /// Gives new numbers to rows whose keys are taken; the old keys still find them
    #[arg(long)]
    renumber: bool,
    /// Reads 6/7/2025 as the 6th of July
    #[arg(long, conflicts_with = "month_first")]
    day_first: bool,
    /// Reads 6/7/2025 as the 7th of June
    #[arg(long)]
    month_first: bool,
}

#[derive(Serialize)]
struct ImportJson<'a> {
    did: &'a str,
    revision: Option<u64>,
    items: usize,
    epics: usize,
    new: usize,
    updated: usize,
    unchanged: usize,
    kept: usize,
    left_out: usize,
    new_people: &'a [String],
    new_labels: &'a [String],
    new_epics: &'a [String],
    past_sprints: &'a [String],
    planned_sprints: &'a [String],
    /// The filled columns that were only kept as extra fields.
    extra_columns: &'a [String],
    /// The keys that an earlier file had and this one has not.
    missing: &'a [String],
    /// The meanings of the columns; in a dry run only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    columns: Vec<ColumnJson<'a>>,
    /// The stages of the statuses; in a dry run only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    statuses: Vec<StatusJson<'a>>,
    /// The key prefix that this product has adopted; absent if it kept its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    prefix: Option<&'a str>,
    problems: Vec<ImportProblemJson<'a>>,
}

#[derive(Serialize)]
struct ColumnJson<'a> {
    header: &'a str,
    field: &'static str,
    sample: &'a str,
}

#[derive(Serialize)]
struct StatusJson<'a> {
    status: &'a str,
    stage: &'static str,
    rows: usize,
    known: bool,
}

#[derive(Serialize)]
struct ImportProblemJson<'a> {
    line: u64,
    reason: &'a str,
    left_out: bool,
    lost: bool,
}

impl ImportArgs {
    /// Imports into the chosen file. If it does not exist, an export of ours creates it.
    pub fn run(&self, env: &mut VerbEnvironment<'_>, options: &GlobalOptions) -> CommandResult {
        let wish = self.wish()?;
        let path = env.file(options)?;
        let is_new = path.metadata().map_or_else(
            |error| error.kind() == std::io::ErrorKind::NotFound,
            |it| it.is_file() && it.len() == 0,
        );
        // Read once: the contents of a pipe are gone afterwards.
        match self.read(env.input) {
            Ok(bytes) if is_new && is_product_export(&self.name(), &bytes) => {
                self.restore(env, options, &path, &bytes)
            }
            read => env.on_file(options, |cx| self.into(cx, read, &wish)),
        }
    }

    fn restore(
        &self,
        env: &mut VerbEnvironment<'_>,
        options: &GlobalOptions,
        path: &Path,
        bytes: &[u8],
    ) -> CommandResult {
        let wish = ImportOptions::default();
        if self.prefix.is_some() {
            return Err(CliError::usage("an export has its own key prefix").hint(
                "import it without --prefix; change the prefix then with: ceremony product set prefix XY",
            ));
        }
        if self.dry_run {
            let folder = tempfile::tempdir().map_err(|error| {
                CliError::from(Failure::new(
                    FailureKind::Other,
                    format!("there is no room for a rehearsal: {error}"),
                ))
            })?;
            let session = env.new_session(&folder.path().join("rehearsal.db"), CreateMode::ForOwner)?;
            return self.bring(&mut CommandContext::new(session, env.input, options.json), bytes, &wish);
        }
        env.make_own_folder(path)?;
        env.first(path, |env| {
            let session = env.new_session(path, CreateMode::ForOwner)?;
            self.bring(&mut CommandContext::new(session, env.input, options.json), bytes, &wish)
        })
    }

    /// Reads the file, or standard input for `-`.
    fn read(&self, input: &mut dyn Read) -> Result<Vec<u8>, ReadError> {
        if self.from == Path::new("-") { read_from("standard input", input) } else { read_input(&self.from) }
    }

    fn into(
        &self,
        cx: &mut CommandContext<'_>,
        read: Result<Vec<u8>, ReadError>,
        wish: &ImportOptions,
    ) -> CommandResult {
        let bytes = read.map_err(|error| {
            let hint = match error {
                ReadError::Missing(_) => "look at the file's name, and at the folder that you are in",
                ReadError::Unread(..) | ReadError::TooLarge(..) => "look at the file's size and permissions",
            };
            CliError { kind: "other", code: 3, ..CliError::usage(error.to_string()) }.hint(hint)
        })?;
        if !self.dry_run {
            cx.someone()?;
        }
        cx.take_part(None, false)?;
        self.bring(cx, &bytes, wish)
    }

    /// Returns whether the data comes from a program rather than from a file with a name of its own.
    fn is_a_pipe(&self) -> bool {
        self.from == Path::new("-") || ["/dev/stdin", "/dev/fd"].iter().any(|it| self.from.starts_with(it))
    }

    /// Returns the last part of the file's name.
    fn name(&self) -> String {
        if self.is_a_pipe() {
            return "standard input".to_owned();
        }
        self.from.file_name().unwrap_or(self.from.as_os_str()).to_string_lossy().into_owned()
    }

    fn bring(&self, cx: &mut CommandContext<'_>, bytes: &[u8], wish: &ImportOptions) -> CommandResult {
        let name = if self.is_a_pipe() { self.name() } else { self.from.display().to_string() };
        let session = &mut cx.session;
        let (mut columns, mut statuses) = (Vec::new(), Vec::new());
        let (brought, understood) = if self.dry_run {
            let look = preview(session, &self.name(), bytes, wish).map_err(|error| problem(&name, error))?;
            let understood = understood(&look);
            (columns, statuses) = (look.columns, look.statuses);
            let brought = look.brought.map_err(|error| problem(&name, error.into()))?;
            (ImportOutcome { summary: format!("would have {}", brought.summary), ..brought }, understood)
        } else {
            let brought = import_file(session, &self.name(), bytes, wish);
            (brought.map_err(|error| problem(&name, error))?, String::new())
        };
        let code = if brought.is_lossy() { 4 } else { 0 };
        let reply = if cx.json {
            json(&brought, &columns, &statuses)
        } else {
            Reply::text(text(&name, &brought, &understood))
        };
        Ok(reply.with_code(code))
    }

    fn wish(&self) -> Result<ImportOptions, CliError> {
        let pair = |text: &String, example: &str| {
            text.rsplit_once('=')
                .map(|(left, right)| (left.trim().to_owned(), right.trim().to_owned()))
                .ok_or_else(|| {
                    CliError::usage(format!("{:?} has no = in it", clip(text, 60)))
                        .hint(format!("write it as {example}"))
                })
        };
        let columns =
            self.columns.iter().map(|text| pair(text, "story_points=points")).collect::<Result<_, _>>()?;
        let mut statuses = Vec::new();
        for text in &self.statuses {
            let (word, stage) = pair(text, "Deploy=accepted")?;
            let stage: Stage = stage
                .parse()
                .map_err(|error: crate::domain::value::ParseEnumError| CliError::usage(error.to_string()))?;
            statuses.push((word, stage));
        }
        let day_first = if self.day_first { Some(true) } else { Some(false).filter(|_| self.month_first) };
        Ok(ImportOptions {
            columns,
            statuses,
            source: self.source.clone(),
            current: match self.current_sprint.as_deref() {
                None => CurrentSprint::Unsaid,
                Some(name) if is_none(name) => CurrentSprint::None,
                Some(name) => CurrentSprint::Named(name.to_owned()),
            },
            day_first,
            prefix: self.prefix.as_deref().map(super::value::prefix).transpose()?,
            renumbers: self.renumber,
        })
    }
}

fn problem(name: &str, error: ImportError) -> CliError {
    let unreadable =
        |message: String| CliError { kind: "file", ..CliError::usage(format!("{name}: {message}")) };
    match error {
        ImportError::Unreadable(error) => unreadable(error.to_string()).hint(way_out(&error)),
        ImportError::WhichSprint(ref names) => {
            let name = names.last().map(|name| format!("{name:?}")).unwrap_or_default();
            unreadable(error.to_string())
                .hint(format!("use --current-sprint {name}, or --current-sprint none"))
        }
        ImportError::Mapping(error) => CliError::usage(error.to_string()),
        ImportError::Export(error) => unreadable(error.to_string()),
        ImportError::Stopped(stop) => stop.into(),
        ImportError::Failed(failure) => crate::session::RunError::Failed(failure).into(),
    }
}

/// Returns the hint for a file from which nothing can be imported.
fn way_out(error: &Unreadable) -> &'static str {
    match error {
        Unreadable::Empty => "check that the export of the other tool is complete",
        Unreadable::Binary
        | Unreadable::Workbook
        | Unreadable::Markup
        | Unreadable::OtherJson
        | Unreadable::NoList(_) => {
            "Jira CSV, tables as CSV or TSV, and one user story a line can be imported"
        }
        Unreadable::ProductExport => "import it into a new file: --file new.db",
        Unreadable::NoTitle { .. } | Unreadable::OtherColumns => {
            "map a column with --map COLUMN=FIELD; see: ceremony import --help"
        }
    }
}

fn json(brought: &ImportOutcome, columns: &[Described], statuses: &[StatusWord]) -> Reply {
    let plan = &brought.plan;
    let problems = brought
        .problems
        .iter()
        .map(|it| ImportProblemJson {
            line: it.line,
            reason: &it.reason,
            left_out: it.left_out,
            lost: it.is_loss,
        })
        .chain(plan.remarks.iter().map(|it| ImportProblemJson {
            line: it.line,
            reason: &it.text,
            left_out: false,
            lost: false,
        }))
        .collect();
    Reply::json(ImportJson {
        did: &brought.summary,
        revision: brought.revision,
        items: plan.counts.items,
        epics: plan.counts.epics,
        new: plan.counts.new,
        updated: plan.counts.updated,
        unchanged: plan.counts.unchanged,
        kept: plan.kept,
        left_out: brought.left_out(),
        new_people: &plan.people,
        new_labels: &plan.labels,
        new_epics: &plan.epics,
        past_sprints: &plan.sprints,
        planned_sprints: &plan.planned,
        extra_columns: &brought.extra_columns,
        missing: &brought.missing,
        columns: columns
            .iter()
            .map(|it| ColumnJson { header: &it.header, field: it.field.word(), sample: &it.sample })
            .collect(),
        statuses: statuses
            .iter()
            .map(|it| StatusJson {
                status: &it.status,
                stage: it.stage.word(),
                rows: it.rows,
                known: it.from != Origin::Unknown,
            })
            .collect(),
        prefix: plan.prefix.as_deref(),
        problems,
    })
}

/// Describes the meanings of columns and statuses, one per line.
fn understood(look: &FilePreview) -> String {
    let mut text = String::new();
    for it in &look.columns {
        let _ = writeln!(text, "  column {}: {}, such as {:?}", it.header, it.field, clip(&it.sample, 40));
    }
    for it in &look.statuses {
        let _ = writeln!(text, "  status {}: {}, {}", it.status, it.stage, count(it.rows, "row", "rows"));
    }
    text
}

fn text(name: &str, brought: &ImportOutcome, understood: &str) -> String {
    let lines: String = lines(name, brought).into_iter().map(|line| line + "\n").collect();
    format!("{}\n{understood}{lines}", brought.summary)
}
