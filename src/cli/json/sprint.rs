//! Sprints and their reports.

use super::{SprintFlowJson, moment, number};
use crate::domain::report::{Rejected, ReportLine, SprintReport};
use crate::domain::sprint::Sprint;
use crate::domain::value::Points;
use crate::domain::views::item::ItemRow;
use serde::Serialize;
use std::collections::BTreeMap;

/// A sprint in a list.
#[derive(Serialize)]
pub(in crate::cli) struct SprintJson {
    name: String,
    goal: String,
    state: &'static str,
    start: Option<String>,
    end: Option<String>,
    working_days: Vec<String>,
    started: Option<String>,
    closed: Option<String>,
    forecast: Option<serde_json::Number>,
    done: Option<serde_json::Number>,
}

impl SprintJson {
    pub fn new(sprint: &Sprint) -> Self {
        Self {
            name: sprint.name.to_string(),
            goal: sprint.goal.to_string(),
            state: sprint.state.word(),
            start: sprint.start_day.map(|day| day.to_string()),
            end: sprint.end_day.map(|day| day.to_string()),
            working_days: sprint.days.iter().map(ToString::to_string).collect(),
            started: sprint.started_at.map(moment),
            closed: sprint.closed_at.map(moment),
            forecast: sprint.forecast.map(number),
            done: sprint.done.map(number),
        }
    }
}

/// A sprint with its items and what it has come to.
#[derive(Serialize)]
pub(in crate::cli) struct SprintDetailJson {
    #[serde(flatten)]
    row: SprintJson,
    progress: String,
    items: Vec<ItemRow>,
    report: Option<SprintReportJson>,
    flow: SprintFlowJson,
}

#[derive(Serialize)]
struct SprintReportJson {
    forecast: ReportSectionJson,
    added: ReportSectionJson,
    unplanned: ReportSectionJson,
    removed: ReportSectionJson,
    reestimated_points: f64,
    done: ReportSectionJson,
    done_of_forecast_points: serde_json::Number,
    carried: ReportSectionJson,
    rejected: Vec<RejectionJson>,
    held: BTreeMap<String, u32>,
}

#[derive(Serialize)]
struct RejectionJson {
    key: String,
    title: String,
    times: u32,
    why: Option<String>,
}

#[derive(Serialize)]
struct ReportSectionJson {
    points: serde_json::Number,
    items: Vec<ReportLineJson>,
}

#[derive(Serialize)]
struct ReportLineJson {
    key: String,
    title: String,
    points: Option<serde_json::Number>,
}

fn rejection(it: &Rejected) -> RejectionJson {
    RejectionJson { key: it.key.clone(), title: it.title.clone(), times: it.times, why: it.why.clone() }
}

fn whole(hundredths: u64) -> serde_json::Number {
    number(Points::hundredths(u32::try_from(hundredths).unwrap_or(u32::MAX)))
}

fn lines(lines: &[ReportLine], points: u64) -> ReportSectionJson {
    let line = |it: &ReportLine| ReportLineJson {
        key: it.key.clone(),
        title: it.title.clone(),
        points: it.points.map(|points| number(Points::hundredths(points))),
    };
    ReportSectionJson { points: whole(points), items: lines.iter().map(line).collect() }
}

impl SprintDetailJson {
    pub fn new(
        sprint: &Sprint,
        progress: String,
        items: Vec<ItemRow>,
        report: Option<&SprintReport>,
        flow: SprintFlowJson,
    ) -> Self {
        let report = report.map(|it| SprintReportJson {
            forecast: lines(&it.forecast, it.forecast_points),
            added: lines(&it.added, it.added_points),
            unplanned: lines(&it.unplanned, it.unplanned_points),
            removed: lines(&it.removed, it.removed_points),
            reestimated_points: hundredths(it.reestimated),
            done: lines(&it.done, it.done_points),
            done_of_forecast_points: whole(it.done_of_forecast_points),
            carried: lines(&it.carried, it.carried_points),
            rejected: it.rejected.iter().map(rejection).collect(),
            held: it.held.clone(),
        });
        Self { row: SprintJson::new(sprint), progress, items, report, flow }
    }
}

/// A difference of points, which may be negative.
fn hundredths(number: i64) -> f64 {
    i32::try_from(number).map_or(0.0, |number| f64::from(number) / 100.0)
}
