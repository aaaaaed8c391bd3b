//! The backlog: how healthy it is.

use crate::domain::metrics::runway_tenths;
use crate::domain::readiness::largest_small;
use crate::domain::value::Stage;
use crate::domain::workspace::Workspace;
use serde::Serialize;

/// How healthy a backlog is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Health {
    /// How many items are in it.
    pub items: u32,
    /// How many of them are ready.
    pub ready: u32,
    /// How many of those have no estimate.
    pub ready_unestimated: u32,
    /// For how many sprints those are enough, in tenths; `None` without a velocity, or where nothing is ready.
    #[serde(rename = "ready_tenths_of_sprints")]
    pub runway_tenths: Option<u64>,
    /// How many have no acceptance criterion.
    pub without_criteria: u32,
    /// How many have no estimate.
    pub unestimated: u32,
    /// How many are larger than an item that is ready may be.
    pub too_large: u32,
    /// How many questions about its items are open.
    pub questions: u32,
}

impl Health {
    /// Gathers how healthy the backlog is.
    pub fn of(workspace: &Workspace) -> Self {
        let counts = &workspace.backlog_counts;
        let ready = counts.count(Stage::Ready);
        Self {
            items: counts.in_backlog(),
            ready,
            ready_unestimated: counts.ready_unestimated,
            runway_tenths: runway_tenths(workspace).filter(|_| ready > 0),
            without_criteria: counts.without_criteria,
            unestimated: counts.unestimated,
            too_large: largest_small(workspace).map_or(0, |most| counts.larger_than(most)),
            questions: counts.questions,
        }
    }
}
