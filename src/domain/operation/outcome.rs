//! Operations on impediments, feedback and improvements.

use super::words::Words;
use crate::domain::feedback::STRONGEST;
use crate::domain::id::{ItemId, PersonId};
use crate::domain::value::{Line, Progress};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An operation on an impediment, feedback or an improvement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeOperation {
    /// Raised an impediment: who is stuck, and on which item.
    RaiseImpediment(Option<PersonId>, Option<ItemId>, Line),
    /// Changed an impediment.
    ChangeImpediment(Line),
    /// Set or cleared the owner of an impediment.
    OwnImpediment(Option<PersonId>, Line),
    /// Escalated an impediment, or withdrew the escalation.
    EscalateImpediment(Option<Line>, Line),
    /// Resolved an impediment; the text says how.
    ResolveImpediment(Line, Option<String>),
    /// Reopened an impediment.
    ReopenImpediment(Line),
    /// Recorded feedback: its source, and the item it concerns.
    AddFeedback(Option<Line>, Option<ItemId>, String),
    /// Changed feedback.
    ChangeFeedback(String),
    /// Set the weight of feedback.
    WeighFeedback(u32, String),
    /// Linked feedback to an item, or returned it to the inbox.
    LinkFeedback(Option<ItemId>, String),
    /// Created an item with this title from feedback.
    MakeItemOfFeedback(ItemId, Line),
    /// Removed feedback.
    RemoveFeedback(String),
    /// Agreed on an improvement: its item and title, its owner, its due date.
    Agree(ItemId, Line, Option<PersonId>, Option<NaiveDate>),
    /// Planned the item of an improvement.
    PlanImprovement(ItemId),
    /// Set the progress of an improvement; its item may have been reopened with it.
    JudgeImprovement(ItemId, Progress, bool),
}

impl OutcomeOperation {
    pub(super) fn sentence(&self, words: Words<'_>) -> String {
        let key = |id: &ItemId| words.key(*id);
        match self {
            Self::RaiseImpediment(stuck, about, text) => {
                let who = stuck.map_or_else(String::new, |person| format!(" for {}", words.name(person)));
                format!("raised an impediment{who}{}: {text}", words.about("on", *about))
            }
            Self::ChangeImpediment(text) => format!("changed an impediment: {text}"),
            Self::OwnImpediment(Some(owner), text) => {
                format!("made {} the owner of the impediment: {text}", words.name(*owner))
            }
            Self::OwnImpediment(None, text) => format!("removed the owner of the impediment: {text}"),
            Self::EscalateImpediment(Some(to), text) => format!("escalated to {to}: {text}"),
            Self::EscalateImpediment(None, text) => format!("withdrew the escalation: {text}"),
            Self::ResolveImpediment(text, Some(how)) => format!("resolved the impediment: {text} ({how})"),
            Self::ResolveImpediment(text, None) => format!("resolved the impediment: {text}"),
            Self::ReopenImpediment(text) => format!("reopened the impediment: {text}"),
            Self::AddFeedback(whose, about, text) => {
                let who = whose.as_ref().map_or_else(String::new, |who| format!(" of {who}"));
                format!("recorded feedback{who}{}: {text}", words.about("about", *about))
            }
            Self::ChangeFeedback(text) => format!("changed feedback: {text}"),
            Self::WeighFeedback(weight, text) => format!("weighted feedback {weight} of {STRONGEST}: {text}"),
            Self::LinkFeedback(Some(item), text) => format!("linked feedback to {}: {text}", key(item)),
            Self::LinkFeedback(None, text) => format!("unlinked feedback: {text}"),
            Self::MakeItemOfFeedback(item, title) => format!("created {} {title} from feedback", key(item)),
            Self::RemoveFeedback(text) => format!("removed feedback: {text}"),
            Self::Agree(item, title, owner, due) => {
                let who = owner.map_or_else(String::new, |owner| format!(", {}", words.name(owner)));
                let due = due.map_or_else(String::new, |due| format!(", by {due}"));
                format!("agreed on {} {title}{who}{due}", key(item))
            }
            Self::PlanImprovement(item) => format!("planned the improvement {}", key(item)),
            Self::JudgeImprovement(item, progress, reopened) => match progress {
                Progress::Going if *reopened => {
                    format!("reopened the improvement {}, which is still in progress", key(item))
                }
                Progress::Going => format!("marked the improvement {} as still in progress", key(item)),
                Progress::Done => format!("marked the improvement {} as done", key(item)),
                Progress::Dropped => format!("dropped the improvement {}", key(item)),
            },
        }
    }
}
