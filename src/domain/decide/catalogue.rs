//! Epics, labels and the rules of the definitions: what items refer to.

use super::changed::changed;
use super::draft::Draft;
use super::people;
use crate::domain::command::{DefinitionCommand, Edits, EpicCommand, LabelCommand};
use crate::domain::definition::{Definition, Rule, RuleField, usual_words};
use crate::domain::epic::{Epic, EpicField};
use crate::domain::id::{EpicId, LabelId, RuleId};
use crate::domain::item::ItemField;
use crate::domain::label::{Label, LabelField};
use crate::domain::operation::{Operation, SetupOperation};
use crate::domain::refusal::Refusal;
use crate::domain::value::{Line, Prose, Rank, ReadyCheck};
use crate::domain::workspace::Workspace;

pub(super) fn epic(draft: &mut Draft<'_>, command: &EpicCommand) -> Result<Operation, Refusal> {
    match command {
        EpicCommand::Add(title) => {
            let id = draft.next_id::<Epic>()?;
            let product = draft.product()?.id;
            draft.create(Epic {
                id,
                product,
                title: title.clone(),
                description: Prose::default(),
                closed: false,
                source: None,
                source_key: None,
                rest: Prose::default(),
            });
            Ok(SetupOperation::AddEpic(id, title.clone()).into())
        }
        EpicCommand::Remove(id) => {
            let epic = find_epic(draft, *id)?;
            let parts = draft.workspace.items.iter().filter(|item| item.epic == Some(*id)).count();
            if parts > 0 {
                return Err(Refusal::rule(format!(
                    "{} part of {}",
                    if parts == 1 { "1 item is".to_owned() } else { format!("{parts} items are") },
                    draft.workspace.epic_key(*id)
                ))
                .hint("close the epic, or give its items another one first"));
            }
            draft.remove(epic);
            Ok(SetupOperation::RemoveEpic(*id).into())
        }
    }
}

/// Returns the operation for the history where fields of epics are set.
pub(super) fn epic_operation(workspace: &Workspace, edits: &Edits<Epic>) -> Operation {
    if let Some((epic, EpicField::Title(_))) = edits.single(workspace) {
        SetupOperation::RenameEpic(epic.id).into()
    } else if let Some((epic, EpicField::Description(_))) = edits.single(workspace) {
        SetupOperation::DescribeEpic(epic.id).into()
    } else if let Some((epic, EpicField::Closed(closed))) = edits.single(workspace) {
        SetupOperation::CloseEpic(epic.id, *closed).into()
    } else {
        let keys: Vec<_> = edits.rows.iter().map(|id| format!("epic {}", workspace.epic_key(*id))).collect();
        changed(edits, &keys)
    }
}

/// Returns an epic, or says that there is none.
pub(super) fn find_epic<'a>(draft: &Draft<'a>, id: EpicId) -> Result<&'a Epic, Refusal> {
    draft
        .workspace
        .epics
        .get(id)
        .ok_or_else(|| Refusal::unknown(format!("there is no epic {}", draft.workspace.epic_key(id))))
}

pub(super) fn label(draft: &mut Draft<'_>, command: &LabelCommand) -> Result<Operation, Refusal> {
    match command {
        LabelCommand::Add(name) => {
            let name = label_name(name)?;
            match named_label(draft, &name) {
                Some(label) if !label.retired => {
                    return Err(Refusal::already(format!("there is a label #{name} already")));
                }
                Some(label) => draft.set(label, LabelField::Retired(false)),
                None => {
                    let id = draft.next_id::<Label>()?;
                    draft.create(Label { id, name: name.clone(), retired: false });
                }
            }
            Ok(SetupOperation::AddLabel(name).into())
        }
        LabelCommand::Retire(id) => {
            let label = find_label(draft, *id)?;
            draft.set(label, LabelField::Retired(true));
            let open = draft.workspace.items.open();
            for item in open.iter().filter_map(|id| draft.workspace.items.get(*id)) {
                if item.labels.contains(id) {
                    draft.set(item, ItemField::Labels(item.labels.changed(&[], &[*id])));
                }
            }
            Ok(SetupOperation::RetireLabel(label.name.clone()).into())
        }
    }
}

/// A new value for a label: its name is one word, and no other label's.
pub(super) fn label_field(draft: &Draft<'_>, id: LabelId, new: LabelField) -> Result<LabelField, Refusal> {
    let LabelField::Name(name) = new else { return Ok(new) };
    let name = label_name(&name)?;
    if named_label(draft, &name).is_some_and(|other| other.id != id) {
        return Err(Refusal::rule(format!("there is a label #{name} already")));
    }
    Ok(LabelField::Name(name))
}

