//! Starting and closing a sprint.

use super::Decided;
use super::draft::Draft;
use super::selection::{begin_selection, leave, put_into, stage_in_backlog};
use crate::domain::command::Leftover;
use crate::domain::id::{ItemId, SprintId};
use crate::domain::item::{Item, ItemField, sum_of_points};
use crate::domain::operation::SprintOperation;
use crate::domain::refusal::Refusal;
use crate::domain::report::report;
use crate::domain::sprint::{Report, Sprint, SprintField};
use crate::domain::value::{Points, Prose, Rank, SprintState, Stage};

pub(super) fn start(draft: &mut Draft<'_>, id: SprintId) -> Decided {
    let sprint = draft.find::<Sprint>(id)?;
    if sprint.state != SprintState::Planned {
        return Err(Refusal::already(format!("{} is already {}", sprint.name, sprint.state)));
    }
    if let Some(running) = draft.workspace.running() {
        return Err(Refusal::rule(format!("{} is running", running.name)).hint("close it first"));
    }
    let items = draft.workspace.in_sprint(id);
    for item in &items {
        if let Some(selection) = draft.workspace.selection(item) {
            begin_selection(draft, selection, item);
        }
        if item.is_in_backlog() {
            draft.transition(item, item.entry_stage.unwrap_or(Stage::ToDo), None);
            draft.set(*item, ItemField::EntryStage(None));
        }
    }
    let points = sum_of_points(&items);
    let points = Points::hundredths(u32::try_from(points).unwrap_or(u32::MAX));
    if let Some((start, days)) = sprint.begun_early(draft.today(), draft.workspace.working_week()) {
        draft.set(sprint, SprintField::Start(Some(start)));
        draft.set(sprint, SprintField::Days(days));
    }
    draft.set(sprint, SprintField::State(SprintState::Running));
    draft.set(sprint, SprintField::StartedAt(Some(draft.now())));
    draft.set(sprint, SprintField::Forecast(Some(points)));
    Ok(SprintOperation::Start(sprint.name.clone(), items.len(), points).into())
}

pub(super) fn close(draft: &mut Draft<'_>, id: SprintId, leftovers: &[(ItemId, Leftover)]) -> Decided {
    let sprint = draft.find::<Sprint>(id)?;
    if sprint.state != SprintState::Running {
        return Err(Refusal::rule(format!("{} is {}, not running", sprint.name, sprint.state)));
    }
    let account = draft.workspace.account.as_ref().filter(|account| account.sprint == id);
    let account =
        account.ok_or_else(|| Refusal::rule(format!("{} is not loaded", sprint.name)).hint("try again"))?;
    let report_now = report(draft.workspace, id, Some(account));
    let unfinished: Vec<&Item> =
        draft.workspace.in_sprint(id).into_iter().filter(|item| item.stage.is_open()).collect();
    for (item, _) in leftovers {
        if !unfinished.iter().any(|it| it.id == *item) {
            return Err(Refusal::rule(format!(
                "{} is not unfinished in {}",
                draft.workspace.key(*item),
                sprint.name
            )));
        }
    }
    let first = draft.workspace.items.ends().0.cloned();
    let mut ranks = Rank::spread(None, first.as_ref(), unfinished.len()).into_iter();
    for item in unfinished.iter().copied() {
        let to = leftovers.iter().find(|(id, _)| *id == item.id).map_or(Leftover::Backlog, |(_, to)| *to);
        match to {
            Leftover::Backlog => {
                leave(draft, item);
                draft.transition(item, stage_in_backlog(item), None);
                if let Some(rank) = ranks.next() {
                    draft.set(item, ItemField::Rank(rank));
                }
            }
            Leftover::Sprint(next) => {
                let next = draft.find::<Sprint>(next)?;
                if next.state != SprintState::Planned {
                    return Err(Refusal::rule(format!("{} is {}", next.name, next.state))
                        .hint("move items to a planned sprint"));
                }
                put_into(draft, item, next, false)?;
            }
        }
    }
    let done = Points::hundredths(u32::try_from(report_now.done_points).unwrap_or(u32::MAX));
    draft.set(sprint, SprintField::State(SprintState::Closed));
    draft.set(sprint, SprintField::ClosedAt(Some(draft.now())));
    draft.set(sprint, SprintField::Done(Some(done)));
    let content = serde_json::to_string(&report_now).map_err(|error| Refusal::rule(error.to_string()))?;
    let content: Prose = content.parse().map_err(|_| Refusal::rule("the sprint is too large to report"))?;
    let number = draft.next_id::<Report>()?;
    draft.create(Report { id: number, sprint: id, at: draft.now(), withdrawn: false, content });
    Ok(SprintOperation::Close(sprint.name.clone(), done, unfinished.len()).into())
}
