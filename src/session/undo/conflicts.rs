//! Conflicts between an operation and its undo: what others have since done to the same fields, and what still refers
//! to what the operation created.
//!
//! Equal values are not enough: if another person has blocked and unblocked an item in the meantime, it looks as it
//! was left, and yet undoing the older operation would remove what the newer ones rely on.

use crate::domain::change::{Change, Edit};
use crate::domain::entity::Entity;
use crate::domain::id::{ItemId, LabelId, PersonId};
use crate::domain::item::Item;
use crate::domain::workspace::Workspace;
use crate::session::Session;
use crate::store::HistoryQuery;
use crate::store::failure::Failure;
use crate::store::history::{Entry, EntryKind};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The touched fields of a row; all of them if the row was created or removed.
#[derive(Default)]
struct TouchedFields {
    all: bool,
    some: Vec<&'static str>,
}

/// An operation that was performed, undone or redone since: whether it was in force before, and the newest entry
/// about it.
struct ReversedEntry {
    stood: bool,
    newest: Entry,
}

impl Session {
    /// Finds the newest entry after `since` that leaves one of the fields touched by `changes` different from before.
    ///
    /// `since` is the newest entry about the operation to be reversed, or an older one; what was done and undone
    /// since does not count.
    pub(super) fn touched_since(
        &mut self,
        operation: u64,
        since: u64,
        changes: &[Change],
    ) -> Result<Option<(Change, Entry)>, Failure> {
        let mut turned: BTreeMap<u64, ReversedEntry> = BTreeMap::new();
        self.store.history(&HistoryQuery::since(since), &mut |entry| {
            let (about, stood) = match entry.kind {
                EntryKind::Operation => (entry.revision, false),
                EntryKind::Undo(about) => (about, true),
                EntryKind::Redo(about) => (about, false),
            };
            match turned.get_mut(&about) {
                // From here on, the operation has its present state: what came before does not matter.
                _ if about == operation => turned.clear(),
                Some(turned) => turned.newest = entry,
                None => {
                    turned.insert(about, ReversedEntry { stood, newest: entry });
                }
            }
        })?;
        let stands = |entry: &Entry| !matches!(entry.kind, EntryKind::Undo(_));
        turned.retain(|_, it| it.stood != stands(&it.newest));
        if turned.is_empty() {
            return Ok(None);
        }
        let mut touched: HashMap<(&'static str, u64), TouchedFields> = HashMap::new();
        // What would be gone; later operations on anything that refers to it could not be undone any more.
        let mut gone: HashSet<(&'static str, u64)> = HashSet::new();
        // For items in it, a sprint that is no longer running, or no longer closed, is a different one.
        let mut other_sprints: HashSet<(&'static str, u64)> = HashSet::new();
        for change in changes {
            let row = (change.entity(), change.number());
            if change.field().is_none() {
                gone.insert(row);
            } else if matches!(change, Change::Sprint(_)) && change.field() == Some("state") {
                other_sprints.insert(row);
            }
            let fields = touched.entry((change.entity(), change.number())).or_default();
            match change.field() {
                Some(field) => fields.some.push(field),
                None => fields.all = true,
            }
        }
        let (Some((first, _)), Some((last, _))) = (turned.first_key_value(), turned.last_key_value()) else {
            return Ok(None);
        };
        let (first, last) = (*first, *last);
        // The newest of them decides, by its first relevant change.
        let mut found: Option<(u64, Change)> = None;
        self.store.changes(first, last, u64::MAX, &mut |about, change| {
            if !turned.contains_key(&about) || found.as_ref().is_some_and(|(newest, _)| *newest == about) {
                return;
            }
            // A report is never removed, so nothing depends on it.
            let is_report = matches!(change, Change::Report(_));
            let in_sprint = matches!(change, Change::Item(_) | Change::Selection(_));
            let names_gone =
                |row: &(&'static str, u64)| gone.contains(row) || (in_sprint && other_sprints.contains(row));
            let is_touched = touched.get(&(change.entity(), change.number())).is_some_and(|fields| {
                change.field().is_none_or(|field| fields.all || fields.some.contains(&field))
            });
            if !is_report && (change.names().iter().any(names_gone) || is_touched) {
                found = Some((about, change));
            }
        })?;
        let found = found.and_then(|(about, change)| Some((change, turned.remove(&about)?.newest)));
        Ok(found)
    }

    /// Finds a person whom `changes` remove and who has done something since the operation, and the newest entry of
    /// theirs.
    ///
    /// Being the author is a reference like any other, also of what was undone since: the history keeps both. Where
    /// the whole product is removed, nobody is left to read it.
    pub(super) fn acted_since(
        &mut self,
        operation: u64,
        changes: &[Change],
    ) -> Result<Option<(PersonId, Entry)>, Failure> {
        let gone: HashSet<PersonId> = changes
            .iter()
            .filter_map(|change| {
                if let Change::Person(Edit::Removed(person)) = change { Some(person.id) } else { None }
            })
            .collect();
        let mut found = None;
        if gone.is_empty() || removes_product(changes) {
            return Ok(found);
        }
        self.store.history(&HistoryQuery::since(operation), &mut |entry| {
            let turns = matches!(entry.kind, EntryKind::Undo(it) | EntryKind::Redo(it) if it == operation);
            let by = [entry.person, entry.on_behalf].into_iter().flatten().find(|id| gone.contains(id));
            if let Some(person) = by.filter(|_| !turns) {
                found = Some((person, entry));
            }
        })?;
        Ok(found)
    }
}

/// Returns whether the changes remove the product.
pub(super) fn removes_product(changes: &[Change]) -> bool {
    changes.iter().any(|change| matches!(change, Change::Product(Edit::Removed(_))))
}

/// Finds an open item that still refers to something that `changes` remove: lists of ids are in no index, and no
/// engine checks them.
pub(super) fn still_named(workspace: &Workspace, changes: &[Change]) -> Option<ItemId> {
    let mut gone = Gone::default();
    let mut after: HashMap<ItemId, Item> = HashMap::new();
    for change in changes {
        if let Change::Label(Edit::Removed(label)) = change {
            gone.labels.insert(label.id);
        } else if let Change::Person(Edit::Removed(person)) = change {
            gone.people.insert(person.id);
        } else if let Change::Item(Edit::Removed(item)) = change {
            gone.items.insert(item.id);
        } else if let Change::Item(Edit::Set { id, new, .. }) = change
            && let Some(item) = workspace.items.get(*id)
        {
            after.entry(*id).or_insert_with(|| item.clone()).set(new);
        }
    }
    if gone.labels.is_empty() && gone.people.is_empty() && gone.items.is_empty() {
        return None;
    }
    let open = workspace.items.open().iter().filter(|id| !gone.items.contains(id));
    open.filter_map(|id| after.get(id).or_else(|| workspace.items.get(*id)))
        .find(|item| {
            item.labels.iter().any(|id| gone.labels.contains(id))
                || item.assignees.iter().any(|id| gone.people.contains(id))
                || item.depends_on.iter().any(|id| gone.items.contains(id))
        })
        .map(|item| item.id)
}

/// What would be removed.
#[derive(Default)]
struct Gone {
    labels: HashSet<LabelId>,
    people: HashSet<PersonId>,
    items: HashSet<ItemId>,
}
