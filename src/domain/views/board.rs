//! The board: its columns with their items.

use super::item::BlockedView;
use crate::domain::column::Column;
use crate::domain::cycle_times::CycleTimes;
use crate::domain::item::{Item, leaves};
use crate::domain::metrics::ageing::{age, ageing};
use crate::domain::readiness::waits_for;
use crate::domain::value::{Instant, Line, Points, Stage};
use crate::domain::workspace::Workspace;

/// A column of the board with its items in backlog order; or the items accepted in the running sprint.
#[derive(Debug)]
pub struct ColumnView<'w> {
    /// The column; `None` for accepted items.
    pub column: Option<&'w Column>,
    /// Its items.
    pub items: Vec<&'w Item>,
}

impl<'w> ColumnView<'w> {
    /// Returns the columns of the board from left to right, then the accepted items.
    pub fn all(workspace: &'w Workspace) -> Vec<Self> {
        let columns = workspace.board().into_iter().map(Some).chain([None]);
        columns.map(|column| Self::of(workspace, column)).collect()
    }

    /// Returns a column, or the accepted items.
    pub fn of(workspace: &'w Workspace, column: Option<&'w Column>) -> Self {
        let running = workspace.running().map(|sprint| sprint.id);
        let was_accepted_here = |item: &Item| {
            let is_in_running = running.is_some() && item.sprint == running;
            item.stage == Stage::Accepted && is_in_running && !workspace.was_accepted_before(item)
        };
        let belongs = |item: &&Item| {
            column.map_or_else(|| was_accepted_here(item), |column| item.board_column == Some(column.id))
        };
        let mut items: Vec<&Item> = workspace.items.on_board().filter(belongs).collect();
        items.sort_by(|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        Self { column, items }
    }

    /// Returns the total points of its items. Parents do not count while children of theirs are on the board.
    pub fn points(&self, workspace: &Workspace) -> Points {
        let running = workspace.running().map(|sprint| sprint.id);
        let is_shown =
            |item: &&Item| item.stage.is_on_board() || (running.is_some() && item.sprint == running);
        let all: Vec<&Item> = workspace.items.on_board().filter(is_shown).collect();
        let is_here = |item: &&Item| self.items.iter().any(|here| here.id == item.id);
        leaves(&all).into_iter().filter(is_here).map(Item::points).sum()
    }

    /// Returns the name of the column.
    pub fn name(&self) -> &'w str {
        self.column.map_or("Accepted", |column| column.name.as_str())
    }

    /// Returns the work-in-progress limit; `None` if there is none.
    pub fn limit(&self) -> Option<usize> {
        self.column.and_then(|column| column.wip).and_then(|limit| limit.try_into().ok())
    }

    /// Returns whether the work-in-progress limit is exceeded.
    pub fn is_over_limit(&self) -> bool {
        self.limit().is_some_and(|limit| self.items.len() > limit)
    }
}

/// An item on the board, with what keeps it from moving on.
#[derive(Debug, Clone)]
pub struct BoardCard<'w> {
    /// The item.
    pub item: &'w Item,
    /// Its key.
    pub key: String,
    /// Why it is blocked, and for how long.
    pub blocked: Option<BlockedView>,
    /// Why it was last rejected, while that is not made good.
    pub rejected: Option<&'w Line>,
    /// The key of the open item that it waits for, and where that one is.
    pub after: Option<(String, &'w str)>,
    /// The day since it was first started, counted from 1.
    pub age: Option<u64>,
    /// Whether it was started longer ago than most items took.
    pub is_ageing: bool,
    /// Whether it has no assignee, though it is being worked on.
    pub wants_somebody: bool,
}

impl<'w> BoardCard<'w> {
    /// Builds the card of an item.
    pub fn of(workspace: &'w Workspace, item: &'w Item, times: &CycleTimes, now: Instant) -> Self {
        let zone = workspace.zone();
        let after = waits_for(workspace, item).and_then(|on| workspace.items.get(on));
        Self {
            item,
            key: workspace.key(item.id),
            blocked: BlockedView::of(workspace, item, now),
            rejected: item.rejected.as_ref().filter(|_| item.stage.is_on_board()),
            after: after.map(|on| (workspace.key(on.id), workspace.column_of(on))),
            age: age(item, now, zone),
            is_ageing: ageing(item, times, now, zone).is_some(),
            wants_somebody: item.stage.is_on_board()
                && item.assignees.is_empty()
                && workspace.wants_somebody(item),
        }
    }
}
