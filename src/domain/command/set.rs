//! New values for editable fields, for every kind of entity.

use super::{Command, FieldEdit};
use crate::domain::entity::{Entity, EntityField};
use crate::domain::id::{Id as _, ItemId};
use crate::domain::model::{self, every};
use crate::domain::workspace::{EntityTable, Workspace};

/// New values for fields of one or several rows of a kind: one operation, undone as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edits<E: Entity> {
    /// The rows.
    pub rows: Vec<E::Id>,
    /// The item that the rows are parts of; `None` also for items and their long texts, which are identified by their
    /// ids.
    pub item: Option<ItemId>,
    /// The fields with their new values, each with the value that the person saw.
    pub fields: Vec<FieldEdit<E::Field>>,
}

impl<E: Entity> Edits<E> {
    /// Returns the items that the rows are, or are parts of.
    fn items(&self) -> Vec<ItemId> {
        self.item.into_iter().chain(self.rows.iter().filter_map(|id| id.as_item())).collect()
    }

    /// Returns the same edits for other items, without a check of the former values; `None` if the rows are not
    /// items.
    fn of_items(&self, items: &[ItemId]) -> Option<Self> {
        self.rows.first()?.as_item()?;
        let rows = items.iter().filter_map(|item| E::Id::new(item.number())).collect();
        let fields = self.fields.iter().map(|edit| FieldEdit::blind(edit.new.clone())).collect();
        Some(Self { rows, item: None, fields })
    }
}

impl<E: EntityTable> Edits<E> {
    /// Returns those of the rows that are loaded.
    pub fn rows_in<'w>(&self, workspace: &'w Workspace) -> Vec<&'w E> {
        self.rows.iter().filter_map(|id| E::find(workspace, *id, id.as_item().or(self.item))).collect()
    }

    /// Returns the row and the new value, if there is exactly one of each.
    pub fn single<'w>(&self, workspace: &'w Workspace) -> Option<(&'w E, &E::Field)> {
        match (self.rows_in(workspace).as_slice(), self.fields.as_slice()) {
            ([row], [edit]) => Some((row, &edit.new)),
            _ => None,
        }
    }
}

macro_rules! set {
    ($($entity:ident),+) => {
        /// New values for fields of rows of one kind.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Set {
            $(#[doc = concat!("Of [`", stringify!($entity), "`](model::", stringify!($entity), ").")]
            $entity(Edits<model::$entity>),)+
        }

        $(impl From<Edits<model::$entity>> for Set {
            fn from(edits: Edits<model::$entity>) -> Self {
                Self::$entity(edits)
            }
        })+

        impl Set {
            /// Returns the kind of entity.
            pub fn entity(&self) -> &'static str {
                match self { $(Self::$entity(_) => model::$entity::NAME,)+ }
            }

            /// Returns the columns that are set.
            pub fn columns(&self) -> Vec<&'static str> {
                match self { $(Self::$entity(it) => it.fields.iter().map(|edit| edit.new.name()).collect(),)+ }
            }

            /// Returns the items that must be loaded: the one that the rows are parts of, and those that the values
            /// refer to.
            pub fn items(&self) -> Vec<ItemId> {
                let named = match self {
                    $(Self::$entity(it) => {
                        it.fields.iter().flat_map(|edit| edit.new.names()).collect::<Vec<_>>()
                    })+
                };
                let named = named.into_iter().filter(|(kind, _)| *kind == model::Item::NAME);
                let of = self.of();
                of.into_iter().chain(named.filter_map(|(_, number)| ItemId::new(number))).collect()
            }

            /// Merges the fields of another group that concerns the same rows; returns the group if it does not.
            pub fn join(&mut self, other: Self) -> Option<Self> {
                match (self, other) {
                    $((Self::$entity(it), Self::$entity(other))
                        if it.rows == other.rows && it.item == other.item =>
                    {
                        it.fields.extend(other.fields);
                        None
                    })+
                    (_, other) => Some(other),
                }
            }

            /// Returns the items that the rows are, or are parts of.
            pub fn of(&self) -> Vec<ItemId> {
                match self { $(Self::$entity(it) => it.items(),)+ }
            }

            /// Returns whether there are no fields to set.
            pub fn is_empty(&self) -> bool {
                match self { $(Self::$entity(it) => it.fields.is_empty(),)+ }
            }

            /// Returns the same edits for other items, without a check of the former values; `None` if the rows are
            /// not items.
            pub fn of_items(&self, items: &[ItemId]) -> Option<Self> {
                match self { $(Self::$entity(it) => it.of_items(items).map(Self::$entity),)+ }
            }
        }
    };
}
every!(all set);

impl Set {
    /// Creates edits of several fields of one row.
    pub fn row<F: EntityField>(row: <F::Entity as Entity>::Id, fields: Vec<FieldEdit<F>>) -> Self
    where
        Self: From<Edits<F::Entity>>,
    {
        Edits { rows: vec![row], item: None, fields }.into()
    }

    /// Returns whether deciding it reads no items other than those it concerns.
    pub fn is_local(&self) -> bool {
        let is_in_tree = self.entity() == model::Item::NAME && self.columns().contains(&"parent");
        !self.of().is_empty() && !is_in_tree
    }
}

impl From<Set> for Command {
    fn from(set: Set) -> Self {
        Self::Set(vec![set])
    }
}

impl Command {
    /// Creates a command that sets one field of a row.
    pub fn set<F: EntityField>(row: <F::Entity as Entity>::Id, edit: FieldEdit<F>) -> Self
    where
        Set: From<Edits<F::Entity>>,
    {
        Self::set_all(row, vec![edit])
    }

    /// Creates a command that sets several fields of a row.
    pub fn set_all<F: EntityField>(row: <F::Entity as Entity>::Id, fields: Vec<FieldEdit<F>>) -> Self
    where
        Set: From<Edits<F::Entity>>,
    {
        Set::row(row, fields).into()
    }

    /// Creates a command that sets one field of several rows to the same value, whatever their former values.
    pub fn set_rows<F: EntityField>(rows: Vec<<F::Entity as Entity>::Id>, new: F) -> Self
    where
        Set: From<Edits<F::Entity>>,
    {
        Set::from(Edits { rows, item: None, fields: vec![FieldEdit::blind(new)] }).into()
    }

    /// Creates a command that sets fields of a part of an item.
    pub fn set_part<F: EntityField>(
        item: ItemId,
        row: <F::Entity as Entity>::Id,
        fields: Vec<FieldEdit<F>>,
    ) -> Self
    where
        Set: From<Edits<F::Entity>>,
    {
        Set::from(Edits { rows: vec![row], item: Some(item), fields }).into()
    }
}

impl<T> FieldEdit<T> {
    /// Wraps both values as fields: `edited.map(EpicField::Title)`.
    pub fn map<F>(self, field: fn(T) -> F) -> FieldEdit<F> {
        FieldEdit { seen: self.seen.map(field), new: field(self.new) }
    }
}
