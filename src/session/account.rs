//! The account of the running sprint, kept up to date in memory; those of other sprints are read when they are shown.

use super::Session;
use crate::domain::account::SprintAccount;
use crate::domain::change::{Change, Edit};
use crate::domain::id::{ItemId, SprintId};
use crate::domain::item::ItemField;
use crate::domain::sprint::SprintField;
use crate::domain::value::Stage;
use crate::store::AccountItems;
use crate::store::failure::Failure;

/// Returns whether a change may concern the account of a sprint. A move on the board does not.
fn is_relevant(change: &Change) -> bool {
    let accepted = ItemField::Stage(Stage::Accepted);
    #[expect(clippy::wildcard_enum_match_arm, reason = "rows of other kinds do not concern a sprint")]
    match change {
        Change::Item(Edit::Set { old, new: ItemField::Stage(stage), .. }) => {
            *stage == Stage::Accepted || *old == accepted
        }
        Change::Item(Edit::Set { new, .. }) => matches!(
            new,
            ItemField::Sprint(_) | ItemField::Estimate(_) | ItemField::Parent(_) | ItemField::SplitFrom(_)
        ),
        Change::Item(Edit::Created(item) | Edit::Removed(item)) => {
            item.sprint.is_some() || item.split_from.is_some()
        }
        Change::Sprint(Edit::Set { new, .. }) => matches!(new, SprintField::State(_)),
        _ => false,
    }
}

impl Session {
    /// Returns the account of a sprint; `None` if it was never started here.
    pub fn account(&mut self, sprint: SprintId) -> Result<Option<SprintAccount>, Failure> {
        if let Some(account) = self.workspace.account.as_ref().filter(|it| it.sprint == sprint) {
            return Ok(Some(account.clone()));
        }
        self.store.account(sprint, &mut AccountItems::default())
    }

    /// Loads the items of the running sprint's account, past and removed ones included.
    pub(super) fn read_items_of_account(&mut self) -> Result<(), Failure> {
        if self.workspace.account.is_none() {
            self.read_account()?;
        }
        let lines = self.workspace.account.iter().flat_map(|account| &account.lines);
        let items: Vec<ItemId> = lines.map(|line| line.item).collect();
        self.read_items(&items)
    }

    /// Reads the account of the running sprint, if these changes may concern it.
    pub(super) fn follow_account(&mut self, changes: &[Change]) -> Result<(), Failure> {
        if changes.iter().any(is_relevant) { self.read_account() } else { Ok(()) }
    }

    /// Reads the account of the running sprint.
    pub(super) fn read_account(&mut self) -> Result<(), Failure> {
        self.workspace.account = None;
        if let Some(running) = self.workspace.running().map(|sprint| sprint.id) {
            if self.account_items.0 != Some(running) {
                self.account_items = (Some(running), AccountItems::default());
            }
            self.workspace.account = self.store.account(running, &mut self.account_items.1)?;
        }
        Ok(())
    }
}
