//! The forecast lines: where in the backlog the next sprints end.

use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::metrics::reach::{Confidence, SprintEnd, coming_names, reaches, sprint_ends};
use crate::domain::metrics::velocity::velocity_window;
use crate::domain::value::Points;
use crate::tui::world::World;
use std::fmt::Write as _;

/// The number of sprints forecast: beyond that, a forecast means nothing.
const SPRINTS: usize = 4;

/// The number of rows with forecast lines, so that a change costs the same in a backlog of any length.
const ROWS: usize = 2_000;

/// A line between two rows of the backlog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForecastLine {
    /// The row before which it is drawn.
    pub before: usize,
    /// The text.
    pub text: String,
}

/// Returns the row up to which lines can be computed: loading further rows does not change them.
pub(super) fn reach(world: &World<'_>) -> usize {
    world.known_rows.min(ROWS)
}

/// Returns the lines; without enough past sprints there are none.
pub(super) fn lines(world: &World<'_>) -> Vec<ForecastLine> {
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
    let estimates = items.backlog().iter().take(reach(world)).map(estimate);
    let names = coming_names(world.workspace, SPRINTS);
    let past = velocity_window(world.workspace).len();
    let mut reported = 0;
    let ends = sprint_ends(estimates, &reaches);
    let lines = ends.iter().enumerate().map(|(at, end)| {
        let mut text = text(end, &names[end.sprint]);
        if at == 0 {
            let _ = write!(text, " ({past} past sprints)");
        }
        // Said once, and again where there are more.
        if end.unestimated > reported {
            let _ = write!(text, ", {} unestimated left out", end.unestimated);
            reported = end.unestimated;
        }
        ForecastLine { before: end.before, text }
    });
    lines.collect()
}

fn text(end: &SprintEnd, name: &str) -> String {
    match end.confidence {
        Confidence::Likely => format!("{name}: 85 % likely"),
        Confidence::Even => format!("{name}: 50 % likely"),
        Confidence::Both => format!("{name}: 50 to 85 % likely"),
    }
}
