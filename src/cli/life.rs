//! The lifecycle of an item up to acceptance: `ready`, `unready`, `move`, `assign`, `block`, `drop`, `reopen`.

use super::context::{CommandContext, CommandResult};
use super::problem::CliError;
use super::value::line;
use crate::domain::command::{ItemCommand, ReopenTo};
use crate::domain::value::Line;
use crate::names;
use clap::Args;

/// Decides that items can be planned
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony ready PB-12
  ceremony ready PB-12 --because \"the design comes tomorrow\"")]
pub(super) struct ReadyArgs {
    /// Which items
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<String>,
    /// Decides so although a rule does not hold; the reason is kept
    #[arg(long, value_name = "REASON")]
    because: Option<String>,
}

impl ReadyArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let items = cx.items(&self.items)?;
        let reason = self.because.as_deref().map(|reason| line("the reason", reason)).transpose()?;
        cx.run(ItemCommand::Ready(items, reason))
    }
}

/// Sends ready items back to be refined
#[derive(Debug, Args)]
pub(super) struct UnreadyArgs {
    /// Which items
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<String>,
}

impl UnreadyArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let items = cx.items(&self.items)?;
        cx.run(ItemCommand::Unready(items))
    }
}

/// Moves items to a column of the board
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony move PB-12 doing
  ceremony move PB-12 PB-13 review")]
pub(super) struct MoveArgs {
    /// Which items
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<String>,
    /// The column, or the beginning of its name
    #[arg(value_name = "COLUMN")]
    column: String,
}

impl MoveArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let items = cx.items(&self.items)?;
        let column = cx.column(&self.column)?;
        cx.run(ItemCommand::Move(items, column))
    }
}

/// Gives items to people, and takes them from people
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony assign PB-12 --to me
  ceremony assign PB-12 PB-13 --to Bo --not Ana")]
pub(super) struct AssignArgs {
    /// Which items
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<String>,
    #[command(flatten)]
    people: AssigneeArgs,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
struct AssigneeArgs {
    /// Who gets them; may be given several times
    #[arg(long, value_name = "NAME")]
    to: Vec<String>,
    /// Who gives them up; may be given several times
    #[arg(long, value_name = "NAME")]
    not: Vec<String>,
}

impl AssignArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let items = cx.items(&self.items)?;
        let add = cx.people(&self.people.to)?;
        let remove = cx.people(&self.people.not)?;
        cx.run(ItemCommand::Assign { items, add, remove })
    }
}

/// Says that items cannot go on, and why; or that they can again
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony block PB-12 \"waiting for the keys\"
  ceremony block PB-12 --off")]
pub(super) struct BlockArgs {
    /// Which items, and the reason at the end
    #[arg(required = true, value_name = "ITEM|REASON")]
    words: Vec<String>,
    /// Says that they can go on again
    #[arg(long)]
    off: bool,
}

impl BlockArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        if self.off {
            let items = cx.items(&self.words)?;
            return cx.run(ItemCommand::Unblock(items));
        }
        let (items, reason) = items_and_reason(cx, &self.words, "ceremony block ITEM.. REASON")?;
        let items = cx.items(items)?;
        cx.run(ItemCommand::Block(items, reason))
    }
}

/// Decides that items will not be done
#[derive(Debug, Args)]
#[command(after_help = "Example:
  ceremony drop PB-12 PB-13 \"nobody asked for it in a year\"")]
pub(super) struct DropArgs {
    /// Which items, and the reason at the end
    #[arg(required = true, value_name = "ITEM|REASON")]
    words: Vec<String>,
}

impl DropArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let (items, reason) = items_and_reason(cx, &self.words, "ceremony drop ITEM.. REASON")?;
        let items = cx.items(items)?;
        cx.run(ItemCommand::Drop(items, reason))
    }
}

/// Splits the words into items and the reason after them. A key is not a reason: then the reason is missing.
fn items_and_reason<'w>(
    cx: &CommandContext<'_>,
    words: &'w [String],
    usage: &str,
) -> Result<(&'w [String], Line), CliError> {
    match words.split_last() {
        Some((reason, items))
            if !items.is_empty() && names::item_number(cx.workspace(), reason).is_none() =>
        {
            Ok((items, line("the reason", reason)?))
        }
        _ => Err(CliError::usage("a reason is missing").hint(format!("write: {usage}"))),
    }
}

/// Reopens dropped or accepted items
#[derive(Debug, Args)]
#[command(
    after_help = "What was accepted in the running sprint returns to the board, to Doing; everything else to the top of the
backlog.

Examples:
  ceremony reopen PB-12
  ceremony reopen PB-12 --to review
  ceremony reopen PB-12 --to backlog"
)]
pub(super) struct ReopenArgs {
    /// Which items
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<String>,
    /// Where they go: a column of the board, or backlog
    #[arg(long, value_name = "WHERE")]
    to: Option<String>,
}

impl ReopenArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let items = cx.items(&self.items)?;
        let to = match self.to.as_deref() {
            None => ReopenTo::WhereItWas,
            Some(to) if to.trim().eq_ignore_ascii_case("backlog") => ReopenTo::Backlog,
            Some(to) => ReopenTo::Column(cx.column(to)?),
        };
        cx.run(ItemCommand::Reopen(items, to))
    }
}
