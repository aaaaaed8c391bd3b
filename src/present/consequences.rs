//! What a command has brought about beside what was asked: notes for whoever gave it.

use super::count;
use crate::domain::change::{Change, Edit};
use crate::domain::column::{Column, ColumnField};
use crate::domain::id::ColumnId;
use crate::domain::item::ItemField;
use crate::domain::person::PersonField;
use crate::domain::sprint::SprintField;
use crate::domain::value::{Role, Stage};
use crate::domain::views::board::ColumnView;
use crate::domain::workspace::Workspace;

/// Formats the notes about changes that have just been applied, one sentence each.
pub fn consequences(workspace: &Workspace, changes: &[Change]) -> Vec<String> {
    let mut notes = over_limit(workspace, changes);
    notes.extend(without_working_days(workspace, changes));
    notes.extend(lost_owner(workspace, changes));
    notes.extend(estimated_after_acceptance(workspace, changes));
    notes
}

/// Formats the question before an undo that removes the product: what it removes, and how that is reversed.
pub fn removes_product(workspace: &Workspace, redo: &str) -> (String, String) {
    let name = workspace.product().map_or("the product", |it| it.name.as_str());
    let question = format!("Undo the creation of {name}?");
    (question, format!("The product and everything in it will be removed. {redo} restores it."))
}

/// Formats that a sprint was planned, or changed, so that it has no working days.
pub fn without_working_days(workspace: &Workspace, changes: &[Change]) -> Option<String> {
    let is_planned = |change: &&Change| {
        matches!(change, Change::Sprint(Edit::Created(_) | Edit::Set { new: SprintField::Days(_), .. }))
    };
    let sprint = changes.iter().filter(is_planned).find_map(|change| {
        let Change::Sprint(edit) = change else { return None };
        workspace.sprints.get(edit.id()).filter(|sprint| sprint.days.is_empty())
    })?;
    let name = &sprint.name;
    Some(format!(
        "{name} has no working days; change its dates, or set days with: ceremony sprint days DATE.."
    ))
}

/// Returns the columns with a limit that the changes may have broken: that got an item, or the limit itself.
pub fn limits_at_risk<'w>(workspace: &'w Workspace, changes: &[Change]) -> Vec<&'w Column> {
    let touched: Vec<ColumnId> = changes.iter().filter_map(touched_column).collect();
    let is_at_risk = |column: &&Column| column.wip.is_some() && touched.contains(&column.id);
    workspace.board().into_iter().filter(is_at_risk).collect()
}

fn touched_column(change: &Change) -> Option<ColumnId> {
    if let Change::Item(Edit::Set { new: ItemField::Column(column), .. }) = change {
        *column
    } else if let Change::Item(Edit::Created(item)) = change {
        item.board_column
    } else if let Change::Column(Edit::Set { id, new: ColumnField::Wip(_), .. }) = change {
        Some(*id)
    } else {
        None
    }
}

/// Formats the limits that are broken now. All items on the board must be in memory.
fn over_limit(workspace: &Workspace, changes: &[Change]) -> Vec<String> {
    let columns = limits_at_risk(workspace, changes).into_iter();
    let columns = columns.map(|column| ColumnView::of(workspace, Some(column)));
    let note = |it: ColumnView<'_>| {
        let limit = it.limit().filter(|_| it.is_over_limit())?;
        Some(format!(
            "{} has {}, over its limit of {limit}",
            it.name(),
            count(it.items.len(), "item", "items")
        ))
    };
    columns.filter_map(note).collect()
}

/// Formats that a new estimate of an accepted item does not change what its sprint counts.
fn estimated_after_acceptance(workspace: &Workspace, changes: &[Change]) -> Option<String> {
    let (item, old) = changes.iter().find_map(|change| {
        let Change::Item(Edit::Set { id, old: ItemField::Estimate(old), .. }) = change else { return None };
        workspace.items.get(*id).filter(|item| item.stage == Stage::Accepted).map(|item| (item, *old))
    })?;
    let line = workspace.account.as_ref().and_then(|account| account.line(item.id));
    let counted = line.map_or(old, |line| line.estimate);
    let key = workspace.key(item.id);
    Some(format!(
        "{key} is already accepted; its sprint counts the estimate from then: {}",
        super::estimate(counted)
    ))
}

/// Formats that the last product owner is gone.
fn lost_owner(workspace: &Workspace, changes: &[Change]) -> Option<String> {
    let was_owner = |change: &Change| {
        let Change::Person(Edit::Set { id, old, new, .. }) = change else { return false };
        match (old, new) {
            (PersonField::Left(false), PersonField::Left(true)) => {
                workspace.persons.get(*id).is_some_and(|it| it.roles.has(Role::ProductOwner))
            }
            (PersonField::Roles(roles), _) => roles.has(Role::ProductOwner),
            _ => false,
        }
    };
    let has_none = workspace.with_role(Role::ProductOwner).next().is_none();
    (has_none && changes.iter().any(was_owner)).then(|| {
        "nobody is product owner now, so anybody accepts; give the role with: ceremony person roles NAME \
         \"product owner\""
            .to_owned()
    })
}
