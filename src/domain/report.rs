//! The sprint report: forecast, scope change, done and carried over. Frozen when the sprint is closed.
//!
//! Definitions as in Jira's sprint report: the forecast is the snapshot at the start; a re-estimate changes the scope,
//! never the forecast; an item counts as done only when it is accepted by the close.

use super::account::{AccountOutcome, AtStart, SprintAccount};
use super::id::{Id, ItemId, SprintId};
use super::item::{Item, sum_of_points};
use super::value::Points;
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
    /// Whether its points are shown and not added, because children of it are in the sprint, too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_parent: bool,
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

/// An item that was made ready or accepted although a rule was not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverriddenLine {
    /// The number of the item's id.
    pub item: u64,
    /// The key at the time.
    pub key: String,
    /// The title at the time.
    pub title: String,
    /// What was decided, in its stored form.
    pub decided: String,
    /// The name of the person who decided it.
    pub by: Option<String>,
    /// The reason.
    pub why: String,
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
    /// What was made ready or accepted although a rule was not met. Empty in reports that predate this field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overridden: Vec<OverriddenLine>,
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
    /// How many items of the forecast were completed. `None` in reports that predate this field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_of_forecast_items: Option<u32>,
    /// The points accepted of what was forecast, each item at its points at the start.
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

/// Computes the current report of a sprint from its account; without one the sprint is planned. The items must be in
/// memory.
pub fn report(workspace: &Workspace, sprint: SprintId, account: Option<&SprintAccount>) -> SprintReport {
    let mut report = match account {
        Some(account) => of_account(workspace, account),
        None => planned(workspace, sprint),
    };
    report.held = ceremonies_held(workspace, sprint);
    report
}

/// Returns the report of a planned sprint: everything is forecast, and nothing is done.
fn planned(workspace: &Workspace, sprint: SprintId) -> SprintReport {
    let items = workspace.in_sprint(sprint);
    let points = sum_of_points(&items);
    let lines: Vec<ReportLine> = items.iter().map(|item| line(workspace, item, item.estimate)).collect();
    SprintReport {
        forecast: lines.clone(),
        forecast_points: points,
        carried: lines,
        carried_points: points,
        ..SprintReport::default()
    }
}

fn of_account(workspace: &Workspace, account: &SprintAccount) -> SprintReport {
    let mut report = SprintReport { forecast_points: account.forecast, ..SprintReport::default() };
    report.done_of_forecast_items = Some(u32::try_from(account.forecast_items().0).unwrap_or(u32::MAX));
    for entry in &account.lines {
        let Some(item) = workspace.items.get(entry.item) else { continue };
        let line = |points| ReportLine { is_parent: !entry.counted, ..line(workspace, item, points) };
        report.rejected.extend(rejected(workspace, item));
        let is_forecast = account.is_forecast(entry);
        if let Some(AtStart(at_start)) = entry.forecast {
            report.forecast.push(line(at_start));
        }
        if !is_forecast && entry.part_of.is_none() {
            report.added.push(line(entry.estimate_at_entry));
        }
        if !is_forecast {
            report.added_points += entry.entered;
            if is_unplanned(workspace, account.sprint, entry.item) {
                report.unplanned_points += entry.entered;
                report.unplanned.push(line(entry.estimate_at_entry));
            }
        }
        if entry.outcome == AccountOutcome::Removed {
            report.removed_points += entry.entered;
            report.removed.push(line(entry.estimate_at_entry));
            continue;
        }
        report.overridden.extend(overridden(workspace, item));
        report.reestimated += signed(entry.amount) - signed(entry.entered);
        if entry.outcome == AccountOutcome::Completed {
            report.done_points += entry.amount;
            if is_forecast {
                report.done_of_forecast_points += entry.entered;
            }
            report.done.push(line(entry.estimate));
        } else {
            report.carried_points += entry.amount;
            report.carried.push(line(entry.estimate));
        }
    }
    report
}

/// Returns whether an item was added to a running sprint because it could not wait.
fn is_unplanned(workspace: &Workspace, sprint: SprintId, item: ItemId) -> bool {
    workspace.selections.iter().any(|it| it.item == item && it.sprint == sprint && it.unplanned)
}

/// Counts the ceremonies held in a sprint by the kind's stored form. They must be in memory.
pub fn ceremonies_held(workspace: &Workspace, sprint: SprintId) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for ceremony in workspace.meetings.ceremonies.iter().filter(|it| it.sprint == Some(sprint)) {
        *counts.entry(ceremony.kind.word().to_owned()).or_default() += 1;
    }
    counts
}

fn overridden(workspace: &Workspace, item: &Item) -> impl Iterator<Item = OverriddenLine> {
    item.overrides().map(|(decided, why, by)| OverriddenLine {
        item: item.id.number(),
        key: workspace.key(item.id),
        title: item.title.as_str().to_owned(),
        decided: decided.word().to_owned(),
        by: by.map(|person| workspace.name(person).to_owned()),
        why: why.to_string(),
    })
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

fn signed(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}

fn line(workspace: &Workspace, item: &Item, points: Option<Points>) -> ReportLine {
    ReportLine {
        item: item.id.number(),
        key: workspace.key(item.id),
        title: item.title.as_str().to_owned(),
        points: points.map(Points::as_hundredths),
        is_parent: false,
    }
}
