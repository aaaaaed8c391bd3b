//! Attendance: who is asked for, who can be expected, and who was really in a ceremony.

use super::ceremony::Ceremony;
use super::id::PersonId;
use super::person::Person;
use super::value::{CeremonyKind, Role};
use super::workspace::Workspace;

/// Returns the people whom a kind of ceremony concerns: everyone who has not left; those who are stakeholders only for
/// a review alone.
pub fn concerned(workspace: &Workspace, kind: CeremonyKind) -> Vec<PersonId> {
    let is_concerned = |it: &&Person| {
        let is_only_stakeholder = it.is(Role::Stakeholder) && it.roles.iter().count() == 1;
        !it.has_left && (!is_only_stakeholder || kind == CeremonyKind::Review)
    };
    workspace.persons.iter().filter(is_concerned).map(|it| it.id).collect()
}

/// Returns the people who can be expected to take part: those who are noted as present, or, where nobody is beside the
/// facilitator, all whom the ceremony concerns.
pub fn participants(workspace: &Workspace, ceremony: &Ceremony) -> Vec<PersonId> {
    if ceremony.present.iter().any(|id| Some(*id) != ceremony.facilitator) {
        return ceremony.present.iter().copied().collect();
    }
    concerned(workspace, ceremony.kind)
}
