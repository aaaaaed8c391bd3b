//! The items in memory, together with the order of the backlog.

mod position_index;

use crate::domain::id::{Id, ItemId};
use crate::domain::item::Item;
use crate::domain::value::Rank;
use position_index::PositionIndex;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Items by id, and the ids of the open ones and of those in the backlog in rank order.
#[derive(Debug, Clone, Default)]
pub struct Items {
    /// The rows, at the indices given by [`Self::places`]; the place of a removed item is empty.
    rows: Vec<Option<Item>>,
    places: PositionIndex,
    empty: Vec<u32>,
    open: Vec<ItemId>,
    backlog: Vec<ItemId>,
    /// The items that are not in the backlog.
    aside: BTreeSet<ItemId>,
    children: BTreeMap<ItemId, BTreeSet<ItemId>>,
    /// The numbers of those items, loaded or not, whose number is not their id: few, as an import only gives them where
    /// the ids are used up.
    numbers: HashMap<ItemId, u32>,
}

impl Items {
    /// Returns the item with this id.
    pub fn get(&self, id: ItemId) -> Option<&Item> {
        self.row(self.places.get(id)?)
    }

    /// Returns the number in an item's key, even if the item is not loaded.
    pub fn number(&self, id: ItemId) -> u64 {
        self.numbers.get(&id).map_or(id.number(), |number| u64::from(*number))
    }

    /// Records the number of an item, which need not be loaded.
    pub(crate) fn note_number(&mut self, id: ItemId, number: u32) {
        if id.number() == u64::from(number) {
            self.numbers.remove(&id);
        } else {
            self.numbers.insert(id, number);
        }
    }

    /// Removes the number of an item that no longer exists.
    pub(super) fn forget_number(&mut self, id: ItemId) {
        self.numbers.remove(&id);
    }

