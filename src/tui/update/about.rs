//! Asking what is to become of items: points, people, labels, column, dropping, rejecting.

use super::Answer;
use super::change::{push, targets};
use super::open::{named, present, prompt};
use crate::domain::value::{RejectionKind, Verdict};
use crate::tui::layer::{Ask, Field, Form, FormFor, Layer, Pick, PickFor, PickRow, Picker};
use crate::tui::model::Model;
use crate::tui::world::World;

pub(super) fn estimate(model: &mut Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    let title = format!("Points of {}", named(world, &items));
    prompt(model, title, "", Ask::Estimate(items), "1 2 3 5 8 13 … or any other; empty takes them off")
}

pub(super) fn assign(model: &mut Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    let rows = present(world)
        .map(|(id, name)| {
            let roles = world.workspace.persons.get(id).map(|person| person.roles.to_string());
            let mut row = PickRow::new(name, roles.unwrap_or_default(), Pick::Person(id));
            row.marked =
                items.iter().all(|item| world.item(*item).is_some_and(|it| it.assignees.contains(&id)));
            row.detail = if Some(id) == world.me { format!("me  {}", row.detail) } else { row.detail };
            row
        })
        .collect();
    let title = format!("Who has {}?", named(world, &items));
    push(model, Layer::Picker(Box::new(Picker::new(title, PickFor::Assign(items), rows).many())))
}

pub(super) fn labels(model: &mut Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    let rows = world
        .workspace
        .labels
        .iter()
        .filter(|label| !label.retired)
        .map(|label| {
            let mut row =
                PickRow::new(format!("#{}", label.name), "", Pick::Label(label.name.as_str().to_owned()));
            row.marked =
                items.iter().all(|id| world.item(*id).is_some_and(|it| it.labels.contains(&label.id)));
            row
        })
        .collect();
    let title = format!("Labels of {}", named(world, &items));
    let mut picker = Picker::new(title, PickFor::Labels(items), rows).many();
    picker.note = Some("a new word makes a new label".to_owned());
    push(model, Layer::Picker(Box::new(picker)))
}

pub(super) fn move_to(model: &mut Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    let rows = world
        .workspace
        .board()
        .into_iter()
        .map(|column| PickRow::new(column.name.as_str(), column.stage.title(), Pick::Column(column.id)))
        .collect();
    let title = format!("Move {} to", named(world, &items));
    push(model, Layer::Picker(Box::new(Picker::new(title, PickFor::Move(items), rows))))
}

pub(super) fn drop(model: &mut Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    let title = format!("Why will {} not be done?", named(world, &items));
    prompt(model, title, "", Ask::Drop(items), "the reason is kept; O on the item reopens it")
}

pub(super) fn reject(model: &mut Model, world: &World<'_>) -> Answer {
    let item =
        model.item(world).and_then(|id| world.item(id)).ok_or_else(|| "there is no item here".to_owned())?;
    // Said before anything is written, not after.
    if let Some(owners) = world.workspace.only_owners_accept(world.me, world.on_behalf) {
        return Err(format!("rejecting is for the product owner, {owners}; f acts on their behalf"));
    }
    let detail = world.workspace.detail(item.id).ok_or_else(|| "still reading; press again".to_owned())?;
    let failed: Vec<(String, bool)> = detail
        .criteria
        .iter()
        .map(|it| (it.text.lines().next().unwrap_or_default().to_owned(), it.verdict == Verdict::Failed))
        .collect();
    let kind =
        if failed.iter().any(|(_, on)| *on) { RejectionKind::Criterion } else { RejectionKind::Defect };
    let at = RejectionKind::ALL.iter().position(|it| *it == kind).unwrap_or_default();
    let kinds = RejectionKind::ALL.iter().map(|kind| kind.word().to_owned()).collect();
    let fields = vec![
        Field::line("Reason", "", "what is missing or wrong"),
        Field::one("Kind", kinds, at),
        Field::some("Failed", failed),
        Field::one("Goes to", vec!["Doing".to_owned(), "the backlog".to_owned()], 0),
    ];
    let title = format!("Reject {} {}", world.workspace.key(item.id), item.title);
    push(model, Layer::Form(Box::new(Form::new(title, FormFor::Reject(item.id), fields))))
}
