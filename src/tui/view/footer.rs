//! The actions of the footer: what can be done to the row under the cursor now, the next step first.

use crate::domain::definition::Definition;
use crate::domain::item::Item;
use crate::domain::readiness::PreparedDefinition;
use crate::domain::value::ReadyCheck;
use crate::domain::views::backlog::{RowFact, RowState};
use crate::tui::action::{Action, TABLE, first_keys};
use crate::tui::app::App;
use crate::tui::context::Context;
use crate::tui::model::Model;
use crate::tui::screen::Screen;
use crate::tui::world::World;

/// Actions that do nothing in a pane without a row under the cursor.
const ABOUT_A_ROW: [Action; 5] =
    [Action::Open, Action::Edit, Action::Split, Action::CarryRight, Action::CarryLeft];

/// Returns the available actions with their titles: the next steps first, then by weight.
pub(super) fn actions(app: &App, world: &World<'_>) -> Vec<(Action, &'static str)> {
    let model = &app.model;
    let context = model.context();
    let item = model.item(world).and_then(|id| world.item(id)).filter(|_| model.layers.is_empty());
    let mut lead = match model.screens.last() {
        _ if !model.layers.is_empty() => Vec::new(),
        Some(Screen::Meeting(meeting)) => super::lead::lead(meeting, world),
        Some(_) => Vec::new(),
        None => lead(model, world, item),
    };
    let leads = |action| lead.iter().any(|(it, _)| *it == action);
    let rows = TABLE.iter().filter(|row| row.weight > 0 && row.places.has(context) && !leads(row.action));
    let mut rows: Vec<_> = rows.collect();
    let first = first_keys(context);
    let place = |action| first.iter().position(|it| *it == action).unwrap_or(first.len());
    rows.sort_by_key(|row| (place(row.action), std::cmp::Reverse(row.weight)));
    lead.extend(rows.into_iter().map(|row| (row.action, row.title)));
    let is_pane = matches!(context, Context::Backlog | Context::Board | Context::Review);
    lead.retain(|(action, _)| {
        // To undo is offered beside what can be undone, and to quit in the help.
        let quits = *action == Action::Undo || (*action == Action::Leave && context != Context::Minutes);
        let has_row = item.is_some() || !is_pane || !ABOUT_A_ROW.contains(action);
        !quits && has_row && action.available(model, world).is_ok()
    });
    for (action, title) in &mut lead {
        *title = item.and_then(|item| about(*action, item)).unwrap_or(title);
    }
    lead
}

/// Returns the next steps in a pane.
fn lead(model: &Model, world: &World<'_>, item: Option<&Item>) -> Vec<(Action, &'static str)> {
    let mut lead = Vec::new();
    if !model.marks.is_empty() {
        lead.push((Action::Back, "clear marks"));
    } else if model.filter.is_some() {
        lead.push((Action::Back, "show all"));
    }
    if let Some(item) = item.filter(|item| item.is_in_backlog() && model.marks.is_empty()) {
        lead.extend(next_step(world, item));
    }
    lead
}

/// Returns the next step of a backlog item towards a sprint.
fn next_step(world: &World<'_>, item: &Item) -> Option<(Action, &'static str)> {
    let rules = PreparedDefinition::of(world.workspace, Definition::Ready);
    let state = RowState::of(world.workspace, item, &rules, world.now);
    Some(match state.fact {
        RowFact::Blocked(_) => (Action::Block, "unblock"),
        RowFact::Questions(_) => (Action::Answer, "answer"),
        RowFact::Unmet(check) => match check {
            Some(ReadyCheck::Criteria) => (Action::NewCriterion, "add criteria"),
            Some(ReadyCheck::Estimated) => (Action::Estimate, "estimate"),
            Some(ReadyCheck::Small) => (Action::Split, "split"),
            Some(ReadyCheck::Narrative | ReadyCheck::Designed) => (Action::Edit, "edit"),
            Some(ReadyCheck::Answered | ReadyCheck::Ordered | ReadyCheck::SignedOff) | None => return None,
        },
        RowFact::Complete if state.is_ready => (Action::Sprint, "add to sprint"),
        RowFact::Complete => (Action::Ready, "mark ready"),
        RowFact::InSprint(_) | RowFact::WaitsFor(_) => return None,
    })
}

/// Returns the title of an action that depends on the item.
#[expect(clippy::wildcard_enum_match_arm, reason = "elsewhere the table says it")]
fn about(action: Action, item: &Item) -> Option<&'static str> {
    use crate::domain::value::Stage;
    Some(match action {
        Action::Block if item.blocked.is_some() => "unblock",
        Action::Sprint if item.sprint.is_some() => "remove from sprint",
        Action::Sprint => "add to sprint",
        Action::Ready if item.stage == Stage::Ready => "not ready",
        Action::Ready => "mark ready",
        _ => return None,
    })
}