    /// Returns all loaded items, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = &Item> {
        self.rows.iter().flatten()
    }

    /// Returns the number of loaded items.
    pub fn len(&self) -> usize {
        self.rows.len() - self.empty.len()
    }

    /// Returns whether no item is loaded.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the items that are listed in the backlog, topmost first.
    pub fn backlog(&self) -> &[ItemId] {
        &self.backlog
    }

    /// Returns all loaded open items, topmost first.
    pub fn open(&self) -> &[ItemId] {
        &self.open
    }

    /// Returns the rows of all loaded open items, topmost first.
    pub fn open_rows(&self) -> impl Iterator<Item = &Item> {
        self.open.iter().filter_map(|id| self.get(*id))
    }

    /// Returns the items that are not in the backlog: those on the board, and the loaded past ones.
    pub fn on_board(&self) -> impl Iterator<Item = &Item> {
        self.aside.iter().filter_map(|id| self.get(*id))
    }

    /// Returns the open children of an item, in no particular order.
    pub fn children(&self, parent: ItemId) -> Vec<ItemId> {
        self.children.get(&parent).map_or_else(Vec::new, |children| children.iter().copied().collect())
    }

    /// Returns the index of an item in the backlog, counted from 0.
    pub fn position(&self, id: ItemId) -> Option<usize> {
        let item = self.get(id).filter(|item| item.is_in_backlog())?;
        self.search(&self.backlog, item).ok()
    }

    /// Returns the ranks between which to insert directly before or after an open item.
    ///
    /// Items on the board count, too, so that two items never share a rank.
    pub fn around(&self, id: ItemId, before: bool) -> (Option<&Rank>, Option<&Rank>) {
        let Some(at) = self.get(id).and_then(|item| self.search(&self.open, item).ok()) else {
            return (None, None);
        };
        let rank = |at: Option<usize>| Some(&self.get(*self.open.get(at?)?)?.rank);
        if before { (rank(at.checked_sub(1)), rank(Some(at))) } else { (rank(Some(at)), rank(Some(at + 1))) }
    }

    /// Returns the ranks of the first and the last open item.
    pub fn ends(&self) -> (Option<&Rank>, Option<&Rank>) {
        let rank = |id: Option<&ItemId>| Some(&self.get(*id?)?.rank);
        (rank(self.open.first()), rank(self.open.last()))
    }

    fn search(&self, order: &[ItemId], item: &Item) -> Result<usize, usize> {
        // Items are loaded in rank order: appending is the common case.
        if let Some(last) = order.last().and_then(|last| self.get(*last))
            && (&last.rank, last.id) < (&item.rank, item.id)
        {
            return Err(order.len());
        }
        order.binary_search_by(|other| {
            self.get(*other)
                .map_or(std::cmp::Ordering::Less, |other| (&other.rank, other.id).cmp(&(&item.rank, item.id)))
        })
    }

    /// Inserts or replaces an item.
    pub(super) fn put(&mut self, item: Item) {
        let id = item.id;
        self.note_number(id, item.number);
        self.strike(id);
        self.place(item);
        self.enlist(id);
    }

    /// Removes an item.
    pub(super) fn take(&mut self, id: ItemId) -> Option<Item> {
        self.strike(id);
        let place = self.places.remove(id)?;
        self.empty.push(place);
        self.rows.get_mut(usize::try_from(place).ok()?)?.take()
    }

    /// Changes an item in place, and moves it if its position in the order has changed.
    pub(super) fn change(&mut self, id: ItemId, how: impl FnOnce(&mut Item)) {
        let Some(item) = self.get(id) else { return };
        let mut changed = item.clone();
        how(&mut changed);
        let stays = changed.rank == item.rank
            && changed.is_in_backlog() == item.is_in_backlog()
            && changed.stage.is_open() == item.stage.is_open()
            && changed.parent == item.parent;
        if !stays {
            self.strike(id);
        }
        self.place(changed);
        if !stays {
            self.enlist(id);
        }
    }

    fn row(&self, place: u32) -> Option<&Item> {
        self.rows.get(usize::try_from(place).ok()?)?.as_ref()
    }

    /// Stores an item in its former place, else in an empty place, else at the end.
    fn place(&mut self, item: Item) {
        let place = self.places.get(item.id).unwrap_or_else(|| {
            let place = self.empty.pop().unwrap_or_else(|| {
                self.rows.push(None);
                u32::try_from(self.rows.len() - 1).expect("there are no more items than ids")
            });
            self.places.set(item.id, place);
            place
        });
        self.rows[place as usize] = Some(item);
    }

    fn enlist(&mut self, id: ItemId) {
        let Some(item) = self.get(id) else { return };
        let (open, backlog) = (item.stage.is_open(), item.is_in_backlog());
        let at_open = self.search(&self.open, item).unwrap_or_else(|at| at);
        let at_backlog = self.search(&self.backlog, item).unwrap_or_else(|at| at);
        if open {
            self.open.insert(at_open, id);
        }
        if backlog {
            self.backlog.insert(at_backlog, id);
        } else {
            self.aside.insert(id);
        }
        if let Some(parent) = self.get(id).and_then(|item| item.parent) {
            self.children.entry(parent).or_default().insert(id);
        }
    }

    fn strike(&mut self, id: ItemId) {
        let Some(item) = self.get(id) else { return };
        let (in_open, in_backlog) = (self.search(&self.open, item), self.search(&self.backlog, item));
        let parent = item.parent;
        if let Ok(at) = in_open {
            self.open.remove(at);
        }
        if let Ok(at) = in_backlog {
            self.backlog.remove(at);
        }
        self.aside.remove(&id);
        if let Some(parent) = parent
            && let Some(children) = self.children.get_mut(&parent)
        {
            children.remove(&id);
            if children.is_empty() {
                self.children.remove(&parent);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entity::any::{AnyRow as _, RowDice};

    /// The memory size of the backlog: this many bytes for each item, texts excluded.
    #[test]
    fn a_row_is_small() {
        assert!(size_of::<Option<Item>>() <= 128, "{}", size_of::<Option<Item>>());
    }

    #[test]
    fn places_are_used_again_and_nobody_gets_lost() {
        let dice = &mut RowDice::new(5);
        let mut items = Items::default();
        let id = |number| ItemId::new(number).unwrap();
        for number in 1..=50 {
            items.put(Item::any_row(number, dice));
        }
        for number in (1..=50).step_by(3) {
            assert_eq!(items.take(id(number)).map(|item| item.id), Some(id(number)));
            assert_eq!(items.take(id(number)), None);
        }
        for number in 40..=60 {
            items.put(Item::any_row(number, dice));
        }
        let mut expected: Vec<u64> = (1..=50).filter(|it| it % 3 != 1 || *it >= 40).chain(51..=60).collect();
        expected.sort_unstable();
        let mut found: Vec<u64> = items.iter().map(|item| item.id.number()).collect();
        found.sort_unstable();
        assert_eq!(found, expected);
        assert_eq!(items.len(), expected.len());
        assert!(expected.iter().all(|it| items.get(id(*it)).is_some_and(|item| item.id == id(*it))));
        assert_eq!(items.open().len(), items.iter().filter(|item| item.stage.is_open()).count());
        assert!(items.rows.len() <= 50 + 10);
    }
}
