//! Epics, labels, and the rules of the definitions: what items refer to.

use super::Decided;
use super::draft::Draft;
use super::field_rules::FieldRules;
use super::reserved;
use crate::domain::command::{DefinitionCommand, EpicCommand, LabelCommand};
use crate::domain::definition::{Definition, Rule, RuleField, default_wording};
use crate::domain::epic::{Epic, EpicField};
use crate::domain::id::EpicId;
use crate::domain::item::ItemField;
use crate::domain::label::{Label, LabelField};
use crate::domain::operation::{Operation, SetupOperation};
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::value::{Line, Prose, Rank, ReadyCheck};
use crate::domain::workspace::Workspace;

pub(super) fn epic(draft: &mut Draft<'_>, command: &EpicCommand) -> Decided {
    match command {
        EpicCommand::Add(title) => {
            is_free(draft, title, None)?;
            let id = draft.next_id::<Epic>()?;
            let product = draft.product()?.id;
            draft.create(Epic {
                number: None,
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
            let epic = draft.find::<Epic>(*id)?;
            let parts = draft.workspace.items.iter().filter(|item| item.epic == Some(*id)).count();
            if parts > 0 {
                return Err(Refusal::rule(format!(
                    "{} part of {}",
                    if parts == 1 { "1 item is".to_owned() } else { format!("{parts} items are") },
                    draft.workspace.epic_key(*id)
                ))
                .hint("close the epic, or move its items to another one first"));
            }
            draft.remove(epic);
            Ok(SetupOperation::RemoveEpic(*id).into())
        }
    }
}

/// Refuses a title that another epic has: titles are unique, ignoring case. An import may bring two alike.
fn is_free(draft: &Draft<'_>, title: &Line, but: Option<EpicId>) -> Result<(), Refusal> {
    reserved::is_a_name(title, reserved::EPICS)?;
    let mut others = draft.workspace.epics.iter().filter(|it| Some(it.id) != but);
    let Some(epic) = others.find(|it| it.title.is_alike(title)) else { return Ok(()) };
    let key = draft.workspace.epic_key(epic.id);
    let (message, hint) = if epic.closed {
        ("there is a closed epic", format!("reopen it with: ceremony epic open {key}"))
    } else {
        ("there is an epic", "choose another title".to_owned())
    };
    Err(Refusal::rule(format!("{message} {} already, {key}", epic.title)).hint(hint))
}

impl FieldRules for Epic {
    fn check(draft: &Draft<'_>, row: &Self, new: &EpicField) -> Result<(), Refusal> {
        if let EpicField::Title(title) = new { is_free(draft, title, Some(row.id)) } else { Ok(()) }
    }

    fn specific_operation(row: &Self, new: &EpicField) -> Option<Operation> {
        if let EpicField::Title(_) = new {
            Some(SetupOperation::RenameEpic(row.id).into())
        } else if let EpicField::Description(_) = new {
            Some(SetupOperation::DescribeEpic(row.id).into())
        } else if let EpicField::Closed(closed) = new {
            Some(SetupOperation::CloseEpic(row.id, *closed).into())
        } else {
            None
        }
    }

    fn called(workspace: &Workspace, row: &Self) -> String {
        format!("epic {}", workspace.epic_key(row.id))
    }
}

pub(super) fn label(draft: &mut Draft<'_>, command: &LabelCommand) -> Decided {
    match command {
        LabelCommand::Add(name) => {
            let name = label_name(name)?;
            match named_label(draft, &name) {
                Some(label) if !label.retired => {
                    return Err(Refusal::already(format!("there is already a label #{name}")));
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
            let label = draft.find::<Label>(*id)?;
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

impl FieldRules for Label {
    /// Reduces a label's name to one word without `#`.
    fn kept(new: LabelField) -> Result<LabelField, Refusal> {
        if let LabelField::Name(name) = new { label_name(&name).map(LabelField::Name) } else { Ok(new) }
    }

    fn check(draft: &Draft<'_>, row: &Self, new: &LabelField) -> Result<(), Refusal> {
        let LabelField::Name(name) = new else { return Ok(()) };
        match named_label(draft, name).filter(|other| other.id != row.id) {
            Some(_) => Err(Refusal::rule(format!("there is already a label #{name}"))),
            None => Ok(()),
        }
    }

    fn specific_operation(row: &Self, new: &LabelField) -> Option<Operation> {
        let LabelField::Name(name) = new else { return None };
        Some(SetupOperation::RenameLabel(row.name.clone(), name.clone()).into())
    }

    fn called(_workspace: &Workspace, row: &Self) -> String {
        format!("#{}", row.name)
    }
}

impl FieldRules for Rule {
    fn specific_operation(row: &Self, new: &RuleField) -> Option<Operation> {
        if let RuleField::Text(_) = new {
            Some(SetupOperation::RewordRule(row.definition).into())
        } else if let RuleField::Kinds(_) = new {
            Some(SetupOperation::SetRuleKinds(row.text.clone()).into())
        } else {
            None
        }
    }

    fn called(_workspace: &Workspace, row: &Self) -> String {
        format!("\"{}\"", row.text)
    }
}

/// Validates a label's name: one word, returned without `#`.
pub(super) fn label_name(given: &Line) -> Result<Line, Refusal> {
    let name = given.trim_start_matches('#').split_whitespace().collect::<Vec<_>>().join("-");
    Line::clipped(&name).ok_or_else(|| Refusal::value("a label needs a name"))
}

/// Returns the label with this name, ignoring case.
pub(super) fn named_label<'a>(draft: &Draft<'a>, name: &str) -> Option<&'a Label> {
    draft.workspace.labels.iter().find(|label| label.name.is_alike(name))
}

pub(super) fn definition(draft: &mut Draft<'_>, command: &DefinitionCommand) -> Decided {
    match command {
        DefinitionCommand::Add { definition, check, text, kinds, person } => {
            if *definition == Definition::Done && check.is_some_and(|check| check != ReadyCheck::SignedOff) {
                return Err(Refusal::rule("the definition of done has ticked rules only")
                    .hint("write the text of the rule"));
            }
            let text = rule_text(draft, *check, text.as_ref(), *person)?;
            let rules = draft.workspace.rules_of(*definition);
            let rank = Rank::between(rules.last().map(|rule| &rule.rank), None);
            let id = draft.next_id::<Rule>()?;
            let team = draft.team()?;
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
            let rule = draft.find::<Rule>(*id)?;
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
    let check = check.ok_or_else(|| Refusal::value("a rule is empty"))?;
    let words = match (check, person) {
        (ReadyCheck::SignedOff, Some(person)) => {
            format!("is signed off by {}", draft.find::<Person>(person)?.name)
        }
        (ReadyCheck::SignedOff, None) => {
            return Err(
                Refusal::value("a rule that is signed off needs a person").hint("name who signs it off")
            );
        }
        (other, _) => default_wording(other).to_owned(),
    };
    Line::clipped(&words).ok_or_else(|| Refusal::value("a rule is empty"))
}
