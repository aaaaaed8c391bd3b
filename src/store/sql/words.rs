//! Reading what is searched.

use super::history::damage;
use super::rows::number;
use crate::domain::entity::Cells;
use crate::domain::id::ItemId;
use crate::domain::value::{Scalar, Value};
use crate::store::engine::Tx;
use crate::store::failure::Failure;

/// Takes a text of an item; those of one item come one after the other.
type Texts<'a> = &'a mut dyn FnMut(ItemId, &str);

const TEXTS: &str = "SELECT item.id, title, source_key, as_a, i_want, so_that, description
                     FROM item LEFT JOIN body ON body.id = item.id";

/// Reads the texts of one item.
pub(in crate::store) fn texts_of(tx: &mut dyn Tx, item: ItemId, each: Texts<'_>) -> Result<(), Failure> {
    let sql = format!("{TEXTS} WHERE item.id = ?1");
    tx.run(&sql, &[number(item)], &mut |cells| texts(cells, each))
}

/// Reads the texts of the next items after one, at most so many.
pub(in crate::store) fn texts_after(
    tx: &mut dyn Tx,
    after: Option<ItemId>,
    most: u64,
    each: Texts<'_>,
) -> Result<(), Failure> {
    let after = after.map_or(Value::Int(0), number);
    let most = Value::Int(i64::try_from(most).unwrap_or(i64::MAX));
    let sql = format!("{TEXTS} WHERE item.id > ?1 ORDER BY item.id LIMIT ?2");
    tx.run(&sql, &[after, most], &mut |cells| texts(cells, each))
}

fn texts(cells: &dyn Cells, each: Texts<'_>) -> Result<(), Failure> {
    let item = ItemId::from_cell(cells.cell(0).map_err(damage)?).map_err(damage)?;
    for at in 1..=6 {
        let text = Option::<String>::from_cell(cells.cell(at).map_err(damage)?).map_err(damage)?;
        each(item, text.as_deref().unwrap_or_default());
    }
    Ok(())
}
