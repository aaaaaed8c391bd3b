//! What goes by a number: the parts of an item, counted as `show` shows them, and what has a number of its own.
//!
//! The types of arguments have plain comments: as docs they would take the place of a verb's own help.

use super::desk::{Answer, Desk};
use super::problem::Problem;
use crate::domain::command::{Command, Edited, Edits, Set};
use crate::domain::detail::Detail;
use crate::domain::entity::{Entity, Field};
use crate::domain::id::{Id as _, ItemId};
use crate::domain::refusal::Refusal;
use crate::domain::workspace::{Held, Part};
use clap::Args;
use std::marker::PhantomData;

// One part of an item.
#[derive(Debug, Args)]
pub(super) struct One<P: Part> {
    /// Which item
    item: String,
    #[arg(value_name = "N", help = format!("Which {}", P::NAME))]
    number: usize,
    #[arg(skip)]
    kind: PhantomData<P>,
}

impl<P: Part> One<P> {
    /// Returns the item, and the part's id.
    pub fn find(&self, desk: &mut Desk<'_>) -> Result<(ItemId, P::Id), Problem> {
        let item = desk.item(&self.item)?;
        let key = desk.workspace().key(item);
        let (_, detail) = desk.detailed(item)?;
        Ok((item, nth::<P>(&detail, self.number, &key)?))
    }

    /// Carries out a command about it.
    pub fn run(&self, desk: &mut Desk<'_>, command: impl FnOnce(ItemId, P::Id) -> Command) -> Answer {
        let (item, part) = self.find(desk)?;
        desk.run(command(item, part))
    }

    /// Gives fields of it other values.
    pub fn set<F: Field<Entity = P>>(&self, desk: &mut Desk<'_>, fields: Vec<F>) -> Answer
    where
        Set: From<Edits<P>>,
    {
        let fields = fields.into_iter().map(Edited::blind).collect();
        self.run(desk, |item, part| Command::set_part(item, part, fields))
    }
}

/// Returns the part of this number, counted from 1 as it is shown.
pub(super) fn nth<P: Part>(detail: &Detail, number: usize, key: &str) -> Result<P::Id, Problem> {
    let (parts, what) = (P::in_detail(detail), P::NAME);
    number.checked_sub(1).and_then(|at| parts.get(at)).map(Entity::id).ok_or_else(|| {
        let there = match parts.len() {
            0 => format!("{key} has no {what}"),
            1 => format!("{key} has one {what}"),
            many => format!("{key} has {many}"),
        };
        Refusal::unknown(format!("there is no {what} {number}: {there}"))
            .hint(format!("see them with: ceremony show {key}"))
            .into()
    })
}

// Something that has a number of its own.
#[derive(Debug, Args)]
pub(super) struct Numbered<E: Held> {
    #[arg(value_name = "N", help = format!("Which {}", E::NAME))]
    pub number: u64,
    #[arg(skip)]
    kind: PhantomData<E>,
}

impl<E: Held> Numbered<E> {
    /// Returns it, also where what it came from is over. The hint says where its number is seen.
    pub fn find(&self, desk: &mut Desk<'_>, hint: &str) -> Result<E, Problem> {
        let unknown =
            || Refusal::unknown(format!("there is no {} {}", E::NAME, self.number)).hint(hint.to_owned());
        let id = E::Id::new(self.number).ok_or_else(unknown)?;
        if E::find(desk.workspace(), id, None).is_none() {
            desk.session.read_outcomes()?;
        }
        Ok(E::find(desk.workspace(), id, None).cloned().ok_or_else(unknown)?)
    }

    /// Gives a field of it another value.
    pub fn set<F: Field<Entity = E>>(&self, desk: &mut Desk<'_>, hint: &str, field: F) -> Answer
    where
        Set: From<Edits<E>>,
    {
        let id = self.find(desk, hint)?.id();
        desk.run(Command::set(id, Edited::blind(field)))
    }
}
