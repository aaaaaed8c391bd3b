//! `minutes`: the minutes of a ceremony, and a list of ceremonies.

use super::context::{CommandContext, CommandResult};
use super::environment::VerbEnvironment;
use super::options::GlobalOptions;
use super::output::{Reply, named};
use super::problem::{CliError, bad_value};
use crate::domain::ceremony::Ceremony;
use crate::domain::id::{CeremonyId, Id};
use crate::domain::minutes::Group;
use crate::domain::refusal::Refusal;
use crate::domain::value::CeremonyKind;
use crate::domain::workspace::Workspace;
use crate::platform::WriteTarget;
use crate::present::table::TextTable;
use crate::present::tree::Tree;
use crate::present::{self, minutes as words};
use crate::store::{destination, write_stream};
use crate::text::sanitize_lines;
use clap::Args;
use serde::Serialize;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The maximum number of ceremonies listed.
const MOST: u64 = 10_000;

/// Prints the minutes of a ceremony as Markdown or HTML, or lists the ceremonies
#[derive(Debug, Args)]
#[command(after_help = "Without an argument, the minutes of the newest ceremony, running or over.

Examples:
  ceremony minutes retro
  ceremony minutes --list
  ceremony minutes 12 --output retro.md
  ceremony minutes review --html --output review.html")]
pub(super) struct MinutesArgs {
    /// A kind of ceremony (its latest), or a number from the list
    #[arg(value_name = "KIND|NUMBER")]
    which: Option<String>,
    /// Lists the ceremonies, the newest first
    #[arg(long, conflicts_with = "output")]
    list: bool,
    /// Prints them as a page of HTML
    #[arg(long, conflicts_with = "list")]
    html: bool,
    /// Writes a new file
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl MinutesArgs {
    pub fn run(&self, env: &mut VerbEnvironment<'_>, options: &GlobalOptions) -> CommandResult {
        let product = env.file(options)?;
        env.on_file(options, |cx| self.run_on(cx, &product))
    }

    fn run_on(&self, cx: &mut CommandContext<'_>, product: &Path) -> CommandResult {
        cx.founded()?;
        if self.list {
            return list(cx, self.which.as_deref());
        }
        let id = self.find(cx)?;
        let minutes = CeremonyMinutesJson::of(cx, id)?;
        let text = || if self.html { present::html::text(&minutes.tree) } else { minutes.markdown() };
        if let Some(file) = &self.output {
            save(product, file, &text())?;
            return Ok(Reply::text(format!("the minutes are in {}\n", file.display())));
        }
        Ok(cx.reply(|_| text(), |_| named("minutes", &minutes)))
    }

    fn find(&self, cx: &mut CommandContext<'_>) -> Result<CeremonyId, CliError> {
        let none =
            |what: String| Refusal::unknown(what).hint("see past ceremonies with: ceremony minutes --list");
        let Some(given) = &self.which else {
            let newest = newest(cx.workspace(), None);
            return newest.map(|it| it.id).ok_or_else(|| {
                Refusal::unknown("no ceremony yet").hint("start one with: ceremony hold KIND").into()
            });
        };
        if let Ok(number) = given.trim().parse::<u64>() {
            let id = CeremonyId::new(number);
            if let Some(id) = id {
                cx.session.read_ceremony(id)?;
            }
            let found = id.filter(|id| cx.workspace().meetings.ceremonies.get(*id).is_some());
            return found.ok_or_else(|| none(format!("there is no ceremony {number}")).into());
        }
        let kind = kind(given)?;
        let newest = newest(cx.workspace(), Some(kind));
        newest.map(|it| it.id).ok_or_else(|| none(format!("no {kind} yet")).into())
    }
}

fn kind(given: &str) -> Result<CeremonyKind, CliError> {
    given.parse().map_err(|error: crate::domain::value::ParseEnumError| {
        bad_value("ceremony", given, &format!("choose of {}, or write a number of the list", error.choices))
    })
}

fn newest(workspace: &Workspace, kind: Option<CeremonyKind>) -> Option<&Ceremony> {
    let ceremonies = workspace.meetings.ceremonies.iter();
    ceremonies.filter(|it| kind.is_none_or(|kind| it.kind == kind)).max_by_key(|it| it.id)
}

/// Writes a new file. The text is sanitized for terminals that show it.
fn save(product: &Path, file: &Path, text: &str) -> Result<(), CliError> {
    let failed = |error: std::io::Error| {
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            let there = format!("there is a file {} already", file.display());
            return CliError { kind: "rule", code: 1, ..CliError::usage(there) }
                .hint("choose another name, or remove that file first");
        }
        let unwritten = format!("{} cannot be written: {error}", file.display());
        CliError { kind: "other", code: 3, ..CliError::usage(unwritten) }
            .hint("check the folder and the free disk space")
    };
    let text = sanitize_lines(text);
    match destination(product, file)? {
        WriteTarget::File(path) => {
            let mut out = OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
            out.write_all(text.as_bytes()).and_then(|()| out.sync_all()).map_err(failed)
        }
        WriteTarget::Stream | WriteTarget::Other(_) => write_stream(file, text.as_bytes()).map_err(failed),
    }
}

