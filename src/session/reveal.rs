//! Undoing a reveal of a file from before schema 6. What was hidden was kept outside the history then, and what a reveal
//! took from there was kept beside it, so that its undo could hide it again. These rows are read here, and never
//! written.

use super::Session;
use super::outcome::RunError;
use crate::domain::change::{Change, Edit};
use crate::domain::hidden::{Hidden, formerly_hidden};
use crate::domain::id::{HiddenId, Id as _};
use crate::domain::model::Entity as _;
use crate::domain::operation::{ItemOperation, MeetingOperation, Operation};
use crate::domain::poker::deck_of;
use crate::domain::refusal::Refusal;
use crate::store::history::EntryKind;

impl Session {
    /// Adds to the undo of such a reveal what is hidden again; refuses its redo.
    pub(super) fn with_formerly_hidden(
        &mut self,
        of: Option<&Operation>,
        kind: EntryKind,
        mut changes: Vec<Change>,
    ) -> Result<Vec<Change>, RunError> {
        let is_reveal = matches!(
            of,
            Some(
                Operation::Meeting(MeetingOperation::RevealNotes(_))
                    | Operation::Item(ItemOperation::Reveal(..))
            )
        );
        if !is_reveal || changes.iter().any(|change| matches!(change, Change::Hidden(_))) {
            return Ok(changes);
        }
        let (EntryKind::Undo(revision) | EntryKind::Redo(revision)) = kind else { return Ok(changes) };
        let Some(text) = self.store.setting(&format!("revealed/{revision}"))? else { return Ok(changes) };
        if matches!(kind, EntryKind::Redo(_)) {
            return Err(Refusal::rule("a hidden card or note has changed since the reveal was undone")
                .hint("reveal what is hidden now instead")
                .into());
        }
        let rows: Vec<(String, String)> = serde_json::from_str(&text).unwrap_or_default();
        let deck = self.workspace.product().map(deck_of).unwrap_or_default();
        let mut last = self.workspace.counters.get(Hidden::NAME).copied().unwrap_or_default();
        for row in rows.iter().flat_map(|(name, text)| formerly_hidden(name, text, &deck)) {
            last += 1;
            let Some(id) = HiddenId::new(last) else { continue };
            changes.push(Edit::Created(Hidden { id, ..row }).into());
        }
        Ok(changes)
    }
}
