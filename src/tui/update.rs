//! From an action to a new model and effects. Pure: no file, no terminal, no clock.
//!
//! Each function answers with effects, or with the reason why nothing happens, as a sentence without a full stop.

#![expect(clippy::unnecessary_wraps, reason = "every action answers alike: with effects, or with why not")]

mod about;
mod answer;
mod change;
mod choose;
mod edit;
mod fill;
mod go;
mod meeting;
mod open;
mod setup;
mod split;
mod sprint;

pub use answer::{answer, live, pasted, text_command, written};
pub use change::is_repeatable;
pub use choose::{chosen, narrowed};
pub use fill::filled;
pub use meeting::poker::turned;
pub(super) use meeting::poker::{after_round, last_round};
pub use open::{form_field, open_field, reopen_text, who};
pub use sprint::ask_leftovers;

use super::action::{Action, Context};
use super::effect::Effect;
use super::layer::Layer;
use super::model::{Model, Pane};
use super::screen::Screen;
use super::world::World;

/// Effects, or why nothing happens.
pub type Answer = Result<Vec<Effect>, String>;

/// Does what an action means where the keys go now.
pub fn act(model: &mut Model, world: &World<'_>, action: Action) -> Answer {
    available(model, world, action).map_err(str::to_owned)?;
    match action {
        Action::Down => go::step(model, world, 1),
        Action::Up => go::step(model, world, -1),
        Action::PageDown => go::step(model, world, page(model)),
        Action::PageUp => go::step(model, world, -page(model)),
        Action::First => go::step(model, world, isize::MIN / 2),
        Action::Last => go::step(model, world, isize::MAX / 2),
        Action::Left if in_meeting(model) => meeting::side(model, world, false),
        Action::Right if in_meeting(model) => meeting::side(model, world, true),
        Action::NextSprint => meeting::ahead(model, world, true),
        Action::PreviousSprint => meeting::ahead(model, world, false),
        Action::Sprint if model.context() == Context::Planning => meeting::pull(model, world),
        Action::Left => go::sideways(model, world, false),
        Action::Right => go::sideways(model, world, true),
        Action::Back => go::back(model, world),
        Action::Leave => go::leave(model),
        Action::GoBacklog => go::pane(model, Pane::Backlog),
        Action::GoBoard => go::pane(model, Pane::Board),
        Action::GoReview => go::pane(model, Pane::Review),
        Action::GoSprint => go::pane(model, Pane::Sprint),
        Action::NextPane => go::next_pane(model, 1),
        Action::PreviousPane => go::next_pane(model, Pane::ALL.len() - 1),
        Action::Help => go::help(model),
        Action::Quit => {
            model.is_over = true;
            Ok(Vec::new())
        }
        Action::Repaint => Ok(vec![Effect::Repaint]),
        Action::Suspend => Ok(vec![Effect::Suspend]),
        Action::Undo => Ok(vec![Effect::Undo]),
        Action::Redo => Ok(vec![Effect::Redo]),
        Action::ItemHistory => go::history(model, world, true),
        Action::ProductHistory => go::history(model, world, false),
        Action::Setup => go::setup(model),
        Action::Mark => go::mark(model, world),
        Action::MarkAll => go::mark_all(model, world),
        Action::Filter => open::filter(model),
        Action::Jump => open::jump(model),
        Action::Search => open::search(model),
        Action::Palette => open::palette(model, world),
        Action::NewChild => open::new_parts(model, world),
        Action::NewCriterion => open::new_criteria(model, world),
        Action::NewTask => open::new_tasks(model, world),
        Action::NewQuestion => open::new_question(model, world),
        Action::Answer => edit::answer(model, world),
        Action::NewComment => open::new_comment(model, world),
        Action::NewLink => open::new_link(model, world),
        Action::NewDependency => open::new_dependency(model, world),
        Action::NewEpic => open::new_epic(model),
        Action::NewSprint => open::new_sprint(model, world),
        Action::NewPerson => open::new_person(model),
        Action::Import => open::import(model),
        Action::NewBackup => open::backup(model, world),
        Action::ActFor => open::act_for(model, world),
        Action::Ceremonies => meeting::menu(model, world),
        Action::Next => meeting::next(model, world, true),
        Action::Previous => meeting::next(model, world, false),
        Action::NextTopic => meeting::topic(model, world, true),
        Action::PreviousTopic => meeting::topic(model, world, false),
        Action::Impede => meeting::impede(model, world),
        Action::Feedback => meeting::feedback(model, world),
        Action::Park => meeting::park(model, world),
        Action::Decide => meeting::decide(model, world),
        Action::Urgent => meeting::urgent(model, world),
        Action::Shuffle => meeting::shuffle(model, world),
        Action::GoalOutcome => meeting::goal_outcome(model, world),
        Action::Group => meeting::group(model, world),
        Action::Why => meeting::why(model, world),
        Action::TurnOver => meeting::turn_over(model, world),
        Action::NextColumn => meeting::next_column(model, world),
        Action::Attend => meeting::attend(model, world),
        Action::Timebox => meeting::timebox(model, world),
        Action::Present => meeting::present(model),
        Action::Minutes => meeting::minutes(model),
        Action::End => meeting::end(model, world),
        Action::CopyMinutes => Ok(copy_minutes(model)),
        Action::SaveMinutes => meeting::save_minutes(model),
        Action::Edit if model.context() == Context::Setup => setup::edit(model, world),
        Action::Edit if in_meeting(model) => meeting::edit(model, world),
        Action::Open if in_meeting(model) => meeting::open(model, world),
        Action::New if in_meeting(model) => meeting::new_note(model, world),
        Action::Lanes if in_meeting(model) => meeting::lanes(model),
        Action::Met if in_meeting(model) => meeting::met(model, world),
        Action::Failed if in_meeting(model) => meeting::failed(model, world),
        Action::Remove if in_meeting(model) => meeting::remove(model, world),
        Action::RankUp if in_meeting(model) => meeting::rank(model, world, false),
        Action::RankDown if in_meeting(model) => meeting::rank(model, world, true),
        Action::CarryRight if in_meeting(model) => meeting::carry(model, world, true),
        Action::CarryLeft if in_meeting(model) => meeting::carry(model, world, false),
        Action::Open => go::open(model, world),
        Action::Edit => edit::edit(model, world),
        Action::New => open::new_items(model, world),
        Action::Lanes => {
            model.board.lanes = model.board.lanes.next();
            Ok(Vec::new())
        }
        Action::EditText => edit::edit_text(model, world),
        Action::Estimate => match meeting::poker::estimate(model, world) {
            Some(answer) => answer,
            None => about::estimate(model, world),
        },
        Action::Split => split::begin(model, world),
        Action::PlayCard => meeting::poker::play(model, world),
        Action::Assign => about::assign(model, world),
        Action::Labels => about::labels(model, world),
        Action::Move => about::move_to(model, world),
        Action::Drop => about::drop(model, world),
        Action::Reject => about::reject(model, world),
        Action::Block => change::block(model, world),
        Action::RankUp => change::rank(model, world, false),
        Action::RankDown => change::rank(model, world, true),
        Action::RankTop => change::rank_end(model, world, true),
        Action::RankBottom => change::rank_end(model, world, false),
        Action::Ready => change::ready(model, world),
        Action::Sprint => sprint::toggle(model, world),
        Action::SprintMenu => sprint::menu(model, world),
        Action::CarryRight => change::carry(model, world, true),
        Action::CarryLeft => change::carry(model, world, false),
        Action::Accept => change::accept(model, world),
        Action::Met => change::met(model, world),
        Action::Failed => change::failed(model, world),
        Action::Reopen => change::reopen(model, world),
        Action::Remove if model.context() == Context::Setup => setup::remove(model, world),
        Action::Remove => change::remove(model, world),
        Action::Copy => change::copy(model, world),
        Action::OpenLink => change::open_link(model, world),
        Action::Repeat => change::repeat(model, world),
        Action::Submit | Action::SubmitForm => submit(model, world),
        Action::Yes => confirmed(model),
        Action::No | Action::Cancel => go::cancel(model, world),
        Action::NextField => go::field(model, 1),
        Action::PreviousField => go::field(model, -1),
        Action::EditField => form_field(model, world),
        Action::Outside => edit::outside(model, world),
        Action::Choose => {
            match model.layers.last_mut() {
                Some(Layer::Picker(picker)) => picker.mark(),
                Some(Layer::Divide(divide)) => divide.turn(),
                Some(_) | None => {}
            }
            Ok(Vec::new())
        }
    }
}

