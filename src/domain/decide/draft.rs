//! A decision in progress: reads the workspace, collects changes, allocates ids.

use super::{Asking, Decision};
use crate::domain::change::{Change, Edit};
use crate::domain::command::FieldEdit;
use crate::domain::detail::Detail;
use crate::domain::id::{CeremonyId, EpicId, Id as _, ItemId, PersonId, TeamId};
use crate::domain::item::{Item, ItemField};
use crate::domain::model::{Entity, Epic, noun};
use crate::domain::operation::Operation;
use crate::domain::product::Product;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::sentence::{a, count, list};
use crate::domain::value::{Instant, Line, Override, Stage};
use crate::domain::workspace::{EntityTable, Workspace};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A decision in progress.
pub struct Draft<'a> {
    /// The state on which the decision is based.
    pub workspace: &'a Workspace,
    asking: Asking,
    changes: Vec<Change>,
    taken: BTreeMap<&'static str, u64>,
    counters: BTreeMap<&'static str, u64>,
}

impl<'a> Draft<'a> {
    /// Starts a decision.
    pub fn new(workspace: &'a Workspace, asking: Asking) -> Self {
        Self { workspace, asking, changes: Vec::new(), taken: BTreeMap::new(), counters: BTreeMap::new() }
    }

    /// Completes the decision; refuses it if nothing changes.
    pub(super) fn finish(self, operation: Operation) -> Result<Decision, Refusal> {
        if self.changes.is_empty() {
            return Err(Refusal::already("nothing would change"));
        }
        let sentence = operation.sentence(self.workspace);
        let operation = Some(operation);
        Ok(Decision { changes: self.changes, operation, sentence, plan: None, counters: self.counters })
    }

    /// Returns the current time.
    pub fn now(&self) -> Instant {
        self.asking.now
    }

    /// Returns the current day in the product's time zone.
    pub fn today(&self) -> NaiveDate {
        self.asking.now.day(self.workspace.zone())
    }

    /// Returns the acting person.
    pub fn actor(&self) -> Option<PersonId> {
        self.asking.actor
    }

    /// Returns the ceremony in which the person acts.
    pub fn ceremony(&self) -> Option<CeremonyId> {
        self.asking.ceremony
    }

