//! Short texts about the product, its sprints and its items: head lines, and the marks of an item.

pub use crate::domain::sentence::count;

use crate::domain::definition::Definition;
use crate::domain::item::Item;
use crate::domain::metrics::pace::{self, Going, Pace};
use crate::domain::metrics::velocity::velocity;
use crate::domain::readiness::{unmet, waits_for};
use crate::domain::sprint::Sprint;
use crate::domain::value::Zone;
use crate::domain::value::{Instant, Override, Points, Role, SprintState, Stage};
use crate::domain::workspace::Workspace;
use crate::text::width;

/// The separator between the parts of a head line.
pub const DOT: &str = " · ";

/// Marks a file that cannot be written.
pub const READ_ONLY: &str = "read-only";

/// Formats a number of days: `today`, `1 day`, `3 days`.
pub fn days(number: i64) -> String {
    match u64::try_from(number) {
        Ok(number) if number > 0 => count(number, "day", "days"),
        Ok(_) | Err(_) => "today".to_owned(),
    }
}

/// Formats points with their unit: `1 point`, `0.5 points`.
pub fn points(points: Points) -> String {
    format!("{points} {}", if points == Points::whole(1) { "point" } else { "points" })
}

/// Formats an estimate: `5 points`, `not estimated`.
pub fn estimate(estimate: Option<Points>) -> String {
    estimate.map_or_else(|| "not estimated".to_owned(), points)
}

/// Formats the product and the running sprint: `Lighthouse › Sprint 14 "Guests can pay by card"`.
pub fn place(workspace: &Workspace) -> String {
    let name = workspace.product().map_or("no product yet", |product| product.name.as_str());
    match workspace.running() {
        Some(sprint) => format!("{name} › {}", with_goal(sprint)),
        None => format!("{name} › no sprint is running"),
    }
}

/// Formats the head lines of a board or a stand-up: product and sprint, progress, and whether the sprint is on track.
pub fn summary(workspace: &Workspace, now: Instant) -> Vec<String> {
    let mut lines = vec![place(workspace)];
    if let Some(sprint) = workspace.running() {
        lines.push(progress(workspace, sprint, now));
        lines.extend(course(workspace, sprint, now).map(Course::sentence));
    }
    lines
}

/// Formats a sprint's name with its goal: `Sprint 14 "Guests can pay by card"`.
pub fn with_goal(sprint: &Sprint) -> String {
    match sprint.goal.lines().find(|line| !line.trim().is_empty()) {
        Some(goal) => format!("{} \"{}\"", sprint.name, goal.trim()),
        None => format!("{} without a goal", sprint.name),
    }
}

/// The subject of a part of [`progress`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Its days, or its dates.
    Time,
    /// Its items and points.
    Amount,
    /// Items without an estimate.
    Unestimated,
    /// Blocked items.
    Blocked,
}

/// Formats the progress of a sprint: `day 6 of 10 · 21 of 34 pts accepted · 1 blocked`.
pub fn progress(workspace: &Workspace, sprint: &Sprint, now: Instant) -> String {
    let parts = progress_parts(workspace, sprint, now).into_iter();
    parts.map(|(_, text)| text).collect::<Vec<_>>().join(DOT)
}

/// Formats the parts of [`progress`].
pub fn progress_parts(workspace: &Workspace, sprint: &Sprint, now: Instant) -> Vec<(Progress, String)> {
    let items = workspace.in_sprint(sprint.id);
    let level = workspace.level(sprint.id);
    let (all, accepted) = (super::flow::amount(level.scope), super::flow::amount(level.done));
    let blocked = items.iter().filter(|item| item.blocked.is_some()).count();
    let unestimated = items.iter().filter(|item| item.estimate.is_none()).count();
    let dates = || dates(sprint).map(|dates| (Progress::Time, dates));
    let mut parts = Vec::new();
    match sprint.state {
        SprintState::Running => {
            parts.push((Progress::Time, today(sprint, now, workspace.zone())));
            parts.push((Progress::Amount, format!("{accepted} of {all} pts accepted")));
        }
        SprintState::Planned => {
            parts.extend(dates());
            parts.push((Progress::Amount, format!("{}, {all} pts", count(items.len(), "item", "items"))));
        }
        SprintState::Closed => {
            parts.extend(dates());
            let done = sprint.done.map(|done| format!("closed with {done} pts accepted"));
            parts.extend(done.map(|done| (Progress::Amount, done)));
        }
    }
    if unestimated > 0 && sprint.state != SprintState::Closed {
        parts.push((Progress::Unestimated, format!("{unestimated} unestimated")));
    }
    if blocked > 0 {
        parts.push((Progress::Blocked, format!("{blocked} blocked")));
    }
    parts
}

