//! The state in memory: every open item, and the past items that were loaded. `apply` is the only mutation.
//!
//! Reading from the store is not here: the session puts rows in with [`Workspace::put`].

mod apply;
mod backlog_counts;
mod entity_table;
mod items;
mod meetings;
mod names;
mod row_map;

pub use backlog_counts::BacklogCounts;
pub use entity_table::{EntityTable, PartTable};
pub use items::Items;
pub use meetings::Meetings;
pub use row_map::RowMap;

use super::account::{Level, SprintAccount};
use super::chronology::HistorySpan;
use super::column::Column;
use super::cycle_times::CycleTimes;
use super::definition::{Definition, Rule};
use super::detail::{Detail, Selection};
use super::epic::Epic;
use super::id::{EpicId, Id, ItemId, PersonId, SprintId};
use super::item::{Item, leaves, sum_of_points};
use super::label::Label;
use super::person::Person;
use super::product::{Prefix, Product, Team};
use super::sprint::{Report, Sprint};
use super::value::{Instant, Role, SprintState, Stage, Weekdays, Zone};
use std::collections::{BTreeMap, HashMap};

/// The loaded part of the product's state.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    /// The newest history entry that is included; 0 for an empty history.
    pub revision: u64,
    /// The time of the first and of the newest entry; `None` if there are none.
    pub span: Option<HistorySpan>,
    /// The product; one at most.
    pub products: RowMap<Product>,
    /// Its team; one at most.
    pub teams: RowMap<Team>,
    /// All people, including those who have left.
    pub persons: RowMap<Person>,
    /// All epics.
    pub epics: RowMap<Epic>,
    /// All labels.
    pub labels: RowMap<Label>,
    /// The columns of the board.
    pub columns: RowMap<Column>,
    /// The rules of both definitions.
    pub rules: RowMap<Rule>,
    /// All sprints.
    pub sprints: RowMap<Sprint>,
    /// The reports that were loaded.
    pub reports: RowMap<Report>,
    /// The items: all open ones once loading is complete, and the others that were loaded.
    pub items: Items,
    /// The long texts and parts that were loaded.
    pub details: HashMap<ItemId, Detail>,
    /// The selections for sprints that are not closed, and for items whose detail is loaded.
    pub selections: RowMap<Selection>,
    /// The account of the running sprint, as of [`Self::revision`]; `None` without one.
    pub account: Option<SprintAccount>,
    /// The cycle times of the items accepted in the last closed sprints, with the time of the last close that they
    /// include; `None` before they were read.
    pub cycle_times: Option<(Option<Instant>, CycleTimes)>,
    /// The records of ceremonies.
    pub meetings: Meetings,
    /// The highest id handed out, for each kind of entity.
    pub counters: BTreeMap<&'static str, u64>,
    /// Counts over the complete backlog.
    pub backlog_counts: BacklogCounts,
    /// The prefixes that the product's keys had before, the oldest first; keys that begin with them keep their meaning.
    pub former_prefixes: Vec<Prefix>,
}

impl Workspace {
    /// Returns the product; `None` before it is created.
    pub fn product(&self) -> Option<&Product> {
        self.products.iter().next()
    }

    /// Returns the product's time zone; UTC before there is a product.
    pub fn zone(&self) -> Zone {
        self.product().map_or(Zone::UTC, |product| product.zone)
    }

    /// Returns the weekdays on which the team works: Monday to Friday if the product does not say otherwise.
    pub fn working_week(&self) -> Weekdays {
        self.product().and_then(|product| product.working_days).unwrap_or(Weekdays::MONDAY_TO_FRIDAY)
    }

    /// Returns the number of past sprints that a velocity is taken over: 8 if the product does not say otherwise.
    pub fn velocity_sprints(&self) -> usize {
        self.product().and_then(|product| product.velocity_sprints).map_or(8, |sprints| sprints as usize)
    }

    /// Returns an item's key, such as `PB-142`.
    pub fn key(&self, id: ItemId) -> String {
        format!("{}-{}", self.prefix(), self.items.number(id))
    }

    /// Returns an epic's key: `PB-E3`, or `PB-142` if an import brought its number.
    pub fn epic_key(&self, id: EpicId) -> String {
        match self.epics.get(id).and_then(|epic| epic.number) {
            Some(number) => format!("{}-{number}", self.prefix()),
            None => format!("{}-E{}", self.prefix(), id.number()),
        }
    }

    fn prefix(&self) -> &str {
        self.product().map_or("?", |product| product.prefix.as_str())
    }

    /// Returns the running sprint.
    pub fn running(&self) -> Option<&Sprint> {
        self.sprints.iter().find(|sprint| sprint.state == SprintState::Running)
    }

    /// Returns the blocked items that concern a stand-up, the longest blocked first: those on the board or in the
    /// running sprint. Blocked items of a planned sprint concern planning.
    pub fn blocked_in_running_work(&self) -> Vec<&Item> {
        let running = self.running().map(|sprint| sprint.id);
        let open = self.items.open_rows();
        let mut blocked: Vec<&Item> = open
            .filter(|item| item.blocked.is_some())
            .filter(|item| item.stage.is_on_board() || (running.is_some() && item.sprint == running))
            .collect();
        blocked.sort_by_key(|item| (item.blocked_since, item.id));
        blocked
    }

    /// Returns the planned sprints, the next one first.
    pub fn planned(&self) -> Vec<&Sprint> {
        let mut planned: Vec<&Sprint> =
            self.sprints.iter().filter(|sprint| sprint.state == SprintState::Planned).collect();
        planned.sort_by_key(|sprint| (sprint.start_day.is_none(), sprint.start_day, sprint.id));
        planned
    }

