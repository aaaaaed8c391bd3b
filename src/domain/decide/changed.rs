//! The generic operation for values that were set, without their own wording.

use crate::domain::command::{Edits, Set};
use crate::domain::entity::{Entity, EntityField as _};
use crate::domain::operation::{Operation, SetOperation};
use crate::domain::sentence::list;

/// Returns the operation for the edited fields of rows with these names.
pub(super) fn changed<E: Entity>(edits: &Edits<E>, names: &[String]) -> Operation {
    let fields = edits.fields.iter().map(|edit| edit.new.name().to_owned()).collect();
    Operation::Set(SetOperation { entity: E::NAME.to_owned(), of: list(names), fields })
}

/// Returns the operation for the edited fields of a row of any kind.
pub(super) fn changed_any(set: &Set, name: String) -> Operation {
    let fields = set.columns().into_iter().map(str::to_owned).collect();
    Operation::Set(SetOperation { entity: set.entity().to_owned(), of: name, fields })
}
