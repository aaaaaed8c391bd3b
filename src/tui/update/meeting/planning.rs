//! Actions in sprint planning.

use super::here;
use crate::domain::capacity::Capacity;
use crate::domain::command::{SprintCommand, SprintOutcomeCommand};
use crate::domain::id::Id;
use crate::domain::sprint::Sprint;
use crate::domain::views::CeremonyCursor;
use crate::domain::views::{Target, Topic};
use crate::tui::effect::{self, Answer, Effect};
use crate::tui::layer::{Form, typed};
use crate::tui::model::Model;
use crate::tui::screen::Screen;
use crate::tui::update::{beside, run};
use crate::tui::world::World;

fn sprint<'a>(model: &Model, world: &World<'a>) -> Result<&'a Sprint, String> {
    here(model)?.sprint(world).ok_or_else(|| "no sprint is planned; N s plans one".to_owned())
}

/// Adds the item to the sprint being planned, or moves it back.
pub fn pull(model: &mut Model, world: &World<'_>) -> Answer {
    let sprint = sprint(model, world)?;
    let item = crate::tui::update::here(model, world)?;
    if item.sprint == Some(sprint.id) {
        return run(SprintCommand::Deselect(vec![item.id]));
    }
    run(SprintCommand::Select(sprint.id, vec![item.id]))
}

/// Moves the cursor from the backlog to the sprint beside it, or back.
pub fn side(model: &mut Model, world: &World<'_>, right: bool) -> Answer {
    let Some(Screen::Meeting(meeting)) = model.screens.last_mut() else { return Ok(Vec::new()) };
    if meeting.topic() != Topic::What {
        return super::topic(model, world, right);
    }
    if meeting.is_beside == right {
        return Err(if right {
            "already in the sprint; h goes to the backlog"
        } else {
            "already in the backlog; l goes to the sprint"
        }
        .to_owned());
    }
    meeting.cross(right);
    Ok(Vec::new())
}

/// Switches to the next sprint, or to the previous one; after the last one, a new sprint is planned first.
pub fn ahead(model: &Model, world: &World<'_>, forward: bool) -> Answer {
    let meeting = here(model)?;
    let sprints = meeting.sprints(world);
    let now = meeting.sprint(world).map(|it| it.id);
    let at = sprints.iter().position(|it| Some(it.id) == now).unwrap_or_default();
    match beside(&sprints, at, forward) {
        Some(sprint) => {
            let place = CeremonyCursor { sprint: Some(sprint.id.number()), ..meeting.cursor.clone() };
            Ok(vec![Effect::Go(place)])
        }
        None if forward && sprints.len() < crate::domain::planning::AHEAD => {
            crate::tui::update::sprint::plan(world)
        }
        None if forward => Err("at most four sprints ahead".to_owned()),
        None => Err("already the next sprint".to_owned()),
    }
}

/// Edits the goal in the first topic; items are edited as everywhere.
pub fn edit(model: &mut Model, world: &World<'_>) -> Answer {
    if here(model)?.topic() == Topic::Why {
        let sprint = sprint(model, world)?.id;
        return crate::tui::update::sprint::goal(world, sprint);
    }
    crate::tui::update::edit::edit(model, world)
}

/// Asks for the availability of a person.
pub fn open(model: &mut Model, world: &World<'_>) -> Answer {
    let target = here(model)?.target();
    let Target::Person(person) = target else {
        return match target.item() {
            Some(item) => Ok(vec![Effect::Show(item)]),
            None => edit(model, world),
        };
    };
    let sprint = sprint(model, world)?;
    let known = world.workspace.meetings.capacity(sprint.id, person);
    let known =
        known.map_or((0, Capacity::ALLOCATION, Capacity::FOCUS), |it| (it.days_off, it.allocation, it.focus));
    let (sprint, title) = (sprint.id, format!("{} in {}", world.workspace.name(person), sprint.name));
    let mut form = Form::new(title);
    let days =
        typed("working days of the sprint; 0.5 for half a day", |tenths| shown_tenths(*tenths), read_tenths);
    let days_off = form.ask("Days off", Some(&known.0), days);
    let percent = |hint| typed(hint, u32::to_string, read_percent);
    let allocation = form.ask("Allocation", Some(&known.1), percent("percent of their time for this team"));
    let focus = form.ask("Focus", Some(&known.2), percent("percent of that spent on sprint work"));
    form.then(move |form, _| {
        let (days_off, allocation) = (form.read(&days_off)?, form.read(&allocation)?);
        let focus = form.read(&focus)?;
        Ok(effect::run(SprintOutcomeCommand::Capacity { sprint, person, days_off, allocation, focus }))
    })
    .open()
}

fn shown_tenths(tenths: u32) -> String {
    (f64::from(tenths) / 10.0).to_string()
}

fn read_tenths(text: &str) -> Result<u32, String> {
    let (whole, part) = text.trim().split_once(['.', ',']).unwrap_or((text.trim(), "0"));
    let tenths = || {
        let part = part.get(..1).filter(|_| part.len() == 1)?.parse::<u32>().ok()?;
        whole.parse::<u32>().ok()?.checked_mul(10)?.checked_add(part)
    };
    tenths().ok_or_else(|| "write a number of days, such as 2 or 0.5".to_owned())
}

fn read_percent(text: &str) -> Result<u32, String> {
    let number = text.trim().trim_end_matches('%').trim().parse::<u32>().ok();
    number.filter(|it| *it <= 100).ok_or_else(|| "write a number from 0 to 100".to_owned())
}
