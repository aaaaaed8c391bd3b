//! The backlog: how healthy it is, and what each of its rows says about the state of its item.

use crate::domain::definition::Rule;
use crate::domain::id::{ItemId, SprintId};
use crate::domain::item::Item;
use crate::domain::metrics::runway_tenths;
use crate::domain::readiness::{PreparedDefinition, largest_small, waits_for};
use crate::domain::value::{Instant, ReadyCheck, Stage};
use crate::domain::workspace::Workspace;
use serde::Serialize;

/// The number of sprints for which ready items should be enough, in tenths.
///
/// Source: 3 by default, rebelscrum.site and pega.com name 2 to 4.
pub const ENOUGH_TENTHS: u64 = 30;

/// How healthy a backlog is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Health {
    /// How many items are in it.
    pub items: u32,
    /// How many of them are ready.
    pub ready: u32,
    /// How many of those have no estimate.
    pub ready_unestimated: u32,
    /// For how many sprints those are enough, in tenths; `None` without a velocity, or where nothing is ready.
    #[serde(rename = "ready_tenths_of_sprints")]
    pub runway_tenths: Option<u64>,
    /// How many have no acceptance criterion.
    pub without_criteria: u32,
    /// How many have no estimate.
    pub unestimated: u32,
    /// How many are larger than an item that is ready may be.
    pub too_large: u32,
    /// How many questions about its items are open.
    pub questions: u32,
}

/// What items of a backlog may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// It has no acceptance criterion.
    Criteria,
    /// It has no estimate.
    Points,
    /// It is larger than an item that is ready may be.
    Size,
    /// A question about it is open.
    Answer,
}

impl Lack {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Criteria, Self::Points, Self::Size, Self::Answer];
}

impl Health {
    /// Gathers how healthy the backlog is.
    pub fn of(workspace: &Workspace) -> Self {
        let counts = &workspace.backlog_counts;
        let ready = counts.count(Stage::Ready);
        Self {
            items: counts.in_backlog(),
            ready,
            ready_unestimated: counts.ready_unestimated,
            runway_tenths: runway_tenths(workspace).filter(|_| ready > 0),
            without_criteria: counts.without_criteria,
            unestimated: counts.unestimated,
            too_large: largest_small(workspace).map_or(0, |most| counts.larger_than(most)),
            questions: counts.questions,
        }
    }

    /// Returns how many items lack something; for answers, how many questions are open.
    pub fn lacking(&self, lack: Lack) -> u32 {
        match lack {
            Lack::Criteria => self.without_criteria,
            Lack::Points => self.unestimated,
            Lack::Size => self.too_large,
            Lack::Answer => self.questions,
        }
    }
}

/// The state of a backlog item in its row: what was decided, and what matters most now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowState {
    /// Whether it was decided that the item is ready.
    pub is_ready: bool,
    /// What matters most.
    pub fact: RowFact,
}

/// What matters most about a backlog item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFact {
    /// It has been blocked for so many days.
    Blocked(i64),
    /// It is in a planned sprint.
    InSprint(SprintId),
    /// It depends on an item that is still open.
    WaitsFor(ItemId),
    /// So many questions about it are open.
    Questions(u16),
    /// A rule of the definition of ready is not met: a computed one, or one that is ticked by hand.
    Unmet(Option<ReadyCheck>),
    /// All rules are met.
    Complete,
}

impl RowState {
    /// Returns the state of an item, given the definition of ready.
    pub fn of(workspace: &Workspace, item: &Item, ready: &PreparedDefinition<'_>, now: Instant) -> Self {
        let fact = if item.blocked.is_some() {
            RowFact::Blocked(item.blocked_since.map_or(0, |since| since.days_until(now, workspace.zone())))
        } else if let Some(sprint) = item.sprint {
            RowFact::InSprint(sprint)
        } else if let Some(on) = waits_for(workspace, item) {
            RowFact::WaitsFor(on)
        } else if item.tally.questions > 0 {
            RowFact::Questions(item.tally.questions)
        } else {
            let unmet = ready.unmet(item).map(|rule: &Rule| rule.check_word);
            let too_large = ready.is_too_large(item).then_some(Some(ReadyCheck::Small));
            let first = unmet.chain(too_large).min_by_key(|check| order(*check));
            first.map_or(RowFact::Complete, RowFact::Unmet)
        };
        Self { is_ready: item.stage == Stage::Ready, fact }
    }
}

/// Returns the order in which unmet rules matter: what the team must write first.
fn order(check: Option<ReadyCheck>) -> u8 {
    match check {
        Some(ReadyCheck::Criteria) => 0,
        Some(ReadyCheck::Estimated) => 1,
        Some(ReadyCheck::Small) => 2,
        Some(ReadyCheck::Narrative) => 3,
        Some(ReadyCheck::Designed) => 4,
        Some(ReadyCheck::SignedOff) => 5,
        Some(ReadyCheck::Answered | ReadyCheck::Ordered) => 6,
        None => 7,
    }
}
