//! Writing the parts of a row into an item, one part at a time.

use super::image::Image;
use super::row::prose;
use super::{ImportDraft, ImportNode, existing_rows};
use crate::domain::detail::Criterion;
use crate::domain::id::ItemId;
use crate::domain::import::{ImportPart, ImportTarget, IncomingItem};
use crate::domain::item::Item;
use crate::domain::refusal::Refusal;
use crate::domain::value::{Ids, Instant, Prose, Rank, SprintState, Stage, Verdict};

/// How many levels of parents are followed.
const DEEPEST: usize = 1_000;

impl ImportDraft<'_, '_> {
    /// Writes a part of a row into an item.
    pub(super) fn write(
        &mut self,
        part: ImportPart,
        row: &IncomingItem,
        image: &mut Image,
    ) -> Result<(), Refusal> {
        let optional = |text: &Option<String>| text.as_deref().map_or_else(Prose::default, prose);
        match part {
            ImportPart::Title => image.item.title = existing_rows::title(row),
            ImportPart::Kind => {
                if let ImportTarget::Item(kind) = row.target {
                    image.item.kind = kind;
                }
            }
            ImportPart::AsA => image.body.as_a = optional(&row.as_a),
            ImportPart::IWant => image.body.i_want = optional(&row.i_want),
            ImportPart::SoThat => image.body.so_that = optional(&row.so_that),
            ImportPart::Description => image.body.description = prose(&row.description),
            ImportPart::Criteria => self.write_criteria(row, image)?,
            ImportPart::Estimate => image.item.estimate = row.estimate,
            ImportPart::Stage => self.write_stage(row, &mut image.item),
            ImportPart::Parent => self.write_parent(row, &mut image.item),
            ImportPart::Sprints => self.sprints.select(self.draft, row, image)?,
            ImportPart::Labels => image.item.labels = self.names.labels(self.draft, &row.labels)?,
            ImportPart::Assignees => {
                let open = image.item.stage.is_open();
                image.item.assignees = self.names.assignees(self.draft, &row.assignees, open)?;
            }
            ImportPart::DependsOn => {
                let (ids, unknown) = self.waits_for(row);
                self.unknown.extend(unknown.into_iter().map(|key| (row.line, key.to_owned())));
                image.item.depends_on = ids;
            }
            ImportPart::Created => {
                if let Some(at) = row.created_ms {
                    image.item.created = Instant(at);
                }
            }
        }
        Ok(())
    }

    /// Returns whether writing a part would create no new people or labels.
    pub(super) fn names_are_known(&self, part: ImportPart, row: &IncomingItem) -> bool {
        if part == ImportPart::Labels {
            row.labels.iter().all(|name| self.names.has_label(self.draft, name))
        } else if part == ImportPart::Assignees {
            row.assignees.iter().all(|name| self.names.person(name).is_some())
        } else {
            true
        }
    }

    /// The sprint affects the stage: items of a planned sprint are not on the board yet, and items of the running one
    /// are.
    fn write_stage(&mut self, row: &IncomingItem, item: &mut Item) {
        let now = self.draft.now();
        let sprint = self.sprints.last(row).map(|sprint| sprint.state);
        let is_planned = sprint == Some(SprintState::Planned);
        item.entry_stage = Some(row.stage).filter(|it| is_planned && it.is_started());
        let stage = match (row.stage, sprint) {
            (stage, Some(SprintState::Planned)) if stage.is_on_board() => Stage::Ready,
            (Stage::New | Stage::Ready, Some(SprintState::Running)) => Stage::ToDo,
            (stage, _) => stage,
        };
        let ended = row.done_ms.map(Instant).filter(|_| !stage.is_open());
        if item.stage != stage {
            let column = self.draft.workspace.first_column(stage).filter(|_| stage.is_on_board());
            item.board_column = column.map(|column| column.id);
            item.stage = stage;
            item.since = ended.unwrap_or(now);
            (item.reason, item.overridden, item.overridden_by) = (None, None, None);
            (item.ready_reason, item.ready_reason_by) = (None, None);
            if stage.is_started() && item.started.is_none() {
                item.started = Some(now);
            }
            item.ready_at = match stage {
                Stage::New => None,
                Stage::Ready | Stage::ToDo | Stage::Doing | Stage::Review => item.ready_at.or(Some(now)),
                Stage::Accepted | Stage::Dropped => item.ready_at,
            };
            if !stage.is_open() {
                item.blocked = None;
                item.blocked_since = None;
            }
            if stage == Stage::Accepted {
                item.rejected = None;
            }
        }
        item.ended = ended;
    }

