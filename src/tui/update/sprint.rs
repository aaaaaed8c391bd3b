//! Sprint actions available in the panes: adding and removing items, the goal, starting and closing.

use super::{named, over, prose, run, targets, there};
use crate::domain::command::{Leftover, SprintCommand};
use crate::domain::id::{ItemId, SprintId};
use crate::domain::item::Item;
use crate::domain::sentence::count;
use crate::domain::sprint::{Sprint, SprintField};
use crate::domain::value::SprintState;
use crate::present::tone::Tone;
use crate::present::tree::Styled;
use crate::tui::context::Context;
use crate::tui::effect::{self, Answer, Effect};
use crate::tui::layer::{
    Confirm, Form, PickRow, Picker, TextEditor, day, line, lines, maybe_day, maybe_line,
};
use crate::tui::model::Model;
use crate::tui::world::World;

/// Adds items to the sprint, or removes them if all are in one. Asks if there are several sprints.
pub fn toggle(model: &mut Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    let inside =
        |id: &ItemId| world.item(*id).is_some_and(|item| item.sprint.is_some() || item.stage.is_on_board());
    let all_inside = items.iter().all(inside);
    let mut open: Vec<&Sprint> = world.workspace.running().into_iter().collect();
    open.extend(world.workspace.planned());
    match (all_inside, open.as_slice()) {
        (true, [] | [_]) => run(SprintCommand::Deselect(items)),
        (false, []) => Err("no sprint yet; N s plans one".to_owned()),
        (false, [one]) => run(SprintCommand::Select(one.id, items)),
        (inside, several) => {
            let title = format!("{} goes into", named(world, &items));
            let mut rows: Vec<_> = several
                .iter()
                .map(|sprint| {
                    let (id, items) = (sprint.id, items.clone());
                    let then = move |_: &World<'_>| run(SprintCommand::Select(id, items.clone()));
                    PickRow::new(sprint.name.as_str(), described(world, sprint), then)
                })
                .collect();
            if inside {
                let out = move |_: &World<'_>| run(SprintCommand::Deselect(items.clone()));
                rows.push(PickRow::new("out of the sprint", "back to the backlog", out));
            }
            Picker::new(title, rows).open()
        }
    }
}

fn described(world: &World<'_>, sprint: &Sprint) -> String {
    let items = world.workspace.in_sprint(sprint.id);
    let points = crate::present::flow::amount(world.workspace.level(sprint.id).scope);
    let dates = match (sprint.start_day, sprint.end_day) {
        (Some(start), Some(end)) => format!(", {start} to {end}"),
        _ => String::new(),
    };
    format!("{}{dates}, {}, {points} pts", sprint.state, count(items.len() as u64, "item", "items"))
}

/// An action on a sprint.
type Act = fn(&World<'_>, SprintId) -> Answer;

fn row(label: String, detail: impl Into<String>, id: SprintId, act: Act) -> PickRow<Effect> {
    PickRow::new(label, detail, move |world| act(world, id))
}

pub fn menu(model: &mut Model, world: &World<'_>) -> Answer {
    // In a ceremony, its main action comes first: closing in the review, starting in planning.
    let context = model.context();
    let (mut first, mut rows) = (Vec::new(), Vec::new());
    if let Some(it) = world.workspace.running() {
        let close_row =
            row(format!("Close {}", it.name), "choose for each item unfinished item", it.id, close);
        rows.push(row(format!("Look at {}", it.name), described(world, it), it.id, show));
        rows.push(row(format!("Goal of {}", it.name), first_line(&it.goal), it.id, goal));
        if context == Context::SprintReview { &mut first } else { &mut rows }.push(close_row);
        rows.push(row(format!("Change {}", it.name), "name and dates", it.id, edit));
    }
    for it in world.workspace.planned() {
        let mut start_row = row(format!("Start {}", it.name), described(world, it), it.id, start);
        if let Some(running) = world.workspace.running() {
            start_row.disabled = Some(format!("{} is running; close it first", running.name));
        }
        if context == Context::Planning { &mut first } else { &mut rows }.push(start_row);
        rows.push(row(format!("Goal of {}", it.name), first_line(&it.goal), it.id, goal));
        rows.push(row(format!("Change {}", it.name), "name and dates", it.id, edit));
        rows.push(row(format!("Look at {}", it.name), "its items", it.id, show));
        let remove: Act = |_, id| run(SprintCommand::Remove(id));
        rows.push(row(format!("Remove {}", it.name), "its items stay in the backlog", it.id, remove));
    }
    rows.push(PickRow::new("Plan a new sprint", "dates are suggested", plan));
    for it in world.workspace.closed().into_iter().rev().take(30) {
        let done = it.done.map_or_else(String::new, |points| format!("closed, {points} pts accepted"));
        rows.push(row(format!("Look at {}", it.name), done, it.id, show));
    }
    first.extend(rows);
    Picker::new("Sprint", first).open()
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or("none yet")
}

fn find<'a>(world: &World<'a>, id: SprintId) -> Result<&'a Sprint, String> {
    there(world.workspace.sprints.get(id), "sprint")
}

