//! The items in memory, with the order of the backlog kept beside them.

use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::value::Rank;
use std::collections::{BTreeSet, HashMap};

/// Items by id, and in the order of their rank those that are open and those that are listed in the backlog.
#[derive(Debug, Clone, Default)]
pub struct Items {
    /// Boxed, so that the room that a growing table keeps free is small.
    rows: HashMap<ItemId, Box<Item>>,
    open: Vec<ItemId>,
    backlog: Vec<ItemId>,
    /// Those that are not in the backlog.
    aside: BTreeSet<ItemId>,
    children: HashMap<ItemId, BTreeSet<ItemId>>,
}

impl Items {
    /// Returns the item with this id.
    pub fn get(&self, id: ItemId) -> Option<&Item> {
        self.rows.get(&id).map(AsRef::as_ref)
    }

    /// Returns all loaded items, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Item> {
        self.rows.values().map(AsRef::as_ref)
    }

    /// Returns how many items are loaded.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Tells whether no item is loaded.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the items that are listed in the backlog, topmost first.
    pub fn backlog(&self) -> &[ItemId] {
        &self.backlog
    }

    /// Returns all loaded open items, topmost first.
    pub fn open(&self) -> &[ItemId] {
        &self.open
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
        let item = self.rows.get(&id).filter(|item| item.is_in_backlog())?;
        self.search(&self.backlog, item).ok()
    }

    /// Returns the ranks between which something stands that goes right before (or right after) an open item.
    ///
    /// Items on the board count, too, so that two items never share a rank.
    pub fn around(&self, id: ItemId, before: bool) -> (Option<&Rank>, Option<&Rank>) {
        let Some(at) = self.rows.get(&id).and_then(|item| self.search(&self.open, item).ok()) else {
            return (None, None);
        };
        let rank = |at: Option<usize>| Some(&self.rows.get(self.open.get(at?)?)?.rank);
        if before { (rank(at.checked_sub(1)), rank(Some(at))) } else { (rank(Some(at)), rank(Some(at + 1))) }
    }

    /// Returns the rank of the topmost and of the last open item.
    pub fn ends(&self) -> (Option<&Rank>, Option<&Rank>) {
        let rank = |id: Option<&ItemId>| Some(&self.rows.get(id?)?.rank);
        (rank(self.open.first()), rank(self.open.last()))
    }

    fn search(&self, order: &[ItemId], item: &Item) -> Result<usize, usize> {
        // Loading goes in the order of rank: standing last is the common case.
        if let Some(last) = order.last().and_then(|last| self.rows.get(last))
            && (&last.rank, last.id) < (&item.rank, item.id)
        {
            return Err(order.len());
        }
        order.binary_search_by(|other| {
            self.rows
                .get(other)
                .map_or(std::cmp::Ordering::Less, |other| (&other.rank, other.id).cmp(&(&item.rank, item.id)))
        })
    }

    /// Puts an item in, or in the place of its former self.
    pub(super) fn put(&mut self, item: Item) {
        self.take(item.id);
        let id = item.id;
        self.rows.insert(id, Box::new(item));
        self.enlist(id);
    }

    /// Takes an item out.
    pub(super) fn take(&mut self, id: ItemId) -> Option<Item> {
        self.strike(id);
        self.rows.remove(&id).map(|item| *item)
    }

    /// Changes an item where it stands, and moves it where its place in the order has changed.
    pub(super) fn change(&mut self, id: ItemId, how: impl FnOnce(&mut Item)) {
        let Some(item) = self.rows.get(&id) else { return };
        let mut changed = item.clone();
        how(&mut changed);
        let stays = changed.rank == item.rank
            && changed.is_in_backlog() == item.is_in_backlog()
            && changed.stage.is_open() == item.stage.is_open()
            && changed.parent == item.parent;
        if !stays {
            self.strike(id);
        }
        self.rows.insert(id, changed);
        if !stays {
            self.enlist(id);
        }
    }

    fn enlist(&mut self, id: ItemId) {
        let Some(item) = self.rows.get(&id) else { return };
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
        if let Some(parent) = self.rows.get(&id).and_then(|item| item.parent) {
            self.children.entry(parent).or_default().insert(id);
        }
    }

    fn strike(&mut self, id: ItemId) {
        let Some(item) = self.rows.get(&id) else { return };
        let (in_open, in_backlog) = (self.search(&self.open, item), self.search(&self.backlog, item));
        if let Ok(at) = in_open {
            self.open.remove(at);
        }
        if let Ok(at) = in_backlog {
            self.backlog.remove(at);
        }
        self.aside.remove(&id);
        if let Some(parent) = item.parent
            && let Some(children) = self.children.get_mut(&parent)
        {
            children.remove(&id);
            if children.is_empty() {
                self.children.remove(&parent);
            }
        }
    }
}
