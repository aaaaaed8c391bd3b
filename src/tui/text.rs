//! Text on its way to the screen. It stands in [`crate::text`], since the command line prints through the same gate.

pub use crate::text::*;

/// Returns a sentence, with what to try behind it.
pub fn with_hint(words: &str, hint: Option<&str>) -> String {
    hint.map_or_else(|| words.to_owned(), |hint| format!("{words}; {hint}"))
}
