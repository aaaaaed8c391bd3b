//! How the work of a sprint flows: its days, what has become old, what was accepted at the first attempt. Worked out from
//! what the history says; reading the history is not here.

use super::detail::Selection;
use super::id::SprintId;
use super::item::{Item, ItemField};
use super::item_event::ItemEvent;
use super::metrics::blocks::Blocked;
use super::metrics::burn::{Burn, BurnChange, BurnEvent, BurnPeriod, burn};
use super::metrics::first_pass::FirstPass;
use super::metrics::time_in_column::{AgedItem, Baseline};
use super::sprint::Sprint;
use super::value::{Instant, Points, Stage};
use crate::domain::value::Zone;

/// How the work flows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flow {
    /// The sprint that is looked at: the one that runs, or else the last one that was closed.
    pub sprint: Option<SprintId>,
    /// Its days; `None` where it has none, or where nobody knows when it began.
    pub burn: Option<Burn>,
    /// How many of its items have no estimate and are in no chart.
    pub unestimated: usize,
    /// How long items stayed in the columns.
    pub usual: Vec<Baseline>,
    /// What is there longer than is usual.
    pub aged: Vec<AgedItem>,
    /// What was there longer than was usual, then or later, while the sprint that is looked at ran.
    pub aged_in: Vec<AgedItem>,
    /// What was blocked in that sprint.
    pub blocked: Vec<Blocked>,
    /// What was accepted without having been rejected.
    pub first_pass: FirstPass,
    /// In how many closed sprints the last three were looked for.
    pub past: usize,
}

/// What is known of one sprint.
#[derive(Debug, Clone, Copy)]
pub struct SprintRecord<'a> {
    /// The sprint.
    pub sprint: &'a Sprint,
    /// Its selections.
    pub selections: &'a [Selection],
    /// Its items as they are now.
    pub items: &'a [Item],
    /// What happened to its items, in the order of the history.
    pub events: &'a [ItemEvent],
}

/// Works out a sprint's days up to `now`, or up to its close. `None` where it was not started here.
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
    // What was brought in as accepted has no such event.
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
