//! Operations on the list parts of an item.

use super::words::Words;
use crate::domain::id::{ItemId, PersonId};
use crate::domain::value::{Line, Verdict, string_enum};
use serde::{Deserialize, Serialize};

/// An operation on a part of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartOperation {
    /// Added this many parts to an item.
    Add(ItemId, ItemPart, usize),
    /// Changed a part of an item.
    Change(ItemId, ItemPart),
    /// Moved a part of an item among those of its kind.
    Move(ItemId, ItemPart),
    /// Removed a part of an item.
    Remove(ItemId, ItemPart),
    /// Set the verdict of a criterion: its text and a note.
    JudgeCriterion(ItemId, Verdict, String, String),
    /// Marked a task of an item as done, or reopened it.
    FinishTask(ItemId, Line, bool),
    /// Added a link with this title to an item.
    AddLink(ItemId, Line),
    /// Asked a question about an item, possibly of a person.
    Ask(ItemId, Option<PersonId>, String),
    /// Answered a question about an item; without an answer, reopened it.
    Answer(ItemId, Option<String>),
}

string_enum! {
    /// A kind of part of which an item can have several; each has the name of its entity.
    ItemPart, "part of an item" {
        /// An acceptance criterion.
        Criterion = "criterion",
        /// A task.
        Task = "task",
        /// A comment.
        Comment = "comment",
        /// A link.
        Link = "link",
        /// A question.
        Question = "question",
    }
}

impl PartOperation {
    pub(super) fn sentence(&self, words: Words<'_>) -> String {
        let key = |id: &ItemId| words.key(*id);
        match self {
            Self::Add(id, ItemPart::Comment, _) => format!("commented on {}", key(id)),
            Self::Add(id, part, number) => format!("added {} to {}", part.many(*number), key(id)),
            Self::Change(id, part) => format!("changed a {} {} {}", part.word(), part.to_item(), key(id)),
            Self::Move(id, part) => format!("moved a {} {} {}", part.word(), part.to_item(), key(id)),
            Self::Remove(id, ItemPart::Question) => format!("withdrew a question about {}", key(id)),
            Self::Remove(id, part) => format!("removed a {} {} {}", part.word(), part.to_item(), key(id)),
            Self::JudgeCriterion(id, verdict, text, note) => match verdict {
                Verdict::Unchecked => format!("unchecked a criterion of {}: {text}", key(id)),
                Verdict::Met => format!("marked a criterion of {} as met: {text}", key(id)),
                Verdict::Failed if note.is_empty() => {
                    format!("marked a criterion of {} as failed: {text}", key(id))
                }
                Verdict::Failed => format!("marked a criterion of {} as failed: {text} ({note})", key(id)),
            },
            Self::FinishTask(id, text, true) => format!("finished a task of {}: {text}", key(id)),
            Self::FinishTask(id, text, false) => format!("reopened a task of {}: {text}", key(id)),
            Self::AddLink(id, title) => format!("linked {title} to {}", key(id)),
            Self::Ask(id, Some(person), text) => {
                format!("asked {} about {}: {text}", words.name(*person), key(id))
            }
            Self::Ask(id, None, text) => format!("asked about {}: {text}", key(id)),
            Self::Answer(id, Some(answer)) => format!("answered a question about {}: {answer}", key(id)),
            Self::Answer(id, None) => format!("reopened a question about {}", key(id)),
        }
    }
}

impl ItemPart {
    /// The preposition: a comment is *on* an item, a question is asked *about* it, and so on.
    fn to_item(self) -> &'static str {
        match self {
            Self::Comment => "on",
            Self::Question => "about",
            Self::Criterion | Self::Task | Self::Link => "of",
        }
    }

    fn many(self, number: usize) -> String {
        match (number, self) {
            (1, part) => format!("a {}", part.word()),
            (number, Self::Criterion) => format!("{number} criteria"),
            (number, part) => format!("{number} {}s", part.word()),
        }
    }
}
