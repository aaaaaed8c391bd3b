//! Selecting items for a sprint and deselecting them.

use super::draft::Draft;
use crate::domain::detail::{Selection, SelectionField};
use crate::domain::id::{ItemId, SprintId};
use crate::domain::item::{Item, ItemField};
use crate::domain::refusal::Refusal;
use crate::domain::sprint::Sprint;
use crate::domain::value::{Points, SprintState, Stage};

/// Returns a sprint that is not closed.
pub(super) fn open_sprint<'a>(draft: &Draft<'a>, id: SprintId) -> Result<&'a Sprint, Refusal> {
    let sprint = draft.find::<Sprint>(id)?;
    if sprint.state == SprintState::Closed {
        return Err(
            Refusal::rule(format!("{} is closed", sprint.name)).hint("a closed sprint stays as it was")
        );
    }
    Ok(sprint)
}

/// Removes an item from its sprint; the caller updates its column and stage.
pub(super) fn leave(draft: &mut Draft<'_>, item: &Item) {
    end_selection(draft, item);
    draft.set(item, ItemField::Sprint(None));
}

/// Ends the selection of an item: recorded for a running sprint, deleted for a planned one.
pub(super) fn end_selection(draft: &mut Draft<'_>, item: &Item) {
    let Some(selection) = draft.workspace.selection(item) else { return };
    match draft.workspace.sprints.get(selection.sprint).map(|sprint| sprint.state) {
        Some(SprintState::Running) => draft.set(selection, SelectionField::Until(Some(draft.now()))),
        Some(SprintState::Planned) => draft.remove(selection),
        Some(SprintState::Closed) | None => {}
    }
}

/// Returns the stage of an item that returns from the board to the backlog.
pub(super) fn stage_in_backlog(item: &Item) -> Stage {
    if item.ready_at.is_some() { Stage::Ready } else { Stage::New }
}

/// Selects an item for a sprint other than the one it is in.
pub(super) fn put_into(
    draft: &mut Draft<'_>,
    item: &Item,
    sprint: &Sprint,
    unplanned: bool,
) -> Result<(), Refusal> {
    end_selection(draft, item);
    draft.set(item, ItemField::Sprint(Some(sprint.id)));
    let running = sprint.state == SprintState::Running;
    if running && item.is_in_backlog() {
        draft.transition(item, Stage::ToDo, None);
    } else if !running && item.stage.is_on_board() {
        draft.transition(item, stage_in_backlog(item), None);
    }
    record(draft, item.id, sprint, item.estimate, unplanned)
}

/// Records that an item is selected for a sprint from now on.
pub(super) fn record(
    draft: &mut Draft<'_>,
    item: ItemId,
    sprint: &Sprint,
    estimate: Option<Points>,
    unplanned: bool,
) -> Result<(), Refusal> {
    let id = draft.next_id::<Selection>()?;
    draft.create(Selection {
        id,
        item,
        sprint: sprint.id,
        forecast: sprint.state != SprintState::Running,
        since: draft.now(),
        until: None,
        estimate,
        unplanned,
    });
    Ok(())
}

/// Updates a selection of a planned sprint at the start of the sprint.
pub(super) fn begin_selection(draft: &mut Draft<'_>, selection: &Selection, item: &Item) {
    draft.set(selection, SelectionField::Forecast(true));
    draft.set(selection, SelectionField::Since(draft.now()));
    draft.set(selection, SelectionField::Estimate(item.estimate));
}
