//! Words that mean something where a name is expected, and so cannot be names.

use crate::domain::refusal::Refusal;
use crate::domain::value::Line;
use crate::domain::workspace::Workspace;

/// The words that stand for people: `@me`, `@nobody`.
const PEOPLE: &[&str] = &["me", "nobody", "none"];

/// The words that stand for epics.
pub(super) const EPICS: &[&str] = &["none"];

/// The words that stand for sprints, and for none.
pub(super) const SPRINTS: &[&str] = &["current", "running", "next", "last", "none", "backlog"];

/// Returns a sentence for each name that is a reserved word. Files from before such names were refused may have them.
pub fn reserved_names(workspace: &Workspace) -> Vec<String> {
    let told = |what: &str, name: &Line, with: String| {
        format!("the {what} \"{name}\" has a reserved name; rename it with: ceremony {with}")
    };
    let people = workspace.persons.iter().filter(|it| is_a_person(&it.name).is_err());
    let people = people.map(|it| told("person", &it.name, format!("person rename \"{}\" NAME", it.name)));
    let epics = workspace.epics.iter().filter(|it| is_a_name(&it.title, EPICS).is_err());
    let epics =
        epics.map(|it| told("epic", &it.title, format!("epic rename {} TITLE", workspace.epic_key(it.id))));
    let sprints = workspace.sprints.iter().filter(|it| is_a_name(&it.name, SPRINTS).is_err());
    let sprints =
        sprints.map(|it| told("sprint", &it.name, format!("sprint rename NAME --sprint \"{}\"", it.name)));
    people.chain(epics).chain(sprints).collect()
}

/// Refuses a name that is a reserved word.
pub(super) fn is_a_name(name: &Line, reserved: &[&str]) -> Result<(), Refusal> {
    if let Some(word) = reserved.iter().find(|word| name.is_alike(word)) {
        return Err(Refusal::value(format!("{word:?} is reserved and cannot be used as a name"))
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
