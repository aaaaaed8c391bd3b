//! The location of a file, and creating it if requested. The only use of `std::fs` on it: opening and closing the
//! file ourselves later on would drop SQLite's locks.

use crate::platform;
use crate::store::failure::{Failure, FailureKind};
use crate::store::{CreateMode, OpenOptions};
use std::path::{Path, PathBuf};

/// The location of a file.
#[derive(Debug)]
pub(super) struct FileLocation {
    /// Its path, in a folder whose path is canonical.
    pub path: PathBuf,
    /// The kind of network share it is on, if it is on one.
    pub share: Option<String>,
}

/// Resolves the path, and creates an empty file if requested.
pub(super) fn place(given: &Path, wanted: OpenOptions) -> Result<FileLocation, Failure> {
    let text = given.to_string_lossy();
    if text.is_empty() || text.len() > 4096 || text.contains('\0') {
        return Err(Failure::new(FailureKind::Missing, "the file's name is empty or too long"));
    }
    let folder = match given.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let name = given
        .file_name()
        .ok_or_else(|| Failure::new(FailureKind::Missing, format!("{text} is not a file's name")))?;
    let folder = folder.canonicalize().map_err(|error| {
        let is_missing = error.kind() == std::io::ErrorKind::NotFound;
        let why = if is_missing { String::new() } else { format!(": {error}") };
        Failure::new(FailureKind::Missing, format!("there is no folder {}{why}", folder.display()))
            .hint("make the folder first, or choose another file with --file")
    })?;
    let path = folder.join(name);
    let found = path.metadata();
    // A link is resolved to the file it points to.
    let real = found.as_ref().ok().and_then(|_| path.canonicalize().ok());
    let share = platform::network_fs(real.as_deref().and_then(Path::parent).unwrap_or(&folder));
    if let Some(kind) = share.as_ref().filter(|_| !wanted.on_network) {
        return Err(refused(&path, kind));
    }
    match found {
        Ok(it) if it.is_file() => return Ok(FileLocation { path, share }),
        Ok(_) => {
            return Err(Failure::new(FailureKind::Foreign, format!("{} is not a file", path.display()))
                .hint("choose another file with --file"));
        }
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(Failure::new(
                FailureKind::Other,
                format!("{} cannot be opened: {error}", path.display()),
            ));
        }
        Err(_) => {}
    }
    if wanted.made == CreateMode::Never {
        return Err(Failure::new(FailureKind::Missing, format!("there is no file {}", path.display()))
            .hint("begin with: ceremony init NAME"));
    }
    make(&path, wanted.made)?;
    Ok(FileLocation { path, share })
}

fn refused(path: &Path, kind: &str) -> Failure {
    Failure::new(
        FailureKind::Other,
        format!(
            "{} lies on a network share ({kind}), where two machines do not see each other's locks and a file loses data",
            path.display()
        ),
    )
    .hint("keep it on a disk of one machine, to which the others log in, or insist with --allow-network-file")
}

/// Creates an empty file. SQLite gives the files it creates next to it the same permissions.
fn make(path: &Path, made: CreateMode) -> Result<(), Failure> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    let failed = |error: std::io::Error| {
        Failure::new(FailureKind::ReadOnly, format!("{} cannot be made: {error}", path.display()))
            .hint("choose another file with --file")
    };
    match platform::owner_only(&mut options).open(path) {
        Ok(_) if made == CreateMode::ForGroup => platform::share_file(path).map_err(failed),
        Ok(_) => Ok(()),
        // Another program created it first.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(failed(error)),
    }
}
