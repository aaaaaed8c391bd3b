//! Impediments.

use super::changed::changed;
use super::draft::Draft;
use super::people;
use crate::domain::command::{Edits, ImpedimentCommand};
use crate::domain::id::ImpedimentId;
use crate::domain::impediment::{Impediment, ImpedimentField};
use crate::domain::operation::{Operation, OutcomeOperation};
use crate::domain::refusal::Refusal;
use crate::domain::value::Prose;
use crate::domain::workspace::Workspace;

pub(super) fn decide(draft: &mut Draft<'_>, command: &ImpedimentCommand) -> Result<Operation, Refusal> {
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
            let row = find(draft, *id)?;
            if !row.is_open() {
                return Err(Refusal::already("that impediment is out of the way"));
            }
            draft.set(row, ImpedimentField::ResolvedAt(Some(draft.now())));
            draft.set(row, ImpedimentField::Resolution(how.clone()));
            let how = how.lines().next().map(str::to_owned);
            Ok(OutcomeOperation::ResolveImpediment(row.text.clone(), how).into())
        }
        ImpedimentCommand::Reopen(id) => {
            let row = find(draft, *id)?;
            draft.set(row, ImpedimentField::ResolvedAt(None));
            draft.set(row, ImpedimentField::Resolution(Prose::default()));
            Ok(OutcomeOperation::ReopenImpediment(row.text.clone()).into())
        }
    }
}

/// Checks a new value of an impediment.
pub(super) fn check(draft: &Draft<'_>, new: &ImpedimentField) -> Result<(), Refusal> {
    if let ImpedimentField::Owner(Some(owner)) = new {
        people::present(draft, *owner).map(|_| ())
    } else {
        Ok(())
    }
}

/// Returns the operation for the history where fields of impediments are set.
pub(super) fn operation(workspace: &Workspace, edits: &Edits<Impediment>) -> Operation {
    if let Some((_, ImpedimentField::Text(text))) = edits.single(workspace) {
        OutcomeOperation::ChangeImpediment(text.clone()).into()
    } else if let Some((row, ImpedimentField::Owner(owner))) = edits.single(workspace) {
        OutcomeOperation::OwnImpediment(*owner, row.text.clone()).into()
    } else if let Some((row, ImpedimentField::Escalated(whom))) = edits.single(workspace) {
        OutcomeOperation::EscalateImpediment(whom.clone(), row.text.clone()).into()
    } else {
        changed(edits, &["an impediment".to_owned()])
    }
}

fn find<'a>(draft: &Draft<'a>, id: ImpedimentId) -> Result<&'a Impediment, Refusal> {
    draft
        .workspace
        .meetings
        .impediments
        .get(id)
        .ok_or_else(|| Refusal::unknown("there is no such impediment"))
}