fn show(_world: &World<'_>, id: SprintId) -> Answer {
    Ok(vec![Effect::ShowReport(id)])
}

/// Asks for the goal of a sprint.
pub fn goal(world: &World<'_>, id: SprintId) -> Answer {
    let sprint = find(world, id)?;
    let set = over(id, None, &sprint.goal, SprintField::Goal);
    TextEditor::new(format!("Goal of {}", sprint.name), &sprint.goal, move |_, text| set(prose(text)?)).open()
}

pub fn new(_model: &mut Model, world: &World<'_>) -> Answer {
    plan(world)
}

/// Asks for a new sprint, proposing the next dates.
pub fn plan(world: &World<'_>) -> Answer {
    let (first, last) = crate::domain::decide::proposed_dates(world.workspace, world.today());
    let today = world.today();
    let mut form = Form::new("New sprint");
    let goal = form.ask("Goal", None, lines("why this sprint is valuable (optional)"));
    let start = form.ask("First day", Some(&first), day(today, "a day, such as next monday"));
    let end = form.ask("Last day", Some(&last), day(today, "a day"));
    let name = form.ask("Name", None, maybe_line("empty: Sprint and the next number"));
    form.then(move |form, _| {
        let (start, end) = (Some(form.read(&start)?), Some(form.read(&end)?));
        Ok(effect::run(SprintCommand::New { name: form.read(&name)?, goal: form.read(&goal)?, start, end }))
    })
    .open()
}

/// Asks for name, goal and days of a sprint.
pub fn edit(world: &World<'_>, id: SprintId) -> Answer {
    let sprint = find(world, id)?;
    let today = world.today();
    let mut form = Form::new(sprint.name.as_str());
    form.set(id, SprintField::Name, &sprint.name, line(""));
    form.set(id, SprintField::Goal, &sprint.goal, lines("why this sprint is valuable")).called("Goal");
    let day =
        || maybe_day(today, "a day").must(Option::is_some, "enter a date, such as 2026-11-30 or next friday");
    form.set(id, SprintField::Start, &sprint.start_day, day()).called("First day");
    form.set(id, SprintField::End, &sprint.end_day, day()).called("Last day");
    form.open()
}

/// Asks for confirmation, listing problems.
fn start(world: &World<'_>, id: SprintId) -> Answer {
    let (sprint, workspace) = (find(world, id)?, world.workspace);
    let what = crate::domain::planning::what_if(workspace, sprint.id);
    let points = crate::present::points(crate::present::flow::amount(what.points));
    let mut lines = vec![format!("{}, {points}", count(what.items as u64, "item", "items"))];
    if what.range.is_some() {
        lines.push(crate::present::flow::velocity_with_range(workspace));
    }
    lines.extend(crate::present::sprint::chance(&what));
    let problems = crate::present::sprint::start_problems(workspace, sprint, world.today());
    let mut lines: Vec<Styled> = lines.into_iter().map(Styled::text).collect();
    lines.extend(problems.into_iter().map(|line| Styled::new(format!("! {line}"), Tone::Warn)));
    let title = format!("Start {}?", sprint.name);
    Confirm { title, lines, then: effect::run(SprintCommand::Start(sprint.id)) }.open()
}

