//! The rules of each kind of entity for the values that people write, and what is said of them in the history. They stand
//! with the other commands of the entity.

use super::changed::changed;
use super::draft::Draft;
use crate::domain::command::Edits;
use crate::domain::model::{Body, Cadence, Capacity, Dot, Report, Selection, Team, Vote, noun};
use crate::domain::operation::Operation;
use crate::domain::refusal::Refusal;
use crate::domain::workspace::{Held, Workspace};

/// What holds for a kind of entity. Where nothing else is said, every value is good.
pub(super) trait Rules: Held {
    /// Checks a new value of a row.
    fn check(draft: &Draft<'_>, row: &Self, new: &Self::Field) -> Result<(), Refusal> {
        let _ = (draft, row, new);
        Ok(())
    }

    /// Returns a value in the form in which it is kept.
    fn kept(new: Self::Field) -> Result<Self::Field, Refusal> {
        Ok(new)
    }

    /// Tells whether people tell rows apart by this field.
    fn is_name(field: &Self::Field) -> bool {
        let _ = field;
        false
    }

    /// Does what follows from a new value of a row.
    fn follow(draft: &mut Draft<'_>, row: &Self, new: &Self::Field) {
        let _ = (draft, row, new);
    }

    /// Checks a row all of whose values are set, and does what follows from them together.
    fn complete(draft: &mut Draft<'_>, after: &Self) -> Result<(), Refusal> {
        let _ = (draft, after);
        Ok(())
    }

    /// Returns what is said of one new value of one row, where that has words of its own.
    fn said(row: &Self, new: &Self::Field) -> Option<Operation> {
        let _ = (row, new);
        None
    }

    /// Returns what a row is called where several values are spoken of.
    fn called(workspace: &Workspace, row: &Self) -> String {
        let _ = (workspace, row);
        noun(Self::NAME).to_owned()
    }

    /// Returns the operation for the history.
    fn operation(workspace: &Workspace, edits: &Edits<Self>) -> Operation {
        let said = edits.single(workspace).and_then(|(row, new)| Self::said(row, new));
        said.unwrap_or_else(|| changed_rows(workspace, edits))
    }
}

/// Says which fields of which rows were set.
pub(super) fn changed_rows<E: Rules>(workspace: &Workspace, edits: &Edits<E>) -> Operation {
    let rows = edits.rows_in(workspace);
    let names: Vec<String> = rows.iter().map(|row| E::called(workspace, row)).collect();
    changed(edits, &names)
}

macro_rules! without_rules {
    ($($entity:ident),+) => { $(impl Rules for $entity {})+ };
}
without_rules!(Team, Report, Body, Vote, Selection, Cadence, Dot, Capacity);
