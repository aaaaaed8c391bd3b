//! Sprints, their availability and their reports.

use super::flow::SprintFlow;
use super::item::ItemRow;
use super::json::{self, days, hundredths, number};
use crate::domain::capacity::{Capacity, DAY, FOCUSED_DAY};
use crate::domain::person::Person;
use crate::domain::report::{OverriddenLine, Rejected, ReportLine, SprintReport};
use crate::domain::sprint::Sprint;
use crate::domain::value::{Instant, Points};
use crate::domain::workspace::Workspace;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Number;
use std::collections::BTreeMap;

/// A sprint in a list.
#[derive(Debug, Serialize)]
pub struct SprintRow<'a> {
    name: &'a str,
    goal: &'a str,
    state: &'static str,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
    working_days: Vec<NaiveDate>,
    #[serde(serialize_with = "json::optional_instant")]
    started: Option<Instant>,
    #[serde(serialize_with = "json::optional_instant")]
    closed: Option<Instant>,
    forecast: Option<Number>,
    done: Option<Number>,
}

impl<'a> SprintRow<'a> {
    /// Builds the row of a sprint.
    pub fn of(sprint: &'a Sprint) -> Self {
        Self {
            name: &sprint.name,
            goal: &sprint.goal,
            state: sprint.state.word(),
            start: sprint.start_day,
            end: sprint.end_day,
            working_days: sprint.days.iter().copied().collect(),
            started: sprint.started_at,
            closed: sprint.closed_at,
            forecast: sprint.forecast.map(number),
            done: sprint.done.map(number),
        }
    }
}

/// A sprint with its items, its report and its flow.
#[derive(Debug, Serialize)]
pub struct SprintView<'a> {
    #[serde(flatten)]
    row: SprintRow<'a>,
    progress: String,
    items: Vec<ItemRow>,
    report: Option<ReportView<'a>>,
    flow: SprintFlow,
}

impl<'a> SprintView<'a> {
    /// Builds the view of a sprint. `progress` is already formatted.
    pub fn of(
        workspace: &Workspace,
        sprint: &'a Sprint,
        report: Option<&'a SprintReport>,
        flow: SprintFlow,
        progress: String,
        now: Instant,
    ) -> Self {
        let items = workspace.in_sprint(sprint.id).into_iter();
        Self {
            row: SprintRow::of(sprint),
            progress,
            items: items.map(|item| ItemRow::of(workspace, item, now)).collect(),
            report: report.map(ReportView::of),
            flow,
        }
    }
}

/// The report of a sprint.
#[derive(Debug, Serialize)]
struct ReportView<'a> {
    forecast: ReportSection<'a>,
    added: ReportSection<'a>,
    unplanned: ReportSection<'a>,
    removed: ReportSection<'a>,
    reestimated_points: f64,
    done: ReportSection<'a>,
    done_of_forecast_points: Number,
    done_of_forecast_items: Option<u32>,
    carried: ReportSection<'a>,
    rejected: Vec<RejectedRow<'a>>,
    overridden: Vec<OverriddenRow<'a>>,
    #[serde(rename = "held")]
    ceremonies_held: &'a BTreeMap<String, u32>,
}

#[derive(Debug, Serialize)]
struct OverriddenRow<'a> {
    key: &'a str,
    title: &'a str,
    decided: &'a str,
    by: Option<&'a str>,
    why: &'a str,
}

#[derive(Debug, Serialize)]
struct RejectedRow<'a> {
    key: &'a str,
    title: &'a str,
    times: u32,
    why: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct ReportSection<'a> {
    points: Number,
    items: Vec<ReportRow<'a>>,
}

#[derive(Debug, Serialize)]
struct ReportRow<'a> {
    key: &'a str,
    title: &'a str,
    points: Option<Number>,
}

impl<'a> ReportView<'a> {
    fn of(it: &'a SprintReport) -> Self {
        let row = |it: &'a ReportLine| ReportRow {
            key: &it.key,
            title: &it.title,
            points: it.points.map(|points| number(Points::hundredths(points))),
        };
        let section = |lines: &'a [ReportLine], points| ReportSection {
            points: hundredths(points),
            items: lines.iter().map(row).collect(),
        };
        let overridden = |it: &'a OverriddenLine| OverriddenRow {
            key: &it.key,
            title: &it.title,
            decided: &it.decided,
            by: it.by.as_deref(),
            why: &it.why,
        };
        let rejected = |it: &'a Rejected| RejectedRow {
            key: &it.key,
            title: &it.title,
            times: it.times,
            why: it.why.as_deref(),
        };
        Self {
            forecast: section(&it.forecast, it.forecast_points),
            added: section(&it.added, it.added_points),
            unplanned: section(&it.unplanned, it.unplanned_points),
            removed: section(&it.removed, it.removed_points),
            reestimated_points: i32::try_from(it.reestimated).map_or(0.0, |it| f64::from(it) / 100.0),
            done: section(&it.done, it.done_points),
            done_of_forecast_points: hundredths(it.done_of_forecast_points),
            done_of_forecast_items: it.done_of_forecast_items,
            carried: section(&it.carried, it.carried_points),
            rejected: it.rejected.iter().map(rejected).collect(),
            overridden: it.overridden.iter().map(overridden).collect(),
            ceremonies_held: &it.held,
        }
    }
}

/// The availability of a team in a sprint, with totals.
#[derive(Debug, Serialize)]
pub struct AvailabilityView<'a> {
    sprint: &'a str,
    working_days: usize,
    people: Vec<AvailabilityRow<'a>>,
    person_days: Number,
    focused_person_days: Number,
}

/// The availability of a person in a sprint; only the name if none was entered.
#[derive(Debug, Serialize)]
struct AvailabilityRow<'a> {
    person: &'a str,
    #[serde(rename = "said")]
    is_entered: bool,
    days_off: Option<Number>,
    allocation: Option<u32>,
    focus: Option<u32>,
    person_days: Option<Number>,
    focused_person_days: Option<Number>,
}

impl<'a> AvailabilityView<'a> {
    /// Builds the availability of a team in a sprint.
    pub fn of(sprint: &'a Sprint, team: &[(&'a Person, Option<&'a Capacity>)]) -> Self {
        let working = sprint.days.len();
        let all = || team.iter().map(|(_, entered)| Capacity::days_of(*entered, working));
        let row = |(person, entered): &(&'a Person, Option<&Capacity>)| AvailabilityRow {
            person: &person.name,
            is_entered: entered.is_some(),
            days_off: entered.map(|it| days(u64::from(it.days_off), 10)),
            allocation: entered.map(|it| it.allocation),
            focus: entered.map(|it| it.focus),
            person_days: entered.map(|it| days(it.person_days(working), DAY)),
            focused_person_days: entered.map(|it| days(it.focused_person_days(working), FOCUSED_DAY)),
        };
        Self {
            sprint: &sprint.name,
            working_days: working,
            people: team.iter().map(row).collect(),
            person_days: days(all().map(|it| it.0).sum(), DAY),
            focused_person_days: days(all().map(|it| it.1).sum(), FOCUSED_DAY),
        }
    }
}
