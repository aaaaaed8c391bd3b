//! The stand-up: exceptions first, then the walk, by person or over the board from right to left.

use super::{ItemCard, ItemRef};
use crate::domain::change::Change;
use crate::domain::flow::Flow;
use crate::domain::id::{ColumnId, Id as _, ImpedimentId, ItemId, PersonId};
use crate::domain::impediment::Impediment;
use crate::domain::item::Item;
use crate::domain::minutes::{Group, MinutesEntry, digest};
use crate::domain::value::{Instant, Role, Stage};
use crate::domain::workspace::Workspace;
use chrono::NaiveDate;
use serde::Serialize;

/// A person with more items in progress than this is overloaded.
const TOO_MUCH: usize = 2;

/// The start of the period covered by a stand-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// The end of the last stand-up.
    StandUp(Instant),
    /// The start of a day, if there was no stand-up yet.
    Day(NaiveDate),
}

/// The facts read for a stand-up in addition to the state in memory.
#[derive(Debug, Clone)]
pub struct StandupFacts {
    /// The start of the period.
    pub since: Since,
    /// The outcomes of all operations since then, in groups.
    pub changes: Vec<Group>,
    /// What each person did to items since then.
    pub steps: Vec<PersonStep>,
    /// How the work flows.
    pub flow: Flow,
}

/// An operation of a person on an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonStep {
    /// The person.
    pub person: PersonId,
    /// The item; the first of several.
    pub item: ItemId,
    /// The operation, as a phrase that follows a name.
    pub sentence: String,
}

/// The exceptions: what endangers the sprint goal.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Exceptions {
    /// Blocked items in progress.
    pub blocked: Vec<BlockedItem>,
    /// Open impediments, the oldest first.
    pub impediments: Vec<OpenImpediment>,
    /// Items in their column longer than 85 % of earlier items were.
    pub ageing: Vec<Ageing>,
    /// Columns with more items than their limit.
    pub over_limit: Vec<OverLimit>,
    /// The distribution of the work in progress, while a sprint is running.
    pub load: Load,
}

/// A blocked item.
#[derive(Debug, Clone, Serialize)]
pub struct BlockedItem {
    /// The item.
    #[serde(flatten)]
    pub item: ItemRef,
    /// The reason.
    pub reason: String,
    /// The number of days since it was blocked; 0 on the first.
    pub days: Option<i64>,
    /// The assignees.
    pub assignees: Vec<String>,
}

/// An impediment that is not resolved.
#[derive(Debug, Clone, Serialize)]
pub struct OpenImpediment {
    /// The impediment.
    #[serde(skip)]
    pub id: ImpedimentId,
    /// The description.
    pub text: String,
    /// The key of the item concerned.
    pub about: Option<String>,
    /// The person held up by it.
    pub stuck: Option<String>,
    /// The person responsible.
    pub owner: Option<String>,
    /// The person to whom it was escalated.
    pub escalated: Option<String>,
    /// The number of days since it was raised.
    pub days: i64,
}

/// An item that is ageing: started longer ago than 85 % of items took.
#[derive(Debug, Clone, Serialize)]
pub struct Ageing {
    /// The item.
    #[serde(flatten)]
    pub item: ItemRef,
    /// Its column, if it still exists.
    pub column: Option<String>,
    /// The day since it was first started, counted from 1.
    pub day: u64,
    /// The day of its stay in the column, counted from 1.
    pub day_in_column: u64,
    /// The number of items that its age is compared with.
    pub items: usize,
}

/// A column with more items than its limit.
#[derive(Debug, Clone, Serialize)]
pub struct OverLimit {
    /// Its name.
    pub column: String,
    /// The number of items in it.
    pub items: usize,
    /// The limit.
    pub limit: u32,
}

/// The distribution of the work in progress.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Load {
    /// Developers with nothing in progress.
    pub idle: Vec<String>,
    /// Developers with more than two items in progress.
    pub busy: Vec<Busy>,
    /// The number of unassigned items in progress.
    pub unassigned: usize,
}

/// A developer with many items in progress.
#[derive(Debug, Clone, Serialize)]
pub struct Busy {
    /// The name.
    pub name: String,
    /// The number of items.
    pub items: usize,
}

/// One stop of the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The work of a person.
    Person(PersonId),
    /// The items of a column.
    Column(ColumnId),
    /// Unassigned items in progress, the earliest started first.
    Nobody,
}

