//! The page of a sprint: its items, their outcome, and the flow of work.

use super::flow as words;
use super::table::TextTable;
use super::tree::{Node, Section, Tree};
use super::{items, report};
use crate::domain::flow::Flow;
use crate::domain::metrics::burn::{Burn, BurnDay};
use crate::domain::report::SprintReport;
use crate::domain::sprint::Sprint;
use crate::domain::value::{Instant, SprintState};
use crate::domain::views::flow::ageing;
use crate::domain::workspace::Workspace;

/// Builds the page of a sprint.
pub fn page(
    workspace: &Workspace,
    sprint: &Sprint,
    kept: Option<&SprintReport>,
    flow: &Flow,
    now: Instant,
) -> Tree {
    let mut tree = report::head(workspace, sprint, now);
    if sprint.state == SprintState::Running {
        let course = super::course(workspace, sprint, now).map(super::Course::sentence);
        for line in super::dates(sprint).into_iter().chain(course) {
            tree.lead(line);
        }
    }
    if sprint.state != SprintState::Closed {
        let inside = workspace.in_sprint(sprint.id);
        let empty = "Nothing is in it yet; put items in with: ceremony sprint add ITEM";
        let table = if inside.is_empty() {
            Node::text(empty)
        } else {
            Node::Table(items::table(workspace, &inside, now))
        };
        tree.push(Section::default().with([table]));
    }
    if sprint.state != SprintState::Planned {
        let Some(kept) = kept else {
            tree.push(Section::default().with([Node::text("No report was kept of it")]));
            return with_flow(tree, workspace, sprint, flow, now);
        };
        tree.push(report::sums(sprint, kept));
        if sprint.state == SprintState::Closed {
            tree.extend(report::outcome(sprint, kept));
        }
        tree.push(report::overridden(kept));
        tree.extend(report::scope_changes(kept));
    }
    with_flow(tree, workspace, sprint, flow, now)
}

fn with_flow(mut tree: Tree, workspace: &Workspace, sprint: &Sprint, flow: &Flow, now: Instant) -> Tree {
    let burn = flow.burn.as_ref();
    let is_over = sprint.state == SprintState::Closed;
    if let Some(burn) = burn {
        tree.push(Section::default().with([
            Node::text(format!("Burndown: {}", words::burndown(workspace, sprint, flow, now))),
            Node::text(format!("Burnup: {}", words::burnup(burn))),
            Node::Table(days(sprint, burn)),
        ]));
    }
    let mut lines = Vec::new();
    if let Some(reached) = burn.and_then(Burn::reached) {
        lines.push(Node::text(format!("Cumulative flow: {}", words::cumulative(reached))));
    }
    if !is_over {
        lines.push(Node::text(format!("Throughput: {}", words::throughput(&flow.throughput))));
    }
    if !is_over {
        lines.push(Node::text(format!("Velocity: {}", words::velocity_with_range(workspace))));
        let scope = workspace.level(sprint.id).scope;
        lines.extend(words::chance(workspace, sprint.id, scope).filter(|_| scope > 0).map(Node::text));
    }
    if sprint.state == SprintState::Running || (is_over && burn.is_some()) {
        lines.push(Node::text(format!("Cycle time: {}", words::cycle_time(&flow.cycle_times))));
        lines.push(Node::text(format!("Ageing: {}", words::aged(workspace, flow))));
        lines.push(Node::Table(ageing_table(workspace, flow)));
    }
    if sprint.state == SprintState::Running {
        lines.push(Node::text(format!("Accepted at the first attempt: {}", words::first_pass(flow))));
    }
    tree.push(Section::default().with(lines));
    tree
}

/// Builds the table of the days: `off` marks a day without work, `late` one after the planned end.
fn days(sprint: &Sprint, burn: &Burn) -> TextTable {
    let mut rows = vec![["day", "", "left", "ideal", "accepted", "scope"].map(str::to_owned).to_vec()];
    let signed = |day: &BurnDay| match (day.added, day.removed) {
        (0, 0) => String::new(),
        (added, 0) => format!(" +{}", words::amount(added)),
        (0, removed) => format!(" -{}", words::amount(removed)),
        (added, removed) => format!(" +{} -{}", words::amount(added), words::amount(removed)),
    };
    for day in &burn.days {
        let Some(level) = day.level else { continue };
        rows.push(vec![
            day.day.to_string(),
            match sprint.end_day {
                Some(end) if day.day > end => "late".to_owned(),
                Some(_) | None if day.works => String::new(),
                Some(_) | None => "off".to_owned(),
            },
            words::amount(level.left()).to_string(),
            day.ideal.map(|ideal| words::amount(ideal).to_string()).unwrap_or_default(),
            words::amount(level.done).to_string(),
            format!("{}{}", words::amount(level.scope), signed(day)),
        ]);
    }
    TextTable::of(rows).numbers([2, 3, 4])
}

fn ageing_table(workspace: &Workspace, flow: &Flow) -> TextTable {
    TextTable::of(ageing(workspace, flow).iter().filter_map(|aged| {
        let item = workspace.items.get(aged.item)?;
        let age = words::age(workspace, aged);
        Some(vec![workspace.key(aged.item), item.title.to_string(), age])
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::Level;
    use crate::domain::entity::any::{AnyRow, RowDice};
    use chrono::NaiveDate;

    #[test]
    fn days_after_the_planned_end_are_late_and_not_off() {
        let day = |number| NaiveDate::from_ymd_opt(2026, 3, number).unwrap();
        let level = Some(Level { scope: 500, done: 0 });
        let burned = |(number, works)| BurnDay {
            day: day(number),
            works,
            level,
            reached: None,
            added: 0,
            removed: 0,
            ideal: None,
        };
        let days_of = [(12, true), (13, false), (14, false), (16, false)].map(burned).to_vec();
        let sprint = Sprint { end_day: Some(day(13)), ..Sprint::any_row(1, &mut RowDice::new(1)) };
        let table = days(&sprint, &Burn { days: days_of, ..Burn::default() });
        let marks: Vec<&str> = table.rows().iter().skip(1).map(|row| row[1].as_str()).collect();
        assert_eq!(marks, ["", "off", "late", "late"]);
    }
}
