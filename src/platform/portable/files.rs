//! Identity and location of files. Their permissions are inherited from their folder.

use crate::platform::{WriteTarget, followed};
use std::fs::{OpenOptions, Permissions};
use std::io;
use std::path::{Component, Path, Prefix};
use std::time::SystemTime;

/// The identity of a file, which distinguishes it from another of the same name: its creation time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileId(Option<SystemTime>);

/// Returns the identity of the file at a path, without opening it; `None` if there is none.
pub fn file_id(path: &Path) -> Option<FileId> {
    path.metadata().ok().map(|it| FileId(it.created().ok()))
}

/// Returns whether two paths lead to the same existing file.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| other == one))
}

/// Returns whether a file has more than one name: not known here.
pub fn has_other_names(_path: &Path) -> bool {
    false
}

/// Returns whether a folder belongs to somebody who has no part in a file: not known here.
pub fn is_of_others(_folder: &Path, _file: &Path) -> bool {
    false
}

/// Returns what a path names that something is to be written to.
pub fn target(path: &Path) -> WriteTarget {
    match path.metadata() {
        Ok(found) if found.is_dir() => WriteTarget::Other("a folder"),
        Ok(found) if !found.is_file() => WriteTarget::Stream,
        Ok(_) | Err(_) => WriteTarget::File(followed(path)),
    }
}

/// Makes a file created with these options readable by its owner only, as far as its folder does.
pub fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Creates a folder and its parents; does nothing if it exists.
///
/// # Errors
/// Errors of the system.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)
}

/// Returns whether a file's group may read and write it: groups are not supported here.
pub fn is_shared(_path: &Path) -> bool {
    false
}

/// Lets the group of its folder read and write a file; does nothing here.
///
/// # Errors
/// None.
pub fn share_file(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Lets the group of a file use a folder; does nothing here.
///
/// # Errors
/// None.
pub fn share_folder(_path: &Path, _of: &Path) -> io::Result<()> {
    Ok(())
}

/// Gives a file or folder to the group of another file; does nothing here.
pub fn own_by_group_of(_path: &Path, _of: &Path) {}

/// Returns whether files created in a folder belong to those who may use the folder.
pub fn passes_group_on(_folder: &Path) -> bool {
    true
}

/// Removes permissions that a copy of a file should not have: a copy is writable.
pub fn restrict(permissions: &mut Permissions) {
    permissions.set_readonly(false);
}

/// Returns the free space on a file's disk, in bytes: unknown.
pub fn free_space(_file: &Path) -> Option<u64> {
    None
}

/// Returns the kind of network file system that a folder is on; `None` if it is local. Only Windows shows that by the
/// path.
pub fn network_fs(folder: &Path) -> Option<String> {
    let Some(Component::Prefix(prefix)) = folder.components().next() else { return None };
    matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)).then(|| "SMB".to_owned())
}

/// Returns whether only its owner may use a file or a folder, as far as can be told: its folder decides.
#[cfg(test)]
pub(crate) fn is_owner_only(path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_took_the_place_of_another_is_told_from_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state").join("a");
        create_private_folder(path.parent().unwrap()).unwrap();
        create_private_folder(path.parent().unwrap()).unwrap();
        assert_eq!(file_id(&path), None);
        std::fs::write(&path, "").unwrap();
        let first = file_id(&path);
        assert!(first.is_some() && file_id(&path) == first);
        assert_eq!((network_fs(folder.path()), free_space(&path)), (None, None));
    }
}
