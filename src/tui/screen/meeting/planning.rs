//! Sprint planning: why, what and how. Beside the backlog stands the sprint, with what it would come to.

use super::{Meeting, Row};
use crate::domain::id::{Id, ItemId, SprintId};
use crate::domain::item::Item;
use crate::domain::planning::{AHEAD, WhatIf, what_if};
use crate::domain::sprint::Sprint;
use crate::domain::value::{SprintState, Stage};
use crate::domain::views::{Target, Topic};
use crate::present;
use crate::tui::theme::Tone;
use crate::tui::world::World;

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
    let here = meeting.cursor.sprint.and_then(SprintId::new);
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
                    .right(outcome, Tone::Text),
            );
        }
        if let Some(done) = last.done {
            let forecast = last
                .forecast
                .map_or_else(String::new, |it| format!(" of {} that were forecast", present::points(it)));
            rows.push(
                Row::words(format!("{} accepted{forecast}", present::points(done))).deeper().tone(Tone::Dim),
            );
        }
    }
    rows.push(Row::blank());
    rows.push(
        Row::heading(sprint.name.as_str()).right(present::dates(sprint).unwrap_or_default(), Tone::Dim),
    );
    if sprint.goal.trim().is_empty() {
        rows.push(Row::of(Target::Words(0), "no sprint goal yet: e sets it").tone(Tone::Warn));
    } else {
        for (at, line) in sprint.goal.trim().lines().enumerate() {
            let number = u32::try_from(at).unwrap_or(u32::MAX);
            rows.push(Row::of(Target::Words(number), line).tone(Tone::Strong));
        }
    }
    rows.push(Row::blank());
    capacity(world, sprint, &mut rows);
    rows
}

fn capacity(world: &World<'_>, sprint: &Sprint, rows: &mut Vec<Row>) {
    rows.push(
        Row::heading("Who has how much time")
            .right(present::count(sprint.days.len() as u64, "working day", "working days"), Tone::Dim),
    );
    for (person, said) in present::capacity::team(world.workspace, sprint) {
        let then = if said.is_none() { "; Enter says it" } else { "" };
        let words = format!("{}{then}", present::capacity::time(said, sprint));
        rows.push(Row::of(Target::Person(person.id), person.name.as_str()).right(words, Tone::Dim));
    }
    rows.push(Row::hint(present::capacity::whole(world.workspace, sprint)));
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
        .right(points, Tone::Text);
    let unmet =
        crate::domain::readiness::unmet(world.workspace, item, crate::domain::definition::Definition::Ready);
    if item.blocked.is_some() {
        row.sign(glyphs.blocked, Tone::Alert)
    } else if what.is_some_and(|it| it.waiting.iter().any(|waits| waits.item == item.id)) {
        row.sign(glyphs.waits, Tone::Warn)
    } else if item.stage == Stage::New || (item.is_in_backlog() && !unmet.is_empty()) {
        row.sign(glyphs.unmet, Tone::Warn)
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
            count => present::count(u64::from(count), "task", "tasks"),
        };
        let tone = if item.tally.tasks == 0 { Tone::Warn } else { Tone::Dim };
        rows.push(
            Row::of(Target::Item(item.id), item.title.as_str())
                .key(world.workspace.key(item.id))
                .right(tasks, tone),
        );
        let Some(detail) = world.workspace.detail(item.id) else { continue };
        for task in &detail.tasks {
            let sign = if task.done { glyphs_met(world) } else { world.theme.glyphs.bullet };
            rows.push(
                Row::words(task.text.as_str())
                    .deeper()
                    .deeper()
                    .deeper()
                    .sign(sign, Tone::Dim)
                    .tone(Tone::Dim),
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
