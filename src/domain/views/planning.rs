//! Sprint planning: why, what and how. The backlog is shown beside the sprint and its projection.

use super::sprint::{AvailabilityView, SprintRow};
use super::{ItemRef, json};
use crate::domain::capacity::Capacity;
use crate::domain::definition::Definition;
use crate::domain::id::{Id as _, ItemId, SprintId};
use crate::domain::item::Item;
use crate::domain::person::Person;
use crate::domain::planning::{AHEAD, WhatIf, team};
use crate::domain::readiness::unmet;
use crate::domain::report::SprintReport;
use crate::domain::sprint::Sprint;
use crate::domain::value::{Points, SprintState, Stage};
use crate::domain::workspace::Workspace;
use serde::Serialize;

/// The maximum number of backlog items offered.
const OFFERED: usize = 300;

/// The first topic: why the sprint is valuable, and the availability of the team.
#[derive(Debug, Serialize)]
pub struct Why<'a> {
    /// The first line of the product goal; `None` if there is none.
    pub product_goal: Option<&'a str>,
    /// The last closed sprint, if it has an outcome.
    #[serde(skip)]
    pub last: Option<&'a Sprint>,
    #[serde(rename = "last")]
    last_row: Option<SprintRow<'a>>,
    /// The sprint being planned.
    #[serde(skip)]
    pub sprint: &'a Sprint,
    #[serde(rename = "sprint")]
    sprint_row: SprintRow<'a>,
    /// The people counted, each with the availability entered.
    #[serde(skip)]
    pub team: Vec<(&'a Person, Option<&'a Capacity>)>,
    /// Their availability in numbers.
    pub availability: AvailabilityView<'a>,
}

/// The second topic: what can be done in the sprint.
#[derive(Debug, Clone, Serialize)]
pub struct What {
    /// Items left over from the last sprint that are in no other.
    pub left_over: Vec<Offered>,
    /// The first items of the backlog that are in no sprint.
    pub backlog: Vec<Offered>,
}

/// An item that is in the sprint, or is offered for it.
#[derive(Debug, Clone, Serialize)]
pub struct Offered {
    /// The item.
    #[serde(flatten)]
    pub item: ItemRef,
    /// Its estimate.
    #[serde(serialize_with = "json::optional_points")]
    pub estimate: Option<Points>,
    /// The reason not to add it to the sprint.
    pub obstacle: Option<Obstacle>,
}

/// A reason not to add an item to a sprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// It is blocked.
    Blocked,
    /// It depends on an item that will not be done before it.
    Waits,
    /// It is not ready.
    NotReady,
}

/// The third topic: how the work gets done, as items with their tasks.
#[derive(Debug, Clone, Serialize)]
pub struct How<'a> {
    /// The items.
    pub items: Vec<ItemTasks<'a>>,
    /// Whether the sprint has not been started yet.
    #[serde(skip)]
    pub is_planned: bool,
}

/// An item with its tasks.
#[derive(Debug, Clone, Serialize)]
pub struct ItemTasks<'a> {
    /// The item.
    #[serde(flatten)]
    pub item: ItemRef,
    /// The number of tasks.
    pub count: u16,
    /// The tasks in memory.
    pub tasks: Vec<TaskLine<'a>>,
}

/// A task of an item.
#[derive(Debug, Clone, Serialize)]
pub struct TaskLine<'a> {
    /// The task.
    pub text: &'a str,
    /// Whether it is completed.
    #[serde(rename = "done")]
    pub is_done: bool,
}

/// Returns the sprints that can be planned: the next one and up to three after it; if there are none, the running one.
pub fn sprints(workspace: &Workspace) -> Vec<&Sprint> {
    let mut sprints = workspace.planned();
    sprints.truncate(AHEAD);
    if sprints.is_empty() {
        sprints.extend(workspace.running());
    }
    sprints
}

/// Returns the sprint being planned: the one the ceremony is at, or else the first.
pub fn sprint(workspace: &Workspace, here: Option<SprintId>) -> Option<&Sprint> {
    // A sprint started during this ceremony stays selected until another is chosen.
    here.and_then(|id| workspace.sprints.get(id))
        .filter(|it| it.state != SprintState::Closed)
        .or_else(|| sprints(workspace).first().copied())
}

impl<'a> Why<'a> {
    /// Builds the view for a sprint.
    pub fn of(workspace: &'a Workspace, sprint: &'a Sprint) -> Self {
        let goal = workspace.product().map_or("", |product| product.goal.trim());
        let team = team(workspace, sprint);
        let is_known = |it: &&Sprint| it.done.is_some() || !it.goal.trim().is_empty();
        let last = workspace.closed().last().copied().filter(is_known);
        Self {
            product_goal: goal.lines().next(),
            last,
            last_row: last.map(SprintRow::of),
            sprint,
            sprint_row: SprintRow::of(sprint),
            availability: AvailabilityView::of(sprint, &team),
            team,
        }
    }
}

impl Offered {
    /// Builds the view of an item; `what_if` is the projection of the sprint.
    pub fn of(workspace: &Workspace, what_if: Option<&WhatIf>, item: &Item) -> Self {
        let waits = what_if.is_some_and(|it| it.waiting.iter().any(|waits| waits.item == item.id));
        let is_unready = || {
            item.stage == Stage::New
                || (item.is_in_backlog() && !unmet(workspace, item, Definition::Ready).is_empty())
        };
        let obstacle = match item.blocked {
            Some(_) => Some(Obstacle::Blocked),
            None if waits => Some(Obstacle::Waits),
            None => is_unready().then_some(Obstacle::NotReady),
        };
        Self { item: ItemRef::of(workspace, item), estimate: item.estimate, obstacle }
    }
}

impl What {
    /// Returns the items that can be added: those left over from the last sprint, according to its report, and the
    /// backlog in order.
    pub fn of(workspace: &Workspace, what_if: Option<&WhatIf>, last: Option<&SprintReport>) -> Self {
        let lines = last.iter().flat_map(|report| &report.carried);
        let left: Vec<ItemId> = lines.filter_map(|line| ItemId::new(line.item)).collect();
        let is_free = |item: &&Item| item.is_in_backlog() && item.sprint.is_none();
        let offered = |id: &ItemId| workspace.items.get(*id).filter(is_free);
        let make = |item| Offered::of(workspace, what_if, item);
        let backlog = workspace.items.backlog().iter().filter(|id| !left.contains(id));
        Self {
            left_over: left.iter().filter_map(offered).map(make).collect(),
            backlog: backlog.filter_map(offered).take(OFFERED).map(make).collect(),
        }
    }
}

impl<'a> How<'a> {
    /// Builds the view of a sprint's items with their tasks in memory.
    pub fn of(workspace: &'a Workspace, sprint: &Sprint) -> Self {
        let tasks = |item: &Item| {
            let tasks = workspace.detail(item.id).into_iter().flat_map(|detail| &detail.tasks);
            tasks.map(|task| TaskLine { text: &task.text, is_done: task.done }).collect()
        };
        let items = workspace.in_sprint(sprint.id).into_iter();
        Self {
            items: items
                .map(|item| ItemTasks {
                    item: ItemRef::of(workspace, item),
                    count: item.tally.tasks,
                    tasks: tasks(item),
                })
                .collect(),
            is_planned: sprint.state == SprintState::Planned,
        }
    }
}
