//! Keys of another tool that look like ours: neither an import nor a new prefix may make a known key refer to another
//! item.

use super::existing_rows::RowMatch;
use crate::domain::decide::draft::Draft;
use crate::domain::id::Id as _;
use crate::domain::import::Batch;
use crate::domain::product::{Prefix, ProductField};
use crate::domain::refusal::Refusal;
use crate::domain::sentence::{count, list};

/// The maximum number of keys listed in a refusal.
const NAMED: usize = 3;

/// Sets the product's prefix to the one requested by the import. Returns whether it differs from the former one.
pub(super) fn take_prefix(draft: &mut Draft<'_>, batch: &Batch) -> Result<bool, Refusal> {
    let product = draft.product()?;
    let Some(prefix) = batch.prefix.as_ref().filter(|prefix| **prefix != product.prefix) else {
        return Ok(false);
    };
    is_free(draft, prefix)?;
    draft.set(product, ProductField::Prefix(prefix.clone()));
    Ok(true)
}

/// Refuses a prefix under which an imported key would refer to another item or epic.
pub(in crate::domain::decide) fn is_free(draft: &Draft<'_>, prefix: &Prefix) -> Result<(), Refusal> {
    let workspace = draft.workspace;
    let items = workspace.items.iter().filter_map(|item| {
        let here = format!("{prefix}-{}", item.id.number());
        meaning(prefix, item.source_key.as_deref()?, &here)
    });
    let epics = workspace.epics.iter().filter_map(|epic| {
        let here = format!("{prefix}-E{}", epic.id.number());
        meaning(prefix, epic.source_key.as_deref()?, &here)
    });
    let taken: Vec<String> = items.chain(epics).collect();
    if taken.is_empty() {
        return Ok(());
    }
    let what = format!("the prefix {prefix} is used by imported keys that would name other items");
    Err(Refusal::rule(format!("{what}: {}", named(taken))).hint("choose another prefix"))
}

/// Refuses rows whose key would refer to another item or epic here. Rows that were imported before are exempt.
pub(super) fn check(draft: &Draft<'_>, batch: &Batch, places: &[RowMatch<'_>]) -> Result<(), Refusal> {
    let own = &draft.product()?.prefix;
    let prefix = batch.prefix.as_ref().unwrap_or(own);
    let rows = batch.rows.iter().zip(places).filter_map(|(row, place)| {
        let here = match place {
            RowMatch::NewItem(id) => format!("{prefix}-{}", id.number()),
            RowMatch::NewEpic(id) => format!("{prefix}-E{}", id.number()),
            RowMatch::Item(..) | RowMatch::Epic(_) | RowMatch::Already(_) | RowMatch::Twice(_) => {
                return None;
            }
        };
        meaning(prefix, row.key.as_deref()?, &here)
    });
    let taken: Vec<String> = rows.collect();
    if taken.is_empty() {
        return Ok(());
    }
    let means = count(taken.len(), "key in the file means another item", "keys in the file mean other items");
    Err(Refusal::rule(format!(
        "nothing was imported: {means} here ({}), because both products use the prefix {prefix}",
        named(taken)
    ))
    .hint("give this product another prefix: ceremony import FILE --prefix XY"))
}

/// Describes what a key would become here, if it looks like one of ours but differs: `PB-3 would become PB-1`.
fn meaning(prefix: &Prefix, key: &str, here: &str) -> Option<String> {
    let is_ours = prefix.number_in(key).is_some() || prefix.epic_number_in(key).is_some();
    (is_ours && !key.trim().eq_ignore_ascii_case(here)).then(|| format!("{key} would become {here}"))
}

fn named(mut keys: Vec<String>) -> String {
    let more = keys.len().saturating_sub(NAMED);
    keys.truncate(NAMED);
    keys.extend((more > 0).then(|| format!("{more} more")));
    list(&keys)
}
