//! How long items were blocked in a sprint.

use crate::domain::detail::Selection;
use crate::domain::id::ItemId;
use crate::domain::item::{Item, ItemField};
use crate::domain::item_event::ItemEvent;
use crate::domain::value::Instant;
use crate::domain::value::Zone;
use std::collections::BTreeMap;

/// An item that was blocked while it was in a sprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blocked {
    /// The item.
    pub item: ItemId,
    /// The total number of days; 0 for less than one.
    pub days: u64,
}

/// Returns the items that were blocked between `began` and `until` while they were selected, the longest first.
///
/// `events` are the blocks, and their ends, that are in force; `items` are in their current state.
pub fn blocked(
    selections: &[Selection],
    items: &[Item],
    events: &[ItemEvent],
    (began, until): (Instant, Instant),
    zone: Zone,
) -> Vec<Blocked> {
    let spans = spans(items, events);
    let mut days: BTreeMap<ItemId, u64> = BTreeMap::new();
    for selection in selections {
        let end = selection.until.map_or(until, |at| at.min(until));
        for (from, to) in spans.iter().filter(|(item, _)| *item == selection.item).map(|(_, span)| *span) {
            let (from, to) = (from.max(selection.since).max(began), to.min(end));
            if from < to {
                let more = u64::try_from(from.days_until(to, zone)).unwrap_or_default();
                *days.entry(selection.item).or_default() += more;
            }
        }
    }
    let mut found: Vec<Blocked> = days.into_iter().map(|(item, days)| Blocked { item, days }).collect();
    found.sort_by_key(|it| (std::cmp::Reverse(it.days), it.item));
    found
}

/// Returns the start and the end of each block of each item.
fn spans(items: &[Item], events: &[ItemEvent]) -> Vec<(ItemId, (Instant, Instant))> {
    let mut since: BTreeMap<ItemId, Instant> = BTreeMap::new();
    let mut spans = Vec::new();
    for event in events {
        match (&event.old, &event.new) {
            (ItemField::Blocked(None), ItemField::Blocked(Some(_))) => {
                since.insert(event.item, event.at);
            }
            (ItemField::Blocked(Some(_)), ItemField::Blocked(None)) => {
                // Items imported as blocked have no start of the block.
                let from = since.remove(&event.item).unwrap_or(Instant(i64::MIN));
                spans.push((event.item, (from, event.at)));
            }
            _ => {}
        }
    }
    let still = items.iter().filter(|it| it.blocked.is_some());
    spans.extend(still.map(|it| {
        let from = since.get(&it.id).copied().or(it.blocked_since).unwrap_or(Instant(i64::MIN));
        (it.id, (from, Instant(i64::MAX)))
    }));
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entity::Entity as _;
    use crate::domain::entity::any::{AnyRow, RowDice};
    use crate::domain::id::Id;
    use crate::domain::value::Line;

    const DAY: i64 = 86_400_000;

    fn day(number: i64) -> Instant {
        Instant(number * DAY)
    }

    /// Returns an item that is blocked or not, since a day that may be unknown.
    fn blocked_now(number: u64, is_blocked: bool, since: Option<i64>) -> Item {
        let mut item = Item::any_row(number, &mut RowDice::new(number));
        item.set(&ItemField::Blocked(Line::clipped("no printer").filter(|_| is_blocked)));
        item.set(&ItemField::BlockedSince(since.map(day)));
        item
    }

    fn item(number: u64) -> Item {
        blocked_now(number, false, None)
    }

    fn selected(number: u64, since: i64, until: Option<i64>) -> Selection {
        let any = Selection::any_row(1, &mut RowDice::new(1));
        Selection { item: item(number).id, since: day(since), until: until.map(day), ..any }
    }

    /// Returns the start or the end of a block, on a day.
    fn event(number: u64, at: i64, begins: bool) -> ItemEvent {
        let block = |on: bool| ItemField::Blocked(Line::clipped("no printer").filter(|_| on));
        let (old, new) = (block(!begins), block(begins));
        ItemEvent { revision: 1, at: day(at), day: day(at).day(Zone::UTC), item: item(number).id, old, new }
    }

    fn found(selections: &[Selection], items: &[Item], events: &[ItemEvent]) -> Vec<(u64, u64)> {
        let all = blocked(selections, items, events, (day(10), day(20)), Zone::UTC);
        all.into_iter().map(|it| (it.item.number(), it.days)).collect()
    }

    #[test]
    fn days_of_all_blocks_within_the_sprint_are_added_up() {
        let events = [
            // Two days before the sprint, three in it, and two more later.
            event(1, 8, true),
            event(1, 13, false),
            event(1, 15, true),
            event(1, 17, false),
            // Beyond its end.
            event(2, 14, true),
            event(2, 25, false),
            // After it.
            event(3, 21, true),
        ];
        let items = [item(1), item(2), item(3)];
        let selections = [selected(1, 9, None), selected(2, 9, None), selected(3, 9, None)];
        assert_eq!(found(&selections, &items, &events), [(2, 6), (1, 5)]);
    }

    #[test]
    fn only_what_was_selected_then_counts() {
        let events = [event(1, 11, true), event(1, 19, false)];
        let selections = [selected(1, 9, Some(13)), selected(1, 18, None)];
        assert_eq!(found(&selections, &[item(1)], &events), [(1, 3)]);
    }

    #[test]
    fn what_is_blocked_still_counts_to_the_end_also_without_a_beginning() {
        let items = [blocked_now(1, true, None), blocked_now(2, true, Some(19)), blocked_now(3, true, None)];
        let selections = [selected(1, 12, None), selected(2, 9, None), selected(3, 9, None)];
        let events = [event(3, 20, true)];
        assert_eq!(found(&selections, &items, &events), [(1, 8), (2, 1)]);
    }
}
