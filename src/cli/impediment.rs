//! `impediment`: what keeps people from making progress.

use super::context::{CommandContext, CommandResult};
use super::numbered::NumberArgs;
use super::value::{line, or_none};
use crate::domain::command::ImpedimentCommand;
use crate::domain::id::Id as _;
use crate::domain::impediment::{self, ImpedimentField};
use crate::domain::value::{Instant, Prose};
use crate::domain::views::Target;
use crate::present;
use crate::present::tree::{ListEntry, Node, Section, Tree};
use clap::{Args, Subcommand};
use serde::Serialize;

/// Records and resolves impediments
#[derive(Debug, Args)]
#[command(after_help = "N is the number that `ceremony impediment list` gives an impediment.

Examples:
  ceremony impediment add \"the test room is locked\" --stuck Bo --on PB-12
  ceremony impediment own 3
  ceremony impediment resolve 3 \"we have a key\"")]
pub(super) struct ImpedimentArgs {
    #[command(subcommand)]
    verb: Option<ImpedimentVerb>,
}

#[derive(Debug, Subcommand)]
enum ImpedimentVerb {
    /// Lists the open impediments, the oldest first
    List {
        /// Includes resolved ones
        #[arg(long)]
        all: bool,
    },
    /// Records an impediment
    Add {
        /// What it is
        text: String,
        /// Who is blocked
        #[arg(long, value_name = "NAME")]
        stuck: Option<String>,
        /// The item it concerns
        #[arg(long, value_name = "ITEM")]
        on: Option<String>,
    },
    /// Changes its text
    Edit {
        #[command(flatten)]
        one: ImpedimentNumber,
        /// What it is
        text: String,
    },
    /// Sets its owner
    Own {
        #[command(flatten)]
        one: ImpedimentNumber,
        /// The owner, or none [default: you]
        name: Option<String>,
    },
    /// Escalates it
    Escalate {
        #[command(flatten)]
        one: ImpedimentNumber,
        /// To whom, or none
        whom: String,
    },
    /// Resolves it
    Resolve {
        #[command(flatten)]
        one: ImpedimentNumber,
        /// How
        how: Option<String>,
    },
    /// Reopens it
    Reopen(ImpedimentNumber),
}

type ImpedimentNumber = NumberArgs<impediment::Impediment>;

/// The hint on where numbers are shown.
const SEEN: &str = "see them with: ceremony impediment list --all";

impl ImpedimentArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let command = match self.verb.as_ref().unwrap_or(&ImpedimentVerb::List { all: false }) {
            ImpedimentVerb::List { all } => return list(cx, *all),
            ImpedimentVerb::Add { text, stuck, on } => ImpedimentCommand::Raise {
                text: line("the impediment", text)?,
                stuck: stuck.as_deref().map(|name| cx.person(name)).transpose()?,
                about: on.as_deref().map(|item| cx.item(item)).transpose()?,
            },
            ImpedimentVerb::Edit { one, text } => {
                return one.set(cx, SEEN, ImpedimentField::Text(line("the impediment", text)?));
            }
            ImpedimentVerb::Own { one, name } => {
                let owner = match name {
                    None => Some(cx.someone()?),
                    Some(name) => or_none(name, |name| cx.person(name))?,
                };
                return one.set(cx, SEEN, ImpedimentField::Owner(owner));
            }
            ImpedimentVerb::Escalate { one, whom } => {
                let whom = or_none(whom, |whom| line("the name", whom))?;
                return one.set(cx, SEEN, ImpedimentField::Escalated(whom));
            }
            ImpedimentVerb::Resolve { one, how } => {
                let id = one.find(cx, SEEN)?.id;
                let how =
                    how.as_deref().map_or(Ok(Prose::default()), |how| cx.prose("the resolution", how))?;
                ImpedimentCommand::Resolve(id, how)
            }
            ImpedimentVerb::Reopen(one) => ImpedimentCommand::Reopen(one.find(cx, SEEN)?.id),
        };
        cx.run(command)
    }
}

#[derive(Serialize)]
struct ImpedimentJson {
    number: u64,
    text: String,
    stuck: Option<String>,
    on: Option<String>,
    raised: String,
    raised_by: Option<String>,
    days: i64,
    owner: Option<String>,
    escalated_to: Option<String>,
    resolved: Option<String>,
    resolution: Option<String>,
}

fn row(cx: &CommandContext<'_>, it: &impediment::Impediment) -> ImpedimentJson {
    let workspace = cx.workspace();
    let name = |id| workspace.name(id).to_owned();
    let until = it.resolved_at.unwrap_or(cx.now());
    ImpedimentJson {
        number: it.id.number(),
        text: it.text.to_string(),
        stuck: it.stuck.map(name),
        on: it.about.map(|id| workspace.key(id)),
        raised: it.raised_at.rfc3339(),
        raised_by: it.raised_by.map(name),
        days: it.raised_at.days_until(until, cx.zone()),
        owner: it.owner.map(name),
        escalated_to: it.escalated.as_ref().map(ToString::to_string),
        resolved: it.resolved_at.map(Instant::rfc3339),
        resolution: Some(it.resolution.to_string()).filter(|it| !it.is_empty()),
    }
}

fn list(cx: &mut CommandContext<'_>, all: bool) -> CommandResult {
    cx.founded()?;
    let meetings = &cx.workspace().meetings;
    let mut found: Vec<impediment::Impediment> = meetings.open_impediments().into_iter().cloned().collect();
    if all {
        cx.session.read_outcomes()?;
        let over = cx.workspace().meetings.impediments.iter().rev().filter(|it| !it.is_open());
        found.extend(over.cloned());
    }
    let rows: Vec<ImpedimentJson> = found.iter().map(|it| row(cx, it)).collect();
    Ok(cx.list("impediments", &rows, "No open impediments", page))
}

fn page(rows: &[ImpedimentJson]) -> Tree {
    let row = |it: &ImpedimentJson| {
        let mut more = vec![match (&it.resolved, it.days) {
            (None, days) => format!("open {}", present::days(days)),
            (Some(_), 0) => "resolved on the same day".to_owned(),
            (Some(_), days) => format!("resolved after {}", present::days(days)),
        }];
        more.extend(it.stuck.as_ref().map(|who| format!("{who} is blocked")));
        more.extend(it.on.as_ref().map(|key| format!("on {key}")));
        more.extend(it.owner.as_ref().map(|who| format!("owner {who}")));
        more.extend(it.escalated_to.as_ref().map(|whom| format!("escalated to {whom}")));
        more.extend(it.resolution.as_ref().map(|how| how.trim_end().to_owned()));
        ListEntry::of(Target::Nothing, format!("{}\n{}", it.text, more.join(", ")))
            .label(it.number.to_string())
    };
    Tree::from([Section::default().with(rows.iter().map(row).map(Node::Entry))])
}
