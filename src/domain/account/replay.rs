//! The replay of a sprint's items.

use super::{AccountLine, AccountOutcome, AccountStep, AtStart, Level, Reached, ReachedStep, SprintAccount};
use crate::domain::id::{ItemId, SprintId};
use crate::domain::item::ItemField;
use crate::domain::value::{Instant, Points, SprintState, Stage};
use std::collections::{BTreeMap, BTreeSet};

/// When a sprint was started and closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountPeriod {
    /// The sprint.
    pub sprint: SprintId,
    /// When it was started.
    pub started: Instant,
    /// The revision that started it.
    pub start: u64,
    /// Every change of its state since, with its revision. While it is closed, nothing changes in the account: what the
    /// close moves elsewhere was in the sprint until its end.
    pub states: Vec<(u64, SprintState)>,
}

/// A recorded change of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountEvent {
    /// The history entry that it is part of.
    pub revision: u64,
    /// When the change was made.
    pub at: Instant,
    /// The item.
    pub item: ItemId,
    /// What changed.
    pub what: AccountChange,
}

/// What changed of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountChange {
    /// A field was set, or the item was created with it.
    Set(ItemField),
    /// The item was removed: its creation was undone.
    Removed,
}

/// Replays the changes of the items that were ever in a sprint, in the order of the history: all changes of their
/// sprint, stage, estimate, parent and origin, from the beginning.
pub fn replay(period: &AccountPeriod, events: &[AccountEvent]) -> SprintAccount {
    let mut replay = Replay::new(period);
    let mut states = period.states.iter().filter(|(revision, _)| *revision > period.start).peekable();
    let mut has_started = false;
    for entry in events.chunk_by(|a, b| a.revision == b.revision) {
        let revision = entry[0].revision;
        if !has_started && revision > period.start {
            replay.start();
            has_started = true;
        }
        while let Some((_, state)) = states.next_if(|(at, _)| *at <= revision) {
            replay.is_closed = *state == SprintState::Closed;
        }
        replay.take(entry, has_started);
    }
    if !has_started {
        replay.start();
    }
    replay.finish()
}

/// An item as it is at one time.
#[derive(Clone, Default)]
struct ItemState {
    exists: bool,
    sprint: Option<SprintId>,
    stage: Option<Stage>,
    estimate: Option<Points>,
    /// The estimate that counts: that at acceptance while it is accepted.
    counted: Option<Points>,
    parent: Option<ItemId>,
    split_from: Option<ItemId>,
    /// Whether it was accepted before the start: it does not belong to the sprint until it is reopened.
    is_done_before: bool,
}

impl ItemState {
    fn is_accepted(&self) -> bool {
        self.stage == Some(Stage::Accepted)
    }
}

/// How an item came into the sprint.
#[derive(Clone, Copy)]
struct Entered {
    forecast: Option<AtStart>,
    part_of: Option<ItemId>,
    amount: u64,
    estimate: Option<Points>,
    is_counted: bool,
}

impl Entered {
    fn of(inside: Inside) -> Self {
        let Inside { amount, estimate, is_counted, .. } = inside;
        Self { forecast: None, part_of: None, amount, estimate, is_counted }
    }
}

/// An item in the sprint.
#[derive(Clone, Copy)]
struct Inside {
    /// The amount that counts.
    amount: u64,
    estimate: Option<Points>,
    is_accepted: bool,
    /// Whether its own estimate counts: no child of it is in the sprint, but for what was split off from it.
    is_counted: bool,
}

type AllInside = BTreeMap<ItemId, Inside>;

struct Replay<'a> {
    period: &'a AccountPeriod,
    items: BTreeMap<ItemId, ItemState>,
    entries: BTreeMap<ItemId, Entered>,
    /// Parts that were split off and have not been in the sprint themselves, each with its origin.
    away: BTreeMap<ItemId, ItemId>,
    is_closed: bool,
    forecast: u64,
    steps: Vec<AccountStep>,
    /// The items in the sprint after the last entry.
    inside: AllInside,
    /// The furthest stage of each item that was ever in the sprint.
    furthest: BTreeMap<ItemId, Stage>,
    reached: Vec<ReachedStep>,
}

impl<'a> Replay<'a> {
    fn new(period: &'a AccountPeriod) -> Self {
        Self {
            period,
            items: BTreeMap::new(),
            entries: BTreeMap::new(),
            away: BTreeMap::new(),
            is_closed: false,
            forecast: 0,
            steps: Vec::new(),
            inside: BTreeMap::new(),
            furthest: BTreeMap::new(),
            reached: Vec::new(),
        }
    }

