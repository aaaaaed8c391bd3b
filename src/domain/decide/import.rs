//! Importing the rows of another tool's file. Each row becomes one item or epic; a row that was imported before is
//! recognised by its source key, and changes only what nobody has edited here since.
//!
//! In order: [`existing_rows`] matches rows with existing items and epics, [`sprints`] determines the order and the
//! state of the sprints, [`row`] and [`epic`] merge a row part by part, [`image`] turns the result into changes.

mod circles;
mod epic;
mod existing_rows;
mod image;
pub(super) mod keys;
mod names;
mod own;
mod own_keys;
mod parts;
mod row;
mod sprints;
mod values;

use super::Asking;
use super::draft::Draft;
use crate::domain::id::{EpicId, ItemId};
use crate::domain::import::{Batch, ImportPlan, ImportTarget, IncomingItem, Remark};
use crate::domain::item::Item;
use crate::domain::operation::ImportSummary;
use crate::domain::refusal::Refusal;
use crate::domain::sentence::list;
use crate::domain::value::{Line, Rank};
use crate::domain::workspace::Workspace;
use existing_rows::{ExistingRows, RowMatch, RowMatches};
use names::ImportNames;
use sprints::Sprints;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Plans an import, even one that would change nothing.
///
/// # Errors
/// A [`Refusal`] if a rule forbids it.
pub fn plan<'w>(workspace: &'w Workspace, batch: &'w Batch, asking: &Asking) -> Result<ImportPlan, Refusal> {
    decide(&mut Draft::new(workspace, asking.clone()), batch)
}

pub(super) fn decide<'w>(draft: &mut Draft<'w>, batch: &'w Batch) -> Result<ImportPlan, Refusal> {
    let source = Line::clipped(&batch.source).ok_or_else(|| Refusal::value("the import has no source"))?;
    let has_new_prefix = keys::take_prefix(draft, batch)?;
    let mut known = ExistingRows::of(draft.workspace, &source);
    let own = own_keys::OwnKeys::of(draft.workspace, batch);
    let RowMatches { places, renumbered } = known.places(draft, batch, &own)?;
    let mut nodes = known.nodes(batch, &places);
    nodes.extend(own.nodes());
    let epics = epic::named(draft, batch, &source, &mut nodes)?;
    let sprints = Sprints::resolve(draft, batch, &places)?;
    let counts = ImportSummary { file: batch.file.clone(), ..ImportSummary::default() };
    let mut import = ImportDraft {
        batch,
        source,
        nodes,
        headers: batch
            .rows
            .iter()
            .flat_map(|row| &row.unmapped_fields)
            .map(|(header, _)| header.as_str())
            .collect(),
        names: ImportNames::of(draft.workspace),
        sprints,
        after: BTreeMap::new(),
        unknown: Vec::new(),
        plan: ImportPlan { source: batch.source.clone(), counts, ..ImportPlan::default() },
        draft,
    };
    if let Some(prefix) = batch.prefix.as_ref().filter(|_| has_new_prefix) {
        import.plan.prefix = Some(prefix.to_string());
    }
    import.plan.counts.epics += epics.len();
    import.plan.counts.new += epics.len();
    import.plan.epics = epics;
    import.rows(&places)?;
    import.tell_renumbered(&places, &renumbered);
    Ok(import.finish())
}

/// The item or epic that a source key refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ImportNode {
    Item(ItemId),
    Epic(EpicId),
}

/// An import in progress.
struct ImportDraft<'d, 'w> {
    draft: &'d mut Draft<'w>,
    batch: &'w Batch,
    source: Line,
    /// What the source keys refer to: rows of the file, and existing items and epics.
    nodes: HashMap<&'w str, ImportNode>,
    /// The headers of the unmapped columns.
    headers: HashSet<&'w str>,
    names: ImportNames,
    sprints: Sprints,
    /// The items of the rows after the import, for checks across rows.
    after: BTreeMap<ItemId, Item>,
    /// Keys that refer to nothing, with the line of the first row that uses them.
    unknown: Vec<(u64, String)>,
    plan: ImportPlan,
}

