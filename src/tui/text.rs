//! Text for the screen. It is in [`crate::text`], since the command line sanitizes its output with the same
//! functions.

pub use crate::text::*;

/// Formats a message with its hint.
pub fn with_hint(words: &str, hint: Option<&str>) -> String {
    hint.map_or_else(|| words.to_owned(), |hint| format!("{words}; {hint}"))
}
