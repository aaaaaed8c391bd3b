//! Sprint planning.

use super::flow::amount;
use super::tone::Tone;
use super::tree::{ListEntry, Node, Section, Sign, Tree};
use super::{capacity, count, points};
use crate::domain::capacity::{Capacity, DAY};
use crate::domain::metrics::share::percents;
use crate::domain::person::Person;
use crate::domain::planning::{WhatIf, team};
use crate::domain::sprint::Sprint;
use crate::domain::views::Target;
use crate::domain::views::planning::{How, ItemTasks, Obstacle, Offered, TaskLine, What, Why};
use crate::domain::workspace::Workspace;

/// The maximum number of items named per group; starting the sprint names all of them.
const NAMED: usize = 3;

/// Builds the empty state.
pub fn without_sprint() -> Tree {
    let nothing = [
        Node::text("No sprint is planned yet."),
        Node::hint("N s plan a sprint; its length and dates are suggested"),
    ];
    Tree::from([Section::default().with(nothing)])
}

/// Builds the first topic: why the sprint is valuable, and the availability of the team.
pub fn why(it: &Why<'_>) -> Tree {
    let goal = match it.product_goal {
        Some(line) => Node::text(line),
        None => Node::hint("None yet – press , to set it"),
    };
    let mut tree = Tree::from([Section::named("Product goal").with([goal])]);
    tree.sections.extend(it.last.map(last));
    let dates = super::dates(it.sprint).unwrap_or_default();
    let section = Section::named(it.sprint.name.as_str()).badge(dates, Tone::Dim);
    tree.push(section.with(sprint_goal(it.sprint)));
    let days = count(it.sprint.days.len(), "working day", "working days");
    let section = Section::named("Availability").badge(days, Tone::Dim);
    let person = |(person, entered): &(&Person, Option<&Capacity>)| {
        let entry = ListEntry::of(Target::Person(person.id), person.name.as_str());
        let entry = entry.badge(capacity::time(*entered, it.sprint), Tone::Dim);
        if entered.is_none() { entry.hint("Enter to set") } else { entry }.into()
    };
    let total = Node::styled(capacity::total(&it.team, it.sprint), Tone::Dim);
    tree.push(section.with(it.team.iter().map(person)).with([total]));
    tree
}

fn last(it: &Sprint) -> Section {
    let mut section = Section::named(format!("{} was", it.name));
    if let Some(goal) = it.goal.trim().lines().next() {
        let outcome = it.goal_outcome.map_or("", |it| it.word());
        section.nodes.push(ListEntry::of(Target::Nothing, goal).badge(outcome, Tone::Text).into());
    }
    if let Some(done) = it.done {
        let of = it.forecast.map(|it| format!(" of {} forecast", points(it)));
        let words = format!("{} accepted{}", points(done), of.unwrap_or_default());
        section.nodes.push(Node::styled(words, Tone::Dim));
    }
    section
}

fn sprint_goal(it: &Sprint) -> Vec<Node> {
    let goal = it.goal.trim();
    if goal.is_empty() {
        return vec![
            ListEntry::of(Target::Words(0), "no sprint goal yet").tone(Tone::Warn).hint("e to set").into(),
        ];
    }
    let line =
        |(number, line): (u32, &str)| ListEntry::of(Target::Words(number), line).tone(Tone::Strong).into();
    (0..).zip(goal.lines()).map(line).collect()
}

/// Builds the second topic: what can be done in the sprint; `none` is shown for a missing estimate.
pub fn what(it: &What, none: &str) -> Tree {
    let offered = |items: &[Offered]| items.iter().map(|it| self::offered(it, none)).collect::<Vec<_>>();
    let (left_over, backlog) = (offered(&it.left_over), offered(&it.backlog));
    match (left_over.is_empty(), backlog.is_empty()) {
        (true, true) => {
            let nothing = Node::text("The backlog is empty.");
            Tree::from([Section::default().with([nothing])])
        }
        (true, false) => Tree::from([Section::default().with(backlog)]),
        (false, _) => Tree::from([
            Section::named("Left over from the last sprint").with(left_over),
            Section { follows: true, ..Section::named("Backlog") }.with(backlog),
        ]),
    }
}

