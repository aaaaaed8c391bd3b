//! `depend`: the dependencies between items.

use super::context::{CommandContext, CommandResult};
use crate::domain::command::ItemCommand;
use clap::Args;

/// Adds or removes a dependency of an item on another
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony depend PB-12 --on PB-3
  ceremony depend PB-12 --off PB-3")]
pub(super) struct DependArgs {
    /// The item that waits
    item: String,
    #[command(flatten)]
    other: DependencyArgs,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct DependencyArgs {
    /// The item it waits for
    #[arg(long, value_name = "ITEM")]
    on: Option<String>,
    /// The item it no longer waits for
    #[arg(long, value_name = "ITEM")]
    off: Option<String>,
}

impl DependArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let item = cx.item(&self.item)?;
        let present = self.other.on.is_some();
        let other = self.other.on.as_deref().or(self.other.off.as_deref()).unwrap_or_default();
        let on = cx.item(other)?;
        cx.run(ItemCommand::Depend { item, on, present })
    }
}
