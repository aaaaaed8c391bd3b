//! The lifecycle of an item up to acceptance: `ready`, `unready`, `move`, `assign`, `block`, `drop`, `reopen`.

use super::context::{CommandContext, CommandResult};
use super::problem::CliError;
use super::value::line;
use crate::domain::command::{ItemCommand, ReopenTo};
use crate::domain::key::readings;
use crate::domain::value::{Line, Stage};
use crate::domain::workspace::Workspace;
use clap::Args;

/// Marks items as ready
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony ready PB-12
  ceremony ready PB-12 --because \"the design comes tomorrow\"")]
pub(super) struct ReadyArgs {
    /// The items
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<String>,
    /// Marks them as ready although a rule is not met; the reason is saved
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

/// Sends ready items back to refinement
#[derive(Debug, Args)]
pub(super) struct UnreadyArgs {
    /// The items
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<String>,
}

impl UnreadyArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let items = cx.items(&self.items)?;
        cx.run(ItemCommand::Unready(items))
    }
}

/// What people write for work that is finished, if no column has that name.
const FINISHED: [&str; 6] = ["done", "finished", "closed", "complete", "completed", "resolved"];

/// Moves items to a column of the board
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony move PB-12 doing
  ceremony move PB-12 PB-13 review

Done work goes to Review; the product owner accepts it.")]
pub(super) struct MoveArgs {
    /// The items
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<String>,
    /// The column, or the start of its name
    #[arg(value_name = "COLUMN")]
    column: String,
}

impl MoveArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let items = cx.items(&self.items)?;
        let is_done = FINISHED.iter().any(|word| word.eq_ignore_ascii_case(self.column.trim()));
        match cx.column(&self.column) {
            Err(_) if is_done => {
                let review = cx.workspace().first_column(Stage::Review).map(|it| it.id);
                let review = review.ok_or_else(|| CliError::usage("the board has no column for review"))?;
                let keys: Vec<String> = items.iter().map(|id| cx.workspace().key(*id)).collect();
                let note = format!("The product owner accepts with: ceremony accept {}", keys.join(" "));
                cx.run_with(ItemCommand::Move(items, review), Some(&note))
            }
            column => cx.run(ItemCommand::Move(items, column?)),
        }
    }
}

/// Assigns items to people, or unassigns them
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony assign PB-12 bo
  ceremony assign PB-12 PB-13 --to Bo --not Ana")]
pub(super) struct AssignArgs {
    /// The items, and at the end the assignee
    #[arg(required = true, value_name = "ITEM|NAME")]
    words: Vec<String>,
    /// A new assignee; can be repeated
    #[arg(long, value_name = "NAME")]
    to: Vec<String>,
    /// A person to unassign; can be repeated
    #[arg(long, value_name = "NAME")]
    not: Vec<String>,
}

impl AssignArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let is_named = self.to.is_empty() && self.not.is_empty();
        let (items, to) = match self.words.split_last() {
            Some((name, items)) if is_named && !items.is_empty() && !is_key(cx.workspace(), name) => {
                (items, std::slice::from_ref(name))
            }
            _ if is_named => {
                return Err(
                    CliError::usage("the assignee is missing").hint("write: ceremony assign ITEM.. NAME")
                );
            }
            _ => (self.words.as_slice(), self.to.as_slice()),
        };
        let items = cx.items(items)?;
        let add = cx.people(to)?;
        let remove = cx.people(&self.not)?;
        cx.run(ItemCommand::Assign { items, add, remove })
    }
}

/// Marks items as blocked, with the reason, or unblocks them
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony block PB-12 \"waiting for the keys\"
  ceremony block PB-12 --off")]
pub(super) struct BlockArgs {
    /// The items, and the reason at the end
    #[arg(required = true, value_name = "ITEM|REASON")]
    words: Vec<String>,
    /// The reason, instead of at the end
    #[arg(long, value_name = "REASON", conflicts_with = "off")]
    because: Option<String>,
    /// Unblocks them
    #[arg(long)]
    off: bool,
}

impl BlockArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        if self.off {
            let items = cx.items(&self.words)?;
            return cx.run(ItemCommand::Unblock(items));
        }
        let (items, reason) =
            items_and_reason(cx, &self.words, self.because.as_deref(), "ceremony block ITEM.. REASON")?;
        let items = cx.items(items)?;
        cx.run(ItemCommand::Block(items, reason))
    }
}

/// Drops items: they will not be done
#[derive(Debug, Args)]
#[command(after_help = "Example:
  ceremony drop PB-12 PB-13 \"nobody asked for it in a year\"")]
pub(super) struct DropArgs {
    /// The items, and the reason at the end
    #[arg(required = true, value_name = "ITEM|REASON")]
    words: Vec<String>,
    /// The reason, instead of at the end
    #[arg(long, value_name = "REASON")]
    because: Option<String>,
}

impl DropArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let (items, reason) =
            items_and_reason(cx, &self.words, self.because.as_deref(), "ceremony drop ITEM.. REASON")?;
        let items = cx.items(items)?;
        cx.run(ItemCommand::Drop(items, reason))
    }
}

/// Splits the words into items and the reason after them. A key is not a reason: then the reason is missing.
fn items_and_reason<'w>(
    cx: &CommandContext<'_>,
    words: &'w [String],
    because: Option<&str>,
    usage: &str,
) -> Result<(&'w [String], Line), CliError> {
    if let Some(because) = because {
        return Ok((words, line("the reason", because)?));
    }
    match words.split_last() {
        Some((reason, items)) if !items.is_empty() && !is_key(cx.workspace(), reason) => {
            Ok((items, line("the reason", reason)?))
        }
        _ => Err(CliError::usage("a reason is missing").hint(format!("write: {usage}"))),
    }
}

/// Returns whether a word is a key of ours, with or without the prefix.
fn is_key(workspace: &Workspace, word: &str) -> bool {
    readings(word).iter().any(|reading| reading.number(workspace).is_some())
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
    /// The items
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
