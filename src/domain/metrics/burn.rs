//! Burndown and burnup: points left and points done at the end of each local day of a sprint.
//!
//! The rules are Jira's (JSWSERVER-4768): the chart starts with the sprint and continues until the sprint is actually
//! closed; the initial forecast is never restated; items burn when they are accepted and return when they are
//! reopened; items that are added, removed or re-estimated change the scope. Amounts are in hundredths of a point.

use crate::domain::id::ItemId;
use crate::domain::value::Instant;
use crate::domain::value::Zone;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// An event of an item that is in the sprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BurnEvent {
    /// The time.
    pub at: Instant,
    /// The item.
    pub item: ItemId,
    /// What happened.
    pub what: BurnChange,
}

/// A change of an item that affects its sprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BurnChange {
    /// It was added with this estimate; up to the start it is part of the forecast.
    Entered(u64),
    /// It was removed.
    Left,
    /// It was estimated at this amount.
    Estimated(u64),
    /// It was accepted.
    Accepted,
    /// It was reopened.
    Reopened,
}

/// The period of the sprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BurnPeriod<'a> {
    /// When it was started.
    pub started: Instant,
    /// Its last planned day; the day of the start if that is unknown.
    pub last: NaiveDate,
    /// Its working days, in order.
    pub working: &'a [NaiveDate],
    /// When it was closed; the current time while it runs.
    pub until: Instant,
    /// The time zone that determines where days start and end.
    pub zone: Zone,
}

/// The scope and the amount done at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BurnLevel {
    /// The amount in the sprint.
    pub scope: u64,
    /// The amount accepted.
    pub done: u64,
}

impl BurnLevel {
    /// Returns the amount left.
    pub fn left(self) -> u64 {
        self.scope.saturating_sub(self.done)
    }
}

/// The end of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BurnDay {
    /// The day.
    pub day: NaiveDate,
    /// Whether it is a working day.
    pub works: bool,
    /// The level at that time; `None` for a future day.
    pub level: Option<BurnLevel>,
    /// The amount added to the scope on that day: items and higher estimates.
    pub added: u64,
    /// The amount removed from the scope on that day: items and lower estimates.
    pub removed: u64,
    /// The amount left on the ideal line; `None` if there are no working days.
    pub ideal: Option<u64>,
}

/// The burndown of a sprint by day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Burn {
    /// The amount in the sprint at its start.
    pub forecast: u64,
    /// The days in order, weekends included.
    pub days: Vec<BurnDay>,
}

impl Burn {
    /// Returns the level at the end of the last day that has started.
    pub fn newest(&self) -> Option<BurnLevel> {
        self.days.iter().rev().find_map(|day| day.level)
    }

    /// Returns the level at the end of the last day before `today`; `None` on the first day.
    pub fn level_before(&self, today: NaiveDate) -> Option<BurnLevel> {
        self.days.iter().rev().filter(|day| day.day < today).find_map(|day| day.level)
    }
}

/// The maximum number of days; an imported sprint may have run for years.
const DAYS: usize = 400;

/// Computes a sprint's days from events in any order. Events after [`BurnPeriod::until`] are ignored.
pub fn burn(course: &BurnPeriod<'_>, events: &[BurnEvent]) -> Burn {
    let mut events: Vec<&BurnEvent> = events.iter().filter(|event| event.at <= course.until).collect();
    events.sort_by_key(|event| event.at);
    let mut events = events.into_iter().peekable();
    let mut stand = BurnState::default();
    while let Some(event) = events.next_if(|event| event.at <= course.started) {
        stand.take(event);
    }
    stand.finished_before();
    let forecast = stand.level().scope;
    let today = course.until.day(course.zone);
    let first = course.started.day(course.zone);
    let mut days = Vec::new();
    for day in first.iter_days().take_while(|day| *day <= course.last.max(today)).take(DAYS) {
        let (mut added, mut removed) = (0, 0);
        while let Some(event) = events.next_if(|event| event.at.day(course.zone) <= day) {
            let before = stand.level().scope;
            stand.take(event);
            let after = stand.level().scope;
            added += after.saturating_sub(before);
            removed += before.saturating_sub(after);
        }
        days.push(BurnDay {
            day,
            works: course.working.contains(&day),
            level: (day <= today).then(|| stand.level()),
            added,
            removed,
            ideal: ideal(forecast, first, day, course.working),
        });
    }
    Burn { forecast, days }
}

