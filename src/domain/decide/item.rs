//! Changing the texts, assignees and dependencies of items.

use super::add::{Labels, add};
use super::catalogue::{label_name, named_label};
use super::draft::Draft;
use super::field_rules::FieldRules;
use super::{Decided, acceptance, lifecycle, order};
use crate::domain::command::{FieldEdit, ItemCommand, Set};
use crate::domain::id::ItemId;
use crate::domain::item::{Item, ItemField};
use crate::domain::model::{Epic, Person, Rule};
use crate::domain::operation::{ItemOperation, Operation, SetOperation};
use crate::domain::refusal::Refusal;
use crate::domain::value::{Line, ReadyCheck};
use std::collections::BTreeSet;

pub(super) fn decide(draft: &mut Draft<'_>, command: &ItemCommand) -> Decided {
    if let Some(items) = command.many() {
        draft.distinct(items)?;
    }
    match command {
        ItemCommand::Add { items, place } => add(draft, items, *place),
        ItemCommand::Tag { items, add, remove } => tag(draft, items, add, remove),
        ItemCommand::Assign { items, add, remove } => assign(draft, items, add, remove),
        ItemCommand::Rank { items, place } => order::rank(draft, items, *place),
        ItemCommand::Block(items, reason) => lifecycle::block(draft, items, reason),
        ItemCommand::Unblock(items) => lifecycle::unblock(draft, items),
        ItemCommand::Ready(items, reason) => lifecycle::ready(draft, items, reason.as_ref()),
        ItemCommand::Unready(items) => lifecycle::unready(draft, items),
        ItemCommand::Move(items, column) => lifecycle::move_items(draft, items, *column),
        ItemCommand::Accept(items, reason) => acceptance::accept(draft, items, reason.as_ref()),
        ItemCommand::Reject { item, kind, reason, failed, to_backlog } => {
            acceptance::reject(draft, *item, *kind, reason, failed, *to_backlog)
        }
        ItemCommand::Drop(items, reason) => lifecycle::drop(draft, items, reason),
        ItemCommand::Reopen(items, to) => lifecycle::reopen(draft, items, *to),
        ItemCommand::Depend { item, on, present } => depend(draft, *item, *on, *present),
        ItemCommand::Tick { item, rule, on } => tick(draft, *item, *rule, *on),
    }
}

impl FieldRules for Item {
    fn check(draft: &Draft<'_>, row: &Self, new: &ItemField) -> Result<(), Refusal> {
        if let ItemField::Epic(Some(epic)) = new {
            draft.find::<Epic>(*epic).map(|_| ())
        } else if let ItemField::Parent(Some(parent)) = new {
            is_no_descendant(draft, row.id, *parent)
        } else {
            Ok(())
        }
    }
}

/// Returns the operations for setting fields of items and their long texts: a single one for estimates and for one item,
/// otherwise one for each group of fields.
pub(super) fn operations(draft: &Draft<'_>, sets: &[Set]) -> Vec<Operation> {
    if let [Set::Item(edits)] = sets
        && let [FieldEdit { new: ItemField::Estimate(points), .. }] = edits.fields.as_slice()
    {
        return vec![ItemOperation::Estimate(edits.rows.as_slice().into(), *points).into()];
    }
    let items: BTreeSet<ItemId> = sets.iter().flat_map(Set::of).collect();
    if let (1, Some(item)) = (items.len(), items.first()) {
        let fields = sets.iter().flat_map(Set::columns).map(str::to_owned).collect();
        return vec![ItemOperation::EditItem(*item, fields).into()];
    }
    let operation = |set: &Set| {
        let fields = set.columns().into_iter().map(str::to_owned).collect();
        Operation::Set(SetOperation { entity: set.entity().to_owned(), of: draft.named(&set.of()), fields })
    };
    sets.iter().map(operation).collect()
}

