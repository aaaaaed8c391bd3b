//! The one list of entities, each with the place where a workspace holds its rows. Everything that is done for every
//! kind of entity is generated from it: changes and their inverses, reading and writing rows, checks, exports, names
//! in the history, and test data. How an entity is declared is described in [`super::entity`].

pub use super::capacity::Capacity;
pub use super::ceremony::{Cadence, Ceremony};
pub use super::column::Column;
pub use super::definition::Rule;
pub use super::detail::{Body, Comment, Criterion, Link, Question, Selection, Task, Vote};
pub use super::entity::Entity;
pub use super::epic::Epic;
pub use super::feedback::Feedback;
pub use super::hidden::Hidden;
pub use super::impediment::Impediment;
pub use super::improvement::Improvement;
pub use super::item::Item;
pub use super::label::Label;
pub use super::note::{Dot, Note};
pub use super::person::Person;
pub use super::product::{Product, Team};
pub use super::sprint::{Report, Sprint};

use super::entity::FieldWriter;

/// Calls a macro with all kinds of entity, in five groups by where a [`Workspace`](super::workspace::Workspace) holds
/// their rows, each with the name of the field that holds them: `tables` directly, `items` in the backlog, `parts` in
/// the details of their item, `shared` both in a table and in the details of their item, and `meetings` among the
/// records of ceremonies.
///
/// Most callers need less: [`every`].
macro_rules! entities {
    ($($with:ident)::+ $(, $($rest:tt)*)?) => {
        $($with)::+! {
            tables {
                Product products, Team teams, Person persons, Epic epics, Label labels, Column columns, Rule rules,
                Sprint sprints, Report reports
            }
            items { Item items }
            parts {
                Body body, Criterion criteria, Task tasks, Question questions, Comment comments, Link links, Vote votes
            }
            shared { Selection selections }
            meetings {
                Cadence cadences, Ceremony ceremonies, Note notes, Dot dots, Impediment impediments, Feedback feedback,
                Improvement improvements, Capacity capacities, Hidden hidden
            }
            $($($rest)*)?
        }
    };
}
pub(crate) use entities;

/// Calls a macro with the kinds of one group: `every!(all each)` is `each!(Product, Team, …)`, with the name of every
/// kind; `tables`, `parts` (in the details of an item) and `meetings` (records of ceremonies) have the field that holds
/// the rows, too: `every!(tables each)` is `each!(Product products, Team teams, …)`.
macro_rules! every {
    ($group:ident $with:ident) => {
        $crate::domain::model::entities! { crate::domain::model::hand_on, $group $with }
    };
}
pub(crate) use every;

macro_rules! hand_on {
    (
        tables { $($table:ident $tables:ident),* } items { $item:ident $items:ident }
        parts { $($part:ident $parts:ident),* } shared { $shared:ident $both:ident }
        meetings { $($meeting:ident $meetings:ident),* } all $with:ident
    ) => { $with! { $($table,)* $item, $($part,)* $shared, $($meeting),* } };
    (
        tables { $($table:tt)* } items { $($items:tt)* } parts { $($parts:tt)* } shared { $($shared:tt)* }
        meetings { $($meetings:tt)* } tables $with:ident
    ) => { $with! { $($table)* } };
    (
        tables { $($table:tt)* } items { $($items:tt)* } parts { $($parts:tt)* } shared { $($shared:tt)* }
        meetings { $($meetings:tt)* } parts $with:ident
    ) => { $with! { $($parts)*, $($shared)* } };
    (
        tables { $($table:tt)* } items { $($items:tt)* } parts { $($parts:tt)* } shared { $($shared:tt)* }
        meetings { $($meetings:tt)* } meetings $with:ident
    ) => { $with! { $($meetings)* } };
}
pub(crate) use hand_on;

/// The names of all kinds of entity.
pub fn entity_names() -> &'static [&'static str] {
    macro_rules! names {
        ($($entity:ident),+) => { &[$(<$entity as Entity>::NAME),+] };
    }
    every!(all names)
}

/// Returns the static name of a kind of entity, if there is one of this name.
pub fn entity_name(name: &str) -> Option<&'static str> {
    entity_names().iter().copied().find(|known| *known == name)
}

/// Returns the noun for a kind of entity in a sentence: no name of a table.
pub fn noun(entity: &str) -> &str {
    if entity == Column::NAME {
        "column"
    } else if entity == Hidden::NAME {
        "hidden card or note"
    } else {
        entity
    }
}

/// Returns every field of every kind of entity: the kind, the column, the label, and the writer.
pub fn fields() -> Vec<(&'static str, &'static str, &'static str, FieldWriter)> {
    fn of<E: Entity>() -> impl Iterator<Item = (&'static str, &'static str, &'static str, FieldWriter)> {
        E::COLUMNS.iter().zip(E::LABELS).map(|(column, (label, writer))| (E::NAME, *column, *label, *writer))
    }
    let mut all = Vec::new();
    macro_rules! each {
        ($($entity:ident),+) => { $(all.extend(of::<$entity>());)+ };
    }
    every!(all each);
    all
}

/// Returns the label of a field; its column if the field no longer exists.
pub fn label_of<'a>(entity: &str, column: &'a str) -> &'a str {
    fn of<E: Entity>(column: &str) -> Option<&'static str> {
        E::COLUMNS.iter().position(|known| *known == column).map(|at| E::LABELS[at].0)
    }
    let mut label = None;
    macro_rules! each {
        ($($of:ident),+) => { $(if $of::NAME == entity { label = of::<$of>(column); })+ };
    }
    every!(all each);
    label.unwrap_or(column)
}