/// Returns the amount left at the end of `day` on the ideal line, from `first` on: `total × (1 − working days elapsed
/// / working days)`, flat on other days. `None` if there are no working days.
pub fn ideal(total: u64, first: NaiveDate, day: NaiveDate, working: &[NaiveDate]) -> Option<u64> {
    let counted = || working.iter().filter(|it| **it >= first);
    let (elapsed, all) = (counted().filter(|it| **it <= day).count() as u64, counted().count() as u64);
    (total * (all - elapsed)).checked_div(all)
}

/// The items in the sprint at one time.
#[derive(Default)]
struct BurnState {
    items: BTreeMap<ItemId, BurnItem>,
}

#[derive(Clone, Copy)]
struct BurnItem {
    points: u64,
    inside: bool,
    done: bool,
}

impl BurnState {
    fn take(&mut self, event: &BurnEvent) {
        let item = self.items.entry(event.item).or_insert(BurnItem { points: 0, inside: false, done: false });
        match event.what {
            BurnChange::Entered(points) => (item.points, item.inside) = (points, true),
            BurnChange::Left => item.inside = false,
            BurnChange::Estimated(points) => item.points = points,
            BurnChange::Accepted => item.done = true,
            BurnChange::Reopened => item.done = false,
        }
    }

    /// Excludes what was done before the start from the forecast.
    fn finished_before(&mut self) {
        self.items.retain(|_, item| !item.done);
    }