    pub(super) fn write_parent(&mut self, row: &IncomingItem, item: &mut Item) {
        (item.epic, item.parent) = (None, None);
        let Some(key) = row.parent.as_deref() else { return };
        match self.node(key) {
            Some(ImportNode::Epic(epic)) => item.epic = Some(epic),
            Some(ImportNode::Item(parent)) if self.leads_up(parent, item.id) => {
                let own = self.draft.workspace.key(item.id);
                self.remark(
                    row.line,
                    format!("{own} would be its own child through {key}; it now has no parent"),
                );
            }
            Some(ImportNode::Item(parent)) => item.parent = Some(parent),
            None => self.unknown.push((row.line, key.to_owned())),
        }
    }

    /// Returns whether `to` is `from` or one of its ancestors.
    fn leads_up(&self, from: ItemId, to: ItemId) -> bool {
        let mut at = Some(from);
        for _ in 0..DEEPEST {
            let Some(id) = at else { return false };
            if id == to {
                return true;
            }
            at = self
                .after
                .get(&id)
                .or_else(|| self.draft.workspace.items.get(id))
                .and_then(|item| item.parent);
        }
        true
    }

    /// Returns the items that a row depends on, and the keys that refer to no item.
    pub(super) fn waits_for<'r>(&self, row: &'r IncomingItem) -> (Ids<ItemId>, Vec<&'r str>) {
        let (mut ids, mut unknown) = (Vec::new(), Vec::new());
        for key in row.depends_on.iter().filter(|key| row.key.as_ref() != Some(key)) {
            match self.node(key) {
                Some(ImportNode::Item(id)) => ids.push(id),
                Some(ImportNode::Epic(_)) | None => unknown.push(key.as_str()),
            }
        }
        (Ids::default().changed(&ids, &[]), unknown)
    }

    /// Criteria with unchanged texts keep their verdicts; the others are added or removed.
    fn write_criteria(&mut self, row: &IncomingItem, image: &mut Image) -> Result<(), Refusal> {
        let texts = row.criteria.iter().map(|text| prose(text)).filter(|text| !text.trim().is_empty());
        let mut old = std::mem::take(&mut image.detail.criteria);
        let mut list: Vec<Criterion> = Vec::new();
        let mut is_new: Vec<bool> = Vec::new();
        for text in texts {
            let kept = old.iter().position(|it| it.text == text).map(|at| old.remove(at));
            is_new.push(kept.is_none());
            list.push(match kept {
                Some(kept) => kept,
                None => Criterion {
                    id: self.draft.next_id::<Criterion>()?,
                    item: image.item.id,
                    rank: Rank::between(None, None),
                    text,
                    verdict: Verdict::Unchecked,
                    note: Prose::default(),
                },
            });
        }
        place(&mut list, &is_new);
        image.detail.criteria = list;
        Ok(())
    }
}

/// Assigns ranks to new criteria at their positions; to all of them if the old ones were reordered.
fn place(list: &mut [Criterion], is_new: &[bool]) {
    let old: Vec<&Rank> = list.iter().zip(is_new).filter(|(_, new)| !**new).map(|(it, _)| &it.rank).collect();
    if !old.is_sorted() {
        for (criterion, rank) in list.iter_mut().zip(Rank::spread(None, None, is_new.len())) {
            criterion.rank = rank;
        }
        return;
    }
    let mut low: Option<Rank> = None;
    let mut at = 0;
    while at < list.len() {
        if is_new[at] {
            let end = (at..list.len()).find(|it| !is_new[*it]).unwrap_or(list.len());
            let high = list.get(end).map(|it| it.rank.clone());
            for rank in Rank::spread(low.as_ref(), high.as_ref(), end - at) {
                list[at].rank = rank;
                at += 1;
            }
        } else {
            at += 1;
        }
        low = list.get(at - 1).map(|it| it.rank.clone());
    }
}
