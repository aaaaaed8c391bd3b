//! The stand-up: where its walk is, and what is shown there.

use super::Meeting;
use crate::domain::id::{ColumnId, Id as _, PersonId};
use crate::domain::views::Topic;
use crate::domain::views::standup::{Exceptions, Stop, Turn, walk};
use crate::present::{standup, tree::Tree};
use crate::tui::world::World;

/// The stops of the walk, in its order.
pub(super) fn stops(world: &World<'_>, meeting: &Meeting) -> Vec<Stop> {
    walk(world.workspace, &meeting.cursor.order, meeting.cursor.by_column)
}

/// Where the walk is; its first stop where nobody has gone anywhere.
pub(super) fn stop(world: &World<'_>, meeting: &Meeting) -> Option<Stop> {
    let stops = stops(world, meeting);
    let here = if meeting.cursor.by_column {
        meeting.cursor.column.and_then(ColumnId::new).map(Stop::Column)
    } else {
        match meeting.cursor.person {
            Some(0) => Some(Stop::Nobody),
            number => number.and_then(PersonId::new).map(Stop::Person),
        }
    };
    here.filter(|stop| stops.contains(stop)).or_else(|| stops.first().copied())
}

pub(super) fn tree(world: &World<'_>, meeting: &Meeting) -> Tree {
    let facts = meeting.facts.standup.as_ref();
    if meeting.topic() == Topic::Walk {
        let steps = facts.map_or(&[][..], |facts| &facts.steps);
        standup::turn(&Turn::of(world.workspace, stop(world, meeting), steps, world.now))
    } else {
        let exceptions = Exceptions::of(world.workspace, facts, world.now);
        standup::exceptions(&exceptions, facts, world.zone())
    }
}
