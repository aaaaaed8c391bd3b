//! Feedback: caught, weighed, tied to an item or made one.

use super::add::{Labels, create};
use super::draft::Draft;
use super::order;
use crate::domain::command::{FeedbackCommand, Place};
use crate::domain::feedback::{Feedback, FeedbackField, STRONGEST};
use crate::domain::id::FeedbackId;
use crate::domain::operation::{Operation, OutcomeOperation};
use crate::domain::refusal::Refusal;
use crate::domain::value::{Prose, Rank};

pub(super) fn decide(draft: &mut Draft<'_>, command: &FeedbackCommand) -> Result<Operation, Refusal> {
    match command {
        FeedbackCommand::Catch { text, said_by, about, strength } => {
            not_blank(text)?;
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
            Ok(OutcomeOperation::AddFeedback(said_by.clone(), *about, first_line(text)).into())
        }
        FeedbackCommand::Edit(id, edited) => {
            not_blank(&edited.new)?;
            let row = find(draft, *id)?;
            draft.edit(row, edited, &row.text, FeedbackField::Text)?;
            Ok(OutcomeOperation::ChangeFeedback(first_line(&edited.new)).into())
        }
        FeedbackCommand::Strength(id, strength) => {
            allowed(*strength)?;
            let row = find(draft, *id)?;
            draft.set(row, FeedbackField::Strength(*strength));
            Ok(OutcomeOperation::WeighFeedback(*strength, first_line(&row.text)).into())
        }
        FeedbackCommand::Link(id, about) => {
            let row = find(draft, *id)?;
            if let Some(item) = about {
                draft.item(*item)?;
            }
            draft.set(row, FeedbackField::About(*about));
            Ok(OutcomeOperation::LinkFeedback(*about, first_line(&row.text)).into())
        }
        FeedbackCommand::Make(id, new) => {
            let row = find(draft, *id)?;
            let (low, high) = order::bounds(draft, Place::Bottom, &[])?;
            let rank = Rank::between(low.as_ref(), high.as_ref());
            let item = create(draft, new, rank, &mut Labels::default(), |_| {})?;
            draft.set(row, FeedbackField::About(Some(item)));
            Ok(OutcomeOperation::MakeItemOfFeedback(item, new.title.clone()).into())
        }
        FeedbackCommand::Remove(id) => {
            let row = find(draft, *id)?;
            draft.remove(row);
            Ok(OutcomeOperation::RemoveFeedback(first_line(&row.text)).into())
        }
    }
}

fn find<'a>(draft: &Draft<'a>, id: FeedbackId) -> Result<&'a Feedback, Refusal> {
    draft.workspace.meetings.feedback.get(id).ok_or_else(|| Refusal::unknown("there is no such feedback"))
}

fn allowed(strength: u32) -> Result<(), Refusal> {
    if (1..=STRONGEST).contains(&strength) {
        return Ok(());
    }
    Err(Refusal::value(format!("feedback has a strength from 1 to {STRONGEST}")))
}

fn not_blank(text: &Prose) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::value("feedback needs words")) } else { Ok(()) }
}

fn first_line(text: &Prose) -> String {
    text.trim().lines().next().unwrap_or_default().to_owned()
}
