//! The one vocabulary of change: `decide` produces it, `apply` performs it, the store writes it, and undo inverts it.

use super::entity::EntityField;
use super::id::{Id, ItemId};
use super::model::{self, Entity, Report, every};
use super::sprint::ReportField;

/// How one entity changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit<E: Entity> {
    /// The entity is created.
    Created(E),
    /// The entity is removed; holds its last value.
    Removed(E),
    /// One field of the entity is set.
    Set {
        /// The entity.
        id: E::Id,
        /// The item that the entity belongs to, for an item and its parts.
        item: Option<ItemId>,
        /// The value before.
        old: E::Field,
        /// The value after, of the same field.
        new: E::Field,
    },
}

impl<E: Entity> Edit<E> {
    /// Returns the inverse edit.
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

    /// Returns the rows that the edit refers to, before or after it, each as kind of entity and number.
    pub fn names(&self) -> Vec<(&'static str, u64)> {
        self.values().iter().flat_map(EntityField::names).collect()
    }

    /// Returns those of [`Self::names`] that must exist.
    pub fn references(&self) -> Vec<(&'static str, u64)> {
        self.values().iter().flat_map(EntityField::references).collect()
    }

    /// Returns the values before and after the edit.
    fn values(&self) -> Vec<E::Field> {
        match self {
            Self::Created(row) | Self::Removed(row) => row.fields(),
            Self::Set { old, new, .. } => vec![old.clone(), new.clone()],
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
        /// A change of the state of the product.
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

            /// Returns the changed field's name; `None` if a row was created or removed.
            pub fn field(&self) -> Option<&'static str> {
                match self { $(Self::$entity(edit) => edit.field(),)+ }
            }

            /// Returns the rows that the change refers to, before or after it.
            pub fn names(&self) -> Vec<(&'static str, u64)> {
                match self { $(Self::$entity(edit) => edit.names(),)+ }
            }

            /// Returns those of [`Self::names`] that must exist.
            pub fn references(&self) -> Vec<(&'static str, u64)> {
                match self { $(Self::$entity(edit) => edit.references(),)+ }
            }

            fn turned_round(&self) -> Self {
                match self { $(Self::$entity(edit) => Self::$entity(edit.inverse()),)+ }
            }
        }
    };
}
every!(all change);

impl Change {
    /// Returns the inverse change.
    ///
    /// A report is never removed from the file: the inverse of its creation withdraws it.
    #[must_use]
    pub fn inverse(&self) -> Self {
        if let Self::Report(Edit::Created(report)) = self {
            let (old, new) = (ReportField::Withdrawn(false), ReportField::Withdrawn(true));
            return Edit::<Report>::Set { id: report.id, item: None, old, new }.into();
        }
        self.turned_round()
    }
}

/// Returns the inverses of `changes`, in the order in which they must be applied.
pub fn inverse(changes: &[Change]) -> Vec<Change> {
    changes.iter().rev().map(Change::inverse).collect()
}
