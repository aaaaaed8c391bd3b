//! Sprint planning: why, what and how. Beside the backlog stands the sprint, with what it would come to.

use super::{Meeting, Row, Target, Topic};
use crate::domain::id::{Id, ItemId, SprintId};
use crate::domain::item::Item;
use crate::domain::metrics::velocity::Range;
use crate::domain::planning::{AHEAD, WhatIf, in_points, what_if};
use crate::domain::sprint::Sprint;
use crate::domain::value::{Role as Answers, SprintState, Stage};
use crate::tui::theme::Role;
use crate::tui::world::World;
use crate::wording;

/// How many rows of the backlog are offered.
const OFFERED: usize = 300;

/// The sprints that can be planned: the next one and up to three after it; without any, the running one.
pub(super) fn sprints<'a>(world: &World<'a>) -> Vec<&'a Sprint> {
    let mut sprints = world.workspace.planned();
    sprints.truncate(AHEAD);
    if sprints.is_empty() {
        sprints.extend(world.workspace.running());
    }
    sprints
}

/// The sprint that is planned now.
pub(super) fn sprint<'a>(world: &World<'a>, meeting: &Meeting) -> Option<&'a Sprint> {
    let all = sprints(world);
    let here = meeting.place.sprint.and_then(SprintId::new);
    // One that was started in this ceremony stays in view until somebody looks elsewhere.
    here.and_then(|id| world.workspace.sprints.get(id))
        .filter(|it| it.state != SprintState::Closed)
        .or_else(|| all.first().copied())
}

pub(super) fn rows(world: &World<'_>, meeting: &Meeting) -> Vec<Row> {
    let Some(sprint) = sprint(world, meeting) else {
        return vec![
            Row::words("No sprint is planned yet.").deeper(),
            Row::hint("N s plans one; length and dates are offered."),
        ];
    };
    let topic = meeting.topic();
    if topic == Topic::What {
        offered(world, meeting)
    } else if topic == Topic::How {
        how(world, sprint)
    } else {
        why(world, sprint)
    }
}

/// The sprint's own rows, beside the backlog.
pub(super) fn beside(world: &World<'_>, meeting: &Meeting) -> Vec<Row> {
    let Some(sprint) = sprint(world, meeting).filter(|_| meeting.topic() == Topic::What) else {
        return Vec::new();
    };
    world.workspace.in_sprint(sprint.id).into_iter().map(|item| card(world, meeting, item)).collect()
}

fn why(world: &World<'_>, sprint: &Sprint) -> Vec<Row> {
    let mut rows = vec![Row::heading("Product goal")];
    let goal = world.workspace.product().map_or("", |product| product.goal.trim());
    rows.push(match goal.lines().next() {
        Some(line) => Row::words(line).deeper(),
        None => Row::hint("there is none yet; , sets it"),
    });
    let told = |it: &&&Sprint| it.done.is_some() || !it.goal.trim().is_empty();
    if let Some(last) = world.workspace.closed().last().filter(told) {
        rows.push(Row::blank());
        rows.push(Row::heading(format!("{} was", last.name)));
        if !last.goal.trim().is_empty() {
            let outcome = last.goal_outcome.map_or("", |it| it.word());
            rows.push(
                Row::words(last.goal.trim().lines().next().unwrap_or_default())
                    .deeper()
                    .right(outcome, Role::Text),
            );
        }
        if let Some(done) = last.done {
            let forecast = last
                .forecast
                .map_or_else(String::new, |it| format!(" of {} that were forecast", wording::points(it)));
            rows.push(
                Row::words(format!("{} accepted{forecast}", wording::points(done))).deeper().role(Role::Dim),
            );
        }
    }
    rows.push(Row::blank());
    rows.push(
        Row::heading(sprint.name.as_str()).right(wording::dates(sprint).unwrap_or_default(), Role::Dim),
    );
    if sprint.goal.trim().is_empty() {
        rows.push(Row::of(Target::Words(0), "no sprint goal yet: e sets it").role(Role::Warn));
    } else {
        for (at, line) in sprint.goal.trim().lines().enumerate() {
            let number = u32::try_from(at).unwrap_or(u32::MAX);
            rows.push(Row::of(Target::Words(number), line).role(Role::Strong));
        }
    }
    rows.push(Row::blank());
    capacity(world, sprint, &mut rows);
    rows
}

