//! The players of planning poker. Anyone may set the number that a team has agreed on.

use crate::domain::attendance::participants;
use crate::domain::ceremony::Ceremony;
use crate::domain::id::PersonId;
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::value::Role;
use crate::domain::workspace::Workspace;

/// Returns the players of a ceremony: the developers who can be expected in it and have not left. If the product has no
/// developers, everyone plays.
pub fn players(workspace: &Workspace, ceremony: &Ceremony) -> Vec<PersonId> {
    let any = has_developers(workspace);
    let plays = |id: &PersonId| workspace.persons.get(*id).is_some_and(|it| estimates(it, any));
    participants(workspace, ceremony).into_iter().filter(plays).collect()
}

/// Checks whether a person may play. Whoever plays is present.
///
/// # Errors
/// A [`Refusal`] if the person has left, or is not a developer.
pub fn may_play(workspace: &Workspace, person: PersonId) -> Result<(), Refusal> {
    let person = workspace.persons.get(person).ok_or_else(|| Refusal::unknown("there is no such person"))?;
    let name = &person.name;
    if person.has_left {
        return Err(Refusal::rule(format!("{name} has left"))
            .hint(format!("if {name} is back: ceremony person return {name}")));
    }
    if !estimates(person, has_developers(workspace)) {
        let what = match person.roles.to_string() {
            roles if roles.is_empty() => "has no role".to_owned(),
            roles => format!("is {roles}"),
        };
        return Err(Refusal::rule(format!("only developers estimate, and {name} {what}"))
            .hint(format!("to add the role: ceremony person roles {name} developer")));
    }
    Ok(())
}

fn has_developers(workspace: &Workspace) -> bool {
    workspace.persons.iter().any(|person| person.is(Role::Developer) && !person.has_left)
}

fn estimates(person: &Person, has_developers: bool) -> bool {
    !person.has_left && (person.is(Role::Developer) || !has_developers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entity::any::AnyRow as _;
    use crate::domain::entity::any::RowDice;
    use crate::domain::id::Id as _;
    use crate::domain::value::{CeremonyKind, Roles};

    fn id(number: u64) -> PersonId {
        PersonId::new(number).unwrap()
    }

    /// People with these roles, numbered from 1; all but the last one are present, and number `left` has left.
    fn refinement(roles: &[&str], left: u64) -> (Workspace, Ceremony) {
        let mut workspace = Workspace::default();
        for (number, roles) in (1..).zip(roles) {
            let roles: Roles = roles.parse().unwrap();
            let name = format!("P{number}").parse().unwrap();
            let has_left = number == left;
            workspace.put(Person { id: id(number), name, roles, login: None, has_left });
        }
        let present = (1..roles.len() as u64).map(id).collect();
        let ceremony = Ceremony {
            kind: CeremonyKind::Refinement,
            present,
            ..Ceremony::any_row(1, &mut RowDice::new(1))
        };
        (workspace, ceremony)
    }

    #[test]
    fn the_developers_who_are_present_and_have_not_left_play() {
        let (workspace, ceremony) = refinement(
            &["product owner", "developer", "developer", "scrum master,developer", "developer"],
            3,
        );
        assert_eq!(players(&workspace, &ceremony), [id(2), id(4)]);
        let why = |number| may_play(&workspace, id(number)).map_err(|it| it.message);
        assert_eq!(why(2), Ok(()));
        assert_eq!(why(1), Err("only developers estimate, and P1 is product owner".to_owned()));
        assert_eq!(why(3), Err("P3 has left".to_owned()));
        // Whoever plays is present, noted or not.
        assert_eq!(why(5), Ok(()));
    }

    #[test]
    fn without_developers_everybody_who_is_present_plays() {
        let (workspace, ceremony) = refinement(&["product owner", "stakeholder", "developer"], 3);
        assert_eq!(players(&workspace, &ceremony), [id(1), id(2)]);
        assert_eq!(may_play(&workspace, id(1)), Ok(()));
    }

    #[test]
    fn where_nobody_but_the_facilitator_is_noted_all_developers_are_expected() {
        let (workspace, mut ceremony) =
            refinement(&["product owner", "developer", "developer", "developer"], 3);
        ceremony.facilitator = Some(id(1));
        for present in [vec![], vec![id(1)]] {
            ceremony.present = present.into_iter().collect();
            assert_eq!(players(&workspace, &ceremony), [id(2), id(4)]);
        }
        ceremony.present = [id(1), id(4)].into_iter().collect();
        assert_eq!(players(&workspace, &ceremony), [id(4)]);
    }
}
