//! Resolving people and labels by name; each missing one is created once.

use crate::domain::decide::add::Labels;
use crate::domain::decide::catalogue::label_name;
use crate::domain::decide::draft::Draft;
use crate::domain::id::{LabelId, PersonId};
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::value::{Ids, Line, Role, fold_name};
use crate::domain::workspace::Workspace;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The known people and labels by name.
pub(super) struct ImportNames {
    people: HashMap<String, PersonId>,
    left: HashSet<PersonId>,
    /// The names of the people created, in order.
    pub(super) new_people: Vec<String>,
    pub(super) labels: Labels,
    /// The labels of the file that are written differently here, with their names here.
    pub(super) renamed_labels: BTreeMap<String, String>,
}

impl ImportNames {
    /// Collects the existing people and labels; a name takes precedence over another person's login name.
    pub(super) fn of(workspace: &Workspace) -> Self {
        let logins = workspace.persons.iter().filter_map(|it| Some((fold_name(it.login.as_ref()?), it.id)));
        let names = workspace.persons.iter().map(|it| (fold_name(&it.name), it.id));
        Self {
            people: logins.chain(names).collect(),
            left: workspace.persons.iter().filter(|it| it.has_left).map(|it| it.id).collect(),
            new_people: Vec::new(),
            labels: Labels::default(),
            renamed_labels: BTreeMap::new(),
        }
    }

    /// Returns the person with a name or login name, ignoring case.
    pub(super) fn person(&self, name: &str) -> Option<PersonId> {
        self.people.get(&fold_name(name)).copied()
    }

    /// Returns whether a label with this name exists.
    pub(super) fn has_label(&self, draft: &Draft<'_>, name: &str) -> bool {
        let name = Line::clipped(name).and_then(|name| label_name(&name).ok());
        name.is_none_or(|name| self.labels.has(draft, &name))
    }

    /// Returns the people with these names. People who have left are not assigned to open items.
    pub(super) fn assignees(
        &mut self,
        draft: &mut Draft<'_>,
        names: &[String],
        open: bool,
    ) -> Result<Ids<PersonId>, Refusal> {
        let mut found = Vec::new();
        for name in names.iter().filter_map(|name| Line::clipped(name)) {
            let known = self.people.get(&fold_name(&name)).copied();
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
        self.people.insert(fold_name(&name), id);
        self.new_people.push(name.to_string());
        let roles = [Role::Developer].into_iter().collect();
        draft.create(Person { id, name, roles, login: None, has_left: false });
        Ok(id)
    }

    /// Returns the labels with these names. A name that consists only of signs, such as `#`, is skipped.
    pub(super) fn labels(
        &mut self,
        draft: &mut Draft<'_>,
        names: &[String],
    ) -> Result<Ids<LabelId>, Refusal> {
        let lines =
            names.iter().filter_map(|name| label_name(&Line::clipped(name)?).ok().map(|line| (name, line)));
        let lines: Vec<(&String, Line)> = lines.collect();
        let found =
            self.labels.resolve(draft, &lines.iter().map(|(_, line)| line.clone()).collect::<Vec<_>>())?;
        for ((given, _), id) in lines.iter().zip(&found) {
            let name = self.labels.name(draft, *id);
            if let Some(name) = name.filter(|name| name.as_str() != given.trim_start_matches('#')) {
                self.renamed_labels.insert((*given).clone(), name.to_string());
            }
        }
        Ok(Ids::default().changed(&found, &[]))
    }
}
