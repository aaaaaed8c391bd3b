//! Burndown and burnup: points left and points done at the end of each local day of a sprint.
//!
//! The rules are Jira's (JSWSERVER-4768): the chart starts with the sprint and continues until the sprint is actually
//! closed; the initial forecast is never restated; items burn when they are accepted and return when they are
//! reopened; items that are added, removed or re-estimated change the scope. Amounts are in hundredths of a point.

use super::share::rounded;
use crate::domain::account::{Level, Reached, SprintAccount};
use crate::domain::value::{Instant, Zone};
use chrono::NaiveDate;

/// The period of the sprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BurnPeriod<'a> {
    /// Its last planned day; the day of the start if that is unknown.
    pub last: NaiveDate,
    /// Its working days, in order.
    pub working: &'a [NaiveDate],
    /// When it was closed; the current time while it runs.
    pub until: Instant,
    /// The time zone that determines where days start and end.
    pub zone: Zone,
}

/// The end of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BurnDay {
    /// The day.
    pub day: NaiveDate,
    /// Whether it is a working day.
    pub works: bool,
    /// The level at that time; `None` for a future day.
    pub level: Option<Level>,
    /// How far the items had come at that time; `None` for a future day.
    pub reached: Option<Reached>,
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
    /// By how much the scope has grown and shrunk since, each item net.
    pub scope_change: (u64, u64),
    /// The days in order, weekends included.
    pub days: Vec<BurnDay>,
}

impl Burn {
    /// Returns the level at the end of the last day that has started.
    pub fn newest(&self) -> Option<Level> {
        self.days.iter().rev().find_map(|day| day.level)
    }

    /// Returns how far the items had come at the end of the last day that has started.
    pub fn reached(&self) -> Option<Reached> {
        self.days.iter().rev().find_map(|day| day.reached)
    }

    /// Returns the level at the end of the last day before `today`; `None` on the first day.
    pub fn level_before(&self, today: NaiveDate) -> Option<Level> {
        self.days.iter().rev().filter(|day| day.day < today).find_map(|day| day.level)
    }
}

/// The maximum number of days; an imported sprint may have run for years.
const DAYS: usize = 400;

/// Computes the days of a sprint from its account.
pub fn burn(period: &BurnPeriod<'_>, account: &SprintAccount) -> Burn {
    let days_of_steps = account.days(period.until, period.zone);
    let mut steps = account.steps.iter().zip(days_of_steps).peekable();
    let days_of_reached = account.days_reached(period.until, period.zone);
    let mut moves = account.reached.iter().zip(days_of_reached).peekable();
    let mut reached = Reached::default();
    let mut level = Level { scope: account.forecast, done: 0 };
    let today = period.until.day(period.zone);
    let first = account.started.day(period.zone);
    let mut days = Vec::new();
    for day in first.iter_days().take_while(|day| *day <= period.last.max(today)).take(DAYS) {
        let (mut added, mut removed) = (0, 0);
        while let Some((step, _)) = steps.next_if(|(_, of)| *of <= day) {
            level = step.level;
            added += step.added;
            removed += step.removed;
        }
        while let Some((step, _)) = moves.next_if(|(_, of)| *of <= day) {
            reached = step.reached;
        }
        days.push(BurnDay {
            day,
            works: period.working.contains(&day),
            level: (day <= today).then_some(level),
            reached: (day <= today).then_some(reached),
            added,
            removed,
            ideal: ideal(account.forecast, first, day, period.working),
        });
    }
    Burn { forecast: account.forecast, scope_change: account.scope_change(), days }
}

