//! Splitting an item: its criteria are divided between it and its children, which take its position in the order.

use super::add::{Labels, create};
use super::draft::Draft;
use super::{Decided, acceptance, order, selection};
use crate::domain::command::{FinishedPart, Leftover, NewItem, Position, Split};
use crate::domain::detail::{Criterion, Link};
use crate::domain::id::{CriterionId, ItemId};
use crate::domain::item::{Item, ItemField};
use crate::domain::operation::{FinishedOutcome, ItemOperation, Resize, SplitInSprint};
use crate::domain::refusal::Refusal;
use crate::domain::value::{Points, Prose, Rank, SprintState, Stage, Verdict};
use std::collections::BTreeSet;

/// The maximum number of items that an item is split into.
const MOST: usize = 30;

pub(super) fn decide(draft: &mut Draft<'_>, split: &Split) -> Decided {
    let item = draft.item(split.item)?;
    let key = draft.workspace.key(item.id);
    if !item.stage.is_open() {
        return Err(Refusal::rule(format!("{key} is {}", item.stage)).hint("reopen it first"));
    }
    let running = draft.workspace.running().filter(|_| item.stage.is_on_board());
    if split.finished.is_some() && running.is_none() {
        return Err(Refusal::rule(format!("{key} is not in the running sprint"))
            .hint("only what is on the board has a finished part"));
    }
    let sprint = match split.to {
        None => running,
        Some(Leftover::Backlog) => None,
        Some(Leftover::Sprint(id)) => Some(selection::open_sprint(draft, id)?),
    };
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
        // What has a share of the item's estimate is not a part that the estimate stands for.
        let split_from = Some(item.id).filter(|_| split.left.is_some() || running.is_some());
        let on_board = sprint.is_some_and(|sprint| sprint.state == SprintState::Running);
        let column = draft.workspace.first_column(Stage::ToDo).filter(|_| on_board).map(|column| column.id);
        let follow = |row: &mut Item| {
            row.labels = item.labels.clone();
            row.depends_on = item.depends_on.clone();
            row.split_from = split_from;
            row.started = item.started;
            row.sprint = sprint.map(|sprint| sprint.id);
            if on_board {
                (row.stage, row.board_column) = (Stage::ToDo, column);
            }
        };
        let id = create(draft, &new, rank, &mut Labels::default(), follow)?;
        if let Some(sprint) = sprint {
            selection::record(draft, id, sprint, child.estimate, false)?;
        }
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
    if running.is_none() && sprint.is_none() {
        return Ok(ItemOperation::Split(item.id, made, split.pattern, resize).into());
    }
    let finished = split.finished.as_ref().map(|part| finish(draft, item, &taken, part)).transpose()?;
    let sprint = sprint.map(|sprint| sprint.name.clone());
    let pattern = split.pattern;
    Ok(ItemOperation::SplitInSprint(item.id, made, SplitInSprint { pattern, resize, sprint, finished })
        .into())
}

/// Accepts what is left of an item without the criteria that were taken from it, or leaves it in Review for whoever
/// may accept.
fn finish(
    draft: &mut Draft<'_>,
    item: &Item,
    taken: &BTreeSet<CriterionId>,
    part: &FinishedPart,
) -> Result<FinishedOutcome, Refusal> {
    if draft.as_product_owner("accepting").is_err() {
        if item.stage != Stage::Review {
            draft.transition(item, Stage::Review, None);
        }
        return Ok(FinishedOutcome::Review);
    }
    let mut left = item.clone();
    for criterion in &draft.detail(item.id)?.criteria {
        if taken.contains(&criterion.id) {
            left.tally.criteria -= 1;
            left.tally.met -= u16::from(criterion.verdict == Verdict::Met);
            left.tally.failed -= u16::from(criterion.verdict == Verdict::Failed);
        }
    }
    let reason = acceptance::accept_one(draft, item, &left, part.reason.as_ref())?;
    Ok(FinishedOutcome::Accepted(reason))
}
