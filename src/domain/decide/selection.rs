//! Selecting items for a sprint and deselecting them.

use super::draft::Draft;
use crate::domain::detail::{Selection, SelectionField};
use crate::domain::id::SprintId;
use crate::domain::item::{Item, ItemField};
use crate::domain::refusal::Refusal;
use crate::domain::sprint::Sprint;
use crate::domain::value::{SprintState, Stage};

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
    let id = draft.next_id::<Selection>()?;
    draft.create(Selection {
        id,
        item: item.id,
        sprint: sprint.id,
        forecast: !running,
        since: draft.now(),
        until: None,
        estimate: item.estimate,
        unplanned,
    });
    Ok(())
}

/// Returns a sprint, or a refusal if it does not exist.
pub(super) fn find<'a>(draft: &Draft<'a>, id: SprintId) -> Result<&'a Sprint, Refusal> {
    draft.workspace.sprints.get(id).ok_or_else(|| Refusal::unknown("there is no such sprint"))
}

/// Updates a selection of a planned sprint at the start of the sprint.
pub(super) fn begin_selection(draft: &mut Draft<'_>, selection: &Selection, item: &Item) {
    draft.set(selection, SelectionField::Forecast(true));
    draft.set(selection, SelectionField::Since(draft.now()));
    draft.set(selection, SelectionField::Estimate(item.estimate));
}