/// Returns the operation for the history where fields of labels are set.
pub(super) fn label_operation(workspace: &Workspace, edits: &Edits<Label>) -> Operation {
    if let Some((label, LabelField::Name(name))) = edits.single(workspace) {
        let name = label_name(name).unwrap_or_else(|_| name.clone());
        SetupOperation::RenameLabel(label.name.clone(), name).into()
    } else {
        let names: Vec<_> = edits.rows_in(workspace).iter().map(|label| format!("#{}", label.name)).collect();
        changed(edits, &names)
    }
}

/// Returns the operation for the history where fields of rules are set.
pub(super) fn rule_operation(workspace: &Workspace, edits: &Edits<Rule>) -> Operation {
    if let Some((rule, RuleField::Text(_))) = edits.single(workspace) {
        SetupOperation::RewordRule(rule.definition).into()
    } else if let Some((rule, RuleField::Kinds(_))) = edits.single(workspace) {
        SetupOperation::SetRuleKinds(rule.text.clone()).into()
    } else {
        let rules: Vec<_> =
            edits.rows_in(workspace).iter().map(|rule| format!("\"{}\"", rule.text)).collect();
        changed(edits, &rules)
    }
}

/// A label's name: one word without `#`.
pub(super) fn label_name(given: &Line) -> Result<Line, Refusal> {
    let name = given.trim_start_matches('#').split_whitespace().collect::<Vec<_>>().join("-");
    Line::clipped(&name).ok_or_else(|| Refusal::value("a label needs a name"))
}

/// Returns the label of this name, whatever its case.
pub(super) fn named_label<'a>(draft: &Draft<'a>, name: &str) -> Option<&'a Label> {
    let name = name.to_lowercase();
    draft.workspace.labels.iter().find(|label| label.name.to_lowercase() == name)
}

fn find_label<'a>(draft: &Draft<'a>, id: LabelId) -> Result<&'a Label, Refusal> {
    draft.workspace.labels.get(id).ok_or_else(|| Refusal::unknown("there is no such label"))
}

pub(super) fn definition(draft: &mut Draft<'_>, command: &DefinitionCommand) -> Result<Operation, Refusal> {
    match command {
        DefinitionCommand::Add { definition, check, text, kinds, person } => {
            if *definition == Definition::Done && check.is_some_and(|check| check != ReadyCheck::SignedOff) {
                return Err(Refusal::rule("the definition of done has ticked rules only")
                    .hint("write the rule in words"));
            }
            let text = rule_text(draft, *check, text.as_ref(), *person)?;
            let rules = draft.workspace.rules_of(*definition);
            let rank = Rank::between(rules.last().map(|rule| &rule.rank), None);
            let id = draft.next_id::<Rule>()?;
            let team = draft.workspace.teams.iter().next().map(|team| team.id);
            let team = team.ok_or_else(|| Refusal::rule("there is no team in this file"))?;
            draft.create(Rule {
                id,
                team,
                definition: *definition,
                check_word: *check,
                text: text.clone(),
                kinds: *kinds,
                person: *person,
                rank,
            });
            Ok(SetupOperation::AddRule(*definition, text).into())
        }
        DefinitionCommand::Remove(id) => {
            let rule = find_rule(draft, *id)?;
            draft.remove(rule);
            Ok(SetupOperation::RemoveRule(rule.definition, rule.text.clone()).into())
        }
    }
}

fn rule_text(
    draft: &Draft<'_>,
    check: Option<ReadyCheck>,
    text: Option<&Line>,
    person: Option<crate::domain::id::PersonId>,
) -> Result<Line, Refusal> {
    if let Some(text) = text {
        return Ok(text.clone());
    }
    let check = check.ok_or_else(|| Refusal::value("a rule needs words"))?;
    let words = match (check, person) {
        (ReadyCheck::SignedOff, Some(person)) => {
            format!("is signed off by {}", people::find(draft, person)?.name)
        }
        (ReadyCheck::SignedOff, None) => {
            return Err(
                Refusal::value("a rule that is signed off needs a person").hint("name who signs it off")
            );
        }
        (other, _) => usual_words(other).to_owned(),
    };
    Line::clipped(&words).ok_or_else(|| Refusal::value("a rule needs words"))
}

/// Returns a rule, or says that there is none.
pub(super) fn find_rule<'a>(draft: &Draft<'a>, id: RuleId) -> Result<&'a Rule, Refusal> {
    draft.workspace.rules.get(id).ok_or_else(|| Refusal::unknown("there is no such rule"))
}
