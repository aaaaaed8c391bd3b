//! Editing a text in the person's own editor. Whatever happens there, no text is lost.
//!
//! Releasing the terminal is not done here but in [`Terminal::lend`](super::terminal::Terminal::lend).

use crate::platform;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::{Duration, Instant};

/// The maximum number of bytes read back.
const MOST: u64 = 1_000_000;
/// An editor that returns sooner without a change has probably opened a window without waiting for it.
const SOON: Duration = Duration::from_secs(1);

/// The result of editing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditorOutcome {
    /// The text was changed. Its file is kept until it is passed to [`forget`], once the text is saved.
    Changed {
        /// The text that the editor saved.
        text: String,
        /// The file.
        file: PathBuf,
    },
    /// The text is unchanged.
    Unchanged,
    /// The new text cannot be used; the old one remains.
    Failed {
        /// What happened, in a sentence.
        why: String,
        /// The file that the editor had, if it is kept.
        kept: Option<PathBuf>,
    },
}

/// Runs the editor's command on a text, and waits for it.
///
/// The file is readable by this user only, and is in `folder` if that is given. The command is a shell command:
/// arguments are kept, as in `code --wait`.
pub fn edit(command: &str, folder: Option<&Path>, text: &str) -> EditorOutcome {
    edit_not_before(SOON, command, folder, text)
}

fn edit_not_before(soon: Duration, command: &str, folder: Option<&Path>, text: &str) -> EditorOutcome {
    let file = match write(folder, text) {
        Ok(file) => file,
        Err(error) => {
            return EditorOutcome::Failed { why: format!("no file for the editor: {error}"), kept: None };
        }
    };
    let began = Instant::now();
    let status = platform::edit_command(command, &file).status();
    let failed = |why: String| EditorOutcome::Failed { why, kept: Some(file.clone()) };
    // The message has one line, which ends with the path of the text.
    let name = command.split_whitespace().next().unwrap_or_default();
    match status {
        Ok(status) if status.success() => {}
        Ok(status) => return failed(format!("the editor ({name}) {}", how_it_ended(status))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return failed(format!("the editor ({name}) was not found"));
        }
        Err(error) => return failed(format!("the editor ({name}) could not be started: {error}")),
    }
    match read(&file, text) {
        Err(why) => failed(why),
        Ok(edited) if edited != text => EditorOutcome::Changed { text: edited, file },
        Ok(_) if began.elapsed() < soon => failed(format!(
            "the editor ({name}) came back at once and changed nothing; one with a window must be told to wait, \
             as in \"code --wait\""
        )),
        Ok(_) => {
            forget(&file);
            EditorOutcome::Unchanged
        }
    }
}

/// Removes the file of a saved text. Failing to do so is not reported.
pub fn forget(file: &Path) {
    let _ = fs::remove_file(file);
}

/// Writes a text to a new file readable by this user only, in `folder` if that is given.
pub(super) fn write(folder: Option<&Path>, text: &str) -> io::Result<PathBuf> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("ceremony-").suffix(".md");
    let mut file = match folder {
        Some(folder) => {
            platform::create_private_folder(folder)?;
            builder.tempfile_in(folder)?
        }
        None => builder.tempfile()?,
    };
    file.write_all(text.as_bytes())?;
    // Editors complain about a last line without an end, or add one.
    if !text.is_empty() && !text.ends_with('\n') {
        file.write_all(b"\n")?;
    }
    file.as_file().sync_all()?;
    let (_, path) = file.keep().map_err(|kept| kept.error)?;
    Ok(path)
}