    fn level(&self) -> BurnLevel {
        let inside = || self.items.values().filter(|item| item.inside);
        BurnLevel {
            scope: inside().map(|item| item.points).sum(),
            done: inside().filter(|item| item.done).map(|item| item.points).sum(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::BurnChange::{Accepted, Entered, Estimated, Left, Reopened};
    use super::*;
    use crate::domain::id::Id;
    use crate::domain::value::Weekdays;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> Instant {
        Instant(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
    }

    fn event(when: &str, item: u64, what: BurnChange) -> BurnEvent {
        BurnEvent { at: at(when), item: ItemId::new(item).unwrap(), what }
    }

    fn left(burn: &Burn) -> Vec<u64> {
        burn.days.iter().filter_map(|day| day.level).map(BurnLevel::left).collect()
    }

    #[test]
    fn ex_14_what_comes_in_and_goes_out_changes_the_scope_and_not_the_forecast() {
        let (first, last) = (day("2016-05-02"), day("2016-05-18"));
        let working = Weekdays::WORKING.between(first, last);
        let course = BurnPeriod {
            started: at("2016-05-02T09:00:00Z"),
            last,
            working: &working,
            until: at("2016-05-18T17:00:00Z"),
            zone: Zone::UTC,
        };
        let mut events: Vec<BurnEvent> = [(5401, 5), (5453, 2), (5445, 2), (2043, 5)]
            .map(|(item, points)| event("2016-05-02T09:00:00Z", item, Entered(points)))
            .to_vec();
        events.extend([
            event("2016-05-03T10:00:00Z", 2201, Entered(3)),
            event("2016-05-03T10:00:00Z", 3443, Entered(2)),
            event("2016-05-05T10:00:00Z", 2043, Left),
            event("2016-05-16T10:00:00Z", 2201, Accepted),
            event("2016-05-17T10:00:00Z", 3443, Accepted),
            event("2016-05-18T10:00:00Z", 5453, Accepted),
        ]);
        let burn = burn(&course, &events);
        assert_eq!(burn.forecast, 14);
        assert_eq!(burn.days.len(), 17);
        assert_eq!((burn.days[1].added, burn.days[3].removed), (5, 5));
        assert_eq!(burn.newest(), Some(BurnLevel { scope: 14, done: 7 }));
        assert_eq!(left(&burn)[..5], [14, 19, 19, 14, 14]);
    }

    /// The change log of COMPASS, iteration Urial, in items.
    #[test]
    fn ex_16_it_goes_on_until_the_sprint_is_really_closed() {
        let start = "2020-01-08T15:36:04Z";
        let mut events: Vec<BurnEvent> = (1..=8).map(|item| event(start, item, Entered(1))).collect();
        for item in 20..23 {
            events.push(event("2020-01-02T10:00:00Z", item, Accepted));
            events.push(event(start, item, Entered(1)));
        }
        events.extend((9..=14).map(|item| event("2020-01-08T16:00:00Z", item, Entered(1))));
        events.extend((15..=16).map(|item| event("2020-01-09T09:00:00Z", item, Entered(1))));
        for (when, items) in [
            ("2020-01-08T20:00:00Z", 1..=1),
            ("2020-01-09T20:00:00Z", 2..=2),
            ("2020-01-17T12:00:00Z", 3..=4),
            ("2020-01-20T12:00:00Z", 5..=5),
            ("2020-01-22T15:00:00Z", 6..=7),
            ("2020-01-22T16:00:00Z", 8..=8),
        ] {
            events.extend(items.map(|item| event(when, item, Accepted)));
        }
        let course = |until| BurnPeriod {
            started: at(start),
            last: day("2020-01-22"),
            working: &[],
            until: at(until),
            zone: Zone::UTC,
        };
        let closed = burn(&course("2020-01-22T15:19:56Z"), &events);
        assert_eq!(closed.forecast, 8, "three were done already");
        assert_eq!(left(&closed), [13, 14, 14, 14, 14, 14, 14, 14, 14, 12, 12, 12, 11, 11, 9]);
        let scope: Vec<u64> = closed.days.iter().filter_map(|it| it.level).map(|it| it.scope).collect();
        assert_eq!((scope[0], scope[1], scope[14]), (14, 16, 16));
        assert_eq!(closed.newest().unwrap().done, 7);
        let planned = burn(&course("2020-01-22T11:13:00Z"), &events);
        assert_eq!(planned.newest().unwrap().done, 5, "by the planned end");
        assert_eq!(closed.days[0].ideal, None, "no working days are known");
    }

    #[test]
    fn ex_17_the_ideal_line_is_flat_on_the_weekend() {
        let (first, last) = (day("2026-11-16"), day("2026-11-27"));
        let working = Weekdays::WORKING.between(first, last);
        let line: Vec<u64> =
            first.iter_days().take(12).filter_map(|day| ideal(40, first, day, &working)).collect();
        assert_eq!(line, [36, 32, 28, 24, 20, 20, 20, 16, 12, 8, 4, 0]);
        assert_eq!(ideal(40, first, day("2026-11-15"), &working), Some(40));
        assert_eq!(ideal(40, first, last, &[]), None);
    }

    #[test]
    fn a_reopened_item_goes_back_up_and_an_estimate_moves_the_scope() {
        let course = BurnPeriod {
            started: at("2026-11-16T08:00:00Z"),
            last: day("2026-11-20"),
            working: &[],
            until: at("2026-11-19T12:00:00Z"),
            zone: Zone::UTC,
        };
        let events = [
            event("2026-11-16T08:00:00Z", 1, Entered(5)),
            event("2026-11-16T08:00:00Z", 2, Entered(3)),
            event("2026-11-16T12:00:00Z", 1, Accepted),
            event("2026-11-17T12:00:00Z", 1, Reopened),
            event("2026-11-18T12:00:00Z", 2, Estimated(8)),
            event("2026-11-19T11:00:00Z", 2, Estimated(1)),
            event("2026-11-19T23:00:00Z", 2, Accepted),
        ];
        let burn = burn(&course, &events);
        assert_eq!(left(&burn), [3, 8, 13, 6]);
        assert_eq!((burn.days[2].added, burn.days[3].removed), (5, 7));
        assert_eq!(burn.days[4].level, None, "a day to come");
        assert_eq!(burn.forecast, 8);
    }

    #[test]
    fn a_day_ends_where_the_team_is() {
        let course = BurnPeriod {
            started: at("2026-11-16T08:00:00Z"),
            last: day("2026-11-17"),
            working: &[],
            until: at("2026-11-17T12:00:00Z"),
            zone: "Asia/Tokyo".parse().unwrap(),
        };
        let events =
            [event("2026-11-16T08:00:00Z", 1, Entered(5)), event("2026-11-16T16:00:00Z", 1, Accepted)];
        assert_eq!(left(&burn(&course, &events)), [5, 0], "one in the morning of the 17th in Tokyo");
    }
}
