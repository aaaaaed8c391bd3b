//! Our own table, imported again: rows update the items and epics with their keys, and a cell that was edited counts.

use super::image::Image;
use super::own_keys::is_of_parents;
use super::row::prose;
use super::{ImportDraft, ImportNode, existing_rows};
use crate::domain::detail::Detail;
use crate::domain::epic::Epic;
use crate::domain::id::{EpicId, ItemId};
use crate::domain::import::{ImportPart, ImportTarget, IncomingItem, UnmappedFields};
use crate::domain::item::Item;
use crate::domain::refusal::Refusal;
use crate::domain::value::Prose;
use std::collections::BTreeSet;

impl<'w> ImportDraft<'_, 'w> {
    /// Updates an item of ours with the cells that were edited.
    pub(super) fn own_item(
        &mut self,
        row: &IncomingItem,
        item: &'w Item,
        detail: &'w Detail,
    ) -> Result<(), Refusal> {
        self.count(row, ImportNode::Item(item.id));
        let body = detail.body.as_ref();
        let unmapped = body.map_or_else(UnmappedFields::default, |body| UnmappedFields::read(&body.rest));
        let mut image = Image::of(item, detail, &unmapped);
        for part in ImportPart::ALL.iter().copied().filter(|part| !self.batch.silent.contains(part)) {
            if !self.is_same(part, row, &image) {
                if part == ImportPart::Parent {
                    self.write_own_parent(row, &mut image.item);
                } else {
                    self.write(part, row, &mut image)?;
                }
            }
        }
        self.sprints.reconcile(self.draft, &mut image);
        self.after.insert(item.id, image.item.clone());
        image.emit(self.draft, Some((item, detail)));
        Ok(())
    }

    /// Updates an epic of ours with the cells that were edited.
    pub(super) fn own_epic(&mut self, row: &IncomingItem, epic: &'w Epic) {
        self.count(row, ImportNode::Epic(epic.id));
        let mut after = epic.clone();
        if row.title != epic.title.trim() {
            after.title = existing_rows::title(row);
        }
        if !same_text(&epic.description, &row.description) {
            after.description = prose(&row.description);
        }
        after.closed = !row.stage.is_open();
        self.draft.alter(epic, &after);
    }

    /// Returns whether a cell says what the table would say now. Sprints and the time of creation are not edited in it.
    fn is_same(&self, part: ImportPart, row: &IncomingItem, image: &Image) -> bool {
        let (item, body) = (&image.item, &image.body);
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        match part {
            ImportPart::Title => row.title == item.title.trim(),
            ImportPart::Kind => row.target == ImportTarget::Item(item.kind),
            ImportPart::AsA => same_text(&body.as_a, &text(&row.as_a)),
            ImportPart::IWant => same_text(&body.i_want, &text(&row.i_want)),
            ImportPart::SoThat => same_text(&body.so_that, &text(&row.so_that)),
            ImportPart::Description => same_text(&body.description, &row.description),
            ImportPart::Criteria => {
                let now = image.detail.criteria.iter().map(|it| one_line(&it.text));
                now.filter(|it| !it.is_empty()).eq(row.criteria.iter().map(|it| one_line(it)))
            }
            ImportPart::Estimate => row.estimate == item.estimate,
            ImportPart::Stage => row.stage == item.stage,
            ImportPart::Parent => self.own_parents(row) == (item.epic, item.parent),
            ImportPart::Labels => {
                let labels = &self.draft.workspace.labels;
                same_names(
                    item.labels.iter().filter_map(|id| labels.get(*id)).map(|it| &*it.name),
                    &row.labels,
                )
            }
            ImportPart::Assignees => {
                let names = item.assignees.iter().map(|id| self.draft.workspace.name(*id));
                same_names(names, &row.assignees)
            }
            ImportPart::DependsOn => {
                let now: BTreeSet<ItemId> = item.depends_on.iter().copied().collect();
                self.waits_for(row).0.iter().copied().collect::<BTreeSet<_>>() == now
            }
            ImportPart::Sprints | ImportPart::Created => true,
        }
    }

    fn own_parents(&self, row: &IncomingItem) -> (Option<EpicId>, Option<ItemId>) {
        let (mut epic, mut parent) = (None, None);
        let other = row.unmapped_fields.iter().filter(|(header, _)| is_of_parents(header));
        for key in row.parent.iter().chain(other.map(|(_, key)| key)) {
            match self.node(key) {
                Some(ImportNode::Epic(id)) => epic = Some(id),
                Some(ImportNode::Item(id)) => parent = Some(id),
                None => {}
            }
        }
        (epic, parent)
    }

    fn write_own_parent(&mut self, row: &IncomingItem, item: &mut Item) {
        let (epic, parent) = self.own_parents(row);
        // This says so where a key is unknown, or an item would be a part of itself.
        self.write_parent(row, item);
        item.epic = epic;
        item.parent = item.parent.and(parent);
    }
}

/// Returns whether the table shows a text as these cells: blanks around it are not read back.
fn same_text(now: &Prose, cell: &str) -> bool {
    now.replace("\r\n", "\n").replace('\r', "\n").trim() == cell.trim()
}

/// Returns a criterion as the table has it: on one line, without a bullet.
fn one_line(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let text = text.trim();
    let bare = text.trim_start_matches(['-', '*', '•', '#']);
    if bare.starts_with(' ') { bare.trim_start().to_owned() } else { text.to_owned() }
}

fn same_names<'n>(now: impl Iterator<Item = &'n str>, cells: &[String]) -> bool {
    let now: BTreeSet<String> = now.map(|name| name.trim().to_lowercase()).collect();
    now == cells.iter().map(|name| name.trim_start_matches('#').to_lowercase()).collect()
}
