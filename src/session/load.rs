//! Loading the open items: the first rows before the first frame, the others in slices afterwards.

use super::{Loading, Session};
use crate::domain::change::{Change, Edit};
use crate::domain::id::{ItemId, SprintId};
use crate::domain::import::Batch;
use crate::domain::item::Item;
use crate::domain::product::Prefix;

use crate::store::ItemQuery;
use crate::store::failure::Failure;
use std::collections::BTreeSet;

/// The number of rows read at a time: about a millisecond's worth.
const SLICE: usize = 200;

/// The number of details kept in addition to those that a command needs.
const KEPT: usize = 64;

/// With more details than this in memory, they are evicted at once.
const MANY: usize = 1_000;

impl Session {
    pub(super) fn begin_loading(&mut self) {
        let last = self.workspace.items.open().last().and_then(|id| self.workspace.items.get(*id));
        let complete = self.workspace.items.open().len() < super::FIRST_ROWS;
        // Items of sprints are read separately from the order: the position to continue from is the last row of the
        // first slice.
        let mut rows = self.workspace.items.open().iter().filter_map(|id| self.workspace.items.get(*id));
        let place = rows.nth(super::FIRST_ROWS.saturating_sub(1)).or(last).map(place);
        self.loading = if complete { Loading::Over } else { Loading::After(place) };
    }

    /// Returns whether all open items are loaded.
    pub fn is_loaded(&self) -> bool {
        matches!(self.loading, Loading::Over)
    }

    /// Returns how many rows of the backlog are loaded from the top down, without a gap.
    pub fn rows_from_the_top(&self) -> usize {
        let items = &self.workspace.items;
        let Loading::After(reached) = &self.loading else { return items.backlog().len() };
        let Some((rank, id)) = reached else { return 0 };
        items.backlog().partition_point(|other| {
            items.get(*other).is_some_and(|other| (&other.rank, other.id) <= (rank, *id))
        })
    }

    /// Loads the next slice of open items. Returns whether there are more.
    pub fn load_some(&mut self) -> Result<bool, Failure> {
        let Loading::After(from) = self.loading.clone() else { return Ok(false) };
        let (mut count, mut last) = (0, None);
        let workspace = &mut self.workspace;
        self.store.items(ItemQuery::Open { after: from.as_ref(), most: SLICE }, &mut |item: Item| {
            count += 1;
            last = Some(place(&item));
            workspace.put(item);
        })?;
        self.loading = if count < SLICE { Loading::Over } else { Loading::After(last) };
        Ok(!self.is_loaded())
    }

    /// Loads an item and its neighbours in the order, so that it can be shown before everything is loaded.
    pub fn load_around(&mut self, id: ItemId) -> Result<(), Failure> {
        // Near the top, the neighbours are already loaded.
        let beside = super::FIRST_ROWS / 2;
        let near = self.workspace.items.open().iter().take(beside);
        if near.into_iter().any(|it| *it == id) {
            return Ok(());
        }
        self.read_items(&[id])?;
        let Some(at) = self.workspace.items.get(id).map(place) else { return Ok(()) };
        let workspace = &mut self.workspace;
        self.store.items(ItemQuery::OpenAbove { before: &at, most: beside }, &mut |item| {
            workspace.put(item);
        })?;
        self.store.items(ItemQuery::Open { after: Some(&at), most: beside }, &mut |item| {
            workspace.put(item);
        })
    }

    /// Loads all open items.
    pub fn load_all(&mut self) -> Result<(), Failure> {
        if let Loading::After(from) = &self.loading {
            let workspace = &mut self.workspace;
            let all = ItemQuery::Open { after: from.as_ref(), most: usize::MAX };
            self.store.items(all, &mut |item| workspace.put(item))?;
            self.loading = Loading::Over;
        }
        Ok(())
    }

    /// Loads items that are not in memory yet.
    pub fn read_items(&mut self, ids: &[ItemId]) -> Result<(), Failure> {
        let missing: Vec<ItemId> =
            ids.iter().copied().filter(|id| self.workspace.items.get(*id).is_none()).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let workspace = &mut self.workspace;
        self.store.items(ItemQuery::Ids(&missing), &mut |item| workspace.put(item))
    }

    /// Loads items with their details.
    pub(super) fn read_details(&mut self, ids: &[ItemId]) -> Result<(), Failure> {
        self.read_items(ids)?;
        let workspace = &mut self.workspace;
        let missing = |id: &ItemId| workspace.detail(*id).is_none() && workspace.items.get(*id).is_some();
        let missing: Vec<ItemId> = ids.iter().copied().filter(missing).collect();
        self.store.details(&missing, &mut |id, detail| workspace.put_detail(id, detail))
    }

    /// Loads the past items whose imported keys start with a prefix.
    pub(super) fn read_keys_with(&mut self, prefix: &Prefix) -> Result<(), Failure> {
        let workspace = &mut self.workspace;
        self.store.items(ItemQuery::Past, &mut |item| {
            if item.source_key.as_deref().is_some_and(|key| prefix.number_in(key).is_some()) {
                workspace.put(item);
            }
        })
    }

