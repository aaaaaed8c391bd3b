//! Setting fields. Which fields may be written, and by whom, is declared with the entities; the rules of each kind of
//! entity are with its other commands.

#[cfg(test)]
mod tests;

use super::Decided;
use super::draft::Draft;
use super::field_rules::FieldRules;
use super::item;
use crate::domain::change::{Change, Edit};
use crate::domain::command::{Edits, FieldEdit, Set};
use crate::domain::entity::{EntityField, FieldWriter};
use crate::domain::id::{Id as _, ItemId};
use crate::domain::model::{self, Body, Entity as _, Item, every, noun};
use crate::domain::operation::Operation;
use crate::domain::refusal::Refusal;
use crate::domain::sentence::a;
use crate::domain::workspace::EntityTable;
use std::collections::BTreeSet;

pub(super) fn decide(draft: &mut Draft<'_>, sets: &[Set]) -> Decided {
    let mut kinds = BTreeSet::new();
    if let Some(set) = sets.iter().find(|set| !kinds.insert(set.entity())) {
        return Err(Refusal::value(format!(
            "there are two lists of values for one kind of entity: {}",
            noun(set.entity())
        )));
    }
    let mut made: Vec<Set> = Vec::new();
    macro_rules! each {
        ($($entity:ident),+) => {
            for set in sets {
                made.push(match set { $(Set::$entity(edits) => values::<model::$entity>(draft, edits)?.into(),)+ });
            }
        };
    }
    every!(all each);
    made.retain(|set| !set.is_empty());
    let (items, others): (Vec<Set>, Vec<Set>) =
        made.into_iter().partition(|set| matches!(set, Set::Item(_) | Set::Body(_)));
    let mut done = item::operations(draft, &items);
    macro_rules! operation {
        ($($entity:ident),+) => {
            done.extend(others.iter().map(|set| match set {
                $(Set::$entity(edits) => model::$entity::operation(draft.workspace, edits),)+
            }));
        };
    }
    every!(all operation);
    Operation::all(done).ok_or_else(|| Refusal::already("nothing would change"))
}

/// Sets the fields whose values differ, and returns those edits; concurrent changes may be kept.
fn values<E: FieldRules>(draft: &mut Draft<'_>, edits: &Edits<E>) -> Result<Edits<E>, Refusal> {
    each_once(draft, edits)?;
    let mut made: Vec<Option<E::Field>> = vec![None; edits.fields.len()];
    for id in &edits.rows {
        let item = id.as_item().or(edits.item);
        let (row, is_there) = row::<E>(draft, *id, item)?;
        let mut after = row.clone();
        for (edit, made) in edits.fields.iter().zip(&mut made) {
            let Some(new) = wanted(draft, &row, edit)? else { continue };
            if edits.rows.len() > 1 && new.name() == "name" {
                return Err(Refusal::rule(format!("each {} needs a name of its own", noun(E::NAME)))
                    .hint("rename one after the other"));
            }
            after.set(&new);
            if is_there {
                let (item, old) = (row.item(), row.get(&new));
                draft.push(E::change(Edit::Set { id: *id, item, old, new: new.clone() }));
                E::follow(draft, &row, &new);
            }
            *made = Some(new);
        }
        if is_there && after != row {
            E::complete(draft, &after)?;
        } else if after != row {
            draft.push(E::change(Edit::Created(after)));
        }
    }
    let edited = |(edit, new): (&FieldEdit<E::Field>, Option<E::Field>)| {
        Some(FieldEdit { seen: edit.seen.clone(), new: new? })
    };
    Ok(Edits { fields: edits.fields.iter().zip(made).filter_map(edited).collect(), ..edits.clone() })
}

/// Refuses a list that is empty or contains a row or a field twice.
fn each_once<E: EntityTable>(draft: &Draft<'_>, edits: &Edits<E>) -> Result<(), Refusal> {
    if matches!(E::NAME, Item::NAME | Body::NAME) {
        draft.distinct(&edits.rows.iter().filter_map(|id| id.as_item()).collect::<Vec<_>>())?;
    }
    let mut rows = BTreeSet::new();
    let mut fields = BTreeSet::new();
    if edits.rows.iter().all(|id| rows.insert(id))
        && edits.fields.iter().all(|it| fields.insert(it.new.name()))
    {
        return Ok(());
    }
    Err(Refusal::value(format!("{} or one of its fields is given twice", a(noun(E::NAME)))))
}

/// Returns a row, and whether it exists: the long texts of an item are empty before the first is written.
fn row<E: EntityTable>(draft: &Draft<'_>, id: E::Id, item: Option<ItemId>) -> Result<(E, bool), Refusal> {
    if let Some(row) = E::find(draft.workspace, id, item) {
        return Ok((row.clone(), true));
    }
    let Some(item) = item else { return draft.find::<E>(id).map(|row| (row.clone(), true)) };
    draft.detail(item)?;
    let begun = Change::from(Edit::Created(Body::empty(item)));
    match E::edit(&begun) {
        Some(Edit::Created(row)) => Ok((row.clone(), false)),
        Some(Edit::Removed(_) | Edit::Set { .. }) | None => {
            Err(Refusal::unknown(format!("{} has no such {}", draft.workspace.key(item), E::NAME)))
        }
    }
}

/// Returns the new value of a field, if it differs.
fn wanted<E: FieldRules>(
    draft: &Draft<'_>,
    row: &E,
    edit: &FieldEdit<E::Field>,
) -> Result<Option<E::Field>, Refusal> {
    if edit.new.writer() != FieldWriter::People {
        return Err(not_for_people(E::NAME, edit.new.label()));
    }
    let old = row.get(&edit.new);
    if edit.new == old {
        return Ok(None);
    }
    let new = E::kept(edit.new.clone())?;
    E::check(draft, row, &new)?;
    let is_wanted = draft.is_wanted(edit, &old, EntityField::shown)? && new != old;
    Ok(Some(new).filter(|_| is_wanted))
}

fn not_for_people(entity: &str, label: &str) -> Refusal {
    Refusal::rule(format!("the {} of {} is not set by hand", label.replace('_', " "), a(noun(entity))))
        .hint("it follows from what is done")
}
