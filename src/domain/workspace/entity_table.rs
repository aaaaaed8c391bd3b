//! Access to the rows of each kind of entity in a workspace, generated from the one list in [`crate::domain::model`].

use super::Workspace;
use super::apply::{PartList as _, apply_to, apply_to_part, insert_part};
use crate::domain::change::{Change, Edit};
use crate::domain::detail::Detail;
use crate::domain::id::ItemId;
use crate::domain::model::{self, Entity, entities, every};

/// An entity that is part of the state of the product, and its table in the workspace.
pub trait EntityTable: Entity {
    /// Returns all loaded rows of this kind, in no particular order.
    fn all(workspace: &Workspace) -> Vec<&Self>;

    /// Returns a row if it is loaded; parts of an item are found through the item.
    fn find(workspace: &Workspace, id: Self::Id, item: Option<ItemId>) -> Option<&Self>;

    /// Inserts or replaces a row that was read; a part only if its item's details are loaded.
    fn put(self, workspace: &mut Workspace);

    /// Applies an edit, which must match the workspace.
    fn perform(edit: &Edit<Self>, workspace: &mut Workspace);

    /// Returns the edit in a change, if it concerns this kind.
    fn edit(change: &Change) -> Option<&Edit<Self>>;

    /// Wraps an edit as a change.
    fn change(edit: Edit<Self>) -> Change;
}

/// A part of an item, held in its details.
pub trait PartTable: EntityTable {
    /// Returns the rows of this kind.
    fn in_detail(detail: &Detail) -> &[Self];

    /// Appends a row.
    fn put_last(self, detail: &mut Detail);
}

/// The functions that are the same for every kind of entity.
macro_rules! as_change {
    ($entity:ident) => {
        fn edit(change: &Change) -> Option<&Edit<Self>> {
            if let Change::$entity(edit) = change { Some(edit) } else { None }
        }
        fn change(edit: Edit<Self>) -> Change {
            Change::$entity(edit)
        }
    };
}

/// The functions for rows in a table: `sprints`, or `meetings.notes`.
macro_rules! in_table {
    ($($table:ident).+) => {
        fn all(workspace: &Workspace) -> Vec<&Self> {
            workspace.$($table).+.iter().collect()
        }
        fn find(workspace: &Workspace, id: Self::Id, _: Option<ItemId>) -> Option<&Self> {
            workspace.$($table).+.get(id)
        }
        fn put(self, workspace: &mut Workspace) {
            workspace.$($table).+.put(self);
        }
    };
}

macro_rules! tables_and_parts {
    (
        tables { $($table:ident $tables:ident),* } items { $item:ident $items:ident }
        parts { $($part:ident $parts:ident),* } shared { $shared:ident $both:ident }
        meetings { $($meeting:ident $meetings:ident),* }
    ) => {
        $(impl EntityTable for model::$table {
            in_table!($tables);
            as_change!($table);
            fn perform(edit: &Edit<Self>, workspace: &mut Workspace) {
                apply_to(&mut workspace.$tables, edit);
            }
        })*

        impl EntityTable for model::$item {
            in_table!($items);
            as_change!($item);
            fn perform(edit: &Edit<Self>, workspace: &mut Workspace) {
                workspace.apply_to_item(edit);
            }
        }

        $(impl EntityTable for model::$part {
            as_change!($part);
            fn all(workspace: &Workspace) -> Vec<&Self> {
                workspace.details.values().flat_map(Self::in_detail).collect()
            }
            fn find(workspace: &Workspace, id: Self::Id, item: Option<ItemId>) -> Option<&Self> {
                Self::in_detail(workspace.details.get(&item?)?).iter().find(|row| row.id == id)
            }
            fn put(self, workspace: &mut Workspace) {
                if let Some(detail) = self.item().and_then(|item| workspace.details.get_mut(&item)) {
                    insert_part(&mut detail.$parts, self);
                }
            }
            fn perform(edit: &Edit<Self>, workspace: &mut Workspace) {
                apply_to_part(workspace, edit, |detail| &mut detail.$parts);
            }
        }

        impl PartTable for model::$part {
            fn in_detail(detail: &Detail) -> &[Self] {
                detail.$parts.as_slice()
            }
            fn put_last(self, detail: &mut Detail) {
                detail.$parts.put(self);
            }
        })*

        impl EntityTable for model::$shared {
            in_table!($both);
            as_change!($shared);
            fn perform(edit: &Edit<Self>, workspace: &mut Workspace) {
                apply_to(&mut workspace.$both, edit);
                apply_to_part(workspace, edit, |detail| &mut detail.$both);
            }
        }

        impl PartTable for model::$shared {
            fn in_detail(detail: &Detail) -> &[Self] {
                &detail.$both
            }
            fn put_last(self, detail: &mut Detail) {
                detail.$both.push(self);
            }
        }

        $(impl EntityTable for model::$meeting {
            in_table!(meetings.$meetings);
            as_change!($meeting);
            fn perform(edit: &Edit<Self>, workspace: &mut Workspace) {
                apply_to(&mut workspace.meetings.$meetings, edit);
            }
        })*
    };
}
entities!(tables_and_parts);

impl Change {
    /// Returns whether it concerns a record of ceremonies.
    pub fn is_meeting(&self) -> bool {
        macro_rules! any {
            ($($entity:ident $_table:ident),+) => { matches!(self, $(Self::$entity(_))|+) };
        }
        every!(meetings any)
    }
}