    /// Loads what an import is based on: the items that its keys refer to, with the details of those it can change,
    /// and the items of imported sprints, whose points may have to be recomputed.
    pub(super) fn read_batch(&mut self, batch: &Batch) -> Result<(), Failure> {
        let own: BTreeSet<&str> = batch.rows.iter().filter_map(|row| row.key.as_deref()).collect();
        let named = batch.rows.iter().flat_map(|row| row.parent.iter().chain(&row.depends_on));
        let keys: BTreeSet<&str> = named.map(String::as_str).chain(own.iter().copied()).collect();
        let mut found: Vec<ItemId> = Vec::new();
        let workspace = &mut self.workspace;
        let keys: Vec<&str> = keys.into_iter().collect();
        self.store.items(ItemQuery::Imported { source: &batch.source, keys: &keys }, &mut |item| {
            if item.source_key.as_deref().is_some_and(|key| own.contains(key)) {
                found.push(item.id);
            }
            workspace.put(item);
        })?;
        let prefix = batch.prefix.as_ref().or(self.workspace.product().map(|product| &product.prefix));
        let number = |key: &str| prefix.and_then(|prefix| prefix.number_in(key));
        // Rows of our own table are matched by their numbers, and refer to others by theirs.
        let named = if batch.is_own_table { keys.as_slice() } else { &[] };
        let numbers: Vec<u64> = own.iter().chain(named).filter_map(|key| number(key)).collect();
        let workspace = &mut self.workspace;
        self.store.items(ItemQuery::Numbers(&numbers), &mut |item| {
            if batch.is_own_table {
                found.push(item.id);
            }
            workspace.put(item);
        })?;
        if batch.rows.iter().any(|row| row.key.is_none()) {
            let query = ItemQuery::WithoutKey(&batch.source);
            self.store.items(query, &mut |item| workspace.put(item))?;
        }
        let imported = self.workspace.closed().into_iter().filter(|sprint| sprint.started_at.is_none());
        for sprint in imported.map(|sprint| sprint.id).collect::<Vec<_>>() {
            self.read_sprint(sprint)?;
        }
        self.read_details(&found)
    }

    /// Loads the items whose numbers are also those of items and epics that changes create.
    pub(super) fn read_numbers(&mut self, changes: &[Change]) -> Result<(), Failure> {
        let number = |change: &Change| {
            if let Change::Item(Edit::Created(item)) = change {
                return Some(u64::from(item.number));
            }
            if let Change::Epic(Edit::Created(epic)) = change { epic.number.map(u64::from) } else { None }
        };
        let numbers: Vec<u64> = changes.iter().filter_map(number).collect();
        let workspace = &mut self.workspace;
        self.store.items(ItemQuery::Numbers(&numbers), &mut |item| workspace.put(item))
    }

    /// Loads all items of a sprint, closed ones included.
    pub(super) fn read_sprint(&mut self, sprint: SprintId) -> Result<(), Failure> {
        self.store.of_sprint(sprint, &mut self.workspace)
    }

    /// Loads what showing an item requires, and keeps it for the next time.
    pub fn look_at(&mut self, id: ItemId) -> Result<(), Failure> {
        self.read_details(&[id])?;
        self.read_cycle_times()?;
        self.read_related(&[id])?;
        self.looked_at.retain(|it| *it != id);
        self.looked_at.push(id);
        if self.workspace.details.len() > KEPT {
            self.forget_details();
        }
        Ok(())
    }

    /// Returns whether what showing an item requires is in memory.
    pub fn is_looked_at(&self, id: ItemId) -> bool {
        self.looked_at.contains(&id) && self.workspace.detail(id).is_some()
    }

    /// Loads the past items that items refer to and that are parts of them.
    pub(super) fn read_related(&mut self, ids: &[ItemId]) -> Result<(), Failure> {
        let items = ids.iter().filter_map(|id| self.workspace.items.get(*id));
        let named: Vec<ItemId> = items.flat_map(Item::related).collect();
        self.read_items(&named)?;
        let mut parts = Vec::new();
        self.store.items(ItemQuery::Children(ids), &mut |item| parts.push(item))?;
        for part in parts {
            if self.workspace.items.get(part.id).is_none() {
                self.workspace.put(part);
            }
        }
        Ok(())
    }

    /// Evicts what a command on thousands of items has loaded.
    pub(super) fn forget_many(&mut self) {
        if self.workspace.details.len() > MANY {
            self.forget_details();
        }
    }

    /// Evicts details that have not been used for a while.
    pub fn forget_details(&mut self) {
        let from = self.looked_at.len().saturating_sub(KEPT / 2);
        self.looked_at.drain(..from);
        self.workspace.trim(&self.looked_at);
    }
}

fn place(item: &Item) -> (crate::domain::value::Rank, ItemId) {
    (item.rank.clone(), item.id)
}
