//! Creating and changing sprints, and selecting items for them.

use super::draft::Draft;
use super::field_rules::{FieldRules, changed_rows, single_operation};
use super::reserved;
use super::selection::{self, put_into};
use super::{Decided, people, sprint_run};
use crate::domain::capacity::Capacity;
use crate::domain::ceremony::CeremonyField;
use crate::domain::command::{Edits, SprintCommand};
use crate::domain::entity::Entity as _;
use crate::domain::id::{Id, ItemId, SprintId};
use crate::domain::metrics::reach::highest_number;
use crate::domain::operation::{Operation, SprintOperation};
use crate::domain::refusal::Refusal;
use crate::domain::sprint::{Days, Sprint, SprintField};
use crate::domain::value::{CeremonyKind, Line, Prose, SprintState};
use crate::domain::workspace::Workspace;
use chrono::{Datelike, NaiveDate, TimeDelta};

pub(super) fn decide(draft: &mut Draft<'_>, command: &SprintCommand) -> Decided {
    match command {
        SprintCommand::New { name, goal, start, end } => new(draft, name.as_ref(), goal, *start, *end),
        SprintCommand::Select(id, items) => select(draft, *id, items),
        SprintCommand::Deselect(items) => deselect(draft, items),
        SprintCommand::Start(id) => sprint_run::start(draft, *id),
        SprintCommand::Close { sprint, leftovers } => sprint_run::close(draft, *sprint, leftovers),
        SprintCommand::Remove(id) => remove(draft, *id),
    }
}

/// Returns the first and the last day of the next sprint according to the product's cadence.
///
/// It starts after the last sprint that is not closed, on the product's weekday, today at the earliest.
pub fn proposed_dates(workspace: &Workspace, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let (length, weekday) =
        workspace.product().map_or((14, 0), |product| (product.sprint_days, product.sprint_weekday));
    let last = workspace
        .sprints
        .iter()
        .filter(|sprint| sprint.state != SprintState::Closed)
        .filter_map(|sprint| sprint.end_day)
        .max()
        .map_or(today, |end| end + TimeDelta::days(1));
    let mut start = last.max(today);
    while start.weekday().num_days_from_monday() != weekday % 7 {
        start += TimeDelta::days(1);
    }
    (start, start + TimeDelta::days(i64::from(length) - 1))
}

fn new(
    draft: &mut Draft<'_>,
    name: Option<&Line>,
    goal: &Prose,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
) -> Decided {
    let (first, last) = proposed_dates(draft.workspace, draft.today());
    let length = last - first;
    let start = start.unwrap_or(first);
    let end = end.unwrap_or(start + length);
    let days = working_days(draft.workspace, start, end)?;
    let id = draft.next_id::<Sprint>()?;
    let name = match name {
        Some(name) => name.clone(),
        None => next_name(draft.workspace, id),
    };
    is_free(draft, &name, None)?;
    let team = draft.team()?;
    draft.create(Sprint {
        goal: goal.clone(),
        start_day: Some(start),
        end_day: Some(end),
        days,
        ..Sprint::named(id, team, name.clone())
    });
    copy_capacity(draft, id)?;
    // A planning that was started before there was a sprint belongs to this one from now on.
    let planning = draft.ceremony().and_then(|id| draft.workspace.meetings.ceremonies.get(id));
    if let Some(planning) = planning.filter(|it| it.kind == CeremonyKind::Planning && it.sprint.is_none()) {
        draft.set(planning, CeremonyField::Sprint(Some(id)));
    }
    Ok(SprintOperation::Plan(name, start, end).into())
}

/// Copies allocation and focus from the last sprint for which they are known, but no days off.
fn copy_capacity(draft: &mut Draft<'_>, sprint: SprintId) -> Result<(), Refusal> {
    let known = &draft.workspace.meetings.capacities;
    let Some(last) = known.iter().map(|it| it.sprint).max() else { return Ok(()) };
    for former in known.iter().filter(|it| it.sprint == last) {
        if people::present(draft, former.person).is_ok() {
            let id = draft.next_id::<Capacity>()?;
            draft.create(Capacity { id, sprint, days_off: 0, ..former.clone() });
        }
    }
    Ok(())
}

/// Returns `Sprint` and one more than the highest number in use.
fn next_name(workspace: &Workspace, id: SprintId) -> Line {
    let mut number = highest_number(workspace) + 1;
    loop {
        let name = format!("Sprint {number}");
        let taken = workspace.sprints.iter().any(|sprint| *sprint.name == *name);
        match Line::clipped(&name).filter(|_| !taken) {
            Some(name) => return name,
            None => number = number.saturating_add(1).max(u32::try_from(id.number()).unwrap_or_default()),
        }
    }
}

fn is_free(draft: &Draft<'_>, name: &Line, but: Option<SprintId>) -> Result<(), Refusal> {
    reserved::is_a_name(name, reserved::SPRINTS)?;
    let taken = draft.workspace.sprints.iter().any(|it| Some(it.id) != but && it.name.is_alike(name));
    if taken { Err(Refusal::rule(format!("there is already a sprint {name}"))) } else { Ok(()) }
}

/// Returns the days from Monday to Friday between two days, both included.
fn working_days(workspace: &Workspace, start: NaiveDate, end: NaiveDate) -> Result<Days, Refusal> {
    if end < start {
        return Err(Refusal::value(format!("a sprint cannot end on {end} and begin on {start}"))
            .hint("give the first day first"));
    }
    if end - start > TimeDelta::days(92) {
        return Err(
            Refusal::value("a sprint cannot have more than 92 days").hint("a sprint lasts at most a month")
        );
    }
    Ok(workspace.working_week().between(start, end).into_iter().collect())
}

