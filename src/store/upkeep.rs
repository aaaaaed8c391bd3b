//! The daily maintenance when the screen is first started on a day: a backup, and a check of the history.

use super::Store;
use super::backups::{Backups, DAYS, OTHERS, is_day, is_of_day};
use super::failure::Failure;
use super::placed::{BackupPlace, PlacedBackup, sort_placed};
use super::unfinished::remove_leftovers;
use crate::domain::value::Instant;
use std::path::PathBuf;

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
    /// Makes the backup of the day, if there is none yet: none of this product that can be opened and is the newest of
    /// the daily ones in the present history. A day that comes again by a clock that was wrong, or by a restore, has
    /// another.
    ///
    /// # Errors
    /// As [`Store::copy_to`]; every older backup is kept then.
    pub fn keep_of_day(&mut self, backups: &Backups, now: Instant) -> Result<Upkeep, Failure> {
        let days: Vec<PathBuf> = backups.all().into_iter().filter(|path| is_day(path)).collect();
        let mut placed = self.placed(&days)?;
        let newest = placed.first().filter(|it| it.place == BackupPlace::Past).map(|it| it.revision);
        let is_newest = |it: &&PlacedBackup| it.place == BackupPlace::Past && Some(it.revision) == newest;
        if placed.iter().filter(is_newest).any(|it| is_of_day(&it.path, now)) {
            return Ok(Upkeep::Done);
        }
        let made = self.back_up(backups, &backups.of_day(now))?;
        if self.verify()?.is_some() {
            return Ok(Upkeep::Damaged);
        }
        let Some(made) = made else { return Ok(Upkeep::Made) };
        placed.push(made.clone());
        sort_placed(&mut placed);
        let (past, others): (Vec<_>, Vec<_>) =
            placed.into_iter().partition(|it| it.place == BackupPlace::Past);
        // Where nothing was changed for days, the backup just made is as new as those before it.
        let past = past.into_iter().filter(|it| it.path != made.path).skip(DAYS - 1);
        for outdated in past.chain(others.into_iter().skip(OTHERS)) {
            // What cannot be removed today is tried again tomorrow.
            let _ = std::fs::remove_file(outdated.path);
        }
        remove_leftovers(backups.folder());
        Ok(Upkeep::Made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::{Change, Edit};
    use crate::domain::chronology::EntryTime;
    use crate::domain::entity::any::{AnyRow as _, RowDice};
    use crate::domain::label::Label;
    use crate::domain::value::Zone;
    use crate::store::history::NewEntry;
    use crate::store::sqlite::{Opening, open, replace};
    use crate::store::{OpenOptions, newest_schema};
    use std::path::Path;

    /// 2026-11-22, 09:30 in UTC.
    const NOW: Instant = Instant(1_795_339_800_000);

    fn store(path: &Path) -> Store {
        let (wanted, patience) = (OpenOptions::NEW, std::time::Duration::from_millis(20));
        let path = path.to_owned();
        let opening = Opening { path, wanted, patience, newest_schema: newest_schema(), durable: false };
        Store::new(Box::new(open(&opening).unwrap()))
    }

    /// Writes one more revision.
    fn write(store: &mut Store, now: Instant) -> u64 {
        let revision = store.survey().unwrap().revision + 1;
        let label: Change = Edit::Created(Label::any_row(revision, &mut RowDice::new(revision))).into();
        let mut workspace = store.begin(10).unwrap();
        workspace.apply(std::slice::from_ref(&label));
        let entry =
            NewEntry::unsigned(&format!("{revision} at {}", now.0), EntryTime::of(now, Zone::UTC), "did");
        store.commit(revision - 1, &entry, &[label], &workspace).unwrap();
        revision
    }

    /// Returns the newest revisions of the daily backups in the history and of the others, each the newest first.
    fn kept(store: &mut Store, backups: &Backups) -> (Vec<u64>, Vec<u64>) {
        let placed = store.placed(&backups.all()).unwrap();
        let (past, others): (Vec<_>, Vec<_>) =
            placed.into_iter().partition(|it| it.place == BackupPlace::Past);
        let revisions = |of: Vec<PlacedBackup>| of.into_iter().map(|it| it.revision).collect();
        (revisions(past), revisions(others))
    }

    /// A year with a clock that jumps back and ahead by up to years, days without a change, and a restore: at each
    /// time the newest seven states of the present history are kept, and at most three of another.
    #[test]
    fn a_year_of_backups_with_jumping_clocks_and_a_restore() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("team.db");
        let backups = Backups::of(&path);
        let mut open = store(&path);
        let mut expected: Vec<u64> = Vec::new();
        let mut others: Vec<u64> = Vec::new();
        for day in 0..365_i64 {
            let jump = match day {
                50..60 => 4_000,
                120..125 => -900,
                200 => -30,
                300..310 => i64::from(day % 2 == 0) * 365,
                _ => 0,
            };
            let now = NOW.plus_days(day + jump);
            if day == 250 {
                let from = open.placed(&backups.all()).unwrap().remove(3);
                assert_eq!((from.place, from.revision), (BackupPlace::Past, expected[3]));
                drop(open);
                replace(&from.path, &path, &folder.path().join("before.db")).unwrap();
                open = store(&path);
                others = expected[..3].to_vec();
                expected.drain(..3);
            }
            let is_quiet = day % 5 == 4;
            expected.insert(0, if is_quiet { expected[0] } else { write(&mut open, now) });
            expected.truncate(DAYS);
            assert_eq!(open.keep_of_day(&backups, now).unwrap(), Upkeep::Made, "day {day}");
            assert_eq!(open.keep_of_day(&backups, now).unwrap(), Upkeep::Done, "day {day}");
            assert_eq!(kept(&mut open, &backups), (expected.clone(), others.clone()), "day {day}");
        }
    }

    #[test]
    fn only_a_backup_of_this_product_that_opens_counts_as_made() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("team.db"), folder.path().join("other.db"));
        let (mut open, mut stranger) = (store(&path), store(&other));
        write(&mut open, NOW);
        write(&mut stranger, NOW.plus_days(1));
        let backups = Backups::of(&path);
        backups.make_folder().unwrap();
        let of_day = backups.of_day(NOW);
        std::fs::write(&of_day, "no database").unwrap();
        assert_eq!(open.keep_of_day(&backups, NOW).unwrap(), Upkeep::Made);
        assert_eq!(std::fs::read(&of_day).unwrap(), b"no database", "it is not ours to remove");
        let tomorrow = NOW.plus_days(1);
        stranger.copy_to(&backups.of_day(tomorrow), false).unwrap();
        assert_eq!(open.keep_of_day(&backups, tomorrow).unwrap(), Upkeep::Made);
        assert_eq!(kept(&mut open, &backups), (vec![1, 1], vec![]));
    }
}
