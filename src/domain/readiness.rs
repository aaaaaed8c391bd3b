//! The rules of a definition that an item does not meet. The team's decision is the item's stage; this is the current
//! fact.

use super::definition::{Definition, Rule};
use super::id::ItemId;
use super::item::Item;
use super::metrics::velocity::velocity;
use super::value::{Points, ReadyCheck};
use super::workspace::Workspace;

/// A definition prepared for checking many items.
pub struct PreparedDefinition<'a> {
    workspace: &'a Workspace,
    list: Vec<&'a Rule>,
    most: Option<Points>,
}

impl<'a> PreparedDefinition<'a> {
    /// Prepares a definition in its current state.
    pub fn of(workspace: &'a Workspace, definition: Definition) -> Self {
        Self { workspace, list: workspace.rules_of(definition), most: largest_small(workspace) }
    }

    /// Returns whether an item is larger than one that is ready may be, whether or not that is a rule.
    pub fn is_too_large(&self, item: &Item) -> bool {
        self.most.is_some_and(|most| item.points() > most)
    }

    /// Returns the rules that an item does not currently meet, in the team's order.
    pub fn unmet(&self, item: &Item) -> impl Iterator<Item = &'a Rule> {
        self.list.iter().copied().filter(|rule| !holds(self.workspace, item, rule, || self.most))
    }
}

/// Returns the rules of `definition` that `item` does not currently meet, in the team's order.
pub fn unmet<'a>(workspace: &'a Workspace, item: &Item, definition: Definition) -> Vec<&'a Rule> {
    workspace.rules_of(definition).into_iter().filter(|rule| !meets(workspace, item, rule)).collect()
}

/// Returns whether `item` currently meets `rule`; a rule for other kinds is met.
pub fn meets(workspace: &Workspace, item: &Item, rule: &Rule) -> bool {
    holds(workspace, item, rule, || largest_small(workspace))
}

fn holds(workspace: &Workspace, item: &Item, rule: &Rule, most: impl FnOnce() -> Option<Points>) -> bool {
    if !rule.holds_for(item.kind) {
        return true;
    }
    match rule.check_word {
        None | Some(ReadyCheck::SignedOff) => item.ticks.contains(&rule.id),
        Some(ReadyCheck::Narrative) => item.tally.has_narrative(),
        Some(ReadyCheck::Criteria) => item.tally.criteria > 0,
        Some(ReadyCheck::Estimated) => item.estimate.is_some(),
        Some(ReadyCheck::Small) => most().is_none_or(|most| item.points() <= most),
        Some(ReadyCheck::Answered) => item.tally.questions == 0,
        Some(ReadyCheck::Ordered) => wrong_way_round(workspace, item).is_none(),
        Some(ReadyCheck::Designed) => item.tally.designs > 0,
    }
}

/// Returns the largest estimate that counts as small: half the velocity. `None` without a history.
pub fn largest_small(workspace: &Workspace) -> Option<Points> {
    velocity(workspace).map(|mean| Points::hundredths(mean.as_hundredths() / 2))
}

/// Returns the first open item that an open item depends on.
pub fn waits_for(workspace: &Workspace, item: &Item) -> Option<ItemId> {
    if !item.stage.is_open() {
        return None;
    }
    item.depends_on.iter().copied().find(|on| workspace.items.get(*on).is_some_and(|on| on.stage.is_open()))
}

/// Returns the first item that `item` depends on and that is ranked below it in the backlog.
pub fn wrong_way_round(workspace: &Workspace, item: &Item) -> Option<ItemId> {
    item.depends_on.iter().copied().find(|on| {
        workspace.items.get(*on).is_some_and(|on| {
            on.is_in_backlog() && (!item.is_in_backlog() || (&on.rank, on.id) > (&item.rank, item.id))
        })
    })
}
