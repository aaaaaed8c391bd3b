//! Which items are ageing: started longer ago than most items took.

use super::percentile::{age_days, cycle_days};
use crate::domain::cycle_times::CycleTimes;
use crate::domain::id::{ColumnId, ItemId};
use crate::domain::item::Item;
use crate::domain::value::{Instant, Stage, Zone};
use crate::domain::workspace::Workspace;

/// An item that is ageing: it was started longer ago than 85 % of items took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgedItem {
    /// The item.
    pub item: ItemId,
    /// Its age: the day since it was first started, counted from 1.
    pub day: u64,
    /// The number of days that 85 % of items took at most.
    pub line: u64,
    /// The number of items that this is taken from.
    pub items: usize,
    /// The column it is in.
    pub column: Option<ColumnId>,
    /// The day of its stay in the column, counted from 1.
    pub day_in_column: u64,
}

/// Returns the age of an item that was started and is not finished: the day since it was first started, over sprints,
/// rejections and closes, counted from 1.
///
/// Source: METHODS, decision 16.
pub fn age(item: &Item, now: Instant, zone: Zone) -> Option<u64> {
    let started = item.started.filter(|_| item.stage.is_open())?;
    Some(age_days(started.day(zone), now.day(zone)))
}

/// Returns the number of days from the first start of an accepted item to its acceptance, both included.
pub fn cycle_time(item: &Item, zone: Zone) -> Option<u64> {
    let (started, ended) = item.started.zip(item.ended).filter(|_| item.stage == Stage::Accepted)?;
    cycle_days(started.day(zone), ended.day(zone))
}

/// Returns an item's age if it is on the board and ageing.
pub fn ageing(item: &Item, times: &CycleTimes, now: Instant, zone: Zone) -> Option<AgedItem> {
    let day = age(item, now, zone).filter(|_| item.stage.is_started())?;
    aged(item, day, times, now, zone)
}

fn aged(item: &Item, day: u64, times: &CycleTimes, now: Instant, zone: Zone) -> Option<AgedItem> {
    let line = times.line.filter(|line| day > *line)?;
    let (column, day_in_column) = (item.board_column, age_days(item.since.day(zone), now.day(zone)));
    Some(AgedItem { item: item.id, day, line, items: times.items, column, day_in_column })
}

/// Returns the items on the board that are ageing, the oldest first.
pub fn all_ageing(workspace: &Workspace, times: &CycleTimes, now: Instant) -> Vec<AgedItem> {
    let zone = workspace.zone();
    oldest_first(workspace.items.on_board().filter_map(|item| ageing(item, times, now, zone)).collect())
}

/// Returns those of a sprint's items that were ageing by its end at `until`: unfinished, or finished late.
pub fn aged_in<'a>(
    items: impl IntoIterator<Item = &'a Item>,
    times: &CycleTimes,
    until: Instant,
    zone: Zone,
) -> Vec<AgedItem> {
    let found = items.into_iter().filter_map(|item| {
        let started = item.started.filter(|started| *started <= until)?;
        let end = item.ended.map_or(until, |ended| ended.min(until));
        let day = age_days(started.day(zone), end.day(zone));
        let found = aged(item, day, times, until, zone)?;
        Some(AgedItem { column: None, ..found })
    });
    oldest_first(found.collect())
}

fn oldest_first(mut aged: Vec<AgedItem>) -> Vec<AgedItem> {
    aged.sort_by_key(|it| (std::cmp::Reverse(it.day), it.item));
    aged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entity::any::{AnyRow as _, RowDice};
    use crate::domain::id::Id as _;

    fn at(text: &str) -> Instant {
        Instant(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
    }

    fn item(number: u64, started: &str, stage: Stage) -> Item {
        let mut item = Item::any_row(number, &mut RowDice::new(number));
        (item.stage, item.started, item.ended) = (stage, Some(at(started)), None);
        item.board_column = ColumnId::new(2);
        item
    }

    const TWELVE: CycleTimes = CycleTimes { items: 57, median: Some(4), line: Some(12) };

    /// METHODS EX-36: started on 5 January, unfinished, rejected once, over four sprints; in Doing for two days.
    #[test]
    fn an_item_is_as_old_as_its_first_start() {
        let mut old = item(1, "2026-01-05T10:00:00Z", Stage::Doing);
        (old.rejections, old.since) = (1, at("2026-02-16T09:00:00Z"));
        let now = at("2026-02-17T09:00:00Z");
        let found = ageing(&old, &TWELVE, now, Zone::UTC).unwrap();
        assert_eq!((found.day, found.day_in_column, found.line, found.items), (44, 2, 12, 57));
        old.stage = Stage::Ready;
        assert_eq!(ageing(&old, &TWELVE, now, Zone::UTC), None, "it is not on the board");
        assert_eq!(age(&old, now, Zone::UTC), Some(44));
    }

    #[test]
    fn without_an_ageing_line_nothing_is_ageing() {
        let few = CycleTimes { items: 9, median: Some(4), line: None };
        let old = item(1, "2026-01-05T10:00:00Z", Stage::Doing);
        assert_eq!(ageing(&old, &few, at("2026-02-17T09:00:00Z"), Zone::UTC), None);
    }

    #[test]
    fn what_aged_in_a_sprint_is_found_after_its_end_too() {
        let open = item(1, "2026-01-05T10:00:00Z", Stage::Ready);
        let mut late = item(2, "2026-01-05T10:00:00Z", Stage::Accepted);
        late.ended = Some(at("2026-01-20T10:00:00Z"));
        let mut soon = item(3, "2026-01-05T10:00:00Z", Stage::Accepted);
        soon.ended = Some(at("2026-01-08T10:00:00Z"));
        let after = item(4, "2026-02-20T10:00:00Z", Stage::Doing);
        let all = [open, late, soon, after];
        let days = |until: &str| -> Vec<(u64, u64)> {
            let found = aged_in(&all, &TWELVE, at(until), Zone::UTC);
            found.iter().map(|it| (it.item.number(), it.day)).collect()
        };
        assert_eq!(days("2026-01-30T17:00:00Z"), [(1, 26), (2, 16)]);
        assert_eq!(days("2026-01-16T17:00:00Z"), []);
    }
}