/// Formats the day of a sprint: `day 6 of 10`, or whether it is over or not started.
fn today(sprint: &Sprint, now: Instant, zone: Zone) -> String {
    let today = now.day(zone);
    let (day, of) = sprint.day_of(today);
    match sprint.end_day {
        _ if of == 0 => "no working days".to_owned(),
        Some(end) if today > end => format!("{} over its end", days((today - end).num_days())),
        _ if day == 0 => {
            let first = sprint.days.first().copied().or(sprint.start_day);
            format!("first working day {}", first.map_or_else(String::new, |first| first.to_string()))
        }
        Some(_) | None => format!("day {day} of {of}"),
    }
}

/// Formats the dates of a sprint, as far as they are known: `2026-11-23 to 2026-12-04`.
pub fn dates(sprint: &Sprint) -> Option<String> {
    match (sprint.start_day, sprint.end_day) {
        (Some(start), Some(end)) => Some(format!("{start} to {end}")),
        (Some(start), None) => Some(format!("from {start}")),
        (None, Some(end)) => Some(format!("to {end}")),
        (None, None) => None,
    }
}

/// The pace of a running sprint, and whether it is on track to finish its forecast.
#[derive(Debug, Clone, Copy)]
pub struct Course {
    pace: Pace,
}

/// Returns the course of a running sprint; `None` before its first working day is over, and if nothing is estimated.
pub fn course(workspace: &Workspace, sprint: &Sprint, now: Instant) -> Option<Course> {
    if sprint.state != SprintState::Running {
        return None;
    }
    let account = workspace.account.as_ref().filter(|account| account.sprint == sprint.id)?;
    let pace = pace::of_sprint(account, sprint, now, workspace.zone());
    (account.level().scope > 0 && pace.going != Going::Unknown).then_some(Course { pace })
}

impl Course {
    /// Returns whether the pace is below the pace needed.
    pub fn is_behind(self) -> bool {
        matches!(self.pace.going, Going::Behind | Going::OutOfDays)
    }

    /// Formats the state alone: `On track for the forecast`.
    pub fn state(self) -> &'static str {
        match self.pace.going {
            Going::Done | Going::Unknown => "All points of the sprint are accepted",
            Going::OnTrack => "On track for the forecast",
            Going::Behind | Going::OutOfDays => "Behind the forecast",
        }
    }

    /// Formats the figures behind the state: `13 points left, 3.3 a day needed, 3.5 a day so far`; empty if nothing is
    /// left.
    pub fn figures(self) -> String {
        let left = points(super::flow::amount(self.pace.left));
        match self.pace.going {
            Going::Done | Going::Unknown => String::new(),
            Going::OnTrack | Going::Behind => format!("{left} left, {}", a_day(self.pace)),
            Going::OutOfDays => format!("{left} left, no working day left"),
        }
    }

    /// Formats [`Self::figures`] to fit a width, in terminal columns: `13 points left`.
    pub fn figures_within(self, columns: usize) -> String {
        let full = self.figures();
        if full.is_empty() || width(&full) <= columns {
            return full;
        }
        let left = super::flow::amount(self.pace.left);
        let brief = format!("{left} pts left, {}", a_day_briefly(self.pace));
        if width(&brief) <= columns { brief } else { format!("{} left", points(left)) }
    }

    /// Formats it as a sentence: `On track for the forecast: 13 points left, 3.3 a day needed, 3.5 a day so far`.
    pub fn sentence(self) -> String {
        let figures = self.figures();
        if figures.is_empty() { self.state().to_owned() } else { format!("{}: {figures}", self.state()) }
    }

    /// Formats [`Self::sentence`] to fit a width, in terminal columns: `Behind: 13 pts left, 3.3 a day needed, 2.5 so
    /// far`.
    pub fn sentence_within(self, columns: usize) -> String {
        let full = self.sentence();
        if width(&full) <= columns {
            return full;
        }
        let left = super::flow::amount(self.pace.left);
        let word = match self.pace.going {
            Going::Done | Going::Unknown => return "All points are accepted".to_owned(),
            Going::OnTrack => "On track",
            Going::Behind => "Behind",
            Going::OutOfDays => return format!("{left} pts left, no working day left"),
        };
        let pace = a_day_briefly(self.pace);
        let brief = format!("{word}: {left} pts left, {pace}");
        if width(&brief) <= columns { brief } else { format!("{word}: {pace}") }
    }
}

