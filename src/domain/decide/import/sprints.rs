//! The sprints of a file. Exports contain only names: the sprints are closed, in the order given by the chains in
//! which items were carried over, except for the one that the person names as current and those after it.

mod order;

use super::existing_rows::RowMatch;
use super::image::Image;
use super::values::{hash, incoming_sprints};
use crate::domain::decide::draft::Draft;
use crate::domain::detail::Selection;
use crate::domain::id::{ItemId, SprintId, TeamId};
use crate::domain::import::{Batch, ImportPart, IncomingItem};
use crate::domain::item::{Item, sum_of_points};
use crate::domain::refusal::Refusal;
use crate::domain::sprint::Sprint;
use crate::domain::value::{Instant, Line, Points, SprintState, Stage, fold_name};
use crate::domain::workspace::Workspace;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The sprints of an import.
#[derive(Default)]
pub(super) struct Sprints {
    /// Ids by lower-case name.
    ids: HashMap<String, SprintId>,
    /// The sprints after the import.
    rows: BTreeMap<SprintId, Sprint>,
    /// The sprints that become planned by this import.
    newly_planned: HashSet<SprintId>,
}

/// Returns a sprint's lower-case name and its name.
fn named(name: &str) -> Option<(String, Line)> {
    Line::clipped(name).map(|line| (fold_name(&line), line))
}

/// Returns whether a closed sprint was imported rather than run here.
fn is_imported(sprint: &Sprint) -> bool {
    sprint.state == SprintState::Closed && sprint.started_at.is_none()
}

