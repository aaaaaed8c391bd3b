//! Writing and reading complete rows of any entity. The columns are declared with the entity.

use crate::domain::id::Id;
use crate::domain::model::{Entity, Item};
use crate::domain::value::{Cell, Damaged, Scalar, Value};
use crate::store::engine::{MOST_VALUES, Tx};
use crate::store::failure::{Failure, FailureKind, SEE_DOCTOR};
use crate::store::progress::ProgressCounter;
use std::any::Any;
use std::collections::BTreeSet;

/// Columns that are computed from the row, for ordering.
type Worked = Vec<(&'static str, Value)>;

fn worked<E: Entity>(row: &E) -> Worked {
    let Some(item) = (row as &dyn Any).downcast_ref::<Item>() else { return Vec::new() };
    vec![("is_open", Value::Int(i64::from(item.stage.is_open())))]
}

/// Inserts or replaces rows. No id may occur twice.
pub(in crate::store) fn put_all<E: Entity>(
    tx: &mut dyn Tx,
    rows: &[&E],
    progress: &mut ProgressCounter<'_>,
) -> Result<(), Failure> {
    let Some(first) = rows.first() else { return Ok(()) };
    let columns: Vec<&str> = cells(*first).into_iter().map(|(column, _)| column).collect();
    let updates: Vec<String> = columns[1..].iter().map(|name| format!("{name} = excluded.{name}")).collect();
    for some in rows.chunks(MOST_VALUES / columns.len()) {
        let insert = insert(E::NAME, &columns, some.len());
        let sql = format!("{insert} ON CONFLICT (id) DO UPDATE SET {}", updates.join(", "));
        let values: Vec<Value> = some.iter().flat_map(|row| cells(*row)).map(|(_, value)| value).collect();
        tx.execute(&sql, &values)?;
        progress.add(some.len());
    }
    Ok(())
}

/// Returns the statement that writes `rows` rows of a table.
pub(super) fn insert(table: &str, columns: &[&str], rows: usize) -> String {
    let width = columns.len();
    let row = |row: usize| format!("({})", places(row * width + 1, width));
    let rows: Vec<String> = (0..rows).map(row).collect();
    format!("INSERT INTO {table} ({}) VALUES {}", columns.join(", "), rows.join(", "))
}

/// Returns `count` placeholders for a statement, numbered from `from` on.
pub(super) fn places(from: usize, count: usize) -> String {
    let places: Vec<String> = (from..from + count).map(|at| format!("?{at}")).collect();
    places.join(", ")
}

/// Updates some columns of a row, and those computed from them.
///
/// # Errors
/// [`FailureKind::Damaged`] if there is no such row.
pub(in crate::store) fn update<E: Entity>(
    tx: &mut dyn Tx,
    row: &E,
    columns: &BTreeSet<&'static str>,
) -> Result<(), Failure> {
    let is_wanted = |name: &str| columns.contains(name) || name == "is_open" && columns.contains("stage");
    let changed: Vec<_> = cells(row).into_iter().filter(|(name, _)| is_wanted(name)).collect();
    let sets: Vec<String> = (1..).zip(&changed).map(|(at, (name, _))| format!("{name} = ?{at}")).collect();
    let sql =
        format!("UPDATE {} SET {} WHERE id = ?{} RETURNING id", E::NAME, sets.join(", "), sets.len() + 1);
    let mut values: Vec<Value> = changed.into_iter().map(|(_, value)| value).collect();
    values.push(row.id().to_value());
    let mut is_there = false;
    tx.run(&sql, &values, &mut |_| {
        is_there = true;
        Ok(())
    })?;
    if is_there {
        return Ok(());
    }
    let words = format!("{} {} is not in the file", E::NAME, row.id().number());
    Err(Failure::new(FailureKind::Damaged, words).hint(SEE_DOCTOR))
}

/// Deletes rows by their numbers.
pub(in crate::store) fn delete_all<E: Entity>(tx: &mut dyn Tx, numbers: &[Value]) -> Result<(), Failure> {
    for some in numbers.chunks(MOST_VALUES) {
        tx.execute(&format!("DELETE FROM {} WHERE id IN ({})", E::NAME, places(1, some.len())), some)?;
    }
    Ok(())
}

/// Reads the rows that `condition` selects; it may contain an order.
pub(in crate::store) fn select<E: Entity>(
    tx: &mut dyn Tx,
    condition: &str,
    values: &[Value],
    each: &mut dyn FnMut(E),
) -> Result<(), Failure> {
    let sql = format!("SELECT {} FROM {} {condition}", E::COLUMNS.join(", "), E::NAME);
    tx.run(&sql, values, &mut |cells| {
        let row = E::read(cells).map_err(|damage| damaged::<E>(cells, &damage))?;
        each(row);
        Ok(())
    })
}

/// Reads rows into a list.
pub(in crate::store) fn all<E: Entity>(
    tx: &mut dyn Tx,
    condition: &str,
    values: &[Value],
) -> Result<Vec<E>, Failure> {
    let mut rows = Vec::new();
    select(tx, condition, values, &mut |row| rows.push(row))?;
    Ok(rows)
}

/// Returns the cells of a row as stored in its table, each with its column.
pub(in crate::store) fn cells<E: Entity>(row: &E) -> Vec<(&'static str, Value)> {
    let mut cells: Vec<_> = E::COLUMNS.iter().copied().zip(row.values()).collect();
    cells.extend(worked(row));
    cells
}

/// Reads a cell of a row by its index in [`cells`]; `None` if it cannot be read.
pub(in crate::store) type CellReader<'a> = &'a dyn Fn(usize) -> Option<Value>;

/// Reads every row of a kind from its table without parsing it: its number and its cells.
pub(in crate::store) fn raw<E: Entity>(
    tx: &mut dyn Tx,
    each: &mut dyn FnMut(i64, CellReader<'_>),
) -> Result<(), Failure> {
    let worked = if E::NAME == Item::NAME { ", is_open" } else { "" };
    let sql = format!("SELECT {}{worked} FROM {} ORDER BY id", E::COLUMNS.join(", "), E::NAME);
    tx.run(&sql, &[], &mut |cells| {
        let Ok(Cell::Int(number)) = cells.cell(0) else { return Ok(()) };
        each(number, &|at| match cells.cell(at) {
            Ok(Cell::Null) => Some(Value::Null),
            Ok(Cell::Int(number)) => Some(Value::Int(number)),
            Ok(Cell::Text(text)) => Some(Value::Text(text.to_owned())),
            Err(_) => None,
        });
        Ok(())
    })
}

fn damaged<E: Entity>(cells: &dyn crate::domain::entity::Cells, damage: &Damaged) -> Failure {
    let id = match cells.cell(0) {
        Ok(crate::domain::value::Cell::Int(number)) => number.to_string(),
        Ok(_) | Err(_) => "without a number".to_owned(),
    };
    Failure::new(FailureKind::Damaged, format!("{} {id} in the file is damaged: {damage}", E::NAME))
        .hint(SEE_DOCTOR)
}

/// Returns the number of an id as a value.
pub(in crate::store) fn number(id: impl Id) -> Value {
    id.to_value()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::{self, every};

    /// The schema is written by hand, and the entities are declared elsewhere: they must have the same columns.
    #[test]
    fn the_schema_has_the_columns_of_every_entity() {
        let schema = crate::store::sql::schema::SCHEMA;
        macro_rules! check {
            ($($entity:ident),+) => { $(
                let name = model::$entity::NAME;
                let begin = schema.find(&format!("CREATE TABLE {name} (")).expect(name);
                let table = &schema[begin..begin + schema[begin..].find("{STRICT}").unwrap()];
                for column in model::$entity::COLUMNS {
                    assert!(
                        table.contains(&format!(" {column} TEXT"))
                            || table.contains(&format!(" {column} {{INT}}")),
                        "{name} has no column {column}"
                    );
                }
            )+ };
        }
        every!(all check);
    }
}