    fn start(&mut self) {
        for item in self.items.values_mut() {
            item.is_done_before = item.is_accepted();
        }
        self.inside = self.now_inside();
        self.forecast = self.inside.values().map(|it| it.amount).sum();
        for (id, inside) in self.inside.clone() {
            self.entries
                .insert(id, Entered { forecast: Some(AtStart(inside.estimate)), ..Entered::of(inside) });
        }
        self.note_reached(self.period.started);
    }

    /// Takes the changes of one entry of the history.
    fn take(&mut self, entry: &[AccountEvent], has_started: bool) {
        let known = |id: ItemId| self.items.get(&id).cloned().unwrap_or_default();
        let earlier: BTreeMap<ItemId, ItemState> =
            entry.iter().map(|event| (event.item, known(event.item))).collect();
        for event in entry {
            self.change(event);
        }
        for (id, earlier) in &earlier {
            let Some(item) = self.items.get_mut(id) else { continue };
            item.is_done_before &= item.is_accepted();
            if !(item.is_accepted() && earlier.is_accepted()) {
                item.counted = item.estimate;
            }
        }
        if !has_started || self.is_closed {
            return;
        }
        let mut split: BTreeMap<ItemId, Vec<ItemId>> = BTreeMap::new();
        for (id, _) in earlier.iter().filter(|(id, earlier)| !earlier.exists && self.items[*id].exists) {
            let origin = self.items[id].split_from.filter(|origin| self.inside.contains_key(origin));
            if let Some(origin) = origin {
                split.entry(origin).or_default().push(*id);
                self.away.insert(*id, origin);
            }
        }
        let (items, sprint) = (&self.items, self.period.sprint);
        self.away.retain(|id, _| items.get(id).is_some_and(|it| it.sprint != Some(sprint)));
        let after = self.now_inside();
        let before = std::mem::replace(&mut self.inside, after);
        self.share(&split);
        let undone = self.update_entries(&before);
        self.step(entry[0].at, &before, undone || !split.is_empty());
        self.note_reached(entry[0].at);
    }

    /// Notes how far the items have come: those that are no longer in the sprint have left it for good.
    fn note_reached(&mut self, at: Instant) {
        for id in self.inside.keys() {
            let stage = self.items[id].stage.unwrap_or(Stage::New);
            let furthest = self.furthest.entry(*id).or_insert(stage);
            *furthest = stage.max(*furthest);
        }
        let inside = &self.inside;
        for (_, stage) in self.furthest.iter_mut().filter(|(id, _)| !inside.contains_key(id)) {
            *stage = Stage::Dropped;
        }
        let count = |least: Stage| self.furthest.values().filter(|stage| **stage >= least).count();
        let reached = Reached {
            entered: self.furthest.len(),
            started: count(Stage::Doing),
            in_review: count(Stage::Review),
            finished: count(Stage::Accepted),
        };
        if self.reached.last().is_none_or(|last| last.reached != reached) {
            self.reached.push(ReachedStep { at, reached });
        }
    }

    fn change(&mut self, event: &AccountEvent) {
        let item = self.items.entry(event.item).or_default();
        let AccountChange::Set(field) = &event.what else {
            item.exists = false;
            return;
        };
        item.exists = true;
        #[expect(clippy::wildcard_enum_match_arm, reason = "the other fields do not concern a sprint")]
        match field {
            ItemField::Sprint(sprint) => item.sprint = *sprint,
            ItemField::Stage(stage) => item.stage = Some(*stage),
            ItemField::Estimate(estimate) => item.estimate = *estimate,
            ItemField::Parent(parent) => item.parent = *parent,
            ItemField::SplitFrom(origin) => item.split_from = *origin,
            _ => {}
        }
    }

    /// Returns whether an item is in the sprint, or was split off from one that is.
    fn is_inside(&self, id: ItemId) -> bool {
        let mut next = Some(id);
        while let Some(item) = next.and_then(|id| self.items.get(&id)) {
            if !item.exists || item.is_done_before {
                return false;
            }
            if item.sprint == Some(self.period.sprint) {
                return true;
            }
            next = next.and_then(|id| self.away.get(&id)).copied();
        }
        false
    }

