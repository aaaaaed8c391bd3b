//! The sprint review: the demo queue, then one item after another, then what came of the sprint.

use super::{Meeting, Row};
use crate::domain::id::{ItemId, SprintId};
use crate::domain::item::Item;
use crate::domain::metrics::measures::measures;
use crate::domain::metrics::share::Share;
use crate::domain::report::{ReportLine, SprintReport};
use crate::domain::value::{NoteKind, SprintState, Stage};
use crate::domain::views::{Target, Topic};
use crate::present;
use crate::tui::theme::Tone;
use crate::tui::world::World;

/// What is gone through: the demo's items in its order, then what else waits for acceptance.
pub(super) fn queue(world: &World<'_>, meeting: &Meeting) -> Vec<ItemId> {
    let demos = world.workspace.meetings.notes_of(meeting.id, NoteKind::Demo);
    let mut queue: Vec<ItemId> = demos.iter().filter_map(|note| note.about).collect();
    for item in waiting(world, meeting) {
        if !queue.contains(&item.id) {
            queue.push(item.id);
        }
    }
    // Who has just decided about an item still looks at it.
    let here = meeting.here();
    queue.retain(|id| {
        Some(*id) == here
            || world.item(*id).is_some_and(|it| it.stage == Stage::Accepted || is_in(world, meeting, it))
    });
    queue
}

/// What waits for acceptance or was decided since the review began, and what is looked at, in the order of its rank.
fn waiting<'a>(world: &World<'a>, meeting: &Meeting) -> Vec<&'a Item> {
    let here = meeting.here().and_then(|id| world.item(id));
    let board = world.workspace.items.on_board().filter(|item| is_in(world, meeting, item));
    let mut items: Vec<&Item> = board.chain(here).collect();
    items.sort_by_key(|item| (&item.rank, item.id));
    items.dedup_by_key(|item| item.id);
    items
}

/// Tells whether an item waits for acceptance, or was accepted or sent back to work since the review began.
fn is_in(world: &World<'_>, meeting: &Meeting, item: &Item) -> bool {
    let Some(began) = world.workspace.meetings.ceremonies.get(meeting.id).map(|it| it.started_at) else {
        return false;
    };
    match item.stage {
        Stage::Review => true,
        Stage::Accepted => item.ended >= Some(began),
        Stage::Doing => item.rejected.is_some() && item.since >= began,
        Stage::New | Stage::Ready | Stage::ToDo | Stage::Dropped => false,
    }
}

pub(super) fn rows(world: &World<'_>, meeting: &Meeting) -> Vec<Row> {
    let topic = meeting.topic();
    if topic == Topic::Demo {
        demo(world, meeting)
    } else if topic == Topic::Outcome {
        outcome(world, meeting)
    } else {
        Vec::new()
    }
}

fn demo(world: &World<'_>, meeting: &Meeting) -> Vec<Row> {
    let mut rows = Vec::new();
    let demos = world.workspace.meetings.notes_of(meeting.id, NoteKind::Demo);
    rows.push(Row::heading("Is shown"));
    for (at, note) in demos.iter().enumerate() {
        let who = note.author.map_or("nobody yet", |id| world.workspace.name(id));
        let title = note.about.and_then(|id| world.item(id)).map_or("", |item| item.title.as_str());
        let what =
            if note.text.trim() == title { String::new() } else { format!(" – {}", note.text.trim()) };
        rows.push(
            Row::of(Target::Note(note.id, note.about), format!("{title}{what}"))
                .key(note.about.map_or_else(|| (at + 1).to_string(), |id| world.workspace.key(id)))
                .right(who, if note.author.is_some() { Tone::Text } else { Tone::Warn }),
        );
    }
    if demos.is_empty() {
        rows.push(Row::hint("Enter puts an item into the demo; l begins with the first."));
    }
    let shown: Vec<ItemId> = demos.iter().filter_map(|note| note.about).collect();
    let of = |stage: Stage| {
        let mut items: Vec<&Item> = world
            .workspace
            .items
            .on_board()
            .chain(world.workspace.running().map_or_else(Vec::new, |it| world.workspace.in_sprint(it.id)))
            .filter(|item| item.stage == stage && !shown.contains(&item.id))
            .collect();
        items.sort_by_key(|item| (&item.rank, item.id));
        items.dedup_by_key(|item| item.id);
        items
    };
    for (title, stage) in
        [("Waits for acceptance", Stage::Review), ("Accepted in this sprint", Stage::Accepted)]
    {
        let items = of(stage);
        if !items.is_empty() {
            rows.push(Row::blank());
            rows.push(Row::heading(title));
        }
        for item in items {
            let people = present::people(world.workspace, item);
            let points = item.estimate.map_or_else(|| "not estimated".to_owned(), present::points);
            let facts = if people.is_empty() { points } else { format!("{people}, {points}") };
            rows.push(
                Row::of(Target::Item(item.id), item.title.as_str())
                    .key(world.workspace.key(item.id))
                    .right(facts, Tone::Dim),
            );
        }
    }
    if rows.len() <= 2 {
        rows.push(Row::hint("Nothing waits for acceptance: on the board, L carries a card to Review."));
    }
    rows
}

