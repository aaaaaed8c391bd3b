//! The sprint without leaving the panes: in and out of it, its goal, its start and its close.

use super::Answer;
use super::change::push;
use super::open::{named, writing};
use crate::domain::command::{Command, Leftover, SprintCommand};
use crate::domain::id::{ItemId, SprintId};
use crate::domain::item::Item;
use crate::domain::sentence::count;
use crate::domain::sprint::Sprint;
use crate::domain::value::{Points, SprintState};
use crate::tui::action::Context;
use crate::tui::effect::{After, Effect};
use crate::tui::layer::{
    Confirm, Field, Form, FormFor, Layer, Pick, PickFor, PickRow, Picker, SprintAct, WritingFor,
};
use crate::tui::model::Model;
use crate::tui::world::World;

/// Puts items into the sprint, or takes them out where all of them are in one. Asks where there are several sprints.
pub(super) fn toggle(model: &mut Model, world: &World<'_>) -> Answer {
    let items = model.targets(world);
    if items.is_empty() {
        return Err("there is no item here".to_owned());
    }
    let inside =
        |id: &ItemId| world.item(*id).is_some_and(|item| item.sprint.is_some() || item.stage.is_on_board());
    let all_inside = items.iter().all(inside);
    let mut open: Vec<&Sprint> = world.workspace.running().into_iter().collect();
    open.extend(world.workspace.planned());
    match (all_inside, open.as_slice()) {
        (true, [] | [_]) => {
            Ok(vec![Effect::Run(Command::Sprint(SprintCommand::Deselect(items)), After::Nothing)])
        }
        (false, []) => Err("there is no sprint yet; N s plans one".to_owned()),
        (false, [one]) => {
            Ok(vec![Effect::Run(Command::Sprint(SprintCommand::Select(one.id, items)), After::Nothing)])
        }
        (inside, several) => {
            let mut rows: Vec<PickRow> = several
                .iter()
                .map(|sprint| {
                    PickRow::new(sprint.name.as_str(), described(world, sprint), Pick::Sprint(sprint.id))
                })
                .collect();
            if inside {
                rows.push(PickRow::new("out of the sprint", "back to the backlog", Pick::NoSprint));
            }
            let title = format!("{} goes into", named(world, &items));
            push(model, Layer::Picker(Box::new(Picker::new(title, PickFor::Sprint(items), rows))))
        }
    }
}

fn described(world: &World<'_>, sprint: &Sprint) -> String {
    let items = world.workspace.in_sprint(sprint.id);
    let points: Points = items.iter().map(|item| item.points()).sum();
    let dates = match (sprint.start_day, sprint.end_day) {
        (Some(start), Some(end)) => format!(", {start} to {end}"),
        _ => String::new(),
    };
    format!("{}{dates}, {}, {points} pts", sprint.state, count(items.len() as u64, "item", "items"))
}

