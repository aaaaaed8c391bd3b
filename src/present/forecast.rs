//! Forecasts: when items will be done, and how many by a date.

use super::flow::{amount, tenths};
use super::table::TextTable;
use super::tree::{Node, Section, Tree};
use super::{count, points};
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::metrics::forecast::Outlook;
use crate::domain::metrics::velocity::FEWEST;
use crate::domain::metrics::when::{Work, WorkAhead};
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
pub fn none(ahead: &WorkAhead<'_>) -> String {
    let past = count(ahead.sprints(), "past sprint", "past sprints");
    format!("No forecast: it takes {FEWEST} closed sprints with estimates, and there are {past}")
}

/// Formats when something is done, briefly: `50 %: 3 sprints, by 2027-01-15; 85 %: 4 sprints, by 2027-01-29`.
pub fn briefly(ahead: &WorkAhead<'_>, outlook: Outlook, today: NaiveDate) -> String {
    let part = |level: u32, sprints: u64| {
        format!("{level} %: {}, by {}", count(sprints, "sprint", "sprints"), ahead.end_of(sprints, today))
    };
    format!("{}; {}", part(50, outlook.p50), part(85, outlook.p85))
}

/// Formats when some open items are done; `None` without a forecast.
pub fn line(workspace: &Workspace, items: &[&Item], now: Instant) -> Option<String> {
    let today = now.day(workspace.zone());
    let ahead = WorkAhead::of(workspace);
    let open: BTreeSet<ItemId> = items.iter().filter(|it| it.stage.is_open()).map(|it| it.id).collect();
    let outlook = ahead.when(&open).filter(|_| !open.is_empty())?;
    Some(format!("Done at {}", briefly(&ahead, outlook, today)))
}

/// Builds the page that answers when something is done.
pub fn when(
    subject: &str,
    ahead: &WorkAhead<'_>,
    work: Work,
    outlook: Option<Outlook>,
    today: NaiveDate,
) -> Tree {
    let mut tree = Tree::led_by([format!("When is {subject} done?")]);
    tree.lead(basis(ahead, work));
    let Some(outlook) = outlook else {
        tree.push(Section::default().with([Node::text(none(ahead))]));
        return tree;
    };
    let mut rows = vec![["chance", "sprints", "by"].map(str::to_owned).to_vec()];
    for (level, sprints) in levels(outlook) {
        rows.push(vec![format!("{level} %"), sprints.to_string(), ahead.end_of(sprints, today).to_string()]);
    }
    tree.push(Section::default().with([Node::Table(TextTable::of(rows).numbers([0, 1]))]));
    tree
}

/// Builds the page that answers how many items of the backlog are done by a day.
pub fn how_many(day: NaiveDate, ahead: &WorkAhead<'_>, sprints: u32, outlook: Option<Outlook>) -> Tree {
    let ends = count(sprints, "sprint ends", "sprints end");
    let mut tree = Tree::led_by([format!("How many items of the backlog are done by {day}?")]);
    tree.lead(format!("{ends} by then; from the last {}", count(ahead.sprints(), "sprint", "sprints")));
    let Some(outlook) = outlook else {
        tree.push(Section::default().with([Node::text(none(ahead))]));
        return tree;
    };
    let mut rows = vec![["chance", "items"].map(str::to_owned).to_vec()];
    for (level, items) in levels(outlook) {
        rows.push(vec![format!("{level} %"), format!("{items} or more")]);
    }
    tree.push(Section::default().with([Node::Table(TextTable::of(rows).numbers([0]))]));
    tree
}

/// Formats what a forecast is from: `12 items of the backlog, 47 points, 3 of them without an estimate taken at 4.2 points
/// each; from the last 8 sprints`.
fn basis(ahead: &WorkAhead<'_>, work: Work) -> String {
    let assumed = if work.unestimated == 0 {
        String::new()
    } else {
        format!(
            ", {} of them without an estimate taken at {} each",
            work.unestimated,
            points(tenths(work.assumed))
        )
    };
    format!(
        "{} down to it, {}{assumed}, after what is in sprints; from the last {}",
        count(work.items, "item of the backlog", "items of the backlog"),
        points(amount(work.points)),
        count(ahead.sprints(), "sprint", "sprints")
    )
}
