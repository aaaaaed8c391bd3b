//! Starting, joining and ending ceremonies, and attendance.

use super::{here, retrospective, running};
use crate::domain::attendance::concerned;
use crate::domain::ceremony::Ceremony;
use crate::domain::command::CeremonyCommand;
use crate::domain::id::PersonId;
use crate::domain::value::{CeremonyKind, Role};
use crate::domain::views::ceremony::CeremonyFacts;
use crate::names;
use crate::present::tree::Styled;
use crate::present::{self, cadence as due};
use crate::tui::effect::{self, Answer, Effect};
use crate::tui::layer::{Confirm, PickRow, Picker, Prompt};
use crate::tui::model::Model;
use crate::tui::screen::Screen;
use crate::tui::text::with_hint;
use crate::tui::update::{people, run};
use crate::tui::world::World;

/// The number of past ceremonies offered.
const OVER: usize = 12;

/// Offers the five ceremonies, the running ones, and past ones.
pub fn menu(_model: &mut Model, world: &World<'_>) -> Answer {
    let mut rows = Vec::new();
    // The running one, or the one due soonest, is selected first.
    let first = due::first(world.workspace, world.now);
    let others = CeremonyKind::ALL.iter().copied().filter(|kind| Some(*kind) != first);
    for kind in first.into_iter().chain(others) {
        let words = due::of_kind(world.workspace, kind, world.now);
        rows.push(PickRow::new(kind.title(), words, move |world| hold(world, kind)));
    }
    rows.push(PickRow::new("Schedule", "day and time of each ceremony", super::cadence::form));
    let ceremonies = &world.workspace.meetings.ceremonies;
    for ceremony in ceremonies.iter().rev().filter(|it| !it.is_running()).take(OVER) {
        let day = ceremony.started_at.day(world.zone());
        let words =
            format!("minutes of {} {}", day.format("%a %d %b"), ceremony.started_at.clock(world.zone()));
        let (id, label) = (ceremony.id, format!("{} {day}", ceremony.kind.title()));
        rows.push(PickRow::new(label, words, move |_| Ok(vec![Effect::ShowMinutes(id)])));
    }
    Picker::new("Ceremonies", rows).open()
}

/// Starts a ceremony, or joins the running one of its kind.
fn hold(world: &World<'_>, kind: CeremonyKind) -> Answer {
    if let Some(running) = world.workspace.meetings.running_one(kind) {
        return Ok(vec![Effect::Join(running.id)]);
    }
    if !world.is_writable {
        return Err("this file cannot be written".to_owned());
    }
    // Only the product owner decides on acceptance: anyone else who holds the review is asked once on whose behalf.
    if kind != CeremonyKind::Review || world.workspace.only_owners_accept(world.me, None).is_none() {
        return if kind == CeremonyKind::Retrospective {
            retrospective::formats()
        } else {
            Ok(vec![Effect::Hold(kind, None, Vec::new())])
        };
    }
    let begin = move |on_behalf| move |_: &World<'_>| Ok(vec![Effect::Hold(kind, on_behalf, Vec::new())]);
    let owners = world.workspace.with_role(Role::ProductOwner);
    let mut rows: Vec<_> = owners
        .map(|owner| {
            PickRow::new(owner.name.as_str(), "accept and reject on their behalf", begin(Some(owner.id)))
        })
        .collect();
    rows.push(PickRow::new("nobody", "watch only, or let them decide on their own screen", begin(None)));
    Picker::new("On behalf of which product owner?", rows).open()
}

pub fn minutes(model: &mut Model, _world: &World<'_>) -> Answer {
    Ok(vec![Effect::ShowMinutes(here(model)?.id)])
}

pub fn end(model: &mut Model, world: &World<'_>) -> Answer {
    let ceremony = running(model, world)?;
    let CeremonyFacts { voted, hidden, .. } = &here(model)?.facts;
    let mut lines = vec!["It ends for everyone, and the minutes are shown.".to_owned()];
    if !voted.is_empty() {
        let who: Vec<&str> = voted.iter().map(|id| world.workspace.name(*id)).collect();
        let who = crate::domain::sentence::list(&who);
        lines.push(format!(
            "{who} played a hidden card, which will not be in the minutes unless you reveal it first."
        ));
    }
    if *hidden > 0 {
        let notes = present::wall::hidden_notes(*hidden, "");
        lines.push(format!("{notes}, which will not be in the minutes unless you reveal them first."));
    }
    let title = format!("End the {}?", ceremony.kind);
    let lines = lines.into_iter().map(Styled::text).collect();
    Confirm { title, lines, then: effect::run(CeremonyCommand::End(ceremony.id)) }.open()
}

/// Asks the facilitator once, at the start, who is present; `None` if it concerns nobody else. The others are not
/// recorded.
pub fn ask_attendance(world: &World<'_>, ceremony: &Ceremony) -> Option<Prompt<Effect>> {
    let concerned = concerned(world.workspace, ceremony.kind);
    let others: Vec<PersonId> = concerned.into_iter().filter(|id| Some(*id) != world.me).collect();
    let first = world.workspace.name(*others.first()?).to_owned();
    let id = ceremony.id;
    let hint = "all, none, or names with commas; the others are not recorded";
    let prompt = Prompt::new("Who is present besides you?", hint, move |world, prompt| {
        let named = names::people(world.workspace, world.me, &others, prompt.text());
        let present = named.map_err(|refusal| with_hint(&refusal.message, refusal.hint.as_deref()))?;
        if present.is_empty() {
            return Ok(Vec::new());
        }
        run(CeremonyCommand::Present(id, world.me.into_iter().chain(present).collect()))
    });
    Some(prompt.placeholder(&format!("{first}, …")))
}

pub fn attend(model: &mut Model, world: &World<'_>) -> Answer {
    let ceremony = running(model, world)?;
    let joined = &here(model)?.facts.joined;
    let row = |(id, name): (PersonId, &str)| {
        let is_there = ceremony.present.contains(&id) || joined.contains(&id);
        (id, PickRow::one_of(name, people::roles_of(world, id), is_there))
    };
    let (id, rows) = (ceremony.id, people::present(world).map(row));
    let (everybody, rows): (Vec<PersonId>, Vec<_>) = rows.unzip();
    let picker = Picker::new("Who is present?", rows).together(move |_, picker| {
        // If no mark was toggled, the selected person is added.
        let is_touched = picker.rows.iter().any(|row| row.marked != row.was_marked);
        let here = picker.shown.get(picker.at).filter(|_| !is_touched);
        let is_there = |at: usize, row: &PickRow<Effect>| row.marked || here == Some(&at);
        let rows = everybody.iter().zip(&picker.rows).enumerate();
        let present = rows.filter(|(at, (_, row))| is_there(*at, row)).map(|(_, (id, _))| *id);
        run(CeremonyCommand::Present(id, present.collect()))
    });
    picker.open()
}

pub fn present(model: &mut Model, _world: &World<'_>) -> Answer {
    let columns = model.size.0;
    match model.screens.last_mut() {
        Some(Screen::Meeting(meeting)) => {
            meeting.presents = Some(!meeting.is_presented(columns));
            Ok(Vec::new())
        }
        Some(_) | None => Err("only in a ceremony; c starts one".to_owned()),
    }
}
