//! Refinement: the queue of items that are not ready.

use super::{ItemRef, json};
use crate::domain::definition::Definition;
use crate::domain::id::{Id as _, ItemId, PersonId};
use crate::domain::readiness::unmet;
use crate::domain::value::{Points, Stage};
use crate::domain::workspace::Workspace;
use serde::Serialize;

/// The items of a refinement, in order.
#[derive(Debug, Clone, Serialize)]
pub struct Queue {
    /// The items.
    pub items: Vec<Unready>,
}

/// An item that is not ready.
#[derive(Debug, Clone, Serialize)]
pub struct Unready {
    /// The item.
    #[serde(flatten)]
    pub item: ItemRef,
    /// Its estimate.
    #[serde(serialize_with = "json::optional_points")]
    pub estimate: Option<Points>,
    /// The rules of the definition of ready that it does not meet.
    pub not_ready: Vec<String>,
}

/// Returns the queue: backlog items that are not ready, the topmost first, postponed ones last.
///
/// The item shown, `here`, keeps its position until the next one is opened, even once it is ready or has left the
/// backlog. `parked` contains the numbers of the postponed items.
pub fn queue(workspace: &Workspace, here: Option<ItemId>, parked: &[u64]) -> Vec<ItemId> {
    let here = here.filter(|id| workspace.items.get(*id).is_some());
    let place = |id: ItemId| parked.iter().position(|it| *it == id.number());
    let is_new = |id: ItemId| workspace.items.get(id).is_some_and(|item| item.stage == Stage::New);
    let backlog = workspace.items.backlog().iter().copied();
    let mut queue: Vec<ItemId> = backlog.filter(|id| is_new(*id) || Some(*id) == here).collect();
    if let Some(here) = here.filter(|id| !queue.contains(id)) {
        let rank = |id: ItemId| workspace.items.get(id).map(|item| (item.rank.clone(), item.id));
        let at = queue.partition_point(|id| rank(*id) < rank(here));
        queue.insert(at, here);
    }
    queue.sort_by_key(|id| place(*id).map_or(0, |at| at + 1));
    queue
}

impl Queue {
    /// Builds the view of a queue.
    pub fn of(workspace: &Workspace, queue: &[ItemId]) -> Self {
        let items = queue.iter().filter_map(|id| workspace.items.get(*id));
        let unready = items.map(|item| Unready {
            item: ItemRef::of(workspace, item),
            estimate: item.estimate,
            not_ready: unmet(workspace, item, Definition::Ready)
                .into_iter()
                .map(|rule| rule.text.to_string())
                .collect(),
        });
        Self { items: unready.collect() }
    }
}

/// Who has voted for an item, and who has not; what the votes are is hidden.
#[derive(Debug, Clone, Serialize)]
pub struct Voting {
    /// The key of the item.
    pub item: String,
    /// Those who have voted.
    pub voted: Vec<String>,
    /// Those who have not.
    pub waiting: Vec<String>,
    /// All who vote, in their order, each with whether they have voted.
    #[serde(skip)]
    pub players: Vec<(String, bool)>,
}

impl Voting {
    /// Gathers who has voted for an item.
    pub fn of(workspace: &Workspace, item: ItemId, players: &[PersonId], voted: &[PersonId]) -> Self {
        let player = |id: &PersonId| (workspace.name(*id).to_owned(), voted.contains(id));
        let players: Vec<(String, bool)> = players.iter().map(player).collect();
        let names = |has_voted| {
            let names = players.iter().filter(|(_, it)| *it == has_voted);
            names.map(|(name, _)| name.clone()).collect()
        };
        Self { item: workspace.key(item), voted: names(true), waiting: names(false), players }
    }
}
