//! Arguments that are numbers: parts of an item, counted as `show` lists them, and entities with a number of their
//! own.
//!
//! The argument types have plain comments: doc comments would replace a verb's own help.

use super::context::{CommandContext, CommandResult};
use super::problem::CliError;
use crate::domain::command::{Command, Edits, FieldEdit, Set};
use crate::domain::detail::Detail;
use crate::domain::entity::{Entity, EntityField};
use crate::domain::id::{Id as _, ItemId};
use crate::domain::refusal::Refusal;
use crate::domain::workspace::{EntityTable, PartTable};
use clap::Args;
use std::marker::PhantomData;

// One part of an item.
#[derive(Debug, Args)]
pub(super) struct PartArgs<P: PartTable> {
    /// The item
    item: String,
    #[arg(value_name = "N", help = format!("Which {}", P::NAME))]
    number: usize,
    #[arg(skip)]
    kind: PhantomData<P>,
}

impl<P: PartTable> PartArgs<P> {
    /// Returns the item and the id of the part.
    pub fn find(&self, cx: &mut CommandContext<'_>) -> Result<(ItemId, P::Id), CliError> {
        let item = cx.item(&self.item)?;
        let key = cx.workspace().key(item);
        let (_, detail) = cx.detailed(item)?;
        Ok((item, nth::<P>(&detail, self.number, &key)?))
    }

    /// Runs a command on the part.
    pub fn run(
        &self,
        cx: &mut CommandContext<'_>,
        command: impl FnOnce(ItemId, P::Id) -> Command,
    ) -> CommandResult {
        let (item, part) = self.find(cx)?;
        cx.run(command(item, part))
    }

    /// Sets fields of the part.
    pub fn set<F: EntityField<Entity = P>>(
        &self,
        cx: &mut CommandContext<'_>,
        fields: Vec<F>,
    ) -> CommandResult
    where
        Set: From<Edits<P>>,
    {
        let fields = fields.into_iter().map(FieldEdit::blind).collect();
        self.run(cx, |item, part| Command::set_part(item, part, fields))
    }
}

/// Returns the part with this number, counted from 1 as it is shown.
pub(super) fn nth<P: PartTable>(detail: &Detail, number: usize, key: &str) -> Result<P::Id, CliError> {
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

// An entity with a number of its own.
#[derive(Debug, Args)]
pub(super) struct NumberArgs<E: EntityTable> {
    #[arg(value_name = "N", help = format!("Which {}", E::NAME))]
    pub number: u64,
    #[arg(skip)]
    kind: PhantomData<E>,
}

impl<E: EntityTable> NumberArgs<E> {
    /// Returns the entity, even if its ceremony has ended. The hint says where its number is shown.
    pub fn find(&self, cx: &mut CommandContext<'_>, hint: &str) -> Result<E, CliError> {
        let unknown =
            || Refusal::unknown(format!("there is no {} {}", E::NAME, self.number)).hint(hint.to_owned());
        let id = E::Id::new(self.number).ok_or_else(unknown)?;
        if E::find(cx.workspace(), id, None).is_none() {
            cx.session.read_outcomes()?;
        }
        Ok(E::find(cx.workspace(), id, None).cloned().ok_or_else(unknown)?)
    }

    /// Sets a field of the entity.
    pub fn set<F: EntityField<Entity = E>>(
        &self,
        cx: &mut CommandContext<'_>,
        hint: &str,
        field: F,
    ) -> CommandResult
    where
        Set: From<Edits<E>>,
    {
        let id = self.find(cx, hint)?.id();
        cx.run(Command::set(id, FieldEdit::blind(field)))
    }
}
