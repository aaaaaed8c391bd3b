//! `forecast`: when items, an epic or a filter are done, and how many items by a date.

use super::context::{CommandContext, CommandResult};
use super::list::filter;
use super::output::named;
use super::problem::CliError;
use super::value::day;
use crate::domain::id::ItemId;
use crate::domain::metrics::when::WorkAhead;
use crate::present;
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use std::collections::BTreeSet;

/// Forecasts when items will be done, or how many by a date
#[derive(Debug, Args)]
#[command(
    after_help = "The sums of past sprints, drawn with replacement, are held against the backlog in its order: what is in the
running and in planned sprints comes first, then everything down to the last of the items. Items without
an estimate are taken at the mean of the others, and that is said.

Examples:
  ceremony forecast PB-12
  ceremony forecast epic:payments
  ceremony forecast --by 2027-02-01"
)]
pub(super) struct ForecastArgs {
    /// An item, or filter terms as in list [default: everything]
    #[arg(value_name = "ITEM|FILTER")]
    what: Vec<String>,
    /// Forecasts how many backlog items will be done by this date
    #[arg(long, value_name = "DATE", conflicts_with = "what")]
    by: Option<String>,
}

#[derive(Serialize)]
struct ForecastJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<NaiveDate>,
    past_sprints: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    backlog_items: Option<usize>,
    unestimated: usize,
    outlook: Vec<LevelJson>,
}

#[derive(Serialize)]
struct LevelJson {
    percent: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    sprints: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<u64>,
}

impl ForecastArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        cx.session.load_all()?;
        let today = cx.now().day(cx.workspace().zone());
        if let Some(by) = &self.by {
            let by = day(by, today)?;
            return Ok(how_many(cx, by, today));
        }
        let (subject, items) = self.subject(cx)?;
        let ahead = WorkAhead::of(cx.workspace());
        let (work, outlook) = (ahead.down_to(&items), ahead.when(&items));
        let page = present::forecast::when(&subject, &ahead, work, outlook, today);
        let level = |(percent, sprints)| LevelJson {
            percent,
            sprints: Some(sprints),
            by: Some(ahead.end_of(sprints, today)),
            items: None,
        };
        let found = ForecastJson {
            by: None,
            past_sprints: ahead.sprints(),
            backlog_items: Some(work.items),
            unestimated: work.unestimated,
            outlook: outlook.into_iter().flat_map(present::forecast::levels).map(level).collect(),
        };
        Ok(cx.reply(|_| page, |_| named("forecast", found)))
    }

    /// Returns what is asked about, as a name and as the open items that belong to it.
    fn subject(&self, cx: &mut CommandContext<'_>) -> Result<(String, BTreeSet<ItemId>), CliError> {
        if let [one] = self.what.as_slice()
            && let Ok(item) = cx.item(one)
        {
            let found = cx.workspace().items.get(item).filter(|item| item.stage.is_open());
            let key = cx.workspace().key(item);
            let title = found.map(|item| item.title.to_string());
            let title = title.ok_or_else(|| CliError::usage(format!("{key} is not open")))?;
            return Ok((format!("{key} {title}"), BTreeSet::from([item])));
        }
        let filter = filter(cx, &self.what)?;
        let workspace = cx.workspace();
        let open = workspace.items.open_rows().filter(|item| filter.matches(workspace, item));
        let items: BTreeSet<ItemId> = open.map(|item| item.id).collect();
        if items.is_empty() {
            return Err(CliError::usage("no open item matches").hint("see what there is with: ceremony list"));
        }
        let subject = if self.what.is_empty() { "everything".to_owned() } else { self.what.join(" ") };
        Ok((subject, items))
    }
}

fn how_many(cx: &CommandContext<'_>, by: NaiveDate, today: NaiveDate) -> super::output::Reply {
    let ahead = WorkAhead::of(cx.workspace());
    let sprints = ahead.sprints_by(by, today);
    let outlook = ahead.how_many(sprints);
    let page = present::forecast::how_many(by, &ahead, sprints, outlook);
    let level = |(percent, items)| LevelJson { percent, sprints: None, by: None, items: Some(items) };
    let found = ForecastJson {
        by: Some(by),
        past_sprints: ahead.sprints(),
        backlog_items: None,
        unestimated: 0,
        outlook: outlook.into_iter().flat_map(present::forecast::levels).map(level).collect(),
    };
    cx.reply(|_| page, |_| named("forecast", found))
}
