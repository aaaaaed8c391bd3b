//! Every row of a workspace beside the same row of its table: what differs, told or mended by whoever asks.

use super::engine::Tx;
use super::failure::Failure;
use super::sql::rows::{AsItem, cells, raw};
use crate::domain::entity::Entity;
use crate::domain::id::Id;
use crate::domain::value::Value;
use crate::domain::workspace::Workspace;
use std::collections::BTreeMap;

/// A kind of row, and where a workspace holds all of its kind.
pub(super) trait Held: Entity + AsItem {
    /// Returns all rows of this kind, in no order.
    fn all(workspace: &Workspace) -> Vec<&Self>;
}

macro_rules! held {
    ($($entity:ident $workspace:ident: $rows:expr;)+) => { $(
        impl Held for super::all_entities::$entity {
            fn all($workspace: &Workspace) -> Vec<&Self> {
                $rows.collect()
            }
        }
    )+ };
}

held! {
    Product it: it.products.iter();
    Team it: it.teams.iter();
    Person it: it.persons.iter();
    Epic it: it.epics.iter();
    Label it: it.labels.iter();
    Column it: it.columns.iter();
    Rule it: it.rules.iter();
    Sprint it: it.sprints.iter();
    Report it: it.reports.iter();
    Selection it: it.selections.iter();
    Item it: it.items.iter();
    Body it: it.details.values().filter_map(|detail| detail.body.as_ref());
    Criterion it: it.details.values().flat_map(|detail| &detail.criteria);
    Task it: it.details.values().flat_map(|detail| &detail.tasks);
    Question it: it.details.values().flat_map(|detail| &detail.questions);
    Comment it: it.details.values().flat_map(|detail| &detail.comments);
    Link it: it.details.values().flat_map(|detail| &detail.links);
    Vote it: it.details.values().flat_map(|detail| &detail.votes);
    Cadence it: it.meetings.cadences.iter();
    Ceremony it: it.meetings.ceremonies.iter();
    Note it: it.meetings.notes.iter();
    Dot it: it.meetings.dots.iter();
    Impediment it: it.meetings.impediments.iter();
    Feedback it: it.meetings.feedback.iter();
    Improvement it: it.meetings.improvements.iter();
    Capacity it: it.meetings.capacities.iter();
}

/// How a table differs from the workspace in one row.
pub(super) enum Difference<'a, E> {
    /// The table has no such row.
    Missing(&'a E),
    /// The table has a row of this number that is not in the workspace.
    Extra(i64),
    /// The first column in which they differ.
    Other {
        /// The row as it should be.
        row: &'a E,
        /// Which column.
        column: &'static str,
        /// What the table has; `None` where it cannot be read.
        table: Option<Value>,
        /// What it should be.
        history: Value,
    },
}

/// Compares a table with a workspace that holds everything.
pub(super) fn differences<'a, E: Held>(
    tx: &mut dyn Tx,
    workspace: &'a Workspace,
    each: &mut dyn FnMut(Difference<'a, E>),
) -> Result<(), Failure> {
    let mut expected: BTreeMap<i64, &'a E> = BTreeMap::new();
    for row in E::all(workspace) {
        expected.insert(i64::try_from(row.id().number()).unwrap_or(i64::MAX), row);
    }
    raw::<E>(tx, &mut |number, read| {
        let Some(row) = expected.remove(&number) else { return each(Difference::Extra(number)) };
        let other = cells(row).into_iter().enumerate().find_map(|(at, (column, history))| {
            let table = read(at);
            (table.as_ref() != Some(&history)).then_some((column, table, history))
        });
        if let Some((column, table, history)) = other {
            each(Difference::Other { row, column, table, history });
        }
    })?;
    for row in expected.into_values() {
        each(Difference::Missing(row));
    }
    Ok(())
}
