//! `backlog`, `board`, `review`: the three screens as plain text.

use super::context::{CommandContext, CommandResult};
use super::list::{FILTER_HELP, filter};
use super::output::Reply;
use super::page::TextPage;
use super::{json, rows, show};
use crate::domain::column::Column;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::value::{Instant, Points, Stage};
use crate::domain::workspace::Workspace;
use crate::present;
use clap::Args;

/// Shows the backlog, topmost first
#[derive(Debug, Default, Args)]
#[command(after_help = FILTER_HELP)]
pub(super) struct BacklogArgs {
    /// Words that say which items
    #[arg(value_name = "FILTER")]
    filter: Vec<String>,
}

/// Shows the board of the running sprint
#[derive(Debug, Args)]
pub(super) struct BoardArgs {}

/// Shows what waits for acceptance
#[derive(Debug, Args)]
pub(super) struct ReviewArgs {}

/// Returns the heading of every screen.
fn head(workspace: &Workspace, now: Instant) -> Vec<String> {
    let mut head = vec![present::place(workspace)];
    head.extend(workspace.running().map(|sprint| present::progress(workspace, sprint, now)));
    head
}

impl BacklogArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        cx.founded()?;
        cx.session.load_all()?;
        let filter = filter(cx, &self.filter)?;
        let now = cx.now();
        let workspace = cx.workspace();
        let mut head = head(workspace, now);
        head.push(present::health(workspace));
        head.extend(present::without_owner(workspace).map(str::to_owned));
        let all = workspace.items.backlog().iter().filter_map(|id| workspace.items.get(*id));
        let items: Vec<&Item> = all.filter(|item| filter.matches(workspace, item)).collect();
        if cx.json {
            let items = items.iter().map(|item| json::ItemJson::new(workspace, item, now)).collect();
            return Ok(Reply::json(json::BacklogJson { head, items }));
        }
        let body = if !items.is_empty() {
            rows::items(workspace, &items, now, 0)
        } else if filter.is_empty() {
            "Add the first item with: ceremony add TITLE".to_owned()
        } else {
            "No item of the backlog matches".to_owned()
        };
        Ok(Reply::text(format!("{}\n\n{body}", head.join("\n"))))
    }
}

impl BoardArgs {
    #[expect(clippy::unused_self, reason = "every verb is asked in the same way")]
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        cx.founded()?;
        cx.session.load_all()?;
        if let Some(sprint) = cx.workspace().running().map(|it| it.id) {
            cx.session.report(sprint)?;
        }
        let now = cx.now();
        let workspace = cx.workspace();
        let head = present::summary(workspace, now);
        let running = workspace.running();
        let columns: Vec<(&Column, Vec<&Item>)> =
            workspace.board().into_iter().map(|column| (column, inside(workspace, column))).collect();
        let accepted: Vec<&Item> = running
            .map(|sprint| workspace.in_sprint(sprint.id))
            .unwrap_or_default()
            .into_iter()
            .filter(|item| item.stage == Stage::Accepted)
            .collect();
        if cx.json {
            let row = |item: &&Item| json::ItemJson::new(workspace, item, now);
            let column = |(column, items): &(&Column, Vec<&Item>)| {
                json::BoardColumnJson::new(column, Some(items.iter().map(row).collect()))
            };
            let columns = columns.iter().map(column).collect();
            return Ok(Reply::json(json::BoardJson {
                head,
                columns,
                accepted: accepted.iter().map(row).collect(),
            }));
        }
        let mut text = TextPage::from(head.join("\n") + "\n");
        if running.is_none() {
            text.add("Start a sprint with: ceremony sprint start\n");
        }
        for (column, items) in &columns {
            text.add(&format!("\n{}: {}\n", column.name, load(items, column.wip)));
            text.add(&rows::items(workspace, items, now, 2));
        }
        if !accepted.is_empty() {
            text.add(&format!("\nAccepted: {}\n", load(&accepted, None)));
            text.add(&rows::items(workspace, &accepted, now, 2));
        }
        Ok(Reply::text(text.end()))
    }
}

/// Returns the items in a column, in backlog order.
fn inside<'w>(workspace: &'w Workspace, column: &Column) -> Vec<&'w Item> {
    workspace.items.open_rows().filter(|item| item.board_column == Some(column.id)).collect()
}

/// Returns `2 of 4 items, 5 pts`, with a warning above the limit.
fn load(items: &[&Item], limit: Option<u32>) -> String {
    let points: Points = items.iter().map(|item| item.points()).sum();
    let number = items.len() as u64;
    match limit {
        Some(limit) if number > u64::from(limit) => {
            format!("{}, over the limit of {limit}, {points} pts", present::count(number, "item", "items"))
        }
        Some(limit) => {
            format!("{number} of {}, {points} pts", present::count(u64::from(limit), "item", "items"))
        }
        None => format!("{}, {points} pts", present::count(number, "item", "items")),
    }
}

impl ReviewArgs {
    #[expect(clippy::unused_self, reason = "every verb is asked in the same way")]
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        cx.founded()?;
        cx.session.load_all()?;
        let now = cx.now();
        let workspace = cx.workspace();
        let mut head = head(workspace, now);
        let open = workspace.items.open_rows();
        let waiting: Vec<ItemId> =
            open.filter(|item| item.stage == Stage::Review).map(|item| item.id).collect();
        head.push(match waiting.len() {
            0 => "Nothing waits for acceptance".to_owned(),
            many => present::count(many, "item waits for acceptance", "items wait for acceptance"),
        });
        head.extend(present::without_owner(workspace).map(str::to_owned));
        let found = show::gather(cx, &waiting)?;
        let workspace = cx.workspace();
        if cx.json {
            let items = found
                .iter()
                .map(|(item, detail)| json::ItemDetailJson::new(workspace, item, detail, now))
                .collect();
            return Ok(Reply::json(json::ReviewJson { head, items }));
        }
        let mut text = TextPage::from(head.join("\n") + "\n");
        for (item, detail) in &found {
            text.add("\n");
            text.add(&show::text(workspace, item, detail, now));
        }
        Ok(Reply::text(text.end()))
    }
}
