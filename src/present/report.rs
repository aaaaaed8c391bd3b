//! The report of a sprint: its totals, scope changes, and the outcome of its items.

use super::table::TextTable;
use super::tone::Tone;
use super::tree::{ListEntry, Node, Section, Sign, Styled, Tree};
use super::{count, points};
use crate::domain::metrics::measures::measures;
use crate::domain::report::{OverriddenLine, Rejected, ReportLine, SprintReport};
use crate::domain::sprint::Sprint;
use crate::domain::value::{Instant, Points, SprintState};
use crate::domain::views::Target;
use crate::domain::workspace::Workspace;

/// Builds the head of a sprint's page: its name, goal and progress.
pub fn head(workspace: &Workspace, sprint: &Sprint, now: Instant) -> Tree {
    let mut tree =
        Tree { title: Some(Styled::new(super::with_goal(sprint), Tone::Strong)), ..Tree::default() };
    tree.lead(super::progress(workspace, sprint, now));
    tree
}

/// Builds the report of a sprint; `None` if no report was kept.
pub fn page(workspace: &Workspace, sprint: &Sprint, report: Option<&SprintReport>, now: Instant) -> Tree {
    let mut tree = head(workspace, sprint, now);
    let Some(report) = report else {
        let none = "No report: it was imported from another tool.";
        tree.push(Section::default().with([Node::styled(none, Tone::Dim)]));
        return tree;
    };
    tree.push(sums(sprint, report));
    tree.extend(outcome(sprint, report));
    tree.push(overridden(report));
    tree.extend(scope_changes(report));
    tree
}

/// Builds the totals of a report.
pub fn sums(sprint: &Sprint, report: &SprintReport) -> Section {
    let sum = |name: &str, points: u64, lines: &[ReportLine]| {
        vec![
            name.to_owned(),
            format!("{} pts", super::flow::amount(points)),
            count(lines.len(), "item", "items"),
        ]
    };
    let other = |name: &str, value: String, more: &str| vec![name.to_owned(), value, more.to_owned()];
    let mut rows = vec![
        sum("Forecast", report.forecast_points, &report.forecast),
        sum("Added", report.added_points, &report.added),
        sum("Removed", report.removed_points, &report.removed),
        sum("Accepted", report.done_points, &report.done),
        sum(left(sprint), report.carried_points, &report.carried),
    ];
    if report.reestimated != 0 {
        let sign = if report.reestimated > 0 { "+" } else { "-" };
        let changed = super::flow::amount(report.reestimated.unsigned_abs());
        rows.push(other("Re-estimated", format!("{sign}{changed} pts"), ""));
    }
    if let Some(percent) = measures(report).done_of_forecast.percent() {
        rows.push(other("Of the forecast", format!("{percent} %"), "of its points are accepted"));
    }
    if !report.unplanned.is_empty() {
        rows.push(sum("Unplanned", report.unplanned_points, &report.unplanned));
    }
    let sums = TextTable::of(rows).numbers([1]).tones([Tone::Text, Tone::Strong, Tone::Dim]);
    let has_goal = !sprint.goal.trim().is_empty();
    let outcome = match sprint.goal_outcome {
        Some(outcome) => {
            let why = sprint.goal_why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
            Some(Node::text(format!("Sprint goal: {outcome}{why}")))
        }
        None => has_goal.then(|| Node::text("Sprint goal: not judged yet")),
    };
    let ceremonies: Vec<String> =
        report.held.iter().map(|(kind, count)| format!("{count} × {kind}")).collect();
    let ceremonies =
        (!ceremonies.is_empty()).then(|| Node::text(format!("Ceremonies: {}", ceremonies.join(", "))));
    Section::default().with([Node::Table(sums)]).with(outcome).with(ceremonies)
}

/// Builds the accepted, the unfinished and the rejected items, one per line.
pub fn outcome(sprint: &Sprint, report: &SprintReport) -> [Section; 3] {
    let rejected = report.rejected.iter().map(rejection);
    [
        list("Accepted", &report.done, Sign::Met, Tone::Good),
        list(left(sprint), &report.carried, Sign::Bullet, Tone::Warn),
        Section::named("Rejected").with(rejected),
    ]
}

/// Builds what was made ready or accepted although a rule was not met, one item per line.
pub fn overridden(report: &SprintReport) -> Section {
    Section::named("Rules overridden").with(report.overridden.iter().map(override_entry))
}

/// Builds the scope changes: the items added and removed after the start, one per line.
pub fn scope_changes(report: &SprintReport) -> [Section; 2] {
    [
        list("Added after the start", &report.added, Sign::Added, Tone::Dim),
        list("Removed after the start", &report.removed, Sign::Removed, Tone::Dim),
    ]
}

fn left(sprint: &Sprint) -> &'static str {
    if sprint.state == SprintState::Closed { "Carried over" } else { "Not accepted yet" }
}

fn list(heading: &str, lines: &[ReportLine], sign: Sign, tone: Tone) -> Section {
    let rows = lines.iter().map(|it| {
        let entry = ListEntry::of(Target::Nothing, it.title.as_str()).key(it.key.as_str()).sign(sign, tone);
        let estimate = it.points.map(|it| points(Points::hundredths(it))).unwrap_or_default();
        Node::Entry(entry.badge(estimate, Tone::Dim))
    });
    Section::named(heading).with(rows)
}

fn override_entry(it: &OverriddenLine) -> Node {
    let entry = ListEntry::of(Target::Nothing, it.title.as_str()).key(it.key.as_str());
    let words = match it.decided.parse() {
        Ok(decided) => super::overridden(decided, it.by.as_deref(), &it.why),
        Err(_) => it.why.clone(),
    };
    entry.sign(Sign::Unmet, Tone::Warn).badge(words, Tone::Dim).into()
}

fn rejection(it: &Rejected) -> Node {
    let times = count(it.times, "time", "times");
    let why = it.why.as_deref().unwrap_or("accepted since");
    let entry = ListEntry::of(Target::Nothing, it.title.as_str()).key(it.key.as_str());
    entry.sign(Sign::Failed, Tone::Alert).badge(format!("{times}, {why}"), Tone::Dim).into()
}
