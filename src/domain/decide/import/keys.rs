//! Keys of another tool that have our prefix: a new item or epic takes the number in its key, and neither an import nor a
//! new prefix may make a known key refer to another item.

use crate::domain::decide::draft::Draft;
use crate::domain::id::{Id as _, ItemId};
use crate::domain::import::Batch;
use crate::domain::item::Item;
use crate::domain::key::{KeyTarget, LARGEST_NUMBER};
use crate::domain::product::{Prefix, ProductField};
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::sentence::{count, list};
use std::collections::{HashMap, HashSet};

/// The maximum number of keys listed in a refusal.
const NAMED: usize = 3;

/// The maximum length of a title in a refusal, in characters.
const QUOTED: usize = 40;

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
        let here = format!("{prefix}-{}", item.number);
        meaning(prefix, item.source_key.as_deref()?, &here)
    });
    let epics = workspace.epics.iter().filter_map(|epic| {
        let here = match epic.number {
            Some(number) => format!("{prefix}-{number}"),
            None => format!("{prefix}-E{}", epic.id.number()),
        };
        meaning(prefix, epic.source_key.as_deref()?, &here)
    });
    let taken: Vec<String> = items.chain(epics).collect();
    if taken.is_empty() {
        return Ok(());
    }
    let what = format!("the prefix {prefix} is used by imported keys that would name other items");
    Err(Refusal::rule(format!("{what}: {}", named(taken))).hint("choose another prefix"))
}

/// The numbers of new rows.
pub(super) struct RowNumbers {
    /// For each row, the number that its key gives it.
    pub(super) numbers: Vec<Option<u32>>,
    /// The rows, by index, whose keys have our prefix and do not give them their numbers.
    pub(super) renumbered: Vec<usize>,
    /// The highest id of an item before the import.
    last_id: u64,
}

impl RowNumbers {
    /// Assigns to each new row the number in its key, if the key has the product's prefix and the number is free.
    pub(super) fn assign(draft: &mut Draft<'_>, batch: &Batch, is_new: &[bool]) -> Result<Self, Refusal> {
        let own = &draft.product()?.prefix;
        let prefix = batch.prefix.as_ref().unwrap_or(own);
        let mut holders: HashMap<u64, KeyTarget> = HashMap::new();
        let workspace = draft.workspace;
        holders.extend(workspace.items.iter().map(|it| (u64::from(it.number), KeyTarget::Item(it.id))));
        let epics =
            workspace.epics.iter().filter_map(|it| Some((u64::from(it.number?), KeyTarget::Epic(it.id))));
        holders.extend(epics);
        let (mut numbers, mut renumbered, mut taken) = (Vec::new(), Vec::new(), Vec::new());
        let mut in_file: HashSet<u64> = HashSet::new();
        for (at, (row, is_new)) in batch.rows.iter().zip(is_new).enumerate() {
            let Some(number) = row.key.as_deref().filter(|_| *is_new).and_then(|it| prefix.number_in(it))
            else {
                numbers.push(None);
                continue;
            };
            let holder = holders.get(&number);
            taken.extend(holder.map(|holder| (number, *holder)));
            let is_free =
                number > 0 && number <= LARGEST_NUMBER && holder.is_none() && in_file.insert(number);
            numbers.push(if is_free { u32::try_from(number).ok() } else { None });
            renumbered.extend((!is_free).then_some(at));
        }
        if !taken.is_empty() && !batch.renumbers {
            return Err(taken_keys(draft, batch, prefix, &taken));
        }
        let highest = in_file.iter().max().copied().unwrap_or_default();
        let last_id = draft.reserve_ids::<Item>(highest);
        Ok(Self { numbers, renumbered, last_id })
    }

    /// Returns the id that equals a number, if no item ever had it. So a number differs from its id only where the
    /// id is used up.
    pub(super) fn unused_id(&self, number: u32) -> Option<ItemId> {
        ItemId::new(u64::from(number)).filter(|id| id.number() > self.last_id)
    }
}

/// Returns the number of an item whose key gives none.
pub(super) fn number_of(id: ItemId) -> u32 {
    u32::try_from(id.number()).unwrap_or(u32::MAX)
}

/// Returns the refusal of an import whose keys are taken.
fn taken_keys(draft: &Draft<'_>, batch: &Batch, prefix: &Prefix, taken: &[(u64, KeyTarget)]) -> Refusal {
    let keys = taken.iter().map(|(number, holder)| {
        let title = match holder {
            KeyTarget::Item(id) => draft.workspace.items.get(*id).map(|it| &it.title),
            KeyTarget::Epic(id) => draft.workspace.epics.get(*id).map(|it| &it.title),
        };
        let title: String = title.map_or_else(String::new, |it| it.chars().take(QUOTED).collect());
        format!("{prefix}-{number} is \"{title}\"")
    });
    let are_taken = count(taken.len(), "key of the file is taken", "keys of the file are taken");
    let message = format!("nothing was imported: {are_taken} here ({})", named(keys.collect()));
    let first = taken.first().map(|(number, _)| *number).unwrap_or_default();
    Refusal::new(Reason::KeysTaken, message).hint(format!(
        "give those rows new numbers, findable as \"{prefix}-{first} in {}\", or this product another prefix",
        batch.source
    ))
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
