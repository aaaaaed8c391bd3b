//! Creating items.

use super::catalogue::{label_name, named_label};
use super::draft::Draft;
use super::{Decided, order, people};
use crate::domain::command::{NewItem, Position};
use crate::domain::detail::{Body, Criterion};
use crate::domain::epic::Epic;
use crate::domain::id::{Id as _, ItemId, LabelId};
use crate::domain::item::Item;
use crate::domain::item_counts::ItemCounts;
use crate::domain::label::{Label, LabelField};
use crate::domain::operation::ItemOperation;
use crate::domain::refusal::Refusal;
use crate::domain::sparse_fields::Sparse;
use crate::domain::value::{Ids, Line, Prose, Rank, Stage, Verdict, fold_name};
use std::collections::BTreeMap;

pub(super) fn add(draft: &mut Draft<'_>, items: &[NewItem], place: Position) -> Decided {
    let (low, high) = order::bounds(draft, place, &[])?;
    let ranks = Rank::spread(low.as_ref(), high.as_ref(), items.len());
    let mut labels = Labels::default();
    let mut first = None;
    for (new, rank) in items.iter().zip(ranks) {
        let id = create(draft, new, rank, &mut labels, |_| {})?;
        first.get_or_insert(id);
    }
    let (first, new) = first.zip(items.first()).ok_or_else(|| Refusal::value("no item is named"))?;
    Ok(ItemOperation::AddItems(first, new.title.clone(), items.len()).into())
}

/// Creates an item; `shape` may place it elsewhere than in the backlog.
pub(super) fn create(
    draft: &mut Draft<'_>,
    new: &NewItem,
    rank: Rank,
    labels: &mut Labels,
    shape: impl FnOnce(&mut Item),
) -> Result<ItemId, Refusal> {
    if let Some(epic) = new.epic {
        draft.find::<Epic>(epic)?;
    }
    if let Some(parent) = new.parent {
        draft.item(parent)?;
    }
    for id in &new.assignees {
        people::present(draft, *id)?;
    }
    let id = draft.next_id::<Item>()?;
    let labels = labels.resolve(draft, &new.labels)?;
    let mut row = Item {
        kind: new.kind,
        epic: new.epic,
        estimate: new.estimate,
        labels: Ids::default().changed(&labels, &[]),
        ..fresh(draft, id, new.title.clone(), rank)?
    };
    row.parent = new.parent;
    row.assignees = Ids::default().changed(&new.assignees, &[]);
    shape(&mut row);
    draft.create(row);
    let body = Body {
        id,
        as_a: new.as_a.clone(),
        i_want: new.i_want.clone(),
        so_that: new.so_that.clone(),
        description: new.description.clone(),
        rest: Prose::default(),
    };
    if [&body.as_a, &body.i_want, &body.so_that, &body.description].iter().any(|text| !text.is_empty()) {
        draft.create(body);
    }
    create_criteria(draft, id, None, &new.criteria)?;
    Ok(id)
}

/// Returns a new item of the backlog that has a title and nothing else.
pub(super) fn fresh(draft: &Draft<'_>, id: ItemId, title: Line, rank: Rank) -> Result<Item, Refusal> {
    Ok(Item {
        id,
        product: draft.product()?.id,
        number: u32::try_from(id.number()).unwrap_or(u32::MAX),
        kind: crate::domain::value::Kind::Story,
        title,
        rank,
        stage: Stage::New,
        since: draft.now(),
        epic: None,
        estimate: None,
        labels: Ids::default(),
        ready_at: None,
        created: draft.now(),
        tally: ItemCounts::default(),
        sparse: Sparse::default(),
    })
}

/// Creates criteria after `last`.
pub(super) fn create_criteria(
    draft: &mut Draft<'_>,
    item: ItemId,
    last: Option<&Rank>,
    texts: &[Prose],
) -> Result<(), Refusal> {
    for (text, rank) in texts.iter().zip(Rank::spread(last, None, texts.len())) {
        let id = draft.next_id::<Criterion>()?;
        draft.create(Criterion {
            id,
            item,
            rank,
            text: text.clone(),
            verdict: Verdict::Unchecked,
            note: Prose::default(),
        });
    }
    Ok(())
}

/// Labels by name within one decision; each missing label is created once.
#[derive(Default)]
pub(super) struct Labels {
    known: BTreeMap<String, LabelId>,
    /// The names of the labels created, in order.
    pub(super) created: Vec<Line>,
    created_ids: Vec<LabelId>,
}

impl Labels {
    /// Returns whether a label with this name exists, or was created here.
    pub(super) fn has(&self, draft: &Draft<'_>, name: &Line) -> bool {
        self.known.contains_key(&fold_name(name)) || named_label(draft, name).is_some()
    }

    /// Returns the name of a label that exists, or was created here.
    pub(super) fn name(&self, draft: &Draft<'_>, id: LabelId) -> Option<Line> {
        let new = self.created_ids.iter().position(|it| *it == id).and_then(|at| self.created.get(at));
        new.or_else(|| draft.workspace.labels.get(id).map(|label| &label.name)).cloned()
    }

    /// Returns the labels with these names; a missing one is created, and a retired one is restored.
    pub(super) fn resolve(&mut self, draft: &mut Draft<'_>, names: &[Line]) -> Result<Vec<LabelId>, Refusal> {
        let mut found = Vec::with_capacity(names.len());
        for name in names {
            let name = label_name(name)?;
            if let Some(id) = self.known.get(&fold_name(&name)) {
                found.push(*id);
                continue;
            }
            let id = if let Some(label) = named_label(draft, &name) {
                draft.set(label, LabelField::Retired(false));
                label.id
            } else {
                let id = draft.next_id::<Label>()?;
                draft.create(Label { id, name: name.clone(), retired: false });
                self.created.push(name.clone());
                self.created_ids.push(id);
                id
            };
            self.known.insert(fold_name(&name), id);
            found.push(id);
        }
        Ok(found)
    }
}