    /// Returns whether there are no changes yet.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns the product, or a refusal if there is none.
    pub fn product(&self) -> Result<&'a Product, Refusal> {
        self.workspace.product().ok_or_else(|| Refusal::rule("there is no product in this file yet"))
    }

    /// Allocates the next id of a kind of entity.
    pub fn next_id<E: Entity>(&mut self) -> Result<E::Id, Refusal> {
        let last = self.workspace.counters.get(E::NAME).copied().unwrap_or_default();
        let taken = self.taken.entry(E::NAME).or_insert(last);
        *taken += 1;
        E::Id::new(*taken)
            .ok_or_else(|| Refusal::rule(format!("there are no more ids for {}", a(noun(E::NAME)))))
    }

    /// Reserves all ids of a kind of entity up to `highest`: [`Self::next_id`] continues above.
    ///
    /// Returns the highest id that was handed out before.
    pub(super) fn reserve_ids<E: Entity>(&mut self, highest: u64) -> u64 {
        let last = self.workspace.counters.get(E::NAME).copied().unwrap_or_default();
        let taken = self.taken.entry(E::NAME).or_insert(last);
        let before = *taken;
        *taken = before.max(highest);
        before
    }

    /// Raises the id counters to those of another product, so that its ids are not handed out again.
    pub(super) fn keep_counters(&mut self, counters: BTreeMap<&'static str, u64>) {
        self.counters = counters;
    }

    /// Adds a change.
    pub fn push(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Adds the creation of a row.
    pub fn create<E: EntityTable>(&mut self, row: E) {
        self.changes.push(E::change(Edit::Created(row)));
    }

    /// Adds the removal of a row.
    pub fn remove<E: EntityTable>(&mut self, row: &E) {
        self.changes.push(E::change(Edit::Removed(row.clone())));
    }

    /// Sets a field of a row, if the value differs.
    pub fn set<E: EntityTable>(&mut self, row: &E, new: E::Field) {
        let old = row.get(&new);
        if old != new {
            self.changes.push(E::change(Edit::Set { id: row.id(), item: row.item(), old, new }));
        }
    }

    /// Sets every field of a row that differs in `after`.
    pub fn alter<E: EntityTable>(&mut self, before: &E, after: &E) {
        if before != after {
            for field in after.fields() {
                self.set(before, field);
            }
        }
    }

    /// Creates a row, or sets all fields that differ if it exists.
    pub fn put<E: EntityTable>(&mut self, before: Option<&E>, after: E) {
        match before {
            Some(before) => self.alter(before, &after),
            None => self.create(after),
        }
    }

    /// Returns the number of changes so far.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Returns whether an edit is to be made: it is not if another person has changed the value since, and this
    /// person has chosen to leave it.
    pub(super) fn is_wanted<T: PartialEq>(
        &self,
        edited: &FieldEdit<T>,
        present: &T,
        shown: impl Fn(&T) -> String,
    ) -> Result<bool, Refusal> {
        match &edited.seen {
            Some(seen) if seen != present && edited.new != *present => {
                let (theirs, yours) = (shown(present), shown(&edited.new));
                let chosen =
                    self.asking.choices.iter().find(|it| (&it.theirs, &it.yours) == (&theirs, &yours));
                chosen.map(|it| it.is_yours).ok_or_else(|| {
                    Refusal::new(
                        Reason::Conflict { theirs, yours },
                        "someone else changed this in the meantime",
                    )
                    .hint("look at both texts and choose")
                })
            }
            _ => Ok(true),
        }
    }

    /// Returns the first team, or a refusal if there is none.
    pub fn team(&self) -> Result<TeamId, Refusal> {
        let team = self.workspace.teams.iter().next().map(|team| team.id);
        team.ok_or_else(|| Refusal::rule("there is no team in this file"))
    }

    /// Returns a row that is not a part of an item, or a refusal if it does not exist.
    pub fn find<E: EntityTable>(&self, id: E::Id) -> Result<&'a E, Refusal> {
        E::find(self.workspace, id, None).ok_or_else(|| {
            match EpicId::new(id.number()).filter(|_| E::NAME == Epic::NAME) {
                Some(epic) => Refusal::unknown(format!("there is no epic {}", self.workspace.epic_key(epic))),
                None => Refusal::unknown(format!("there is no such {}", noun(E::NAME))),
            }
        })
    }

    /// Returns a part of an item, or a refusal if the item has no such part.
    pub fn part<E: EntityTable>(&self, item: ItemId, id: E::Id) -> Result<&'a E, Refusal> {
        self.detail(item)?;
        E::find(self.workspace, id, Some(item))
            .ok_or_else(|| Refusal::unknown(format!("{} has no such {}", self.workspace.key(item), E::NAME)))
    }

    /// Returns an item, or a refusal if it does not exist.
    pub fn item(&self, id: ItemId) -> Result<&'a Item, Refusal> {
        self.workspace
            .items
            .get(id)
            .ok_or_else(|| Refusal::unknown(format!("there is no {}", self.workspace.key(id))))
    }

    /// Returns an item that is neither accepted nor dropped, or a refusal.
    pub fn open_item(&self, id: ItemId) -> Result<&'a Item, Refusal> {
        let item = self.item(id)?;
        if item.stage.is_open() {
            return Ok(item);
        }
        Err(Refusal::rule(format!("{} is {}", self.workspace.key(id), item.stage)).hint("reopen it first"))
    }

    /// Returns the detail of an item, which the session has loaded before.
    pub fn detail(&self, id: ItemId) -> Result<&'a Detail, Refusal> {
        self.item(id)?;
        self.workspace.detail(id).ok_or_else(|| {
            Refusal::rule(format!("{} is not loaded", self.workspace.key(id))).hint("try again")
        })
    }

    /// Refuses a list of items that is empty or contains duplicates.
    pub fn distinct(&self, items: &[ItemId]) -> Result<(), Refusal> {
        let mut seen = std::collections::BTreeSet::new();
        if items.is_empty() {
            return Err(Refusal::value("no item is named"));
        }
        match items.iter().find(|id| !seen.insert(**id)) {
            Some(twice) => Err(Refusal::value(format!("{} is named twice", self.workspace.key(*twice)))),
            None => Ok(()),
        }
    }

    /// Returns the keys of up to three items, or the number of items.
    pub fn named(&self, items: &[ItemId]) -> String {
        if items.len() > 3 {
            return count(items.len(), "item", "items");
        }
        list(&items.iter().map(|id| self.workspace.key(*id)).collect::<Vec<_>>())
    }

    /// Returns the result of [`Self::named`], followed by *is* or *are*.
    pub fn named_are(&self, items: &[ItemId]) -> String {
        format!("{} {}", self.named(items), if items.len() == 1 { "is" } else { "are" })
    }

    /// Moves an item to a stage, in the stage's first column or in the given one.
    pub fn transition(&mut self, item: &Item, stage: Stage, column: Option<crate::domain::id::ColumnId>) {
        let column = if stage.is_on_board() {
            column.or_else(|| self.workspace.first_column(stage).map(|column| column.id))
        } else {
            None
        };
        if item.stage != stage || item.board_column != column {
            self.set(item, ItemField::Stage(stage));
            self.set(item, ItemField::Column(column));
            self.set(item, ItemField::Since(self.now()));
            if (stage.is_started() || stage == Stage::Accepted) && item.started.is_none() {
                self.set(item, ItemField::Started(Some(self.now())));
            }
        }
    }

    /// Records a decision against a rule with its reason, or clears it. That of making an item ready stays while it is
    /// accepted, and after it is reopened.
    pub fn set_override(&mut self, item: &Item, decided: Override, reason: Option<&Line>) {
        let by = self.actor().filter(|_| reason.is_some());
        let ready = item.overrides().find(|(of, ..)| decided == Override::Accepted && *of == Override::Ready);
        let ready = ready.map(|(_, why, by)| (why.clone(), by));
        let (last, before) = match (reason, ready) {
            (Some(reason), ready) => (Some((decided, reason.clone(), by)), ready),
            (None, ready) => (ready.map(|(why, by)| (Override::Ready, why, by)), None),
        };
        self.set(item, ItemField::Reason(last.as_ref().map(|(_, why, _)| why.clone())));
        self.set(item, ItemField::Overridden(last.as_ref().map(|(decided, ..)| *decided)));
        self.set(item, ItemField::OverriddenBy(last.and_then(|(.., by)| by)));
        self.set(item, ItemField::ReadyReason(before.as_ref().map(|(why, _)| why.clone())));
        self.set(item, ItemField::ReadyReasonBy(before.and_then(|(_, by)| by)));
    }

    /// Refuses what is reserved for product owners, unless the product has none or it is done on behalf of one.
    pub fn as_product_owner(&self, what: &str) -> Result<(), Refusal> {
        match self.workspace.only_owners_accept(self.asking.actor, self.asking.on_behalf) {
            None => Ok(()),
            Some(owners) => Err(Refusal::for_product_owner(what, &owners)),
        }
    }
}
