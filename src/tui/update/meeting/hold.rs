//! Beginning, joining and ending ceremonies, and who is there.

use super::{here, retrospective, running};
use crate::domain::command::{CeremonyCommand, Command};
use crate::domain::value::{CeremonyKind, Role};
use crate::tui::effect::Effect;
use crate::tui::layer::{Confirm, Layer, Pick, PickFor, PickRow, Picker};
use crate::tui::model::Model;
use crate::tui::screen::{Facts, Screen};
use crate::tui::update::Answer;
use crate::tui::update::change::push;
use crate::tui::world::World;
use crate::wording::{self, cadence as due};

/// How many ceremonies that are over are offered.
const OVER: usize = 12;

/// Offers the five, those that are running, and those that are over.
pub(in crate::tui::update) fn menu(model: &mut Model, world: &World<'_>) -> Answer {
    let mut rows = Vec::new();
    // What is running, or due soonest, is one Enter away.
    let first = due::first(world.workspace, world.now);
    let others = CeremonyKind::ALL.iter().copied().filter(|kind| Some(*kind) != first);
    for kind in first.into_iter().chain(others) {
        let words = due::of_kind(world.workspace, kind, world.now);
        rows.push(PickRow::new(kind.title(), words, Pick::Ceremony(kind)));
    }
    rows.push(PickRow::new("When they are held", "a weekday and an hour for each", Pick::Cadence));
    let ceremonies = &world.workspace.meetings.ceremonies;
    for held in ceremonies.iter().rev().filter(|it| !it.is_running()).take(OVER) {
        let day = held.started_at.day(world.zone());
        let words = format!("minutes of {} {}", day.format("%a %d %b"), held.started_at.clock(world.zone()));
        rows.push(PickRow::new(format!("{} {day}", held.kind.title()), words, Pick::Held(held.id)));
    }
    push(model, Layer::Picker(Box::new(Picker::new("Ceremonies", PickFor::Ceremonies, rows))))
}

/// Begins a ceremony, or joins the one of its kind that is running.
pub(in crate::tui::update) fn hold(model: &mut Model, world: &World<'_>, kind: CeremonyKind) -> Answer {
    if let Some(running) = world.workspace.meetings.running_one(kind) {
        return Ok(vec![Effect::Join(running.id)]);
    }
    if !world.is_writable {
        return Err("this file cannot be written".to_owned());
    }
    // Acceptance is the product owner's: whoever holds the review for them says so once.
    if kind != CeremonyKind::Review || world.workspace.only_owners_accept(world.me, None).is_none() {
        return if kind == CeremonyKind::Retrospective {
            retrospective::formats(model)
        } else {
            Ok(vec![Effect::Hold(kind, None, Vec::new())])
        };
    }
    let owners = world.workspace.with_role(Role::ProductOwner);
    let mut rows: Vec<PickRow> = owners
        .map(|owner| {
            PickRow::new(owner.name.as_str(), "accept and reject on their behalf", Pick::Person(owner.id))
        })
        .collect();
    rows.push(PickRow::new("nobody", "only look, or let them decide at their own screen", Pick::Nobody));
    push(
        model,
        Layer::Picker(Box::new(Picker::new("On behalf of which product owner?", PickFor::Begin(kind), rows))),
    )
}

pub(in crate::tui::update) fn minutes(model: &Model) -> Answer {
    Ok(vec![Effect::ShowMinutes(here(model)?.id)])
}

pub(in crate::tui::update) fn end(model: &mut Model, world: &World<'_>) -> Answer {
    let ceremony = running(model, world)?;
    let Facts { sealed, face_down, .. } = &here(model)?.facts;
    let face_down = *face_down;
    let mut lines = vec!["Everybody who takes part sees it end; its minutes are shown.".to_owned()];
    if !sealed.is_empty() {
        let who: Vec<&str> = sealed.iter().map(|id| world.workspace.name(*id)).collect();
        let who = crate::domain::sentence::list(&who);
        lines
            .push(format!("{who} laid a card face down, which will be in no minutes: first turn that over."));
    }
    if face_down > 0 {
        let notes = wording::wall::face_down(face_down, "");
        lines.push(format!("{notes}, and will be in no minutes: first turn that over."));
    }
    let confirm = Confirm {
        title: format!("End the {}?", ceremony.kind),
        lines,
        then: Command::Ceremony(CeremonyCommand::End(ceremony.id)),
    };
    push(model, Layer::Confirm(confirm))
}

pub(in crate::tui::update) fn attend(model: &mut Model, world: &World<'_>) -> Answer {
    let ceremony = running(model, world)?;
    let rows = crate::tui::update::open::present(world)
        .map(|(id, name)| {
            let roles = world.workspace.persons.get(id).map(|it| it.roles.to_string());
            let mut row = PickRow::new(name, roles.unwrap_or_default(), Pick::Person(id));
            row.marked = ceremony.present.contains(&id);
            row
        })
        .collect();
    let picker = Picker::new("Who is there?", PickFor::Present(ceremony.id), rows).many();
    push(model, Layer::Picker(Box::new(picker)))
}

pub(in crate::tui::update) fn present(model: &mut Model) -> Answer {
    let columns = model.size.0;
    match model.screens.last_mut() {
        Some(Screen::Meeting(meeting)) => {
            meeting.presents = Some(!meeting.is_presented(columns));
            Ok(Vec::new())
        }
        Some(_) | None => Err("this is for a ceremony; c begins one".to_owned()),
    }
}