fn capacity(world: &World<'_>, sprint: &Sprint, rows: &mut Vec<Row>) {
    rows.push(
        Row::heading("Who has how much time")
            .right(wording::count(sprint.days.len() as u64, "working day", "working days"), Role::Dim),
    );
    for person in world.workspace.with_role(Answers::Developer) {
        let words = match world.workspace.meetings.capacity(sprint.id, person.id) {
            Some(it) => {
                let off = match it.days_off {
                    0 => String::new(),
                    off => format!(", {} off", f64::from(off) / 10.0),
                };
                let days = it.tenths(sprint.days.len());
                format!("{}.{} days: {} %, focus {} %{off}", days / 10, days % 10, it.allocation, it.focus)
            }
            None => "not said; Enter says it".to_owned(),
        };
        rows.push(Row::of(Target::Person(person.id), person.name.as_str()).right(words, Role::Dim));
    }
}

/// The backlog: what is left of the last sprint first, then in its order.
fn offered(world: &World<'_>, meeting: &Meeting) -> Vec<Row> {
    let left: Vec<ItemId> = meeting
        .facts
        .report
        .as_ref()
        .map(|report| report.carried.iter().filter_map(|line| ItemId::new(line.item)).collect())
        .unwrap_or_default();
    let free = |id: &ItemId| world.item(*id).filter(|item| item.is_in_backlog() && item.sprint.is_none());
    let mut rows: Vec<Row> = Vec::new();
    let again: Vec<&Item> = left.iter().filter_map(free).collect();
    if !again.is_empty() {
        rows.push(Row::heading("Left over from the last sprint"));
        rows.extend(again.iter().map(|item| card(world, meeting, item)));
        rows.push(Row::heading("Backlog"));
    }
    let backlog = world.workspace.items.backlog().iter().filter(|id| !left.contains(id)).filter_map(free);
    rows.extend(backlog.take(OFFERED).map(|item| card(world, meeting, item)));
    if rows.is_empty() {
        rows.push(Row::words("Nothing is left in the backlog.").deeper());
    }
    rows
}

fn card(world: &World<'_>, meeting: &Meeting, item: &Item) -> Row {
    let glyphs = world.theme.glyphs;
    let what = meeting.what_if.as_ref();
    let points = item.estimate.map_or_else(|| glyphs.none.to_owned(), |points| points.to_string());
    let row = Row::of(Target::Item(item.id), item.title.as_str())
        .key(world.workspace.key(item.id))
        .right(points, Role::Text);
    let unmet =
        crate::domain::readiness::unmet(world.workspace, item, crate::domain::definition::Definition::Ready);
    if item.blocked.is_some() {
        row.sign(glyphs.blocked, Role::Alert)
    } else if what.is_some_and(|it| it.waiting.iter().any(|(id, _)| *id == item.id)) {
        row.sign(glyphs.waits, Role::Warn)
    } else if item.stage == Stage::New || (item.is_in_backlog() && !unmet.is_empty()) {
        row.sign(glyphs.unmet, Role::Warn)
    } else {
        row
    }
}

fn how(world: &World<'_>, sprint: &Sprint) -> Vec<Row> {
    let mut rows = Vec::new();
    let items = world.workspace.in_sprint(sprint.id);
    for item in &items {
        let tasks = match item.tally.tasks {
            0 => "no tasks yet".to_owned(),
            count => wording::count(u64::from(count), "task", "tasks"),
        };
        let role = if item.tally.tasks == 0 { Role::Warn } else { Role::Dim };
        rows.push(
            Row::of(Target::Item(item.id), item.title.as_str())
                .key(world.workspace.key(item.id))
                .right(tasks, role),
        );
        let Some(detail) = world.workspace.detail(item.id) else { continue };
        for task in &detail.tasks {
            let sign = if task.done { glyphs_met(world) } else { world.theme.glyphs.bullet };
            rows.push(
                Row::words(task.text.as_str())
                    .deeper()
                    .deeper()
                    .deeper()
                    .sign(sign, Role::Dim)
                    .role(Role::Dim),
            );
        }
    }
    if items.is_empty() {
        rows.push(Row::words("Nothing is in the sprint yet.").deeper());
        rows.push(Row::hint("Shift-Tab goes back to What."));
    } else {
        rows.push(Row::blank());
        let then = if sprint.state == SprintState::Planned { "; g starts the sprint" } else { "" };
        rows.push(Row::hint(format!("N t adds tasks to the item{then}.")));
    }
    rows
}

