//! Matching rows with existing items and epics: by source key, or by title if a row has no key.

use super::ImportNode;
use super::keys::{RowNumbers, number_of};
use super::own_keys::OwnKeys;
use crate::domain::decide::draft::Draft;
use crate::domain::detail::Detail;
use crate::domain::epic::Epic;
use crate::domain::id::{EpicId, ItemId};
use crate::domain::import::{Batch, ImportTarget, IncomingItem, UnmappedFields};
use crate::domain::item::Item;
use crate::domain::refusal::Refusal;
use crate::domain::value::Line;
use crate::domain::workspace::Workspace;
use std::collections::{HashMap, HashSet};

/// The match of a row.
pub(super) enum RowMatch<'w> {
    /// A new item, and the number in its key.
    NewItem(ItemId, u32),
    /// An item that was imported before, with its detail and the record of the last import.
    Item(&'w Item, &'w Detail, Box<UnmappedFields>),
    /// An item of ours in our own table.
    OwnItem(&'w Item, &'w Detail),
    /// An epic of ours in our own table.
    OwnEpic(&'w Epic),
    /// A new epic, and the number in its key if the file gave one.
    NewEpic(EpicId, Option<u32>),
    /// An epic that was imported before.
    Epic(&'w Epic),
    /// A row without a key, for which an item or an epic with the same title exists.
    Already(ImportNode),
    /// A row whose key already occurred further up in the file.
    Twice(String),
}

/// The matches of all rows.
pub(super) struct RowMatches<'w> {
    /// The match of each row.
    pub(super) places: Vec<RowMatch<'w>>,
    /// The rows, by index, whose keys did not give them their numbers.
    pub(super) renumbered: Vec<usize>,
}

/// The existing rows of a source.
pub(super) struct ExistingRows<'w> {
    items: HashMap<&'w str, &'w Item>,
    epics: HashMap<&'w str, &'w Epic>,
    /// Epics and items without a key, by title, the first to be taken last; titles need not be unique.
    keyless: HashMap<&'w str, Vec<ImportNode>>,
}

impl<'w> ExistingRows<'w> {
    /// Collects the existing rows of a source.
    pub(super) fn of(workspace: &'w Workspace, source: &Line) -> Self {
        let mut known = Self { items: HashMap::new(), epics: HashMap::new(), keyless: HashMap::new() };
        for epic in workspace.epics.iter().filter(|epic| epic.source.as_ref() == Some(source)) {
            if let Some(key) = &epic.source_key {
                known.epics.insert(key, epic);
            } else {
                known.keyless.entry(&epic.title).or_default().push(ImportNode::Epic(epic.id));
            }
        }
        for item in workspace.items.iter().filter(|item| item.source.as_ref() == Some(source)) {
            if let Some(key) = &item.source_key {
                known.items.insert(key, item);
            } else {
                known.keyless.entry(&item.title).or_default().push(ImportNode::Item(item.id));
            }
        }
        known
    }

