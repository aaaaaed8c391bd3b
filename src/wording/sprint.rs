//! What is to be known when a sprint starts or is closed, in words. It stands in nobody's way.

use super::points;
use crate::domain::command::Leftover;
use crate::domain::definition::Definition;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::metrics::velocity;
use crate::domain::readiness::{unmet, waits_for};
use crate::domain::sprint::Sprint;
use crate::domain::value::Points;
use crate::domain::workspace::Workspace;
use chrono::NaiveDate;

/// Returns what is odd about a sprint that is about to start, a sentence each; nothing where all is well.
pub fn odd_at_start(workspace: &Workspace, sprint: &Sprint, today: NaiveDate) -> Vec<String> {
    let items = workspace.in_sprint(sprint.id);
    let mut lines = Vec::new();
    if sprint.goal.trim().is_empty() {
        lines.push("it has no goal".to_owned());
    }
    if items.is_empty() {
        lines.push("nothing is in it".to_owned());
    }
    let planned: Points = items.iter().map(|item| item.points()).sum();
    if let Some(velocity) = velocity(workspace).filter(|velocity| planned > *velocity) {
        lines.push(format!("{} are over the velocity of {velocity}", points(planned)));
    }
    let odd = |what: &str, test: &dyn Fn(&Item) -> bool| {
        let keys: Vec<String> =
            items.iter().filter(|item| test(item)).map(|item| workspace.key(item.id)).collect();
        if keys.is_empty() { None } else { Some(format!("{what}: {}", keys.join(", "))) }
    };
    let inside = |id: ItemId| items.iter().any(|item| item.id == id);
    lines.extend(odd("not made ready", &|item| item.ready_at.is_none()));
    lines.extend(odd("rules of ready not met", &|item| {
        item.ready_at.is_some() && !unmet(workspace, item, Definition::Ready).is_empty()
    }));
    lines.extend(odd("not estimated", &|item| item.estimate.is_none()));
    lines.extend(odd("waits for what is not in the sprint", &|item| {
        waits_for(workspace, item).is_some_and(|on| !inside(on))
    }));
    lines.extend(odd("blocked", &|item| item.blocked.is_some()));
    if sprint.end_day.is_some_and(|end| end < today) {
        lines.push("its last day is over; change its dates first".to_owned());
    }
    lines
}

/// Returns where the items go that a closed sprint leaves over: each place with its items, the backlog first.
pub fn places(workspace: &Workspace, leftovers: &[(ItemId, Leftover)]) -> Vec<(String, Vec<ItemId>)> {
    let to = |place: Leftover| leftovers.iter().filter(|(_, to)| *to == place).map(|(id, _)| *id).collect();
    let mut places = vec![("to the top of the backlog".to_owned(), to(Leftover::Backlog))];
    for next in workspace.planned() {
        places.push((format!("into {}", next.name), to(Leftover::Sprint(next.id))));
    }
    places.retain(|(_, items): &(String, Vec<ItemId>)| !items.is_empty());
    places
}

/// Returns where the items go that a closed sprint leaves over, in sentences: `not accepted, into Sprint 15: PB-7, PB-9`.
pub fn carried(workspace: &Workspace, leftovers: &[(ItemId, Leftover)]) -> Vec<String> {
    let line = |(place, items): (String, Vec<ItemId>)| {
        let keys: Vec<String> = items.iter().map(|id| workspace.key(*id)).collect();
        format!("not accepted, {place}: {}", keys.join(", "))
    };
    places(workspace, leftovers).into_iter().map(line).collect()
}
