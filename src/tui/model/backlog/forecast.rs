//! The forecast: which rows of the backlog the next sprints finish.

use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::metrics::reach::{Confidence, SprintEnd, coming_names, reaches, short_name, sprint_ends};
use crate::domain::metrics::velocity::velocity_window;
use crate::domain::value::Points;
use crate::tui::world::World;
use std::ops::Range;

/// The number of sprints forecast: beyond that, a forecast means nothing.
const SPRINTS: usize = 4;

/// The number of rows with a forecast, so that a change costs the same in a backlog of any length.
const ROWS: usize = 2_000;

/// The rows that one of the next sprints finishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForecastBracket {
    /// The sprint, in at most three letters.
    pub name: String,
    /// The rows that it finishes in 85 of 100 cases.
    pub likely: Range<usize>,
    /// The further rows that it finishes in 50 of 100 cases.
    pub even: Range<usize>,
}

/// The forecast of a backlog.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BacklogForecast {
    /// The rows of each sprint, from the top down.
    pub brackets: Vec<ForecastBracket>,
    /// The number of past sprints that it is based on.
    pub past: usize,
    /// The number of rows in it that have no estimate and are not counted.
    pub unestimated: usize,
}

/// Returns the row up to which a forecast can be computed: loading further rows does not change it.
pub(super) fn reach(world: &World<'_>) -> usize {
    world.known_rows.min(ROWS)
}

/// Returns the forecast; without enough past sprints it is empty.
pub(super) fn forecast(world: &World<'_>) -> BacklogForecast {
    let reaches = reaches(world.workspace, SPRINTS);
    let items = &world.workspace.items;
    let has_children = |item: &Item| {
        let children = items.children(item.id).into_iter().filter_map(|id| items.get(id));
        children.filter(|it| it.is_in_backlog()).any(|it| it.parent_that_it_counts_for().is_some())
    };
    let estimate = |id: &ItemId| match items.get(*id) {
        // What is in a planned sprint comes before the rest, wherever it is ranked. What has children counts by them.
        Some(item) if item.sprint.is_some() || has_children(item) => Some(Points::default()),
        item => item.and_then(|item| item.estimate),
    };
    let estimates: Vec<Option<Points>> = items.backlog().iter().take(reach(world)).map(estimate).collect();
    let names = coming_names(world.workspace, SPRINTS);
    let ends = sprint_ends(estimates.iter().copied(), &reaches);
    let mut brackets = Vec::new();
    let mut start = 0;
    for (sprint, reach) in reaches.iter().enumerate() {
        let end = |points: u64, is_its: fn(Confidence) -> bool| {
            let found = ends.iter().find(|it: &&SprintEnd| it.sprint == sprint && is_its(it.confidence));
            // A sprint in which all remaining items fit has no end.
            let rest = if points > 0 { estimates.len() } else { start };
            found.map_or(rest, |it| it.before).max(start)
        };
        let likely = end(reach.likely, |it| matches!(it, Confidence::Likely | Confidence::Both));
        let even = end(reach.even, |it| matches!(it, Confidence::Even | Confidence::Both)).max(likely);
        if even > start {
            let name = short_name(&names[sprint]);
            brackets.push(ForecastBracket { name, likely: start..likely, even: likely..even });
        }
        start = even;
    }
    let unestimated = estimates.iter().take(start).filter(|it| it.is_none()).count();
    BacklogForecast { brackets, past: velocity_window(world.workspace).len(), unestimated }
}
