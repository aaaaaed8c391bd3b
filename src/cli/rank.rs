//! `rank`: the order of the backlog.

use super::context::{CommandContext, CommandResult};
use super::problem::CliError;
use crate::domain::command::{ItemCommand, Position};
use clap::Args;

/// Moves items in the order of the backlog; they stand together afterwards
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony rank PB-12 top
  ceremony rank PB-12 PB-15 --before PB-3")]
pub(super) struct RankArgs {
    /// Which items, in the order that they shall have, and at the end top or bottom
    #[arg(required = true, value_name = "ITEM|PLACE")]
    words: Vec<String>,
    #[command(flatten)]
    place: PositionArgs,
}

#[derive(Debug, Args)]
#[group(required = false, multiple = false)]
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
        let place = match (&self.place.before, &self.place.after) {
            (Some(before), _) => Some(Position::Before(cx.item(before)?)),
            (None, Some(after)) => Some(Position::After(cx.item(after)?)),
            (None, None) if self.place.top => Some(Position::Top),
            (None, None) => self.place.bottom.then_some(Position::Bottom),
        };
        let (items, place) = match (place, self.words.split_last()) {
            (Some(place), _) => (self.words.as_slice(), place),
            (None, Some((word, items))) if !items.is_empty() && word.eq_ignore_ascii_case("top") => {
                (items, Position::Top)
            }
            (None, Some((word, items))) if !items.is_empty() && word.eq_ignore_ascii_case("bottom") => {
                (items, Position::Bottom)
            }
            (None, _) => {
                return Err(CliError::usage("it is not said where they go")
                    .hint("write top or bottom at the end, or --before ITEM, or --after ITEM"));
            }
        };
        let items = cx.items(items)?;
        cx.run(ItemCommand::Rank { items, place })
    }
}
