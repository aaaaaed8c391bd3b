//! The location and the names of a file's backups. The names determine how long a backup is kept; contents are not
//! read or written here.
//!
//! The backups of `team.db` are in the folder `team.db.backups` beside it:
//! - `2026-11-22.db` is the daily backup, made when the screen is first started on that day (in UTC), or
//!   `2026-11-22-2.db` if that day has come again; the seven with the newest revisions of the present history are
//!   kept, and the latest three of those that are not in it any more.
//! - `2026-11-22T09-30.db` was requested; `2026-11-22T09-30-before-restore.db` is the file that a restored backup
//!   replaced, and `…-before-repair.db` the file before a repair. They are kept until a person removes them.
//! - `schema-1.db` is the file before a newer program upgraded it from that schema. It is kept, too.

use crate::domain::value::Instant;
use crate::domain::value::Zone;
use crate::platform;
use crate::store::unfinished::{is_unfinished, remove_leftovers};
use std::path::{Path, PathBuf};

/// The number of daily backups in the present history that are kept.
pub const DAYS: usize = 7;

/// The number of other daily backups that are kept: from before a restore.
pub const OTHERS: usize = 3;

/// The backups of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backups {
    folder: PathBuf,
    file: PathBuf,
    /// The folder beside a link to the file, where earlier versions made them.
    beside_link: Option<PathBuf>,
}

impl Backups {
    /// Creates the backups of a file, which are in one place whatever link leads to it.
    pub fn of(file: &Path) -> Self {
        let folder = |file: &Path| {
            let mut folder = file.as_os_str().to_owned();
            folder.push(".backups");
            PathBuf::from(folder)
        };
        if file.is_symlink() {
            let real = platform::real_path(file);
            return Self { folder: folder(&real), file: real, beside_link: Some(folder(file)) };
        }
        Self { folder: folder(file), file: file.to_owned(), beside_link: None }
    }

    /// Returns their folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns an unused path for a day's backup.
    pub fn of_day(&self, now: Instant) -> PathBuf {
        self.free(&now.day(Zone::UTC).to_string())
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
        let is_shared = platform::is_shared(&self.file);
        if self.folder.is_dir() {
            if is_shared {
                // A folder that belongs to somebody else stays as it is.
                let _ = platform::share_folder(&self.folder, &self.file);
            }
            return Ok(());
        }
        platform::create_private_folder(&self.folder)?;
        if is_shared { platform::share_folder(&self.folder, &self.file) } else { Ok(()) }
    }

    /// Returns all existing backups, in no particular order.
    pub fn all(&self) -> Vec<PathBuf> {
        let folders = [Some(&self.folder), self.beside_link.as_ref()].into_iter().flatten();
        let entries = folders.filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
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
        let folders = [Some(&self.folder), self.beside_link.as_ref()].into_iter().flatten();
        let mut inside = folders.flat_map(|it| [it.join(given), it.join(format!("{}.db", given.display()))]);
        inside.find(|path| plain && path.is_file()).unwrap_or_else(|| given.to_owned())
    }

    /// Removes what killed programs have left unfinished, here and beside the file.
    pub fn remove_leftovers(&self) {
        remove_leftovers(&self.folder);
        remove_leftovers(platform::folder_of(&self.file));
    }
}

/// Returns whether a backup is a daily one, judging by its name.
pub(super) fn is_day(path: &Path) -> bool {
    day(path).is_some()
}

/// Returns whether a backup is of this day, judging by its name.
pub(super) fn is_of_day(path: &Path, now: Instant) -> bool {
    day(path) == Some(now.day(Zone::UTC))
}

fn day(path: &Path) -> Option<chrono::NaiveDate> {
    let name = path.file_stem()?.to_str()?;
    let (day, number) = name.split_at_checked(10)?;
    let is_numbered = number.strip_prefix('-').is_some_and(|it| it.parse::<u32>().is_ok());
    (number.is_empty() || is_numbered).then(|| day.parse().ok()).flatten()
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
    fn a_daily_backup_is_recognised_by_its_name() {
        for (name, expected) in [
            ("2026-11-22.db", true),
            ("2026-11-22-2.db", true),
            ("2026-11-22T09-30.db", false),
            ("2026-11-22-before.db", false),
            ("2026-13-22.db", false),
            ("schema-1.db", false),
            ("ä026-11-22.db", false),
        ] {
            assert_eq!(is_day(Path::new(name)), expected, "{name}");
        }
        assert!(is_of_day(Path::new("2026-11-22-2.db"), NOW) && !is_of_day(Path::new("2026-11-23.db"), NOW));
    }
}
