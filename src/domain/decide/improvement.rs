//! Improvements agreed on in a retrospective.

use super::add::{Labels, create};
use super::draft::Draft;
use super::field_rules::{FieldRules, changed_rows};
use super::{Decided, ceremony, lifecycle, order, people, selection};
use crate::domain::command::{Edits, ImprovementCommand, NewItem, Position};
use crate::domain::improvement::{Improvement, ImprovementField};
use crate::domain::item::{Item, ItemField};
use crate::domain::operation::{Operation, OutcomeOperation};
use crate::domain::refusal::Refusal;
use crate::domain::value::{CeremonyKind, Kind, Line, Progress, Stage};
use crate::domain::workspace::Workspace;

/// The reason for accepting the item of an improvement that is done.
const FOUND_DONE: &str = "found done in a retrospective";

/// The reason for dropping the item of a dropped improvement.
const GIVEN_UP: &str = "dropped in a retrospective";

pub(super) fn decide(draft: &mut Draft<'_>, command: &ImprovementCommand) -> Decided {
    match command {
        ImprovementCommand::Agree { ceremony, title, note, owner, due } => {
            let retrospective = ceremony::running(draft, *ceremony)?;
            if retrospective.kind != CeremonyKind::Retrospective {
                return Err(Refusal::rule(format!(
                    "improvements belong to a retrospective, not a {}",
                    retrospective.kind
                )));
            }
            if note.is_some_and(|id| draft.workspace.meetings.notes.get(id).is_none()) {
                return Err(Refusal::unknown("there is no such note"));
            }
            let rank = order::one(draft, Position::Top)?;
            let assignees = owner.iter().copied().collect();
            let new = NewItem { kind: Kind::Improvement, assignees, ..NewItem::titled(title.clone()) };
            let item = create(draft, &new, rank, &mut Labels::default(), |_| {})?;
            let id = draft.next_id::<Improvement>()?;
            draft.create(Improvement {
                id,
                ceremony: *ceremony,
                about: item,
                note: *note,
                owner: *owner,
                due: *due,
                progress: Progress::Going,
            });
            Ok(OutcomeOperation::Agree(item, title.clone(), *owner, *due).into())
        }
        ImprovementCommand::Progress(id, progress) => {
            let row = draft.find::<Improvement>(*id)?;
            draft.set(row, ImprovementField::Progress(*progress));
            let is_back = follow(draft, row, *progress)?;
            Ok(OutcomeOperation::JudgeImprovement(row.about, *progress, is_back).into())
        }
    }
}

/// Updates the improvement's item if it is in the backlog: the team itself decides when an improvement is done or
/// dropped. An item that was closed in this way is reopened when the improvement is in progress again. Returns
/// whether it was reopened.
fn follow(draft: &mut Draft<'_>, row: &Improvement, progress: Progress) -> Result<bool, Refusal> {
    let item = draft.item(row.about)?;
    let went_out = went_out(item);
    if !item.is_in_backlog() && !went_out {
        return Ok(false);
    }
    match progress {
        Progress::Going if went_out => {
            draft.transition(item, selection::stage_in_backlog(item), None);
            lifecycle::open_again(draft, item);
            return Ok(true);
        }
        Progress::Going => {}
        Progress::Dropped if item.stage == Stage::Dropped => {}
        Progress::Done if item.stage == Stage::Accepted => {}
        Progress::Dropped => {
            if let Some(reason) = Line::clipped(GIVEN_UP) {
                lifecycle::drop(draft, &[item.id], &reason)?;
            }
        }
        Progress::Done => {
            selection::leave(draft, item);
            draft.transition(item, Stage::Accepted, None);
            draft.set(item, ItemField::Ended(Some(draft.now())));
            draft.set(item, ItemField::Reason(Line::clipped(FOUND_DONE)));
            lifecycle::release(draft, item);
        }
    }
    Ok(false)
}

/// Returns whether an item was accepted or dropped together with its improvement, and not on its own.
fn went_out(item: &Item) -> bool {
    let reason = item.reason.as_deref();
    match item.stage {
        Stage::Accepted => reason == Some(FOUND_DONE),
        Stage::Dropped => reason == Some(GIVEN_UP),
        Stage::New | Stage::Ready | Stage::ToDo | Stage::Doing | Stage::Review => false,
    }
}

impl FieldRules for Improvement {
    fn check(draft: &Draft<'_>, _row: &Self, new: &ImprovementField) -> Result<(), Refusal> {
        if let ImprovementField::Owner(Some(owner)) = new {
            people::is_present(draft, *owner)
        } else {
            Ok(())
        }
    }

    fn called(workspace: &Workspace, row: &Self) -> String {
        workspace.key(row.about)
    }

    /// Setting the owner or the due date of one improvement is recorded as planning it.
    fn operation(workspace: &Workspace, edits: &Edits<Self>) -> Operation {
        match edits.rows_in(workspace).as_slice() {
            [row] => OutcomeOperation::PlanImprovement(row.about).into(),
            _ => changed_rows(workspace, edits),
        }
    }
}
