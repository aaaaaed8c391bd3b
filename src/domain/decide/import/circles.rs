//! Cyclic dependencies: they are kept as in the file, and reported.

use super::{ImportDraft, ImportNode};
use crate::domain::id::ItemId;
use crate::domain::import::{IncomingItem, cycles};

impl ImportDraft<'_, '_> {
    /// Adds a remark on each dependency cycle.
    pub(super) fn tell_circles(&mut self) {
        let workspace = self.draft.workspace;
        let after = &self.after;
        let starts: Vec<ItemId> =
            after.values().filter(|item| !item.depends_on.is_empty()).map(|item| item.id).collect();
        let waits_for = |id: ItemId| -> Vec<ItemId> {
            let item = after.get(&id).or_else(|| workspace.items.get(id));
            item.map_or_else(Vec::new, |item| item.depends_on.to_vec())
        };
        let found = cycles(&starts, waits_for);
        for circle in &found {
            let keys = circle.iter().chain(circle.first()).map(|id| workspace.key(*id)).collect::<Vec<_>>();
            let line = circle.iter().find_map(|id| self.line_of(*id)).unwrap_or_default();
            self.remark(line, format!("{}: that is a cycle; it was kept", keys.join(" waits for ")));
        }
        self.plan.cycles = found;
    }

    /// Returns the line of an item's row, if it is in this file.
    fn line_of(&self, item: ItemId) -> Option<u64> {
        let comes_from = |row: &&IncomingItem| {
            row.key.as_deref().is_some_and(|key| self.nodes.get(key) == Some(&ImportNode::Item(item)))
        };
        self.batch.rows.iter().find(comes_from).map(|row| row.line)
    }
}
