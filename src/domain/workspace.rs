//! What is in memory: every open item, and of the past what somebody is looking at. `apply` is the only mutation.
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

use super::column::Column;
use super::definition::{Definition, Rule};
use super::detail::{Detail, Selection};
use super::epic::Epic;
use super::id::{EpicId, Id, ItemId, PersonId, SprintId};
use super::item::Item;
use super::label::Label;
use super::person::Person;
use super::product::{Product, Team};
use super::sprint::{Report, Sprint};
use super::value::{Role, SprintState, Stage};
use crate::domain::value::Zone;
use std::collections::{BTreeMap, HashMap};

/// The product's state, as far as it is loaded.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    /// The newest entry of the history that is in here; 0 for an empty history.
    pub revision: u64,
    /// The product; one at the most.
    pub products: RowMap<Product>,
    /// Its team; one at the most.
    pub teams: RowMap<Team>,
    /// Everybody.
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
    /// The reports that were read.
    pub reports: RowMap<Report>,
    /// The items: all open ones once loading is over, and what else was read.
    pub items: Items,
    /// The long texts and parts that were read.
    pub details: HashMap<ItemId, Detail>,
    /// The selections for sprints that are not closed, and for items whose detail was read.
    pub selections: RowMap<Selection>,
    /// What ceremonies leave behind.
    pub meetings: Meetings,
    /// The highest id handed out of each kind of entity.
    pub counters: BTreeMap<&'static str, u64>,
    /// Counts over the whole backlog.
    pub backlog_counts: BacklogCounts,
}

impl Workspace {
    /// Returns the product, once it is founded.
    pub fn product(&self) -> Option<&Product> {
        self.products.iter().next()
    }

    /// Returns the product's time zone, or UTC before there is a product.
    pub fn zone(&self) -> Zone {
        self.product().map_or(Zone::UTC, |product| product.zone)
    }

    /// Returns an item's key, such as `PB-142`.
    pub fn key(&self, id: ItemId) -> String {
        format!("{}-{}", self.prefix(), id.number())
    }

    /// Returns an epic's key, such as `PB-E3`.
    pub fn epic_key(&self, id: EpicId) -> String {
        format!("{}-E{}", self.prefix(), id.number())
    }

    fn prefix(&self) -> &str {
        self.product().map_or("?", |product| product.prefix.as_str())
    }

    /// Returns the sprint that runs.
    pub fn running(&self) -> Option<&Sprint> {
        self.sprints.iter().find(|sprint| sprint.state == SprintState::Running)
    }

    /// Returns the blocked items that a stand-up is about, the longest blocked first: those on the board or in the running
    /// sprint. What is blocked in a planned sprint is a matter of planning.
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

    /// Returns the closed sprints in the order of their closing, the last one last.
    pub fn closed(&self) -> Vec<&Sprint> {
        let mut closed: Vec<&Sprint> =
            self.sprints.iter().filter(|sprint| sprint.state == SprintState::Closed).collect();
        closed.sort_by_key(|sprint| (sprint.closed_at, sprint.end_day, sprint.id));
        closed
    }

    /// Returns the items that are selected for a sprint, in the order of their rank.
    pub fn in_sprint(&self, sprint: SprintId) -> Vec<&Item> {
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

    /// Returns the present selection of an item for the sprint that it is in.
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

    /// Returns the rules of a definition, in their order.
    pub fn rules_of(&self, definition: Definition) -> Vec<&Rule> {
        let mut rules: Vec<&Rule> = self.rules.iter().filter(|rule| rule.definition == definition).collect();
        rules.sort_by(|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        rules
    }

    /// Returns the people who answer for `role` now.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = &Person> {
        self.persons.iter().filter(move |person| person.is(role))
    }

    /// Returns the product owners, for a sentence, where accepting and rejecting is theirs and not open to who acts:
    /// neither one of them, nor on behalf of one. A product without an owner leaves it to anybody.
    pub fn only_owners_accept(&self, actor: Option<PersonId>, on_behalf: Option<PersonId>) -> Option<String> {
        let owners: Vec<&Person> = self.with_role(Role::ProductOwner).collect();
        let is_one = |id: PersonId| owners.iter().any(|owner| owner.id == id);
        if owners.is_empty() || actor.is_some_and(is_one) || on_behalf.is_some_and(is_one) {
            return None;
        }
        Some(owners.iter().map(|owner| owner.name.as_str()).collect::<Vec<_>>().join(" or "))
    }

    /// Tells whether somebody should have an item of the board: it is begun or blocked, or it cannot wait. The rest of the
    /// sprint waits for whoever is free.
    pub fn wants_somebody(&self, item: &Item) -> bool {
        item.stage != Stage::ToDo
            || item.blocked.is_some()
            || self.selection(item).is_some_and(|selection| selection.unplanned)
    }

    /// Returns a person's name, for a sentence.
    pub fn name(&self, person: PersonId) -> &str {
        self.persons.get(person).map_or("somebody", |person| person.name.as_str())
    }

    /// Returns the loaded detail of an item.
    pub fn detail(&self, item: ItemId) -> Option<&Detail> {
        self.details.get(&item)
    }
}
