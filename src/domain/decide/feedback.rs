//! Feedback: recording it, weighing it, linking it to an item or creating one from it.

use super::Decided;
use super::add::{Labels, create};
use super::draft::Draft;
use super::field_rules::FieldRules;
use super::order;
use super::parts::{first_line, not_blank};
use crate::domain::command::{FeedbackCommand, Position};
use crate::domain::feedback::{Feedback, FeedbackField, STRONGEST};
use crate::domain::operation::{Operation, OutcomeOperation};
use crate::domain::refusal::Refusal;

pub(super) fn decide(draft: &mut Draft<'_>, command: &FeedbackCommand) -> Decided {
    match command {
        FeedbackCommand::Catch { text, said_by, about, strength } => {
            not_blank(text, "feedback")?;
            allowed(*strength)?;
            if let Some(item) = about {
                draft.item(*item)?;
            }
            let id = draft.next_id::<Feedback>()?;
            draft.create(Feedback {
                id,
                text: text.clone(),
                said_by: said_by.clone(),
                about: *about,
                strength: *strength,
                at: draft.now(),
                caught_by: draft.actor(),
                ceremony: draft.ceremony(),
            });
            Ok(OutcomeOperation::AddFeedback(said_by.clone(), *about, first_line(text.trim())).into())
        }
        FeedbackCommand::Make(id, new) => {
            let row = draft.find::<Feedback>(*id)?;
            let rank = order::one(draft, Position::Bottom)?;
            let item = create(draft, new, rank, &mut Labels::default(), |_| {})?;
            draft.set(row, FeedbackField::About(Some(item)));
            Ok(OutcomeOperation::MakeItemOfFeedback(item, new.title.clone()).into())
        }
        FeedbackCommand::Remove(id) => {
            let row = draft.find::<Feedback>(*id)?;
            draft.remove(row);
            Ok(OutcomeOperation::RemoveFeedback(first_line(row.text.trim())).into())
        }
    }
}

impl FieldRules for Feedback {
    fn check(draft: &Draft<'_>, _row: &Self, new: &FeedbackField) -> Result<(), Refusal> {
        if let FeedbackField::Text(text) = new {
            not_blank(text, "feedback")
        } else if let FeedbackField::Strength(strength) = new {
            allowed(*strength)
        } else if let FeedbackField::About(Some(item)) = new {
            draft.item(*item).map(|_| ())
        } else {
            Ok(())
        }
    }

    fn specific_operation(row: &Self, new: &FeedbackField) -> Option<Operation> {
        let operation = if let FeedbackField::Text(text) = new {
            OutcomeOperation::ChangeFeedback(first_line(text.trim()))
        } else if let FeedbackField::Strength(strength) = new {
            OutcomeOperation::WeighFeedback(*strength, first_line(row.text.trim()))
        } else if let FeedbackField::About(about) = new {
            OutcomeOperation::LinkFeedback(*about, first_line(row.text.trim()))
        } else {
            return None;
        };
        Some(operation.into())
    }
}

fn allowed(strength: u32) -> Result<(), Refusal> {
    if (1..=STRONGEST).contains(&strength) {
        return Ok(());
    }
    Err(Refusal::value(format!("feedback has a weight from 1 to {STRONGEST}")))
}
