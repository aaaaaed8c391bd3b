//! The flow of a sprint: its days, velocity, ageing items and first-time acceptance.

use super::json::{hundredths, number};
use crate::domain::cycle_times::CycleTimes;
use crate::domain::flow::Flow;
use crate::domain::metrics::ageing::AgedItem;
use crate::domain::metrics::burn::BurnDay;
use crate::domain::metrics::throughput::Throughput;
use crate::domain::metrics::velocity::{left_out, velocity, velocity_range, velocity_window};
use crate::domain::value::SprintState;
use crate::domain::workspace::Workspace;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Number;

/// The flow of a sprint. Amounts are in points, not hundredths.
#[derive(Debug, Serialize)]
pub struct SprintFlow {
    days: Vec<SprintDay>,
    unestimated: usize,
    velocity: VelocityView,
    cycle_time: CycleTimes,
    ageing: Vec<AgedRow>,
    first_pass: FirstPassRow,
    throughput: Vec<Throughput>,
}

#[derive(Debug, Serialize)]
struct SprintDay {
    day: NaiveDate,
    working: bool,
    scope: Option<Number>,
    accepted: Option<Number>,
    left: Option<Number>,
    items_entered: Option<usize>,
    items_started: Option<usize>,
    items_in_review: Option<usize>,
    items_finished: Option<usize>,
    added: Number,
    removed: Number,
    ideal: Option<Number>,
}

#[derive(Debug, Serialize)]
struct VelocityView {
    mean: Option<Number>,
    low: Option<Number>,
    high: Option<Number>,
    range: &'static str,
    sprints: usize,
    left_out: usize,
}

#[derive(Debug, Serialize)]
struct AgedRow {
    key: String,
    column: Option<String>,
    day: u64,
    p85_days: u64,
    items: usize,
    day_in_column: u64,
}

#[derive(Debug, Serialize)]
struct FirstPassRow {
    accepted: u64,
    never_rejected: u64,
    sprints: usize,
    kinds: Vec<FirstPassKindRow>,
}

#[derive(Debug, Serialize)]
struct FirstPassKindRow {
    kind: &'static str,
    accepted: u64,
    never_rejected: u64,
}

/// Returns the ageing items, or those that were ageing in a closed sprint.
pub fn ageing<'a>(workspace: &Workspace, flow: &'a Flow) -> &'a [AgedItem] {
    if is_over(workspace, flow) { &flow.aged_in } else { &flow.aged }
}

/// Returns whether the sprint of this flow is closed.
pub fn is_over(workspace: &Workspace, flow: &Flow) -> bool {
    let sprint = flow.sprint.and_then(|id| workspace.sprints.get(id));
    sprint.is_some_and(|it| it.state == SprintState::Closed)
}

impl SprintFlow {
    /// Builds the view of a sprint's flow.
    pub fn of(workspace: &Workspace, flow: &Flow) -> Self {
        let range = velocity_range(workspace);
        let all = flow.first_pass.all;
        let kinds = flow.first_pass.kinds.iter().map(|(kind, share)| FirstPassKindRow {
            kind: kind.word(),
            accepted: share.total,
            never_rejected: share.part,
        });
        let aged = ageing(workspace, flow).iter().map(|aged| AgedRow {
            key: workspace.key(aged.item),
            column: aged.column.and_then(|id| workspace.columns.get(id)).map(|it| it.name.to_string()),
            day: aged.day,
            p85_days: aged.line,
            items: aged.items,
            day_in_column: aged.day_in_column,
        });
        Self {
            days: flow.burn.iter().flat_map(|burn| &burn.days).map(day).collect(),
            unestimated: flow.unestimated,
            velocity: VelocityView {
                mean: velocity(workspace).map(number),
                low: range.map(|it| hundredths(it.low)),
                high: range.map(|it| hundredths(it.high)),
                range: if range.is_some() { "seen" } else { "none" },
                sprints: velocity_window(workspace).len(),
                left_out: left_out(workspace),
            },
            cycle_time: flow.cycle_times,
            ageing: aged.collect(),
            first_pass: FirstPassRow {
                accepted: all.total,
                never_rejected: all.part,
                sprints: flow.past,
                kinds: kinds.collect(),
            },
            throughput: flow.throughput.clone(),
        }
    }
}

fn day(day: &BurnDay) -> SprintDay {
    SprintDay {
        day: day.day,
        working: day.works,
        scope: day.level.map(|level| hundredths(level.scope)),
        accepted: day.level.map(|level| hundredths(level.done)),
        left: day.level.map(|level| hundredths(level.left())),
        items_entered: day.reached.map(|reached| reached.entered),
        items_started: day.reached.map(|reached| reached.started),
        items_in_review: day.reached.map(|reached| reached.in_review),
        items_finished: day.reached.map(|reached| reached.finished),
        added: hundredths(day.added),
        removed: hundredths(day.removed),
        ideal: day.ideal.map(hundredths),
    }
}
