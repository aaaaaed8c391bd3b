//! People and labels by their names; made where they are missing, each once.

use crate::domain::decide::catalogue::label_name;
use crate::domain::decide::draft::Draft;
use crate::domain::id::{LabelId, PersonId};
use crate::domain::label::{Label, LabelField};
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::value::{Ids, Line, Role};
use crate::domain::workspace::Workspace;
use std::collections::{HashMap, HashSet};

/// What is known by name.
pub(super) struct ImportNames {
    people: HashMap<String, PersonId>,
    left: HashSet<PersonId>,
    labels: HashMap<String, LabelId>,
    retired: HashSet<LabelId>,
    /// The people that were made, in their order.
    pub(super) new_people: Vec<String>,
    /// The labels that were made, in their order.
    pub(super) new_labels: Vec<String>,
}

impl ImportNames {
    /// Collects who and what is there; a login name counts where it is nobody's name.
    pub(super) fn of(workspace: &Workspace) -> Self {
        let logins =
            workspace.persons.iter().filter_map(|it| Some((it.login.as_ref()?.to_lowercase(), it.id)));
        let names = workspace.persons.iter().map(|it| (it.name.to_lowercase(), it.id));
        Self {
            people: logins.chain(names).collect(),
            left: workspace.persons.iter().filter(|it| it.has_left).map(|it| it.id).collect(),
            labels: workspace.labels.iter().map(|it| (it.name.to_lowercase(), it.id)).collect(),
            retired: workspace.labels.iter().filter(|it| it.retired).map(|it| it.id).collect(),
            new_people: Vec::new(),
            new_labels: Vec::new(),
        }
    }

    /// Returns who goes by a name, if anybody does.
    pub(super) fn person(&self, name: &str) -> Option<PersonId> {
        self.people.get(&name.to_lowercase()).copied()
    }

    /// Tells whether there is a label of a name.
    pub(super) fn has_label(&self, name: &str) -> bool {
        let name = Line::clipped(name).and_then(|name| label_name(&name).ok());
        name.is_none_or(|name| self.labels.contains_key(&name.to_lowercase()))
    }

    /// Returns the people of these names. Who has left gets no open item.
    pub(super) fn assignees(
        &mut self,
        draft: &mut Draft<'_>,
        names: &[String],
        open: bool,
    ) -> Result<Ids<PersonId>, Refusal> {
        let mut found = Vec::new();
        for name in names.iter().filter_map(|name| Line::clipped(name)) {
            let known = self.people.get(&name.to_lowercase()).copied();
            let id = match known {
                Some(id) => id,
                None => self.join(draft, name)?,
            };
            if !(open && self.left.contains(&id)) {
                found.push(id);
            }
        }
        Ok(Ids::default().changed(&found, &[]))
    }

    fn join(&mut self, draft: &mut Draft<'_>, name: Line) -> Result<PersonId, Refusal> {
        let id = draft.next_id::<Person>()?;
        self.people.insert(name.to_lowercase(), id);
        self.new_people.push(name.to_string());
        let roles = [Role::Developer].into_iter().collect();
        draft.create(Person { id, name, roles, login: None, has_left: false });
        Ok(id)
    }

    /// Returns the labels of these names; one that was retired is offered again.
    pub(super) fn labels(
        &mut self,
        draft: &mut Draft<'_>,
        names: &[String],
    ) -> Result<Ids<LabelId>, Refusal> {
        let mut found = Vec::new();
        for name in names.iter().filter_map(|name| Line::clipped(name)) {
            // A label of signs alone, such as `#`, is no label.
            let Ok(name) = label_name(&name) else { continue };
            let id = match self.labels.get(&name.to_lowercase()) {
                Some(id) => *id,
                None => self.make(draft, name)?,
            };
            if self.retired.remove(&id)
                && let Some(label) = draft.workspace.labels.get(id)
            {
                draft.set(label, LabelField::Retired(false));
            }
            found.push(id);
        }
        Ok(Ids::default().changed(&found, &[]))
    }

    fn make(&mut self, draft: &mut Draft<'_>, name: Line) -> Result<LabelId, Refusal> {
        let id = draft.next_id::<Label>()?;
        self.labels.insert(name.to_lowercase(), id);
        self.new_labels.push(name.to_string());
        draft.create(Label { id, name, retired: false });
        Ok(id)
    }
}
