//! An item as a row of a list.

use super::super::json::{self, NamedFields};
use crate::domain::definition::Definition;
use crate::domain::item::Item;
use crate::domain::readiness::{unmet, waits_for};
use crate::domain::value::Instant;
use crate::domain::workspace::Workspace;
use serde::Serialize;

/// An item in a list.
#[derive(Debug, Serialize)]
pub struct ItemRow {
    key: String,
    #[serde(flatten)]
    fields: NamedFields,
    blocked: Option<BlockedView>,
    waits_for: Option<String>,
    not_ready: Vec<String>,
    criteria: CriteriaCounts,
    tasks: TaskCounts,
    open_questions: u16,
    comments: u16,
}

/// Why an item is blocked.
#[derive(Debug, Clone, Serialize)]
pub struct BlockedView {
    /// The reason.
    pub reason: String,
    /// The time since which it is blocked.
    #[serde(serialize_with = "json::optional_instant")]
    pub since: Option<Instant>,
    /// The number of days since then; 0 on the first.
    pub days: i64,
}

#[derive(Debug, Serialize)]
struct CriteriaCounts {
    all: u16,
    met: u16,
    failed: u16,
}

#[derive(Debug, Serialize)]
struct TaskCounts {
    all: u16,
    done: u16,
}

impl ItemRow {
    /// Builds the row of an item.
    pub fn of(workspace: &Workspace, item: &Item, now: Instant) -> Self {
        let rules = if item.is_in_backlog() { unmet(workspace, item, Definition::Ready) } else { Vec::new() };
        let counts = item.tally;
        Self {
            key: workspace.key(item.id),
            fields: NamedFields::of(item, workspace),
            blocked: BlockedView::of(workspace, item, now),
            waits_for: waits_for(workspace, item).map(|id| workspace.key(id)),
            not_ready: rules.iter().map(|rule| rule.text.to_string()).collect(),
            criteria: CriteriaCounts { all: counts.criteria, met: counts.met, failed: counts.failed },
            tasks: TaskCounts { all: counts.tasks, done: counts.tasks_done },
            open_questions: counts.questions,
            comments: counts.comments,
        }
    }
}

impl BlockedView {
    /// Returns why an item is blocked; `None` if it is not.
    pub fn of(workspace: &Workspace, item: &Item, now: Instant) -> Option<Self> {
        let since = item.blocked_since;
        Some(Self {
            reason: item.blocked.as_ref()?.to_string(),
            since,
            days: since.map_or(0, |since| since.days_until(now, workspace.zone())),
        })
    }
}
