//! How a sprint goes: its days, the velocity, what is old, first-pass acceptance.

use super::number;
use crate::domain::flow::Flow;
use crate::domain::metrics::burn::BurnDay;
use crate::domain::metrics::velocity::Range;
use crate::domain::metrics::{velocity, velocity_range};
use crate::domain::workspace::Workspace;
use crate::present::flow::{amount, old};
use serde::Serialize;
use serde_json::Number;

/// How a sprint goes. Points are points, days are local.
#[derive(Serialize)]
pub(in crate::cli) struct SprintFlowJson {
    days: Vec<SprintDayJson>,
    unestimated: usize,
    velocity: VelocityJson,
    old_in_column: Vec<AgedItemJson>,
    first_pass: FirstPassJson,
}

#[derive(Serialize)]
struct SprintDayJson {
    day: String,
    working: bool,
    scope: Option<Number>,
    accepted: Option<Number>,
    left: Option<Number>,
    added: Number,
    removed: Number,
    ideal: Option<Number>,
}

#[derive(Serialize)]
struct VelocityJson {
    mean: Option<Number>,
    low: Option<Number>,
    high: Option<Number>,
    range: &'static str,
    sprints: usize,
}

#[derive(Serialize)]
struct AgedItemJson {
    key: String,
    column: Option<String>,
    day: u64,
    usual: u64,
}

#[derive(Serialize)]
struct FirstPassJson {
    accepted: u64,
    never_rejected: u64,
    sprints: usize,
    kinds: Vec<FirstPassKindJson>,
}

#[derive(Serialize)]
struct FirstPassKindJson {
    kind: &'static str,
    accepted: u64,
    never_rejected: u64,
}

fn points(hundredths: u64) -> Number {
    number(amount(hundredths))
}

impl SprintFlowJson {
    pub fn new(workspace: &Workspace, flow: &Flow) -> Self {
        let range = velocity_range(workspace);
        let all = flow.first_pass.all;
        let kinds = flow.first_pass.kinds.iter().map(|(kind, share)| FirstPassKindJson {
            kind: kind.word(),
            accepted: share.total,
            never_rejected: share.part,
        });
        let old = old(workspace, flow).iter().map(|aged| AgedItemJson {
            key: workspace.key(aged.item),
            column: workspace.columns.get(aged.column).map(|column| column.name.to_string()),
            day: aged.day,
            usual: aged.baseline_days,
        });
        Self {
            days: flow.burn.iter().flat_map(|burn| &burn.days).map(day).collect(),
            unestimated: flow.unestimated,
            velocity: VelocityJson {
                mean: velocity(workspace).map(number),
                low: range.ends().map(|(low, _)| points(low)),
                high: range.ends().map(|(_, high)| points(high)),
                range: match range {
                    Range::None => "none",
                    Range::Seen { .. } => "seen",
                    Range::Likely { .. } => "likely",
                },
                sprints: range.sprints(),
            },
            old_in_column: old.collect(),
            first_pass: FirstPassJson {
                accepted: all.total,
                never_rejected: all.part,
                sprints: flow.past,
                kinds: kinds.collect(),
            },
        }
    }
}

fn day(day: &BurnDay) -> SprintDayJson {
    SprintDayJson {
        day: day.day.to_string(),
        working: day.works,
        scope: day.level.map(|level| points(level.scope)),
        accepted: day.level.map(|level| points(level.done)),
        left: day.level.map(|level| points(level.left())),
        added: points(day.added),
        removed: points(day.removed),
        ideal: day.ideal.map(points),
    }
}
