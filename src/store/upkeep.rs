//! What is done once a day on which somebody starts the screen: a backup, and a look at whether the file is sound.

use super::Store;
use super::backups::Backups;
use super::failure::Failure;
use crate::domain::value::Instant;

/// What the day's upkeep came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upkeep {
    /// The day has its backup already.
    Done,
    /// The backup was made, and those of long ago were let go.
    Made,
    /// The backup was made, but the history in it is damaged; every older one stays.
    Unsound,
}

impl Store {
    /// Keeps the backup of this day, where there is none yet.
    ///
    /// # Errors
    /// As [`Store::copy_to`]; every older backup stays then.
    pub fn keep_of_day(&mut self, backups: &Backups, now: Instant) -> Result<Upkeep, Failure> {
        let today = backups.of_day(now);
        if today.exists() {
            return Ok(Upkeep::Done);
        }
        self.back_up(backups, &today)?;
        if self.verify()?.is_some() {
            return Ok(Upkeep::Unsound);
        }
        backups.prune(now);
        Ok(Upkeep::Made)
    }
}
