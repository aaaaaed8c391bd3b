//! What a command has brought about beside what was asked: notes for whoever gave it.

use crate::domain::change::{Change, Edit};
use crate::domain::person::PersonField;
use crate::domain::value::Role;
use crate::domain::workspace::Workspace;

/// Formats the notes about changes that have just been applied, one sentence each.
pub fn consequences(workspace: &Workspace, changes: &[Change]) -> Vec<String> {
    lost_owner(workspace, changes).into_iter().collect()
}

/// Formats that the last product owner is gone.
fn lost_owner(workspace: &Workspace, changes: &[Change]) -> Option<String> {
    let was_owner = |change: &Change| {
        let Change::Person(Edit::Set { id, old, new, .. }) = change else { return false };
        match (old, new) {
            (PersonField::Left(false), PersonField::Left(true)) => {
                workspace.persons.get(*id).is_some_and(|it| it.roles.has(Role::ProductOwner))
            }
            (PersonField::Roles(roles), _) => roles.has(Role::ProductOwner),
            _ => false,
        }
    };
    let has_none = workspace.with_role(Role::ProductOwner).next().is_none();
    (has_none && changes.iter().any(was_owner)).then(|| {
        "nobody is product owner now, so anybody accepts; give the role with: ceremony person roles NAME \
         \"product owner\""
            .to_owned()
    })
}
