//! From an action to a new model and effects. Pure: no files, terminal or clock. Continuations of dialogs have no
//! access to the model: they answer with effects only.
//!
//! Each function returns effects, or the reason why nothing happens, as a sentence without a full stop.

#![expect(clippy::unnecessary_wraps, reason = "every action answers alike: with effects, or with why not")]

pub(super) mod about;
pub(super) mod by_screen;
pub(super) mod change;
pub(super) mod edit;
pub(super) mod file;
pub(super) mod find;
pub(super) mod go;
pub(super) mod layers;
pub(super) mod link;
pub(super) mod meeting;
pub(super) mod needs;
pub(super) mod new;
pub(super) mod people;
mod setup;
pub(super) mod split;
pub(super) mod sprint;

pub use change::again;
pub use file::{copy, lost};
pub use layers::{open_field, pasted, typed};
pub use meeting::poker::{after_round, cards as play_cards, estimate as ask_cards, last_round, show_round};
pub use meeting::{after_postponing, ask_attendance};
pub use people::who;

use super::effect;
use super::effect::Answer;
use super::layer::prose;
use super::model::Model;
use super::screen::Screen;
use super::world::World;
use crate::domain::command::{Command, Edits, FieldEdit, Set};
use crate::domain::detail::Detail;
use crate::domain::entity::{Entity, EntityField};
use crate::domain::id::ItemId;
use crate::domain::item::Item;

const NO_ITEM: &str = "no item selected";

/// Answers with the effect of running a command.
fn run(command: impl Into<Command>) -> Answer {
    Ok(effect::run(command))
}

/// Returns the selected item, or the message that there is none.
fn here<'a>(model: &Model, world: &World<'a>) -> Result<&'a Item, String> {
    model.item(world).and_then(|id| world.item(id)).ok_or_else(|| NO_ITEM.to_owned())
}

/// Returns the items that an action applies to, or the message that there are none.
fn targets(model: &Model, world: &World<'_>) -> Result<Vec<ItemId>, String> {
    let items = model.targets(world);
    if items.is_empty() { Err(NO_ITEM.to_owned()) } else { Ok(items) }
}

/// Returns the texts and parts of an item, or the message that they are still being loaded.
fn loaded_detail<'a>(world: &World<'a>, item: ItemId) -> Result<&'a Detail, String> {
    world.workspace.detail(item).ok_or_else(|| "still reading; press again".to_owned())
}

/// Formats the items of a dialog's title.
fn named(world: &World<'_>, items: &[ItemId]) -> String {
    match items {
        [one] => world.workspace.key(*one),
        many => format!("{} items", many.len()),
    }
}

/// Returns the next row, or the previous one.
fn beside<T>(rows: &[T], at: usize, forward: bool) -> Option<&T> {
    rows.get(if forward { at + 1 } else { at.checked_sub(1)? })
}

/// Returns a row, or the message that it no longer exists: others may have removed it.
fn there<T>(row: Option<T>, what: &str) -> Result<T, String> {
    row.ok_or_else(|| format!("this {what} no longer exists"))
}

/// Returns the edit of a field of a row, which may be a part of an item, replacing the value that was shown.
fn over<F, T>(
    row: <F::Entity as Entity>::Id,
    item: Option<ItemId>,
    seen: &T,
    field: fn(T) -> F,
) -> impl Fn(T) -> Answer + use<F, T>
where
    F: EntityField + 'static,
    T: Clone + 'static,
    Set: From<Edits<F::Entity>>,
{
    let seen = seen.clone();
    move |new| {
        let fields = vec![FieldEdit::over(seen.clone(), new).map(field)];
        run(vec![Edits { rows: vec![row], item, fields }.into()])
    }
}

/// Returns whether a ceremony is on top.
fn in_meeting(model: &Model) -> bool {
    matches!(model.screens.last(), Some(Screen::Meeting(_)))
}

/// Returns whether the setup is on top.
fn in_setup(model: &Model) -> bool {
    matches!(model.screens.last(), Some(Screen::Setup(_)))
}
