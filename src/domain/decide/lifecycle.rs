//! The lifecycle of an item up to acceptance: ready and unready, on the board and back, blocked, dropped, reopened.

use super::Decided;
use super::draft::Draft;
use super::selection;
use crate::domain::column::Column;
use crate::domain::command::ReopenTo;
use crate::domain::definition::Definition;
use crate::domain::id::{ColumnId, ItemId, PersonId};
use crate::domain::item::{Item, ItemField};
use crate::domain::operation::ItemOperation;
use crate::domain::readiness::unmet;
use crate::domain::refusal::Refusal;
use crate::domain::value::{Line, Override, Rank, SprintState, Stage};

pub(super) fn ready(draft: &mut Draft<'_>, items: &[ItemId], reason: Option<&Line>) -> Decided {
    for id in items {
        let item = draft.item(*id)?;
        let key = draft.workspace.key(*id);
        match item.stage {
            Stage::New => {}
            Stage::Ready => continue,
            Stage::ToDo | Stage::Doing | Stage::Review => {
                return Err(Refusal::already(format!("{key} is already on the board")));
            }
            Stage::Accepted | Stage::Dropped => {
                return Err(Refusal::rule(format!("{key} is {}", item.stage)).hint("reopen it first"));
            }
        }
        let missing = unmet(draft.workspace, item, Definition::Ready);
        if !missing.is_empty() && reason.is_none() {
            let names: Vec<&str> = missing.iter().map(|rule| rule.text.as_str()).collect();
            return Err(Refusal::advice(format!("{key} is not ready; rules not met: {}", names.join(", ")))
                .hint("fix that, or give a reason to make it ready anyway"));
        }
        draft.transition(item, Stage::Ready, None);
        draft.set(item, ItemField::ReadyAt(Some(draft.now())));
        draft.set_override(item, Override::Ready, reason.filter(|_| !missing.is_empty()));
    }
    if draft.is_empty() {
        return Err(Refusal::already(format!("{} ready already", draft.named_are(items))));
    }
    Ok(ItemOperation::Ready(items.into(), reason.cloned()).into())
}

pub(super) fn unready(draft: &mut Draft<'_>, items: &[ItemId]) -> Decided {
    for id in items {
        let item = draft.item(*id)?;
        if item.stage != Stage::Ready {
            return Err(Refusal::rule(format!("{} is {}, not ready", draft.workspace.key(*id), item.stage)));
        }
        draft.transition(item, Stage::New, None);
        draft.set(item, ItemField::ReadyAt(None));
        draft.set_override(item, Override::Ready, None);
    }
    Ok(ItemOperation::Unready(items.into()).into())
}

pub(super) fn move_items(draft: &mut Draft<'_>, items: &[ItemId], column: ColumnId) -> Decided {
    let column = draft.find::<Column>(column)?;
    for id in items {
        let item = draft.item(*id)?;
        if !item.stage.is_on_board() {
            let key = draft.workspace.key(*id);
            return Err(match item.stage {
                Stage::Accepted => Refusal::rule(format!("{key} is accepted")).hint("reopen it first"),
                Stage::Dropped => Refusal::rule(format!("{key} is dropped")).hint("reopen it first"),
                Stage::New | Stage::Ready | Stage::ToDo | Stage::Doing | Stage::Review => {
                    Refusal::rule(format!("{key} is not on the board"))
                        .hint("add it to the running sprint first")
                }
            });
        }
        draft.transition(item, column.stage, Some(column.id));
    }
    if draft.is_empty() {
        return Err(Refusal::already(format!("{} in {} already", draft.named_are(items), column.name)));
    }
    Ok(ItemOperation::Move(items.into(), column.name.clone()).into())
}

pub(super) fn block(draft: &mut Draft<'_>, items: &[ItemId], reason: &Line) -> Decided {
    for id in items {
        let item = draft.item(*id)?;
        if !item.stage.is_open() {
            return Err(Refusal::rule(format!("{} is {}", draft.workspace.key(*id), item.stage)));
        }
        draft.set(item, ItemField::Blocked(Some(reason.clone())));
        if item.blocked_since.is_none() {
            draft.set(item, ItemField::BlockedSince(Some(draft.now())));
        }
    }
    Ok(ItemOperation::Block(items.into(), reason.clone()).into())
}

pub(super) fn unblock(draft: &mut Draft<'_>, items: &[ItemId]) -> Decided {
    for id in items {
        let item = draft.item(*id)?;
        release(draft, item);
    }
    if draft.is_empty() {
        return Err(Refusal::already(format!("{} not blocked", draft.named_are(items))));
    }
    Ok(ItemOperation::Unblock(items.into()).into())
}

