//! Rows as operations left them: what is changed after them, elsewhere and later, is not theirs to tell.

use super::MinutesEntry;
use crate::domain::change::{Change, Edit};
use crate::domain::entity::Entity;
use crate::domain::id::PersonId;

/// A row as the operations left it.
pub(super) struct Left<E: Entity> {
    /// The row; `None` where it was taken away again.
    pub row: Option<E>,
    /// Whether it came into being here.
    pub is_new: bool,
    /// What was set, with who did it, in the order of the operations.
    pub set: Vec<(E::Field, Option<PersonId>)>,
    /// Who did the last of it.
    pub by: Option<PersonId>,
}

impl<E: Entity> Left<E> {
    /// Returns the last that was set and that `which` is true of, with who did it.
    pub fn last(&self, which: impl Fn(&E::Field) -> bool) -> Option<&(E::Field, Option<PersonId>)> {
        self.set.iter().rev().find(|(field, _)| which(field))
    }
}

/// Returns the rows of a kind as the operations left them, in the order in which they were touched. `pick` takes the edits of the
/// kind; `before` is what is known of a row that was there before.
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
