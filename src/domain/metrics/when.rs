//! When items will be done, and how far the backlog is done by a date: by the sums of past sprints, in the order of the
//! backlog. What is in the running and in planned sprints comes first.
//!
//! Source: Monte Carlo forecasting (METHODS, section 8), exact and not simulated.

use super::forecast::{Outlook, SLACK, amount_in, chance, chances};
use super::velocity::{FEWEST, mean, velocity_window};
use crate::domain::id::{ItemId, SprintId};
use crate::domain::item::{Item, leaves};
use crate::domain::workspace::Workspace;
use chrono::{NaiveDate, TimeDelta};
use std::collections::BTreeSet;

/// The number of sprints after which a forecast gives up.
pub const LONGEST: u32 = 100;

/// Why there is no forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoForecast {
    /// Fewer than [`FEWEST`] past sprints had estimates, or nothing was accepted in them.
    TooFewSprints,
    /// It takes more than [`LONGEST`] sprints.
    TooFar,
}

/// The amount of work in the backlog down to some item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Work {
    /// The number of items, those in sprints excluded.
    pub items: usize,
    /// Their points in hundredths, with the assumed ones.
    pub points: u64,
    /// How many of them have no estimate.
    pub unestimated: usize,
    /// The points assumed for each of those, in hundredths: the mean of the others.
    pub assumed: u64,
}

/// The work of a backlog in its order. Points of parents and children count once.
#[derive(Debug)]
pub struct WorkAhead<'w> {
    workspace: &'w Workspace,
    /// The items of the backlog that are in no sprint, with the points that count.
    rows: Vec<(&'w Item, u64, bool)>,
    assumed: u64,
    window: Vec<u64>,
}