/// How far a page goes: the rows of the body, less one to keep the place.
fn page(model: &Model) -> isize {
    isize::try_from(model.size.1.saturating_sub(7)).unwrap_or(10).max(1)
}

fn submit(model: &mut Model, world: &World<'_>) -> Answer {
    match model.layers.last() {
        Some(Layer::Prompt(_)) => answer(model, world),
        Some(Layer::Writing(_)) => written(model, world),
        Some(Layer::Form(_) | Layer::Welcome(_)) => filled(model, world),
        Some(Layer::Picker(_)) => chosen(model, world),
        Some(Layer::Divide(_)) => split::divided(model, world),
        Some(Layer::Confirm(_)) => confirmed(model),
        None => Ok(Vec::new()),
    }
}

fn confirmed(model: &mut Model) -> Answer {
    match model.layers.pop() {
        Some(Layer::Confirm(confirm)) => Ok(vec![Effect::Run(confirm.then, super::effect::After::Nothing)]),
        other => {
            model.layers.extend(other);
            Ok(Vec::new())
        }
    }
}

/// Says why an action can do nothing now; the footer dims it, and its key says so.
#[expect(clippy::wildcard_enum_match_arm, reason = "most actions need no more than an item")]
pub fn available(model: &Model, world: &World<'_>, action: Action) -> Result<(), &'static str> {
    let needs_item = action.row().places.has(Context::Detail)
        && !action.row().places.has(Context::Setup)
        && !action.row().places.has(Context::History);
    let changes = !action.row().verb.is_empty()
        && !matches!(
            action.row().verb,
            "show"
                | "list"
                | "search"
                | "log"
                | "backlog"
                | "board"
                | "review"
                | "sprint show"
                | "minutes"
                | "hold"
        );
    if changes && !world.is_writable && action != Action::Setup {
        return Err("this file cannot be written");
    }
    let item = model.item(world).and_then(|id| world.item(id));
    match action {
        Action::Jump | Action::Search | Action::Impede | Action::Feedback | Action::Urgent => return Ok(()),
        // Rows of a ceremony are more than items: each action says itself what it cannot do.
        Action::Met
        | Action::Failed
        | Action::Remove
        | Action::Edit
        | Action::RankUp
        | Action::RankDown
        | Action::Open
            if in_meeting(model) =>
        {
            return Ok(());
        }
        Action::Mark | Action::RankTop | Action::RankBottom | Action::Failed | Action::Met
            if item.is_none() =>
        {
            return Err("there is no item here");
        }
        Action::RankUp | Action::RankDown | Action::Ready if !in_setup(model) => {
            let item = item.ok_or("there is no item here")?;
            if matches!(model.part(), Some(super::model::Part::Criterion(_))) && action != Action::Ready {
                return Ok(());
            }
            if !item.is_in_backlog() {
                return Err("the item is not in the backlog");
            }
        }
        Action::Accept | Action::Reject => {
            let item = item.ok_or("there is no item here")?;
            if item.stage != crate::domain::value::Stage::Review {
                return Err("only what waits in Review is accepted or rejected");
            }
        }
        Action::Split if in_setup(model) && !setup::is_epic(model, world) => {
            return Err("only an item or an epic is split");
        }
        Action::Reopen if item.is_none_or(|item| item.stage.is_open()) => {
            return Err("only a dropped or accepted item is reopened");
        }
        Action::CarryLeft | Action::CarryRight | Action::Move
            if item.is_some_and(|item| !item.stage.is_open()) =>
        {
            return Err("it is accepted or dropped, and stays; O reopens it");
        }
        Action::Move | Action::CarryLeft | Action::CarryRight
            if item.is_some_and(|item| !item.stage.is_on_board()) =>
        {
            return Err("the item is not on the board; s puts it into the sprint");
        }
        Action::Repeat if model.last.is_none() => {
            return Err("nothing has been done yet that could be repeated");
        }
        _ => {}
    }
    if needs_item && item.is_none() && !matches!(action, Action::New | Action::NewChild) {
        return Err("there is no item here");
    }
    Ok(())
}

fn in_meeting(model: &Model) -> bool {
    matches!(model.screens.last(), Some(Screen::Meeting(_))) && model.layers.is_empty()
}

fn copy_minutes(model: &Model) -> Vec<Effect> {
    match model.screens.last() {
        Some(Screen::Minutes(minutes)) => vec![Effect::Copy(minutes.markdown.clone())],
        Some(_) | None => Vec::new(),
    }
}

fn in_setup(model: &Model) -> bool {
    matches!(model.screens.last(), Some(Screen::Setup(_)))
}