pub(super) fn menu(model: &mut Model, world: &World<'_>) -> Answer {
    let mut rows = Vec::new();
    if let Some(running) = world.workspace.running() {
        rows.push(PickRow::new(
            format!("Look at {}", running.name),
            described(world, running),
            Pick::Act(SprintAct::Show(running.id)),
        ));
        rows.push(PickRow::new(
            format!("Goal of {}", running.name),
            first_line(&running.goal),
            Pick::Act(SprintAct::Goal(running.id)),
        ));
        rows.push(PickRow::new(
            format!("Close {}", running.name),
            "asks about each unfinished item",
            Pick::Act(SprintAct::Close(running.id)),
        ));
        rows.push(PickRow::new(
            format!("Change {}", running.name),
            "name and dates",
            Pick::Act(SprintAct::Edit(running.id)),
        ));
    }
    for sprint in world.workspace.planned() {
        let mut start = PickRow::new(
            format!("Start {}", sprint.name),
            described(world, sprint),
            Pick::Act(SprintAct::Start(sprint.id)),
        );
        if let Some(running) = world.workspace.running() {
            start.disabled = Some(format!("{} is running; close it first", running.name));
        }
        rows.push(start);
        rows.push(PickRow::new(
            format!("Goal of {}", sprint.name),
            first_line(&sprint.goal),
            Pick::Act(SprintAct::Goal(sprint.id)),
        ));
        rows.push(PickRow::new(
            format!("Change {}", sprint.name),
            "name and dates",
            Pick::Act(SprintAct::Edit(sprint.id)),
        ));
        rows.push(PickRow::new(
            format!("Look at {}", sprint.name),
            "what is in it",
            Pick::Act(SprintAct::Show(sprint.id)),
        ));
        rows.push(PickRow::new(
            format!("Remove {}", sprint.name),
            "its items stay in the backlog",
            Pick::Act(SprintAct::Remove(sprint.id)),
        ));
    }
    rows.push(PickRow::new("Plan a new sprint", "the next dates are offered", Pick::Act(SprintAct::New)));
    for sprint in world.workspace.closed().into_iter().rev().take(30) {
        let done = sprint.done.map_or_else(String::new, |points| format!("closed, {points} pts accepted"));
        rows.push(PickRow::new(
            format!("Look at {}", sprint.name),
            done,
            Pick::Act(SprintAct::Show(sprint.id)),
        ));
    }
    // In a ceremony, what it comes to stands first: the review closes, planning starts.
    let context = model.context();
    let is_first = |pick: &Pick| {
        (context == Context::SprintReview && matches!(pick, Pick::Act(SprintAct::Close(_))))
            || (context == Context::Planning && matches!(pick, Pick::Act(SprintAct::Start(_))))
    };
    rows.sort_by_key(|row| !is_first(&row.pick));
    push(model, Layer::Picker(Box::new(Picker::new("Sprint", PickFor::SprintMenu, rows))))
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or("none yet").to_owned()
}

pub(super) fn act(model: &mut Model, world: &World<'_>, act: SprintAct) -> Answer {
    let find = |id: SprintId| world.workspace.sprints.get(id).ok_or_else(|| "this sprint is gone".to_owned());
    match act {
        SprintAct::New => super::open::new_sprint(model, world),
        SprintAct::Show(id) => Ok(vec![Effect::ShowReport(id)]),
        SprintAct::Goal(id) => {
            let sprint = find(id)?;
            let title = format!("Goal of {}", sprint.name);
            writing(model, title, &sprint.goal, WritingFor::SprintGoal(id, sprint.goal.clone()))
        }
        SprintAct::Edit(id) => {
            let sprint = find(id)?;
            let day = |day: Option<chrono::NaiveDate>| day.map(|it| it.to_string()).unwrap_or_default();
            let fields = vec![
                Field::line("Name", &sprint.name, ""),
                Field::line("Goal", &sprint.goal, "why it is worth it"),
                Field::line("First day", &day(sprint.start_day), "a day"),
                Field::line("Last day", &day(sprint.end_day), "a day"),
            ];
            let mut form = Form::new(sprint.name.as_str(), FormFor::NewSprint, fields);
            form.purpose = FormFor::Sprint(id, form.texts());
            push(model, Layer::Form(Box::new(form)))
        }
        SprintAct::Remove(id) => {
            Ok(vec![Effect::Run(Command::Sprint(SprintCommand::Remove(id)), After::Nothing)])
        }
        SprintAct::Start(id) => start(model, world, find(id)?),
        SprintAct::Close(id) => close(model, world, find(id)?),
    }
}

/// Asks once, and names what is odd.
fn start(model: &mut Model, world: &World<'_>, sprint: &Sprint) -> Answer {
    let workspace = world.workspace;
    let what = crate::domain::planning::what_if(workspace, sprint.id);
    let points = crate::wording::points(crate::wording::flow::amount(what.points));
    let mut lines = vec![format!("{}, {points}", count(what.items as u64, "item", "items"))];
    if what.range.is_some() {
        lines.push(crate::wording::flow::velocity_with_range(workspace));
    }
    lines.extend(crate::wording::sprint::chance(&what));
    let odd = crate::wording::sprint::odd_at_start(workspace, sprint, world.today());
    lines.extend(odd.into_iter().map(|line| format!("! {line}")));
    let title = format!("Start {}?", sprint.name);
    let then = Command::Sprint(SprintCommand::Start(sprint.id));
    push(model, Layer::Confirm(Confirm { title, lines, then }))
}

fn unfinished<'a>(world: &World<'a>, sprint: SprintId) -> Vec<&'a Item> {
    world.workspace.in_sprint(sprint).into_iter().filter(|item| item.stage.is_open()).collect()
}

