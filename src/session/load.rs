//! Getting the open items into memory: the first rows before the first frame, the rest in slices after it.

use super::Session;
use crate::domain::id::{ItemId, SprintId};
use crate::domain::item::Item;
use crate::domain::workspace::Rows;
use crate::store::failure::Failure;

/// How many rows are read at a time: about a millisecond's worth.
const SLICE: usize = 200;

/// How many details are kept beside those that a command needs.
const KEPT: usize = 64;

impl Session {
    pub(super) fn begin_loading(&mut self) {
        let last = self.workspace.items.open().last().and_then(|id| self.workspace.items.get(*id));
        let complete = self.workspace.items.open().len() < super::FIRST_ROWS;
        // Items of sprints are read beside the order: the place to go on from is the last row of the first slice.
        let mut rows = self.workspace.items.open().iter().filter_map(|id| self.workspace.items.get(*id));
        let place = rows.nth(super::FIRST_ROWS.saturating_sub(1)).or(last).map(place);
        self.loaded_to = if complete { None } else { Some(place) };
    }

    /// Tells whether all open items are in memory.
    pub fn is_loaded(&self) -> bool {
        self.loaded_to.is_none()
    }

    /// Reads the next slice of open items. Returns whether there are more.
    pub fn load_some(&mut self) -> Result<bool, Failure> {
        let Some(from) = self.loaded_to.clone() else { return Ok(false) };
        let (mut count, mut last) = (0, None);
        let workspace = &mut self.workspace;
        self.store.open_items(from.as_ref(), SLICE, &mut |item: Item| {
            count += 1;
            last = Some(place(&item));
            workspace.put(Rows::Item(item));
        })?;
        self.loaded_to = if count < SLICE { None } else { Some(last) };
        Ok(self.loaded_to.is_some())
    }

    /// Reads all open items.
    pub fn load_all(&mut self) -> Result<(), Failure> {
        if let Some(from) = self.loaded_to.take() {
            let workspace = &mut self.workspace;
            self.store.open_items(from.as_ref(), usize::MAX, &mut |item| workspace.put(Rows::Item(item)))?;
        }
        Ok(())
    }

    /// Reads items that are not in memory yet.
    pub(super) fn read_items(&mut self, ids: &[ItemId]) -> Result<(), Failure> {
        let missing: Vec<ItemId> =
            ids.iter().copied().filter(|id| self.workspace.items.get(*id).is_none()).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let workspace = &mut self.workspace;
        self.store.items(&missing, &mut |item| workspace.put(Rows::Item(item)))
    }

    /// Reads items with all that is not in their rows.
    pub(super) fn read_details(&mut self, ids: &[ItemId]) -> Result<(), Failure> {
        self.read_items(ids)?;
        for id in ids {
            if self.workspace.detail(*id).is_none() && self.workspace.items.get(*id).is_some() {
                let detail = self.store.detail(*id)?;
                self.workspace.put(Rows::Detail(*id, detail));
            }
        }
        Ok(())
    }

    /// Reads all items of a sprint, finished ones too.
    pub(super) fn read_sprint(&mut self, sprint: SprintId) -> Result<(), Failure> {
        self.store.of_sprint(sprint, &mut self.workspace)
    }

    /// Reads what a look at an item needs, and keeps it for the next look.
    pub fn look_at(&mut self, id: ItemId) -> Result<(), Failure> {
        self.read_details(&[id])?;
        self.looked_at.retain(|it| *it != id);
        self.looked_at.push(id);
        if self.workspace.details.len() > KEPT {
            self.forget_details();
        }
        Ok(())
    }

    /// Lets go of details that nobody has looked at for a while.
    pub(super) fn forget_details(&mut self) {
        let from = self.looked_at.len().saturating_sub(KEPT / 2);
        self.looked_at.drain(..from);
        self.workspace.trim(&self.looked_at);
    }
}

fn place(item: &Item) -> (crate::domain::value::Rank, ItemId) {
    (item.rank.clone(), item.id)
}
