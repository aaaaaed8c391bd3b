//! Impediments.

use super::draft::Draft;
use super::people;
use crate::domain::command::ImpedimentCommand;
use crate::domain::id::ImpedimentId;
use crate::domain::impediment::{Impediment, ImpedimentField};
use crate::domain::refusal::Refusal;
use crate::domain::value::Prose;

pub(super) fn decide(draft: &mut Draft<'_>, command: &ImpedimentCommand) -> Result<String, Refusal> {
    match command {
        ImpedimentCommand::Raise { text, stuck, about } => {
            let who = match stuck {
                Some(person) => format!(" for {}", people::present(draft, *person)?.name),
                None => String::new(),
            };
            let on = match about {
                Some(item) => format!(" on {}", draft.workspace.key(draft.item(*item)?.id)),
                None => String::new(),
            };
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
            Ok(format!("raised an impediment{who}{on}: {text}"))
        }
        ImpedimentCommand::Edit(id, edited) => {
            let row = find(draft, *id)?;
            draft.edit(row, edited, &row.text, ImpedimentField::Text)?;
            Ok(format!("changed an impediment: {}", edited.new))
        }
        ImpedimentCommand::Own(id, owner) => {
            let row = find(draft, *id)?;
            draft.set(row, ImpedimentField::Owner(*owner));
            Ok(match owner {
                Some(owner) => {
                    format!("gave {} the impediment: {}", people::present(draft, *owner)?.name, row.text)
                }
                None => format!("took everybody off the impediment: {}", row.text),
            })
        }
        ImpedimentCommand::Escalate(id, whom) => {
            let row = find(draft, *id)?;
            draft.set(row, ImpedimentField::Escalated(whom.clone()));
            Ok(match whom {
                Some(whom) => format!("escalated to {whom}: {}", row.text),
                None => format!("took the escalation back: {}", row.text),
            })
        }
        ImpedimentCommand::Resolve(id, how) => {
            let row = find(draft, *id)?;
            if !row.is_open() {
                return Err(Refusal::already("that impediment is out of the way"));
            }
            draft.set(row, ImpedimentField::ResolvedAt(Some(draft.now())));
            draft.set(row, ImpedimentField::Resolution(how.clone()));
            let how = how.lines().next().map_or_else(String::new, |how| format!(" ({how})"));
            Ok(format!("resolved the impediment: {}{how}", row.text))
        }
        ImpedimentCommand::Reopen(id) => {
            let row = find(draft, *id)?;
            draft.set(row, ImpedimentField::ResolvedAt(None));
            draft.set(row, ImpedimentField::Resolution(Prose::default()));
            Ok(format!("reopened the impediment: {}", row.text))
        }
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