/// Asks where unfinished items go, all at once or one by one, and then whether to close.
fn close(model: &mut Model, world: &World<'_>, sprint: &Sprint) -> Answer {
    let left = unfinished(world, sprint.id);
    if left.is_empty() {
        return confirm_close(model, world, sprint.id, Vec::new());
    }
    let mut rows = vec![PickRow::new("Top of the backlog", "all of them", Pick::Rest(None))];
    for next in world.workspace.planned() {
        rows.push(PickRow::new(next.name.as_str(), "all of them", Pick::Rest(Some(next.id))));
    }
    if rows.len() > 1 {
        rows.push(PickRow::new("One by one", "asks about each", Pick::EachRest));
    }
    let title = format!("{} of {} are not accepted; they go to", left.len(), sprint.name);
    let purpose = PickFor::Leftovers { sprint: sprint.id, left: Vec::new(), chosen: Vec::new() };
    push(model, Layer::Picker(Box::new(Picker::new(title, purpose, rows))))
}

/// Takes one answer about what is left, and asks on.
pub(super) fn leftover(
    model: &mut Model,
    world: &World<'_>,
    sprint: SprintId,
    left: &[ItemId],
    chosen: &[(ItemId, Option<SprintId>)],
    pick: &Pick,
) -> Answer {
    let Pick::Rest(to) = pick else {
        let all = unfinished(world, sprint).into_iter().map(|item| item.id).collect();
        return ask_leftovers(model, world, sprint, all, Vec::new());
    };
    let Some((first, rest)) = left.split_first() else {
        let all = unfinished(world, sprint).into_iter().map(|item| (item.id, *to)).collect();
        return confirm_close(model, world, sprint, all);
    };
    let mut chosen = chosen.to_vec();
    chosen.push((*first, *to));
    ask_leftovers(model, world, sprint, rest.to_vec(), chosen)
}

/// Asks about the first of the items that are left; where none is, asks whether to close.
pub fn ask_leftovers(
    model: &mut Model,
    world: &World<'_>,
    sprint: SprintId,
    left: Vec<ItemId>,
    chosen: Vec<(ItemId, Option<SprintId>)>,
) -> Answer {
    let Some(first) = left.first().copied() else { return confirm_close(model, world, sprint, chosen) };
    let title = world.item(first).map_or_else(String::new, |item| item.title.as_str().to_owned());
    let mut rows = vec![PickRow::new("Top of the backlog", "", Pick::Rest(None))];
    for next in world.workspace.planned() {
        rows.push(PickRow::new(next.name.as_str(), "", Pick::Rest(Some(next.id))));
    }
    let title = format!("{} {title} goes to", world.workspace.key(first));
    let purpose = PickFor::Leftovers { sprint, left, chosen };
    push(model, Layer::Picker(Box::new(Picker::new(title, purpose, rows))))
}

fn confirm_close(
    model: &mut Model,
    world: &World<'_>,
    id: SprintId,
    chosen: Vec<(ItemId, Option<SprintId>)>,
) -> Answer {
    let sprint = world.workspace.sprints.get(id).ok_or_else(|| "this sprint is gone".to_owned())?;
    let report = crate::domain::report::report(world.workspace, id);
    let points = |hundredths: u64| Points::hundredths(u32::try_from(hundredths).unwrap_or(u32::MAX));
    let mut lines = vec![format!(
        "{} of {} points accepted, {} carried over",
        points(report.done_points),
        points(report.forecast_points),
        count(chosen.len() as u64, "item", "items")
    )];
    let leftovers: Vec<(ItemId, Leftover)> =
        chosen.into_iter().map(|(item, to)| (item, to.map_or(Leftover::Backlog, Leftover::Sprint))).collect();
    let places = crate::wording::sprint::places(world.workspace, &leftovers);
    lines.extend(places.into_iter().map(|(place, items)| format!("{} {place}", items.len())));
    lines.push("its report is frozen".to_owned());
    let then = Command::Sprint(SprintCommand::Close { sprint: id, leftovers });
    debug_assert!(sprint.state != SprintState::Closed);
    push(model, Layer::Confirm(Confirm { title: format!("Close {}?", sprint.name), lines, then }))
}
