//! The location and the names of a file's backups. The names determine how long a backup is kept; contents are not
//! read or written here.
//!
//! The backups of `team.db` are in the folder `team.db.backups` beside it:
//! - `2026-11-22.db` is the daily backup, made when the screen is first started on that day (in UTC); the newest
//!   seven are kept.
//! - `2026-11-22T09-30.db` was requested; `2026-11-22T09-30-before-restore.db` is the file that a restored backup
//!   replaced, and `…-before-repair.db` the file before a repair. They are kept until a person removes them.
//! - `schema-1.db` is the file before a newer program upgraded it from that schema. It is kept, too.

use crate::domain::value::Instant;
use crate::domain::value::Zone;
use crate::platform;
use crate::store::unfinished::{is_unfinished, remove_leftovers};
use std::path::{Path, PathBuf};

/// The number of daily backups that are kept.
pub const DAYS: usize = 7;

/// The backups of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backups {
    folder: PathBuf,
    file: PathBuf,
}

impl Backups {
    /// Creates the backups of a file.
    pub fn of(file: &Path) -> Self {
        let mut folder = file.as_os_str().to_owned();
        folder.push(".backups");
        Self { folder: folder.into(), file: file.to_owned() }
    }

    /// Returns their folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the path of a day's backup.
    pub fn of_day(&self, now: Instant) -> PathBuf {
        self.folder.join(format!("{}.db", now.day(Zone::UTC)))
    }

    /// Returns an unused path for a backup at this time; `why` is a suffix such as `-before-repair`, or empty.
    pub fn at(&self, now: Instant, why: &str) -> PathBuf {
        let clock = now.clock(Zone::UTC).replace(':', "-");
        self.free(&format!("{}T{clock}{why}", now.day(Zone::UTC)))
    }

    /// Returns an unused path for the file before it is upgraded from a schema.
    pub fn of_schema(&self, schema: i64) -> PathBuf {
        self.free(&format!("schema-{schema}"))
    }

    fn free(&self, name: &str) -> PathBuf {
        let first = self.folder.join(format!("{name}.db"));
        if !first.exists() {
            return first;
        }
        let more = (2..).map(|number| self.folder.join(format!("{name}-{number}.db")));
        more.into_iter().find(|path| !path.exists()).unwrap_or(first)
    }

    /// Creates the folder, accessible to those who may read the file.
    ///
    /// # Errors
    /// Errors of the system.
    pub fn make_folder(&self) -> std::io::Result<()> {
        if self.folder.is_dir() {
            return Ok(());
        }
        let is_shared = platform::is_shared(&self.file);
        platform::create_private_folder(&self.folder)?;
        if is_shared { platform::share_folder(&self.folder) } else { Ok(()) }
    }

    /// Returns all existing backups, in no particular order.
    pub fn all(&self) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return Vec::new() };
        let mut found: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| {
                path.extension().is_some_and(|end| end == "db") && !is_unfinished(path) && path.is_file()
            })
            .collect();
        found.sort();
        found
    }

    /// Resolves a name: a backup by its name, with or without the extension, or any file.
    pub fn named(&self, given: &Path) -> PathBuf {
        let plain = given.components().count() == 1;
        let inside = self.folder.join(given);
        let ended = self.folder.join(format!("{}.db", given.display()));
        [inside, ended].into_iter().find(|path| plain && path.is_file()).unwrap_or_else(|| given.to_owned())
    }

    /// Removes all but seven daily backups.
    ///
    /// The newest was made at `now` and is always kept. Of the others the latest are kept, and days after `now` only
    /// if there is room: they are from a clock that was wrong.
    pub fn prune(&self, now: Instant) {
        let today = self.of_day(now);
        let mut days: Vec<PathBuf> = self.all().into_iter().filter(|path| is_day(path)).collect();
        // Daily names sort by date.
        days.sort_by(|left, right| (*left <= today, left).cmp(&(*right <= today, right)));
        for path in days.iter().rev().skip(DAYS) {
            // What cannot be removed today is tried again tomorrow.
            let _ = std::fs::remove_file(path);
        }
    }

    /// Removes what killed programs have left unfinished, here and beside the file.
    pub fn remove_leftovers(&self) {
        remove_leftovers(&self.folder);
        remove_leftovers(platform::folder_of(&self.file));
    }
}

/// Returns whether a backup is a daily one, judging by its name.
fn is_day(path: &Path) -> bool {
    path.file_stem()
        .and_then(|name| name.to_str())
        .is_some_and(|name| name.len() == 10 && name.parse::<chrono::NaiveDate>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22, 09:30 in UTC.
    const NOW: Instant = Instant(1_795_339_800_000);

    #[test]
    fn names_say_when_and_why_and_are_never_taken_twice() {
        let folder = tempfile::tempdir().unwrap();
        let backups = Backups::of(&folder.path().join("team.db"));
        backups.make_folder().unwrap();
        backups.make_folder().unwrap();
        let names = |path: PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(backups.folder().ends_with("team.db.backups"));
        assert_eq!(names(backups.of_day(NOW)), "2026-11-22.db");
        assert_eq!(names(backups.at(NOW, "-before-restore")), "2026-11-22T09-30-before-restore.db");
        std::fs::write(backups.at(NOW, ""), "").unwrap();
        assert_eq!(names(backups.at(NOW, "")), "2026-11-22T09-30-2.db");
        assert_eq!(names(backups.of_schema(1)), "schema-1.db");
        assert_eq!(
            backups.named(Path::new("2026-11-22T09-30")),
            backups.folder().join("2026-11-22T09-30.db")
        );
        assert_eq!(backups.named(Path::new("./a.db")), Path::new("./a.db"));
    }

    #[test]
    fn the_newest_seven_days_stay_and_what_was_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let backups = Backups::of(&folder.path().join("team.db"));
        backups.make_folder().unwrap();
        for day in 0..10 {
            std::fs::write(backups.of_day(NOW.plus_days(day)), "").unwrap();
            std::fs::write(backups.at(NOW.plus_days(day), ""), "").unwrap();
        }
        std::fs::write(backups.folder().join(".unfinished-x.db"), "").unwrap();
        backups.prune(NOW.plus_days(9));
        let all = backups.all();
        assert_eq!(all.len(), 17);
        assert_eq!(all.iter().filter(|path| is_day(path)).count(), DAYS);
        assert!(all.contains(&backups.of_day(NOW.plus_days(9))));
        assert!(!all.contains(&backups.of_day(NOW.plus_days(2))));
        assert!(backups.folder().join(".unfinished-x.db").exists(), "somebody may be at it");
    }

    #[test]
    fn a_backup_that_was_just_made_stays_after_starts_with_a_clock_in_the_future() {
        let folder = tempfile::tempdir().unwrap();
        let backups = Backups::of(&folder.path().join("team.db"));
        backups.make_folder().unwrap();
        for day in 4_000..4_010 {
            std::fs::write(backups.of_day(NOW.plus_days(day)), "").unwrap();
            backups.prune(NOW.plus_days(day));
        }
        // The clock is right again: daily backups are kept, and those with future dates make room.
        for day in 0..10 {
            std::fs::write(backups.of_day(NOW.plus_days(day)), "").unwrap();
            backups.prune(NOW.plus_days(day));
            let all = backups.all();
            assert_eq!(all.len(), DAYS);
            for kept in (day - 6).max(0)..=day {
                assert!(all.contains(&backups.of_day(NOW.plus_days(kept))), "day {kept} on day {day}");
            }
        }
    }
}