    /// Returns the match of each row.
    pub(super) fn places(
        &mut self,
        draft: &mut Draft<'w>,
        batch: &Batch,
        own: &OwnKeys<'_>,
    ) -> Result<RowMatches<'w>, Refusal> {
        let mut seen: HashSet<Line> = HashSet::new();
        let known = batch.rows.iter().map(|row| match row.key.as_deref().and_then(|key| own.get(key)) {
            Some(node) => own_match(draft, node).map(Some),
            None => self.place(draft, row, &mut seen),
        });
        let known = known.collect::<Result<Vec<_>, _>>()?;
        let is_new: Vec<bool> = known.iter().map(Option::is_none).collect();
        let numbers = RowNumbers::assign(draft, batch, &is_new)?;
        let mut places = Vec::with_capacity(known.len());
        for ((row, known), number) in batch.rows.iter().zip(known).zip(&numbers.numbers) {
            places.push(match (known, row.target) {
                (Some(known), _) => known,
                (None, ImportTarget::Epic) => RowMatch::NewEpic(draft.next_id::<Epic>()?, *number),
                (None, ImportTarget::Item(_)) => {
                    let id = match number.and_then(|number| numbers.unused_id(number)) {
                        Some(id) => id,
                        None => draft.next_id::<Item>()?,
                    };
                    RowMatch::NewItem(id, number.unwrap_or_else(|| number_of(id)))
                }
            });
        }
        Ok(RowMatches { places, renumbered: numbers.renumbered })
    }

    /// Returns the existing row that a row of the file matches; `None` for a new one.
    fn place(
        &mut self,
        draft: &mut Draft<'w>,
        row: &IncomingItem,
        seen: &mut HashSet<Line>,
    ) -> Result<Option<RowMatch<'w>>, Refusal> {
        if let Some(key) = row.key.as_deref().and_then(Line::clipped) {
            if let Some(item) = self.items.get(key.as_str()).filter(|_| !seen.contains(&key)) {
                seen.insert(key);
                let detail = draft.detail(item.id)?;
                let unmapped = detail
                    .body
                    .as_ref()
                    .map_or_else(UnmappedFields::default, |body| UnmappedFields::read(&body.rest));
                return Ok(Some(RowMatch::Item(item, detail, Box::new(unmapped))));
            }
            if let Some(epic) = self.epics.get(key.as_str()).filter(|_| !seen.contains(&key)) {
                seen.insert(key);
                return Ok(Some(RowMatch::Epic(epic)));
            }
            if !seen.insert(key.clone()) {
                return Ok(Some(RowMatch::Twice(key.to_string())));
            }
        } else {
            let title = title(row);
            if let Some(node) = self.keyless.get_mut(title.as_str()).and_then(Vec::pop) {
                return Ok(Some(RowMatch::Already(node)));
            }
        }
        Ok(None)
    }

    /// Returns what each source key refers to, in the file and among existing rows.
    pub(super) fn nodes<'a>(&self, batch: &'a Batch, places: &[RowMatch<'_>]) -> HashMap<&'a str, ImportNode>
    where
        'w: 'a,
    {
        let items = self.items.iter().map(|(key, item)| (*key, ImportNode::Item(item.id)));
        let epics = self.epics.iter().map(|(key, epic)| (*key, ImportNode::Epic(epic.id)));
        let mut nodes: HashMap<&'a str, ImportNode> = items.chain(epics).collect();
        for (row, place) in batch.rows.iter().zip(places) {
            let node = match place {
                RowMatch::NewItem(id, _) => ImportNode::Item(*id),
                RowMatch::Item(item, ..) | RowMatch::OwnItem(item, _) => ImportNode::Item(item.id),
                RowMatch::NewEpic(id, _) => ImportNode::Epic(*id),
                RowMatch::Epic(epic) | RowMatch::OwnEpic(epic) => ImportNode::Epic(epic.id),
                RowMatch::Already(_) | RowMatch::Twice(_) => continue,
            };
            if let Some(key) = &row.key {
                nodes.insert(key, node);
            }
        }
        nodes
    }
}

/// Returns the match of a row of our own table.
fn own_match<'w>(draft: &Draft<'w>, node: ImportNode) -> Result<RowMatch<'w>, Refusal> {
    Ok(match node {
        ImportNode::Item(id) => RowMatch::OwnItem(draft.item(id)?, draft.detail(id)?),
        ImportNode::Epic(id) => RowMatch::OwnEpic(draft.find(id)?),
    })
}

/// Returns a row's title, with a placeholder if it is blank.
pub(super) fn title(row: &IncomingItem) -> Line {
    [row.title.as_str(), row.key.as_deref().unwrap_or_default(), "(no title)"]
        .into_iter()
        .find_map(Line::clipped)
        .expect("the last of these is not blank")
}
