//! A working copy of an item with all its parts; its differences from the original become changes.

use crate::domain::decide::draft::Draft;
use crate::domain::detail::{Body, Detail};
use crate::domain::entity::Entity;
use crate::domain::import::UnmappedFields;
use crate::domain::item::Item;
use crate::domain::workspace::EntityTable;
use std::collections::HashSet;

/// A working copy of an item.
#[derive(Debug, Clone)]
pub(super) struct Image {
    /// The item's row.
    pub item: Item,
    /// The long texts.
    pub body: Body,
    /// The other parts; its body is ignored.
    pub detail: Detail,
    /// The unmapped fields.
    pub unmapped: UnmappedFields,
}

impl Image {
    /// Creates a copy of an item that has no parts.
    pub(super) fn new(item: Item) -> Self {
        Self {
            body: Body::empty(item.id),
            item,
            detail: Detail::default(),
            unmapped: UnmappedFields::default(),
        }
    }

    /// Creates a copy of an existing item.
    pub(super) fn of(item: &Item, detail: &Detail, unmapped: &UnmappedFields) -> Self {
        let body = detail.body.clone().unwrap_or_else(|| Body::empty(item.id));
        Self { item: item.clone(), body, detail: detail.clone(), unmapped: unmapped.clone() }
    }

    /// Emits changes for the differences from `before`; `None` for a new item.
    pub(super) fn emit(self, draft: &mut Draft<'_>, before: Option<(&Item, &Detail)>) {
        let none = Detail::default();
        let old = before.map_or(&none, |(_, detail)| detail);
        let has_body = old.body.is_some() || self.body != Body::empty(self.item.id);
        draft.put(before.map(|(item, _)| item), self.item);
        if has_body {
            draft.put(old.body.as_ref(), self.body);
        }
        parts(draft, &old.criteria, self.detail.criteria);
        parts(draft, &old.comments, self.detail.comments);
        parts(draft, &old.links, self.detail.links);
        parts(draft, &old.selections, self.detail.selections);
    }
}

fn parts<E: EntityTable>(draft: &mut Draft<'_>, before: &[E], after: Vec<E>) {
    let stays: HashSet<E::Id> = after.iter().map(Entity::id).collect();
    for row in before.iter().filter(|row| !stays.contains(&row.id())) {
        draft.remove(row);
    }
    for row in after {
        draft.put(before.iter().find(|it| it.id() == row.id()), row);
    }
}
