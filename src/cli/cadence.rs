//! `cadence`: the schedule of the ceremonies, and their timeboxes.

use super::ceremony::minutes;
use super::context::CommandContext;
use super::output::Reply;
use super::problem::{CliError, bad_value};
use super::value::{ceremonies, is_none};
use crate::domain::command::{CeremonyCommand, NewCadence};
use crate::domain::timebox::timebox;
use crate::domain::value::{BadWeekday, CeremonyKind, Weekdays, parse_time};
use crate::domain::workspace::Workspace;
use crate::present::table::TextTable;
use clap::Args;
use serde::Serialize;

/// Shows or changes the schedule of the ceremonies
#[derive(Debug, Args)]
#[command(after_help = "DAYS are weekdays such as mon,thu or mon-fri, or daily; TIME is local.

Examples:
  ceremony cadence
  ceremony cadence stand-up daily 9:15
  ceremony cadence refinement wed 14:00 --timebox 60
  ceremony cadence refinement none")]
pub(super) struct CadenceArgs {
    /// The ceremony
    #[arg(value_parser = ceremonies(), ignore_case = true)]
    kind: Option<CeremonyKind>,
    /// On which days, or none
    days: Option<String>,
    /// At what time
    time: Option<String>,
    /// How many minutes it may take [default: as usual]
    #[arg(long, value_name = "MINUTES", requires = "time")]
    timebox: Option<String>,
}

impl CadenceArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> Result<Reply, CliError> {
        let (Some(kind), Some(days)) = (self.kind, &self.days) else {
            cx.founded()?;
            return Ok(list(cx, self.kind));
        };
        let new = match &self.time {
            None if is_none(days) => None,
            None => {
                return Err(CliError::usage("a time is missing").hint(format!(
                    "write: ceremony cadence {kind} DAYS TIME, or: ceremony cadence {kind} none"
                )));
            }
            Some(time) => Some(NewCadence {
                days: Weekdays::read(days, Some(cx.workspace().working_week())).map_err(
                    |_: BadWeekday| {
                        bad_value(
                            "set of weekdays",
                            days,
                            &"write mon, tue … with commas between, mon-fri, or daily",
                        )
                    },
                )?,
                time: parse_time(time)
                    .ok_or_else(|| bad_value("time of day", time, &"write it as 9:30, 14:00 or 2 pm"))?,
                timebox: self.timebox.as_deref().map(minutes).transpose()?.flatten(),
            }),
        };
        cx.run(CeremonyCommand::Cadence(kind, new))
    }
}

#[derive(Serialize)]
struct CadenceJson {
    kind: &'static str,
    days: Option<String>,
    time: Option<String>,
    timebox: Option<u32>,
    usual_timebox: Option<u32>,
}

fn row(workspace: &Workspace, kind: CeremonyKind) -> CadenceJson {
    let set = workspace.meetings.cadence(kind);
    let sprint_days = workspace.product().map_or(14, |product| product.sprint_days);
    let default_timebox = timebox(kind, sprint_days);
    CadenceJson {
        kind: kind.word(),
        days: set.map(|it| it.days.day_names().join(", ")),
        time: set.map(|it| format!("{:02}:{:02}", it.time / 60, it.time % 60)),
        timebox: set.and_then(|it| it.timebox).or(default_timebox),
        usual_timebox: default_timebox,
    }
}

fn list(cx: &CommandContext<'_>, only: Option<CeremonyKind>) -> Reply {
    let kinds = CeremonyKind::ALL.iter().copied().filter(|kind| only.is_none_or(|only| only == *kind));
    let cadences: Vec<CadenceJson> = kinds.map(|kind| row(cx.workspace(), kind)).collect();
    let cells = |it: &CadenceJson| {
        let timebox = it.timebox.map_or_else(|| "no timebox".to_owned(), |minutes| format!("{minutes} min"));
        vec![
            it.kind.to_owned(),
            it.days.clone().unwrap_or_else(|| "not scheduled".to_owned()),
            it.time.clone().unwrap_or_default(),
            timebox,
        ]
    };
    cx.list("cadences", &cadences, "", |rows| TextTable::of(rows.iter().map(cells)))
}
