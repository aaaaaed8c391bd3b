//! `rank`: the order of the backlog.

use super::context::{CommandContext, CommandResult};
use crate::domain::command::{ItemCommand, Position};
use clap::Args;

/// Moves items in the order of the backlog; they stand together afterwards
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony rank PB-12 --top
  ceremony rank PB-12 PB-15 --before PB-3")]
pub(super) struct RankArgs {
    /// Which items, in the order that they shall have
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<String>,
    #[command(flatten)]
    place: PositionArgs,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct PositionArgs {
    /// Above everything
    #[arg(long)]
    top: bool,
    /// Below everything
    #[arg(long)]
    bottom: bool,
    /// Right above this item
    #[arg(long, value_name = "ITEM")]
    before: Option<String>,
    /// Right below this item
    #[arg(long, value_name = "ITEM")]
    after: Option<String>,
}

impl RankArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let items = cx.items(&self.items)?;
        let place = match (&self.place.before, &self.place.after) {
            (Some(before), _) => Position::Before(cx.item(before)?),
            (None, Some(after)) => Position::After(cx.item(after)?),
            (None, None) if self.place.top => Position::Top,
            (None, None) => Position::Bottom,
        };
        cx.run(ItemCommand::Rank { items, place })
    }
}
