//! The programs that this process starts. The user and the terminal are unknown here.

use std::path::Path;
use std::process::{Command, Stdio};

/// The default editor.
pub const DEFAULT_EDITOR: &str = if cfg!(windows) { "notepad" } else { "vi" };

/// Returns the login name of the process's user, for when no variable contains it: unknown.
pub fn login() -> Option<String> {
    None
}

/// Returns the name of the terminal: unknown.
pub fn terminal_name() -> Option<String> {
    None
}

/// Returns the name of the machine's time zone: unknown.
pub fn time_zone() -> Option<String> {
    None
}

/// Returns whether a desktop could open a link; `has_display` is whether a Unix display is present.
pub fn has_desktop(has_display: bool) -> bool {
    cfg!(windows) || has_display
}

/// Returns the command that runs an editor on a file. Words of the editor's command are separated by spaces; quotes
/// group them.
pub fn edit_command(editor: &str, file: &Path) -> Command {
    let mut words = words(editor).into_iter();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).arg(file);
    command
}

fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for letter in text.chars() {
        match quote {
            Some(mark) if letter == mark => quote = None,
            None if letter == '"' || letter == '\'' => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            None if letter.is_whitespace() => words.extend(word.take()),
            Some(_) | None => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// Opens a link with the desktop. Returns whether a program for it was started.
pub fn open_link(link: &str) -> bool {
    let mut command = if cfg!(windows) { Command::new("explorer") } else { Command::new("xdg-open") };
    command.arg(link).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editors_command_is_split_into_words() {
        for (text, expected) in [
            ("code --wait", &["code", "--wait"][..]),
            ("\"C:\\Program Files\\ed.exe\"  -w", &["C:\\Program Files\\ed.exe", "-w"]),
            ("sh -c 'echo \"x\" >> \"$1\"' ed", &["sh", "-c", "echo \"x\" >> \"$1\"", "ed"]),
            ("x ''", &["x", ""]),
            ("", &[]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
