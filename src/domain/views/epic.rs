//! An epic with its open items, and what another tool knew about it.

use crate::domain::epic::Epic;
use crate::domain::id::EpicId;
use crate::domain::import::UnmappedFields;
use crate::domain::item::{Item, sum_of_points};
use crate::domain::workspace::Workspace;
use std::collections::BTreeMap;

/// An epic.
pub struct EpicView<'w> {
    /// Its key.
    pub key: String,
    /// The epic.
    pub epic: &'w Epic,
    /// Its loaded open items, in backlog order.
    pub parts: Vec<&'w Item>,
    /// The points of these items, in hundredths; those of parents and children count once.
    pub points: u64,
    /// The fields of the other tool that an epic has none for, by name.
    pub unmapped: BTreeMap<String, Vec<String>>,
}

impl<'w> EpicView<'w> {
    /// Returns the view of an epic; `None` if there is none.
    pub fn of(workspace: &'w Workspace, id: EpicId) -> Option<Self> {
        let epic = workspace.epics.get(id)?;
        let parts: Vec<&Item> = workspace.items.open_rows().filter(|item| item.epic == Some(id)).collect();
        Some(Self {
            key: workspace.epic_key(id),
            epic,
            points: sum_of_points(&parts),
            parts,
            unmapped: UnmappedFields::read(&epic.rest).cells,
        })
    }
}
