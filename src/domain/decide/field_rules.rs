//! The rules that each kind of entity has for values that people set, and the history entry for them. Each kind implements
//! them beside its other commands.

use super::draft::Draft;
use crate::domain::command::Edits;
use crate::domain::entity::EntityField as _;
use crate::domain::model::{Body, Cadence, Capacity, Dot, Hidden, Link, Report, Selection, Team, Vote, noun};
use crate::domain::operation::{Operation, PartOperation, SetOperation};
use crate::domain::refusal::Refusal;
use crate::domain::sentence::list;
use crate::domain::workspace::{EntityTable, Workspace};

/// The rules of a kind of entity. By default every value is valid.
pub(super) trait FieldRules: EntityTable {
    /// Validates a new value of a row.
    fn check(_draft: &Draft<'_>, _row: &Self, _new: &Self::Field) -> Result<(), Refusal> {
        Ok(())
    }

    /// Normalises a value before it is validated.
    fn kept(new: Self::Field) -> Result<Self::Field, Refusal> {
        Ok(new)
    }

    /// Applies the consequences of a new value.
    fn follow(_draft: &mut Draft<'_>, _row: &Self, _new: &Self::Field) {}

    /// Validates a row after all its values are set, and applies the consequences of them together.
    fn complete(_draft: &mut Draft<'_>, _after: &Self) -> Result<(), Refusal> {
        Ok(())
    }

    /// Returns the operation for one new value of one row, if it has its own wording.
    fn specific_operation(_row: &Self, _new: &Self::Field) -> Option<Operation> {
        None
    }

    /// Returns the name of a row in an entry about several values.
    fn called(_workspace: &Workspace, _row: &Self) -> String {
        noun(Self::NAME).to_owned()
    }

    /// Returns the operation for the history.
    fn operation(workspace: &Workspace, edits: &Edits<Self>) -> Operation {
        let part = || Some(PartOperation::Change(edits.item?, Self::NAME.parse().ok()?).into());
        single_operation(workspace, edits).or_else(part).unwrap_or_else(|| changed_rows(workspace, edits))
    }
}

/// Returns the operation for one new value of one row, if there is only one and it has its own wording.
pub(super) fn single_operation<E: FieldRules>(workspace: &Workspace, edits: &Edits<E>) -> Option<Operation> {
    edits.single(workspace).and_then(|(row, new)| E::specific_operation(row, new))
}

/// Returns the generic operation: which fields of which rows were set.
pub(super) fn changed_rows<E: FieldRules>(workspace: &Workspace, edits: &Edits<E>) -> Operation {
    let rows = edits.rows_in(workspace);
    let names: Vec<String> = rows.iter().map(|row| E::called(workspace, row)).collect();
    let fields = edits.fields.iter().map(|edit| edit.new.name().to_owned()).collect();
    Operation::Set(SetOperation { entity: E::NAME.to_owned(), of: list(&names), fields })
}

macro_rules! without_rules {
    ($($entity:ident),+) => { $(impl FieldRules for $entity {})+ };
}
without_rules!(Team, Report, Body, Link, Vote, Selection, Cadence, Dot, Capacity, Hidden);
