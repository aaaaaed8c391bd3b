//! Preconditions of actions.

use super::{NO_ITEM, in_meeting, in_setup, setup};
use crate::domain::item::Item;
use crate::domain::value::Stage;
use crate::domain::views::item::PartRef;
use crate::tui::model::Model;
use crate::tui::screen::SetupRow;
use crate::tui::world::World;

/// Why an action is not available.
type Available = Result<(), &'static str>;

fn here<'a>(model: &Model, world: &World<'a>) -> Result<&'a Item, &'static str> {
    model.item(world).and_then(|id| world.item(id)).ok_or(NO_ITEM)
}

fn must(is_so: bool, why: &'static str) -> Available {
    if is_so { Ok(()) } else { Err(why) }
}

/// Always available; the action itself reports what it cannot do.
pub fn nothing(_model: &Model, _world: &World<'_>) -> Available {
    Ok(())
}

/// A screen, marks or a filter to leave.
pub fn way_back(model: &Model, _world: &World<'_>) -> Available {
    let is_plain = model.screens.is_empty() && model.marks.is_empty() && model.filter.is_none();
    must(!is_plain, "Nothing to go back to; q quits")
}

/// An item.
pub fn item(model: &Model, world: &World<'_>) -> Available {
    here(model, world).map(|_| ())
}

/// An item; in a ceremony any row.
pub fn item_or_ceremony(model: &Model, world: &World<'_>) -> Available {
    if in_meeting(model) { Ok(()) } else { item(model, world) }
}

/// An item that has not been selected for the board.
pub fn in_backlog(model: &Model, world: &World<'_>) -> Available {
    must(here(model, world)?.is_in_backlog(), "the item is not in the backlog")
}

/// A row that can be moved up and down.
pub fn ranked(model: &Model, world: &World<'_>) -> Available {
    let is_row = in_meeting(model) || in_setup(model);
    if is_row || (item(model, world).is_ok() && matches!(model.part(), Some(PartRef::Criterion(_)))) {
        return Ok(());
    }
    in_backlog(model, world)
}

/// An item that waits for acceptance.
pub fn in_review(model: &Model, world: &World<'_>) -> Available {
    let is_there = here(model, world)?.stage == Stage::Review;
    must(is_there, "only items in Review can be accepted or rejected")
}

/// An item, or in the setup an epic.
pub fn item_or_epic(model: &Model, world: &World<'_>) -> Available {
    let is_epic = || matches!(setup::entry(model, world), Ok(SetupRow::Epic(_)));
    must(!in_setup(model) || is_epic(), "only items and epics can be split")
}

/// An item that is accepted or dropped.
pub fn closed(model: &Model, world: &World<'_>) -> Available {
    let is_closed = here(model, world).is_ok_and(|item| !item.stage.is_open());
    must(is_closed, "only dropped and accepted items can be reopened")
}

/// An item on the board.
pub fn on_board(model: &Model, world: &World<'_>) -> Available {
    let item = here(model, world)?;
    must(item.stage.is_open(), "it is accepted or dropped; O reopens it")?;
    must(item.stage.is_on_board(), "the item is not on the board; s adds it to the sprint")
}

/// An item on the board; rows other than items are accepted, too.
pub fn card(model: &Model, world: &World<'_>) -> Available {
    if item(model, world).is_ok() { on_board(model, world) } else { Ok(()) }
}

/// An item, and a previous command to repeat.
pub fn repeatable(model: &Model, world: &World<'_>) -> Available {
    must(model.last.is_some(), "nothing to repeat yet")?;
    item(model, world)
}
