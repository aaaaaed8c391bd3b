//! Actions that come to a command at once.

use super::Answer;
use crate::domain::command::Edited;
use crate::domain::command::{
    Command, CommentCommand, CriterionCommand, ItemCommand, LinkCommand, Place, QuestionCommand, TaskCommand,
};
use crate::domain::detail::TaskField;
use crate::domain::id::ItemId;
use crate::domain::value::{Prose, Stage, Verdict};
use crate::tui::effect::{After, Effect};
use crate::tui::layer::{Ask, Layer};
use crate::tui::model::{Board, Model, Part};
use crate::tui::screen::Screen;
use crate::tui::world::World;

fn run(command: ItemCommand) -> Answer {
    Ok(vec![Effect::Run(Command::Item(command), After::Nothing)])
}

/// Returns the items that an action is for, or says that there is none.
pub(super) fn targets(model: &Model, world: &World<'_>) -> Result<Vec<ItemId>, String> {
    let items = model.targets(world);
    if items.is_empty() { Err("there is no item here".to_owned()) } else { Ok(items) }
}

/// Moves the item, or the criterion or column under the cursor, past its neighbour on the screen.
pub(super) fn rank(model: &mut Model, world: &World<'_>, down: bool) -> Answer {
    if matches!(model.screens.last(), Some(Screen::Setup(_))) {
        return super::setup::shift(model, world, down);
    }
    if let (Some(_), Some(Part::Criterion(_))) = (model.item(world), model.part()) {
        return rank_part(model, world, down);
    }
    let items = targets(model, world)?;
    let rows = model.backlog.rows(world);
    let at = |id: &ItemId| rows.iter().position(|row| row == id);
    let edge = if down { items.iter().filter_map(at).max() } else { items.iter().filter_map(at).min() };
    let edge = edge.ok_or_else(|| "the item is not in this list".to_owned())?;
    let neighbour = if down { rows.get(edge + 1) } else { edge.checked_sub(1).and_then(|at| rows.get(at)) };
    let neighbour = neighbour
        .ok_or_else(|| if down { "it is the last row" } else { "it is the first row" }.to_owned())?;
    let place = if down { Place::After(*neighbour) } else { Place::Before(*neighbour) };
    run(ItemCommand::Rank { items, place })
}

/// Moves the criterion under the cursor past its neighbour.
pub(super) fn rank_part(model: &Model, world: &World<'_>, down: bool) -> Answer {
    let (Some(item), Some(Part::Criterion(criterion))) = (model.item(world), model.part()) else {
        return Err("put the cursor on a criterion".to_owned());
    };
    let command = CriterionCommand::Shift { item, criterion, down };
    Ok(vec![Effect::Run(Command::Criterion(command), After::Nothing)])
}

pub(super) fn rank_end(model: &Model, world: &World<'_>, top: bool) -> Answer {
    let items = targets(model, world)?;
    run(ItemCommand::Rank { items, place: if top { Place::Top } else { Place::Bottom } })
}

/// Makes new items ready; where all of them are ready already, takes that back.
pub(super) fn ready(model: &Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    let all_ready = items.iter().all(|id| world.item(*id).is_some_and(|item| item.stage == Stage::Ready));
    run(if all_ready { ItemCommand::Unready(items) } else { ItemCommand::Ready(items, None) })
}

pub(super) fn carry(model: &mut Model, world: &World<'_>, right: bool) -> Answer {
    let items = targets(model, world)?;
    let first =
        items.first().and_then(|id| world.item(*id)).ok_or_else(|| "there is no card here".to_owned())?;
    let columns = Board::columns(world);
    let at = columns.iter().position(|column| Some(column.id) == first.board_column);
    let at = at.ok_or_else(|| "an accepted card stays; O reopens it".to_owned())?;
    let to = if right { columns.get(at + 1) } else { at.checked_sub(1).and_then(|at| columns.get(at)) };
    let to = to.ok_or_else(|| {
        if right { "A accepts what waits in the last column" } else { "s takes it out of the sprint" }
            .to_owned()
    })?;
    Ok(vec![Effect::Run(Command::Item(ItemCommand::Move(items, to.id)), After::Select)])
}

