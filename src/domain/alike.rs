//! Names that are alike in files from before names were compared as they are now. Such files stay as they are.

use super::entity::Entity;
use super::id::Id as _;
use super::value::fold_name;
use super::workspace::{RowMap, Workspace};
use std::collections::BTreeMap;

/// Returns a sentence for each name, or login name, that several rows of a kind have.
pub fn alike_names(workspace: &Workspace) -> Vec<String> {
    let mut found = Vec::new();
    add(&mut found, "names of people", &workspace.persons, |it| Some(&it.name));
    add(&mut found, "login names", &workspace.persons, |it| it.login.as_deref());
    add(&mut found, "titles of epics", &workspace.epics, |it| Some(&it.title));
    add(&mut found, "names of labels", &workspace.labels, |it| Some(&it.name));
    add(&mut found, "names of columns", &workspace.columns, |it| Some(&it.name));
    add(&mut found, "names of sprints", &workspace.sprints, |it| Some(&it.name));
    found
}

fn add<E: Entity>(found: &mut Vec<String>, what: &str, rows: &RowMap<E>, name: impl Fn(&E) -> Option<&str>) {
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows.iter() {
        if let Some(name) = name(row) {
            names.entry(fold_name(name)).or_default().push(format!("\"{name}\" (={})", row.id().number()));
        }
    }
    for names in names.into_values().filter(|names| names.len() > 1) {
        let listed = names.join(", ");
        found.push(format!("{} {what} differ only in spelling: {listed}; change all but one", names.len()));
    }
}
