//! The recent changes shown in a stand-up.

use super::Session;
use crate::domain::minutes::MinutesEntry;
use crate::domain::value::CeremonyKind;
use crate::domain::views::standup::{Since, StandupFacts};
use crate::store::failure::Failure;
use chrono::{Datelike as _, Days};

/// The number of entries read at a time.
const SLICE: u64 = 200;

impl Session {
    /// Reads the recent changes for a stand-up, and the flow metrics.
    pub fn standup(&mut self) -> Result<StandupFacts, Failure> {
        let (since, entries) = self.recent_changes()?;
        let flow = self.flow(None)?;
        Ok(StandupFacts::new(&self.workspace, since, &entries, flow))
    }

    /// Returns the operations in force since the last stand-up ended, or since the previous working day if there was
    /// none.
    fn recent_changes(&mut self) -> Result<(Since, Vec<MinutesEntry>), Failure> {
        let last = self.workspace.meetings.last(CeremonyKind::StandUp);
        if let Some((id, ended)) = last.and_then(|it| Some((it.id, it.ended_at?)))
            && let Some(revision) = self.ended_at(id)?
        {
            return Ok((Since::StandUp(ended), self.done_since(revision)?));
        }
        let zone = self.workspace.zone();
        let today = self.clock.now().day(zone);
        let mut before = (1..=7).filter_map(|back| today.checked_sub_days(Days::new(back)));
        let week = self.workspace.working_week();
        let day = before.find(|day| week.contains(day.weekday())).unwrap_or(today);
        let mut revision = u64::MAX;
        loop {
            let slice = self.history(None, revision, SLICE)?;
            let older = slice.iter().find(|entry| entry.day < day);
            match (older, slice.last()) {
                (Some(older), _) => revision = older.revision,
                (None, Some(oldest)) if slice.len() as u64 == SLICE => {
                    revision = oldest.revision;
                    continue;
                }
                (None, _) => revision = 0,
            }
            return Ok((Since::Day(day), self.done_since(revision)?));
        }
    }
}