/// Formats the progress of a long operation as a bar with its numbers, in a width in terminal columns.
pub fn progress_bar(done: usize, of: usize, columns: usize) -> String {
    let numbers = format!("{done} of {of} changes written");
    let room = columns.saturating_sub(numbers.len() + 2).min(40);
    let full = (room * done).checked_div(of.max(1)).unwrap_or_default().min(room);
    format!("{}{}  {numbers}", "#".repeat(full), ".".repeat(room - full))
}

/// Formats the pace: `3.3 a day needed, 3.5 a day so far`.
pub fn a_day(pace: Pace) -> String {
    rates(pace, "a day so far")
}

/// Formats the pace more briefly: `3.3 a day needed, 3.5 so far`.
fn a_day_briefly(pace: Pace) -> String {
    rates(pace, "so far")
}

fn rates(pace: Pace, so_far_unit: &str) -> String {
    let tenths = |number: u64| format!("{}.{}", number / 10, number % 10);
    let needed = pace.needed.map(|it| format!("{} a day needed", tenths(it)));
    let so_far = pace.so_far.map(|it| format!("{} {so_far_unit}", tenths(it)));
    needed.into_iter().chain(so_far).collect::<Vec<_>>().join(", ")
}

/// Returns the warning that the product has no owner.
pub fn without_owner(workspace: &Workspace) -> Option<&'static str> {
    let has_none = workspace.product().is_some() && workspace.with_role(Role::ProductOwner).next().is_none();
    has_none.then_some("no product owner: anyone can accept")
}

/// Formats why an item is blocked: `blocked 3 days: waiting for keys`.
pub fn blocked(item: &Item, now: Instant, zone: Zone) -> Option<String> {
    let reason = item.blocked.as_ref()?;
    let since = item.blocked_since.map_or(0, |since| since.days_until(now, zone));
    Some(format!("blocked {}: {reason}", if since > 0 { days(since) } else { "since today".to_owned() }))
}

/// Formats a decision against a rule: `accepted against the rules by Ana: shown at the fair`.
pub fn overridden(decided: Override, by: Option<&str>, why: &str) -> String {
    let what = match decided {
        Override::Ready => "made ready",
        Override::Accepted => "accepted",
    };
    let by = by.map_or_else(String::new, |by| format!(" by {by}"));
    format!("{what} against the rules{by}: {why}")
}

/// Formats the open item that an item depends on: `waits for PB-151`.
pub fn waiting(workspace: &Workspace, item: &Item) -> Option<String> {
    waits_for(workspace, item).map(|on| format!("waits for {}", workspace.key(on)))
}

/// Formats the readiness of a backlog item: `ready`, `3 rules not met`, `ready, 1 rule not met`.
pub fn readiness(workspace: &Workspace, item: &Item) -> String {
    let rules = unmet(workspace, item, Definition::Ready).len() as u64;
    match (item.stage == Stage::Ready, rules) {
        (true, 0) => "ready".to_owned(),
        (false, 0) => "meets the definition of ready".to_owned(),
        (true, rules) => format!("ready, {} not met", count(rules, "rule", "rules")),
        (false, rules) => format!("{} not met", count(rules, "rule", "rules")),
    }
}

/// Formats the age of an item in its column or stage: `day 1` on the day of its arrival.
///
/// Source: today minus the day of arrival, plus one, pacemkr.ca.
pub fn age(item: &Item, now: Instant, zone: Zone) -> String {
    day(item.since.days_until(now, zone).max(0) + 1)
}

/// Formats the day of a stay: `day 1`.
pub fn day(number: impl std::fmt::Display) -> String {
    format!("day {number}")
}

/// Formats the assignees of an item: `Ana, Bo`; empty if it is unassigned.
pub fn people(workspace: &Workspace, item: &Item) -> String {
    workspace.assignees(item).join(", ")
}

/// Formats the labels of an item: `#cash #till`.
pub fn labels(workspace: &Workspace, item: &Item) -> String {
    let names = item.labels.iter().filter_map(|id| workspace.labels.get(*id));
    names.map(|label| format!("#{}", label.name)).collect::<Vec<_>>().join(" ")
}

/// Formats the velocity: `velocity 23.4 points a sprint`.
pub fn pace(workspace: &Workspace) -> Option<String> {
    velocity(workspace).map(|velocity| format!("velocity {velocity} points a sprint"))
}

#[cfg(test)]
mod tests;
