//! Actions that run a command immediately.

use super::{beside, here, loaded_detail, named, run, targets};
use crate::domain::command::ReopenTo;
use crate::domain::command::{
    Command, CommentCommand, CriterionCommand, FieldEdit, ItemCommand, LinkCommand, Position,
    QuestionCommand, SprintCommand, TaskCommand,
};
use crate::domain::detail::TaskField;
use crate::domain::id::ItemId;
use crate::domain::value::{Prose, Stage, Verdict};
use crate::domain::views::item::PartRef;
use crate::tui::effect::{After, Answer, Effect, Outside};
use crate::tui::layer::{PickRow, Picker, Prompt};
use crate::tui::model::{BoardPane, Model};
use crate::tui::world::World;

/// Moves the item, or the selected criterion, past its neighbour on the screen.
pub fn rank(model: &Model, world: &World<'_>, down: bool) -> Answer {
    if let (Some(_), Some(PartRef::Criterion(_))) = (model.item(world), model.part()) {
        return rank_part(model, world, down);
    }
    let items = targets(model, world)?;
    let rows = model.backlog.rows(world);
    let at = |id: &ItemId| rows.iter().position(|row| row == id);
    let edge = if down { items.iter().filter_map(at).max() } else { items.iter().filter_map(at).min() };
    let edge = edge.ok_or("this item is not in the list")?;
    let neighbour = beside(rows, edge, down);
    let neighbour = neighbour.ok_or(if down { "already the last row" } else { "already the first row" })?;
    let place = if down { Position::After(*neighbour) } else { Position::Before(*neighbour) };
    run(ItemCommand::Rank { items, place })
}

/// Moves the selected criterion past its neighbour.
pub fn rank_part(model: &Model, world: &World<'_>, down: bool) -> Answer {
    let (Some(item), Some(PartRef::Criterion(criterion))) = (model.item(world), model.part()) else {
        return Err("select a criterion first".to_owned());
    };
    run(CriterionCommand::Shift { item, criterion, down })
}

/// Moves the items to a position in the backlog.
pub fn rank_at(model: &Model, world: &World<'_>, place: Position) -> Answer {
    run(ItemCommand::Rank { items: targets(model, world)?, place })
}

/// Makes new items ready; if all of them are ready already, reverts that.
pub fn ready(model: &mut Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    let all_ready = items.iter().all(|id| world.item(*id).is_some_and(|item| item.stage == Stage::Ready));
    run(if all_ready { ItemCommand::Unready(items) } else { ItemCommand::Ready(items, None) })
}

/// Moves the cards to the adjacent column.
pub fn carry(model: &Model, world: &World<'_>, right: bool) -> Answer {
    let items = targets(model, world)?;
    let first = items.first().and_then(|id| world.item(*id)).ok_or("no card selected")?;
    let columns = BoardPane::columns(world);
    let at = columns.iter().position(|column| Some(column.id) == first.board_column);
    let at = at.ok_or("an accepted card stays in place; O reopens it")?;
    let to = beside(&columns, at, right);
    let to = to.ok_or_else(|| {
        if right {
            "already in the last column; A accepts it"
        } else {
            "already in the first column; s removes it from the sprint"
        }
        .to_owned()
    })?;
    Ok(vec![Effect::Run(Command::Item(ItemCommand::Move(items, to.id)), After::Select)])
}

pub fn accept(model: &mut Model, world: &World<'_>) -> Answer {
    run(ItemCommand::Accept(targets(model, world)?, None))
}

pub fn reopen(model: &mut Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    let running = world.workspace.running().map(|sprint| sprint.id);
    let was_in_running = |id: &ItemId| {
        let item = world.item(*id);
        item.is_some_and(|it| it.stage == Stage::Accepted && running.is_some() && it.sprint == running)
    };
    if !items.iter().all(was_in_running) {
        return run(ItemCommand::Reopen(items, ReopenTo::WhereItWas));
    }
    let mut columns = BoardPane::columns(world);
    columns.sort_by_key(|column| column.stage != Stage::Doing);
    let row = |name: &str, to: ReopenTo| {
        let items = items.clone();
        PickRow::new(name, "", move |_: &World<'_>| {
            let reopen = Command::Item(ItemCommand::Reopen(items.clone(), to));
            Ok(vec![Effect::Run(reopen, After::Select)])
        })
    };
    let mut rows: Vec<_> =
        columns.iter().map(|column| row(&column.name, ReopenTo::Column(column.id))).collect();
    rows.push(row("Top of the backlog", ReopenTo::Backlog));
    let what = match items.as_slice() {
        [one] => world.workspace.key(*one),
        many => crate::present::count(many.len(), "item", "items"),
    };
    Picker::new(format!("Reopen {what} in"), rows).open()
}

