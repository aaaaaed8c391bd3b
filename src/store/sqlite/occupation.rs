//! The announcement of long work under the write lock, in a small file beside the database: programs that wait read from
//! it what they wait for, and how much of it is done. It is advisory: without it they wait for another program.

use crate::platform;
use crate::store::engine::Announcement;
use crate::text::sanitize;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The end of the file's name.
const END: &str = "-busy";

/// How old one is that a killed program has left behind.
const OLD: Duration = Duration::from_hours(1);

/// The maximum number of bytes read.
const MOST: u64 = 600;

/// The maximum number of characters of the work.
const WIDEST: usize = 120;

/// Work that others wait for, such as `an import by Ana`. It is withdrawn when this is dropped.
#[derive(Debug)]
pub(super) struct Occupation {
    file: PathBuf,
    work: String,
    percent: Option<usize>,
    is_shared: bool,
}

impl Occupation {
    /// Announces work on a database that this program has locked.
    pub fn new(database: &Path, work: String) -> Self {
        let is_shared = platform::is_shared(database);
        let mut announced = Self { file: beside(database), work, percent: None, is_shared };
        announced.write(0);
        announced
    }

    /// Writes the file. An error does not stop the work.
    fn write(&mut self, percent: usize) {
        if self.percent == Some(percent) {
            return;
        }
        self.percent = Some(percent);
        // A new file each time: the present one may be a link.
        let _ = std::fs::remove_file(&self.file);
        let mut options = File::options();
        let made = platform::owner_only(options.write(true).create_new(true)).open(&self.file);
        if self.is_shared {
            let _ = platform::share_file(&self.file);
        }
        let _ = made.and_then(|mut file| write!(file, "{percent}\n{}", self.work));
    }
}

impl Announcement for Occupation {
    fn progress(&mut self, percent: usize) {
        self.write(percent.min(100));
    }
}

impl Drop for Occupation {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.file);
    }
}

/// Returns the announced work on a database that another program has locked: `an import by Ana, 40 %`; `None` if there is
/// none.
pub(super) fn work_of_others(database: &Path) -> Option<String> {
    let path = beside(database);
    // A pipe under this name would block.
    if !path.symlink_metadata().ok()?.is_file() {
        return None;
    }
    let mut text = String::new();
    File::open(path).ok()?.take(MOST).read_to_string(&mut text).ok()?;
    let (percent, work) = text.split_once('\n')?;
    let percent: u8 = percent.parse().ok()?;
    let work: String = sanitize(work).chars().take(WIDEST).collect();
    (!work.is_empty()).then(|| format!("{work}, {} %", percent.min(100)))
}

/// Removes the announcement of a killed program: no work takes so long.
pub fn forget_old(database: &Path) {
    let path = beside(database);
    let age = path.symlink_metadata().and_then(|it| it.modified()).ok().and_then(|it| it.elapsed().ok());
    if age.is_some_and(|age| age > OLD) {
        let _ = std::fs::remove_file(path);
    }
}

fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(END);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_read_what_is_done_and_how_far_it_is_until_it_is_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("team.db");
        assert_eq!(work_of_others(&file), None);
        let mut work = Occupation::new(&file, "an import by Ana".to_owned());
        assert_eq!(work_of_others(&file).as_deref(), Some("an import by Ana, 0 %"));
        work.progress(40);
        assert_eq!(work_of_others(&file).as_deref(), Some("an import by Ana, 40 %"));
        drop(work);
        assert_eq!(work_of_others(&file), None);
    }

    #[test]
    fn what_lies_there_is_trusted_with_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("team.db");
        for (text, read) in [
            ("", None),
            ("40", None),
            ("x\nan import", None),
            ("40\n", None),
            ("200\nan import", Some("an import, 100 %")),
            ("40\n\u{1b}[31man import\nfoo", Some("␛[31man import foo, 40 %")),
        ] {
            std::fs::write(beside(&file), text).unwrap();
            assert_eq!(work_of_others(&file).as_deref(), read, "{text:?}");
        }
        forget_old(&file);
        assert!(beside(&file).exists(), "it may be in use");
        let long_ago = std::time::SystemTime::UNIX_EPOCH + OLD;
        File::options().write(true).open(beside(&file)).unwrap().set_modified(long_ago).unwrap();
        forget_old(&file);
        assert!(!beside(&file).exists());
        std::fs::create_dir(beside(&file)).unwrap();
        assert_eq!(work_of_others(&file), None);
    }
}
