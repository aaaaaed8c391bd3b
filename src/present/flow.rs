//! The flow of a sprint's work: a sentence for each chart, with what is not known.

use super::{a_day, count, points};
use crate::domain::account::Reached;
use crate::domain::cycle_times::CycleTimes;
use crate::domain::flow::Flow;
use crate::domain::id::SprintId;
use crate::domain::metrics::ageing::AgedItem;
use crate::domain::metrics::burn::Burn;
use crate::domain::metrics::cycle_time::{FEWEST, PERCENT};
use crate::domain::metrics::pace::{Basis, Going, Pace, days_so_far, pace};
use crate::domain::metrics::throughput::{Throughput, WEEKS};
use crate::domain::metrics::velocity::{Range, mean, range as range_of, reached};
use crate::domain::metrics::velocity::{left_out, velocity_range, velocity_window};
use crate::domain::planning::past_sprints;
use crate::domain::sprint::Sprint;
use crate::domain::value::{Instant, Points, SprintState};
use crate::domain::views::flow;
use crate::domain::workspace::Workspace;
use std::fmt::Write as _;

/// Converts hundredths of a point to points.
pub fn amount(hundredths: u64) -> Points {
    Points::hundredths(u32::try_from(hundredths).unwrap_or(u32::MAX))
}

/// Formats the burndown: `13 points left, 3.3 a day needed, 3.5 a day so far`.
pub fn burndown(workspace: &Workspace, sprint: &Sprint, flow: &Flow, now: Instant) -> String {
    let Some(level) = flow.burn.as_ref().and_then(Burn::newest) else {
        return "No chart: its start date is unknown".to_owned();
    };
    let left = points(amount(level.left()));
    let today = now.day(workspace.zone());
    let mut words = match sprint.state {
        _ if level.scope == 0 => return no_points(flow),
        SprintState::Closed if level.left() > 0 => format!("{left} left when it was closed"),
        SprintState::Planned | SprintState::Running | SprintState::Closed if level.left() == 0 => {
            format!("All {} are accepted", points(amount(level.scope)))
        }
        SprintState::Planned | SprintState::Running | SprintState::Closed => {
            let over = sprint.end_day.filter(|end| today > *end).map(|end| (today - end).num_days());
            let pace = pace_of(workspace, sprint, flow, now);
            match over {
                Some(days) => format!("{left} left, {} over its end", super::days(days)),
                None if sprint.days.is_empty() => format!("{left} left; no working days are set, so no pace"),
                None if pace.needed.is_none() => format!("{left} left, no working day left"),
                None => format!("{left} left, {}", a_day(pace)),
            }
        }
    };
    if flow.unestimated > 0 {
        let _ = write!(words, "; {} unestimated left out", flow.unestimated);
    }
    words
}

/// Formats why there are no points to burn down.
fn no_points(flow: &Flow) -> String {
    let (items, without) = (flow.items, flow.unestimated);
    let has = if without == 1 { "has" } else { "have" };
    let why = match (items, without) {
        (0, _) => "nothing is in it".to_owned(),
        (_, 0) => "all estimates are 0".to_owned(),
        (1, 1) => "its item has no estimate".to_owned(),
        _ if without == items => format!("none of {items} items has an estimate"),
        _ => format!("{without} of {items} items {has} no estimate, the others are estimated at 0"),
    };
    format!("No points to burn down: {why}")
}

/// Returns whether the pace so far is below the pace needed.
pub fn is_behind(workspace: &Workspace, sprint: &Sprint, flow: &Flow, now: Instant) -> bool {
    let going = pace_of(workspace, sprint, flow, now).going;
    sprint.state == SprintState::Running && matches!(going, Going::Behind | Going::OutOfDays)
}

