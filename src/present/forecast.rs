//! Forecasts: when items will be done, and how many by a date.

use super::flow::tenths;
use super::table::TextTable;
use super::tree::{Node, Section, Tree};
use super::{count, points};
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::metrics::forecast::Outlook;
use crate::domain::metrics::velocity::FEWEST;
use crate::domain::metrics::when::{LONGEST, NoForecast, Work, WorkAhead};
use crate::domain::value::Instant;
use crate::domain::workspace::Workspace;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The levels of confidence in percent, in the order of an [`Outlook`].
const LEVELS: [u32; 4] = [50, 70, 85, 95];

/// Returns the values of an outlook with their levels in percent.
pub fn levels(outlook: Outlook) -> [(u32, u64); 4] {
    let values = [outlook.p50, outlook.p70, outlook.p85, outlook.p95];
    std::array::from_fn(|at| (LEVELS[at], values[at]))
}

/// Formats why there is no forecast.
fn none(ahead: &WorkAhead<'_>, why: NoForecast) -> Node {
    Node::text(match why {
        NoForecast::TooFewSprints => {
            let known = count(ahead.sprints(), "closed sprint", "closed sprints");
            format!("No forecast yet: it needs {FEWEST} closed sprints with accepted points; so far {known}")
        }
        NoForecast::TooFar => {
            format!("No forecast: at the past pace, it would take more than {LONGEST} sprints")
        }
    })
}

/// Formats when some open items are done: `Done by 2027-01-15 (50 %) or 2027-01-29 (85 %)`; `None` without a forecast.
pub fn line(workspace: &Workspace, items: &[&Item], now: Instant) -> Option<String> {
    let today = now.day(workspace.zone());
    let ahead = WorkAhead::of(workspace);
    let open: BTreeSet<ItemId> = items.iter().filter(|it| it.stage.is_open()).map(|it| it.id).collect();
    let outlook = ahead.when(&open).ok().filter(|_| !open.is_empty())?;
    let [even, likely] = [outlook.p50, outlook.p85].map(|sprints| ahead.end_of(sprints, today));
    let even = if even == likely { String::new() } else { format!("{even} (50 %) or ") };
    Some(format!("Done by {even}{likely} (85 %)"))
}

/// Formats what the forecast beside the backlog is based on, the longest form first.
pub fn legend(past: usize, unestimated: usize) -> Vec<String> {
    let based = format!("forecast from {}", count(past, "sprint", "sprints"));
    let mut forms = vec![based.clone(), "forecast".to_owned(), String::new()];
    if unestimated > 0 {
        forms.insert(0, format!("{based}, {unestimated} without points not counted"));
    }
    forms
}

/// Builds the page that answers when something is done.
pub fn when(
    subject: &str,
    ahead: &WorkAhead<'_>,
    work: Work,
    outlook: Result<Outlook, NoForecast>,
    today: NaiveDate,
) -> Tree {
    let mut tree = Tree::led_by([format!("When will {subject} be done?")]);
    let outlook = match outlook {
        Ok(outlook) => outlook,
        Err(why) => {
            tree.push(Section::default().with([none(ahead, why)]));
            return tree;
        }
    };
    tree.lead(basis(ahead, work));
    let mut rows = vec![["chance", "sprints", "by"].map(str::to_owned).to_vec()];
    for (level, sprints) in levels(outlook) {
        rows.push(vec![format!("{level} %"), sprints.to_string(), ahead.end_of(sprints, today).to_string()]);
    }
    tree.push(Section::default().with([Node::Table(TextTable::of(rows).numbers([0, 1]))]));
    tree
}

/// Builds the page that answers how many items of the backlog are done by a day.
pub fn how_many(
    day: NaiveDate,
    ahead: &WorkAhead<'_>,
    sprints: u32,
    outlook: Result<Outlook, NoForecast>,
) -> Tree {
    let ends = count(sprints, "sprint ends", "sprints end");
    let mut tree = Tree::led_by([format!("How many backlog items will be done by {day}?")]);
    let outlook = match outlook {
        Ok(outlook) => outlook,
        Err(why) => {
            tree.push(Section::default().with([none(ahead, why)]));
            return tree;
        }
    };
    tree.lead(format!("{ends} by then; based on the last {}", count(ahead.sprints(), "sprint", "sprints")));
    let mut rows = vec![["chance", "items"].map(str::to_owned).to_vec()];
    for (level, items) in levels(outlook) {
        rows.push(vec![format!("{level} %"), format!("{items} or more")]);
    }
    tree.push(Section::default().with([Node::Table(TextTable::of(rows).numbers([0]))]));
    tree
}

/// Formats what a forecast is based on: `12 backlog items up to it, 47 points, 3 of them unestimated and counted at 4.2
/// points each; what is in sprints comes first; based on the last 8 sprints`.
fn basis(ahead: &WorkAhead<'_>, work: Work) -> String {
    let assumed = if work.unestimated == 0 {
        String::new()
    } else {
        let each = points(tenths(work.assumed));
        format!(", {} of them unestimated and counted at {each} each", work.unestimated)
    };
    format!(
        "{} up to it, {}{assumed}; what is in sprints comes first; based on the last {}",
        count(work.items, "backlog item", "backlog items"),
        points(tenths(work.points)),
        count(ahead.sprints(), "sprint", "sprints")
    )
}
