//! The sprint report: forecast, scope change, done and carried over. Frozen when the sprint is closed.
//!
//! Definitions as in Jira's sprint report: the forecast is the snapshot at the start; a re-estimate changes the scope,
//! never the forecast; an item counts as done only when it is accepted by the close.

use super::detail::Selection;
use super::id::{Id, SprintId};
use super::item::Item;
use super::value::{Points, Stage};
use super::workspace::Workspace;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One item's line in a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportLine {
    /// The number of the item's id.
    pub item: u64,
    /// The key at the time.
    pub key: String,
    /// The title at the time.
    pub title: String,
    /// The points at the time, in hundredths; `None` if it was not estimated.
    pub points: Option<u32>,
}

/// An item that was rejected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// The number of the item's id.
    pub item: u64,
    /// The key at the time.
    pub key: String,
    /// The title at the time.
    pub title: String,
    /// How often it had been rejected by then, in this sprint or before.
    pub times: u32,
    /// Why it was last rejected; `None` if it was accepted since.
    pub why: Option<String>,
}

/// The report of a sprint. Points are in hundredths.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SprintReport {
    /// What was in the sprint when it started.
    pub forecast: Vec<ReportLine>,
    /// What was added afterwards.
    pub added: Vec<ReportLine>,
    /// What was removed afterwards.
    pub removed: Vec<ReportLine>,
    /// What was accepted by the close.
    pub done: Vec<ReportLine>,
    /// What was not accepted and carried over.
    pub carried: Vec<ReportLine>,
    /// What had been rejected. Empty in reports that predate this field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<Rejected>,
    /// By how much re-estimates changed the scope.
    pub reestimated: i64,
    /// The points at the start.
    pub forecast_points: u64,
    /// The points added.
    pub added_points: u64,
    /// The points removed.
    pub removed_points: u64,
    /// The points accepted.
    pub done_points: u64,
    /// The points accepted of what was forecast.
    pub done_of_forecast_points: u64,
    /// The points carried over.
    pub carried_points: u64,
    /// Unplanned items: added because they could not wait. They are included in `added`, too.
    #[serde(default)]
    pub unplanned: Vec<ReportLine>,
    /// The points of the unplanned items.
    #[serde(default)]
    pub unplanned_points: u64,
    /// The number of ceremonies of each kind held in the sprint, keyed by the kind's stored form.
    #[serde(default)]
    pub held: BTreeMap<String, u32>,
}

impl SprintReport {
    /// Returns forecast + added + re-estimated − removed, in hundredths.
    pub fn scope_points(&self) -> i64 {
        let sum = |points: u64| i64::try_from(points).unwrap_or(i64::MAX);
        sum(self.forecast_points) + sum(self.added_points) + self.reestimated - sum(self.removed_points)
    }
}

/// Computes the current report of a sprint. The items of its selections must be in memory.
pub fn report(workspace: &Workspace, sprint: SprintId) -> SprintReport {
    let mut report = SprintReport::default();
    let points = |it: Option<Points>| u64::from(it.unwrap_or_default().as_hundredths());
    for selection in workspace.selections.iter().filter(|it| it.sprint == sprint) {
        let Some(item) = workspace.items.get(selection.item) else { continue };
        let at_entry = line(workspace, item, selection.estimate);
        // What was rejected to the backlog has left the sprint; what was added again is listed once.
        let named = report.rejected.iter().any(|it| it.item == item.id.number());
        report.rejected.extend(rejected(workspace, item).filter(|_| !named));
        if selection.forecast {
            report.forecast_points += points(selection.estimate);
            report.forecast.push(at_entry.clone());
        } else {
            report.added_points += points(selection.estimate);
            if selection.unplanned {
                report.unplanned_points += points(selection.estimate);
                report.unplanned.push(at_entry.clone());
            }
            report.added.push(at_entry.clone());
        }
        if selection.until.is_some() {
            report.removed_points += points(selection.estimate);
            report.removed.push(at_entry);
            continue;
        }
        report.reestimated += signed(item.estimate) - signed(selection.estimate);
        let now = line(workspace, item, item.estimate);
        if is_done(item, selection) {
            report.done_points += points(item.estimate);
            if selection.forecast {
                report.done_of_forecast_points += points(item.estimate);
            }
            report.done.push(now);
        } else {
            report.carried_points += points(item.estimate);
            report.carried.push(now);
        }
    }
    report.held = ceremonies_held(workspace, sprint);
    report
}

/// Counts the ceremonies held in a sprint by the kind's stored form. They must be in memory.
pub fn ceremonies_held(workspace: &Workspace, sprint: SprintId) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for ceremony in workspace.meetings.ceremonies.iter().filter(|it| it.sprint == Some(sprint)) {
        *counts.entry(ceremony.kind.word().to_owned()).or_default() += 1;
    }
    counts
}

fn rejected(workspace: &Workspace, item: &Item) -> Option<Rejected> {
    (item.rejections > 0).then(|| Rejected {
        item: item.id.number(),
        key: workspace.key(item.id),
        title: item.title.as_str().to_owned(),
        times: item.rejections,
        why: item.rejected.as_ref().map(ToString::to_string),
    })
}

fn is_done(item: &Item, selection: &Selection) -> bool {
    item.stage == Stage::Accepted && item.sprint == Some(selection.sprint)
}

fn signed(points: Option<Points>) -> i64 {
    i64::from(points.unwrap_or_default().as_hundredths())
}

fn line(workspace: &Workspace, item: &Item, points: Option<Points>) -> ReportLine {
    ReportLine {
        item: item.id.number(),
        key: workspace.key(item.id),
        title: item.title.as_str().to_owned(),
        points: points.map(Points::as_hundredths),
    }
}