fn is_no_descendant(draft: &Draft<'_>, item: ItemId, parent: ItemId) -> Result<(), Refusal> {
    let mut at = Some(parent);
    let mut steps = 0;
    while let Some(id) = at {
        if id == item {
            let (key, parent_key) = (draft.workspace.key(item), draft.workspace.key(parent));
            let message = if item == parent {
                format!("{key} cannot be its own parent")
            } else {
                format!("{key} cannot be a child of {parent_key}, which is a child of it")
            };
            return Err(Refusal::rule(message).hint("choose another parent"));
        }
        steps += 1;
        at = if steps < 1000 { draft.workspace.items.get(id).and_then(|it| it.parent) } else { None };
    }
    draft.item(parent).map(|_| ())
}

fn tag(draft: &mut Draft<'_>, items: &[ItemId], add: &[Line], remove: &[Line]) -> Decided {
    let mut gone = Vec::new();
    for name in remove {
        let name = label_name(name)?;
        let label = named_label(draft, &name)
            .ok_or_else(|| Refusal::unknown(format!("there is no label #{name}")))?;
        gone.push(label.id);
    }
    let new = Labels::default().resolve(draft, add)?;
    for id in items {
        let item = draft.item(*id)?;
        draft.set(item, ItemField::Labels(item.labels.changed(&new, &gone)));
    }
    Ok(ItemOperation::Label(items.into(), add.to_vec(), remove.to_vec()).into())
}

fn assign(
    draft: &mut Draft<'_>,
    items: &[ItemId],
    add: &[crate::domain::id::PersonId],
    remove: &[crate::domain::id::PersonId],
) -> Decided {
    for id in add.iter().chain(remove) {
        let person = draft.find::<Person>(*id)?;
        if person.has_left && add.contains(id) {
            return Err(Refusal::rule(format!("{} has left", person.name)));
        }
    }
    for id in items {
        let item = draft.item(*id)?;
        draft.set(item, ItemField::Assignees(item.assignees.changed(add, remove)));
    }
    Ok(ItemOperation::Assign(items.into(), add.to_vec(), remove.to_vec()).into())
}

fn depend(draft: &mut Draft<'_>, id: ItemId, on: ItemId, present: bool) -> Decided {
    let (item, other) = (draft.item(id)?, draft.item(on)?);
    let (key, other_key) = (draft.workspace.key(id), draft.workspace.key(on));
    if !present {
        if !item.depends_on.contains(&on) {
            return Err(Refusal::already(format!("{key} does not wait for {other_key}")));
        }
        draft.set(item, ItemField::DependsOn(item.depends_on.changed(&[], &[on])));
        return Ok(ItemOperation::Depend(id, on, false).into());
    }
    if id == on {
        return Err(Refusal::rule(format!("{key} cannot wait for itself")));
    }
    if let Some(path) = order::path(draft.workspace, other.id, id) {
        let keys: Vec<String> = std::iter::once(id).chain(path).map(|id| draft.workspace.key(id)).collect();
        return Err(Refusal::rule(format!("that would be a cycle: {}", keys.join(" waits for ")))
            .hint("remove one of these dependencies first"));
    }
    draft.set(item, ItemField::DependsOn(item.depends_on.changed(&[on], &[])));
    Ok(ItemOperation::Depend(id, on, true).into())
}

fn tick(draft: &mut Draft<'_>, id: ItemId, rule: crate::domain::id::RuleId, on: bool) -> Decided {
    let (item, rule) = (draft.item(id)?, draft.find::<Rule>(rule)?);
    if !rule.is_ticked() {
        return Err(Refusal::rule(format!("\"{}\" is checked automatically", rule.text)));
    }
    if rule.check_word == Some(ReadyCheck::SignedOff) && rule.person.is_some() && rule.person != draft.actor()
    {
        let name = rule.person.map_or("nobody", |person| draft.workspace.name(person));
        return Err(
            Refusal::rule(format!("only {name} can check \"{}\"", rule.text)).hint(format!("ask {name}"))
        );
    }
    let ticks = if on { item.ticks.changed(&[rule.id], &[]) } else { item.ticks.changed(&[], &[rule.id]) };
    draft.set(item, ItemField::Ticks(ticks));
    Ok(ItemOperation::Tick(id, rule.text.clone(), on).into())
}
