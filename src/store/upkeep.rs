//! The daily maintenance when the screen is first started on a day: a backup, and a check of the history.

use super::Store;
use super::backups::Backups;
use super::failure::Failure;
use crate::domain::value::Instant;

/// The outcome of the daily maintenance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upkeep {
    /// The backup of the day already exists.
    Done,
    /// The backup was made, and outdated ones were removed.
    Made,
    /// The backup was made, but its history is damaged; every older backup is kept.
    Damaged,
}

impl Store {
    /// Makes the backup of the day, if there is none yet.
    ///
    /// # Errors
    /// As [`Store::copy_to`]; every older backup is kept then.
    pub fn keep_of_day(&mut self, backups: &Backups, now: Instant) -> Result<Upkeep, Failure> {
        let today = backups.of_day(now);
        if today.exists() {
            return Ok(Upkeep::Done);
        }
        self.back_up(backups, &today)?;
        if self.verify()?.is_some() {
            return Ok(Upkeep::Damaged);
        }
        backups.prune(now);
        Ok(Upkeep::Made)
    }
}