pub(super) fn accept(model: &Model, world: &World<'_>) -> Answer {
    run(ItemCommand::Accept(targets(model, world)?, None))
}

pub(super) fn reopen(model: &Model, world: &World<'_>) -> Answer {
    run(ItemCommand::Reopen(targets(model, world)?))
}

/// Takes the block off where all are blocked; asks for the reason otherwise.
pub(super) fn block(model: &mut Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    if items.iter().all(|id| world.item(*id).is_some_and(|item| item.blocked.is_some())) {
        return run(ItemCommand::Unblock(items));
    }
    let title = format!("What blocks {}?", super::open::named(world, &items));
    super::open::prompt(model, title, "", Ask::Block(items), "one line, for everybody to read")
}

/// Ticks what is under the cursor, or takes the tick off.
pub(super) fn met(model: &Model, world: &World<'_>) -> Answer {
    let item = model.item(world).ok_or_else(|| "there is no item here".to_owned())?;
    let row = world.item(item).ok_or_else(|| "there is no item here".to_owned())?;
    let detail = world.workspace.detail(item).ok_or_else(|| "still reading; press again".to_owned())?;
    let command = match model.part() {
        Some(Part::Criterion(id)) => {
            let met = detail.criteria.iter().any(|it| it.id == id && it.verdict == Verdict::Met);
            let verdict = if met { Verdict::Unchecked } else { Verdict::Met };
            Command::Criterion(CriterionCommand::Judge(item, id, verdict, Prose::default()))
        }
        Some(Part::Task(id)) => {
            let done = detail.tasks.iter().any(|it| it.id == id && it.done);
            Command::set_part(item, id, vec![Edited::blind(TaskField::Done(!done))])
        }
        Some(Part::Rule(rule)) => {
            Command::Item(ItemCommand::Tick { item, rule, on: !row.ticks.contains(&rule) })
        }
        Some(Part::Question(_) | Part::Dependency(_) | Part::Child(_) | Part::Link(_) | Part::Comment(_))
        | None => {
            return Err("Space ticks a criterion, a rule or a task: put the cursor on one".to_owned());
        }
    };
    Ok(vec![Effect::Run(command, After::Nothing)])
}

pub(super) fn failed(model: &mut Model, world: &World<'_>) -> Answer {
    let item = model.item(world).ok_or_else(|| "there is no item here".to_owned())?;
    let Some(Part::Criterion(id)) = model.part() else {
        return Err("x is for a criterion: put the cursor on one".to_owned());
    };
    super::open::prompt(
        model,
        "What did you see?".to_owned(),
        "",
        Ask::FailedNote(item, id),
        "may stay empty",
    )
}

/// Takes away the part under the cursor; undo brings it back.
pub(super) fn remove(model: &Model, world: &World<'_>) -> Answer {
    let item = model.item(world).ok_or_else(|| "there is no item here".to_owned())?;
    let command = match model.part() {
        Some(Part::Criterion(id)) => Command::Criterion(CriterionCommand::Remove(item, id)),
        Some(Part::Task(id)) => Command::Task(TaskCommand::Remove(item, id)),
        Some(Part::Question(id)) => Command::Question(QuestionCommand::Withdraw(item, id)),
        Some(Part::Comment(id)) => Command::Comment(CommentCommand::Remove(item, id)),
        Some(Part::Link(id)) => Command::Link(LinkCommand::Remove(item, id)),
        Some(Part::Dependency(on)) => Command::Item(ItemCommand::Depend { item, on, present: false }),
        Some(Part::Rule(_) | Part::Child(_)) | None => {
            return Err("put the cursor on a line that can be taken away; D drops the item".to_owned());
        }
    };
    Ok(vec![Effect::Run(command, After::Nothing)])
}

pub(super) fn copy(model: &Model, world: &World<'_>) -> Answer {
    if let Some(url) = link(model, world) {
        return Ok(vec![Effect::Copy(url)]);
    }
    let items = targets(model, world)?;
    let keys: Vec<String> = items.iter().map(|id| world.workspace.key(*id)).collect();
    Ok(vec![Effect::Copy(keys.join(" "))])
}