/// The minutes of a ceremony.
#[derive(Clone, Serialize)]
pub(super) struct CeremonyMinutesJson {
    #[serde(flatten)]
    row: MinutesJson,
    not_recorded: Vec<String>,
    title: String,
    held: String,
    groups: Vec<Group>,
    #[serde(skip)]
    markdown: String,
    #[serde(skip)]
    tree: Tree,
}

impl CeremonyMinutesJson {
    /// Builds the minutes of a ceremony.
    pub fn of(cx: &mut CommandContext<'_>, id: CeremonyId) -> Result<Self, CliError> {
        let unknown = || Refusal::unknown("there is no such ceremony");
        let minutes = cx.session.minutes(id)?.ok_or_else(unknown)?;
        let workspace = cx.workspace();
        let ceremony = workspace.meetings.ceremonies.get(id).ok_or_else(unknown)?;
        let tree = words::tree(&minutes, workspace.zone(), usize::MAX);
        Ok(Self {
            row: MinutesJson { present: minutes.present.clone(), ..MinutesJson::new(workspace, ceremony) },
            not_recorded: minutes.not_recorded.clone(),
            title: words::title(&minutes),
            held: words::when(&minutes, workspace.zone()),
            groups: tree.groups(),
            tree,
            markdown: words::markdown(&minutes, workspace.zone()),
        })
    }

    /// Returns them as Markdown.
    pub fn markdown(&self) -> String {
        self.markdown.clone()
    }
}

/// A ceremony in the list.
#[derive(Clone, Serialize)]
struct MinutesJson {
    number: u64,
    kind: &'static str,
    sprint: Option<String>,
    started: String,
    ended: Option<String>,
    timebox: Option<u32>,
    facilitator: Option<String>,
    on_behalf: Option<String>,
    present: Vec<String>,
}

impl MinutesJson {
    fn new(workspace: &Workspace, it: &Ceremony) -> Self {
        let name = |id| workspace.name(id).to_owned();
        Self {
            number: it.id.number(),
            kind: it.kind.word(),
            sprint: it.sprint.and_then(|id| workspace.sprints.get(id)).map(|sprint| sprint.name.to_string()),
            started: it.started_at.rfc3339(),
            ended: it.ended_at.map(crate::domain::value::Instant::rfc3339),
            timebox: it.timebox,
            facilitator: it.facilitator.map(name),
            on_behalf: it.on_behalf.map(name),
            present: it.present.iter().copied().map(name).collect(),
        }
    }
}

fn list(cx: &mut CommandContext<'_>, only: Option<&str>) -> CommandResult {
    let only = only.map(kind).transpose()?;
    cx.session.read_ceremonies(MOST)?;
    let (now, zone) = (cx.now(), cx.zone());
    let workspace = cx.workspace();
    let newest = workspace.meetings.ceremonies.iter().rev();
    let shown: Vec<&Ceremony> = newest.filter(|it| only.is_none_or(|only| it.kind == only)).collect();
    let all: Vec<MinutesJson> = shown.iter().map(|it| MinutesJson::new(workspace, it)).collect();
    let empty = "No ceremonies yet. Start one with: ceremony hold KIND";
    let cells = |(it, row): (&&Ceremony, &MinutesJson)| {
        let minutes = it.ended_at.unwrap_or(now).0.saturating_sub(it.started_at.0) / 60_000;
        let lasted = present::count(u64::try_from(minutes).unwrap_or_default(), "minute", "minutes");
        vec![
            it.id.to_string(),
            it.kind.to_string(),
            row.sprint.clone().unwrap_or_default(),
            format!("{} {}", it.started_at.day(zone), it.started_at.clock(zone)),
            if it.is_running() { format!("running, {lasted}") } else { lasted },
        ]
    };
    Ok(cx.list("ceremonies", &all, empty, |all| TextTable::of(shown.iter().zip(all).map(cells)).numbers([0])))
}