/// Reads the edited file by its name: many editors replace the file with a new one.
fn read(file: &Path, before: &str) -> Result<String, String> {
    let size = fs::metadata(file).map_err(|error| format!("the editor's file is gone: {error}"))?.len();
    if size > MOST {
        return Err(format!("the text has come back with {size} bytes; the most is {MOST}"));
    }
    let bytes = fs::read(file).map_err(|error| format!("the editor's file cannot be read: {error}"))?;
    let mut text = String::from_utf8(bytes).map_err(|_| "the text has come back in no UTF-8")?;
    if !before.ends_with('\n') && text.ends_with('\n') {
        text.truncate(text.trim_end_matches('\n').len());
    }
    if text.trim().is_empty() && !before.trim().is_empty() {
        return Err("the text has come back empty; to empty it, clear its field".to_owned());
    }
    Ok(text)
}

fn how_it_ended(status: ExitStatus) -> String {
    match status.code() {
        Some(127) => "was not found".to_owned(),
        Some(code @ ..=128) => format!("ended with an error (exit code {code})"),
        // A shell returns 128 plus the number of the signal.
        Some(_) | None => "was ended by a signal".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Edits with a shell command, in which `"$0"` is not the file but the next argument is.
    fn run(script: &str, text: &str) -> (EditorOutcome, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let command = format!("sh -c '{script}' ed");
        (edit(&command, Some(&folder.path().join("state")), text), folder)
    }

    fn files(folder: &tempfile::TempDir) -> usize {
        fs::read_dir(folder.path().join("state")).unwrap().count()
    }

    #[test]
    fn a_changed_text_comes_back_and_its_file_stays_until_it_is_saved() {
        let (edited, folder) = run("echo more >> \"$1\"", "Split a bill");
        let EditorOutcome::Changed { text, file } = edited else { panic!("{edited:?}") };
        assert_eq!(text, "Split a bill\nmore");
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with("ceremony-") && Path::new(name).extension().is_some_and(|it| it == "md"));
        assert!(platform::is_owner_only(&file));
        assert!(platform::is_owner_only(&folder.path().join("state")));
        forget(&file);
        assert_eq!(files(&folder), 0);
    }

    #[test]
    fn a_file_that_was_replaced_is_read_too() {
        let (edited, _folder) = run("echo new > \"$1.tmp\"; mv \"$1.tmp\" \"$1\"", "old");
        assert!(matches!(edited, EditorOutcome::Changed { text, .. } if text == "new"));
    }

    #[test]
    fn an_unchanged_text_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let edited =
            edit_not_before(Duration::ZERO, "true", Some(&folder.path().join("state")), "Split a bill");
        assert_eq!((edited, files(&folder)), (EditorOutcome::Unchanged, 0));
    }

    #[test]
    fn whatever_goes_wrong_the_file_is_kept_and_the_reason_told() {
        for (script, text, reason) in [
            ("exit 3", "text", "exit code 3"),
            ("kill -9 $$", "text", "ended by a signal"),
            ("true", "text", "came back at once"),
            (": > \"$1\"", "text", "come back empty"),
            ("printf \"\\377\" > \"$1\"", "text", "no UTF-8"),
            ("head -c 1100000 /dev/zero > \"$1\"", "text", "1100000 bytes"),
        ] {
            let (edited, _folder) = run(script, text);
            let EditorOutcome::Failed { why, kept } = edited else { panic!("{script}: {edited:?}") };
            assert!(why.contains(reason), "{why}");
            assert!(kept.is_some_and(|it| it.exists()), "{script}");
        }
    }

    #[test]
    fn an_editor_that_is_missing_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let EditorOutcome::Failed { why, .. } = edit("no-such-editor --wait", Some(folder.path()), "text")
        else {
            panic!("it cannot work")
        };
        assert_eq!(why, "the editor (no-such-editor) was not found");
    }

    #[test]
    fn without_a_folder_nothing_is_lost_either() {
        let edited = edit("sh -c 'echo x >> \"$1\"' ed", None, "");
        let EditorOutcome::Changed { text, file } = edited else { panic!("{edited:?}") };
        assert_eq!(text, "x");
        forget(&file);
        let blocked = edit("true", Some(Path::new("/dev/null/no")), "text");
        assert!(matches!(blocked, EditorOutcome::Failed { kept: None, .. }));
    }
}
