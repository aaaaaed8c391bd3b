//! `sprint close`: what becomes of each item that is not accepted.

use super::context::CommandContext;
use super::output::Reply;
use super::problem::CliError;
use crate::domain::command::{Command, Leftover, SprintCommand};
use crate::domain::id::{ItemId, SprintId};
use crate::domain::refusal::Refusal;
use crate::names;
use crate::present;
use clap::Args;

/// Closes the running sprint; its report can no longer change
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony sprint close
  ceremony sprint close --rest next --move PB-13=backlog")]
pub(super) struct SprintCloseArgs {
    /// The sprint [default: the running one]
    sprint: Option<String>,
    /// Where unfinished items go: backlog, next, or a planned sprint
    #[arg(long, value_name = "WHERE", default_value = "backlog")]
    rest: String,
    /// Moves one item elsewhere; can be repeated
    #[arg(long = "move", value_name = "ITEM=WHERE")]
    moves: Vec<String>,
}

impl SprintCloseArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> Result<Reply, CliError> {
        let sprint = names::sprint(cx.workspace(), self.sprint.as_deref().unwrap_or("current"))?;
        cx.session.load_all()?;
        let rest = destination(cx, &self.rest)?;
        let mut leftovers: Vec<(ItemId, Leftover)> = Vec::new();
        for given in &self.moves {
            let (item, to) = given.rsplit_once('=').ok_or_else(|| {
                CliError::usage(format!("{} does not say where the item goes", names::quoted(given)))
                    .hint("write: --move ITEM=backlog, or --move ITEM=next")
            })?;
            let item = cx.item(item)?;
            leftovers.push((item, destination(cx, to)?));
        }
        let others = unfinished(cx, sprint).into_iter();
        let others: Vec<_> =
            others.filter(|id| !leftovers.iter().any(|(it, _)| it == id)).map(|id| (id, rest)).collect();
        leftovers.extend(others);
        let notes = present::sprint::destinations(cx.workspace(), &leftovers);
        if rest == Leftover::Backlog {
            // Items that are added to the sprint in the meantime go there, too.
            leftovers.retain(|(_, to)| *to != Leftover::Backlog);
        }
        cx.run_noting(&Command::Sprint(SprintCommand::Close { sprint, leftovers }), notes)
    }
}

fn unfinished(cx: &CommandContext<'_>, sprint: SprintId) -> Vec<ItemId> {
    let items = cx.workspace().in_sprint(sprint);
    items.into_iter().filter(|item| item.stage.is_open()).map(|item| item.id).collect()
}

/// Returns where an item goes: the backlog, the next sprint or another one.
pub(super) fn destination(cx: &CommandContext<'_>, given: &str) -> Result<Leftover, CliError> {
    if given.trim().eq_ignore_ascii_case("backlog") {
        return Ok(Leftover::Backlog);
    }
    let id = names::sprint(cx.workspace(), given).map_err(|refusal| Refusal {
        hint: refusal.hint.or_else(|| Some("write backlog, next, or a planned sprint".to_owned())),
        ..refusal
    })?;
    Ok(Leftover::Sprint(id))
}
