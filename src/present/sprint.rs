//! Warnings when a sprint is started or closed. They block nothing.

use super::flow::{self, amount};
use super::{count, points};
use crate::domain::command::Leftover;
use crate::domain::id::ItemId;
use crate::domain::planning::{Waits, WhatIf, what_if};
use crate::domain::sentence::list;
use crate::domain::sprint::Sprint;
use crate::domain::value::Weekdays;
use crate::domain::workspace::Workspace;
use chrono::NaiveDate;

/// Returns the points of a sprint beside the velocity: `47 points`, `mean of the last 8 sprints: 44.6`, `the last 8 sprints
/// finished 37 to 54`.
pub fn size(it: &WhatIf) -> Vec<String> {
    let mut parts = vec![points(amount(it.points))];
    let Some((mean, of)) = it.mean else {
        parts.push("no history yet to compare with".to_owned());
        return parts;
    };
    let last = if of == 1 { "the last sprint".to_owned() } else { format!("mean of the last {of} sprints") };
    parts.push(format!("{last}: {}", flow::tenths(mean)));
    let within = |range| if it.scaled.is_some() { flow::scaled_range(range) } else { flow::range(range) };
    parts.extend(above(it).or_else(|| it.range.map(within)));
    parts
}

/// Says that a sprint has more points than any past sprint finished, or would have finished with its capacity; `None`
/// where it has not.
fn above(it: &WhatIf) -> Option<String> {
    let above = if it.scaled.is_some() { flow::above_scaled } else { flow::above };
    above(it.points, it.range?)
}

/// Returns how likely it is that everything gets finished: `chance of finishing everything: 62 %`, or with few past sprints
/// `3 of 4 past sprints did this much`; and what is assumed of items without an estimate. `None` with too few past sprints.
pub fn chance(it: &WhatIf) -> Option<String> {
    let chance = match it.reached {
        Some((reached, of)) if it.scaled.is_some() => {
            format!("{reached} of {of} past sprints would have done this much with this capacity")
        }
        Some((reached, of)) => format!("{reached} of {of} past sprints did this much"),
        None => format!("chance of finishing everything: {} %", (it.chance? * 100.0).round()),
    };
    let assumed = it.assumed_size.map_or_else(String::new, |size| {
        let items = count(it.unestimated.len(), "unestimated item", "unestimated items");
        format!(", with {items} at {} each", points(flow::tenths(size)))
    });
    Some(format!("{chance}{assumed}"))
}

/// Formats problems of the items in a sprint, briefly: `not ready: PB-7`, `PB-3 waits for PB-9, ranked below it`. Lists
/// at most `most` items per problem; the others are counted.
pub fn problems(workspace: &Workspace, sprint: &Sprint, it: &WhatIf, most: usize) -> Vec<String> {
    let named = |what: &str, items: &[ItemId]| {
        let mut keys: Vec<String> = items.iter().take(most).map(|id| workspace.key(*id)).collect();
        keys.extend(
            items.len().checked_sub(most).filter(|more| *more > 0).map(|more| format!("{more} more")),
        );
        (!items.is_empty()).then(|| format!("{what}: {}", list(&keys)))
    };
    let mut parts = Vec::new();
    if sprint.goal.trim().is_empty() {
        parts.push("no sprint goal".to_owned());
    }
    parts.extend(named("not ready", &it.unready));
    parts.extend(named("ready against a rule", &it.against));
    parts.extend(named("not estimated", &it.unestimated));
    parts.extend(named("counted by their child items", &it.parents));
    parts.extend(it.waiting.iter().map(|waits| waits_for(workspace, *waits)));
    parts
}

/// Formats an unmet dependency: `PB-286 waits for PB-289, ranked below it`.
fn waits_for(workspace: &Workspace, it: Waits) -> String {
    let later = workspace.items.get(it.on).and_then(|on| workspace.sprints.get(on.sprint?));
    let place = match later {
        _ if it.is_below => "ranked below it".to_owned(),
        Some(later) => format!("in {}", later.name),
        None => "not in this sprint".to_owned(),
    };
    format!("{} waits for {}, {place}", workspace.key(it.item), workspace.key(it.on))
}

/// Formats problems of a sprint that is about to start, one sentence each.
pub fn start_problems(workspace: &Workspace, sprint: &Sprint, today: NaiveDate) -> Vec<String> {
    let it = what_if(workspace, sprint.id);
    let mut lines = Vec::new();
    if it.items == 0 {
        lines.push("nothing is in it".to_owned());
    }
    lines.extend(above(&it).map(|above| format!("{}, {above}", points(amount(it.points)))));
    lines.extend(problems(workspace, sprint, &it, usize::MAX));
    let items = workspace.in_sprint(sprint.id);
    let before = workspace.selected_for(sprint.id).len() - items.len();
    if before > 0 {
        let (are, do_not) = if before == 1 { ("is", "does not") } else { ("are", "do not") };
        let items = count(before, "item", "items");
        lines.push(format!("{items} of it {are} accepted already and {do_not} count in it"));
    }
    let blocked = items.iter().filter(|item| item.blocked.is_some()).map(|item| workspace.key(item.id));
    let blocked: Vec<String> = blocked.collect();
    if !blocked.is_empty() {
        lines.push(format!("blocked: {}", list(&blocked)));
    }
    lines.extend(super::capacity::missing(workspace, sprint));
    if sprint.days.is_empty() {
        lines.push("it has no working days; set its dates".to_owned());
    }
    lines.extend(off_its_days(sprint, today, workspace.working_week()));
    lines
}

