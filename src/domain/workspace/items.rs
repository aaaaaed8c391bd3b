//! The items in memory, with the order of the backlog kept beside them.

mod position_index;

use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::value::Rank;
use position_index::PositionIndex;
use std::collections::{BTreeMap, BTreeSet};

/// Items by id, and in the order of their rank those that are open and those that are listed in the backlog.
#[derive(Debug, Clone, Default)]
pub struct Items {
    /// Side by side, each where [`Self::places`] says; a place whose item was taken out is empty.
    rows: Vec<Option<Item>>,
    places: PositionIndex,
    empty: Vec<u32>,
    open: Vec<ItemId>,
    backlog: Vec<ItemId>,
    /// Those that are not in the backlog.
    aside: BTreeSet<ItemId>,
    children: BTreeMap<ItemId, BTreeSet<ItemId>>,
}

impl Items {
    /// Returns the item with this id.
    pub fn get(&self, id: ItemId) -> Option<&Item> {
        self.row(self.places.get(id)?)
    }

    /// Returns all loaded items, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Item> {
        self.rows.iter().flatten()
    }

    /// Returns how many items are loaded.
    pub fn len(&self) -> usize {
        self.rows.len() - self.empty.len()
    }

    /// Tells whether no item is loaded.
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

    /// Returns the items that have left the backlog: on the board, or of the past as far as they are loaded.
    pub fn on_board(&self) -> impl Iterator<Item = &Item> {
        self.aside.iter().filter_map(|id| self.get(*id))
    }

    /// Returns the open items that are parts of an item, in no order.
    pub fn children(&self, parent: ItemId) -> Vec<ItemId> {
        self.children.get(&parent).map_or_else(Vec::new, |children| children.iter().copied().collect())
    }

    /// Returns where in the backlog an item stands, counted from 0.
    pub fn position(&self, id: ItemId) -> Option<usize> {
        let item = self.get(id).filter(|item| item.is_in_backlog())?;
        self.search(&self.backlog, item).ok()
    }

    /// Returns the ranks between which something stands that goes right before (or right after) an open item.
    ///
    /// Items on the board count, too, so that two items never share a rank.
    pub fn around(&self, id: ItemId, before: bool) -> (Option<&Rank>, Option<&Rank>) {
        let Some(at) = self.get(id).and_then(|item| self.search(&self.open, item).ok()) else {
            return (None, None);
        };
        let rank = |at: Option<usize>| Some(&self.get(*self.open.get(at?)?)?.rank);
        if before { (rank(at.checked_sub(1)), rank(Some(at))) } else { (rank(Some(at)), rank(Some(at + 1))) }
    }

    /// Returns the rank of the topmost and of the last open item.
    pub fn ends(&self) -> (Option<&Rank>, Option<&Rank>) {
        let rank = |id: Option<&ItemId>| Some(&self.get(*id?)?.rank);
        (rank(self.open.first()), rank(self.open.last()))
    }

    fn search(&self, order: &[ItemId], item: &Item) -> Result<usize, usize> {
        // Loading goes in the order of rank: standing last is the common case.
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

    /// Puts an item in, or in the place of its former self.
    pub(super) fn put(&mut self, item: Item) {
        let id = item.id;
        self.strike(id);
        self.place(item);
        self.enlist(id);
    }

    /// Takes an item out.
    pub(super) fn take(&mut self, id: ItemId) -> Option<Item> {
        self.strike(id);
        let place = self.places.remove(id)?;
        self.empty.push(place);
        self.rows.get_mut(usize::try_from(place).ok()?)?.take()
    }

    /// Changes an item where it stands, and moves it where its place in the order has changed.
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

    /// Puts an item where its former self stood, else into an empty place, else at the end.
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
    use crate::domain::id::Id as _;

    /// What the backlog weighs: this many bytes for an item, beside its texts.
    #[test]
    fn a_row_is_small() {
        assert!(size_of::<Option<Item>>() <= 120, "{}", size_of::<Option<Item>>());
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