    fn now_inside(&self) -> AllInside {
        let ids: Vec<ItemId> = self.items.keys().copied().filter(|id| self.is_inside(*id)).collect();
        let parent = |id: &ItemId| self.items[id].parent.filter(|it| self.items[id].split_from != Some(*it));
        let parents: BTreeSet<ItemId> = ids.iter().filter_map(parent).collect();
        let inside = |id: ItemId| {
            let item = &self.items[&id];
            let is_counted = !parents.contains(&id);
            let points = item.counted.filter(|_| is_counted).unwrap_or_default();
            let inside = Inside {
                amount: u64::from(points.as_hundredths()),
                estimate: item.counted,
                is_accepted: item.is_accepted(),
                is_counted,
            };
            (id, inside)
        };
        ids.into_iter().map(inside).collect()
    }

    /// Divides the amount of each item that was split among it and its parts: each gets as much as it is estimated at,
    /// the last part the rest.
    fn share(&mut self, split: &BTreeMap<ItemId, Vec<ItemId>>) {
        for (origin, parts) in split {
            let amount = |id: &ItemId| self.inside.get(id).map_or(0, |it| it.amount);
            let Some(entry) = self.entries.get_mut(origin) else { continue };
            let mut rest = entry.amount;
            entry.amount = amount(origin).min(rest);
            rest -= entry.amount;
            for (at, part) in parts.iter().enumerate() {
                let Some(inside) = self.inside.get(part) else { continue };
                let amount = if at + 1 == parts.len() { rest } else { inside.amount.min(rest) };
                rest -= amount;
                self.entries
                    .insert(*part, Entered { part_of: Some(*origin), amount, ..Entered::of(*inside) });
            }
        }
    }

    /// Adds what came in, and forgets what left without having been part of the forecast. Returns whether a split was
    /// undone: then the item has its amount again.
    fn update_entries(&mut self, before: &AllInside) -> bool {
        for (id, inside) in self.inside.iter().filter(|(id, _)| !before.contains_key(id)) {
            self.entries.entry(*id).or_insert(Entered::of(*inside));
        }
        let mut undone = false;
        for id in before.keys().filter(|id| !self.inside.contains_key(id)) {
            let Some(entry) = self.entries.get(id) else { continue };
            let (amount, part_of) = (entry.amount, entry.part_of);
            if !self.items[id].exists || (part_of.is_none() && entry.forecast.is_none()) {
                self.entries.remove(id);
                if let Some(origin) = part_of.and_then(|origin| self.entries.get_mut(&origin)) {
                    origin.amount += amount;
                    undone = true;
                }
            }
        }
        undone
    }

    fn step(&mut self, at: Instant, before: &AllInside, is_split: bool) {
        let (mut added, mut removed) = (0_u64, 0_u64);
        for id in before.keys().chain(self.inside.keys()).collect::<BTreeSet<_>>() {
            let [old, new] = [before, &self.inside].map(|all| all.get(id).map_or(0, |it| it.amount));
            added += new.saturating_sub(old);
            removed += old.saturating_sub(new);
        }
        if is_split {
            // A split moves an amount from an item to its parts.
            let moved = added.min(removed);
            (added, removed) = (added - moved, removed - moved);
        }
        let level = Level {
            scope: self.inside.values().map(|it| it.amount).sum(),
            done: self.inside.values().filter(|it| it.is_accepted).map(|it| it.amount).sum(),
        };
        let last = self.steps.last().map_or(Level { scope: self.forecast, done: 0 }, |step| step.level);
        if level != last || added + removed > 0 {
            self.steps.push(AccountStep { at, level, added, removed });
        }
    }

    fn finish(self) -> SprintAccount {
        let lines = self.entries.iter().map(|(id, entry)| {
            let inside = self.inside.get(id);
            AccountLine {
                item: *id,
                forecast: entry.forecast,
                part_of: entry.part_of,
                entered: entry.amount,
                estimate_at_entry: entry.estimate,
                estimate: inside.map_or(entry.estimate, |it| it.estimate),
                amount: inside.map_or(0, |it| it.amount),
                counted: inside.map_or(entry.is_counted, |it| it.is_counted),
                outcome: match inside {
                    Some(inside) if inside.is_accepted => AccountOutcome::Completed,
                    Some(_) => AccountOutcome::Open,
                    None => AccountOutcome::Removed,
                },
            }
        });
        SprintAccount {
            sprint: self.period.sprint,
            started: self.period.started,
            forecast: self.forecast,
            lines: lines.collect(),
            steps: self.steps,
            reached: self.reached,
        }
    }
}
