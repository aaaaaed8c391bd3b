//! Values in cells, and failures for damaged cells.

use crate::domain::entity::Cells;
use crate::domain::value::{Cell, Damaged, Scalar, Value};
use crate::store::failure::{Failure, FailureKind, SEE_DOCTOR};

/// Converts an unsigned number to a value.
pub(in crate::store) fn int(number: u64) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Reads a value from a cell.
pub(in crate::store) fn read_cell<T: Scalar>(cells: &dyn Cells, at: usize) -> Result<T, Failure> {
    T::from_cell(cells.cell(at).map_err(damage)?).map_err(damage)
}

/// Reads an unsigned number from a cell.
pub(in crate::store) fn unsigned(cells: &dyn Cells, at: usize) -> Result<u64, Failure> {
    let number: i64 = read_cell(cells, at)?;
    u64::try_from(number)
        .map_err(|_| damage(Damaged::new("a number that is not negative", Cell::Int(number))))
}

/// Returns the failure for a damaged history.
#[expect(clippy::needless_pass_by_value, reason = "it stands in `map_err`")]
pub(in crate::store) fn damage(damage: Damaged) -> Failure {
    Failure::new(FailureKind::Damaged, format!("the file is damaged: {damage}")).hint(SEE_DOCTOR)
}
