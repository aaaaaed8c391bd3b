//! Invariants between rows. `decide` upholds them for every command; undo and redo restore single fields, which may
//! violate them given what others have done since.

use super::change::{Change, Edit};
use super::entity::Entity;
use super::id::{CeremonyId, Id as _, ItemId, PersonId, SprintId};
use super::item::Item;
use super::key::KeyTarget;
use super::refusal::Refusal;
use super::value::{SprintState, Stage, fold_name};
use super::workspace::{RowMap, Workspace};
use std::collections::{BTreeMap, BTreeSet};

/// How many levels of parents are followed.
const DEEPEST: usize = 1_000;

/// Returns the first invariant that is violated after `changes`, which are already applied to `workspace`.
pub fn first_violation(workspace: &Workspace, changes: &[Change]) -> Option<Refusal> {
    // If the founding was undone, there is nothing left to check.
    workspace.product()?;
    let (mut items, mut sprints): (BTreeSet<ItemId>, BTreeSet<SprintId>) = (BTreeSet::new(), BTreeSet::new());
    let mut people: BTreeSet<PersonId> = BTreeSet::new();
    let mut ceremonies: BTreeSet<CeremonyId> = BTreeSet::new();
    let (mut names, mut columns) = (BTreeSet::new(), false);
    let mut numbers: BTreeMap<u32, KeyTarget> = BTreeMap::new();
    for change in changes {
        if let Change::Item(edit) = change {
            items.insert(edit.id());
            if let Edit::Created(item) = edit {
                numbers.insert(item.number, KeyTarget::Item(item.id));
            }
        } else if let Change::Epic(Edit::Created(epic)) = change {
            numbers.extend(epic.number.map(|number| (number, KeyTarget::Epic(epic.id))));
        } else if let Change::Sprint(edit) = change {
            sprints.insert(edit.id());
            names.extend(names_something(edit).then(|| (change.entity(), change.number())));
        } else if let Change::Column(edit) = change {
            columns = true;
            names.extend(names_something(edit).then(|| (change.entity(), change.number())));
        } else if let Change::Person(edit) = change {
            people.insert(edit.id());
            names.extend(names_something(edit).then(|| (change.entity(), change.number())));
        } else if let Change::Ceremony(edit) = change {
            let goes_on = edit.field().is_none_or(|field| field == "ended_at");
            ceremonies.extend(goes_on.then(|| edit.id()));
        } else if let Change::Label(edit) = change {
            names.extend(names_something(edit).then(|| (change.entity(), change.number())));
        }
    }
    let running = if sprints.is_empty() { None } else { two_running(workspace) };
    let open = workspace.items.open_rows();
    let mut concerned = open.filter(|item| {
        items.contains(&item.id)
            || item.sprint.is_some_and(|it| sprints.contains(&it))
            || item.assignees.iter().any(|it| people.contains(it))
    });
    running
        .or_else(|| ceremonies.iter().find_map(|id| two_of_a_kind(workspace, *id)))
        .or_else(|| if numbers.is_empty() { None } else { same_number(workspace, &numbers) })
        .or_else(|| if columns { no_column(workspace) } else { None })
        .or_else(|| if names.is_empty() { None } else { same_name(workspace, &names) })
        .or_else(|| concerned.find_map(|it| wrong_side(workspace, it).or_else(|| orphaned(workspace, it))))
        .or_else(|| items.iter().find_map(|id| part_of_itself(workspace, *id)))
}

fn names_something<E: Entity>(edit: &Edit<E>) -> bool {
    match edit {
        Edit::Created(_) => true,
        Edit::Removed(_) => false,
        Edit::Set { .. } => edit.field() == Some("name"),
    }
}

fn two_running(workspace: &Workspace) -> Option<Refusal> {
    let running: Vec<&str> = workspace
        .sprints
        .iter()
        .filter(|sprint| sprint.state == SprintState::Running)
        .map(|sprint| sprint.name.as_str())
        .collect();
    let [one, other, ..] = running.as_slice() else { return None };
    Some(Refusal::rule(format!("{one} and {other} would both be running")).hint("close one of them first"))
}

fn two_of_a_kind(workspace: &Workspace, id: CeremonyId) -> Option<Refusal> {
    let ceremony = workspace.meetings.ceremonies.get(id).filter(|it| it.is_running())?;
    let other = workspace.meetings.running().find(|it| it.kind == ceremony.kind && it.id != id)?;
    let since = other.started_at.clock(workspace.product()?.zone);
    let refusal = Refusal::rule(format!("another {} has been running since {since}", ceremony.kind));
    Some(refusal.hint("join it, or end it first"))
}

