//! A map of rows of one kind, by id.

use crate::domain::entity::Entity;
use std::collections::BTreeMap;

/// Rows of one kind of entity, in the order of their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowMap<E: Entity>(BTreeMap<E::Id, E>);

impl<E: Entity> Default for RowMap<E> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<E: Entity> FromIterator<E> for RowMap<E> {
    fn from_iter<I: IntoIterator<Item = E>>(rows: I) -> Self {
        Self(rows.into_iter().map(|row| (row.id(), row)).collect())
    }
}

impl<E: Entity> RowMap<E> {
    /// Returns the row with this id.
    pub fn get(&self, id: E::Id) -> Option<&E> {
        self.0.get(&id)
    }

    /// Returns all rows.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &E> + Clone {
        self.0.values()
    }

    pub(super) fn put(&mut self, row: E) {
        self.0.insert(row.id(), row);
    }

    pub(super) fn take(&mut self, id: E::Id) {
        self.0.remove(&id);
    }

    pub(super) fn get_mut(&mut self, id: E::Id) -> Option<&mut E> {
        self.0.get_mut(&id)
    }

    pub(super) fn keep(&mut self, mut which: impl FnMut(&E) -> bool) {
        self.0.retain(|_, row| which(row));
    }
}
