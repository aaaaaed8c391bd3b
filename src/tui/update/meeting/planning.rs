//! What the keys mean in sprint planning.

use super::{here, run};
use crate::domain::capacity::Capacity;
use crate::domain::command::{Command, SprintCommand, SprintWord};
use crate::domain::id::{Id, PersonId, SprintId};
use crate::domain::sprint::Sprint;
use crate::tui::effect::Effect;
use crate::tui::layer::{Field, Form, FormFor, Layer, WritingFor};
use crate::tui::model::Model;
use crate::tui::screen::{Place, Screen, Target, Topic};
use crate::tui::update::Answer;
use crate::tui::update::change::push;
use crate::tui::world::World;

fn sprint<'a>(model: &Model, world: &World<'a>) -> Result<&'a Sprint, String> {
    here(model)?.sprint(world).ok_or_else(|| "no sprint is planned; N s plans one".to_owned())
}

/// Pulls an item into the sprint that is planned, or puts it back.
pub(in crate::tui::update) fn pull(model: &Model, world: &World<'_>) -> Answer {
    let sprint = sprint(model, world)?;
    let item =
        model.item(world).and_then(|id| world.item(id)).ok_or_else(|| "there is no item here".to_owned())?;
    if item.sprint == Some(sprint.id) {
        return run(Command::Sprint(SprintCommand::Deselect(vec![item.id])));
    }
    run(Command::Sprint(SprintCommand::Select(sprint.id, vec![item.id])))
}

/// Goes from the backlog to the sprint beside it, or back.
pub(in crate::tui::update) fn side(model: &mut Model, world: &World<'_>, right: bool) -> Answer {
    let Some(Screen::Meeting(meeting)) = model.screens.last_mut() else { return Ok(Vec::new()) };
    if meeting.topic() != Topic::What {
        return super::topic(model, world, right);
    }
    if meeting.is_beside == right {
        return Err(if right {
            "this is the sprint; h goes to the backlog"
        } else {
            "this is the backlog; l goes to the sprint"
        }
        .to_owned());
    }
    meeting.cross(right);
    Ok(Vec::new())
}

/// Plans for the sprint after this one, or for the one before; the one after the last is planned first.
pub(in crate::tui::update) fn ahead(model: &mut Model, world: &World<'_>, forward: bool) -> Answer {
    let meeting = here(model)?;
    let sprints = meeting.sprints(world);
    let now = meeting.sprint(world).map(|it| it.id);
    let at = sprints.iter().position(|it| Some(it.id) == now).unwrap_or_default();
    let to = if forward { Some(at + 1) } else { at.checked_sub(1) };
    match to.and_then(|at| sprints.get(at)) {
        Some(sprint) => {
            let place = Place { sprint: Some(sprint.id.number()), ..meeting.place.clone() };
            Ok(vec![Effect::Go(place)])
        }
        None if forward && sprints.len() < crate::domain::planning::AHEAD => {
            crate::tui::update::open::new_sprint(model, world)
        }
        None if forward => Err("four sprints ahead are enough".to_owned()),
        None => Err("this is the next sprint".to_owned()),
    }
}

/// Sets the goal where it is asked for; items are changed as everywhere.
pub(in crate::tui::update) fn edit(model: &mut Model, world: &World<'_>) -> Answer {
    if here(model)?.topic() == Topic::Why {
        let sprint = sprint(model, world)?;
        let (goal, purpose) = (sprint.goal.clone(), WritingFor::SprintGoal(sprint.id, sprint.goal.clone()));
        let title = format!("Goal of {}", sprint.name);
        return crate::tui::update::open::writing(model, title, &goal, purpose);
    }
    crate::tui::update::edit::edit(model, world)
}

/// Asks how much time somebody has.
pub(in crate::tui::update) fn open(model: &mut Model, world: &World<'_>) -> Answer {
    let target = here(model)?.target();
    let Target::Person(person) = target else {
        return match target.item() {
            Some(item) => Ok(vec![Effect::Show(item)]),
            None => edit(model, world),
        };
    };
    let sprint = sprint(model, world)?;
    let known = world.workspace.meetings.capacity(sprint.id, person);
    let number = |of: fn(&Capacity) -> u32, usual: u32| known.map_or(usual, of).to_string();
    let off = known.map_or_else(|| "0".to_owned(), |it| (f64::from(it.days_off) / 10.0).to_string());
    let fields = vec![
        Field::line("Days off", &off, "of the sprint's working days; half a day is 0.5"),
        Field::line(
            "Allocation",
            &number(|it| it.allocation, Capacity::ALLOCATION),
            "percent of their time for this team",
        ),
        Field::line(
            "Focus",
            &number(|it| it.focus, Capacity::FOCUS),
            "percent of that which goes into items",
        ),
    ];
    let title = format!("{} in {}", world.workspace.name(person), sprint.name);
    push(model, Layer::Form(Box::new(Form::new(title, FormFor::Capacity(sprint.id, person), fields))))
}

/// What a form about somebody's time comes to; or which field is no good, and why.
pub(in crate::tui::update) fn filled_capacity(
    form: &Form,
    sprint: SprintId,
    person: PersonId,
) -> Result<Command, (usize, String)> {
    let tenths = |text: &str| -> Option<u32> {
        let (whole, part) = text.trim().split_once(['.', ',']).unwrap_or((text.trim(), "0"));
        let part = part.get(..1).filter(|_| part.len() == 1)?.parse::<u32>().ok()?;
        whole.parse::<u32>().ok()?.checked_mul(10)?.checked_add(part)
    };
    let days_off = tenths(form.text(0)).ok_or((0, "write a number of days, such as 2 or 0.5".to_owned()))?;
    let percent = |at: usize| {
        let text = form.text(at).trim().trim_end_matches('%').trim();
        text.parse::<u32>()
            .ok()
            .filter(|it| *it <= 100)
            .ok_or((at, "write a number from 0 to 100".to_owned()))
    };
    let (allocation, focus) = (percent(1)?, percent(2)?);
    Ok(Command::SprintWord(SprintWord::Capacity { sprint, person, days_off, allocation, focus }))
}
