//! What something is written to: an export, minutes, a copy, a log. The product's own file is never a target.

use crate::domain::refusal::Refusal;
use crate::platform::{WriteTarget, folder_of, is_same_file, target};
use crate::store::failure::{Failure, FailureKind};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Returns whether `target` is the product's file or one of SQLite's files beside it, compared by identity; or would
/// be one that does not exist at present, compared by its path.
pub fn is_own_file(file: &Path, target: &Path) -> bool {
    let wanted = place(target);
    ["", "-wal", "-shm", "-journal"].iter().any(|end| {
        let mut own = file.as_os_str().to_owned();
        own.push(end);
        let own = Path::new(&own);
        is_same_file(own, target) || (wanted.is_some() && place(own) == wanted)
    })
}

/// Returns the folder and the name of a regular file, with links followed.
fn place(path: &Path) -> Option<(PathBuf, std::ffi::OsString)> {
    match target(path) {
        WriteTarget::File(path) => {
            Some((folder_of(&path).canonicalize().ok()?, path.file_name()?.to_owned()))
        }
        WriteTarget::Stream | WriteTarget::Other(_) => None,
    }
}

/// Returns what an export or minutes are written to: a regular file, with links followed, or a stream.
///
/// # Errors
/// If it is the product's own file, or nothing that is written to.
pub fn destination(product: &Path, to: &Path) -> Result<WriteTarget, Refusal> {
    let name = to.display();
    if is_own_file(product, to) {
        let words = format!("{name} is the product's own file: writing over it would destroy the product");
        return Err(Refusal::rule(words).hint("choose another name"));
    }
    match target(to) {
        WriteTarget::Other(kind) => {
            Err(Refusal::rule(format!("{name} is {kind}, not a file")).hint("choose another name"))
        }
        found @ (WriteTarget::File(_) | WriteTarget::Stream) => Ok(found),
    }
}

/// Writes to a pipe or a device.
///
/// # Errors
/// Errors of the system.
pub fn write_stream(to: &Path, content: &[u8]) -> std::io::Result<()> {
    // Behind the name of an open file may be a regular one, to which the shell appends.
    let mut stream = std::fs::OpenOptions::new().append(true).open(to)?;
    stream.write_all(content)?;
    stream.flush()
}

/// Returns the path of a regular file, or of none yet, with links followed: what a copy is made of or written to.
///
/// # Errors
/// If it is anything else.
pub fn regular_file(path: &Path) -> Result<PathBuf, Refusal> {
    let kind = match target(path) {
        WriteTarget::File(path) => return Ok(path),
        WriteTarget::Stream => "a pipe or a device",
        WriteTarget::Other(kind) => kind,
    };
    Err(Refusal::rule(format!("{} is {kind}, not a file", path.display())).hint("choose another name"))
}

/// Returns the regular file to which a copy of the file at `from` is written, with links followed.
///
/// # Errors
/// If it is the file itself, or no regular file.
pub(super) fn copied_to(from: &Path, to: &Path) -> Result<PathBuf, Failure> {
    if is_own_file(from, to) {
        let words = format!("{} is the product's own file: a file cannot be its own backup", to.display());
        return Err(Failure::new(FailureKind::Other, words).hint("choose another name"));
    }
    regular(to)
}

/// Does the same as [`regular_file`] for the engine, where nobody has looked at the path before.
pub(super) fn regular(path: &Path) -> Result<PathBuf, Failure> {
    regular_file(path).map_err(|refusal| {
        Failure::new(FailureKind::Other, refusal.message).hint(refusal.hint.unwrap_or_default())
    })
}
