//! What a reveal moves out of hiding is also stored outside the history, so that undoing the reveal hides it again
//! and redoing it reveals it again. Which cards and notes are hidden, and how they are revealed, is in `hidden`.

use super::Session;
use super::hidden::{self, VoteSetting};
use super::outcome::RunError;
use crate::domain::refusal::Refusal;
use crate::store::failure::{Failure, FailureKind};
use crate::store::history::SettingChange;

/// Returns the name of the setting with what the entry of this revision revealed.
fn name(revision: u64) -> String {
    format!("revealed/{revision}")
}

/// Returns the setting changes of a reveal that becomes the entry of this revision.
pub(super) fn revealed(revision: u64, votes: Vec<VoteSetting>) -> Vec<SettingChange> {
    if votes.is_empty() {
        return Vec::new();
    }
    let kept =
        SettingChange { name: name(revision), was: None, now: Some(serde_json::json!(votes).to_string()) };
    let taken = votes.into_iter().map(|(name, text)| SettingChange { name, was: Some(text), now: None });
    taken.chain([kept]).collect()
}

impl Session {
    /// Returns the setting changes that hide again what the entry of this revision revealed.
    ///
    /// Notes are merged with those that the same person has hidden since; a card played since is kept.
    pub(super) fn hidden_again(&mut self, revision: u64) -> Result<Vec<SettingChange>, Failure> {
        let mut settings = Vec::new();
        for (name, text) in self.revealed_by(revision)? {
            let was = self.store.setting(&name)?;
            let now = match &was {
                None => text,
                Some(was) if hidden::is_notes(&name) => hidden::joined(&text, was),
                Some(was) => was.clone(),
            };
            settings.push(SettingChange { name, was, now: Some(now) });
        }
        Ok(settings)
    }

    /// Returns the setting changes for redoing the reveal of this revision.
    ///
    /// # Errors
    /// [`RunError::Refused`] if a hidden card or note has changed.
    pub(super) fn revealed_again(&mut self, revision: u64) -> Result<Vec<SettingChange>, RunError> {
        let mut settings = Vec::new();
        for (name, text) in self.revealed_by(revision)? {
            let was = self.store.setting(&name)?;
            let left = match &was {
                Some(was) if *was == text => Some(String::new()),
                Some(was) if hidden::is_notes(&name) => hidden::without(was, &text),
                Some(_) | None => None,
            };
            let now = left.ok_or_else(|| {
                Refusal::rule("a hidden card or note has changed since the reveal was undone")
                    .hint("reveal what is hidden now instead")
            })?;
            settings.push(SettingChange { name, was, now: Some(now).filter(|now| !now.is_empty()) });
        }
        Ok(settings)
    }

    fn revealed_by(&mut self, revision: u64) -> Result<Vec<VoteSetting>, Failure> {
        let Some(text) = self.store.setting(&name(revision))? else { return Ok(Vec::new()) };
        serde_json::from_str(&text).map_err(|error| {
            Failure::new(
                FailureKind::Damaged,
                format!("what revision {revision} revealed is damaged: {error}"),
            )
        })
    }
}