fn pace_of(workspace: &Workspace, sprint: &Sprint, flow: &Flow, now: Instant) -> Pace {
    let zone = workspace.zone();
    let today = now.day(zone);
    let burn = flow.burn.as_ref();
    let before_today = burn.and_then(|burn| burn.level_before(today)).unwrap_or_default();
    pace(Basis {
        left: burn.and_then(Burn::newest).unwrap_or_default().left(),
        accepted_before_today: before_today.done,
        days: days_so_far(sprint, today, zone),
    })
}

/// Formats the burnup: `21 of 36 points accepted; the scope has grown by 5 since the start and shrunk by 3`. A changed
/// estimate changes the scope, too.
pub fn burnup(burn: &Burn) -> String {
    let level = burn.newest().unwrap_or_default();
    let change = match burn.scope_change {
        (0, 0) => "scope unchanged".to_owned(),
        (added, 0) => format!("scope grew by {} since the start", amount(added)),
        (0, removed) => format!("scope shrank by {} since the start", amount(removed)),
        (added, removed) => {
            let (added, removed) = (amount(added), amount(removed));
            format!("scope grew by {added} and shrank by {removed} since the start")
        }
    };
    format!("{} of {} accepted; {change}", amount(level.done), points(amount(level.scope)))
}

/// The labels of the bands of the cumulative flow, from the bottom: of [`bands`].
pub const BANDS: [&str; 4] = ["accepted or removed", "in review", "in progress", "not started"];

/// Returns how many items are in each band of the cumulative flow, from the bottom.
pub fn bands(it: Reached) -> [usize; 4] {
    [it.finished, it.in_review - it.finished, it.started - it.in_review, it.entered - it.started]
}

/// Formats how far the items of a sprint have come: `19 items came in: 16 were started, 13 got to review, 12 were
/// accepted or taken out`.
pub fn cumulative(it: Reached) -> String {
    let were = |items: usize| if items == 1 { "was" } else { "were" };
    format!(
        "{} entered: {} {} started, {} reached review, {} {} accepted or removed",
        count(it.entered, "item", "items"),
        it.started,
        were(it.started),
        it.in_review,
        it.finished,
        were(it.finished)
    )
}

/// Formats the throughput: `31 items accepted in the last 8 weeks, 2 so far this week`.
pub fn throughput(weeks: &[Throughput]) -> String {
    let Some((present, past)) = weeks.split_last() else {
        return format!("Nothing was accepted in the last {WEEKS} weeks");
    };
    let so_far = format!("{} so far this week", present.items);
    let sum: usize = past.iter().map(|it| it.items).sum();
    match past.len() {
        0 => format!("{} accepted so far this week", count(present.items, "item", "items")),
        1 => format!("{} accepted last week, {so_far}", count(sum, "item", "items")),
        weeks => format!("{} accepted in the last {weeks} weeks, {so_far}", count(sum, "item", "items")),
    }
}

/// Returns the velocity with its range: `44.6 points, mean of the last 8 sprints; these finished 37 to 54`.
pub fn velocity_with_range(workspace: &Workspace) -> String {
    let window = velocity_window(workspace);
    let Some(mean) = mean(&window) else {
        return match workspace.closed().len() {
            0 => "No velocity yet: the first closed sprint is the first one".to_owned(),
            past => {
                format!("No velocity yet: {} no points", count(past, "past sprint has", "past sprints have"))
            }
        };
    };
    let mean = points(tenths(mean));
    let sentence = match (velocity_range(workspace), window.len()) {
        (Some(it), of) => {
            format!("{mean}, mean of the last {of} sprints; these finished {}", span(it.low, it.high))
        }
        (None, 1) => format!("{mean} in the last sprint"),
        (None, of) => format!("{mean}, mean of the last {of} sprints"),
    };
    match left_out(workspace) {
        0 => sentence,
        sprints => {
            let sprints = count(sprints, "sprint without estimates", "sprints without estimates");
            format!("{sentence}; {sprints} left out")
        }
    }
}

