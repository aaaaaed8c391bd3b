//! Permissions, identity and location of files.

use crate::platform::{WriteTarget, folder_of, followed};
use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{
    DirBuilderExt as _, FileTypeExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
};
use std::path::Path;

/// The permission bits for the group to read and write.
const GROUP: u32 = 0o060;

/// The identity of a file, which distinguishes it from another of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileId(u64, u64);

/// Returns the identity of the file at a path, without opening it; `None` if there is none.
pub fn file_id(path: &Path) -> Option<FileId> {
    path.metadata().ok().map(|it| FileId(it.dev(), it.ino()))
}

/// Returns whether two paths lead to the same existing file.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    file_id(one).is_some_and(|one| file_id(other) == Some(one))
}

/// Returns whether a file has more than one name (hard links).
pub fn has_other_names(path: &Path) -> bool {
    path.metadata().is_ok_and(|it| it.is_file() && it.nlink() > 1)
}

/// Returns whether a folder belongs to somebody who has no part in a file: neither its owner nor this user, nor, if
/// the file is shared, a member of its group.
pub fn is_of_others(folder: &Path, file: &Path) -> bool {
    let (Ok(folder), Ok(about)) = (folder.metadata(), file.metadata()) else { return false };
    let is_known = [about.uid(), rustix::process::geteuid().as_raw()].contains(&folder.uid());
    !(is_known || is_shared(file) && folder.gid() == about.gid())
}

/// Returns what a path names that something is to be written to.
pub fn target(path: &Path) -> WriteTarget {
    let Ok(found) = path.metadata() else { return WriteTarget::File(followed(path)) };
    let kind = found.file_type();
    if kind.is_file() {
        // The names of open files: what is behind them is written to, and never replaced.
        let is_open =
            ["/dev/fd", "/proc", "/dev/stdout", "/dev/stderr"].iter().any(|it| path.starts_with(it));
        return if is_open { WriteTarget::Stream } else { WriteTarget::File(followed(path)) };
    }
    if kind.is_fifo() || kind.is_char_device() {
        return WriteTarget::Stream;
    }
    WriteTarget::Other(if kind.is_dir() {
        "a folder"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a block device"
    })
}

/// Makes a file created with these options readable by its owner only.
pub fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    options.mode(0o600)
}

/// Creates a folder that only its owner may enter, and its parents; does nothing if it exists.
///
/// # Errors
/// Errors of the system.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Returns whether a file's group may read and write it.
pub fn is_shared(path: &Path) -> bool {
    path.metadata().is_ok_and(|it| it.permissions().mode() & GROUP == GROUP)
}

/// Lets the group of its folder read and write a file.
///
/// # Errors
/// Errors of the system.
pub fn share_file(path: &Path) -> io::Result<()> {
    // If the user is not in the folder's group, the file stays in their own group, which the advice about the folder
    // covers.
    let _ = std::os::unix::fs::chown(path, None, Some(folder_of(path).metadata()?.gid()));
    fs::set_permissions(path, Permissions::from_mode(0o660))
}

/// Lets the group of a file use a folder, and hands that group on to the files in it.
///
/// # Errors
/// Errors of the system.
pub fn share_folder(path: &Path, of: &Path) -> io::Result<()> {
    own_by_group_of(path, of);
    fs::set_permissions(path, Permissions::from_mode(0o2770))
}

/// Gives a file or folder to the group of another file.
pub fn own_by_group_of(path: &Path, of: &Path) {
    if let (Ok(theirs), Ok(own)) = (of.metadata(), path.metadata())
        && theirs.gid() != own.gid()
    {
        // If the user is not in that group, it stays in their own.
        let _ = std::os::unix::fs::chown(path, None, Some(theirs.gid()));
    }
}

/// Returns whether files created in a folder belong to the folder's group, which may use it.
pub fn passes_group_on(folder: &Path) -> bool {
    folder.metadata().is_ok_and(|it| it.permissions().mode() & 0o2070 == 0o2070)
}

/// Removes permissions that a copy of a file should not have: it is for its owner, and for its group if the file is
/// shared with it.
pub fn restrict(permissions: &mut Permissions) {
    let is_shared = permissions.mode() & GROUP == GROUP;
    permissions.set_mode(if is_shared { 0o660 } else { 0o600 });
}

/// Returns the free space for this user on a file's disk, in bytes; `None` if unknown.
pub fn free_space(file: &Path) -> Option<u64> {
    let found = rustix::fs::statvfs(folder_of(file)).ok()?;
    // Some FUSE file systems report no blocks at all.
    (found.f_blocks > 0).then(|| found.f_bavail.saturating_mul(found.f_frsize))
}

/// Returns the kind of network file system that a folder is on; `None` if it is local.
pub fn network_fs(folder: &Path) -> Option<String> {
    super::network_fs::of(folder)
}

/// Returns whether only its owner may use a file or a folder.
#[cfg(test)]
pub(crate) fn is_owner_only(path: &Path) -> bool {
    path.metadata().is_ok_and(|it| it.permissions().mode().trailing_zeros() >= 6)
}
