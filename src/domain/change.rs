//! The one vocabulary of change: what `decide` makes, `apply` performs, the store writes, and undo turns round.

use super::entity::EntityField;
use super::id::{Id, ItemId};
use super::model::{self, Entity, Report, Row, every_entity};
use super::sprint::ReportField;

/// How one entity changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit<E: Entity> {
    /// It begins to exist.
    Created(E),
    /// It ceases to exist; the value is what it was.
    Removed(E),
    /// One of its fields gets another value.
    Set {
        /// Which entity.
        id: E::Id,
        /// The item that it belongs to, for an item and its parts.
        item: Option<ItemId>,
        /// The value before.
        old: E::Field,
        /// The value after; of the same field.
        new: E::Field,
    },
}

impl<E: Entity> Edit<E> {
    /// Returns what takes this edit back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self {
            Self::Created(row) => Self::Removed(row.clone()),
            Self::Removed(row) => Self::Created(row.clone()),
            Self::Set { id, item, old, new } => {
                Self::Set { id: *id, item: *item, old: new.clone(), new: old.clone() }
            }
        }
    }

    /// Returns the entity's id.
    pub fn id(&self) -> E::Id {
        match self {
            Self::Created(row) | Self::Removed(row) => row.id(),
            Self::Set { id, .. } => *id,
        }
    }

    /// Returns the item that the entity belongs to, for an item and its parts.
    pub fn item(&self) -> Option<ItemId> {
        match self {
            Self::Created(row) | Self::Removed(row) => row.item(),
            Self::Set { item, .. } => *item,
        }
    }

    /// Returns the rows that the edit names, before it or after it, each by its kind of entity and its number.
    pub fn names(&self) -> Vec<(&'static str, u64)> {
        match self {
            Self::Created(row) | Self::Removed(row) => {
                row.fields().iter().flat_map(EntityField::names).collect()
            }
            Self::Set { old, new, .. } => [old, new].into_iter().flat_map(EntityField::names).collect(),
        }
    }

    /// Returns the changed field's name; `None` for a whole row.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Created(_) | Self::Removed(_) => None,
            Self::Set { new, .. } => Some(new.name()),
        }
    }
}

macro_rules! change {
    ($($entity:ident),+) => {
        /// A change of the product's state.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Change {
            $(#[doc = concat!("A change of a [`", stringify!($entity), "`](model::", stringify!($entity), ").")] $entity(Edit<model::$entity>),)+
        }

        $(impl From<Edit<model::$entity>> for Change {
            fn from(edit: Edit<model::$entity>) -> Self {
                Self::$entity(edit)
            }
        })+

        impl Change {
            /// Returns the change by which a row begins to exist.
            pub fn created(row: Row) -> Self {
                match row { $(Row::$entity(row) => Edit::Created(row).into(),)+ }
            }

            /// Returns the name of the changed kind of entity.
            pub fn entity(&self) -> &'static str {
                match self { $(Self::$entity(_) => model::$entity::NAME,)+ }
            }

            /// Returns the number of the changed entity's id.
            pub fn number(&self) -> u64 {
                match self { $(Self::$entity(edit) => edit.id().number(),)+ }
            }

            /// Returns the item that the entity belongs to, for an item and its parts.
            pub fn item(&self) -> Option<ItemId> {
                match self { $(Self::$entity(edit) => edit.item(),)+ }
            }

            /// Returns the changed field's name; `None` where a whole row came or went.
            pub fn field(&self) -> Option<&'static str> {
                match self { $(Self::$entity(edit) => edit.field(),)+ }
            }

            /// Returns the rows that the change names, before it or after it.
            pub fn names(&self) -> Vec<(&'static str, u64)> {
                match self { $(Self::$entity(edit) => edit.names(),)+ }
            }

            fn turned_round(&self) -> Self {
                match self { $(Self::$entity(edit) => Self::$entity(edit.inverse()),)+ }
            }
        }
    };
}
every_entity!(change);

impl Change {
    /// Returns what takes this change back.
    ///
    /// A report is never taken out of the file: taking its creation back withdraws it.
    #[must_use]
    pub fn inverse(&self) -> Self {
        if let Self::Report(Edit::Created(report)) = self {
            let (old, new) = (ReportField::Withdrawn(false), ReportField::Withdrawn(true));
            return Edit::<Report>::Set { id: report.id, item: None, old, new }.into();
        }
        self.turned_round()
    }
}

/// Returns what takes `changes` back, in the order in which it must be applied.
pub fn inverse(changes: &[Change]) -> Vec<Change> {
    changes.iter().rev().map(Change::inverse).collect()
}