fn unfinished<'a>(world: &World<'a>, sprint: SprintId) -> Vec<&'a Item> {
    world.workspace.in_sprint(sprint).into_iter().filter(|item| item.stage.is_open()).collect()
}

/// An unfinished item and its destination: the backlog, or another sprint.
type Destination = (ItemId, Option<SprintId>);

/// Returns the destinations of unfinished items, each with its name.
fn places(world: &World<'_>) -> Vec<(Option<SprintId>, String)> {
    let planned = world.workspace.planned().into_iter();
    let planned = planned.map(|sprint| (Some(sprint.id), sprint.name.to_string()));
    std::iter::once((None, "Top of the backlog".to_owned())).chain(planned).collect()
}

/// Asks where unfinished items go, together or one by one, and then for confirmation.
fn close(world: &World<'_>, id: SprintId) -> Answer {
    let (sprint, left) = (find(world, id)?, unfinished(world, id));
    if left.is_empty() {
        return confirm_close(world, id, Vec::new());
    }
    let items = count(left.len(), "unfinished item", "unfinished items");
    let title = format!("Move {items} of {} to", sprint.name);
    let row = |(to, name)| {
        PickRow::new(name, "all of them", move |world| {
            let all = unfinished(world, id).into_iter().map(|item| (item.id, to)).collect();
            confirm_close(world, id, all)
        })
    };
    let mut rows: Vec<_> = places(world).into_iter().map(row).collect();
    rows.push(PickRow::new("One by one", "choose for each item", move |world| {
        let all: Vec<ItemId> = unfinished(world, id).into_iter().map(|item| item.id).collect();
        ask_leftovers(world, id, &all, Vec::new())
    }));
    Picker::new(title, rows).open()
}

/// Asks for the destination of the first remaining item; after the last one, for confirmation.
fn ask_leftovers(world: &World<'_>, sprint: SprintId, left: &[ItemId], chosen: Vec<Destination>) -> Answer {
    let Some((first, rest)) = left.split_first() else { return confirm_close(world, sprint, chosen) };
    let title = world.item(*first).map_or_else(String::new, |item| item.title.as_str().to_owned());
    let row = |(to, name)| {
        let (first, rest, chosen) = (*first, rest.to_vec(), chosen.clone());
        PickRow::new(name, "", move |world| {
            let chosen = chosen.iter().copied().chain([(first, to)]).collect();
            ask_leftovers(world, sprint, &rest, chosen)
        })
    };
    let mut rows: Vec<_> = places(world).into_iter().map(row).collect();
    let item = *first;
    rows.push(PickRow::new("Split off the finished part", "then close the sprint again", move |world| {
        super::split::begin_with(world, world.item(item).ok_or("there is no item here")?)
    }));
    Picker::new(format!("Move {} {title} to", world.workspace.key(*first)), rows).open()
}

fn confirm_close(world: &World<'_>, id: SprintId, chosen: Vec<Destination>) -> Answer {
    let sprint = find(world, id)?;
    let level = world.workspace.level(id);
    let mut lines = vec![format!(
        "{} of {} accepted, {} carried over",
        crate::present::flow::amount(level.done),
        crate::present::points(crate::present::flow::amount(level.scope)),
        count(chosen.len() as u64, "item", "items")
    )];
    let leftovers: Vec<(ItemId, Leftover)> =
        chosen.into_iter().map(|(item, to)| (item, to.map_or(Leftover::Backlog, Leftover::Sprint))).collect();
    let destinations = crate::present::sprint::places(world.workspace, &leftovers);
    lines.extend(destinations.into_iter().map(|(place, items)| format!("{} {place}", items.len())));
    lines.push("the sprint report can no longer change".to_owned());
    let then = effect::run(SprintCommand::Close { sprint: id, leftovers });
    debug_assert!(sprint.state != SprintState::Closed);
    let lines = lines.into_iter().map(Styled::text).collect();
    Confirm { title: format!("Close {}?", sprint.name), lines, then }.open()
}
