//! Actions that differ between ceremonies, the setup and the panes.

use super::{
    about, change, edit as item, go, in_meeting, in_setup, meeting, new as items, setup, split as parts,
    sprint as sprints,
};
use crate::tui::context::Context;
use crate::tui::effect::Answer;
use crate::tui::model::Model;
use crate::tui::world::World;

macro_rules! by_screen {
    ($($name:ident: $meeting:path, $(in setup $setup:path,)? else $elsewhere:path;)+) => {
        $(pub fn $name(model: &mut Model, world: &World<'_>) -> Answer {
            if in_meeting(model) {
                return $meeting(model, world);
            }
            $(if in_setup(model) {
                return $setup(model, world);
            })?
            $elsewhere(model, world)
        })+
    };
}

// The function of each in a ceremony, in the setup if it differs there, and everywhere else.
by_screen! {
    new: meeting::new_note, else items::items;
    edit: meeting::edit, in setup setup::edit, else item::edit;
    met: meeting::met, else change::met;
    failed: meeting::failed, else change::failed;
    remove: meeting::remove, in setup setup::remove, else change::remove;
    lanes: meeting::lanes, else go::lanes;
    split: parts::begin, in setup setup::split, else parts::begin;
}

/// Opens the selected row.
pub fn open(model: &mut Model, world: &World<'_>) -> Answer {
    if in_meeting(model) {
        meeting::open(model, world)
    } else if in_setup(model) {
        setup::open(model, world)
    } else if model.context() == Context::Detail {
        item::edit(model, world)
    } else {
        go::open(model, world)
    }
}

/// Moves the cursor to the adjacent column.
pub fn sideways(model: &mut Model, world: &World<'_>, right: bool) -> Answer {
    if in_meeting(model) { meeting::side(model, world, right) } else { go::sideways(model, world, right) }
}

/// Moves the selected row past its neighbour.
pub fn rank(model: &mut Model, world: &World<'_>, down: bool) -> Answer {
    if in_meeting(model) {
        meeting::rank(model, world, down)
    } else if in_setup(model) {
        setup::shift(model, world, down)
    } else {
        change::rank(model, world, down)
    }
}

/// Moves cards to the adjacent column.
pub fn carry(model: &mut Model, world: &World<'_>, right: bool) -> Answer {
    if in_meeting(model) { meeting::carry(model, world, right) } else { change::carry(model, world, right) }
}

/// Estimates an item; in a refinement, opens the input of everyone's cards.
pub fn estimate(model: &mut Model, world: &World<'_>) -> Answer {
    meeting::poker::estimate(model, world).unwrap_or_else(|| about::estimate(model, world))
}

/// Adds an item to a sprint; in sprint planning, to the sprint being planned.
pub fn sprint(model: &mut Model, world: &World<'_>) -> Answer {
    if model.context() == Context::Planning {
        meeting::pull(model, world)
    } else {
        sprints::toggle(model, world)
    }
}
