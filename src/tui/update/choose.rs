//! What a choice from a list comes to.

use super::Answer;
use crate::domain::command::{Command, ItemCommand, SprintCommand};
use crate::domain::id::PersonId;
use crate::domain::value::Line;
use crate::tui::effect::{After, Effect};
use crate::tui::layer::{Input, Layer, Pick, PickFor, PickRow, Picker};
use crate::tui::model::Model;
use crate::tui::world::World;

/// Takes what is chosen in the list on top.
pub fn chosen(model: &mut Model, world: &World<'_>) -> Answer {
    let Some(Layer::Picker(picker)) = model.layers.pop() else { return Ok(Vec::new()) };
    let Some(row) = picker.row() else {
        model.layers.push(Layer::Picker(picker));
        return Err("nothing here matches".to_owned());
    };
    if let Some(why) = &row.disabled {
        let why = why.clone();
        model.layers.push(Layer::Picker(picker));
        return Err(why);
    }
    if let Some(answer) = super::meeting::chosen(model, world, &picker) {
        return answer;
    }
    let run = |command| Ok(vec![Effect::Run(command, After::Nothing)]);
    match (&picker.purpose, &row.pick) {
        (PickFor::Palette, Pick::Action(action)) => super::act(model, world, *action),
        (PickFor::Search, Pick::Item(id)) => Ok(vec![Effect::Show(*id)]),
        (PickFor::Move(items), Pick::Column(column)) => {
            Ok(vec![Effect::Run(Command::Item(ItemCommand::Move(items.clone(), *column)), After::Select)])
        }
        (PickFor::Assign(items), _) => {
            let (add, remove) = difference(&picker, person);
            run(Command::Item(ItemCommand::Assign { items: items.clone(), add, remove }))
        }
        (PickFor::Labels(items), _) => {
            let (add, remove) =
                difference(
                    &picker,
                    |pick| {
                        if let Pick::Label(name) = pick { Line::clipped(name) } else { None }
                    },
                );
            run(Command::Item(ItemCommand::Tag { items: items.clone(), add, remove }))
        }
        (PickFor::Dependency(item), Pick::Item(on)) => {
            run(Command::Item(ItemCommand::Depend { item: *item, on: *on, present: !row.marked }))
        }
        (PickFor::Sprint(items), Pick::Sprint(sprint)) => {
            run(Command::Sprint(SprintCommand::Select(*sprint, items.clone())))
        }
        (PickFor::Sprint(items), Pick::NoSprint) => {
            run(Command::Sprint(SprintCommand::Deselect(items.clone())))
        }
        (PickFor::Pattern(item), Pick::Pattern(pattern)) => super::split::ask(model, world, *item, *pattern),
        (PickFor::SprintMenu, Pick::Act(act)) => super::sprint::act(model, world, *act),
        (PickFor::ActFor, pick) => Ok(vec![Effect::ActFor(person(pick))]),
        (PickFor::Who, Pick::Person(id)) => Ok(vec![Effect::Be(*id)]),
        (PickFor::Who, _) => super::open::new_person(model),
        (PickFor::Field(at), pick) => {
            let marks: Vec<bool> = picker.rows.iter().map(|row| row.marked).collect();
            let none_marked = !marks.iter().any(|on| *on);
            if let Some(Layer::Form(form)) = model.layers.last_mut()
                && let Some(field) = form.fields.get_mut(*at)
            {
                match (&mut field.input, pick) {
                    (Input::One { at, .. }, Pick::Option(chosen)) => *at = *chosen,
                    (Input::Some { options }, Pick::Option(chosen)) => {
                        for (option, on) in options.iter_mut().zip(&marks) {
                            option.1 = *on;
                        }
                        if none_marked && let Some(option) = options.get_mut(*chosen) {
                            option.1 = true;
                        }
                    }
                    _ => {}
                }
            }
            Ok(Vec::new())
        }
        (PickFor::Leftovers { sprint, left, chosen }, pick) => {
            super::sprint::leftover(model, world, *sprint, left, chosen, pick)
        }
        _ => Ok(Vec::new()),
    }
}

fn person(pick: &Pick) -> Option<PersonId> {
    if let Pick::Person(id) = pick { Some(*id) } else { None }
}

/// What was marked and what was unmarked. Where no mark was touched, the row under the cursor is the one that changes.
fn difference<T: Clone>(picker: &Picker, value: impl Fn(&Pick) -> Option<T>) -> (Vec<T>, Vec<T>) {
    let touched = picker.rows.iter().any(|row| row.marked != row.was);
    let rows: Vec<&PickRow> = if touched {
        picker.rows.iter().filter(|row| row.marked != row.was).collect()
    } else {
        picker.row().into_iter().collect()
    };
    let (mut add, mut remove) = (Vec::new(), Vec::new());
    for row in rows {
        let on = if touched { row.marked } else { !row.was };
        if let Some(value) = value(&row.pick) {
            if on { add.push(value) } else { remove.push(value) }
        }
    }
    (add, remove)
}

/// Narrows the list on top after something was typed. Among labels, a new word is offered as a new label.
pub fn narrowed(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Picker(picker)) = model.layers.last_mut() else { return Vec::new() };
    if matches!(picker.purpose, PickFor::Search) {
        return vec![Effect::Search(picker.input.text().to_owned())];
    }
    if matches!(picker.purpose, PickFor::Labels(_)) {
        picker.rows.retain(|row| row.detail != NEW || row.marked);
        let typed = picker.input.text().trim().trim_start_matches('#').replace(' ', "-");
        let known = picker
            .rows
            .iter()
            .any(|row| row.label.trim_start_matches('#').to_lowercase() == typed.to_lowercase());
        if !typed.is_empty() && !known {
            picker.rows.push(PickRow::new(format!("#{typed}"), NEW, Pick::Label(typed)));
        }
    }
    picker.narrow();
    Vec::new()
}

const NEW: &str = "a new label";