/// Builds the entry of an item that is in the sprint or offered for it.
pub fn offered(it: &Offered, none: &str) -> Node {
    let estimate = it.estimate.map_or_else(|| none.to_owned(), |points| points.to_string());
    let entry = ListEntry::of(Target::Item(it.item.id), it.item.title.as_str())
        .key(it.item.key.as_str())
        .badge(estimate, Tone::Text);
    match it.obstacle {
        Some(Obstacle::Blocked) => entry.sign(Sign::Blocked, Tone::Alert),
        Some(Obstacle::Waits) => entry.sign(Sign::Waits, Tone::Warn),
        Some(Obstacle::NotReady) => entry.sign(Sign::Unmet, Tone::Warn),
        None => entry,
    }
    .into()
}

/// Builds the third topic: how the work gets done.
pub fn how(it: &How<'_>) -> Tree {
    if it.items.is_empty() {
        let nothing = [Node::text("Nothing is in the sprint yet."), Node::hint("Shift-Tab back to What")];
        return Tree::from([Section::default().with(nothing)]);
    }
    let mut section = Section::default();
    for ItemTasks { item, count: number, tasks } in &it.items {
        let (words, tone) = match number {
            0 => ("no tasks yet".to_owned(), Tone::Warn),
            number => (count(*number, "task", "tasks"), Tone::Dim),
        };
        let entry = ListEntry::of(Target::Item(item.id), item.title.as_str()).key(item.key.as_str());
        section.nodes.push(entry.badge(words, tone).into());
        section.nodes.extend(tasks.iter().map(|TaskLine { text, is_done }| {
            let sign = if *is_done { Sign::Met } else { Sign::Bullet };
            let entry = ListEntry::of(Target::Nothing, *text).depth(2).sign(sign, Tone::Dim);
            entry.tone(Tone::Dim).into()
        }));
    }
    let then = if it.is_planned { "; g start the sprint" } else { "" };
    let keys = Node::hint(format!("N t add tasks to the item{then}."));
    Tree::from([section, Section::default().with([keys])])
}

/// Formats the projection of a sprint: groups of short parts, each group with its tone. Empty groups are left out.
pub fn outlook(workspace: &Workspace, sprint: &Sprint, it: &WhatIf) -> Vec<(Vec<String>, Tone)> {
    let team = team(workspace, sprint);
    let mut facts = Vec::new();
    facts.extend(super::sprint::chance(it));
    facts.extend(shares(it));
    if it.person_days.is_some() {
        facts.push(capacity::total(&team, sprint));
    }
    facts.extend(it.scaled.map(|velocity| format!("{} by capacity", points(amount(velocity)))));
    let mut groups = vec![
        (super::sprint::size(it), if it.is_above() { Tone::Warn } else { Tone::Strong }),
        (facts, Tone::Text),
        (days_each(&team, sprint), Tone::Dim),
        (super::sprint::problems(workspace, sprint, it, NAMED), Tone::Warn),
    ];
    groups.retain(|(parts, _)| !parts.is_empty());
    groups
}

/// Formats the days of each developer: `days: Ana 6`, `Bo 4.5`, `Chi not said`.
fn days_each(team: &[(&Person, Option<&Capacity>)], sprint: &Sprint) -> Vec<String> {
    if team.iter().all(|(_, entered)| entered.is_none()) {
        return vec![capacity::total(team, sprint)];
    }
    let one = |(at, (person, entered)): (usize, &(&Person, Option<&Capacity>))| {
        let first = if at == 0 { "days: " } else { "" };
        let days = entered.map(|it| capacity::days(it.person_days(sprint.days.len()), DAY).to_string());
        format!("{first}{} {}", person.name, days.as_deref().unwrap_or(capacity::MISSING))
    };
    team.iter().enumerate().map(one).collect()
}

/// Formats the share of points of each kind: `points by kind: story 77 %`, `bug 23 %`; unestimated items are not
/// counted.
fn shares(it: &WhatIf) -> Option<String> {
    let kinds: Vec<_> = it.kinds.iter().filter(|(_, points)| *points > 0).collect();
    let points: Vec<u64> = kinds.iter().map(|(_, points)| *points).collect();
    let shares = kinds.iter().zip(percents(&points));
    let shares: Vec<String> = shares.map(|((kind, _), percent)| format!("{kind} {percent} %")).collect();
    (!shares.is_empty()).then(|| format!("points by kind: {}", shares.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::Kind;

    #[test]
    fn a_kind_without_points_has_no_share() {
        let it = WhatIf { kinds: vec![(Kind::Story, 500), (Kind::Chore, 0)], ..WhatIf::default() };
        assert_eq!(shares(&it).as_deref(), Some("points by kind: story 100 %"));
    }
}
