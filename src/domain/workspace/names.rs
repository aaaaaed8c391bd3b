//! The names of ids.

use super::Workspace;
use crate::domain::exported::NameResolver;
use crate::domain::id::{ColumnId, EpicId, ItemId, LabelId, PersonId, SprintId};

impl NameResolver for Workspace {
    fn item_key(&self, id: ItemId) -> String {
        self.key(id)
    }

    fn person_name(&self, id: PersonId) -> String {
        self.name(id).to_owned()
    }

    fn column_name(&self, id: ColumnId) -> Option<String> {
        Some(self.columns.get(id)?.name.to_string())
    }

    fn sprint_name(&self, id: SprintId) -> Option<String> {
        Some(self.sprints.get(id)?.name.to_string())
    }

    fn label_name(&self, id: LabelId) -> Option<String> {
        Some(self.labels.get(id)?.name.to_string())
    }

    fn epic_title(&self, id: EpicId) -> Option<(String, String)> {
        Some((self.epic_key(id), self.epics.get(id)?.title.to_string()))
    }
}
