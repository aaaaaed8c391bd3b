//! What endangers a file from outside, and cannot be seen in it.

use crate::platform::{has_other_names, is_of_others};
use crate::store::backups::Backups;
use std::path::Path;

/// Returns a sentence for each circumstance that endangers a file: other names of it, since SQLite's files beside it
/// are found by its name; a folder of backups in somebody else's hands.
pub fn hazards(file: &Path) -> Vec<String> {
    let mut found = Vec::new();
    if has_other_names(file) {
        found.push(format!(
            "{} has another name (a hard link); remove one of the names: programs that open the file by different \
             names do not see each other's changes, and lose them",
            file.display()
        ));
    }
    let backups = Backups::of(file);
    if is_of_others(backups.folder(), file) {
        found.push(format!(
            "the backups folder {} belongs to someone else, who can remove and replace the backups; move it away, \
             and it is made anew",
            backups.folder().display()
        ));
    }
    found
}
