//! `improvement`: the improvements that retrospectives agree on.

use super::context::{CommandContext, CommandResult};
use super::problem::CliError;
use super::value::{day, line, one_of, or_none};
use crate::domain::command::{Command, FieldEdit, ImprovementCommand};
use crate::domain::id::{Id, NoteId};
use crate::domain::improvement::{self, ImprovementField};
use crate::domain::refusal::Refusal;
use crate::domain::value::{CeremonyKind, Progress};
use crate::present::table::TextTable;
use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Args, Subcommand};
use serde::Serialize;

/// Adds and tracks improvements of a retrospective
#[derive(Debug, Args)]
#[command(after_help = "An improvement is an item of the backlog and goes by its key.

Examples:
  ceremony improvement add \"One meeting less a week\" --owner Bo --due \"in 14 days\" --from 7
  ceremony improvement progress PB-31 done")]
pub(super) struct ImprovementArgs {
    #[command(subcommand)]
    verb: Option<ImprovementVerb>,
}

#[derive(Debug, Subcommand)]
enum ImprovementVerb {
    /// Lists the improvements in progress
    List {
        /// Includes done and dropped ones
        #[arg(long)]
        all: bool,
    },
    /// Adds an improvement in the running retrospective; it becomes an item at the top of the backlog
    Add {
        /// The title
        title: String,
        /// The number of the note it comes from
        #[arg(long, value_name = "N")]
        from: Option<u64>,
        /// The owner
        #[arg(long, value_name = "NAME")]
        owner: Option<String>,
        /// The due date
        #[arg(long, value_name = "DATE")]
        due: Option<String>,
    },
    /// Changes its owner and due date
    Plan {
        /// The improvement
        item: String,
        /// The owner, or none
        #[arg(long, value_name = "NAME", required_unless_present = "due")]
        owner: Option<String>,
        /// The due date, or none
        #[arg(long, value_name = "DATE")]
        due: Option<String>,
    },
    /// Records its progress
    Progress {
        /// The improvement
        item: String,
        /// Its progress
        #[arg(value_parser = progresses())]
        progress: Progress,
    },
}

fn progresses() -> impl TypedValueParser<Value = Progress> {
    let words = [
        PossibleValue::new("going").alias("open").help("In progress"),
        PossibleValue::new("done").help("Done; its item is accepted"),
        PossibleValue::new("dropped").alias("drop").help("Dropped; its item is dropped too"),
    ];
    one_of(words)
}

impl ImprovementArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let command = match self.verb.as_ref().unwrap_or(&ImprovementVerb::List { all: false }) {
            ImprovementVerb::List { all } => return list(cx, *all),
            ImprovementVerb::Add { title, from, owner, due } => ImprovementCommand::Agree {
                ceremony: cx.running(CeremonyKind::Retrospective)?.id,
                title: line("the title", title)?,
                note: from.map(|number| note(cx, number)).transpose()?,
                owner: owner.as_deref().map(|name| cx.person(name)).transpose()?,
                due: due.as_deref().map(|given| day(given, cx.today())).transpose()?,
            },
            ImprovementVerb::Plan { item, owner, due } => {
                let row = find(cx, item)?;
                let owner = match owner {
                    None => row.owner,
                    Some(name) => or_none(name, |name| cx.person(name))?,
                };
                let due = match due {
                    None => row.due,
                    Some(given) => or_none(given, |given| day(given, cx.today()))?,
                };
                let edits =
                    [ImprovementField::Owner(owner), ImprovementField::Due(due)].map(FieldEdit::blind);
                return cx.run(Command::set_all(row.id, edits.to_vec()));
            }
            ImprovementVerb::Progress { item, progress } => {
                ImprovementCommand::Progress(find(cx, item)?.id, *progress)
            }
        };
        cx.run(command)
    }
}

fn note(cx: &CommandContext<'_>, number: u64) -> Result<NoteId, CliError> {
    let note = NoteId::new(number).filter(|id| cx.workspace().meetings.notes.get(*id).is_some());
    note.ok_or_else(|| {
        Refusal::unknown(format!("there is no note {number}"))
            .hint("see them with: ceremony note list retrospective")
            .into()
    })
}

fn find(cx: &mut CommandContext<'_>, given: &str) -> Result<improvement::Improvement, CliError> {
    let item = cx.item(given)?;
    let of_item = |cx: &CommandContext<'_>| {
        cx.workspace().meetings.improvements.iter().rfind(|it| it.about == item).cloned()
    };
    if let Some(row) = of_item(cx) {
        return Ok(row);
    }
    cx.session.read_outcomes()?;
    of_item(cx).ok_or_else(|| {
        let key = cx.workspace().key(item);
        Refusal::unknown(format!("{key} is not an improvement of a retrospective"))
            .hint("see them with: ceremony improvement list")
            .into()
    })
}

#[derive(Serialize)]
struct ImprovementJson {
    item: String,
    title: String,
    owner: Option<String>,
    due: Option<String>,
    progress: &'static str,
    ceremony: u64,
    note: Option<u64>,
}

fn list(cx: &mut CommandContext<'_>, all: bool) -> CommandResult {
    cx.founded()?;
    if all {
        cx.session.read_outcomes()?;
    }
    cx.session.load_all()?;
    let improvements = cx.workspace().meetings.improvements.iter().cloned();
    let shown: Vec<_> = improvements.filter(|it| all || it.progress == Progress::Going).collect();
    cx.load(&shown.iter().map(|it| it.about).collect::<Vec<_>>())?;
    let workspace = cx.workspace();
    let row = |it: improvement::Improvement| ImprovementJson {
        item: workspace.key(it.about),
        title: workspace.items.get(it.about).map(|item| item.title.to_string()).unwrap_or_default(),
        owner: it.owner.map(|id| workspace.name(id).to_owned()),
        due: it.due.map(|due| due.to_string()),
        progress: it.progress.word(),
        ceremony: it.ceremony.number(),
        note: it.note.map(Id::number),
    };
    let rows: Vec<ImprovementJson> = shown.into_iter().map(row).collect();
    let empty = "No open improvements. Add one with: ceremony improvement add TITLE";
    let cells = |it: &ImprovementJson| {
        let due = it.due.as_ref().map(|due| format!("by {due}")).unwrap_or_default();
        let owner = it.owner.clone().unwrap_or_default();
        vec![it.item.clone(), it.title.clone(), owner, due, it.progress.to_owned()]
    };
    Ok(cx.list("improvements", &rows, empty, |rows| TextTable::of(rows.iter().map(cells))))
}