fn outcome(world: &World<'_>, meeting: &Meeting) -> Vec<Row> {
    let mut rows = Vec::new();
    let ceremony = world.workspace.meetings.ceremonies.get(meeting.id);
    let Some(sprint) = ceremony.and_then(|it| it.sprint).and_then(|id| world.workspace.sprints.get(id))
    else {
        rows.push(Row::words("No sprint was running when this review began.").deeper());
        return rows;
    };
    rows.push(Row::heading("Sprint goal"));
    let goal = if sprint.goal.trim().is_empty() { "there is none" } else { sprint.goal.trim() };
    // The cursor can rest on it, so that a small screen can be brought back to its top.
    rows.push(Row::of(Target::Words(0), goal.lines().next().unwrap_or_default()).tone(Tone::Strong));
    let why = sprint.goal_why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
    match sprint.goal_outcome {
        Some(outcome) => rows.push(Row::words(format!("{outcome}{why}")).deeper()),
        None => rows.push(Row::hint("G says whether it was met, partly met or not met, and why")),
    }
    rows.push(Row::blank());
    let Some(report) = &meeting.facts.report else { return rows };
    figures(report, &mut rows);
    if let Some(flow) = &meeting.facts.flow
        && let Some(percent) = flow.first_pass.all.percent()
    {
        let Share { part, whole } = flow.first_pass.all;
        rows.push(
            Row::words(format!("Accepted at the first try over the last sprints: {percent} %"))
                .right(format!("{part} of {whole}"), Tone::Dim),
        );
    }
    rows.push(Row::blank());
    caught(world, meeting, &mut rows);
    left(world, sprint.id, report, &mut rows);
    match sprint.state {
        SprintState::Running => {
            rows.push(Row::hint("g closes the sprint, and asks where what is left goes."));
            rows.push(Row::hint("Or leave it open: a demo in mid-sprint is a review, too."));
        }
        SprintState::Closed => rows.push(Row::words(format!("{} is closed", sprint.name)).tone(Tone::Good)),
        SprintState::Planned => {}
    }
    rows
}

fn figures(report: &SprintReport, rows: &mut Vec<Row>) {
    let points = |hundredths: u64| {
        let points = crate::domain::value::Points::hundredths(u32::try_from(hundredths).unwrap_or(u32::MAX));
        present::points(points)
    };
    let count = |lines: &[ReportLine]| present::count(lines.len() as u64, "item", "items");
    rows.push(Row::heading("Forecast and done"));
    let mut line = |title: &str, lines: &[ReportLine], hundredths: u64| {
        rows.push(Row::words(format!("{title:<12} {:>9}   {}", count(lines), points(hundredths))).deeper());
    };
    line("forecast", &report.forecast, report.forecast_points);
    line("added", &report.added, report.added_points);
    line("taken out", &report.removed, report.removed_points);
    line("done", &report.done, report.done_points);
    line("left", &report.carried, report.carried_points);
    let measures = measures(report);
    let share =
        |share: Share| share.percent().map_or_else(|| "n/a".to_owned(), |percent| format!("{percent} %"));
    let mut part = |words: &str, it: Share| {
        rows.push(Row::words(format!("{words}: {}", share(it))).deeper().tone(Tone::Dim));
    };
    part("done of what was forecast", measures.done_of_forecast);
    part("all that was done, added items too, against the forecast", measures.done);
    part("change of the scope: in, out, re-estimated, against the forecast", measures.scope_change);
}

/// What was caught in this review, the strongest first; Enter ties it to an item, or makes one of it.
fn caught(world: &World<'_>, meeting: &Meeting, rows: &mut Vec<Row>) {
    let mut feedback: Vec<_> =
        world.workspace.meetings.feedback.iter().filter(|it| it.ceremony == Some(meeting.id)).collect();
    if feedback.is_empty() {
        return;
    }
    feedback.sort_by_key(|it| (std::cmp::Reverse(it.strength), it.id));
    rows.push(Row::heading("Feedback"));
    for it in feedback {
        let who = it.said_by.as_ref().map_or_else(String::new, |who| format!("{who}: "));
        let words = it.text.trim().lines().next().unwrap_or_default();
        let about = it.about.map_or_else(
            || "Enter ties it to an item, or makes one".to_owned(),
            |id| world.workspace.key(id),
        );
        rows.push(
            Row::of(Target::Feedback(it.id, it.about), format!("{who}{words}")).right(about, Tone::Dim),
        );
    }
    rows.push(Row::blank());
}

fn left(world: &World<'_>, sprint: SprintId, report: &SprintReport, rows: &mut Vec<Row>) {
    let items: Vec<&Item> =
        world.workspace.in_sprint(sprint).into_iter().filter(|item| item.stage.is_open()).collect();
    if items.is_empty() {
        if report.carried.is_empty() {
            rows.push(Row::words("Nothing is left.").tone(Tone::Good));
        }
        return;
    }
    rows.push(Row::heading("Left"));
    for item in items {
        let column = item.board_column.and_then(|id| world.workspace.columns.get(id));
        rows.push(
            Row::of(Target::Item(item.id), item.title.as_str())
                .key(world.workspace.key(item.id))
                .right(column.map_or("", |column| column.name.as_str()), Tone::Dim),
        );
    }
}