fn glyphs_met(world: &World<'_>) -> &'static str {
    world.theme.glyphs.met
}

/// What the sprint would be, worked out anew.
pub(super) fn worked_out(world: &World<'_>, meeting: &Meeting) -> Option<WhatIf> {
    sprint(world, meeting).map(|sprint| what_if(world.workspace, sprint.id))
}

/// What the sprint would be, in sentences; each with how it looks.
pub fn told(world: &World<'_>, meeting: &Meeting) -> Vec<(String, Role)> {
    let (Some(it), Some(sprint)) = (&meeting.what_if, sprint(world, meeting)) else { return Vec::new() };
    let dot = format!(" {} ", world.theme.glyphs.dot);
    let points = |hundredths: u64| wording::points(in_points(hundredths));
    let plain = |hundredths: u64| in_points(hundredths).to_string();
    let mut first = vec![format!("{}: {}", sprint.name, points(it.points))];
    let mut role = Role::Strong;
    match it.range {
        Some(range) => {
            let (low, high) = range.ends().unwrap_or_default();
            let of = match range {
                Range::Likely { sprints, .. } => format!("likely, from {sprints} sprints"),
                Range::Seen { sprints, .. } => {
                    format!("seen in {}", wording::count(sprints as u64, "sprint", "sprints"))
                }
                Range::None => String::new(),
            };
            first.push(format!("velocity {}–{} ({of})", plain(low), plain(high)));
            if it.points > high {
                role = Role::Warn;
                first.push("more than was ever likely".to_owned());
            }
        }
        None => first.push("no history yet to compare with".to_owned()),
    }
    let mut lines = vec![(first.join(&dot), role)];
    let mut second = Vec::new();
    second.extend(it.chance.map(|chance| {
        let percent = (chance * 100.0).round();
        format!("chance to finish all of it {percent} %")
    }));
    second.extend(it.person_days.map(|days| {
        let unsaid = if it.unsaid > 0 { format!(", {} not said", it.unsaid) } else { String::new() };
        format!("{} person-days, {} in focus{unsaid}", plain(days), plain(it.focused))
    }));
    second.extend(it.scaled.map(|velocity| format!("{} by capacity", points(velocity))));
    let sum: u64 = it.kinds.iter().map(|(_, points)| points).sum();
    let shares = it
        .kinds
        .iter()
        .filter_map(|(kind, points)| Some(format!("{kind} {} %", (points * 100).checked_div(sum)?)));
    let shares: Vec<String> = shares.collect();
    if !shares.is_empty() {
        second.push(shares.join(", "));
    }
    lines.push((second.join(&dot), Role::Text));
    let mut odd = Vec::new();
    if !it.unready.is_empty() {
        odd.push(wording::count(it.unready.len() as u64, "is not ready", "are not ready"));
    }
    if !it.against.is_empty() {
        odd.push(wording::count(
            it.against.len() as u64,
            "is ready against a rule",
            "are ready against a rule",
        ));
    }
    if it.unestimated > 0 {
        odd.push(format!("{} unestimated", it.unestimated));
    }
    if let Some((item, on)) = it.waiting.first() {
        odd.push(format!("{} waits for {}", world.workspace.key(*item), world.workspace.key(*on)));
        if it.waiting.len() > 1 {
            odd.push(format!("{} more wait", it.waiting.len() - 1));
        }
    }
    if sprint.goal.trim().is_empty() {
        odd.push("no sprint goal".to_owned());
    }
    lines.push((odd.join(&dot), Role::Warn));
    lines
}