/// Formats the actual dates of a sprint that is not started on its first day; `None` if its working days stay the same.
fn off_its_days(sprint: &Sprint, today: NaiveDate, week: Weekdays) -> Option<String> {
    let (start, end) = (sprint.start_day?, sprint.end_day?);
    if end < today {
        return Some("its last day is over; change its dates first".to_owned());
    }
    let off = |days: i64| count(days.unsigned_abs(), "day", "days");
    let working = |days: usize| count(days, "working day", "working days");
    if let Some((first, days)) = sprint.begun_early(today, week) {
        let early = off((start - today).num_days());
        let (all, planned) = (working(days.len()), sprint.days.len());
        return (days.len() != planned).then(|| {
            format!("{early} before its first day, {start}: it runs from {first} to {end}, {all} instead of {planned}")
        });
    }
    let late = (today - start).num_days();
    let left = sprint.days.iter().filter(|day| **day >= today).count();
    (late > 0 && left < sprint.days.len()).then(|| {
        let of = working(sprint.days.len());
        format!("{} after its first day, {start}: it runs to {end}, {left} of {of} are left", off(late))
    })
}

/// Returns the destinations of a closed sprint's unfinished items, each with its items, the backlog first.
pub fn places(workspace: &Workspace, leftovers: &[(ItemId, Leftover)]) -> Vec<(String, Vec<ItemId>)> {
    let to = |place: Leftover| leftovers.iter().filter(|(_, to)| *to == place).map(|(id, _)| *id).collect();
    let mut places = vec![("to the top of the backlog".to_owned(), to(Leftover::Backlog))];
    for next in workspace.planned() {
        places.push((format!("into {}", next.name), to(Leftover::Sprint(next.id))));
    }
    places.retain(|(_, items): &(String, Vec<ItemId>)| !items.is_empty());
    places
}

/// Formats the destinations of a closed sprint's unfinished items: `not accepted, into Sprint 15: PB-7, PB-9`.
pub fn destinations(workspace: &Workspace, leftovers: &[(ItemId, Leftover)]) -> Vec<String> {
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
        let range = Some(Range { low: 3_700, high: 5_400, sprints: 8 });
        let mut it = WhatIf { points: 4_000, mean: Some((4_463, 8)), range, ..WhatIf::default() };
        let mean = "mean of the last 8 sprints: 44.6";
        assert_eq!(size(&it), ["40 points", mean, "the last 8 sprints finished 37 to 54"]);
        it.points = 5_500;
        assert_eq!(size(&it), ["55 points", mean, "more than any of the last 8 sprints finished (37 to 54)"]);
        // METHODS EX-32: half of the usual person-days.
        (it.range, it.scaled) = (Some(Range { low: 1_850, high: 2_700, sprints: 8 }), Some(2_231));
        let scaled =
            "more than any of the last 8 sprints would have finished with this capacity (18.5 to 27)";
        assert_eq!(size(&it), ["55 points", mean, scaled]);
        it.points = 2_000;
        let scaled = "with this capacity the last 8 sprints would have finished 18.5 to 27";
        assert_eq!(size(&it), ["20 points", mean, scaled]);
        it = WhatIf { points: 5_500, ..WhatIf::default() };
        (it.range, it.mean) = (None, Some((2_000, 1)));
        assert_eq!(size(&it), ["55 points", "the last sprint: 20"]);
    }

    #[test]
    fn few_past_sprints_are_counted_and_what_is_assumed_is_said() {
        let mut it = WhatIf { chance: Some(0.625), ..WhatIf::default() };
        assert_eq!(chance(&it).unwrap(), "chance of finishing everything: 63 %");
        it.reached = Some((3, 4));
        assert_eq!(chance(&it).unwrap(), "3 of 4 past sprints did this much");
        let scaled = WhatIf { scaled: Some(300), ..it.clone() };
        let said = "3 of 4 past sprints would have done this much with this capacity";
        assert_eq!(chance(&scaled).unwrap(), said);
        it.unestimated = vec![crate::domain::id::Id::new(7).unwrap()];
        it.assumed_size = Some(340);
        let said = "3 of 4 past sprints did this much, with 1 unestimated item at 3.4 points each";
        assert_eq!(chance(&it).unwrap(), said);
        assert_eq!(chance(&WhatIf::default()), None);
    }
}
