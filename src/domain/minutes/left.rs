//! The state in which operations left rows. Later changes made elsewhere are ignored.

use super::MinutesEntry;
use crate::domain::change::{Change, Edit};
use crate::domain::entity::Entity;
use crate::domain::id::PersonId;

/// A row in the state in which the operations left it.
pub(super) struct Left<E: Entity> {
    /// The row; `None` if it was deleted.
    pub row: Option<E>,
    /// Whether it was created by these operations.
    pub is_new: bool,
    /// The fields set, with the author, in the order of the operations.
    pub set: Vec<(E::Field, Option<PersonId>)>,
    /// The author of the last change.
    pub by: Option<PersonId>,
}

impl<E: Entity> Left<E> {
    /// Returns the last field set that satisfies `which`, with its author.
    pub fn last(&self, which: impl Fn(&E::Field) -> bool) -> Option<&(E::Field, Option<PersonId>)> {
        self.set.iter().rev().find(|(field, _)| which(field))
    }
}

/// Returns the rows of a kind in the state in which the operations left them, in the order of their first change.
/// `pick` selects the edits of the kind; `before` returns the last known state of a row that existed before.
pub(super) fn left<E: Entity>(
    entries: &[&MinutesEntry],
    pick: impl Fn(&Change) -> Option<&Edit<E>>,
    before: impl Fn(E::Id) -> Option<E>,
) -> Vec<Left<E>>
where
    E::Id: PartialEq + Copy,
{
    let mut found: Vec<(E::Id, Left<E>)> = Vec::new();
    for (entry, change) in entries.iter().flat_map(|entry| entry.changes.iter().map(move |it| (entry, it))) {
        let Some(edit) = pick(change) else { continue };
        let id = match edit {
            Edit::Created(row) | Edit::Removed(row) => row.id(),
            Edit::Set { id, .. } => *id,
        };
        let at = found.iter().position(|(other, _)| *other == id).unwrap_or_else(|| {
            let is_new = matches!(edit, Edit::Created(_));
            let row = if is_new { None } else { before(id) };
            found.push((id, Left { row, is_new, set: Vec::new(), by: None }));
            found.len() - 1
        });
        let left = &mut found[at].1;
        left.by = entry.person;
        match edit {
            Edit::Created(row) => left.row = Some(row.clone()),
            Edit::Removed(_) => left.row = None,
            Edit::Set { new, .. } => {
                left.set.push((new.clone(), entry.person));
                left.row.iter_mut().for_each(|row| row.set(new));
            }
        }
    }
    found.into_iter().map(|(_, left)| left).collect()
}
