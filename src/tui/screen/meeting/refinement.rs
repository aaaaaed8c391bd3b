//! Refinement: the queue of what is not ready, and who estimates it. What helps to decide about one of its items is drawn beside it.

use super::Meeting;
use crate::domain::id::{Id, ItemId, PersonId};
use crate::domain::poker::{self, Deck, deck_of};
use crate::domain::value::Stage;
use crate::tui::world::World;

/// What is gone through: items of the backlog that are not ready, nearest the top first, those put off at the end.
///
/// The item on the screen stays in its place, also once it is ready or gone, until one goes on.
pub(super) fn queue(world: &World<'_>, meeting: &Meeting) -> Vec<ItemId> {
    let here = meeting.detail.as_ref().map(|detail| detail.item);
    let here = meeting.cursor.item().or(here).filter(|id| world.item(*id).is_some());
    let parked = |id: ItemId| meeting.cursor.parked.iter().position(|it| *it == id.number());
    let is_new = |id: ItemId| world.item(id).is_some_and(|item| item.stage == Stage::New);
    let backlog = world.workspace.items.backlog().iter().copied();
    let mut queue: Vec<ItemId> = backlog.filter(|id| is_new(*id) || Some(*id) == here).collect();
    if let Some(here) = here.filter(|id| !queue.contains(id)) {
        let rank = |id: ItemId| world.item(id).map(|item| (item.rank.clone(), item.id));
        let at = queue.partition_point(|id| rank(*id) < rank(here));
        queue.insert(at, here);
    }
    queue.sort_by_key(|id| parked(*id).map_or(0, |at| at + 1));
    queue
}

/// Who plays planning poker.
pub(super) fn players(world: &World<'_>, meeting: &Meeting) -> Vec<PersonId> {
    let ceremony = world.workspace.meetings.ceremonies.get(meeting.id);
    ceremony.map_or_else(Vec::new, |ceremony| poker::players(world.workspace, ceremony))
}

/// The deck that the team estimates with.
pub fn deck(world: &World<'_>) -> Deck {
    world.workspace.product().map(deck_of).unwrap_or_default()
}
