//! The forecast lines: where in the backlog the next sprints end.

use crate::domain::metrics::reach::Between;
use crate::domain::metrics::reach::{At, SprintEnd, coming_names, sprint_ends};
use crate::domain::metrics::velocity_range;
use crate::present::flow::amount;
use crate::tui::world::World;
use std::fmt::Write as _;

/// So many sprints ahead: further is no forecast.
const SPRINTS: usize = 4;

/// Rows further down have no lines, so that a change costs the same in a backlog of any length.
const ROWS: usize = 2_000;

/// A line between two rows of the backlog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForecastLine {
    /// The row before which it stands.
    pub before: usize,
    /// What it says.
    pub text: String,
}

/// Up to which row lines are worked out by now: those above are known, whatever is read after them.
pub(super) fn reach(world: &World<'_>) -> usize {
    world.known_rows.min(ROWS)
}

/// Works out the lines; without history there are none.
pub(super) fn lines(world: &World<'_>) -> Vec<ForecastLine> {
    let Some((low, high)) = velocity_range(world.workspace).ends() else {
        return Vec::new();
    };
    let items = &world.workspace.items;
    let estimates =
        items.backlog().iter().take(reach(world)).map(|id| items.get(*id).and_then(|item| item.estimate));
    let names = coming_names(world.workspace, SPRINTS);
    let ends = sprint_ends(estimates, Between { low, high }, SPRINTS);
    let range =
        if low == high { amount(low).to_string() } else { format!("{}–{}", amount(low), amount(high)) };
    let mut told = 0;
    let line = |end: &SprintEnd| {
        let mut text = text(end, &names[end.sprint], &range);
        // Said once, and again where there are more.
        if end.unestimated > told {
            let _ = write!(text, ", {} unestimated left out", end.unestimated);
            told = end.unestimated;
        }
        ForecastLine { before: end.before, text }
    };
    ends.iter().map(line).collect()
}

fn text(end: &SprintEnd, name: &str, range: &str) -> String {
    let at = match (end.at, end.sprint) {
        (At::Low, 0) => format!("ends here at the low of {range}"),
        (At::Low, _) => "ends here at the low".to_owned(),
        (At::High, _) => "at the high".to_owned(),
        (At::Both, 0) => format!("ends here at {range}"),
        (At::Both, _) => "ends here".to_owned(),
    };
    format!("{name} {at}")
}
