//! Keys of another tool that look like ours: an import never lets a known key mean another item.

use super::known::Place;
use crate::domain::decide::draft::Draft;
use crate::domain::id::Id as _;
use crate::domain::import::Batch;
use crate::domain::product::ProductField;
use crate::domain::refusal::Refusal;
use crate::domain::sentence::{count, list};

/// The most keys that the refusal names.
const NAMED: usize = 3;

/// Gives the product the prefix that the import asks for.
pub(super) fn take_prefix(draft: &mut Draft<'_>, batch: &Batch) -> Result<(), Refusal> {
    let product = draft.product()?;
    if let Some(prefix) = batch.prefix.as_ref().filter(|prefix| **prefix != product.prefix) {
        draft.set(product, ProductField::Prefix(prefix.clone()));
    }
    Ok(())
}

/// Refuses rows whose key begins with this product's own prefix and would be another item's number here. Rows that were
/// imported before keep what they are.
pub(super) fn check(draft: &Draft<'_>, batch: &Batch, places: &[Place<'_>]) -> Result<(), Refusal> {
    let own = &draft.product()?.prefix;
    let prefix = batch.prefix.as_ref().unwrap_or(own);
    let mut taken: Vec<String> = Vec::new();
    for (row, place) in batch.rows.iter().zip(places) {
        let Some(number) = row.key.as_deref().and_then(|key| prefix.number_in(key)) else { continue };
        let here = match place {
            Place::NewItem(id) if id.number() == number => continue,
            Place::NewItem(id) => format!("{prefix}-{}", id.number()),
            Place::NewEpic(id) => format!("{prefix}-E{}", id.number()),
            Place::Item(..)
            | Place::Epic(_)
            | Place::Already(_)
            | Place::AlreadyEpic(_)
            | Place::Twice(_) => continue,
        };
        taken.push(format!("{prefix}-{number} would be {here}"));
    }
    if taken.is_empty() {
        return Ok(());
    }
    let keys = count(taken.len(), "key", "keys");
    let more = taken.len().saturating_sub(NAMED);
    taken.truncate(NAMED);
    taken.extend((more > 0).then(|| format!("{more} more")));
    Err(Refusal::rule(format!(
        "{keys} of the file would name other items here, since both products use the prefix {prefix}: {}",
        list(&taken)
    ))
    .hint("import it with --prefix XY, or first give this product another key prefix in Setup"))
}
