//! `search`: finds items by their words.

use super::context::{CommandContext, CommandResult};
use super::output::{ReplyText, named};
use crate::domain::views::item::ItemRow;
use crate::present::items;
use clap::Args;

/// Searches all items, open or not, newest first
#[derive(Debug, Args)]
#[command(
    after_help = "All words must stand in the title, the narrative, the description or the other tool's key.
From three letters on a word finds what begins with it: pay finds payment.

Examples:
  ceremony search gift card
  ceremony search refund --most 100 --json"
)]
pub(super) struct SearchArgs {
    /// The words to search for
    #[arg(value_name = "WORD", required = true)]
    words: Vec<String>,
    /// Maximum number of items
    #[arg(long, value_name = "N", default_value_t = 20)]
    most: usize,
}

impl SearchArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let mut search = cx.session.search(&self.words.join(" "), self.most)?;
        while !search.is_over {
            cx.session.search_on(&mut search)?;
        }
        let found = search.found;
        let now = cx.now();
        Ok(cx.reply(
            |session| {
                if found.is_empty() {
                    return "No item contains these words".into();
                }
                ReplyText::from(items::table(session.workspace(), &found.iter().collect::<Vec<_>>(), now))
            },
            |session| {
                let row = |item| ItemRow::of(session.workspace(), item, now);
                named("items", found.iter().map(row).collect::<Vec<_>>())
            },
        ))
    }
}
