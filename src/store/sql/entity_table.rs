//! Where a workspace holds the rows of each kind. And every row of a workspace beside the same row of its table: what differs, told or mended by whoever asks.

use super::rows::{AsItem, cells, raw};
use crate::domain::change::every_entity;
use crate::domain::entity::Entity;
use crate::domain::id::{Id, ItemId};
use crate::domain::value::Value;
use crate::domain::workspace::Workspace;
use crate::store::engine::Tx;
use crate::store::failure::Failure;
use std::collections::BTreeMap;

/// The entities under one roof, for macros over them.
pub(in crate::store) mod entities {
    pub use crate::domain::capacity::Capacity;
    pub use crate::domain::ceremony::{Cadence, Ceremony};
    pub use crate::domain::column::Column;
    pub use crate::domain::definition::Rule;
    pub use crate::domain::detail::{Body, Comment, Criterion, Link, Question, Selection, Task, Vote};
    pub use crate::domain::epic::Epic;
    pub use crate::domain::feedback::Feedback;
    pub use crate::domain::impediment::Impediment;
    pub use crate::domain::improvement::Improvement;
    pub use crate::domain::item::Item;
    pub use crate::domain::label::Label;
    pub use crate::domain::note::{Dot, Note};
    pub use crate::domain::person::Person;
    pub use crate::domain::product::{Product, Team};
    pub use crate::domain::sprint::{Report, Sprint};
}

/// The names of all kinds of entity.
pub(in crate::store) fn entity_names() -> Vec<&'static str> {
    macro_rules! names {
        ($($entity:ident),+) => { vec![$(<entities::$entity as Entity>::NAME),+] };
    }
    every_entity!(names)
}

/// A kind of row, and where a workspace holds all of its kind.
pub(in crate::store) trait EntityTable: Entity + AsItem {
    /// Returns all rows of this kind, in no order.
    fn all(workspace: &Workspace) -> Vec<&Self>;

    /// Returns the row of a number, where it has been read; parts of an item are found by it.
    fn find(workspace: &Workspace, number: u64, item: Option<ItemId>) -> Option<&Self>;
}

/// Rows that the workspace has in a table of their kind.
macro_rules! tables {
    ($($entity:ident: $($table:ident).+;)+) => { $(
        impl EntityTable for entities::$entity {
            fn all(workspace: &Workspace) -> Vec<&Self> {
                workspace.$($table).+.iter().collect()
            }
            fn find(workspace: &Workspace, number: u64, _: Option<ItemId>) -> Option<&Self> {
                workspace.$($table).+.get(Id::new(number)?)
            }
        }
    )+ };
}

tables! {
    Product: products;
    Team: teams;
    Person: persons;
    Epic: epics;
    Label: labels;
    Column: columns;
    Rule: rules;
    Sprint: sprints;
    Report: reports;
    Selection: selections;
    Item: items;
    Cadence: meetings.cadences;
    Ceremony: meetings.ceremonies;
    Note: meetings.notes;
    Dot: meetings.dots;
    Impediment: meetings.impediments;
    Feedback: meetings.feedback;
    Improvement: meetings.improvements;
    Capacity: meetings.capacities;
}

/// Rows that the workspace has among the details of their items.
macro_rules! parts {
    ($($entity:ident: $part:ident;)+) => { $(
        impl EntityTable for entities::$entity {
            fn all(workspace: &Workspace) -> Vec<&Self> {
                workspace.details.values().flat_map(|detail| &detail.$part).collect()
            }
            fn find(workspace: &Workspace, number: u64, item: Option<ItemId>) -> Option<&Self> {
                workspace.details.get(&item?)?.$part.iter().find(|row| row.id.number() == number)
            }
        }
    )+ };
}

parts! {
    Body: body;
    Criterion: criteria;
    Task: tasks;
    Question: questions;
    Comment: comments;
    Link: links;
    Vote: votes;
}

/// How a table differs from the workspace in one row.
pub(in crate::store) enum Difference<'a, E> {
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
pub(in crate::store) fn differences<'a, E: EntityTable>(
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
