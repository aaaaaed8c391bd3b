//! Words that mean something where a name is expected, and so cannot be names.

use crate::domain::refusal::Refusal;
use crate::domain::value::Line;

/// The words that stand for people: `@me`, `@nobody`.
const PEOPLE: &[&str] = &["me", "nobody", "none"];

/// The words that stand for epics.
pub(super) const EPICS: &[&str] = &["none"];

/// The words that stand for sprints, and for none.
pub(super) const SPRINTS: &[&str] = &["current", "running", "next", "last", "none", "backlog"];

/// Refuses a name that is a reserved word.
pub(super) fn is_a_name(name: &Line, reserved: &[&str]) -> Result<(), Refusal> {
    if let Some(word) = reserved.iter().find(|word| name.is_alike(word)) {
        return Err(Refusal::value(format!("{word:?} means something else where a name is written"))
            .hint("choose another name"));
    }
    Ok(())
}

/// Refuses a name of a person that is a reserved word, or begins as a mention does.
pub(super) fn is_a_person(name: &Line) -> Result<(), Refusal> {
    if name.starts_with('@') {
        return Err(Refusal::value("a name does not begin with @").hint("leave the @ out"));
    }
    is_a_name(name, PEOPLE)
}
