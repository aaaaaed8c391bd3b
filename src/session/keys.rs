//! Resolving the key that a person wrote: which items and epics it can mean, in memory or not.

use super::Session;
use super::outcome::RunError;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::key::{self, KeyMeaning, KeyTarget, readings};
use crate::store::ItemQuery;
use crate::store::failure::Failure;

impl Session {
    /// Returns the item or epic with a key: one of ours, with or without the prefix, or another tool's. `None` if there
    /// is none.
    ///
    /// # Errors
    /// [`RunError::Refused`] if the key can mean several, [`RunError::Failed`] if the file cannot be read.
    pub fn keyed(&mut self, text: &str) -> Result<Option<KeyTarget>, RunError> {
        let found = self.meanings(text)?;
        Ok(key::only_one(&self.workspace, &found, text)?)
    }

    /// Returns the items that a key can mean.
    pub(super) fn items_meant(&mut self, text: &str) -> Result<Vec<ItemId>, Failure> {
        let item = |it: KeyMeaning| if let KeyTarget::Item(id) = it.target { Some(id) } else { None };
        Ok(self.meanings(text)?.into_iter().filter_map(item).collect())
    }

    /// Returns everything that a key can mean. Items that it can mean are loaded.
    fn meanings(&mut self, text: &str) -> Result<Vec<KeyMeaning>, Failure> {
        let (mut numbers, mut keys) = (Vec::new(), Vec::new());
        for reading in readings(text) {
            numbers.extend(reading.number(&self.workspace));
            keys.extend(reading.source_keys());
        }
        let mut ids: Vec<ItemId> = Vec::new();
        self.store.items(ItemQuery::Numbers(&numbers), &mut |item| ids.push(item.id))?;
        self.store.items(ItemQuery::SourceKeys(&keys), &mut |item| ids.push(item.id))?;
        self.read_items(&ids)?;
        let items: Vec<&Item> = ids.iter().filter_map(|id| self.workspace.items.get(*id)).collect();
        Ok(key::meanings(&self.workspace, &items, text))
    }

    /// Returns the keys of the items and epics that were imported from a source. Nothing is loaded.
    pub fn source_keys(&mut self, source: &str) -> Result<Vec<String>, Failure> {
        let epics = self.workspace.epics.iter().filter(|epic| epic.source.as_deref() == Some(source));
        let mut keys: Vec<String> =
            epics.filter_map(|it| it.source_key.as_ref().map(ToString::to_string)).collect();
        self.store.items(ItemQuery::OfSource(source), &mut |item| {
            keys.extend(item.source_key.as_ref().map(ToString::to_string));
        })?;
        Ok(keys)
    }

    /// Loads an item if necessary. Returns whether it exists.
    pub fn load_item(&mut self, id: ItemId) -> Result<bool, Failure> {
        self.read_items(&[id])?;
        Ok(self.workspace.items.get(id).is_some())
    }
}
