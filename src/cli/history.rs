//! `log`, `undo`, `redo`: the history, and moving back and forth in it.

use super::context::{CommandContext, CommandResult};
use super::output::ReplyText;
use super::{json, value};
use crate::domain::refusal::Refusal;
use crate::present::consequences::removes_product;
use crate::present::table::TextTable;
use crate::session::Session;
use crate::store::history::Entry;
use clap::Args;

/// The number of entries read at a time.
const SLICE: u64 = 200;

/// The default number of entries shown.
const SHOWN: u64 = 20;

/// Shows the history, newest first
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony log --limit 50
  ceremony log PB-12
  ceremony log --since yesterday")]
pub(super) struct LogArgs {
    /// Only what changed this item
    item: Option<String>,
    /// Maximum number of entries [default: 20, or all with --since]
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// Only changes since this day
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
}

impl LogArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let of = self.item.as_deref().map(|item| cx.item(item)).transpose()?;
        let since = self.since.as_deref().map(|given| value::day(given, cx.today())).transpose()?;
        let is_wanted = |entry: &Entry| since.is_none_or(|since| entry.day >= since);
        let mut entries: Vec<Entry> = Vec::new();
        let mut before = u64::MAX;
        let limit = self.limit.unwrap_or(if since.is_some() { u64::MAX } else { SHOWN });
        // Reading one more than is shown detects whether there are more.
        let read = limit.saturating_add(1);
        while (entries.len() as u64) < read {
            let most = SLICE.min(read - entries.len() as u64);
            let slice = cx.session.history(of, before, most)?;
            let is_last = (slice.len() as u64) < most;
            before = slice.last().map_or(0, |entry| entry.revision);
            let wanted: Vec<Entry> = slice.into_iter().take_while(is_wanted).collect();
            let is_over = (wanted.len() as u64) < most;
            entries.extend(wanted);
            if is_last || is_over {
                break;
            }
        }
        let is_cut = entries.len() as u64 > limit;
        entries.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let reply = cx.reply(
            |session| text(session, &entries),
            |session| json::EntriesJson::new(session, &entries, is_cut),
        );
        if !is_cut || cx.json {
            return Ok(reply);
        }
        let more = if limit == 0 { SHOWN } else { limit.saturating_mul(2) };
        Ok(reply.noting(vec![format!("older entries are not shown; see more with --limit {more}")]))
    }
}

fn text(session: &Session, entries: &[Entry]) -> ReplyText {
    let zone = session.workspace().zone();
    let rows: Vec<Vec<String>> = entries
        .iter()
        .map(|entry| {
            let when = format!("{} {}", entry.day, entry.at.clock(zone));
            vec![entry.revision.to_string(), when, session.summary(entry)]
        })
        .collect();
    if rows.is_empty() {
        return "No entries".into();
    }
    TextTable::of(rows).numbers([0]).into()
}

/// Undoes your last change
#[derive(Debug, Args)]
pub(super) struct UndoArgs {
    /// Also undoes the creation of the product, removing everything in the file
    #[arg(long)]
    remove_product: bool,
}

impl UndoArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        cx.someone()?;
        cx.take_part(None, false)?;
        if !self.remove_product && cx.session.rehearse_undo()?.removes_product() {
            let (question, effect) = removes_product(cx.workspace(), "ceremony redo");
            return Err(Refusal::rule(format!("{question} {effect}"))
                .hint("confirm with: ceremony undo --remove-product")
                .into());
        }
        let outcome = cx.session.undo()?;
        Ok(cx.done(&outcome, None, Vec::new()))
    }
}

/// Redoes your last undone change
#[derive(Debug, Args)]
pub(super) struct RedoArgs {}

impl RedoArgs {
    #[expect(clippy::unused_self, reason = "every verb is asked in the same way")]
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        // After undoing the creation of the product there are no people: redoing it restores them.
        if cx.workspace().product().is_some() {
            cx.someone()?;
            cx.take_part(None, false)?;
        }
        let outcome = cx.session.redo()?;
        Ok(cx.done(&outcome, None, Vec::new()))
    }
}
