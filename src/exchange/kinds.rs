//! Mapping another tool's issue types to kinds.

use crate::domain::import::ImportTarget;
use crate::domain::value::Kind;

/// Returns the target of a type, and whether it preserves all that the type's name says.
///
/// The kind *improvement*, from a retrospective, is specific to us: other tools' "Improvement" is a user's need. Our
/// own exports write it in lower case, which distinguishes the two.
pub fn target(word: &str) -> (ImportTarget, bool) {
    let word = word.trim();
    if word == Kind::Improvement.word() {
        return (ImportTarget::Item(Kind::Improvement), true);
    }
    match word.to_lowercase().as_str() {
        "epic" | "épica" | "epos" => (ImportTarget::Epic, true),
        "story" | "user story" | "historia" | "" => (ImportTarget::Item(Kind::Story), true),
        "bug" => (ImportTarget::Item(Kind::Bug), true),
        "defect" | "error" | "fehler" | "fault" => (ImportTarget::Item(Kind::Bug), false),
        "spike" => (ImportTarget::Item(Kind::Spike), true),
        "research" | "investigation" => (ImportTarget::Item(Kind::Spike), false),
        "chore" => (ImportTarget::Item(Kind::Chore), true),
        "task" | "sub-task" | "subtask" | "technical task" | "tarea" | "subtarea" | "aufgabe"
        | "unteraufgabe" => (ImportTarget::Item(Kind::Chore), false),
        _ => (ImportTarget::Item(Kind::Story), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_become_kinds_and_remember_where_the_word_said_more() {
        for (word, expected) in [
            ("Epic", (ImportTarget::Epic, true)),
            ("Story", (ImportTarget::Item(Kind::Story), true)),
            ("New Feature", (ImportTarget::Item(Kind::Story), false)),
            ("Improvement", (ImportTarget::Item(Kind::Story), false)),
            ("improvement", (ImportTarget::Item(Kind::Improvement), true)),
            ("Bug", (ImportTarget::Item(Kind::Bug), true)),
            ("Sub-task", (ImportTarget::Item(Kind::Chore), false)),
            ("Task", (ImportTarget::Item(Kind::Chore), false)),
            ("Spike", (ImportTarget::Item(Kind::Spike), true)),
            ("Wombat", (ImportTarget::Item(Kind::Story), false)),
            ("", (ImportTarget::Item(Kind::Story), true)),
        ] {
            assert_eq!(target(word), expected, "{word}");
        }
    }
}
