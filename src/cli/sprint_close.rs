//! `sprint close`: what becomes of each item that is not accepted.

use super::desk::Desk;
use super::output::Reply;
use super::problem::Problem;
use crate::domain::command::{Command, Leftover, SprintCommand};
use crate::domain::id::{ItemId, SprintId};
use crate::domain::refusal::Refusal;
use crate::names;
use crate::present;
use clap::Args;

/// Closes the running sprint and freezes its report
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony sprint close
  ceremony sprint close --rest next --move PB-13=backlog")]
pub(super) struct Close {
    /// Which sprint [default: the running one]
    sprint: Option<String>,
    /// Where unfinished items go: backlog, next, or a planned sprint
    #[arg(long, value_name = "WHERE", default_value = "backlog")]
    rest: String,
    /// Sends one item elsewhere than the rest; may be given several times
    #[arg(long = "move", value_name = "ITEM=WHERE")]
    moves: Vec<String>,
}

impl Close {
    pub fn run(&self, desk: &mut Desk<'_>) -> Result<Reply, Problem> {
        let sprint = names::sprint(desk.workspace(), self.sprint.as_deref().unwrap_or("current"))?;
        desk.session.load_all()?;
        let rest = leftover(desk, &self.rest)?;
        let mut leftovers: Vec<(ItemId, Leftover)> = Vec::new();
        for given in &self.moves {
            let (item, to) = given.rsplit_once('=').ok_or_else(|| {
                Problem::usage(format!("{} does not say where the item goes", names::quoted(given)))
                    .hint("write: --move ITEM=backlog, or --move ITEM=next")
            })?;
            let item = desk.item(item)?;
            leftovers.push((item, leftover(desk, to)?));
        }
        let others = unfinished(desk, sprint).into_iter();
        let others: Vec<_> =
            others.filter(|id| !leftovers.iter().any(|(it, _)| it == id)).map(|id| (id, rest)).collect();
        leftovers.extend(others);
        let notes = present::sprint::carried(desk.workspace(), &leftovers);
        if rest == Leftover::Backlog {
            // Whatever else is left when it is decided goes there, too.
            leftovers.retain(|(_, to)| *to != Leftover::Backlog);
        }
        desk.run_noting(&Command::Sprint(SprintCommand::Close { sprint, leftovers }), notes)
    }
}

fn unfinished(desk: &Desk<'_>, sprint: SprintId) -> Vec<ItemId> {
    let items = desk.workspace().in_sprint(sprint);
    items.into_iter().filter(|item| item.stage.is_open()).map(|item| item.id).collect()
}

fn leftover(desk: &Desk<'_>, given: &str) -> Result<Leftover, Problem> {
    if given.trim().eq_ignore_ascii_case("backlog") {
        return Ok(Leftover::Backlog);
    }
    let id = names::sprint(desk.workspace(), given).map_err(|refusal| Refusal {
        hint: refusal.hint.or_else(|| Some("write backlog, next, or a planned sprint".to_owned())),
        ..refusal
    })?;
    Ok(Leftover::Sprint(id))
}