/// Returns what a range says: `the last 8 sprints finished 37 to 54`.
pub fn range(it: Range) -> String {
    format!("the last {} sprints finished {}", it.sprints, span(it.low, it.high))
}

/// Returns what a range says that was scaled by capacity: `with this capacity the last 8 sprints would have finished
/// 18.5 to 27`.
pub fn scaled_range(it: Range) -> String {
    let span = span(rounded(it.low), rounded(it.high));
    format!("with this capacity the last {} sprints would have finished {span}", it.sprints)
}

/// Says that so many points are more than any sprint of the range finished; `None` where they are not.
pub fn above(hundredths: u64, it: Range) -> Option<String> {
    let span = span(it.low, it.high);
    (hundredths > it.high)
        .then(|| format!("more than any of the last {} sprints finished ({span})", it.sprints))
}

/// Says that so many points are more than any sprint would have finished with the capacity by which the range was
/// scaled; `None` where they are not.
pub fn above_scaled(hundredths: u64, it: Range) -> Option<String> {
    let span = span(rounded(it.low), rounded(it.high));
    let sprints = it.sprints;
    (hundredths > it.high).then(|| {
        format!("more than any of the last {sprints} sprints would have finished with this capacity ({span})")
    })
}

fn span(low: u64, high: u64) -> String {
    if low == high { amount(low).to_string() } else { format!("{} to {}", amount(low), amount(high)) }
}

/// Rounds a mean to a tenth of a point.
pub fn tenths(hundredths: u64) -> Points {
    amount(rounded(hundredths))
}

fn rounded(hundredths: u64) -> u64 {
    (hundredths + 5) / 10 * 10
}

/// Returns how often so much was done in one sprint: `7 of the last 8 sprints finished 38 points or more`, scaled by the
/// person-days of a sprint where they are known. `None` with too few past sprints.
pub fn chance(workspace: &Workspace, sprint: SprintId, hundredths: u64) -> Option<String> {
    let past = past_sprints(workspace, sprint);
    let (reached, of) = (reached(&past.done, hundredths), range_of(&past.done)?.sprints);
    let points = points(amount(hundredths));
    Some(if past.is_scaled {
        format!("{reached} of the last {of} sprints would have finished {points} or more with this capacity")
    } else {
        format!("{reached} of the last {of} sprints finished {points} or more")
    })
}

/// Formats how long items took: `Half of 57 items took 4 days or less. Service level expectation: 85 % in 12 days or less`.
pub fn cycle_time(times: &CycleTimes) -> String {
    let days = |days: u64| count(days, "day", "days");
    let items = count(times.items, "item", "items");
    match (times.median, times.line) {
        (None, _) => "No item has been started and accepted in a closed sprint yet".to_owned(),
        (Some(median), _) if times.items == 1 => format!("1 item took {}", days(median)),
        (Some(median), None) => format!("Half of {items} took {} or less", days(median)),
        (Some(median), Some(line)) => {
            let (median, line) = (days(median), days(line));
            format!(
                "Half of {items} took {median} or less. Service level expectation: {PERCENT} % in {line} or less"
            )
        }
    }
}

/// Formats the number of ageing items, also for a closed sprint.
pub fn aged(workspace: &Workspace, flow: &Flow) -> String {
    let times = &flow.cycle_times;
    if times.line.is_none() {
        return format!("Available from {FEWEST} finished items; {} so far", times.items);
    }
    let (is, are) = if flow::is_over(workspace, flow) { ("was", "were") } else { ("is", "are") };
    match flow::ageing(workspace, flow).len() {
        0 => format!("No item {is} older than that"),
        1 => format!("1 item {is} older than {PERCENT} % of {}", count(times.items, "item", "items")),
        many => {
            format!("{many} items {are} older than {PERCENT} % of {}", count(times.items, "item", "items"))
        }
    }
}

