//! The flow of work in a sprint: its burn-up by day, ageing items, and first-time acceptance. Computed from item
//! events; reading the history is not here.

use super::detail::Selection;
use super::id::SprintId;
use super::item::{Item, ItemField};
use super::item_event::ItemEvent;
use super::metrics::ageing::AgedItem;
use super::metrics::blocks::Blocked;
use super::metrics::burn::{Burn, BurnChange, BurnEvent, BurnPeriod, burn};
use super::metrics::first_pass::FirstPass;
use super::metrics::time_in_column::Baseline;
use super::sprint::Sprint;
use super::value::{Instant, Points, Stage};
use crate::domain::value::Zone;

/// Flow metrics of a sprint.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flow {
    /// The sprint: the running one, or else the last closed one.
    pub sprint: Option<SprintId>,
    /// Its days; `None` if it has none or its start is unknown.
    pub burn: Option<Burn>,
    /// How many items it has.
    pub items: usize,
    /// How many of its items have no estimate and are left out of the charts.
    pub unestimated: usize,
    /// The time that items spent in each column.
    pub baselines: Vec<Baseline>,
    /// Items that are ageing now.
    pub aged: Vec<AgedItem>,
    /// Items that aged while the sprint ran, then or later.
    pub aged_in: Vec<AgedItem>,
    /// What was blocked in the sprint.
    pub blocked: Vec<Blocked>,
    /// First-time acceptance: items accepted without having been rejected.
    pub first_pass: FirstPass,
    /// How many of the last three closed sprints exist.
    pub past: usize,
}

/// The record of one sprint.
#[derive(Debug, Clone, Copy)]
pub struct SprintRecord<'a> {
    /// The sprint.
    pub sprint: &'a Sprint,
    /// Its selections.
    pub selections: &'a [Selection],
    /// Its items as they are now.
    pub items: &'a [Item],
    /// The events of its items, in the order of the history.
    pub events: &'a [ItemEvent],
}

/// Computes a sprint's days up to `now` or up to its close. `None` if it was not started in this product.
pub fn days(known: SprintRecord<'_>, now: Instant, zone: Zone) -> Option<Burn> {
    let sprint = known.sprint;
    let started = sprint.started_at?;
    let course = BurnPeriod {
        started,
        last: sprint.end_day.unwrap_or_else(|| started.day(zone)),
        working: &sprint.days,
        until: sprint.closed_at.unwrap_or(now),
        zone,
    };
    Some(burn(&course, &happenings(known)))
}

fn happenings(known: SprintRecord<'_>) -> Vec<BurnEvent> {
    let mut all = Vec::new();
    for selection in known.selections {
        let (item, points) = (selection.item, amount(selection.estimate));
        all.push(BurnEvent { at: selection.since, item, what: BurnChange::Entered(points) });
        // What the close carried over was in the sprint until its end.
        if let Some(at) = selection.until.filter(|until| Some(*until) != known.sprint.closed_at) {
            all.push(BurnEvent { at, item, what: BurnChange::Left });
        }
    }
    all.extend(
        known.events.iter().filter_map(|it| Some(BurnEvent { at: it.at, item: it.item, what: what(it)? })),
    );
    // Items imported as accepted have no such event.
    for item in known.items.iter().filter(|it| it.stage == Stage::Accepted) {
        let seen = all.iter().any(|it| it.item == item.id && it.what == BurnChange::Accepted);
        if let Some(at) = item.ended.filter(|_| !seen) {
            all.push(BurnEvent { at, item: item.id, what: BurnChange::Accepted });
        }
    }
    all
}

fn what(event: &ItemEvent) -> Option<BurnChange> {
    match (&event.old, &event.new) {
        (_, ItemField::Estimate(points)) => Some(BurnChange::Estimated(amount(*points))),
        (_, ItemField::Stage(Stage::Accepted)) => Some(BurnChange::Accepted),
        (ItemField::Stage(Stage::Accepted), ItemField::Stage(_)) => Some(BurnChange::Reopened),
        _ => None,
    }
}

fn amount(points: Option<Points>) -> u64 {
    u64::from(points.unwrap_or_default().as_hundredths())
}