/// Unblocks the items if all are blocked; otherwise asks for the reason to block them.
pub fn block(model: &mut Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    if items.iter().all(|id| world.item(*id).is_some_and(|item| item.blocked.is_some())) {
        return run(ItemCommand::Unblock(items));
    }
    let title = format!("What blocks {}?", named(world, &items));
    let hint = "one line; everyone can read it";
    Prompt::new(title, hint, move |_, prompt| run(ItemCommand::Block(items.clone(), prompt.line()?))).open()
}

/// Toggles the selected criterion, rule or task.
pub fn met(model: &mut Model, world: &World<'_>) -> Answer {
    let row = here(model, world)?;
    let item = row.id;
    let detail = loaded_detail(world, item)?;
    let command = match model.part() {
        Some(PartRef::Criterion(id)) => {
            let met = detail.criteria.iter().any(|it| it.id == id && it.verdict == Verdict::Met);
            let verdict = if met { Verdict::Unchecked } else { Verdict::Met };
            Command::Criterion(CriterionCommand::Judge(item, id, verdict, Prose::default()))
        }
        Some(PartRef::Task(id)) => {
            let done = detail.tasks.iter().any(|it| it.id == id && it.done);
            Command::set_part(item, id, vec![FieldEdit::blind(TaskField::Done(!done))])
        }
        Some(PartRef::Rule(rule)) => {
            Command::Item(ItemCommand::Tick { item, rule, on: !row.ticks.contains(&rule) })
        }
        Some(
            PartRef::Question(_)
            | PartRef::Dependency(_)
            | PartRef::Child(_)
            | PartRef::Link(_)
            | PartRef::Comment(_),
        )
        | None => {
            return Err("select a criterion, rule or task first; Space checks it".to_owned());
        }
    };
    run(command)
}

pub fn failed(model: &mut Model, world: &World<'_>) -> Answer {
    let item = here(model, world)?.id;
    let Some(PartRef::Criterion(id)) = model.part() else {
        return Err("select a criterion first; x marks it as failed".to_owned());
    };
    let prompt = Prompt::new("What went wrong?", "optional", move |_, prompt| {
        run(CriterionCommand::Judge(item, id, Verdict::Failed, prompt.prose()?))
    });
    prompt.open()
}

/// Removes the selected part; undo restores it.
pub fn remove(model: &mut Model, world: &World<'_>) -> Answer {
    let item = here(model, world)?.id;
    let command = match model.part() {
        Some(PartRef::Criterion(id)) => Command::Criterion(CriterionCommand::Remove(item, id)),
        Some(PartRef::Task(id)) => Command::Task(TaskCommand::Remove(item, id)),
        Some(PartRef::Question(id)) => Command::Question(QuestionCommand::Withdraw(item, id)),
        Some(PartRef::Comment(id)) => Command::Comment(CommentCommand::Remove(item, id)),
        Some(PartRef::Link(id)) => Command::Link(LinkCommand::Remove(item, id)),
        Some(PartRef::Dependency(on)) => Command::Item(ItemCommand::Depend { item, on, present: false }),
        Some(PartRef::Rule(_) | PartRef::Child(_)) | None => {
            return Err("select a line that can be removed first; D drops the item".to_owned());
        }
    };
    run(command)
}

pub fn copy(model: &mut Model, world: &World<'_>) -> Answer {
    if let Some(url) = super::link::selected(model, world) {
        return Ok(vec![Outside::Copy(url).into()]);
    }
    let items = targets(model, world)?;
    let keys: Vec<String> = items.iter().map(|id| world.workspace.key(*id)).collect();
    Ok(vec![Outside::Copy(keys.join(" ")).into()])
}

/// Repeats the last command for the items here.
pub fn repeat(model: &mut Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    let command = model.last.as_ref().and_then(|last| again(last, items));
    run(command.ok_or("the last action cannot be repeated on another item")?)
}

/// Returns the same command for other items; `None` if it cannot be repeated.
#[expect(clippy::wildcard_enum_match_arm, reason = "a command of its own kind is repeated, or it is not")]
pub fn again(command: &Command, items: Vec<ItemId>) -> Option<Command> {
    Some(match command {
        Command::Item(command) => Command::Item(match command {
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
            ItemCommand::Reopen(_, to) => ItemCommand::Reopen(items, *to),
            ItemCommand::Add { .. }
            | ItemCommand::Reject { .. }
            | ItemCommand::Depend { .. }
            | ItemCommand::Tick { .. } => return None,
        }),
        Command::Sprint(SprintCommand::Select(sprint, _)) => SprintCommand::Select(*sprint, items).into(),
        Command::Set(sets) => {
            Command::Set(sets.iter().map(|set| set.of_items(&items)).collect::<Option<_>>()?)
        }
        _ => return None,
    })
}
