//! What a retrospective agrees on.

use super::add::{Labels, create};
use super::draft::Draft;
use super::{ceremony, life, order, people};
use crate::domain::command::{ImprovementCommand, NewItem, Place};
use crate::domain::id::ImprovementId;
use crate::domain::improvement::{Improvement, ImprovementField};
use crate::domain::item::ItemField;
use crate::domain::refusal::Refusal;
use crate::domain::value::{CeremonyKind, Kind, Line, Progress, Rank, Stage};

pub(super) fn decide(draft: &mut Draft<'_>, command: &ImprovementCommand) -> Result<String, Refusal> {
    match command {
        ImprovementCommand::Agree { ceremony, title, note, owner, due } => {
            let held = ceremony::running(draft, *ceremony)?;
            if held.kind != CeremonyKind::Retrospective {
                return Err(Refusal::rule(format!("a {} agrees on no improvements", held.kind)));
            }
            if note.is_some_and(|id| draft.workspace.meetings.notes.get(id).is_none()) {
                return Err(Refusal::unknown("there is no such note"));
            }
            let (low, high) = order::bounds(draft, Place::Top, &[])?;
            let rank = Rank::between(low.as_ref(), high.as_ref());
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
            let who = owner.map_or_else(String::new, |owner| format!(", {}", draft.workspace.name(owner)));
            let due = due.map_or_else(String::new, |due| format!(", by {due}"));
            Ok(format!("agreed on {} {title}{who}{due}", draft.workspace.key(item)))
        }
        ImprovementCommand::Plan(id, owner, due) => {
            let row = find(draft, *id)?;
            if let Some(owner) = owner {
                people::present(draft, *owner)?;
            }
            draft.set(row, ImprovementField::Owner(*owner));
            draft.set(row, ImprovementField::Due(*due));
            Ok(format!("planned the improvement {}", draft.workspace.key(row.about)))
        }
        ImprovementCommand::Progress(id, progress) => {
            let row = find(draft, *id)?;
            draft.set(row, ImprovementField::Progress(*progress));
            close(draft, row, *progress)?;
            let key = draft.workspace.key(row.about);
            Ok(match progress {
                Progress::Going => format!("found the improvement {key} still going"),
                Progress::Done => format!("found the improvement {key} done"),
                Progress::Dropped => format!("dropped the improvement {key}"),
            })
        }
    }
}

/// Its item goes out of the backlog with it, where it waits there: the team itself says what it does better.
fn close(draft: &mut Draft<'_>, row: &Improvement, progress: Progress) -> Result<(), Refusal> {
    let item = draft.item(row.about)?;
    if !item.is_in_backlog() {
        return Ok(());
    }
    match progress {
        Progress::Going => {}
        Progress::Dropped => {
            let reason = Line::clipped("given up in a retrospective");
            if let Some(reason) = reason {
                life::drop(draft, &[item.id], &reason)?;
            }
        }
        Progress::Done => {
            super::sprint_run::leave(draft, item);
            draft.settle(item, Stage::Accepted, None);
            draft.set(item, ItemField::Ended(Some(draft.now())));
            draft.set(item, ItemField::Reason(Line::clipped("found done in a retrospective")));
            life::release(draft, item);
        }
    }
    Ok(())
}

fn find<'a>(draft: &Draft<'a>, id: ImprovementId) -> Result<&'a Improvement, Refusal> {
    draft
        .workspace
        .meetings
        .improvements
        .get(id)
        .ok_or_else(|| Refusal::unknown("there is no such improvement"))
}
