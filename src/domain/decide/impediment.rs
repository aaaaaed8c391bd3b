//! Impediments.

use super::Decided;
use super::draft::Draft;
use super::field_rules::FieldRules;
use super::people;
use crate::domain::command::ImpedimentCommand;
use crate::domain::impediment::{Impediment, ImpedimentField};
use crate::domain::operation::{Operation, OutcomeOperation};
use crate::domain::refusal::Refusal;
use crate::domain::value::Prose;
use crate::domain::workspace::Workspace;

pub(super) fn decide(draft: &mut Draft<'_>, command: &ImpedimentCommand) -> Decided {
    match command {
        ImpedimentCommand::Raise { text, stuck, about } => {
            stuck.map_or(Ok(()), |person| people::present(draft, person).map(|_| ()))?;
            about.map_or(Ok(()), |item| draft.item(item).map(|_| ()))?;
            let id = draft.next_id::<Impediment>()?;
            draft.create(Impediment {
                id,
                text: text.clone(),
                stuck: *stuck,
                about: *about,
                raised_at: draft.now(),
                raised_by: draft.actor(),
                owner: None,
                escalated: None,
                resolved_at: None,
                resolution: Prose::default(),
                ceremony: draft.ceremony(),
            });
            Ok(OutcomeOperation::RaiseImpediment(*stuck, *about, text.clone()).into())
        }
        ImpedimentCommand::Resolve(id, how) => {
            let row = draft.find::<Impediment>(*id)?;
            if !row.is_open() {
                return Err(Refusal::already("that impediment is out of the way"));
            }
            draft.set(row, ImpedimentField::ResolvedAt(Some(draft.now())));
            draft.set(row, ImpedimentField::Resolution(how.clone()));
            let how = how.lines().next().map(str::to_owned);
            Ok(OutcomeOperation::ResolveImpediment(row.text.clone(), how).into())
        }
        ImpedimentCommand::Reopen(id) => {
            let row = draft.find::<Impediment>(*id)?;
            draft.set(row, ImpedimentField::ResolvedAt(None));
            draft.set(row, ImpedimentField::Resolution(Prose::default()));
            Ok(OutcomeOperation::ReopenImpediment(row.text.clone()).into())
        }
    }
}

impl FieldRules for Impediment {
    fn check(draft: &Draft<'_>, _row: &Self, new: &ImpedimentField) -> Result<(), Refusal> {
        if let ImpedimentField::Owner(Some(owner)) = new { people::is_present(draft, *owner) } else { Ok(()) }
    }

    fn specific_operation(row: &Self, new: &ImpedimentField) -> Option<Operation> {
        let operation = if let ImpedimentField::Text(text) = new {
            OutcomeOperation::ChangeImpediment(text.clone())
        } else if let ImpedimentField::Owner(owner) = new {
            OutcomeOperation::OwnImpediment(*owner, row.text.clone())
        } else if let ImpedimentField::Escalated(whom) = new {
            OutcomeOperation::EscalateImpediment(whom.clone(), row.text.clone())
        } else {
            return None;
        };
        Some(operation.into())
    }

    fn called(_workspace: &Workspace, _row: &Self) -> String {
        "an impediment".to_owned()
    }
}
