//! What the keys of our own table refer to. The table of another product with the same keys is not ours: its items were
//! created at other times.

use super::ImportNode;
use crate::domain::import::{Batch, IncomingItem};
use crate::domain::item::Item;
use crate::domain::key::{self, KeyTarget};
use crate::domain::workspace::Workspace;
use std::collections::HashMap;

/// What the keys of our own table refer to.
#[derive(Default)]
pub(super) struct OwnKeys<'b> {
    nodes: HashMap<&'b str, ImportNode>,
}

impl<'b> OwnKeys<'b> {
    /// Collects the keys of a table; empty if it is not ours.
    pub(super) fn of(workspace: &Workspace, batch: &'b Batch) -> Self {
        let mut own = Self::default();
        if !batch.is_own_table {
            return own;
        }
        let numbers: HashMap<u64, &Item> =
            workspace.items.iter().map(|item| (u64::from(item.number), item)).collect();
        let node = |text: &str| {
            let number = key::readings(text).first().and_then(|reading| reading.number(workspace));
            if let Some(item) = number.and_then(|number| numbers.get(&number)) {
                return Some(ImportNode::Item(item.id));
            }
            let epic = key::meanings(workspace, &[], text).first().map(|it| it.target);
            if let Some(KeyTarget::Epic(id)) = epic { Some(ImportNode::Epic(id)) } else { None }
        };
        for row in &batch.rows {
            let other = row.unmapped_fields.iter().filter(|(header, _)| is_of_parents(header));
            let texts = row.key.iter().chain(&row.parent).chain(&row.depends_on);
            for text in texts.chain(other.map(|(_, text)| text)) {
                own.nodes.extend(node(text).map(|node| (text.as_str(), node)));
            }
        }
        let is_strange = |row: &IncomingItem| match row.key.as_deref().and_then(|key| own.nodes.get(key)) {
            Some(ImportNode::Item(id)) => workspace.items.get(*id).is_some_and(|item| {
                row.created_ms.is_none_or(|at| at.div_euclid(1_000) != item.created.0.div_euclid(1_000))
            }),
            Some(ImportNode::Epic(_)) | None => false,
        };
        if batch.rows.iter().any(is_strange) { Self::default() } else { own }
    }

    /// Returns what a key refers to.
    pub(super) fn get(&self, key: &str) -> Option<ImportNode> {
        self.nodes.get(key).copied()
    }

    /// Returns everything that keys refer to.
    pub(super) fn nodes(&self) -> impl Iterator<Item = (&'b str, ImportNode)> {
        self.nodes.iter().map(|(key, node)| (*key, *node))
    }
}

/// Returns whether a header names a parent: an item of ours may have both an epic and a parent.
pub(super) fn is_of_parents(header: &str) -> bool {
    ["epic", "parent"].iter().any(|it| header.eq_ignore_ascii_case(it))
}
