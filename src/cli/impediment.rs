//! `impediment`: what keeps people from going on.

use super::desk::Desk;
use super::output::Reply;
use super::page::Page;
use super::problem::Problem;
use super::value::{is_none, line};
use crate::domain::command::{Command, Edited, ImpedimentCommand};
use crate::domain::id::{Id, ImpedimentId};
use crate::domain::impediment;
use crate::domain::impediment::ImpedimentField;
use crate::domain::refusal::Refusal;
use crate::domain::value::Prose;
use crate::wording;
use clap::{Args, Subcommand};
use serde::Serialize;

/// Raises impediments and gets them out of the way
#[derive(Debug, Args)]
#[command(after_help = "N is the number that `ceremony impediment list` gives an impediment.

Examples:
  ceremony impediment raise \"the test room is locked\" --stuck Bo --on PB-12
  ceremony impediment own 3
  ceremony impediment resolve 3 \"we have a key\"")]
pub(super) struct Impediment {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Lists the open impediments, the oldest first
    List {
        /// Includes those that are out of the way
        #[arg(long)]
        all: bool,
    },
    /// Raises an impediment
    Raise {
        /// What it is
        text: String,
        /// Who is stuck
        #[arg(long, value_name = "NAME")]
        stuck: Option<String>,
        /// On which item
        #[arg(long, value_name = "ITEM")]
        on: Option<String>,
    },
    /// Changes what it says
    Edit {
        /// Which impediment
        #[arg(value_name = "N")]
        number: u64,
        /// What it is
        text: String,
    },
    /// Says who is on it
    Own {
        /// Which impediment
        #[arg(value_name = "N")]
        number: u64,
        /// Who, or none [default: you]
        name: Option<String>,
    },
    /// Says to whom it is escalated
    Escalate {
        /// Which impediment
        #[arg(value_name = "N")]
        number: u64,
        /// To whom, in words, or none
        whom: String,
    },
    /// Says that it is out of the way
    Resolve {
        /// Which impediment
        #[arg(value_name = "N")]
        number: u64,
        /// How
        how: Option<String>,
    },
    /// Says that it still stands
    Reopen {
        /// Which impediment
        #[arg(value_name = "N")]
        number: u64,
    },
}

impl Impediment {
    pub fn run(&self, desk: &mut Desk<'_>) -> Result<Reply, Problem> {
        let command = match self.verb.as_ref() {
            None => return list(desk, false),
            Some(Verb::List { all }) => return list(desk, *all),
            Some(Verb::Raise { text, stuck, on }) => ImpedimentCommand::Raise {
                text: line("the impediment", text)?,
                stuck: stuck.as_deref().map(|name| desk.person(name)).transpose()?,
                about: on.as_deref().map(|item| desk.item(item)).transpose()?,
            },
            Some(Verb::Edit { number, text }) => {
                let text = line("the impediment", text)?;
                return set(desk, *number, ImpedimentField::Text(text));
            }
            Some(Verb::Own { number, name }) => {
                let owner = match name.as_deref() {
                    None => Some(desk.someone()?),
                    Some(name) if is_none(name) => None,
                    Some(name) => Some(desk.person(name)?),
                };
                return set(desk, *number, ImpedimentField::Owner(owner));
            }
            Some(Verb::Escalate { number, whom }) => {
                let whom = if is_none(whom) { None } else { Some(line("the name", whom)?) };
                return set(desk, *number, ImpedimentField::Escalated(whom));
            }
            Some(Verb::Resolve { number, how }) => {
                let id = find(desk, *number)?;
                let how =
                    how.as_deref().map_or(Ok(Prose::default()), |how| desk.prose("the resolution", how))?;
                ImpedimentCommand::Resolve(id, how)
            }
            Some(Verb::Reopen { number }) => ImpedimentCommand::Reopen(find(desk, *number)?),
        };
        desk.run(&Command::Impediment(command))
    }
}

fn set(desk: &mut Desk<'_>, number: u64, field: ImpedimentField) -> Result<Reply, Problem> {
    let id = find(desk, number)?;
    desk.run(&Command::set(id, Edited::blind(field)))
}

fn find(desk: &mut Desk<'_>, number: u64) -> Result<ImpedimentId, Problem> {
    let unknown = || {
        Refusal::unknown(format!("there is no impediment {number}"))
            .hint("see them with: ceremony impediment list --all")
    };
    let id = ImpedimentId::new(number).ok_or_else(unknown)?;
    if desk.workspace().meetings.impediments.get(id).is_none() {
        desk.session.read_outcomes()?;
    }
    let row = desk.workspace().meetings.impediments.get(id);
    Ok(row.ok_or_else(unknown)?.id)
}

#[derive(Serialize)]
struct Impediments {
    impediments: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
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

fn row(desk: &Desk<'_>, it: &impediment::Impediment) -> Row {
    let workspace = desk.workspace();
    let name = |id| workspace.name(id).to_owned();
    let until = it.resolved_at.unwrap_or(desk.now());
    Row {
        number: it.id.number(),
        text: it.text.to_string(),
        stuck: it.stuck.map(name),
        on: it.about.map(|id| workspace.key(id)),
        raised: it.raised_at.rfc3339(),
        raised_by: it.raised_by.map(name),
        days: it.raised_at.days_until(until, desk.zone()),
        owner: it.owner.map(name),
        escalated_to: it.escalated.as_ref().map(ToString::to_string),
        resolved: it.resolved_at.map(crate::domain::value::Instant::rfc3339),
        resolution: Some(it.resolution.to_string()).filter(|it| !it.is_empty()),
    }
}

fn list(desk: &mut Desk<'_>, all: bool) -> Result<Reply, Problem> {
    super::screens::founded(desk)?;
    let meetings = &desk.workspace().meetings;
    let mut found: Vec<impediment::Impediment> = meetings.open_impediments().into_iter().cloned().collect();
    if all {
        desk.session.read_outcomes()?;
        let over = desk.workspace().meetings.impediments.iter().rev().filter(|it| !it.is_open());
        found.extend(over.cloned());
    }
    let impediments = Impediments { impediments: found.iter().map(|it| row(desk, it)).collect() };
    Ok(if desk.json { Reply::json(impediments) } else { Reply::Text(text(&impediments)) })
}

fn text(impediments: &Impediments) -> String {
    if impediments.impediments.is_empty() {
        return "Nothing is in the way".to_owned();
    }
    let mut page = Page::default();
    for it in &impediments.impediments {
        let mut more = vec![match (&it.resolved, it.days) {
            (None, days) => format!("open {}", wording::days(days)),
            (Some(_), 0) => "resolved on the same day".to_owned(),
            (Some(_), days) => format!("resolved after {}", wording::days(days)),
        }];
        more.extend(it.stuck.as_ref().map(|who| format!("{who} is stuck")));
        more.extend(it.on.as_ref().map(|key| format!("on {key}")));
        more.extend(it.owner.as_ref().map(|who| format!("{who} is on it")));
        more.extend(it.escalated_to.as_ref().map(|whom| format!("escalated to {whom}")));
        more.extend(it.resolution.as_ref().map(|how| how.trim_end().to_owned()));
        page.line(&format!("{}. {}\n   {}", it.number, it.text, more.join(", ")));
    }
    page.end()
}
