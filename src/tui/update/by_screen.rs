//! Actions that mean something else in a ceremony, in the setup or in a pane.

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

// What each means in a ceremony, in the setup where that is something else, and everywhere else.
by_screen! {
    right: meeting::to_sprint, else go::right;
    left: meeting::to_backlog, else go::left;
    open: meeting::open, else go::open;
    new: meeting::new_note, else items::items;
    edit: meeting::edit, in setup setup::edit, else item::edit;
    rank_up: meeting::rank_up, in setup setup::shift_up, else change::rank_up;
    rank_down: meeting::rank_down, in setup setup::shift_down, else change::rank_down;
    carry_right: meeting::carry_right, else change::carry_right;
    carry_left: meeting::carry_left, else change::carry_left;
    met: meeting::met, else change::met;
    failed: meeting::failed, else change::failed;
    remove: meeting::remove, in setup setup::remove, else change::remove;
    lanes: meeting::lanes, else go::lanes;
    split: parts::begin, in setup setup::split, else parts::begin;
}

/// In a refinement, the cards of all who estimate.
pub fn estimate(model: &mut Model, world: &World<'_>) -> Answer {
    meeting::poker::estimate(model, world).unwrap_or_else(|| about::estimate(model, world))
}

/// In sprint planning, the sprint that is planned.
pub fn sprint(model: &mut Model, world: &World<'_>) -> Answer {
    if model.context() == Context::Planning {
        meeting::pull(model, world)
    } else {
        sprints::toggle(model, world)
    }
}