/// Returns the amount left at the end of `day` on the ideal line, from `first` on: `total × (1 − working days elapsed
/// / working days)`, rounded, flat on other days. `None` if there are no working days.
pub fn ideal(total: u64, first: NaiveDate, day: NaiveDate, working: &[NaiveDate]) -> Option<u64> {
    let counted = || working.iter().filter(|it| **it >= first);
    let (elapsed, all) = (counted().filter(|it| **it <= day).count() as u64, counted().count() as u64);
    rounded(u128::from(total) * u128::from(all - elapsed), all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::tests::History;
    use crate::domain::value::{Stage, Weekdays};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> Instant {
        Instant(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
    }

    fn left(burn: &Burn) -> Vec<u64> {
        burn.days.iter().filter_map(|day| day.level).map(Level::left).collect()
    }

    #[test]
    fn ex_14_what_comes_in_and_goes_out_changes_the_scope_and_not_the_forecast() {
        let (first, last) = (day("2016-05-02"), day("2016-05-18"));
        let working = Weekdays::MONDAY_TO_FRIDAY.between(first, last);
        let until = at("2016-05-18T17:00:00Z");
        let course = BurnPeriod { last, working: &working, until, zone: Zone::UTC };
        let mut history = History::new();
        history.at("2016-05-02T09:00:00Z");
        for (item, points) in [(5401, 5), (5453, 2), (5445, 2), (2043, 5)] {
            history.enters(item, points);
        }
        history.starts();
        history.at("2016-05-03T10:00:00Z").enters(2201, 3).enters(3443, 2);
        history.at("2016-05-05T10:00:00Z").leaves(2043);
        history.at("2016-05-16T10:00:00Z").accepted(2201);
        history.at("2016-05-17T10:00:00Z").accepted(3443);
        history.at("2016-05-18T10:00:00Z").accepted(5453);
        let burn = burn(&course, &history.account());
        assert_eq!(burn.forecast, 14);
        assert_eq!(burn.days.len(), 17);
        assert_eq!((burn.days[1].added, burn.days[3].removed), (5, 5));
        assert_eq!(burn.newest(), Some(Level { scope: 14, done: 7 }));
        assert_eq!(left(&burn)[..5], [14, 19, 19, 14, 14]);
    }

    /// METHODS, section 7: the cumulative flow of `DeloitteDigitalUK/jira-agile-metrics`, `cfd_test.py`, without its state
    /// Test, which we do not have.
    #[test]
    fn the_cumulative_flow_counts_how_far_items_have_come() {
        let reached = reached_by_day(|day, history| {
            match day {
                1..=4 => history.enters(u64::from(day), 100),
                _ => history,
            };
            match day {
                3 => history.moved(1, Stage::Doing).moved(2, Stage::Doing),
                4 => history.moved(3, Stage::Doing).moved(1, Stage::Review),
                6 => history.accepted(1),
                _ => history,
            };
        });
        let row = |of: fn(&Reached) -> usize| reached.iter().map(of).collect::<Vec<_>>();
        assert_eq!(row(|it| it.entered), [1, 2, 3, 4, 4, 4]);
        assert_eq!(row(|it| it.started), [0, 0, 2, 3, 3, 3]);
        assert_eq!(row(|it| it.in_review), [0, 0, 0, 1, 1, 1]);
        assert_eq!(row(|it| it.finished), [0, 0, 0, 0, 0, 1]);
    }

    #[test]
    fn no_line_of_the_cumulative_flow_ever_falls() {
        let reached = reached_by_day(|day, history| {
            match day {
                1 => history.enters(1, 100).enters(2, 100).moved(1, Stage::Review),
                // Sent back to work; taken out without having been started.
                2 => history.moved(1, Stage::Doing),
                3 => history.leaves(2),
                4 => history.accepted(1),
                5 => history.reopened(1),
                _ => history,
            };
        });
        let shown = |it: &Reached| [it.entered, it.started, it.in_review, it.finished];
        let rows: Vec<_> = reached.iter().map(shown).collect();
        assert_eq!(
            rows,
            [[2, 1, 1, 0], [2, 1, 1, 0], [2, 2, 2, 1], [2, 2, 2, 2], [2, 2, 2, 2], [2, 2, 2, 2]]
        );
    }

    /// Returns how far the items had come at the end of each of six days of a sprint that starts empty.
    fn reached_by_day(mut work: impl FnMut(u32, &mut History)) -> Vec<Reached> {
        let mut history = History::new();
        history.at("2026-01-01T08:00:00Z").starts();
        for day in 1..=6 {
            work(day, history.at(&format!("2026-01-{day:02}T10:00:00Z")));
        }
        let until = at("2026-01-06T17:00:00Z");
        let period = BurnPeriod { last: day("2026-01-06"), working: &[], until, zone: Zone::UTC };
        burn(&period, &history.account()).days.into_iter().filter_map(|day| day.reached).collect()
    }

    /// The change log of COMPASS, iteration Urial, in items.
    #[test]
    fn ex_16_it_goes_on_until_the_sprint_is_really_closed() {
        let account = |until: &str| {
            let mut history = History::new();
            history.at("2020-01-02T10:00:00Z");
            for item in 20..23 {
                history.accepted(item);
            }
            history.at("2020-01-08T15:36:04Z");
            for item in (1..=8).chain(20..23) {
                history.enters(item, 1);
            }
            history.starts();
            let mut steps: Vec<(&str, bool, std::ops::RangeInclusive<u64>)> = vec![
                ("2020-01-08T16:00:00Z", true, 9..=14),
                ("2020-01-08T20:00:00Z", false, 1..=1),
                ("2020-01-09T09:00:00Z", true, 15..=16),
                ("2020-01-09T20:00:00Z", false, 2..=2),
                ("2020-01-17T12:00:00Z", false, 3..=4),
                ("2020-01-20T12:00:00Z", false, 5..=5),
                ("2020-01-22T15:00:00Z", false, 6..=7),
                ("2020-01-22T16:00:00Z", false, 8..=8),
            ];
            steps.retain(|(when, ..)| at(when) <= at(until));
            for (when, is_new, items) in steps {
                history.at(when);
                for item in items {
                    if is_new {
                        history.enters(item, 1)
                    } else {
                        history.accepted(item)
                    };
                }
            }
            history.account()
        };
        let course =
            |until| BurnPeriod { last: day("2020-01-22"), working: &[], until: at(until), zone: Zone::UTC };
        let until = "2020-01-22T15:19:56Z";
        let closed = burn(&course(until), &account(until));
        assert_eq!(closed.forecast, 8, "three were done already");
        assert_eq!(left(&closed), [13, 14, 14, 14, 14, 14, 14, 14, 14, 12, 12, 12, 11, 11, 9]);
        let scope: Vec<u64> = closed.days.iter().filter_map(|it| it.level).map(|it| it.scope).collect();
        assert_eq!((scope[0], scope[1], scope[14]), (14, 16, 16));
        assert_eq!(closed.newest().unwrap().done, 7);
        let until = "2020-01-22T11:13:00Z";
        assert_eq!(burn(&course(until), &account(until)).newest().unwrap().done, 5, "by the planned end");
        assert_eq!(closed.days[0].ideal, None, "no working days are known");
    }

    #[test]
    fn ex_17_the_ideal_line_is_flat_on_the_weekend() {
        let (first, last) = (day("2026-11-16"), day("2026-11-27"));
        let working = Weekdays::MONDAY_TO_FRIDAY.between(first, last);
        let line: Vec<u64> =
            first.iter_days().take(12).filter_map(|day| ideal(40, first, day, &working)).collect();
        assert_eq!(line, [36, 32, 28, 24, 20, 20, 20, 16, 12, 8, 4, 0]);
        assert_eq!(ideal(40, first, day("2026-11-15"), &working), Some(40));
        assert_eq!(ideal(40, first, last, &[]), None);
        // 300 × 9 / 14 = 192.86 and 300 × 13 / 14 = 278.57.
        let fourteen: Vec<NaiveDate> = first.iter_days().take(14).collect();
        let on = |day: usize| ideal(300, first, fourteen[day], &fourteen);
        assert_eq!((on(0), on(4)), (Some(279), Some(193)), "rounded and not cut");
    }

    #[test]
    fn a_reopened_item_goes_back_up_and_an_estimate_moves_the_scope() {
        let mut history = History::new();
        history.at("2026-11-16T08:00:00Z").enters(1, 5).enters(2, 3).starts();
        history.at("2026-11-16T12:00:00Z").accepted(1);
        history.at("2026-11-17T12:00:00Z").reopened(1);
        history.at("2026-11-18T12:00:00Z").estimated(2, 8);
        history.at("2026-11-19T11:00:00Z").estimated(2, 1);
        let until = at("2026-11-19T12:00:00Z");
        let course = BurnPeriod { last: day("2026-11-20"), working: &[], until, zone: Zone::UTC };
        let burn = burn(&course, &history.account());
        assert_eq!(left(&burn), [3, 8, 13, 6]);
        assert_eq!((burn.days[2].added, burn.days[3].removed), (5, 7));
        assert_eq!(burn.days[4].level, None, "a day to come");
        assert_eq!(burn.forecast, 8);
    }

    #[test]
    fn a_day_ends_where_the_team_is() {
        let mut history = History::new();
        history.at("2026-11-16T08:00:00Z").enters(1, 5).starts();
        history.at("2026-11-16T16:00:00Z").accepted(1);
        let course = BurnPeriod {
            last: day("2026-11-17"),
            working: &[],
            until: at("2026-11-17T12:00:00Z"),
            zone: "Asia/Tokyo".parse().unwrap(),
        };
        let burn = burn(&course, &history.account());
        assert_eq!(left(&burn), [5, 0], "one in the morning of the 17th in Tokyo");
    }
}