impl<'w> WorkAhead<'w> {
    /// Collects the backlog of a workspace in which every open item is loaded.
    pub fn of(workspace: &'w Workspace) -> Self {
        let free: Vec<&Item> = workspace
            .items
            .backlog()
            .iter()
            .filter_map(|id| workspace.items.get(*id))
            .filter(|item| item.sprint.is_none())
            .collect();
        let counted: BTreeSet<ItemId> = leaves(&free).into_iter().map(|item| item.id).collect();
        let estimated: Vec<u64> = free
            .iter()
            .filter(|item| counted.contains(&item.id))
            .filter_map(|item| item.estimate.map(|it| u64::from(it.as_hundredths())))
            .collect();
        let assumed = estimated.iter().sum::<u64>().checked_div(estimated.len() as u64).unwrap_or_default();
        let row = |item: &'w Item| {
            let is_assumed = counted.contains(&item.id) && item.estimate.is_none();
            let points = match item.estimate {
                _ if !counted.contains(&item.id) => 0,
                Some(points) => u64::from(points.as_hundredths()),
                None => assumed,
            };
            (item, points, is_assumed)
        };
        let rows = free.iter().map(|item| row(item)).collect();
        Self { workspace, rows, assumed, window: velocity_window(workspace) }
    }

    /// Returns the number of past sprints that the forecast is from.
    pub fn sprints(&self) -> usize {
        self.window.len()
    }

    /// Returns the work down to the last of some items; all of it is in sprints if none of them is in the backlog.
    pub fn down_to(&self, items: &BTreeSet<ItemId>) -> Work {
        let last = self.rows.iter().rposition(|(item, ..)| items.contains(&item.id));
        let mut work = Work { assumed: self.assumed, ..Work::default() };
        for (_, points, is_assumed) in &self.rows[..last.map_or(0, |at| at + 1)] {
            work.items += 1;
            work.points += points;
            work.unestimated += usize::from(*is_assumed);
        }
        work
    }

    /// Returns how many sprints, the running one included, it takes to do some items and all that comes before them.
    ///
    /// # Errors
    /// [`NoForecast`] if there are too few past sprints, or a hundred are not enough.
    pub fn when(&self, items: &BTreeSet<ItemId>) -> Result<Outlook, NoForecast> {
        let mean = self.mean()?;
        let work = self.down_to(items);
        let coming = self.coming();
        let all = self.before(coming.len()) + work.points;
        if all > mean.saturating_mul(u64::from(LONGEST)) {
            return Err(NoForecast::TooFar);
        }
        let in_sprint =
            |sprint: &SprintId| self.workspace.in_sprint(*sprint).iter().any(|item| items.contains(&item.id));
        // What is in a sprint is done at the earliest by its end, with all that is planned up to there.
        let in_sprints = coming.iter().rposition(in_sprint).map_or(0, |at| at + 1);
        let fewest = in_sprints.max(usize::from(work.points > 0));
        let mut chances = chances(&self.window, all, LONGEST).ok_or(NoForecast::TooFar)?;
        for (at, known) in chances.iter_mut().enumerate().take(coming.len()).skip(fewest) {
            let periods = u32::try_from(at).unwrap_or(LONGEST);
            *known = chance(&self.window, self.before(at) + work.points, periods).unwrap_or_default();
        }
        let first = |sure: f64| (fewest..chances.len()).find(|at| chances[*at] + SLACK >= sure);
        Outlook::ask(|sure| first(sure).map(|at| at as u64)).ok_or(NoForecast::TooFar)
    }

    /// Returns the mean of the past sprints, in hundredths.
    fn mean(&self) -> Result<u64, NoForecast> {
        let enough = self.window.len() >= FEWEST;
        mean(&self.window).filter(|mean| enough && *mean > 0).ok_or(NoForecast::TooFewSprints)
    }

    /// Returns how many items of the backlog are done from the top down by the end of as many sprints, the running one
    /// included.
    ///
    /// # Errors
    /// [`NoForecast::TooFewSprints`].
    pub fn how_many(&self, periods: u32) -> Result<Outlook, NoForecast> {
        self.mean()?;
        let reached = amount_in(&self.window, periods).ok_or(NoForecast::TooFewSprints)?;
        let first = self.before(usize::try_from(periods).unwrap_or(usize::MAX));
        let items = |points: u64| {
            let mut left = points.saturating_sub(first);
            let fits = |(_, points, _): &&(&Item, u64, bool)| match left.checked_sub(*points) {
                Some(rest) => {
                    left = rest;
                    true
                }
                None => false,
            };
            self.rows.iter().take_while(fits).count() as u64
        };
        Ok(Outlook {
            p50: items(reached.p50),
            p70: items(reached.p70),
            p85: items(reached.p85),
            p95: items(reached.p95),
        })
    }

    /// Returns the coming sprints: the running one, then those planned; the number of sprints that end by a date is
    /// counted from them.
    fn coming(&self) -> Vec<SprintId> {
        let sprints = self.workspace.running().into_iter().chain(self.workspace.planned());
        sprints.map(|sprint| sprint.id).collect()
    }

    /// Returns the points of the running sprint and of those planned within as many sprints.
    fn before(&self, periods: usize) -> u64 {
        self.coming().into_iter().take(periods).map(|id| self.workspace.level(id).scope).sum()
    }

    /// Returns the last day of the sprint with this number, counted from 1 for the running or next one. Beyond those that
    /// are planned, each is as long as the product's sprints.
    pub fn end_of(&self, number: u64, today: NaiveDate) -> NaiveDate {
        let days = self.workspace.product().map_or(14, |product| product.sprint_days);
        let coming = self.coming();
        let mut end = today;
        for at in 0..usize::try_from(number).unwrap_or_default() {
            let known = coming.get(at).and_then(|id| self.workspace.sprints.get(*id)?.end_day);
            end = known.unwrap_or(end + TimeDelta::days(i64::from(days))).max(end);
        }
        end
    }

    /// Returns how many of the coming sprints end on a day or before it.
    pub fn sprints_by(&self, day: NaiveDate, today: NaiveDate) -> u32 {
        (1..=LONGEST)
            .take_while(|number| self.end_of(u64::from(*number), today) <= day)
            .last()
            .unwrap_or_default()
    }
}