/// Unblocks an item.
pub(super) fn release(draft: &mut Draft<'_>, item: &Item) {
    draft.set(item, ItemField::Blocked(None));
    draft.set(item, ItemField::BlockedSince(None));
}

pub(super) fn drop(draft: &mut Draft<'_>, items: &[ItemId], reason: &Line) -> Decided {
    for id in items {
        let item = draft.item(*id)?;
        if item.stage == Stage::Dropped {
            return Err(Refusal::already(format!("{} is already dropped", draft.workspace.key(*id))));
        }
        let in_past = item.sprint.is_some_and(|sprint| {
            draft.workspace.sprints.get(sprint).is_some_and(|sprint| sprint.state == SprintState::Closed)
        });
        if !in_past {
            selection::leave(draft, item);
        }
        draft.transition(item, Stage::Dropped, None);
        draft.set(item, ItemField::Overridden(None));
        draft.set(item, ItemField::OverriddenBy(None));
        draft.set(item, ItemField::ReadyReason(None));
        draft.set(item, ItemField::ReadyReasonBy(None));
        draft.set(item, ItemField::Reason(Some(reason.clone())));
        draft.set(item, ItemField::Ended(Some(draft.now())));
        release(draft, item);
    }
    Ok(ItemOperation::Drop(items.into(), reason.clone()).into())
}

pub(super) fn reopen(draft: &mut Draft<'_>, items: &[ItemId], to: ReopenTo) -> Decided {
    let column = match to {
        ReopenTo::Column(column) => Some(draft.find::<Column>(column)?),
        ReopenTo::WhereItWas => draft.workspace.first_column(Stage::Doing),
        ReopenTo::Backlog => None,
    };
    let running = draft.workspace.running().map(|sprint| sprint.id);
    let first = draft.workspace.items.ends().0.cloned();
    let mut ranks = Rank::spread(None, first.as_ref(), items.len()).into_iter();
    let (mut on_board, mut in_backlog) = (Vec::new(), Vec::new());
    for id in items {
        let item = draft.item(*id)?;
        let key = draft.workspace.key(*id);
        if item.stage.is_open() {
            return Err(Refusal::already(format!("{key} is open")));
        }
        let was_in_running = item.stage == Stage::Accepted && running.is_some() && item.sprint == running;
        if matches!(to, ReopenTo::Column(_)) && !was_in_running {
            return Err(Refusal::rule(format!("{key} was not accepted in the running sprint"))
                .hint("reopen it in the backlog, and add it to the sprint"));
        }
        if item.stage == Stage::Accepted {
            draft.set(item, ItemField::Reopened(Some(item.reopened.unwrap_or_default() + 1)));
        }
        open_again(draft, item);
        let taken = |rank: &Rank| draft.workspace.items.open_rows().any(|other| other.rank == *rank);
        if let Some(column) = column.filter(|_| was_in_running) {
            draft.transition(item, column.stage, Some(column.id));
            if let Some(rank) = ranks.next().filter(|_| taken(&item.rank)) {
                draft.set(item, ItemField::Rank(rank));
            }
            on_board.push(*id);
            continue;
        }
        selection::leave(draft, item);
        draft.transition(item, Stage::New, None);
        if let Some(rank) = ranks.next() {
            draft.set(item, ItemField::Rank(rank));
        }
        draft.set(item, ItemField::ReadyAt(None));
        in_backlog.push(*id);
    }
    let others = (!in_backlog.is_empty()).then(|| in_backlog.as_slice().into());
    Ok(match column.filter(|_| !on_board.is_empty()) {
        Some(column) => {
            ItemOperation::ReopenInto(on_board.as_slice().into(), column.name.clone(), others).into()
        }
        None => ItemOperation::Reopen(items.into()).into(),
    })
}

/// Clears an item's end and unassigns people who have left: they have no open items, while past items keep their
/// names.
pub(super) fn open_again(draft: &mut Draft<'_>, item: &Item) {
    draft.set_override(item, Override::Accepted, None);
    draft.set(item, ItemField::Ended(None));
    let gone = |id: &PersonId| draft.workspace.persons.get(*id).is_some_and(|person| person.has_left);
    let gone: Vec<PersonId> = item.assignees.iter().copied().filter(gone).collect();
    draft.set(item, ItemField::Assignees(item.assignees.changed(&[], &gone)));
}
