//! What is to be known when a sprint starts or is closed, in words. It stands in nobody's way.

use super::flow::{self, amount};
use super::points;
use crate::domain::command::Leftover;
use crate::domain::definition::Definition;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::planning::{WhatIf, what_if};
use crate::domain::readiness::{unmet, waits_for};
use crate::domain::sprint::Sprint;
use crate::domain::workspace::Workspace;
use chrono::NaiveDate;

/// Returns the points of a sprint beside the velocity: `47 points`, `mean of the last 5: 44.4`, `above the likely 37 to 43
/// (median, 90 % sure)`.
pub fn size(it: &WhatIf) -> Vec<String> {
    let mut parts = vec![points(amount(it.points))];
    let (Some((mean, of)), Some(range)) = (it.mean, it.range) else {
        parts.push("no history yet to compare with".to_owned());
        return parts;
    };
    let last = if of == 1 { "the last sprint".to_owned() } else { format!("mean of the last {of}") };
    parts.push(format!("{last}: {}", flow::tenths(mean)));
    let range_said = || flow::range(range).filter(|_| range.sprints() > 1);
    parts.extend(flow::above(it.points, range).or_else(range_said));
    parts
}

/// Returns how likely it is that all of it gets finished; `None` without history.
pub fn chance(it: &WhatIf) -> Option<String> {
    Some(format!("chance to finish all of it {} %", (it.chance? * 100.0).round()))
}

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
    let it = what_if(workspace, sprint.id);
    let above = it.range.and_then(|range| flow::above(it.points, range));
    lines.extend(above.map(|above| format!("{}, {above}", points(amount(it.points)))));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::metrics::velocity::Range;

    #[test]
    fn the_points_stand_against_the_mean_and_the_range() {
        let range = Range::Likely { low: 11_400, high: 15_800, sprints: 7 };
        let mut it =
            WhatIf { points: 12_000, mean: Some((12_346, 5)), range: Some(range), ..WhatIf::default() };
        let median = "(median, 90 % sure)";
        let words = |points: &str, last: &str, range: String| vec![points.to_owned(), last.to_owned(), range];
        let mean = "mean of the last 5: 123.5";
        assert_eq!(size(&it), words("120 points", mean, format!("plan with 114 to 158 {median}")));
        it.points = 15_900;
        assert_eq!(size(&it), words("159 points", mean, format!("above the likely 114 to 158 {median}")));
        it.range = Some(Range::Seen { low: 2_000, high: 2_000, sprints: 1 });
        it.mean = Some((2_000, 1));
        assert_eq!(size(&it), words("159 points", "the last sprint: 20", "above the 20 seen so far".into()));
        it.points = 0;
        assert_eq!(size(&it), ["0 points", "the last sprint: 20"]);
    }
}
