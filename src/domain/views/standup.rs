//! The stand-up: what needs a look first, then one after another, by person or from right to left over the board.

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

/// Who has more items than these in progress has too much.
const TOO_MUCH: usize = 2;

/// From when on a stand-up looks back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// From the end of the last stand-up.
    StandUp(Instant),
    /// From the beginning of a day: there was no stand-up yet.
    Day(NaiveDate),
}

/// What is read for a stand-up beside what is in memory.
#[derive(Debug, Clone)]
pub struct StandupFacts {
    /// From when on it looks back.
    pub since: Since,
    /// What came of everything since then, in groups.
    pub changes: Vec<Group>,
    /// Who did what to items since then.
    pub steps: Vec<PersonStep>,
    /// How the work flows.
    pub flow: Flow,
}

/// What a person did to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonStep {
    /// Who.
    pub person: PersonId,
    /// The item; the first of several.
    pub item: ItemId,
    /// What, to be read after a name.
    pub sentence: String,
}

/// What keeps a team from its sprint goal.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Exceptions {
    /// Blocked items of the running work.
    pub blocked: Vec<BlockedItem>,
    /// Open impediments, the oldest first.
    pub impediments: Vec<OpenImpediment>,
    /// Items that are in their column longer than 85 % of items were.
    pub ageing: Vec<Ageing>,
    /// Columns with more items than their limit.
    pub over_limit: Vec<OverLimit>,
    /// How the work in progress is spread, while a sprint runs.
    pub load: Load,
}

/// A blocked item.
#[derive(Debug, Clone, Serialize)]
pub struct BlockedItem {
    /// The item.
    #[serde(flatten)]
    pub item: ItemRef,
    /// Why.
    pub reason: String,
    /// For how many days; 0 since today.
    pub days: Option<i64>,
    /// Who has it.
    pub assignees: Vec<String>,
}

/// An impediment that is not resolved.
#[derive(Debug, Clone, Serialize)]
pub struct OpenImpediment {
    /// The impediment.
    #[serde(skip)]
    pub id: ImpedimentId,
    /// What it is.
    pub text: String,
    /// The key of the item that it is about.
    pub about: Option<String>,
    /// Whom it keeps from going on.
    pub stuck: Option<String>,
    /// Who works on it.
    pub owner: Option<String>,
    /// To whom it was escalated.
    pub escalated: Option<String>,
    /// For how many days it has been open.
    pub days: i64,
}

/// An item that is in its column longer than is usual.
#[derive(Debug, Clone, Serialize)]
pub struct Ageing {
    /// The item.
    #[serde(flatten)]
    pub item: ItemRef,
    /// Its column, if that still exists.
    pub column: Option<String>,
    /// On which day of its stay it is; the first is 1.
    pub day: u64,
}

/// A column with more items than its limit.
#[derive(Debug, Clone, Serialize)]
pub struct OverLimit {
    /// Its name.
    pub column: String,
    /// How many items are in it.
    pub items: usize,
    /// How many are allowed.
    pub limit: u32,
}

/// How the work in progress is spread.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Load {
    /// Developers with nothing in progress.
    pub idle: Vec<String>,
    /// Developers with more than two items in progress.
    pub busy: Vec<Busy>,
    /// How many items in progress have no assignee.
    pub unassigned: usize,
}

/// A developer with many items in progress.
#[derive(Debug, Clone, Serialize)]
pub struct Busy {
    /// Who.
    pub name: String,
    /// How many items.
    pub items: usize,
}

/// One stop of the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The work of a person.
    Person(PersonId),
    /// The items of a column.
    Column(ColumnId),
    /// What needs an assignee and has none, what was started first.
    Nobody,
}

/// What is looked at in one stop of the walk.
#[derive(Debug, Clone, Serialize)]
pub struct Turn {
    /// The stop; `None` where there is nobody to walk through.
    #[serde(skip)]
    pub stop: Option<Stop>,
    /// The name of the person or column; `None` for unassigned work.
    pub name: Option<String>,
    /// The items, what is closest to being accepted first.
    pub items: Vec<ItemCard>,
    /// The open impediments of the person.
    pub impediments: Vec<OwnImpediment>,
    /// What the person did since the last stand-up; for a screen, a text has it among all that was done.
    #[serde(skip)]
    pub steps: Vec<(ItemRef, String)>,
}

/// An impediment of the person whose turn it is.
#[derive(Debug, Clone, Serialize)]
pub struct OwnImpediment {
    /// The impediment.
    #[serde(flatten)]
    pub impediment: OpenImpediment,
    /// Whether it keeps this person from going on; else the person works on it.
    pub is_stuck: bool,
}

/// Everything that a stand-up looks at.
#[derive(Debug, Clone, Serialize)]
pub struct Standup {
    /// From when on it looks back.
    #[serde(skip)]
    pub since: Since,
    /// What comes first.
    #[serde(flatten)]
    pub exceptions: Exceptions,
    /// What was done, in groups.
    pub changes: Vec<Group>,
    /// One person after another.
    pub walk: Vec<Turn>,
}

impl StandupFacts {
    /// Makes the facts of what was done since then; the items that it is about are in memory.
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
    /// Works out what comes first.
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
                column: workspace.columns.get(aged.column).map(|it| it.name.to_string()),
                day: aged.day,
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

    /// Tells whether there is nothing that comes first.
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

/// Returns the people of the walk: the developers, and whoever else has an item on the board.
pub fn members(workspace: &Workspace) -> Vec<PersonId> {
    let here = workspace.persons.iter().filter(|person| !person.has_left);
    here.filter(|it| it.is(Role::Developer) || carried(workspace, Some(it.id)).next().is_some())
        .map(|person| person.id)
        .collect()
}

/// Returns the stops of the walk: the columns from right to left, or the people, those named in `order` first.
pub fn walk(workspace: &Workspace, order: &[u64], by_column: bool) -> Vec<Stop> {
    if by_column {
        return workspace.board().into_iter().rev().map(|column| Stop::Column(column.id)).collect();
    }
    let mut people = members(workspace);
    people.sort_by_key(|id| order.iter().position(|number| *number == id.number()).unwrap_or(usize::MAX));
    let mut stops: Vec<Stop> = people.into_iter().map(Stop::Person).collect();
    if carried(workspace, None).next().is_some() {
        stops.push(Stop::Nobody);
    }
    stops
}

/// What is on the board and not accepted, of one person, or what needs an assignee.
fn carried(workspace: &Workspace, person: Option<PersonId>) -> impl Iterator<Item = &Item> {
    workspace.items.on_board().filter(move |item| {
        item.stage.is_on_board()
            && match person {
                Some(person) => item.assignees.contains(&person),
                None => item.assignees.is_empty() && workspace.wants_somebody(item),
            }
    })
}

impl Turn {
    /// Works out what is looked at in a stop.
    pub fn of(workspace: &Workspace, stop: Option<Stop>, steps: &[PersonStep], now: Instant) -> Self {
        let mut items: Vec<&Item> = match stop {
            None => Vec::new(),
            Some(Stop::Person(person)) => carried(workspace, Some(person)).collect(),
            Some(Stop::Nobody) => carried(workspace, None).collect(),
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
    /// Works out everything that a stand-up looks at, person by person.
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