    /// Returns the closed sprints in the order of their last days, planned or else real.
    pub fn closed(&self) -> Vec<&Sprint> {
        let mut closed: Vec<&Sprint> =
            self.sprints.iter().filter(|sprint| sprint.state == SprintState::Closed).collect();
        let zone = self.zone();
        closed.sort_by_key(|sprint| {
            let end = sprint.end_day.or(sprint.closed_at.map(|at| at.day(zone)));
            (end, sprint.closed_at, sprint.id)
        });
        closed
    }

    /// Returns when a sprint was last closed.
    pub fn last_close(&self) -> Option<Instant> {
        self.sprints.iter().filter_map(|sprint| sprint.closed_at).max()
    }

    /// Returns the cycle times that were read; none before that.
    pub fn known_cycle_times(&self) -> CycleTimes {
        self.cycle_times.map(|(_, times)| times).unwrap_or_default()
    }

    /// Returns the items of a sprint, in rank order: those that are selected for it, without what was accepted before it
    /// started.
    pub fn in_sprint(&self, sprint: SprintId) -> Vec<&Item> {
        let mut items = self.selected_for(sprint);
        items.retain(|item| !self.was_accepted_before(item));
        items
    }

    /// Returns whether an item was accepted before the sprint that it is in started, as an import may bring it in: it is
    /// no part of the sprint's work. Nobody knows for a sprint that is closed.
    pub fn was_accepted_before(&self, item: &Item) -> bool {
        let sprint = item.sprint.and_then(|id| self.sprints.get(id));
        item.stage == Stage::Accepted
            && sprint.is_some_and(|sprint| {
                sprint.state != SprintState::Closed
                    && (sprint.started_at.is_none() || item.ended < sprint.started_at)
            })
    }

    /// Returns the items that are selected for a sprint, in rank order.
    pub fn selected_for(&self, sprint: SprintId) -> Vec<&Item> {
        let mut items: Vec<&Item> = self
            .selections
            .iter()
            .filter(|selection| selection.sprint == sprint && selection.until.is_none())
            .filter_map(|selection| self.items.get(selection.item))
            .filter(|item| item.sprint == Some(sprint))
            .collect();
        items.sort_by(|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        items
    }

    /// Returns the scope of a sprint that is not closed, and what is accepted of it.
    pub fn level(&self, sprint: SprintId) -> Level {
        if let Some(account) = self.account.as_ref().filter(|account| account.sprint == sprint) {
            return account.level();
        }
        let items = self.in_sprint(sprint);
        let accepted = leaves(&items).into_iter().filter(|item| item.stage == Stage::Accepted);
        let done = accepted.map(|item| u64::from(item.points().as_hundredths())).sum();
        Level { scope: sum_of_points(&items), done }
    }

    /// Returns the current selection of an item for the sprint it is in.
    pub fn selection(&self, item: &Item) -> Option<&Selection> {
        let sprint = item.sprint?;
        self.selections.iter().find(|it| it.item == item.id && it.sprint == sprint && it.until.is_none())
    }

    /// Returns the columns of the board from left to right.
    pub fn board(&self) -> Vec<&Column> {
        let mut columns: Vec<&Column> = self.columns.iter().collect();
        columns.sort_by(|a, b| (a.stage, &a.rank, a.id).cmp(&(b.stage, &b.rank, b.id)));
        columns
    }

    /// Returns the first column of a stage.
    pub fn first_column(&self, stage: Stage) -> Option<&Column> {
        self.board().into_iter().find(|column| column.stage == stage)
    }

    /// Returns the rules of a definition, in order.
    pub fn rules_of(&self, definition: Definition) -> Vec<&Rule> {
        let mut rules: Vec<&Rule> = self.rules.iter().filter(|rule| rule.definition == definition).collect();
        rules.sort_by(|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        rules
    }

    /// Returns the people who currently have `role`.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = &Person> {
        self.persons.iter().filter(move |person| person.is(role))
    }

    /// Returns the names of the product owners, for a sentence, if accepting and rejecting is reserved for them and
    /// the actor neither is one nor acts on behalf of one. A product without an owner lets anyone accept.
    pub fn only_owners_accept(&self, actor: Option<PersonId>, on_behalf: Option<PersonId>) -> Option<String> {
        let owners: Vec<&Person> = self.with_role(Role::ProductOwner).collect();
        let is_one = |id: PersonId| owners.iter().any(|owner| owner.id == id);
        if owners.is_empty() || actor.is_some_and(is_one) || on_behalf.is_some_and(is_one) {
            return None;
        }
        Some(owners.iter().map(|owner| owner.name.as_str()).collect::<Vec<_>>().join(" or "))
    }

    /// Returns whether an item of the board should have an assignee: it is started, blocked or unplanned. The other
    /// items of the sprint wait until a person is free.
    pub fn wants_somebody(&self, item: &Item) -> bool {
        item.stage != Stage::ToDo
            || item.blocked.is_some()
            || self.selection(item).is_some_and(|selection| selection.unplanned)
    }

    /// Returns a person's name, for a sentence.
    pub fn name(&self, person: PersonId) -> &str {
        self.persons.get(person).map_or("someone", |person| person.name.as_str())
    }

    /// Returns the names of an item's assignees.
    pub fn assignees(&self, item: &Item) -> Vec<String> {
        item.assignees.iter().map(|id| self.name(*id).to_owned()).collect()
    }

    /// Returns the name of an item's column, or of its stage if it has none.
    pub fn column_of(&self, item: &Item) -> &str {
        let column = item.board_column.and_then(|id| self.columns.get(id));
        column.map_or(item.stage.title(), |column| column.name.as_str())
    }

    /// Returns the loaded detail of an item.
    pub fn detail(&self, item: ItemId) -> Option<&Detail> {
        self.details.get(&item)
    }
}