impl FieldRules for Sprint {
    fn check(draft: &Draft<'_>, row: &Self, new: &SprintField) -> Result<(), Refusal> {
        selection::open_sprint(draft, row.id)?;
        if let SprintField::Name(name) = new { is_free(draft, name, Some(row.id)) } else { Ok(()) }
    }

    /// New dates reset the working days, unless those are given.
    fn complete(draft: &mut Draft<'_>, after: &Self) -> Result<(), Refusal> {
        let before = draft.find::<Sprint>(after.id)?;
        let (has_dates, has_days) = (
            (before.start_day, before.end_day) != (after.start_day, after.end_day),
            before.days != after.days,
        );
        if has_dates {
            let (Some(start), Some(end)) = (after.start_day, after.end_day) else {
                return Err(Refusal::value("a sprint needs a first and a last day"));
            };
            let days = working_days(draft.workspace, start, end)?;
            if !has_days {
                draft.set(before, SprintField::Days(days));
            }
        }
        let outside = |day: &&NaiveDate| {
            after.start_day.is_some_and(|start| **day < start) || after.end_day.is_some_and(|end| **day > end)
        };
        match after.days.iter().find(outside).filter(|_| has_days) {
            Some(day) => Err(Refusal::value(format!("{day} is not in {}", after.name))),
            None => Ok(()),
        }
    }

    fn specific_operation(row: &Self, new: &SprintField) -> Option<Operation> {
        let operation = if let SprintField::Days(days) = new {
            SprintOperation::SetWorkingDays(row.name.clone(), days.len())
        } else if let SprintField::Name(name) = new {
            SprintOperation::Rename(row.name.clone(), name.clone())
        } else if let SprintField::Goal(goal) = new {
            SprintOperation::SetGoal(row.name.clone(), goal.lines().next().map(str::to_owned))
        } else {
            return None;
        };
        Some(operation.into())
    }

    fn called(_workspace: &Workspace, row: &Self) -> String {
        row.name.to_string()
    }

    fn operation(workspace: &Workspace, edits: &Edits<Self>) -> Operation {
        if let Some(dates) = dates_operation(workspace, edits) {
            return dates.into();
        }
        single_operation(workspace, edits).unwrap_or_else(|| changed_rows(workspace, edits))
    }
}

/// Returns the operation if only the dates of one sprint are set.
fn dates_operation(workspace: &Workspace, edits: &Edits<Sprint>) -> Option<SprintOperation> {
    let rows = edits.rows_in(workspace);
    let [sprint] = rows.as_slice() else { return None };
    let is_date = |field: &SprintField| matches!(field, SprintField::Start(_) | SprintField::End(_));
    let mut after = (*sprint).clone();
    for edit in &edits.fields {
        after.set(Some(&edit.new).filter(|field| is_date(field))?);
    }
    Some(SprintOperation::SetDates(after.name.clone(), after.start_day?, after.end_day?))
}

fn remove(draft: &mut Draft<'_>, id: SprintId) -> Decided {
    let sprint = draft.find::<Sprint>(id)?;
    if sprint.state != SprintState::Planned {
        return Err(Refusal::rule(format!("{} is {}", sprint.name, sprint.state))
            .hint("only a planned sprint is removed"));
    }
    for item in draft.workspace.selected_for(id) {
        selection::leave(draft, item);
    }
    let meetings = &draft.workspace.meetings;
    for capacity in meetings.capacities.iter().filter(|it| it.sprint == id) {
        draft.remove(capacity);
    }
    for ceremony in meetings.ceremonies.iter().filter(|it| it.sprint == Some(id)) {
        draft.set(ceremony, CeremonyField::Sprint(None));
    }
    draft.remove(sprint);
    Ok(SprintOperation::Remove(sprint.name.clone()).into())
}

fn select(draft: &mut Draft<'_>, id: SprintId, items: &[ItemId]) -> Decided {
    let sprint = draft.find::<Sprint>(id)?;
    draft.distinct(items)?;
    if sprint.state == SprintState::Closed {
        return Err(
            Refusal::rule(format!("{} is closed", sprint.name)).hint("choose one that is planned or runs")
        );
    }
    for id in items {
        let item = draft.open_item(*id)?;
        if item.sprint == Some(sprint.id) {
            continue;
        }
        put_into(draft, item, sprint, false)?;
    }
    if draft.is_empty() {
        return Err(Refusal::already(format!("{} in {} already", draft.named_are(items), sprint.name)));
    }
    let is_running = sprint.state == SprintState::Running;
    Ok(SprintOperation::Select(items.into(), sprint.name.clone(), is_running).into())
}

fn deselect(draft: &mut Draft<'_>, items: &[ItemId]) -> Decided {
    draft.distinct(items)?;
    for id in items {
        let item = draft.open_item(*id)?;
        if item.sprint.is_none() && item.is_in_backlog() {
            return Err(Refusal::already(format!("{} is in no sprint", draft.workspace.key(*id))));
        }
        selection::leave(draft, item);
        if item.stage.is_on_board() {
            draft.transition(item, selection::stage_in_backlog(item), None);
        }
    }
    Ok(SprintOperation::Deselect(items.into()).into())
}