fn no_column(workspace: &Workspace) -> Option<Refusal> {
    let missing = [Stage::ToDo, Stage::Doing, Stage::Review]
        .into_iter()
        .find(|stage| workspace.first_column(*stage).is_none());
    missing.map(|stage| {
        Refusal::rule(format!("{} would have no column", stage.title())).hint("add a column for it first")
    })
}

/// Finds a name that one of the rows in `named` would have and another row of its kind has. Older files may have others
/// that are alike.
fn same_name(workspace: &Workspace, named: &BTreeSet<(&'static str, u64)>) -> Option<Refusal> {
    fn twice<E: Entity>(
        rows: &RowMap<E>,
        named: &BTreeSet<(&'static str, u64)>,
        name: impl Fn(&E) -> &str,
    ) -> Option<String> {
        let is_named = |row: &&E| named.contains(&(E::NAME, row.id().number()));
        rows.iter().filter(is_named).find_map(|row| {
            let folded = fold_name(name(row));
            let other = |it: &E| it.id() != row.id() && fold_name(name(it)) == folded;
            rows.iter().any(other).then(|| name(row).to_owned())
        })
    }
    let found = twice(&workspace.persons, named, |it| &it.name)
        .or_else(|| twice(&workspace.labels, named, |it| &it.name))
        .or_else(|| twice(&workspace.columns, named, |it| &it.name))
        .or_else(|| twice(&workspace.sprints, named, |it| &it.name));
    found.map(|name| Refusal::rule(format!("two would be called {name}")).hint("rename one of them first"))
}

/// Returns a violation if the number of a new item or epic belongs to another one.
fn same_number(workspace: &Workspace, new: &BTreeMap<u32, KeyTarget>) -> Option<Refusal> {
    let items = workspace.items.iter().map(|it| (it.number, KeyTarget::Item(it.id), &it.title));
    let epics = workspace.epics.iter().filter_map(|it| Some((it.number?, KeyTarget::Epic(it.id), &it.title)));
    let mut all = items.chain(epics);
    let (number, _, title) =
        all.find(|(number, target, _)| new.get(number).is_some_and(|created| created != target))?;
    let key = format!("{}-{number}", workspace.product()?.prefix);
    let refusal = Refusal::rule(format!("{key} is \"{title}\" now"));
    Some(refusal.hint("import the file again instead, with --renumber"))
}

/// Returns a violation if an item does not match its sprint: items of a planned sprint are in the backlog, items
/// of the running one are on the board, and open items are in no closed sprint.
fn wrong_side(workspace: &Workspace, item: &Item) -> Option<Refusal> {
    let sprint = workspace.sprints.get(item.sprint?)?;
    let key = workspace.key(item.id);
    let message = match sprint.state {
        SprintState::Planned if item.stage.is_on_board() => {
            format!("{key} would be on the board, and {} is only planned", sprint.name)
        }
        SprintState::Running if item.is_in_backlog() => {
            format!("{key} would not be on the board, and {} is running", sprint.name)
        }
        SprintState::Closed => format!("{key} would be open in {}, which is closed", sprint.name),
        SprintState::Planned | SprintState::Running => return None,
    };
    Some(Refusal::rule(message).hint(format!("remove {key} from the sprint first")))
}

/// Returns a violation if an open item is assigned to a person who has left.
fn orphaned(workspace: &Workspace, item: &Item) -> Option<Refusal> {
    let people = item.assignees.iter().filter_map(|id| workspace.persons.get(*id));
    let gone = people.into_iter().find(|person| person.has_left)?;
    let key = workspace.key(item.id);
    let refusal = Refusal::rule(format!("{key} would be assigned to {}, who has left", gone.name));
    Some(refusal.hint(format!("assign {key} to someone else first")))
}

fn part_of_itself(workspace: &Workspace, id: ItemId) -> Option<Refusal> {
    let parent = |id: ItemId| workspace.items.get(id).and_then(|item| item.parent);
    let mut at = parent(id);
    for _ in 0..DEEPEST {
        if at? == id {
            let key = workspace.key(id);
            return Some(
                Refusal::rule(format!("{key} would be its own child")).hint("change its parent first"),
            );
        }
        at = parent(at?);
    }
    None
}
