//! Retrospective walls: the standard formats, and the count of hidden notes.

use super::count;
use crate::domain::ceremony::WALLS;

/// Returns the columns of a format; the name is case-insensitive.
pub fn columns(format: &str) -> Option<&'static [&'static str]> {
    let text = typed(format.trim());
    WALLS.iter().find(|(name, _)| typed(name) == text).map(|(_, columns)| *columns)
}

/// Formats the number of hidden notes; `whose` follows the number: `3 notes of yours lie face down`.
pub fn hidden_notes(notes: usize, whose: &str) -> String {
    let verb = if notes == 1 { "is" } else { "are" };
    format!("{}{whose} {verb} hidden", count(notes, "note", "notes"))
}

fn typed(name: &str) -> String {
    name.to_lowercase().replace(", ", "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_go_by_their_names() {
        assert_eq!(columns(" 4Ls "), Some(["Liked", "Learned", "Lacked", "Longed for"].as_slice()));
        assert_eq!(columns("start-stop-continue"), columns("Start, Stop, Continue"));
        assert_eq!(columns("Start"), None);
        assert!(columns("mad-sad-glad").is_some());
    }
}
