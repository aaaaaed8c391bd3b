//! The order of the backlog, and the dependencies between items.

use super::Decided;
use super::draft::Draft;
use crate::domain::command::Position;
use crate::domain::entity::Entity;
use crate::domain::id::ItemId;
use crate::domain::item::ItemField;
use crate::domain::operation::ItemOperation;
use crate::domain::refusal::Refusal;
use crate::domain::value::Rank;
use crate::domain::workspace::Workspace;
use std::collections::{BTreeMap, VecDeque};

pub(super) fn rank(draft: &mut Draft<'_>, items: &[ItemId], place: Position) -> Decided {
    for id in items {
        let item = draft.item(*id)?;
        if !item.stage.is_open() {
            return Err(Refusal::rule(format!("{} is {}", draft.workspace.key(*id), item.stage))
                .hint("only open items have a place in the order"));
        }
    }
    let (low, high) = bounds(draft, place, items)?;
    for (id, rank) in items.iter().zip(Rank::spread(low.as_ref(), high.as_ref(), items.len())) {
        draft.set(draft.item(*id)?, ItemField::Rank(rank));
    }
    Ok(ItemOperation::Rank(items.into(), place).into())
}

/// Returns the ranks between which to insert at `place`, ignoring the items being moved.
pub(super) fn bounds(
    draft: &Draft<'_>,
    place: Position,
    moving: &[ItemId],
) -> Result<(Option<Rank>, Option<Rank>), Refusal> {
    let items = &draft.workspace.items;
    let (low, high) = match place {
        Position::Top => {
            let first = items.open().iter().find(|id| !moving.contains(id)).and_then(|id| items.get(*id));
            (None, first.map(|item| &item.rank))
        }
        Position::Bottom => {
            let last = items.open().iter().rfind(|id| !moving.contains(id)).and_then(|id| items.get(*id));
            (last.map(|item| &item.rank), None)
        }
        Position::Before(other) | Position::After(other) => {
            if moving.contains(&other) {
                return Err(Refusal::already("it is already there"));
            }
            let anchor = draft.item(other)?;
            if !anchor.stage.is_open() {
                return Err(Refusal::rule(format!(
                    "{} has no place in the order",
                    draft.workspace.key(other)
                )));
            }
            items.around(other, matches!(place, Position::Before(_)))
        }
    };
    Ok((low.cloned(), high.cloned()))
}

/// Returns the rank of one new item at `place`.
pub(super) fn one(draft: &Draft<'_>, place: Position) -> Result<Rank, Refusal> {
    let (low, high) = bounds(draft, place, &[])?;
    Ok(Rank::between(low.as_ref(), high.as_ref()))
}

/// Returns the rank by which a row of `list`, which is in the order of ranks, moves down or up by one position; `None`
/// at the end of the list.
pub(super) fn shifted<'r, E: Entity>(
    list: impl IntoIterator<Item = &'r E>,
    row: &E,
    down: bool,
    rank: fn(&E) -> &Rank,
) -> Option<Rank> {
    let list: Vec<&E> = list.into_iter().collect();
    let at = list.iter().position(|it| it.id() == row.id())?;
    let rank = |at: usize| list.get(at).map(|it| rank(it));
    if down {
        (at + 1 < list.len()).then(|| Rank::between(rank(at + 1), rank(at + 2)))
    } else {
        (at > 0).then(|| Rank::between(at.checked_sub(2).and_then(rank), rank(at - 1)))
    }
}

/// Returns the dependency path from `from` to `to`, both included, over any number of items; `None` if there is none.
pub(super) fn path(workspace: &Workspace, from: ItemId, to: ItemId) -> Option<Vec<ItemId>> {
    let mut came_from: BTreeMap<ItemId, ItemId> = BTreeMap::new();
    let mut next = VecDeque::from([from]);
    while let Some(id) = next.pop_front() {
        if id == to {
            let mut path = vec![to];
            while let Some(before) =
                path.last().and_then(|id| came_from.get(id)).filter(|_| path.last() != Some(&from))
            {
                path.push(*before);
            }
            path.reverse();
            return Some(path);
        }
        for on in workspace.items.get(id).iter().flat_map(|item| item.depends_on.iter()) {
            if *on != from && !came_from.contains_key(on) {
                came_from.insert(*on, id);
                next.push_back(*on);
            }
        }
    }
    None
}