/// The contents of one stop of the walk.
#[derive(Debug, Clone, Serialize)]
pub struct Turn {
    /// The stop; `None` if the walk is empty.
    #[serde(skip)]
    pub stop: Option<Stop>,
    /// The name of the person or column; `None` for unassigned work.
    pub name: Option<String>,
    /// The items, those closest to acceptance first.
    pub items: Vec<ItemCard>,
    /// The open impediments of the person.
    pub impediments: Vec<OwnImpediment>,
    /// What the person did since the last stand-up. For screens only: in texts it is part of all changes.
    #[serde(skip)]
    pub steps: Vec<(ItemRef, String)>,
}

/// An impediment of the person whose turn it is.
#[derive(Debug, Clone, Serialize)]
pub struct OwnImpediment {
    /// The impediment.
    #[serde(flatten)]
    pub impediment: OpenImpediment,
    /// Whether it holds up this person; otherwise the person is responsible for it.
    pub is_stuck: bool,
}

/// The contents of a stand-up.
#[derive(Debug, Clone, Serialize)]
pub struct Standup {
    /// The start of the period.
    #[serde(skip)]
    pub since: Since,
    /// The exceptions.
    #[serde(flatten)]
    pub exceptions: Exceptions,
    /// The changes, in groups.
    pub changes: Vec<Group>,
    /// The walk, person by person.
    pub walk: Vec<Turn>,
}

impl StandupFacts {
    /// Builds the facts from the operations since then. The items concerned must be in memory.
    pub fn new(workspace: &Workspace, since: Since, entries: &[MinutesEntry], flow: Flow) -> Self {
        let step = |entry: &MinutesEntry| {
            let mut items = entry.changes.iter().filter_map(Change::item);
            Some(PersonStep { person: entry.person?, item: items.next()?, sentence: entry.sentence.clone() })
        };
        Self {
            since,
            changes: digest(workspace, entries),
            steps: entries.iter().filter_map(step).collect(),
            flow,
        }
    }
}

impl Exceptions {
    /// Builds the exceptions.
    pub fn of(workspace: &Workspace, facts: Option<&StandupFacts>, now: Instant) -> Self {
        let days = |since: Instant| since.days_until(now, workspace.zone()).max(0);
        let blocked = workspace.blocked_in_running_work().into_iter().map(|item| BlockedItem {
            item: ItemRef::of(workspace, item),
            reason: item.blocked.as_deref().unwrap_or_default().to_owned(),
            days: item.blocked_since.map(days),
            assignees: workspace.assignees(item),
        });
        let open = workspace.meetings.open_impediments();
        let ageing = facts.iter().flat_map(|facts| &facts.flow.aged).filter_map(|aged| {
            Some(Ageing {
                item: ItemRef::of(workspace, workspace.items.get(aged.item)?),
                column: aged.column.and_then(|id| workspace.columns.get(id)).map(|it| it.name.to_string()),
                day: aged.day,
                day_in_column: aged.day_in_column,
                items: aged.items,
            })
        });
        Self {
            blocked: blocked.collect(),
            impediments: open.into_iter().map(|it| OpenImpediment::of(workspace, it, now)).collect(),
            ageing: ageing.collect(),
            over_limit: over_limit(workspace),
            load: Load::of(workspace),
        }
    }

    /// Returns whether there are no exceptions.
    pub fn is_empty(&self) -> bool {
        let Self { blocked, impediments, ageing, over_limit, load } = self;
        blocked.is_empty()
            && impediments.is_empty()
            && ageing.is_empty()
            && over_limit.is_empty()
            && load.is_even()
    }
}

impl OpenImpediment {
    fn of(workspace: &Workspace, it: &Impediment, now: Instant) -> Self {
        let name = |id| workspace.name(id).to_owned();
        Self {
            id: it.id,
            text: it.text.to_string(),
            about: it.about.map(|id| workspace.key(id)),
            stuck: it.stuck.map(name),
            owner: it.owner.map(name),
            escalated: it.escalated.as_ref().map(ToString::to_string),
            days: it.raised_at.days_until(now, workspace.zone()).max(0),
        }
    }
}

fn over_limit(workspace: &Workspace) -> Vec<OverLimit> {
    let over = |column: &crate::domain::column::Column| {
        let inside = workspace.items.on_board().filter(|it| it.board_column == Some(column.id));
        let (items, limit) = (inside.count(), column.wip?);
        (items as u64 > u64::from(limit)).then(|| OverLimit { column: column.name.to_string(), items, limit })
    };
    workspace.board().into_iter().filter_map(over).collect()
}

