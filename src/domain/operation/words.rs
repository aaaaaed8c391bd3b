//! How the sentences of operations name things.

use super::named_items::NamedItems;
use crate::domain::id::{ItemId, PersonId};
use crate::domain::sentence::{count, list};
use crate::domain::value::{Line, Points};
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

    /// The keys of up to three items, or how many they are.
    pub fn items(self, items: &NamedItems) -> String {
        if items.number > NamedItems::NAMED {
            return count(items.number, "item", "items");
        }
        list(&items.named.iter().map(|id| self.key(*id)).collect::<Vec<_>>())
    }

    /// ` on PB-7`, or nothing.
    pub fn about(self, word: &str, item: Option<ItemId>) -> String {
        item.map_or_else(String::new, |id| format!(" {word} {}", self.key(id)))
    }
}

/// Returns points with their noun.
pub(super) fn points(points: Points) -> String {
    format!("{points} {}", if points == Points::whole(1) { "point" } else { "points" })
}

/// Returns why a rule was overridden, as the end of a sentence.
pub(super) fn against(reason: Option<&Line>) -> String {
    reason.map_or_else(String::new, |reason| format!(", against the rules: {reason}"))
}
