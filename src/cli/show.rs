//! `show`: items and epics with all their parts.

use super::context::{CommandContext, CommandResult};
use super::epic::{self, EpicJson};
use super::problem::CliError;
use crate::domain::detail::Detail;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::key::KeyTarget;
use crate::domain::views::item::{ItemDetails, ItemView};
use crate::present;
use crate::present::tree::Tree;
use crate::session::Session;
use clap::Args;
use serde::Serialize;

/// Shows items and epics in full
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony show PB-12
  ceremony show 12 13 --json")]
pub(super) struct ShowArgs {
    /// The items or epics
    #[arg(required = true, value_name = "KEY")]
    items: Vec<String>,
}

impl ShowArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let (mut ids, mut epics) = (Vec::new(), Vec::new());
        for given in &self.items {
            match cx.keyed(given)? {
                KeyTarget::Item(id) => ids.push(id),
                KeyTarget::Epic(id) => epics.push(id),
            }
        }
        let found = gather(cx, &ids)?;
        let epics: Vec<_> = epics.into_iter().filter_map(|id| epic::shown(cx, id)).collect();
        let (texts, rows): (Vec<Tree>, Vec<_>) = epics.into_iter().unzip();
        Ok(cx.reply(
            |session| [pages(session, &found), texts].concat(),
            |session| ShownJson { items: details(session, &found), epics: rows },
        ))
    }
}

#[derive(Serialize)]
struct ShownJson {
    items: Vec<ItemDetails>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    epics: Vec<EpicJson>,
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
