//! Items in a sprint: put in, taken out, and what their selection says of it.

use super::draft::Draft;
use crate::domain::detail::{Selection, SelectionField};
use crate::domain::id::SprintId;
use crate::domain::item::{Item, ItemField};
use crate::domain::refusal::Refusal;
use crate::domain::sprint::Sprint;
use crate::domain::value::{SprintState, Stage};

/// Takes an item out of its sprint; where it stands on the board is the caller's to change.
pub(super) fn leave(draft: &mut Draft<'_>, item: &Item) {
    end_selection(draft, item);
    draft.set(item, ItemField::Sprint(None));
}

/// Ends the selection of an item: noted in a running sprint, as if it had never been in a planned one.
pub(super) fn end_selection(draft: &mut Draft<'_>, item: &Item) {
    let Some(selection) = draft.workspace.selection(item) else { return };
    match draft.workspace.sprints.get(selection.sprint).map(|sprint| sprint.state) {
        Some(SprintState::Running) => draft.set(selection, SelectionField::Until(Some(draft.now()))),
        Some(SprintState::Planned) => draft.remove(selection),
        Some(SprintState::Closed) | None => {}
    }
}

/// Where an item belongs that comes back from the board.
pub(super) fn stage_in_backlog(item: &Item) -> Stage {
    if item.ready_at.is_some() { Stage::Ready } else { Stage::New }
}

/// Selects an item for another sprint than the one that it is in.
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

/// Returns a sprint, or says that there is none.
pub(super) fn find<'a>(draft: &Draft<'a>, id: SprintId) -> Result<&'a Sprint, Refusal> {
    draft.workspace.sprints.get(id).ok_or_else(|| Refusal::unknown("there is no such sprint"))
}

/// Brings a selection of a planned sprint up to what it is when the sprint starts.
pub(super) fn begin_selection(draft: &mut Draft<'_>, selection: &Selection, item: &Item) {
    draft.set(selection, SelectionField::Forecast(true));
    draft.set(selection, SelectionField::Since(draft.now()));
    draft.set(selection, SelectionField::Estimate(item.estimate));
}
