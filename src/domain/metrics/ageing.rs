//! Which items are ageing: in their column for longer than most items were.

use super::percentile::age_days;
use super::time_in_column::{Baseline, TimeInColumn, gone_through};
use crate::domain::id::{ColumnId, ItemId};
use crate::domain::item::Item;
use crate::domain::item_event::ItemEvent;
use crate::domain::value::{Instant, Stage, Zone};
use crate::domain::workspace::Workspace;
use std::collections::BTreeMap;

/// An item that is ageing: it has been in its column for longer than 85 % of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgedItem {
    /// The item.
    pub item: ItemId,
    /// Its column.
    pub column: ColumnId,
    /// The day of its stay, counted from 1.
    pub day: u64,
    /// The number of days within which 85 % of items left.
    pub baseline_days: u64,
    /// The number of items that this is taken from.
    pub stays: usize,
}

/// Returns an item's age in its column if it is ageing.
///
/// Items to do are not started, so they do not age.
pub fn age_of(item: &Item, baselines: &[Baseline], now: Instant, zone: Zone) -> Option<AgedItem> {
    let column = item.board_column.filter(|_| matches!(item.stage, Stage::Doing | Stage::Review))?;
    let Baseline { days: baseline_days, stays, .. } = *baselines.iter().find(|it| it.column == column)?;
    let day = age_days(item.since.day(zone), now.day(zone));
    (day > baseline_days).then_some(AgedItem { item: item.id, column, day, baseline_days, stays })
}

/// Returns the items that are ageing in their columns, the oldest first.
pub fn aged(workspace: &Workspace, baselines: &[Baseline], now: Instant) -> Vec<AgedItem> {
    let zone = workspace.zone();
    oldest_first(workspace.items.on_board().filter_map(|item| age_of(item, baselines, now, zone)).collect())
}

/// Returns the items that aged in a column during a sprint, up to its end or `until`; each item once, the oldest
/// first.
///
/// `baselines` holds the baselines of the columns in which work ages; `events` are those of the sprint's items up to
/// then, in the order of the history.
pub fn aged_in(
    events: &[ItemEvent],
    baselines: &[Baseline],
    (began, until): (Instant, Instant),
    zone: Zone,
) -> Vec<AgedItem> {
    let (mut stays, places) = gone_through(events);
    stays.extend(places.into_iter().filter_map(|(item, place)| {
        Some(TimeInColumn { item, column: place.column?, from: place.since, to: until })
    }));
    let mut aged: BTreeMap<ItemId, AgedItem> = BTreeMap::new();
    for stay in stays.iter().filter(|it| it.to > began) {
        let Some(baseline) = baselines.iter().find(|it| it.column == stay.column) else { continue };
        let Baseline { days: baseline_days, stays, .. } = *baseline;
        let day = age_days(stay.from.day(zone), stay.to.day(zone));
        if day > baseline_days && aged.get(&stay.item).is_none_or(|it| it.day < day) {
            aged.insert(
                stay.item,
                AgedItem { item: stay.item, column: stay.column, day, baseline_days, stays },
            );
        }
    }
    oldest_first(aged.into_values().collect())
}

fn oldest_first(mut aged: Vec<AgedItem>) -> Vec<AgedItem> {
    aged.sort_by_key(|it| (std::cmp::Reverse(it.day), it.item));
    aged
}

#[cfg(test)]
mod tests {
    use super::super::time_in_column::tests::{DAY, step};
    use super::*;
    use crate::domain::id::Id;

    #[test]
    fn what_aged_in_a_sprint_is_found_after_its_end_too() {
        let events = [
            // Five days in one column, then three in the next.
            step(1, 1, 11, 2, 11, Stage::Doing),
            step(2, 1, 15, 3, 15, Stage::Review),
            step(3, 1, 17, 0, 17, Stage::Accepted),
            // Not done when the sprint was closed, on day 20.
            step(4, 2, 13, 3, 13, Stage::Review),
            step(5, 2, 20, 0, 20, Stage::Ready),
            // Before the sprint, and after it.
            step(6, 3, 1, 2, 1, Stage::Doing),
            step(7, 3, 9, 0, 9, Stage::Accepted),
        ];
        let mut events = events.concat();
        events.sort_by_key(|it| it.at);
        let baselines: Vec<Baseline> = [(2, 4), (3, 2)]
            .into_iter()
            .map(|(column, days)| Baseline { column: ColumnId::new(column).unwrap(), days, stays: 9 })
            .collect();
        let aged = |until: i64| -> Vec<(u64, u64, u64)> {
            let until = Instant(until * DAY);
            let events: Vec<ItemEvent> = events.iter().filter(|it| it.at < until).cloned().collect();
            let found = aged_in(&events, &baselines, (Instant(10 * DAY), until), Zone::UTC);
            found.iter().map(|it| (it.item.number(), it.column.number(), it.day)).collect()
        };
        assert_eq!(aged(20), [(2, 3, 8), (1, 2, 5)]);
        assert_eq!(aged(14), []);
    }
}
