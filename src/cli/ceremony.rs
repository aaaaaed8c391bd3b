//! `present`, `act-for`, `timebox`, `wall`, `end`: changes of a running ceremony.

use super::context::CommandContext;
use super::hold::{attendance, wall};
use super::json;
use super::minutes::CeremonyMinutesJson;
use super::output::Reply;
use super::problem::{CliError, bad_value};
use super::value::{ceremonies, is_none};
use crate::domain::ceremony::CeremonyField;
use crate::domain::command::{CeremonyCommand, Command, FieldEdit};
use crate::domain::reveal::hidden_notes;
use crate::domain::value::CeremonyKind;
use crate::present::wall;
use clap::Args;
use serde::Serialize;

/// Records who is present in a ceremony
#[derive(Debug, Args)]
#[command(after_help = "Example:
  ceremony present stand-up Ana Bo Chi
  ceremony present retro all")]
pub(super) struct PresentArgs {
    /// The ceremony
    #[arg(value_parser = ceremonies(), ignore_case = true)]
    kind: CeremonyKind,
    /// Everyone present, or all or none
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,
}

impl PresentArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> Result<Reply, CliError> {
        let id = cx.running(self.kind)?.id;
        let present = attendance(cx, self.kind, &self.names)?;
        cx.run(CeremonyCommand::Present(id, present))
    }
}

/// Sets the product owner on whose behalf acceptance is decided in a ceremony
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony act-for review Ana
  ceremony act-for review          in one's own name again")]
pub(super) struct ActForArgs {
    /// The ceremony
    #[arg(value_parser = ceremonies(), ignore_case = true)]
    kind: CeremonyKind,
    /// The product owner; left out or none: nobody else
    name: Option<String>,
}

impl ActForArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> Result<Reply, CliError> {
        let id = cx.running(self.kind)?.id;
        let name = self.name.as_deref().filter(|name| !is_none(name));
        let owner = name.map(|name| cx.person(name)).transpose()?;
        cx.run(CeremonyCommand::ActFor(id, owner))
    }
}

/// Changes how long a ceremony may take
#[derive(Debug, Args)]
#[command(after_help = "A timebox stops nothing: the clock says when it is over.

Example:
  ceremony timebox refinement 45")]
pub(super) struct TimeboxArgs {
    /// The ceremony
    #[arg(value_parser = ceremonies(), ignore_case = true)]
    kind: CeremonyKind,
    /// Minutes in total, or none
    minutes: String,
}

impl TimeboxArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> Result<Reply, CliError> {
        let id = cx.running(self.kind)?.id;
        let timebox = minutes(&self.minutes)?;
        cx.run(Command::set(id, FieldEdit::blind(CeremonyField::Timebox(timebox))))
    }
}

/// Parses a number of minutes; `None` for `none`.
pub(super) fn minutes(given: &str) -> Result<Option<u32>, CliError> {
    if is_none(given) {
        return Ok(None);
    }
    given
        .trim()
        .parse()
        .map(Some)
        .map_err(|_| bad_value("number of minutes", given, &"write a number such as 45, or none"))
}

/// Changes the columns of the running retrospective, before there are notes
#[derive(Debug, Args)]
#[command(after_help = "start-stop-continue, 4ls, mad-sad-glad, sailboat and daki stand for their columns.

Examples:
  ceremony wall sailboat
  ceremony wall \"More of\" \"Less of\"")]
pub(super) struct WallArgs {
    /// The columns, or the name of a common format
    #[arg(required = true, value_name = "COLUMN")]
    columns: Vec<String>,
}

impl WallArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> Result<Reply, CliError> {
        let id = cx.running(CeremonyKind::Retrospective)?.id;
        let columns = wall(&self.columns)?;
        cx.run(CeremonyCommand::Wall(id, columns))
    }
}

/// Ends a ceremony and prints its minutes
#[derive(Debug, Args)]
#[command(after_help = "Example:
  ceremony end retro")]
pub(super) struct EndArgs {
    /// The ceremony
    #[arg(value_parser = ceremonies(), ignore_case = true)]
    kind: CeremonyKind,
}

#[derive(Serialize)]
struct CeremonyEndedJson {
    #[serde(flatten)]
    done: json::DoneJson,
    minutes: CeremonyMinutesJson,
}

impl EndArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> Result<Reply, CliError> {
        let id = cx.running(self.kind)?.id;
        let hidden = hidden_notes(cx.workspace(), id).len();
        let outcome = cx.carry_out(&Command::Ceremony(CeremonyCommand::End(id)))?;
        let minutes = CeremonyMinutesJson::of(cx, id)?;
        let mut notes = Vec::new();
        if hidden > 0 {
            let (text, are) = (wall::hidden_notes(hidden, ""), if hidden == 1 { "is" } else { "are" });
            notes.push(format!("{text} and {are} not in the minutes; go back with: ceremony undo"));
        }
        let reply = cx.reply(
            |_| format!("{}\n\n{}", outcome.summary, minutes.markdown()),
            |session| CeremonyEndedJson {
                done: json::DoneJson::new(session.workspace(), &outcome, None).noting(notes.clone()),
                minutes: minutes.clone(),
            },
        );
        Ok(if cx.json { reply } else { reply.noting(notes) })
    }
}
