//! Drafts: unsaved text when the system ended the program is kept in a private file, and restored at the next start.
//! What belongs in a draft, and where it is restored, is decided in `app`.

use crate::platform;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The prefix of the names of draft files.
const PREFIX: &str = "draft-";
/// The prefix of the names of files that were reported to the person.
const REPORTED: &str = "kept-";
/// The maximum size of a file that is read, in bytes.
const MOST: u64 = 16_000_000;

/// Unsaved text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextDraft {
    /// The absolute path of the product's file.
    pub product: String,
    /// The title above the text.
    pub title: String,
    /// The action that opened the layer.
    pub action: String,
    /// The number of the item it applied to.
    pub item: Option<u64>,
    /// The texts; unchanged fields are omitted.
    pub text: Vec<DraftField>,
}

/// The text of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftField {
    /// The name of the field; empty if there is only one.
    pub field: String,
    /// The text when the field was opened.
    pub before: String,
    /// The current text.
    pub now: String,
}

impl TextDraft {
    /// Saves the draft in a new file in that folder, readable by this user only.
    ///
    /// # Errors
    /// If the file cannot be written; there is none then.
    pub fn keep(&self, folder: &Path) -> io::Result<PathBuf> {
        platform::create_private_folder(folder)?;
        let text = toml::to_string_pretty(self).map_err(io::Error::other)?;
        let mut file = tempfile::Builder::new().prefix(PREFIX).suffix(".toml").tempfile_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        let (_, path) = file.keep().map_err(|kept| kept.error)?;
        Ok(path)
    }

    /// Finds the oldest draft of a product, with its file.
    pub fn find(folder: &Path, product: &str) -> Option<(Self, PathBuf)> {
        let entries = fs::read_dir(folder).ok()?;
        let mut files: Vec<(std::time::SystemTime, PathBuf)> = entries
            .filter_map(Result::ok)
            .filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX))
            .filter_map(|entry| {
                let about = entry.metadata().ok().filter(|it| it.is_file() && it.len() <= MOST)?;
                Some((about.modified().ok()?, entry.path()))
            })
            .collect();
        files.sort();
        files.into_iter().find_map(|(_, path)| {
            let draft: Self = toml::from_str(&fs::read_to_string(&path).ok()?).ok()?;
            (draft.product == product).then_some((draft, path))
        })
    }
}

/// Removes the file of a restored draft. Failing to do so is not reported.
pub fn forget(file: &Path) {
    let _ = fs::remove_file(file);
}

/// Renames a draft that could not be restored, so that it is reported only once. Returns its new path.
pub fn set_aside(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy().replacen(PREFIX, REPORTED, 1);
    let aside = file.with_file_name(name);
    match fs::rename(file, &aside) {
        Ok(()) => aside,
        Err(_) => file.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(product: &str) -> TextDraft {
        let written = DraftField {
            field: "Description".to_owned(),
            before: String::new(),
            now: "a\n\u{1b}\"'''é\r".to_owned(),
        };
        TextDraft {
            product: product.to_owned(),
            title: "Edit PB-1".to_owned(),
            action: "edit".to_owned(),
            item: Some(1),
            text: vec![written],
        }
    }

    #[test]
    fn a_draft_comes_back_to_its_own_product_and_is_nobody_elses_to_read() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        assert_eq!(TextDraft::find(&state, "a.db"), None);
        let file = draft("a.db").keep(&state).unwrap();
        assert!(platform::is_owner_only(&file) && platform::is_owner_only(&state));
        assert_eq!(TextDraft::find(&state, "b.db"), None);
        assert_eq!(TextDraft::find(&state, "a.db"), Some((draft("a.db"), file.clone())));
        forget(&file);
        assert_eq!(TextDraft::find(&state, "a.db"), None);
    }

    #[test]
    fn a_draft_that_was_set_aside_is_still_there_but_no_longer_found() {
        let folder = tempfile::tempdir().unwrap();
        let file = draft("a.db").keep(folder.path()).unwrap();
        let aside = set_aside(&file);
        assert_eq!(TextDraft::find(folder.path(), "a.db"), None);
        assert!(fs::read_to_string(aside).unwrap().contains("Edit PB-1"));
    }

    #[test]
    fn files_that_are_no_drafts_are_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("draft-x.toml"), b"\xff").unwrap();
        fs::create_dir(folder.path().join("draft-y.toml")).unwrap();
        let file = draft("a.db").keep(folder.path()).unwrap();
        assert_eq!(TextDraft::find(folder.path(), "a.db").map(|it| it.1), Some(file));
    }
}
