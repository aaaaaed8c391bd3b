//! What another tool's issue types become.

use crate::domain::import::Target;
use crate::domain::value::Kind;

/// Returns what a type becomes, and whether the type's word says no more than that.
///
/// A retrospective's *improvement* is ours alone: other tools' "Improvement" is something that a user wants. Our own
/// exports write the word in lower case, and so it is told apart.
pub fn target(word: &str) -> (Target, bool) {
    let word = word.trim();
    if word == Kind::Improvement.word() {
        return (Target::Item(Kind::Improvement), true);
    }
    match word.to_lowercase().as_str() {
        "epic" | "épica" | "epos" => (Target::Epic, true),
        "story" | "user story" | "historia" | "" => (Target::Item(Kind::Story), true),
        "bug" => (Target::Item(Kind::Bug), true),
        "defect" | "error" | "fehler" | "fault" => (Target::Item(Kind::Bug), false),
        "spike" => (Target::Item(Kind::Spike), true),
        "research" | "investigation" => (Target::Item(Kind::Spike), false),
        "chore" => (Target::Item(Kind::Chore), true),
        "task" | "sub-task" | "subtask" | "technical task" | "tarea" | "subtarea" | "aufgabe"
        | "unteraufgabe" => (Target::Item(Kind::Chore), false),
        _ => (Target::Item(Kind::Story), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_become_kinds_and_remember_where_the_word_said_more() {
        for (word, expected) in [
            ("Epic", (Target::Epic, true)),
            ("Story", (Target::Item(Kind::Story), true)),
            ("New Feature", (Target::Item(Kind::Story), false)),
            ("Improvement", (Target::Item(Kind::Story), false)),
            ("improvement", (Target::Item(Kind::Improvement), true)),
            ("Bug", (Target::Item(Kind::Bug), true)),
            ("Sub-task", (Target::Item(Kind::Chore), false)),
            ("Task", (Target::Item(Kind::Chore), false)),
            ("Spike", (Target::Item(Kind::Spike), true)),
            ("Wombat", (Target::Item(Kind::Story), false)),
            ("", (Target::Item(Kind::Story), true)),
        ] {
            assert_eq!(target(word), expected, "{word}");
        }
    }
}
