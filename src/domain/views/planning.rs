//! Sprint planning: why, what and how. Beside the backlog stands the sprint, with what it would come to.

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

/// How many items of the backlog are offered.
const OFFERED: usize = 300;

/// Why a sprint is worth it, and who has time for it.
#[derive(Debug, Serialize)]
pub struct Why<'a> {
    /// The first line of the product goal; `None` where there is none.
    pub product_goal: Option<&'a str>,
    /// The sprint that was closed last, where something is known of it.
    #[serde(skip)]
    pub last: Option<&'a Sprint>,
    #[serde(rename = "last")]
    last_row: Option<SprintRow<'a>>,
    /// The sprint that is planned.
    #[serde(skip)]
    pub sprint: &'a Sprint,
    #[serde(rename = "sprint")]
    sprint_row: SprintRow<'a>,
    /// Those whose time counts, each with what was entered.
    #[serde(skip)]
    pub team: Vec<(&'a Person, Option<&'a Capacity>)>,
    /// Their time in numbers.
    pub availability: AvailabilityView<'a>,
}

/// What can be done in a sprint.
#[derive(Debug, Clone, Serialize)]
pub struct What {
    /// What is left of the last sprint and in no other.
    pub left_over: Vec<Offered>,
    /// The first items of the backlog that are in no sprint.
    pub backlog: Vec<Offered>,
}

/// An item that is in a sprint, or could be.
#[derive(Debug, Clone, Serialize)]
pub struct Offered {
    /// The item.
    #[serde(flatten)]
    pub item: ItemRef,
    /// Its estimate.
    #[serde(serialize_with = "json::optional_points")]
    pub estimate: Option<Points>,
    /// What stands against taking it in.
    pub obstacle: Option<Obstacle>,
}

/// What stands against taking an item into a sprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// It is blocked.
    Blocked,
    /// It waits for something that will not be done before it.
    Waits,
    /// It is not ready.
    NotReady,
}

/// How the work gets done: the items with their tasks.
#[derive(Debug, Clone, Serialize)]
pub struct How<'a> {
    /// The items.
    pub items: Vec<ItemTasks<'a>>,
    /// Whether the sprint is still to be started.
    #[serde(skip)]
    pub is_planned: bool,
}

/// An item with its tasks.
#[derive(Debug, Clone, Serialize)]
pub struct ItemTasks<'a> {
    /// The item.
    #[serde(flatten)]
    pub item: ItemRef,
    /// How many tasks it has.
    pub count: u16,
    /// Those that are in memory.
    pub tasks: Vec<TaskLine<'a>>,
}

/// A task of an item.
#[derive(Debug, Clone, Serialize)]
pub struct TaskLine<'a> {
    /// What is to be done.
    pub text: &'a str,
    /// Whether it is done.
    #[serde(rename = "done")]
    pub is_done: bool,
}

/// Returns the sprints that can be planned: the next one and up to three after it; without any, the running one.
pub fn sprints(workspace: &Workspace) -> Vec<&Sprint> {
    let mut sprints = workspace.planned();
    sprints.truncate(AHEAD);
    if sprints.is_empty() {
        sprints.extend(workspace.running());
    }
    sprints
}

/// Returns the sprint that is planned: the one that the planning is at, or else the first.
pub fn sprint(workspace: &Workspace, here: Option<SprintId>) -> Option<&Sprint> {
    // One that was started in this ceremony stays in view until another is chosen.
    here.and_then(|id| workspace.sprints.get(id))
        .filter(|it| it.state != SprintState::Closed)
        .or_else(|| sprints(workspace).first().copied())
}

impl<'a> Why<'a> {
    /// Gathers it for a sprint.
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
    /// Makes it of an item; `what_if` is what the sprint would be.
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
    /// Works out what can be taken in: what is left of the last sprint, whose report this is, and the backlog in its order.
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
    /// Gathers the items of a sprint with the tasks that are in memory.
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
