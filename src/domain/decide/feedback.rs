//! Feedback: caught, weighed, tied to an item or made one.

use super::add::{Labels, create};
use super::draft::Draft;
use super::order;
use crate::domain::command::{FeedbackCommand, Place};
use crate::domain::feedback::{Feedback, FeedbackField, STRONGEST};
use crate::domain::id::FeedbackId;
use crate::domain::refusal::Refusal;
use crate::domain::value::{Prose, Rank};

pub(super) fn decide(draft: &mut Draft<'_>, command: &FeedbackCommand) -> Result<String, Refusal> {
    match command {
        FeedbackCommand::Catch { text, said_by, about, strength } => {
            not_blank(text)?;
            allowed(*strength)?;
            let on = match about {
                Some(item) => format!(" about {}", draft.workspace.key(draft.item(*item)?.id)),
                None => String::new(),
            };
            let who = said_by.as_ref().map_or_else(String::new, |who| format!(" of {who}"));
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
            Ok(format!("caught feedback{who}{on}: {}", first_line(text)))
        }
        FeedbackCommand::Edit(id, edited) => {
            not_blank(&edited.new)?;
            let row = find(draft, *id)?;
            draft.edit(row, edited, &row.text, FeedbackField::Text)?;
            Ok(format!("changed feedback: {}", first_line(&edited.new)))
        }
        FeedbackCommand::Strength(id, strength) => {
            allowed(*strength)?;
            let row = find(draft, *id)?;
            draft.set(row, FeedbackField::Strength(*strength));
            Ok(format!("weighed feedback {strength} of {STRONGEST}: {}", first_line(&row.text)))
        }
        FeedbackCommand::Link(id, about) => {
            let row = find(draft, *id)?;
            if let Some(item) = about {
                draft.item(*item)?;
            }
            draft.set(row, FeedbackField::About(*about));
            Ok(match about {
                Some(item) => {
                    format!("tied feedback to {}: {}", draft.workspace.key(*item), first_line(&row.text))
                }
                None => format!("put feedback back into the inbox: {}", first_line(&row.text)),
            })
        }
        FeedbackCommand::Make(id, new) => {
            let row = find(draft, *id)?;
            let (low, high) = order::bounds(draft, Place::Bottom, &[])?;
            let rank = Rank::between(low.as_ref(), high.as_ref());
            let item = create(draft, new, rank, &mut Labels::default(), |_| {})?;
            draft.set(row, FeedbackField::About(Some(item)));
            Ok(format!("made {} {} of feedback", draft.workspace.key(item), new.title))
        }
        FeedbackCommand::Remove(id) => {
            let row = find(draft, *id)?;
            draft.remove(row);
            Ok(format!("took feedback away: {}", first_line(&row.text)))
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

fn first_line(text: &Prose) -> &str {
    text.trim().lines().next().unwrap_or_default()
}