/// The address of the link under the cursor.
fn link(model: &Model, world: &World<'_>) -> Option<String> {
    let Some(Part::Link(id)) = model.part() else { return None };
    let detail = world.workspace.detail(model.item(world)?)?;
    detail.links.iter().find(|link| link.id == id).map(|link| link.url.as_str().to_owned())
}

pub(super) fn open_link(model: &Model, world: &World<'_>) -> Answer {
    if let Some(url) = link(model, world) {
        return Ok(vec![Effect::OpenLink(url)]);
    }
    let item = model.item(world).ok_or_else(|| "there is no item here".to_owned())?;
    let detail = world.workspace.detail(item).ok_or_else(|| "still reading; press again".to_owned())?;
    match detail.links.first() {
        Some(link) => Ok(vec![Effect::OpenLink(link.url.as_str().to_owned())]),
        None => Err("this item has no link; N l adds one".to_owned()),
    }
}

/// Does to the items here what was done last to others.
pub(super) fn repeat(model: &Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    let command = match model.last.as_ref() {
        Some(Command::Item(command)) => match command {
            ItemCommand::Tag { add, remove, .. } => {
                ItemCommand::Tag { items, add: add.clone(), remove: remove.clone() }
            }
            ItemCommand::Assign { add, remove, .. } => {
                ItemCommand::Assign { items, add: add.clone(), remove: remove.clone() }
            }
            ItemCommand::Rank { place, .. } => ItemCommand::Rank { items, place: *place },
            ItemCommand::Block(_, reason) => ItemCommand::Block(items, reason.clone()),
            ItemCommand::Unblock(_) => ItemCommand::Unblock(items),
            ItemCommand::Ready(_, reason) => ItemCommand::Ready(items, reason.clone()),
            ItemCommand::Unready(_) => ItemCommand::Unready(items),
            ItemCommand::Move(_, column) => ItemCommand::Move(items, *column),
            ItemCommand::Accept(_, reason) => ItemCommand::Accept(items, reason.clone()),
            ItemCommand::Drop(_, reason) => ItemCommand::Drop(items, reason.clone()),
            ItemCommand::Reopen(_) => ItemCommand::Reopen(items),
            ItemCommand::Add { .. }
            | ItemCommand::Reject { .. }
            | ItemCommand::Depend { .. }
            | ItemCommand::Tick { .. } => {
                return Err("what was done last cannot be repeated for another item".to_owned());
            }
        },
        Some(Command::Sprint(crate::domain::command::SprintCommand::Select(sprint, _))) => {
            let command = crate::domain::command::SprintCommand::Select(*sprint, items);
            return Ok(vec![Effect::Run(Command::Sprint(command), After::Nothing)]);
        }
        Some(Command::Set(sets)) if sets.iter().all(|set| set.of_items(&items).is_some()) => {
            let sets = sets.iter().filter_map(|set| set.of_items(&items)).collect();
            return Ok(vec![Effect::Run(Command::Set(sets), After::Nothing)]);
        }
        Some(_) | None => return Err("what was done last cannot be repeated for another item".to_owned()),
    };
    run(command)
}

/// Tells whether a command is one that `.` repeats.
#[expect(clippy::wildcard_enum_match_arm, reason = "a command of its own kind is repeated, or it is not")]
pub fn is_repeatable(command: &Command) -> bool {
    use crate::domain::command::SprintCommand;
    match command {
        Command::Item(command) => !matches!(
            command,
            ItemCommand::Add { .. }
                | ItemCommand::Reject { .. }
                | ItemCommand::Depend { .. }
                | ItemCommand::Tick { .. }
        ),
        Command::Sprint(command) => matches!(command, SprintCommand::Select(..)),
        Command::Set(sets) => sets.iter().all(|set| set.of_items(&[]).is_some()),
        _ => false,
    }
}

/// Opens a layer.
pub(super) fn push(model: &mut Model, layer: Layer) -> Answer {
    model.layers.push(layer);
    Ok(Vec::new())
}