/// Formats the age of an ageing item: `day 14, longer than 85 % of 57 items; day 3 in Review`.
pub fn age(workspace: &Workspace, aged: &AgedItem) -> String {
    let column = aged.column.and_then(|id| workspace.columns.get(id)).map(|column| column.name.as_str());
    age_of(aged.day, aged.items, column.map(|column| (column, aged.day_in_column)))
}

/// Formats an age, the number of items that it is compared with, and the day in a column.
pub fn age_of(day: u64, items: usize, place: Option<(&str, u64)>) -> String {
    let items = count(items, "item", "items");
    let place = place.map_or_else(String::new, |(column, day)| format!("; day {day} in {column}"));
    format!("day {day}, longer than {PERCENT} % of {items}{place}")
}

/// Formats the first-time acceptance: `82 % of 22 items, last 5 sprints`.
pub fn first_pass(flow: &Flow) -> String {
    let all = flow.first_pass.all;
    if all.total == 0 {
        return match flow.past {
            0 => "Available once a sprint is closed".to_owned(),
            1 => "No item was accepted in the last sprint".to_owned(),
            past => format!("No item was accepted in the last {past} sprints"),
        };
    }
    let sprints = if flow.past == 1 { "sprint".to_owned() } else { format!("{} sprints", flow.past) };
    format!("{all} of {}, last {sprints}", count(all.total, "item", "items"))
}

