//! How long items stay in the columns of the board.

use super::percentile::{cycle_days, nearest_rank};
use crate::domain::id::{ColumnId, ItemId};
use crate::domain::item::ItemField;
use crate::domain::item_event::ItemEvent;
use crate::domain::value::Zone;
use crate::domain::value::{Instant, Stage};
use std::collections::BTreeMap;

/// The percentile that a baseline is: above it an item is ageing.
pub const OLD: u64 = 85;

/// The minimum number of stays for a baseline.
const LEAST: usize = 5;

/// A completed stay of an item in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeInColumn {
    /// The item.
    pub item: ItemId,
    /// The column.
    pub column: ColumnId,
    /// When the item entered the column.
    pub from: Instant,
    /// When it left.
    pub to: Instant,
}

/// The baseline of a column: how long items stay in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Baseline {
    /// The column.
    pub column: ColumnId,
    /// The number of days within which 85 % of items left, first and last day included.
    pub days: u64,
    /// The number of stays.
    pub stays: usize,
}

/// Returns the stays that ended with a move on the board or with acceptance, from changes in the order of the
/// history.
///
/// Items that left the board otherwise, such as at the close of their sprint, had not completed their column. An
/// undone move does not count.
pub fn times_in_column(events: &[ItemEvent]) -> Vec<TimeInColumn> {
    gone_through(events).0
}

/// Returns the completed stays, and the column of each item after all of them.
pub(super) fn gone_through(events: &[ItemEvent]) -> (Vec<TimeInColumn>, BTreeMap<ItemId, ColumnPosition>) {
    let mut places: BTreeMap<ItemId, ColumnPosition> = BTreeMap::new();
    let mut stays: Vec<TimeInColumn> = Vec::new();
    for operation in events.chunk_by(|a, b| a.revision == b.revision) {
        let mut moved: BTreeMap<ItemId, ColumnPosition> = BTreeMap::new();
        for event in operation {
            let before = places.get(&event.item).copied().unwrap_or(ColumnPosition::ELSEWHERE);
            moved.entry(event.item).or_insert(before).take(&event.new);
        }
        for (item, after) in moved {
            let before = places.insert(item, after).unwrap_or(ColumnPosition::ELSEWHERE);
            if after == before {
                continue;
            }
            if let Some(column) = after.column {
                stays.retain(|it| (it.item, it.column, it.from) != (item, column, after.since));
            }
            let went_on = after.column.is_some() || after.stage == Some(Stage::Accepted);
            if let Some(column) = before.column.filter(|_| went_on) {
                stays.push(TimeInColumn { item, column, from: before.since, to: operation[0].at });
            }
        }
    }
    (stays, places)
}

/// The column of an item, and since when.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct ColumnPosition {
    stage: Option<Stage>,
    pub(super) column: Option<ColumnId>,
    pub(super) since: Instant,
}

impl ColumnPosition {
    const ELSEWHERE: Self = Self { stage: None, column: None, since: Instant(0) };

    #[expect(clippy::wildcard_enum_match_arm, reason = "the other fields say nothing of where an item is")]
    fn take(&mut self, field: &ItemField) {
        match field {
            ItemField::Stage(stage) => self.stage = Some(*stage),
            ItemField::Column(column) => self.column = *column,
            ItemField::Since(since) => self.since = *since,
            _ => {}
        }
    }
}

/// Returns the baseline of each column with at least five stays, in no particular order.
pub fn baselines(stays: &[TimeInColumn], zone: Zone) -> Vec<Baseline> {
    let mut days: BTreeMap<ColumnId, Vec<u64>> = BTreeMap::new();
    for stay in stays {
        let took = cycle_days(stay.from.day(zone), stay.to.day(zone));
        days.entry(stay.column).or_default().extend(took);
    }
    let enough = days.into_iter().filter(|(_, days)| days.len() >= LEAST);
    enough
        .filter_map(|(column, days)| {
            Some(Baseline { column, days: nearest_rank(&days, OLD)?, stays: days.len() })
        })
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::id::Id;

    pub(in super::super) const DAY: i64 = 86_400_000;

    /// Returns the changes of an item's move into a column (0: off the board) on a day, in a stage.
    pub(in super::super) fn step(
        revision: u64,
        item: u64,
        day: i64,
        column: u64,
        since: i64,
        stage: Stage,
    ) -> Vec<ItemEvent> {
        [
            ItemField::Stage(stage),
            ItemField::Column(ColumnId::new(column)),
            ItemField::Since(Instant(since * DAY)),
        ]
        .map(|new| ItemEvent {
            revision,
            at: Instant(day * DAY),
            day: Instant(day * DAY).day(Zone::UTC),
            item: ItemId::new(item).unwrap(),
            old: new.clone(),
            new,
        })
        .to_vec()
    }

    fn days(stays: &[TimeInColumn]) -> Vec<(u64, i64, i64)> {
        stays.iter().map(|it| (it.column.number(), it.from.0 / DAY, it.to.0 / DAY)).collect()
    }

    #[test]
    fn a_stay_ends_with_the_next_step_and_with_acceptance() {
        let events = [
            step(1, 1, 0, 1, 0, Stage::ToDo),
            step(2, 1, 2, 2, 2, Stage::Doing),
            step(3, 1, 5, 3, 5, Stage::Review),
            step(4, 1, 6, 0, 6, Stage::Accepted),
        ]
        .concat();
        assert_eq!(days(&times_in_column(&events)), [(1, 0, 2), (2, 2, 5), (3, 5, 6)]);
    }

    #[test]
    fn what_the_end_of_the_sprint_took_off_the_board_was_not_done_there() {
        let events = [step(1, 1, 0, 2, 0, Stage::Doing), step(2, 1, 9, 0, 9, Stage::Ready)].concat();
        assert_eq!(times_in_column(&events), []);
    }

    #[test]
    fn a_step_that_was_taken_back_is_no_step() {
        let events = [
            step(1, 1, 0, 2, 0, Stage::Doing),
            step(2, 1, 3, 3, 3, Stage::Review),
            step(3, 1, 3, 2, 0, Stage::Doing),
            step(4, 1, 8, 3, 8, Stage::Review),
        ]
        .concat();
        assert_eq!(days(&times_in_column(&events)), [(3, 3, 3), (2, 0, 8)]);
    }

    #[test]
    fn five_stays_say_what_is_usual_and_four_do_not() {
        let stay = |item, days: i64| TimeInColumn {
            item: ItemId::new(item).unwrap(),
            column: ColumnId::new(2).unwrap(),
            from: Instant(0),
            to: Instant((days - 1) * DAY),
        };
        let all: Vec<TimeInColumn> =
            (1..).zip([1, 1, 2, 3, 9]).map(|(item, days)| stay(item, days)).collect();
        assert_eq!(baselines(&all[..4], Zone::UTC), []);
        let found = baselines(&all, Zone::UTC);
        assert_eq!((found[0].days, found[0].stays), (9, 5), "the fifth of five is the 85th percentile");
    }
}
