//! People and their roles.

use super::Decided;
use super::draft::Draft;
use super::field_rules::FieldRules;
use super::reserved;
use crate::domain::command::{Command, PersonCommand};
use crate::domain::id::PersonId;
use crate::domain::item::ItemField;
use crate::domain::operation::{Operation, SetupOperation};
use crate::domain::person::{Person, PersonField};
use crate::domain::refusal::Refusal;
use crate::domain::value::Line;
use crate::domain::workspace::Workspace;

pub(super) fn decide(draft: &mut Draft<'_>, command: &PersonCommand) -> Decided {
    match command {
        PersonCommand::Add { name, roles, login } => {
            is_free(draft, name, None)?;
            login_is_free(draft, login.as_ref(), None)?;
            let id = draft.next_id::<Person>()?;
            draft.create(Person {
                id,
                name: name.clone(),
                roles: *roles,
                login: login.clone(),
                has_left: false,
            });
            Ok(SetupOperation::AddPerson(name.clone(), roles.to_string()).into())
        }
        PersonCommand::Leave(id) => {
            let person = draft.find::<Person>(*id)?;
            if person.has_left {
                return Err(Refusal::already(format!("{} has already left", person.name)));
            }
            draft.set(person, PersonField::Left(true));
            let open = draft.workspace.items.open();
            for item in open.iter().filter_map(|id| draft.workspace.items.get(*id)) {
                if item.assignees.contains(id) {
                    draft.set(item, ItemField::Assignees(item.assignees.changed(&[], &[*id])));
                }
            }
            Ok(SetupOperation::Leave(person.name.clone()).into())
        }
        PersonCommand::Return(id) => {
            let person = draft.find::<Person>(*id)?;
            if !person.has_left {
                return Err(Refusal::already(format!("{} is here", person.name)));
            }
            draft.set(person, PersonField::Left(false));
            Ok(SetupOperation::Return(person.name.clone()).into())
        }
    }
}

impl FieldRules for Person {
    fn check(draft: &Draft<'_>, row: &Self, new: &PersonField) -> Result<(), Refusal> {
        if let PersonField::Name(name) = new {
            is_free(draft, name, Some(row.id))
        } else if let PersonField::Login(login) = new {
            login_is_free(draft, login.as_ref(), Some(row.id))
        } else {
            Ok(())
        }
    }

    fn specific_operation(row: &Self, new: &PersonField) -> Option<Operation> {
        let operation = if let PersonField::Name(name) = new {
            SetupOperation::RenamePerson(row.name.clone(), name.clone())
        } else if let PersonField::Roles(roles) = new {
            SetupOperation::SetRoles(row.name.clone(), roles.to_string())
        } else if let PersonField::Login(_) = new {
            SetupOperation::SetLogin(row.name.clone())
        } else {
            return None;
        };
        Some(operation.into())
    }

    fn called(_workspace: &Workspace, row: &Self) -> String {
        row.name.to_string()
    }
}

/// Refuses a person who does not exist or has left.
pub(super) fn is_present(draft: &Draft<'_>, person: PersonId) -> Result<(), Refusal> {
    present(draft, person).map(|_| ())
}

/// Refuses a name that another person has: names are unique, ignoring case.
fn is_free(draft: &Draft<'_>, name: &Line, but: Option<PersonId>) -> Result<(), Refusal> {
    reserved::is_a_person(name)?;
    let taken = draft.workspace.persons.iter().find(|it| Some(it.id) != but && it.name.is_alike(name));
    match taken {
        Some(person) => Err(Refusal::rule(format!("there is already a person named {}", person.name))
            .hint("add a letter of the surname to tell them apart")),
        None => Ok(()),
    }
}

/// Refuses a login name that another person has, present or not: it identifies one person.
fn login_is_free(draft: &Draft<'_>, login: Option<&Line>, but: Option<PersonId>) -> Result<(), Refusal> {
    let Some(login) = login else { return Ok(()) };
    let mut others = draft.workspace.persons.iter().filter(|it| Some(it.id) != but);
    let has_it = |it: &&Person| it.login.as_ref().is_some_and(|other| other.is_alike(login));
    match others.find(has_it) {
        Some(person) => Err(Refusal::rule(format!("{} already has the login name {login}", person.name))
            .hint(format!(
                "choose another one, or remove theirs with: ceremony person login \"{}\" none",
                person.name
            ))),
        None => Ok(()),
    }
}

/// Refuses to act as somebody who has left; their return is theirs to note, too.
pub(super) fn may_act(workspace: &Workspace, actor: PersonId, command: &Command) -> Result<(), Refusal> {
    let returns = matches!(command, Command::Person(PersonCommand::Return(id)) if *id == actor);
    match workspace.persons.get(actor) {
        Some(person) if person.has_left && !returns => {
            let name = &person.name;
            Err(Refusal::rule(format!("{name} has left and cannot change anything")).hint(format!(
                "record the return with: ceremony person return \"{name}\", or act as another person"
            )))
        }
        Some(_) | None => Ok(()),
    }
}

/// Returns a person who has not left, or a refusal.
pub(super) fn present<'a>(draft: &Draft<'a>, id: PersonId) -> Result<&'a Person, Refusal> {
    let person = draft.find::<Person>(id)?;
    if person.has_left { Err(Refusal::rule(format!("{} has left", person.name))) } else { Ok(person) }
}
