//! Ceremonies that were left open end by themselves.

use super::Session;
use super::run::Commit;
use crate::domain::ceremony::{Ceremony, CeremonyField};
use crate::domain::change::{Change, Edit};
use crate::domain::decide::Decision;
use crate::domain::operation::{MeetingOperation, Operation};
use crate::domain::value::Instant;
use crate::store::failure::{Failure, FailureKind};
use crate::store::history::EntryKind;
use std::collections::BTreeMap;

impl Session {
    /// Ends the ceremonies that were left open, and returns them: those in which nothing has happened for twice their
    /// timebox, once nobody has them on a screen or their day is over. They end with their last activity.
    ///
    /// # Errors
    /// A [`Failure`] if the file cannot be read or written. A busy file is left for the next time.
    pub fn end_lapsed(&mut self) -> Result<Vec<Ceremony>, Failure> {
        let mut ended = Vec::new();
        if !self.is_writable() {
            return Ok(ended);
        }
        let now = self.now();
        let quiet = |it: &&Ceremony| it.is_quiet_since(it.started_at, now);
        let running: Vec<Ceremony> = self.workspace.meetings.running().filter(quiet).cloned().collect();
        for ceremony in running {
            let last = self.last_activity(&ceremony)?;
            let is_past = ceremony.started_at.day(self.workspace.zone()) < now.day(self.workspace.zone());
            if ceremony.is_quiet_since(last, now) && (is_past || self.seats_taken(ceremony.id)? == 0) {
                match self.end_at(&ceremony, last, now) {
                    Ok(it) => ended.extend(it),
                    Err(failure) if failure.kind == FailureKind::Busy => {}
                    Err(failure) => return Err(failure),
                }
            }
        }
        Ok(ended)
    }

    /// Returns when something was last done in a ceremony, or elsewhere on its list.
    fn last_activity(&mut self, ceremony: &Ceremony) -> Result<Instant, Failure> {
        let operations = self.meeting(ceremony.id)?;
        Ok(operations.iter().map(|it| it.at).fold(ceremony.started_at, Instant::max))
    }

    /// Records the end of a ceremony, by nobody. `None` if others have written meanwhile.
    fn end_at(
        &mut self,
        ceremony: &Ceremony,
        end: Instant,
        now: Instant,
    ) -> Result<Option<Ceremony>, Failure> {
        let minutes = u64::try_from(end.0.saturating_sub(ceremony.started_at.0) / 60_000).unwrap_or_default();
        let operation = Operation::from(MeetingOperation::Lapse(ceremony.kind, minutes));
        let (old, new) = (CeremonyField::EndedAt(None), CeremonyField::EndedAt(Some(end)));
        let change: Change = Edit::<Ceremony>::Set { id: ceremony.id, item: None, old, new }.into();
        let decision = Decision {
            changes: vec![change],
            sentence: operation.sentence(&self.workspace),
            operation: Some(operation),
            plan: None,
            counters: BTreeMap::new(),
        };
        let id = self.operation_id();
        let commit =
            Commit { kind: EntryKind::Operation, person: None, operation: &id, now, is_automatic: true };
        let done = self.commit(decision, commit)?;
        Ok(done.and_then(|_| self.workspace.meetings.ceremonies.get(ceremony.id).cloned()))
    }
}
