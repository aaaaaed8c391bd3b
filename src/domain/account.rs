//! The account of a sprint: what was in it, at which stage and with which estimate, at any moment. It is replayed from
//! the history alone, and is the one source of burndown, report, pace and velocity.
//!
//! Rules: an item that is removed and put back nets to nothing; points count once, as the leaves of parents and
//! children; what was accepted counts with its estimate at acceptance; the parts of an item that is split while the
//! sprint runs share its place in the forecast, also where a part goes elsewhere. Amounts are in hundredths of a point.

mod replay;

pub use replay::{AccountChange, AccountEvent, AccountPeriod, replay};

use super::id::{ItemId, SprintId};
use super::value::{Instant, Points, Zone};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// How far a clock may be behind the newest entry without being trusted more than it, in milliseconds.
const AHEAD: i64 = 12 * 3_600_000;

/// The scope and the amount done at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Level {
    /// The amount in the sprint.
    pub scope: u64,
    /// The amount accepted.
    pub done: u64,
}

impl Level {
    /// Returns the amount left.
    pub fn left(self) -> u64 {
        self.scope.saturating_sub(self.done)
    }
}

/// One operation that changed the scope of a sprint, or what was done in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountStep {
    /// The time.
    pub at: Instant,
    /// The level after it.
    pub level: Level,
    /// The amount added to the scope: items and higher estimates.
    pub added: u64,
    /// The amount removed from the scope: items and lower estimates.
    pub removed: u64,
}

/// How many items of a sprint have come at least so far, each counted for good: no number ever falls. What left the
/// sprint counts as finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reached {
    /// Those that were ever in the sprint.
    pub entered: usize,
    /// Those that were ever in progress, or further.
    pub started: usize,
    /// Those that were ever in review, or further.
    pub in_review: usize,
    /// Those that were ever accepted, or taken out.
    pub finished: usize,
}

/// How far the items had come after an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReachedStep {
    /// The time.
    pub at: Instant,
    /// The numbers after it.
    pub reached: Reached,
}

/// How an item that was in a sprint ended up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountOutcome {
    /// It is accepted.
    Completed,
    /// It is in the sprint and not accepted; or it is a part of such an item that was split off and went elsewhere.
    Open,
    /// It was removed.
    Removed,
}

/// The estimate of an item when its sprint started; `None` if it had none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtStart(pub Option<Points>);

/// An item that is in a sprint, or was part of its forecast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLine {
    /// The item.
    pub item: ItemId,
    /// Its estimate when the sprint started; `None` if it was not in the sprint then.
    pub forecast: Option<AtStart>,
    /// The item of the sprint that it was split off from while the sprint ran.
    pub part_of: Option<ItemId>,
    /// The amount with which it came in. The parts of an item that was split share the item's amount.
    pub entered: u64,
    /// Its estimate when it came in.
    pub estimate_at_entry: Option<Points>,
    /// Its estimate now, or when it was accepted or removed.
    pub estimate: Option<Points>,
    /// The amount that counts now: that of its estimate, or 0 while children of it are in the sprint.
    pub amount: u64,
    /// Whether its own estimate counts: no child of it is in the sprint.
    pub counted: bool,
    /// How it ended up.
    pub outcome: AccountOutcome,
}

/// The account of one sprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SprintAccount {
    /// The sprint.
    pub sprint: SprintId,
    /// When it was started.
    pub started: Instant,
    /// The amount in the sprint at its start.
    pub forecast: u64,
    /// The operations since the start that changed a level, in the order of the history.
    pub steps: Vec<AccountStep>,
    /// How far the items have come: at the start, and after each operation that changed it.
    pub reached: Vec<ReachedStep>,
    /// The items, by id.
    pub lines: Vec<AccountLine>,
}

impl SprintAccount {
    /// Returns the level after the last step.
    pub fn level(&self) -> Level {
        let start = Level { scope: self.forecast, done: 0 };
        self.steps.last().map_or(start, |step| step.level)
    }

    /// Returns the local day of each step, never earlier than that of the step before, nor later than that of `until`.
    ///
    /// A step whose clock was more than twelve hours ahead of a later one, or of `until`, counts on the day of that one.
    /// Source: METHODS, decision 20.
    pub fn days(&self, until: Instant, zone: Zone) -> Vec<NaiveDate> {
        Self::days_of(self.steps.iter().map(|step| step.at), until, zone)
    }

    /// Returns the local day of each step of `reached`, by the same rule.
    pub fn days_reached(&self, until: Instant, zone: Zone) -> Vec<NaiveDate> {
        Self::days_of(self.reached.iter().map(|step| step.at), until, zone)
    }

    fn days_of(
        times: impl DoubleEndedIterator<Item = Instant>,
        until: Instant,
        zone: Zone,
    ) -> Vec<NaiveDate> {
        let mut days = Vec::new();
        let mut earliest = until;
        for at in times.rev() {
            let is_ahead = at.0 > earliest.0.saturating_add(AHEAD);
            days.push(if is_ahead { earliest } else { at }.day(zone));
            earliest = earliest.min(at);
        }
        days.reverse();
        let mut latest = NaiveDate::MIN;
        for day in &mut days {
            latest = latest.max(*day).min(until.day(zone));
            *day = latest;
        }
        days
    }

    /// Returns the level at the end of the day before the one of `now`; nothing was done before the first day.
    pub fn level_before_today(&self, now: Instant, zone: Zone) -> Level {
        let today = now.day(zone);
        let before = self.days(now, zone).partition_point(|day| *day < today);
        before.checked_sub(1).map_or(Level { scope: self.forecast, done: 0 }, |at| self.steps[at].level)
    }

    /// Returns by how much items and estimates have made the scope larger and smaller since the start, each item net.
    pub fn scope_change(&self) -> (u64, u64) {
        let (mut grown, mut shrunk) = (0, 0);
        for line in &self.lines {
            let at_start = if self.is_forecast(line) { line.entered } else { 0 };
            grown += line.amount.saturating_sub(at_start);
            shrunk += at_start.saturating_sub(line.amount);
        }
        (grown, shrunk)
    }

    /// Returns whether an item of the sprint belongs to the forecast: it was in the sprint at the start, or is a part
    /// of such an item.
    pub fn is_forecast(&self, line: &AccountLine) -> bool {
        self.root(line).forecast.is_some()
    }

    /// Returns the item from which a part was split off in the end; a line that is no part is its own root.
    fn root<'a>(&'a self, line: &'a AccountLine) -> &'a AccountLine {
        let mut root = line;
        // A part is younger than what it was split from, so this ends.
        while let Some(above) = root.part_of.filter(|above| *above < root.item).and_then(|id| self.line(id)) {
            root = above;
        }
        root
    }

    /// Returns the line of an item.
    pub fn line(&self, item: ItemId) -> Option<&AccountLine> {
        self.lines.binary_search_by_key(&item, |line| line.item).ok().map(|at| &self.lines[at])
    }

    /// Returns how many items of the forecast are completed with all of their parts, and how many items it has.
    pub fn forecast_items(&self) -> (usize, usize) {
        let mut roots: BTreeMap<ItemId, bool> = BTreeMap::new();
        for line in self.lines.iter().filter(|line| self.is_forecast(line)) {
            let is_completed = roots.entry(self.root(line).item).or_insert(true);
            *is_completed &= line.outcome == AccountOutcome::Completed;
        }
        (roots.values().filter(|it| **it).count(), roots.len())
    }
}

#[cfg(test)]
pub(crate) mod tests;
