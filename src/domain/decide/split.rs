//! Splitting an item: its criteria are divided between it and its children, which take its position in the order.

use super::Decided;
use super::add::{Labels, create};
use super::draft::Draft;
use super::order;
use crate::domain::command::{NewItem, Position, Split};
use crate::domain::detail::{Criterion, Link};
use crate::domain::id::{CriterionId, ItemId};
use crate::domain::item::{Item, ItemField};
use crate::domain::operation::{ItemOperation, Resize};
use crate::domain::refusal::Refusal;
use crate::domain::value::{Points, Prose, Rank};
use std::collections::BTreeSet;

/// The maximum number of items that an item is split into.
const MOST: usize = 30;

pub(super) fn decide(draft: &mut Draft<'_>, split: &Split) -> Decided {
    let item = draft.item(split.item)?;
    let key = draft.workspace.key(item.id);
    if !item.is_in_backlog() {
        return Err(
            Refusal::rule(format!("{key} is {}", item.stage)).hint("only what is in the backlog is split")
        );
    }
    if !(1..=MOST).contains(&split.children.len()) {
        return Err(Refusal::value(format!("split it into 1 to {MOST} new items")));
    }
    let detail = draft.detail(item.id)?;
    let mut taken: BTreeSet<CriterionId> = BTreeSet::new();
    for id in split.children.iter().flat_map(|child| &child.criteria) {
        draft.part::<Criterion>(item.id, *id)?;
        if !taken.insert(*id) {
            return Err(Refusal::value("a criterion goes with one of the new items only"));
        }
    }
    let (low, high) = order::bounds(draft, Position::After(item.id), &[])?;
    let ranks = Rank::spread(low.as_ref(), high.as_ref(), split.children.len());
    let mut made: Vec<ItemId> = Vec::new();
    for (child, rank) in split.children.iter().zip(ranks) {
        let of = |id: &CriterionId| detail.criteria.iter().find(|it| it.id == *id);
        let criteria: Vec<&Criterion> = child.criteria.iter().filter_map(of).collect();
        let new = NewItem {
            kind: item.kind,
            criteria: criteria.iter().map(|it| it.text.clone()).collect::<Vec<Prose>>(),
            estimate: child.estimate,
            epic: item.epic,
            parent: Some(item.id),
            ..NewItem::titled(child.title.clone())
        };
        let follow = |row: &mut Item| {
            row.labels = item.labels.clone();
            row.depends_on = item.depends_on.clone();
        };
        let id = create(draft, &new, rank, &mut Labels::default(), follow)?;
        for link in &detail.links {
            let copy = Link { id: draft.next_id::<Link>()?, item: id, ..link.clone() };
            draft.create(copy);
        }
        for criterion in criteria {
            draft.remove(criterion);
        }
        made.push(id);
    }
    if let Some(left) = split.left {
        draft.set(item, ItemField::Estimate(left));
    }
    let left = split.left.unwrap_or(item.estimate);
    let after = split.children.iter().map(|child| child.estimate).chain([left]).flatten();
    let after: Points = after.sum();
    let resize = item.estimate.filter(|before| *before != after).map(|before| Resize(before, after));
    Ok(ItemOperation::Split(item.id, made, split.pattern, resize).into())
}