impl<'w> ImportDraft<'_, 'w> {
    fn rows(&mut self, places: &[RowMatch<'w>]) -> Result<(), Refusal> {
        let new = places.iter().filter(|place| matches!(place, RowMatch::NewItem(..))).count();
        let last = self.draft.workspace.items.ends().1.cloned();
        let mut ranks = Rank::spread(last.as_ref(), None, new).into_iter();
        let batch = self.batch;
        for (row, place) in batch.rows.iter().zip(places) {
            let before = self.draft.len();
            match place {
                RowMatch::NewItem(id, number) => {
                    let rank = ranks.next().unwrap_or_else(|| Rank::between(last.as_ref(), None));
                    self.new_item(row, *id, *number, rank)?;
                }
                RowMatch::Item(item, detail, unmapped) => self.old_item(row, item, detail, unmapped)?,
                RowMatch::NewEpic(id, number) => self.new_epic(row, *id, *number)?,
                RowMatch::Epic(epic) => self.old_epic(row, epic),
                RowMatch::OwnItem(item, detail) => self.own_item(row, item, detail)?,
                RowMatch::OwnEpic(epic) => self.own_epic(row, epic),
                RowMatch::Already(node) => self.count(row, *node),
                RowMatch::Twice(key) => self.remark(row.line, format!("{key} is in the file twice")),
            }
            match place {
                RowMatch::NewItem(..) | RowMatch::NewEpic(..) => self.plan.counts.new += 1,
                RowMatch::Twice(_) => {}
                RowMatch::Item(..)
                | RowMatch::Epic(_)
                | RowMatch::OwnItem(..)
                | RowMatch::OwnEpic(_)
                | RowMatch::Already(_) => {
                    if self.draft.len() > before {
                        self.plan.counts.updated += 1;
                    } else {
                        self.plan.counts.unchanged += 1;
                    }
                }
            }
        }
        Ok(())
    }

    /// Adds a remark on each key with our prefix that did not give its row its number.
    fn tell_renumbered(&mut self, places: &[RowMatch<'_>], renumbered: &[usize]) {
        let prefix = self.batch.prefix.as_ref().or(self.draft.workspace.product().map(|it| &it.prefix));
        let prefix = prefix.map(ToString::to_string).unwrap_or_default();
        for at in renumbered {
            let here = if let RowMatch::NewItem(_, number) = &places[*at] {
                format!("{prefix}-{number}")
            } else if let RowMatch::NewEpic(id, _) = &places[*at] {
                format!("{prefix}-E{id}")
            } else {
                continue;
            };
            let row = &self.batch.rows[*at];
            let key = row.key.as_deref().unwrap_or_default();
            let text = format!("{key} is {here} here; find it as \"{key} in {}\"", self.source);
            self.remark(row.line, text);
        }
    }

    /// Adds one remark on the labels that are written differently here.
    fn tell_labels(&mut self) {
        let renamed: Vec<String> = self
            .names
            .renamed_labels
            .iter()
            .map(|(given, name)| format!("{given:?} became #{name}"))
            .collect();
        if !renamed.is_empty() {
            let text = format!("labels have no spaces, and case does not matter: {}", list(&renamed));
            self.remark(0, text);
        }
    }

    fn count(&mut self, row: &IncomingItem, node: ImportNode) {
        match node {
            ImportNode::Item(_) => self.plan.counts.items += 1,
            ImportNode::Epic(_) => self.plan.counts.epics += 1,
        }
        let was = matches!(node, ImportNode::Epic(_));
        if was != (row.target == ImportTarget::Epic) {
            let (key, is, file) = match node {
                ImportNode::Item(id) => (self.draft.workspace.key(id), "an item", "an epic"),
                ImportNode::Epic(id) => (self.draft.workspace.epic_key(id), "an epic", "an item"),
            };
            self.remark(row.line, format!("{key} stays {is}, although it is {file} in the file"));
        }
    }

    fn remark(&mut self, line: u64, text: String) {
        self.plan.remarks.push(Remark { line, text });
    }

    fn node(&self, key: &str) -> Option<ImportNode> {
        self.nodes.get(key).copied()
    }

    /// Completes what spans rows: sprints, cycles, unknown keys.
    fn finish(mut self) -> ImportPlan {
        self.plan.people = std::mem::take(&mut self.names.new_people);
        self.plan.labels = self.names.labels.created.iter().map(ToString::to_string).collect();
        self.tell_circles();
        (self.plan.sprints, self.plan.planned) =
            std::mem::take(&mut self.sprints).emit(self.draft, &self.after);
        self.tell_labels();
        if let Some((line, key)) = self.unknown.first() {
            let more = match self.unknown.len() {
                1 => "it is".to_owned(),
                count => format!("it and {} more are", count - 1),
            };
            let text = format!("{key} is neither in the file nor in the product; {more} kept as text");
            self.remark(*line, text);
        }
        self.plan.remarks.sort_by_key(|remark| remark.line);
        self.plan
    }
}

#[cfg(test)]
mod tests;
