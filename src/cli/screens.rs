//! `backlog`, `board`, `review`: the three panes as plain text.

use super::context::{CommandContext, CommandResult};
use super::list::{FILTER_HELP, filter};
use super::{json, show};
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::value::Instant;
use crate::domain::views::backlog::Health;
use crate::domain::views::board::ColumnView;
use crate::domain::views::item::ItemRow;
use crate::domain::views::review;
use crate::domain::workspace::Workspace;
use crate::present;
use crate::present::tree::{Node, Section, Tree};
use clap::Args;

/// Shows the backlog in rank order
#[derive(Debug, Default, Args)]
#[command(after_help = FILTER_HELP)]
pub(super) struct BacklogArgs {
    /// Filter terms
    #[arg(value_name = "FILTER")]
    filter: Vec<String>,
}

/// Shows the board of the running sprint
#[derive(Debug, Args)]
pub(super) struct BoardArgs {}

/// Shows the items waiting for acceptance
#[derive(Debug, Args)]
pub(super) struct ReviewArgs {}

/// Returns the head lines shared by the three panes.
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
        head.extend(present::forecast::line(workspace, &items, now));
        let body = || match (items.is_empty(), filter.is_empty()) {
            (false, _) => Node::Table(present::items::table(workspace, &items, now)),
            (true, true) => Node::text("Add the first item with: ceremony add TITLE"),
            (true, false) => Node::text("No item of the backlog matches"),
        };
        Ok(cx.reply(
            |_| {
                let mut tree = Tree::led_by(head.clone());
                tree.push(Section::default().with([body()]));
                tree
            },
            |_| json::BacklogJson {
                head: head.clone(),
                health: Health::of(workspace),
                items: items.iter().map(|item| ItemRow::of(workspace, item, now)).collect(),
            },
        ))
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
        let columns = ColumnView::all(workspace);
        Ok(cx.reply(
            |_| present::board::page(workspace, &columns, now),
            |_| json::BoardJson::new(workspace, &columns, now),
        ))
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
        let waiting: Vec<ItemId> = review::in_review(workspace).iter().map(|item| item.id).collect();
        head.push(match waiting.len() {
            0 => "Nothing is waiting for acceptance".to_owned(),
            many => {
                present::count(many, "item is waiting for acceptance", "items are waiting for acceptance")
            }
        });
        head.extend(present::without_owner(workspace).map(str::to_owned));
        let found = show::gather(cx, &waiting)?;
        Ok(cx.reply(
            |session| {
                [Tree::led_by(head.clone())]
                    .into_iter()
                    .chain(show::pages(session, &found))
                    .collect::<Vec<_>>()
            },
            |session| json::ReviewJson { head: head.clone(), items: show::details(session, &found) },
        ))
    }
}
