//! The header of every screen: the product, the running sprint, and how far it is.

use super::flow::amount;
use super::{DOT, Progress, pace, progress_parts};
use crate::domain::sprint::Sprint;
use crate::domain::value::Instant;
use crate::domain::views::review::in_review;
use crate::domain::workspace::Workspace;

/// The header of every screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// The product.
    pub product: String,
    /// The running sprint, or that there is none.
    pub sprint: String,
    /// The goal of the sprint; empty if there is none.
    pub goal: String,
    /// The accepted points: `17 of 42 pts`; without a running sprint, the velocity.
    pub amount: Option<String>,
    /// The accepted points and the scope, in hundredths; `None` if nothing is estimated.
    pub meter: Option<(u64, u64)>,
    /// Items without an estimate: `2 no points`.
    pub unestimated: Option<String>,
    /// Blocked items: `1 blocked`.
    pub blocked: Option<String>,
    /// The day of the sprint: `day 5 of 10`.
    pub day: Option<String>,
    /// How many open items the backlog, the board and the review have.
    pub counts: [usize; 3],
}

impl Header {
    /// Builds the header.
    pub fn of(workspace: &Workspace, now: Instant) -> Self {
        let board = workspace.items.on_board().filter(|item| item.stage.is_open()).count();
        let counts = [workspace.backlog_counts.in_backlog() as usize, board, in_review(workspace).len()];
        let product =
            workspace.product().map_or("No product yet", |product| product.name.as_str()).to_owned();
        let header = Self { product, counts, ..Self::default() };
        if let Some(sprint) = workspace.running() {
            return header.with(workspace, sprint, now);
        }
        let sprint = match workspace.planned().first() {
            Some(next) => format!("No sprint is running{DOT}{} is planned", next.name),
            None => "No sprint is running".to_owned(),
        };
        Self { sprint, amount: pace(workspace), ..header }
    }

    fn with(self, workspace: &Workspace, sprint: &Sprint, now: Instant) -> Self {
        let level = workspace.level(sprint.id);
        let goal = sprint.goal.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        let mut parts = progress_parts(workspace, sprint, now);
        let mut part = |kind| {
            let at = parts.iter().position(|(it, _)| *it == kind)?;
            Some(parts.swap_remove(at).1)
        };
        Self {
            sprint: sprint.name.to_string(),
            goal: goal.to_owned(),
            amount: Some(format!("{} of {} pts", amount(level.done), amount(level.scope))),
            meter: (level.scope > 0).then_some((level.done, level.scope)),
            unestimated: part(Progress::Unestimated),
            blocked: part(Progress::Blocked),
            day: part(Progress::Time),
            ..self
        }
    }
}
