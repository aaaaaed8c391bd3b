//! `show`: items with all their parts.

use super::context::{CommandContext, CommandResult};
use super::output::named;
use super::problem::CliError;
use crate::domain::detail::Detail;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::views::item::{ItemDetails, ItemView};
use crate::present;
use crate::present::tree::Tree;
use crate::session::Session;
use clap::Args;

/// Shows everything about items
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony show PB-12
  ceremony show 12 13 --json")]
pub(super) struct ShowArgs {
    /// Which items
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<String>,
}

impl ShowArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let ids = cx.items(&self.items)?;
        let found = gather(cx, &ids)?;
        Ok(cx.reply(|session| pages(session, &found), |session| named("items", details(session, &found))))
    }
}

/// Loads items with all their parts.
pub(super) fn gather(cx: &mut CommandContext<'_>, ids: &[ItemId]) -> Result<Vec<(Item, Detail)>, CliError> {
    cx.session.load_all()?;
    let mut found = Vec::new();
    for id in ids {
        let (item, detail) = cx.detailed(*id)?;
        cx.load(&item.depends_on)?;
        found.push((item, detail));
    }
    Ok(found)
}

/// Builds a page for each item.
pub(super) fn pages(session: &Session, found: &[(Item, Detail)]) -> Vec<Tree> {
    let (workspace, now) = (session.workspace(), session.now());
    let view = |(item, detail): &(Item, Detail)| ItemView::of(workspace, item, detail, now);
    found.iter().map(|it| present::item::page(&view(it), workspace.zone())).collect()
}

/// Returns items with all their parts as JSON objects.
pub(super) fn details(session: &Session, found: &[(Item, Detail)]) -> Vec<ItemDetails> {
    let (workspace, now) = (session.workspace(), session.now());
    found.iter().map(|(item, detail)| ItemDetails::of(workspace, item, detail, now)).collect()
}
