//! The names of things in the sentences of operations.

use super::named_items::NamedItems;
use crate::domain::id::{ItemId, PersonId};
use crate::domain::sentence::{count, list};
use crate::domain::value::Line;
use crate::domain::workspace::Workspace;

/// The names of things in a workspace.
#[derive(Clone, Copy)]
pub(super) struct Words<'w>(pub &'w Workspace);

impl Words<'_> {
    pub fn key(self, id: ItemId) -> String {
        self.0.key(id)
    }

    pub fn name(self, id: PersonId) -> String {
        self.0.name(id).to_owned()
    }

    pub fn names(self, ids: &[PersonId]) -> String {
        list(&ids.iter().map(|id| self.name(*id)).collect::<Vec<_>>())
    }

    /// Returns the keys of up to three items, or the number of items.
    pub fn items(self, items: &NamedItems) -> String {
        if items.number > NamedItems::NAMED {
            return count(items.number, "item", "items");
        }
        list(&items.named.iter().map(|id| self.key(*id)).collect::<Vec<_>>())
    }

    /// Returns a phrase such as ` on PB-7`; empty without an item.
    pub fn about(self, word: &str, item: Option<ItemId>) -> String {
        item.map_or_else(String::new, |id| format!(" {word} {}", self.key(id)))
    }
}

/// Returns the reason for overriding a rule, as the end of a sentence.
pub(super) fn against(reason: Option<&Line>) -> String {
    reason.map_or_else(String::new, |reason| format!(", against the rules: {reason}"))
}
