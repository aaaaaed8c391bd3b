//! Rows of any entity, written whole and read whole. The columns come from the entity itself.

use crate::domain::capacity::Capacity;
use crate::domain::ceremony::{Cadence, Ceremony};
use crate::domain::change::every_entity;
use crate::domain::column::Column;
use crate::domain::definition::Rule;
use crate::domain::detail::{Body, Comment, Criterion, Link, Question, Selection, Task, Vote};
use crate::domain::entity::Entity;
use crate::domain::epic::Epic;
use crate::domain::feedback::Feedback;
use crate::domain::id::Id;
use crate::domain::impediment::Impediment;
use crate::domain::improvement::Improvement;
use crate::domain::item::Item;
use crate::domain::label::Label;
use crate::domain::note::{Dot, Note};
use crate::domain::person::Person;
use crate::domain::product::{Product, Team};
use crate::domain::sprint::{Report, Sprint};
use crate::domain::value::{Cell, Damaged, Scalar, Value};
use crate::store::engine::Tx;
use crate::store::failure::{Failure, Kind};

/// Columns that are worked out of the row, for ordering.
type Worked = Vec<(&'static str, Value)>;

fn worked<E: Entity + AsItem>(row: &E) -> Worked {
    let Some(item) = row.as_item() else { return Vec::new() };
    vec![("is_open", Value::Int(i64::from(item.stage.is_open())))]
}

/// Tells an item from the other entities.
pub(in crate::store) trait AsItem {
    fn as_item(&self) -> Option<&Item> {
        None
    }
}

macro_rules! not_item {
    (Item) => {
        impl AsItem for Item {
            fn as_item(&self) -> Option<&Item> {
                Some(self)
            }
        }
    };
    ($other:ident) => {
        impl AsItem for $other {}
    };
}
macro_rules! each_not_item {
    ($($entity:ident),+) => { $(not_item!($entity);)+ };
}
every_entity!(each_not_item);

/// Writes a row, new or in the place of its former self.
pub(in crate::store) fn put<E: Entity + AsItem>(tx: &mut dyn Tx, row: &E) -> Result<(), Failure> {
    let worked = worked(row);
    let columns: Vec<&str> = E::COLUMNS.iter().copied().chain(worked.iter().map(|(name, _)| *name)).collect();
    let places: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
    let updates: Vec<String> = columns[1..].iter().map(|name| format!("{name} = excluded.{name}")).collect();
    let sql = format!(
        "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT (id) DO UPDATE SET {}",
        E::NAME,
        columns.join(", "),
        places.join(", "),
        updates.join(", ")
    );
    let mut values = row.values();
    values.extend(worked.into_iter().map(|(_, value)| value));
    tx.execute(&sql, &values)
}

/// Takes a row away.
pub(in crate::store) fn delete<E: Entity>(tx: &mut dyn Tx, id: E::Id) -> Result<(), Failure> {
    tx.execute(&format!("DELETE FROM {} WHERE id = ?1", E::NAME), &[id.to_value()])
}

/// Takes a row away whose number may be no id.
pub(in crate::store) fn delete_numbered<E: Entity>(tx: &mut dyn Tx, number: i64) -> Result<(), Failure> {
    tx.execute(&format!("DELETE FROM {} WHERE id = ?1", E::NAME), &[Value::Int(number)])
}

/// Reads the rows that `condition` selects; it may order them.
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

/// Returns the cells of a row as its table keeps them, each with its column.
pub(in crate::store) fn cells<E: Entity + AsItem>(row: &E) -> Vec<(&'static str, Value)> {
    let mut cells: Vec<_> = E::COLUMNS.iter().copied().zip(row.values()).collect();
    cells.extend(worked(row));
    cells
}

/// Reads a cell of a row, by its place among the [`cells`]; `None` where it cannot be read.
pub(in crate::store) type Reading<'a> = &'a dyn Fn(usize) -> Option<Value>;

/// Reads every row of a kind as it stands in its table, without making sense of it: its number, and its cells.
pub(in crate::store) fn raw<E: Entity>(
    tx: &mut dyn Tx,
    each: &mut dyn FnMut(i64, Reading<'_>),
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
    Failure::new(Kind::Damaged, format!("{} {id} in the file is damaged: {damage}", E::NAME))
        .hint("take the newest good copy of the file")
}

/// The number of an id as a value.
pub(in crate::store) fn number(id: impl Id) -> Value {
    id.to_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The schema is written by hand and the entities are declared elsewhere: they must name the same columns.
    #[test]
    fn the_schema_has_the_columns_of_every_entity() {
        let schema = crate::store::sql::schema::SCHEMA;
        macro_rules! check {
            ($($entity:ident),+) => { $(
                let begin = schema.find(&format!("CREATE TABLE {} (", $entity::NAME)).expect($entity::NAME);
                let table = &schema[begin..begin + schema[begin..].find("{STRICT}").unwrap()];
                for column in $entity::COLUMNS {
                    assert!(
                        table.contains(&format!(" {column} TEXT"))
                            || table.contains(&format!(" {column} {{INT}}")),
                        "{} has no column {column}", $entity::NAME
                    );
                }
            )+ };
        }
        every_entity!(check);
    }
}
