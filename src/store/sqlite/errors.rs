//! SQLite's errors, worded so that a person can act on them.

use super::occupation::work_of_others;
use crate::platform;
use crate::store::failure::{Failure, FailureKind, SEE_DOCTOR};
use rusqlite::{ErrorCode, ffi};
use std::path::Path;

/// The number of bytes that SQLite needs at least to open and write a file. For a full disk it sometimes reports only
/// an I/O error.
const LEAST_SPACE: u64 = 64 * 1024;

/// Results of SQLite whose errors become failures.
pub(super) trait InFile<T> {
    /// Names the file in the failure.
    fn in_file(self, path: &Path) -> Result<T, Failure>;
}

impl<T> InFile<T> for rusqlite::Result<T> {
    fn in_file(self, path: &Path) -> Result<T, Failure> {
        self.map_err(|error| failure(path, &error))
    }
}

/// Returns the failure for a log in a folder that cannot be written.
pub(super) fn unwritable_folder(path: &Path) -> Failure {
    Failure::new(
        FailureKind::ReadOnly,
        format!("{} is in a folder that cannot be written to", path.display()),
    )
    .hint("copy the file, with those ending in -wal and -shm, to a folder of your own")
}

/// Returns whether an error can come of a folder or a disk on which no file can be made beside the database.
pub(super) fn cannot_make_files(error: &rusqlite::Error) -> bool {
    let extended = error.sqlite_error().map_or(0, |error| error.extended_code);
    let is_of_log_index = [
        ffi::SQLITE_READONLY_CANTINIT,
        ffi::SQLITE_READONLY_DIRECTORY,
        ffi::SQLITE_READONLY_RECOVERY,
        ffi::SQLITE_IOERR_SHMOPEN,
        ffi::SQLITE_IOERR_SHMSIZE,
        ffi::SQLITE_IOERR_SHMMAP,
    ]
    .contains(&extended);
    is_of_log_index || matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::DiskFull))
}

/// Returns the failure for an error on the file at `path`.
pub(super) fn failure(path: &Path, error: &rusqlite::Error) -> Failure {
    failure_with(path, error, platform::free_space)
}

/// Does the same, given the free disk space.
fn failure_with(path: &Path, error: &rusqlite::Error, room: impl Fn(&Path) -> Option<u64>) -> Failure {
    let name = path.display();
    let Some(code) = error.sqlite_error_code() else {
        return Failure::new(FailureKind::Other, format!("{name}: {error}"));
    };
    let extended = error.sqlite_error().map_or(0, |error| error.extended_code);
    if extended == ffi::SQLITE_READONLY_DIRECTORY {
        return unwritable_folder(path);
    }
    #[expect(clippy::wildcard_enum_match_arm, reason = "SQLite has more codes than there are things to say")]
    match code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            let work = work_of_others(path);
            let message = match &work {
                Some(work) => format!("another program is busy with {name}: {work}"),
                None => format!("another program is busy with {name}"),
            };
            Failure { work, ..Failure::new(FailureKind::Busy, message).hint("try again in a moment") }
        }
        ErrorCode::DiskFull => full(path),
        ErrorCode::SystemIoFailure | ErrorCode::CannotOpen
            if room(path).is_some_and(|space| space < LEAST_SPACE) =>
        {
            full(path)
        }
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied => {
            Failure::new(FailureKind::ReadOnly, format!("{name} cannot be written"))
                .hint("change the file's permissions, or copy it to a folder of your own")
        }
        ErrorCode::NotADatabase => {
            Failure::new(FailureKind::Foreign, format!("{name} is not a Ceremony file"))
                .hint("choose another file with --file")
        }
        ErrorCode::DatabaseCorrupt => {
            Failure::new(FailureKind::Damaged, format!("{name} is damaged")).hint(SEE_DOCTOR)
        }
        // The log is shorter than the programs that have it open have written.
        ErrorCode::SystemIoFailure if extended == ffi::SQLITE_IOERR_SHORT_READ => Failure::new(
            FailureKind::Disk,
            format!("{name} cannot be read: part of the file or of its log is missing"),
        )
        .hint("leave the programs that have it open, which may offer a copy of everything; then try again"),
        ErrorCode::SystemIoFailure => Failure::new(
            FailureKind::Disk,
            format!("{name} cannot be read or written, since the disk reports an error"),
        )
        .hint("look at the disk and the room on it, then try again"),
        ErrorCode::TooBig => Failure::new(
            FailureKind::Damaged,
            format!("{name} has something in it that is longer than anything Ceremony writes"),
        )
        .hint(SEE_DOCTOR),
        ErrorCode::CannotOpen => Failure::new(FailureKind::Other, format!("{name} cannot be opened"))
            .hint("look at the file's and its folder's permissions"),
        ErrorCode::ConstraintViolation => Failure::new(
            FailureKind::Referred,
            "something else still refers to this, or it is there already".to_owned(),
        ),
        _ => Failure::new(FailureKind::Other, format!("{name}: {error}")),
    }
}

fn full(path: &Path) -> Failure {
    Failure::new(FailureKind::Full, format!("{} cannot be written, since the disk is full", path.display()))
        .hint("make room and try again")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_without_room_is_full_whatever_sqlite_says_of_it() {
        let path = Path::new("team.db");
        let failure_of = |code, room| {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            failure_with(path, &error, |_| room)
        };
        for code in
            [ffi::SQLITE_IOERR_WRITE, ffi::SQLITE_IOERR_SHMSIZE, ffi::SQLITE_CANTOPEN, ffi::SQLITE_FULL]
        {
            let failure = failure_of(code, Some(4_096));
            assert_eq!(failure.kind, FailureKind::Full, "{code}");
            assert_eq!(failure.message, "team.db cannot be written, since the disk is full");
        }
        for room in [None, Some(1_000_000)] {
            assert_eq!(failure_of(ffi::SQLITE_IOERR_WRITE, room).kind, FailureKind::Disk);
        }
    }

    /// SQLite reports this to a program that starts after the log of an open file was removed.
    #[test]
    fn a_log_that_is_too_short_is_no_error_of_the_disk() {
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_IOERR_SHORT_READ), None);
        let failure = failure_with(Path::new("team.db"), &error, |_| None);
        assert_eq!(failure.message, "team.db cannot be read: part of the file or of its log is missing");
    }
}
