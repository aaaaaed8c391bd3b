//! Comparing every row of a workspace with its table; the caller reports or repairs the differences.

use super::rows::{cells, raw};
use crate::domain::id::Id as _;
use crate::domain::value::Value;
use crate::domain::workspace::{EntityTable, Workspace};
use crate::store::engine::Tx;
use crate::store::failure::Failure;
use std::collections::BTreeMap;

/// A difference between a table and the workspace in one row.
pub(in crate::store) enum Difference<'a, E> {
    /// The table lacks this row.
    Missing(&'a E),
    /// The table has a row with this number that is not in the workspace.
    Extra(i64),
    /// The first column in which they differ.
    Other {
        /// The row as it should be.
        row: &'a E,
        /// The column.
        column: &'static str,
        /// The value in the table; `None` if it cannot be read.
        table: Option<Value>,
        /// The correct value, according to the history.
        history: Value,
    },
}

/// Compares a table with a workspace that contains everything.
pub(in crate::store) fn differences<'a, E: EntityTable>(
    tx: &mut dyn Tx,
    workspace: &'a Workspace,
    each: &mut dyn FnMut(Difference<'a, E>),
) -> Result<(), Failure> {
    let mut expected: BTreeMap<i64, &'a E> = BTreeMap::new();
    for row in E::all(workspace) {
        expected.insert(i64::try_from(row.id().number()).unwrap_or(i64::MAX), row);
    }
    raw::<E>(tx, &mut |number, read| {
        let Some(row) = expected.remove(&number) else { return each(Difference::Extra(number)) };
        let other = cells(row).into_iter().enumerate().find_map(|(at, (column, history))| {
            let table = read(at);
            (table.as_ref() != Some(&history)).then_some((column, table, history))
        });
        if let Some((column, table, history)) = other {
            each(Difference::Other { row, column, table, history });
        }
    })?;
    for row in expected.into_values() {
        each(Difference::Missing(row));
    }
    Ok(())
}
