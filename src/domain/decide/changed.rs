//! What is told of values that were set, where no words of their own are said of it.

use crate::domain::command::{Edits, Set};
use crate::domain::entity::{Entity, Field as _};
use crate::domain::operation::{Operation, SetOperation};
use crate::domain::sentence::list;

/// Says which fields were set, of rows that are called so.
pub(super) fn changed<E: Entity>(edits: &Edits<E>, names: &[String]) -> Operation {
    let fields = edits.fields.iter().map(|edit| edit.new.name().to_owned()).collect();
    Operation::Set(SetOperation { entity: E::NAME.to_owned(), of: list(names), fields })
}

/// Says the same where the rows are of any kind.
pub(super) fn changed_any(set: &Set, name: String) -> Operation {
    let fields = set.columns().into_iter().map(str::to_owned).collect();
    Operation::Set(SetOperation { entity: set.entity().to_owned(), of: name, fields })
}