impl Sprints {
    /// Finds the sprints, and creates the missing ones.
    pub(super) fn resolve(
        draft: &mut Draft<'_>,
        batch: &Batch,
        places: &[RowMatch<'_>],
    ) -> Result<Self, Refusal> {
        let chains = batch.rows.iter().map(|row| row.sprints.iter().filter_map(|name| named(name)).collect());
        let chains: Vec<Vec<(String, Line)>> = chains.collect();
        let order = order::ordered(&chains);
        let current = current(batch, &order)?;
        let accepted: HashSet<&str> = batch
            .rows
            .iter()
            .zip(&chains)
            .filter(|(row, _)| row.stage == Stage::Accepted)
            .filter_map(|(_, chain)| Some(chain.last()?.0.as_str()))
            .collect();
        let needed = needed(batch, places, &chains);
        let there: HashMap<String, &Sprint> =
            draft.workspace.sprints.iter().map(|sprint| (fold_name(&sprint.name), sprint)).collect();
        let team = draft.team()?;
        let (ids, rows) = (HashMap::new(), BTreeMap::new());
        let mut sprints = Self { ids, rows, newly_planned: HashSet::new() };
        let place_of_current = current.as_ref().and_then(|it| order.iter().position(|(name, _)| name == it));
        for (place, (name, line)) in order.iter().enumerate() {
            let is_current = current.as_ref() == Some(name);
            // A sprint after the current one in which nothing was accepted is a future one.
            let is_to_come =
                place_of_current.is_some_and(|current| place > current) && !accepted.contains(name.as_str());
            if let Some(sprint) = there.get(name) {
                sprints.take(sprint, is_current)?;
            } else if is_current || needed.contains(name.as_str()) {
                let id = draft.next_id::<Sprint>()?;
                let mut sprint = unknown(id, team, line.clone());
                if is_current || is_to_come {
                    sprint.state = SprintState::Planned;
                    sprints.newly_planned.insert(id);
                }
                sprints.ids.insert(name.clone(), id);
                sprints.rows.insert(id, sprint);
            }
        }
        let order: Vec<SprintId> =
            order.iter().filter_map(|(name, _)| sprints.ids.get(name).copied()).collect();
        sprints.close(&order, draft.now());
        Ok(sprints)
    }

    /// Adds an existing sprint. The current one becomes planned again, unless it was closed here.
    fn take(&mut self, sprint: &Sprint, is_current: bool) -> Result<(), Refusal> {
        let mut row = sprint.clone();
        if is_current && row.state == SprintState::Closed {
            if !is_imported(&row) {
                return Err(Refusal::rule(format!("{} is closed here", row.name))
                    .hint("name the sprint that runs now, or none"));
            }
            row.state = SprintState::Planned;
            row.closed_at = None;
            row.done = None;
            self.newly_planned.insert(row.id);
        }
        self.ids.insert(fold_name(&row.name), row.id);
        self.rows.insert(row.id, row);
        Ok(())
    }

    /// Assigns increasing closing times, directly before `now`, to the imported sprints, which preserves their order.
    fn close(&mut self, order: &[SprintId], now: Instant) {
        let over: Vec<SprintId> =
            order.iter().copied().filter(|id| self.rows.get(id).is_some_and(is_imported)).collect();
        let closed = |id: &SprintId| self.rows.get(id).and_then(|it| it.closed_at);
        let known: Vec<Instant> = over.iter().map_while(closed).collect();
        let new = over.iter().filter(|id| closed(id).is_none()).count();
        if new == 0 {
            return;
        }
        let stays = known.len() + new == over.len() && known.is_sorted_by(|one, next| one < next);
        let from = if stays { known.len() } else { 0 };
        let count = i64::try_from(over.len() - from).unwrap_or_default();
        let first = known.get(from.wrapping_sub(1)).map_or(i64::MIN, |it| it.0 + 1).max(now.0 - count);
        for (id, at) in over.iter().skip(from).zip(first..) {
            if let Some(sprint) = self.rows.get_mut(id) {
                sprint.closed_at = Some(Instant(at));
            }
        }
    }

    fn find(&self, name: &str) -> Option<&Sprint> {
        self.rows.get(self.ids.get(&named(name)?.0)?)
    }

    /// Returns the last sprint of a row.
    pub(super) fn last(&self, row: &IncomingItem) -> Option<&Sprint> {
        row.sprints.iter().rev().find_map(|name| self.find(name))
    }

    /// Returns whether the last sprint of a row becomes planned by this import.
    pub(super) fn is_newly_planned(&self, row: &IncomingItem) -> bool {
        self.last(row).is_some_and(|sprint| self.newly_planned.contains(&sprint.id))
    }

    /// Returns whether an item's sprint is planned.
    pub(super) fn is_planned(&self, workspace: &Workspace, item: &Item) -> bool {
        let sprint = item.sprint.and_then(|id| self.rows.get(&id).or_else(|| workspace.sprints.get(id)));
        sprint.is_some_and(|sprint| sprint.state == SprintState::Planned)
    }

    /// Updates an item's selections to match a row's chain of sprints.
    ///
    /// An item is still in its last sprint if that is not closed, or if the item was accepted in it.
    pub(super) fn select(
        &mut self,
        draft: &mut Draft<'_>,
        row: &IncomingItem,
        image: &mut Image,
    ) -> Result<(), Refusal> {
        let mut chain: Vec<&Sprint> = Vec::new();
        for sprint in row.sprints.iter().filter_map(|name| self.find(name)) {
            // If the item returned to an earlier sprint, only the last time counts.
            chain.retain(|it| it.id != sprint.id);
            chain.push(sprint);
        }
        let present = chain.last().copied().filter(|last| match image.item.stage {
            Stage::Accepted => true,
            Stage::Dropped => false,
            Stage::New | Stage::Ready | Stage::ToDo | Stage::Doing | Stage::Review => {
                last.state != SprintState::Closed
            }
        });
        let is_present = |sprint: &Sprint| present.is_some_and(|it| it.id == sprint.id);
        // An item that has left a planned sprint was never in it.
        chain.retain(|it| it.state != SprintState::Planned || is_present(it));
        let old = std::mem::take(&mut image.detail.selections);
        let kept = |sprint: &Sprint| {
            old.iter().find(|it| it.sprint == sprint.id && it.until.is_none() == is_present(sprint))
        };
        let places: Vec<Option<_>> = chain.iter().map(|it| kept(it).map(|it| it.id)).collect();
        let stays = places.is_sorted_by(|one, next| match (one, next) {
            (Some(one), Some(next)) => one < next,
            (None, Some(_)) => false,
            (_, None) => true,
        });
        for sprint in &chain {
            let selection = match kept(sprint).filter(|_| stays) {
                Some(kept) => kept.clone(),
                None => Selection {
                    id: draft.next_id::<Selection>()?,
                    item: image.item.id,
                    sprint: sprint.id,
                    forecast: sprint.state != SprintState::Running,
                    since: sprint.closed_at.unwrap_or(draft.now()),
                    until: if is_present(sprint) {
                        None
                    } else {
                        Some(sprint.closed_at.unwrap_or(draft.now()))
                    },
                    estimate: image.item.estimate,
                    unplanned: false,
                },
            };
            image.detail.selections.push(selection);
        }
        image.item.sprint = present.map(|it| it.id);
        Ok(())
    }

    /// Adapts an item to its sprint: in the backlog for a planned sprint, on the board for the running one; in no
    /// sprint if it is dropped, or if it is open and the sprint is closed.
    pub(super) fn reconcile(&self, draft: &Draft<'_>, image: &mut Image) {
        let Some(id) = image.item.sprint else { return };
        let Some(sprint) = self.rows.get(&id).or_else(|| draft.workspace.sprints.get(id)) else { return };
        let stage = match (sprint.state, image.item.stage) {
            (SprintState::Planned, stage) if stage.is_on_board() => {
                image.item.entry_stage = Some(stage).filter(|stage| stage.is_started());
                Some(Stage::Ready)
            }
            (SprintState::Running, Stage::New | Stage::Ready) => Some(Stage::ToDo),
            (SprintState::Planned | SprintState::Running, Stage::Dropped) => {
                image.item.sprint = None;
                if sprint.state == SprintState::Planned {
                    image.detail.selections.retain(|it| it.sprint != id || it.until.is_some());
                }
                for it in image.detail.selections.iter_mut().filter(|it| it.sprint == id) {
                    it.until = it.until.or(Some(draft.now()));
                }
                None
            }
            (SprintState::Closed, stage) if stage.is_open() => {
                image.item.sprint = None;
                None
            }
            (SprintState::Planned | SprintState::Running | SprintState::Closed, _) => None,
        };
        if let Some(stage) = stage {
            let column = draft.workspace.first_column(stage).filter(|_| stage.is_on_board());
            image.item.board_column = column.map(|column| column.id);
            image.item.stage = stage;
            image.item.since = draft.now();
        }
    }

    /// Emits the changes of the sprints. Returns the names of the new past ones, and of those that become planned.
    pub(super) fn emit(
        mut self,
        draft: &mut Draft<'_>,
        after: &BTreeMap<ItemId, Item>,
    ) -> (Vec<String>, Vec<String>) {
        self.recount(draft.workspace, after);
        let (mut past, mut planned) = (Vec::new(), Vec::new());
        for (id, row) in self.rows {
            if self.newly_planned.contains(&id) {
                planned.push(row.name.to_string());
            }
            if let Some(before) = draft.workspace.sprints.get(id) {
                draft.alter(before, &row);
            } else {
                if row.state == SprintState::Closed {
                    past.push(row.name.to_string());
                }
                draft.create(row);
            }
        }
        (past, planned)
    }

    /// Recomputes an imported sprint's points, which are those of the items accepted in it, if an item of the file
    /// was accepted or no longer is; other sprints are unchanged.
    fn recount(&mut self, workspace: &Workspace, after: &BTreeMap<ItemId, Item>) {
        let mut changed: HashSet<SprintId> = HashSet::new();
        for item in after.values() {
            let before = workspace.items.get(item.id).and_then(accepted_in);
            let now = accepted_in(item);
            if before != now {
                changed.extend([before, now].iter().flatten().map(|(sprint, _)| *sprint));
            }
        }
        if changed.is_empty() {
            return;
        }
        let mut accepted: HashMap<SprintId, Vec<&Item>> = HashMap::new();
        let others = workspace.items.iter().filter(|item| !after.contains_key(&item.id));
        for item in others.chain(after.values()) {
            if let Some((sprint, _)) = accepted_in(item) {
                accepted.entry(sprint).or_default().push(item);
            }
        }
        let points =
            |items: &Vec<&Item>| Points::hundredths(u32::try_from(sum_of_points(items)).unwrap_or(u32::MAX));
        for id in changed {
            if let Some(sprint) = workspace.sprints.get(id) {
                self.rows.entry(id).or_insert_with(|| sprint.clone());
            }
            if let Some(sprint) = self.rows.get_mut(&id).filter(|it| is_imported(it)) {
                sprint.done = accepted.get(&id).map(points);
            }
        }
    }
}

/// Returns the sprint in which an item was accepted, and its points.
fn accepted_in(item: &Item) -> Option<(SprintId, Points)> {
    Some((item.sprint?, item.points())).filter(|_| item.stage == Stage::Accepted)
}

/// Returns the lower-case name of the sprint that the person names as current.
fn current(batch: &Batch, order: &[(String, Line)]) -> Result<Option<String>, Refusal> {
    let Some(given) = &batch.current else { return Ok(None) };
    let name = named(given).map(|(name, _)| name).filter(|name| order.iter().any(|(other, _)| other == name));
    if name.is_some() {
        return Ok(name);
    }
    let last: Vec<&str> = order.iter().rev().take(3).map(|(_, name)| name.as_str()).collect();
    let refusal = Refusal::unknown(format!("no item of the file is in a sprint called {given:?}"));
    Err(if last.is_empty() {
        refusal.hint("the file names no sprint")
    } else {
        refusal.hint(format!("the last sprints of the file are {}", last.join(", ")))
    })
}

/// Returns the names of the sprints that rows need: the new ones, and those whose chain has changed since the last
/// import.
fn needed<'c>(batch: &Batch, places: &[RowMatch<'_>], chains: &'c [Vec<(String, Line)>]) -> HashSet<&'c str> {
    let mut needed = HashSet::new();
    for ((row, place), chain) in batch.rows.iter().zip(places).zip(chains) {
        let is_needed = match place {
            RowMatch::NewItem(..) => true,
            RowMatch::Item(_, _, unmapped) => {
                unmapped.hashes(ImportPart::Sprints.word()).0 != hash(&incoming_sprints(row))
            }
            RowMatch::NewEpic(..)
            | RowMatch::Epic(_)
            | RowMatch::OwnItem(..)
            | RowMatch::OwnEpic(_)
            | RowMatch::Already(_)
            | RowMatch::Twice(_) => false,
        };
        if is_needed && !batch.silent.contains(&ImportPart::Sprints) {
            needed.extend(chain.iter().map(|(name, _)| name.as_str()));
        }
    }
    needed
}

/// Returns a sprint of which only the name is known: closed, at an unknown time.
fn unknown(id: SprintId, team: TeamId, name: Line) -> Sprint {
    Sprint { state: SprintState::Closed, ..Sprint::named(id, team, name) }
}
