//! The flow of work in a sprint: its burn-up by day, ageing items, and first-time acceptance. Computed from item
//! events; reading the history is not here.

use super::account::SprintAccount;
use super::cycle_times::CycleTimes;
use super::id::SprintId;
use super::metrics::ageing::AgedItem;
use super::metrics::blocks::Blocked;
use super::metrics::burn::{Burn, BurnPeriod, burn};
use super::metrics::first_pass::FirstPass;
use super::metrics::throughput::Throughput;
use super::sprint::Sprint;
use super::value::{Instant, Zone};

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
    /// The cycle times of the items accepted in the last closed sprints.
    pub cycle_times: CycleTimes,
    /// Items that are ageing now.
    pub aged: Vec<AgedItem>,
    /// Items that aged while the sprint ran, then or later.
    pub aged_in: Vec<AgedItem>,
    /// What was blocked in the sprint.
    pub blocked: Vec<Blocked>,
    /// First-time acceptance: items accepted without having been rejected.
    pub first_pass: FirstPass,
    /// The items accepted in each of the last weeks and in the present one.
    pub throughput: Vec<Throughput>,
    /// How many of the last three closed sprints exist.
    pub past: usize,
}

/// Computes a sprint's days up to `now` or up to its close.
pub fn days(sprint: &Sprint, account: &SprintAccount, now: Instant, zone: Zone) -> Burn {
    let period = BurnPeriod {
        last: sprint.end_day.unwrap_or_else(|| account.started.day(zone)),
        working: &sprint.days,
        until: sprint.closed_at.unwrap_or(now),
        zone,
    };
    burn(&period, account)
}