impl Load {
    fn of(workspace: &Workspace) -> Self {
        let mut load = Self::default();
        if workspace.running().is_none() {
            return load;
        }
        let in_progress =
            || workspace.items.on_board().filter(|it| matches!(it.stage, Stage::Doing | Stage::Review));
        for member in workspace.with_role(Role::Developer) {
            let name = member.name.to_string();
            match in_progress().filter(|it| it.assignees.contains(&member.id)).count() {
                0 => load.idle.push(name),
                items if items > TOO_MUCH => load.busy.push(Busy { name, items }),
                _ => {}
            }
        }
        load.unassigned = in_progress().filter(|it| it.assignees.is_empty()).count();
        load
    }

    fn is_even(&self) -> bool {
        self.idle.is_empty() && self.busy.is_empty() && self.unassigned == 0
    }
}

/// Returns the people of the walk: the developers, and anyone else with an item on the board.
pub fn members(workspace: &Workspace) -> Vec<PersonId> {
    let here = workspace.persons.iter().filter(|person| !person.has_left);
    here.filter(|it| it.is(Role::Developer) || open_items_of(workspace, Some(it.id)).next().is_some())
        .map(|person| person.id)
        .collect()
}

/// Returns the stops of the walk: the columns from right to left, or the people, those in `order` first.
pub fn walk(workspace: &Workspace, order: &[u64], by_column: bool) -> Vec<Stop> {
    if by_column {
        return workspace.board().into_iter().rev().map(|column| Stop::Column(column.id)).collect();
    }
    let mut people = members(workspace);
    people.sort_by_key(|id| order.iter().position(|number| *number == id.number()).unwrap_or(usize::MAX));
    let mut stops: Vec<Stop> = people.into_iter().map(Stop::Person).collect();
    if open_items_of(workspace, None).next().is_some() {
        stops.push(Stop::Nobody);
    }
    stops
}

/// Returns the unaccepted items on the board of one person, or those that need an assignee.
fn open_items_of(workspace: &Workspace, person: Option<PersonId>) -> impl Iterator<Item = &Item> {
    workspace.items.on_board().filter(move |item| {
        item.stage.is_on_board()
            && match person {
                Some(person) => item.assignees.contains(&person),
                None => item.assignees.is_empty() && workspace.wants_somebody(item),
            }
    })
}

impl Turn {
    /// Builds the contents of a stop.
    pub fn of(workspace: &Workspace, stop: Option<Stop>, steps: &[PersonStep], now: Instant) -> Self {
        let mut items: Vec<&Item> = match stop {
            None => Vec::new(),
            Some(Stop::Person(person)) => open_items_of(workspace, Some(person)).collect(),
            Some(Stop::Nobody) => open_items_of(workspace, None).collect(),
            Some(Stop::Column(column)) => {
                workspace.items.on_board().filter(|it| it.board_column == Some(column)).collect()
            }
        };
        items.sort_by_key(|item| (std::cmp::Reverse(item.stage), &item.rank, item.id));
        let mut turn = Self {
            stop,
            name: None,
            items: items.into_iter().map(|item| ItemCard::of(workspace, item, now)).collect(),
            impediments: Vec::new(),
            steps: Vec::new(),
        };
        match stop {
            Some(Stop::Person(person)) => {
                turn.name = Some(workspace.name(person).to_owned());
                let open = workspace.meetings.open_impediments().into_iter();
                let own = open.filter(|it| it.stuck == Some(person) || it.owner == Some(person));
                turn.impediments.extend(own.map(|it| OwnImpediment {
                    impediment: OpenImpediment::of(workspace, it, now),
                    is_stuck: it.stuck == Some(person),
                }));
                let own = steps.iter().filter(|it| it.person == person);
                turn.steps.extend(own.map(|it| (ItemRef::by_id(workspace, it.item), it.sentence.clone())));
            }
            Some(Stop::Column(column)) => {
                turn.name = workspace.columns.get(column).map(|it| it.name.to_string());
            }
            Some(Stop::Nobody) | None => {}
        }
        turn
    }
}

impl Standup {
    /// Builds the contents of a stand-up, person by person.
    pub fn of(workspace: &Workspace, facts: &StandupFacts, now: Instant) -> Self {
        let walk = walk(workspace, &[], false).into_iter();
        Self {
            since: facts.since,
            exceptions: Exceptions::of(workspace, Some(facts), now),
            changes: facts.changes.clone(),
            walk: walk.map(|stop| Turn::of(workspace, Some(stop), &[], now)).collect(),
        }
    }
}