/// Formats the first-time acceptance of each kind: `story 85 %`, `bug 67 %`; empty if there is at most one kind.
pub fn first_pass_kinds(flow: &Flow) -> Vec<String> {
    let kinds = &flow.first_pass.kinds;
    kinds.iter().filter(|_| kinds.len() > 1).map(|(kind, share)| format!("{kind} {share}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::Level;
    use crate::domain::entity::any::{AnyRow, RowDice};
    use crate::domain::id::{Id as _, SprintId, TeamId};
    use crate::domain::metrics::burn::BurnDay;
    use crate::domain::sprint::Days;
    use chrono::NaiveDate;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, number).unwrap()
    }

    /// Creates a sprint of five days, from the 16th.
    fn sprint(state: SprintState) -> Sprint {
        Sprint {
            state,
            end_day: Some(day(20)),
            days: (16..=20).map(day).collect::<Days>(),
            ..Sprint::any_row(1, &mut RowDice::new(1))
        }
    }

    fn flow(scope: u64, done: u64, unestimated: usize) -> Flow {
        let level = Some(Level { scope: scope * 100, done: done * 100 });
        let day = BurnDay {
            day: day(16),
            works: true,
            level,
            reached: None,
            added: 300,
            removed: 100,
            ideal: None,
        };
        let burn = Burn { scope_change: (300, 100), days: vec![day], ..Burn::default() };
        Flow { burn: Some(burn), unestimated, ..Flow::default() }
    }

    fn says(state: SprintState, today: u32, flow: &Flow) -> String {
        let now = Instant(day(today).and_hms_opt(12, 0, 0).unwrap().and_utc().timestamp_millis());
        burndown(&Workspace::default(), &sprint(state), flow, now)
    }

    #[test]
    fn the_burndown_says_what_is_left_and_what_that_takes() {
        let running = SprintState::Running;
        for (today, flow, words) in [
            (18, flow(20, 11, 0), "9 points left, 3.0 a day needed, 5.5 a day so far"),
            (
                20,
                flow(20, 11, 2),
                "9 points left, 9.0 a day needed, 2.8 a day so far; 2 unestimated left out",
            ),
            (22, flow(20, 11, 0), "9 points left, 2 days over its end"),
            (18, flow(20, 20, 0), "All 20 points are accepted"),
            (18, Flow::default(), "No chart: its start date is unknown"),
        ] {
            assert_eq!(says(running, today, &flow), words);
        }
        assert_eq!(says(SprintState::Closed, 25, &flow(20, 11, 0)), "9 points left when it was closed");
    }

    #[test]
    fn without_points_the_burndown_says_why() {
        for (items, unestimated, why) in [
            (0, 0, "nothing is in it"),
            (1, 1, "its item has no estimate"),
            (3, 3, "none of 3 items has an estimate"),
            (3, 1, "1 of 3 items has no estimate, the others are estimated at 0"),
            (4, 2, "2 of 4 items have no estimate, the others are estimated at 0"),
            (2, 0, "all estimates are 0"),
        ] {
            let flow = Flow { items, ..flow(0, 0, unestimated) };
            assert_eq!(says(SprintState::Running, 18, &flow), format!("No points to burn down: {why}"));
        }
    }

    #[test]
    fn where_nothing_was_accepted_first_time_acceptance_says_in_how_many_sprints() {
        let past = |past| first_pass(&Flow { past, ..Flow::default() });
        assert_eq!(past(0), "Available once a sprint is closed");
        assert_eq!(past(1), "No item was accepted in the last sprint");
        assert_eq!(past(6), "No item was accepted in the last 6 sprints");
    }

    #[test]
    fn what_came_in_and_what_was_finished_each_week_are_counted_in_a_sentence() {
        let reached = Reached { entered: 19, started: 16, in_review: 13, finished: 12 };
        let words = "19 items entered: 16 were started, 13 reached review, 12 were accepted or removed";
        assert_eq!(cumulative(reached), words);
        assert_eq!(bands(reached), [12, 1, 3, 3]);
        let week = |items| Throughput { from: day(16), items };
        assert_eq!(throughput(&[]), "Nothing was accepted in the last 8 weeks");
        assert_eq!(throughput(&[week(1)]), "1 item accepted so far this week");
        assert_eq!(throughput(&[week(3), week(1)]), "3 items accepted last week, 1 so far this week");
        assert_eq!(
            throughput(&[week(3), week(0), week(1)]),
            "3 items accepted in the last 2 weeks, 1 so far this week"
        );
    }

    #[test]
    fn the_burnup_says_how_the_scope_changed() {
        let words = "11 of 20 points accepted; scope grew by 3 and shrank by 1 since the start";
        assert_eq!(burnup(&flow(20, 11, 0).burn.unwrap()), words);
    }

    #[test]
    fn what_is_more_than_the_range_is_said_with_the_range() {
        let eight = Range { low: 3_700, high: 5_400, sprints: 8 };
        assert_eq!(range(eight), "the last 8 sprints finished 37 to 54");
        assert_eq!(above(5_400, eight), None);
        assert_eq!(above(5_500, eight).unwrap(), "more than any of the last 8 sprints finished (37 to 54)");
    }

    #[test]
    fn without_a_past_it_says_so() {
        let workspace = Workspace::default();
        assert!(velocity_with_range(&workspace).starts_with("No velocity yet: the first"));
        // As an import leaves them.
        let mut imported = Workspace::default();
        for number in 1..=2 {
            let (id, team) = (SprintId::new(number).unwrap(), TeamId::new(1).unwrap());
            let name = format!("Sprint {number}").parse().unwrap();
            let sprint = Sprint { state: SprintState::Closed, ..Sprint::named(id, team, name) };
            imported.put(sprint);
        }
        assert!(velocity_with_range(&imported).eq("No velocity yet: 2 past sprints have no points"));
        // What carries no points is no data, and that is said.
        let done = |sprint: Sprint| Sprint { done: Some(crate::domain::value::Points::whole(6)), ..sprint };
        let earlier = imported.closed()[0].clone();
        imported.put(done(earlier));
        assert_eq!(
            velocity_with_range(&imported),
            "6 points in the last sprint; 1 sprint without estimates left out"
        );
        assert_eq!(chance(&workspace, SprintId::new(1).unwrap(), 1_300), None);
        assert_eq!(first_pass(&Flow::default()), "Available once a sprint is closed");
        let none = "Available from 10 finished items; 0 so far";
        assert_eq!(aged(&Workspace::default(), &Flow::default()), none);
    }
}
