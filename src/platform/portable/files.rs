//! Identity and surroundings of files. Their rights are those that their folder gives them.

use std::fs::{OpenOptions, Permissions};
use std::io;
use std::path::{Component, Path, Prefix};
use std::time::SystemTime;

/// What tells a file from another one of the same name: when it was created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileId(Option<SystemTime>);

/// Returns which file a name leads to, without opening it; `None` where it leads nowhere.
pub fn file_id(path: &Path) -> Option<FileId> {
    path.metadata().ok().map(|it| FileId(it.created().ok()))
}

/// Tells whether two names lead to one file that is there.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| other == one))
}

/// Makes a file that these options create readable by its owner alone, as far as its folder does.
pub fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Creates a folder and those above it; does nothing where it exists.
///
/// # Errors
/// Those of the system.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)
}

/// Returns whether a file's group may read and write it: nothing here knows of groups.
pub fn is_shared(_path: &Path) -> bool {
    false
}

/// Lets the group of its folder read and write a file, which needs nothing here.
///
/// # Errors
/// None.
pub fn share_file(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Lets its group use a folder, which needs nothing here.
///
/// # Errors
/// None.
pub fn share_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Returns whether what is created in a folder belongs to those who may use the folder.
pub fn passes_group_on(_folder: &Path) -> bool {
    true
}

/// Takes from a file's permissions what a copy of it should not have: a copy can be written.
pub fn restrict(permissions: &mut Permissions) {
    permissions.set_readonly(false);
}

/// Returns the space that is left on the disk of a file, in bytes: unknown.
pub fn free_space(_file: &Path) -> Option<u64> {
    None
}

/// Returns the kind of network file system that a folder is on; `None` where it is on this machine. Only Windows shows
/// that by a name.
pub fn network_fs(folder: &Path) -> Option<String> {
    let Some(Component::Prefix(prefix)) = folder.components().next() else { return None };
    matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)).then(|| "SMB".to_owned())
}

/// Returns whether nobody but its owner may use a file or a folder, as far as can be told: its folder decides.
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
