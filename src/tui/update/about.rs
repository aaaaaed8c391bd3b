//! Forms and pickers for items: points, assignees, labels, column, dropping, rejecting.

use super::{here, loaded_detail, named, people, run, targets};
use crate::domain::command::{Command, ItemCommand};
use crate::domain::id::{ColumnId, PersonId};
use crate::domain::item::ItemField;
use crate::domain::value::{Line, RejectionKind, Verdict};
use crate::tui::effect::{self, After, Answer, Effect};
use crate::tui::layer::{Form, PickRow, Picker, Prompt, choice, line, several};
use crate::tui::model::Model;
use crate::tui::screen::deck;
use crate::tui::world::World;

pub fn estimate(model: &mut Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    let title = format!("Points of {}", named(world, &items));
    let hint = "1 2 3 5 8 13 … or any other; empty removes them";
    let prompt = Prompt::new(title, hint, move |world, prompt| {
        let points = super::edit::read_points(&deck(world), prompt.text())?;
        run(Command::set_rows(items.clone(), ItemField::Estimate(points)))
    });
    prompt.open()
}

pub fn assign(model: &mut Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    let has = |id: PersonId| {
        items.iter().all(|item| world.item(*item).is_some_and(|it| it.assignees.contains(&id)))
    };
    let row = |(id, name): (PersonId, &str)| {
        let me = if Some(id) == world.me { "me  " } else { "" };
        (id, PickRow::one_of(name, format!("{me}{}", people::roles_of(world, id)), has(id)))
    };
    let rows = people::present(world).map(row).collect();
    let title = format!("Assign {} to", named(world, &items));
    let picker = Picker::many(title, rows, move |_, toggled| {
        let (add, remove) = partition(toggled);
        run(ItemCommand::Assign { items: items.clone(), add, remove })
    });
    picker.open()
}

pub fn labels(model: &mut Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    let labels = world.workspace.labels.iter().filter(|label| !label.retired);
    let rows = labels.map(|label| {
        let marked = items.iter().all(|id| world.item(*id).is_some_and(|it| it.labels.contains(&label.id)));
        (label.name.clone(), PickRow::one_of(format!("#{}", label.name), "", marked))
    });
    let (names, rows): (Vec<Line>, Vec<_>) = rows.unzip();
    let title = format!("Labels of {}", named(world, &items));
    let mut picker = Picker::new(title, rows).together(move |_, picker| {
        let name = |at: usize| names.get(at).cloned().or_else(|| picker.rows.get(at)?.word.clone());
        let toggled = picker.toggled().into_iter().filter_map(|(at, on)| Some((name(at)?, on)));
        let (add, remove) = partition(toggled.collect());
        run(ItemCommand::Tag { items: items.clone(), add, remove })
    });
    picker.note = Some("type a new word to create a label".to_owned());
    picker.new_word = Some("a new label");
    picker.open()
}

/// Splits toggled values into those to add and those to remove.
fn partition<T>(toggled: Vec<(T, bool)>) -> (Vec<T>, Vec<T>) {
    let (add, remove): (Vec<_>, Vec<_>) = toggled.into_iter().partition(|(_, on)| *on);
    let values = |rows: Vec<(T, bool)>| rows.into_iter().map(|(value, _)| value).collect();
    (values(add), values(remove))
}

pub fn move_to(model: &mut Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    let title = format!("Move {} to", named(world, &items));
    let moved = |column: ColumnId| {
        let items = items.clone();
        move |_: &World<'_>| {
            Ok(vec![Effect::Run(ItemCommand::Move(items.clone(), column).into(), After::Select)])
        }
    };
    let columns = world.workspace.board().into_iter();
    let rows = columns.map(|it| PickRow::new(it.name.as_str(), it.stage.title(), moved(it.id))).collect();
    Picker::new(title, rows).open()
}

pub fn drop(model: &mut Model, world: &World<'_>) -> Answer {
    let items = targets(model, world)?;
    let title = format!("Why will {} not be done?", named(world, &items));
    let hint = "the reason is saved; O reopens the item";
    Prompt::new(title, hint, move |_, prompt| run(ItemCommand::Drop(items.clone(), prompt.line()?))).open()
}

pub fn reject(model: &mut Model, world: &World<'_>) -> Answer {
    let item = here(model, world)?;
    // Refused before anything is written, not after.
    if let Some(owners) = world.workspace.only_owners_accept(world.me, world.on_behalf) {
        return Err(format!("only the product owner, {owners}, can reject; f acts on their behalf"));
    }
    let criteria = &loaded_detail(world, item.id)?.criteria;
    let failed: Vec<_> = criteria.iter().filter(|it| it.verdict == Verdict::Failed).map(|it| it.id).collect();
    let first_line = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    let each = criteria.iter().map(|it| (it.id, first_line(&it.text))).collect();
    let kind = if failed.is_empty() { RejectionKind::Defect } else { RejectionKind::Criterion };
    let kinds = RejectionKind::ALL.iter().map(|kind| (*kind, kind.word().to_owned())).collect();
    let places = vec![(false, "Doing".to_owned()), (true, "the backlog".to_owned())];

    let id = item.id;
    let mut form = Form::new(format!("Reject {} {}", world.workspace.key(id), item.title));
    let reason = form.ask("Reason", None, line("what is missing or wrong"));
    let kind = form.ask("Kind", Some(&kind), choice(kinds));
    let failed = form.ask("Failed", Some(&failed), several(each));
    let to_backlog = form.ask("Goes to", Some(&false), choice(places));
    form.then(move |form, _| {
        Ok(effect::run(ItemCommand::Reject {
            item: id,
            kind: form.read(&kind)?,
            reason: form.read(&reason)?,
            failed: form.read(&failed)?,
            to_backlog: form.read(&to_backlog)?,
        }))
    })
    .open()
}
