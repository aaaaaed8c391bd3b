//! About the parts of an item: criteria, tasks, questions, comments, links.

use super::FieldEdit;
use crate::domain::id::{CommentId, CriterionId, ItemId, LinkId, PersonId, QuestionId, TaskId};
use crate::domain::value::{Line, Prose, Verdict};
use chrono::NaiveDate;

/// About acceptance criteria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CriterionCommand {
    /// Adds criteria at the end.
    Add(ItemId, Vec<Prose>),
    /// Says whether one holds, with a note where it failed.
    Judge(ItemId, CriterionId, Verdict, Prose),
    /// Moves one a place up or down.
    Shift {
        /// The item.
        item: ItemId,
        /// Which criterion.
        criterion: CriterionId,
        /// Down?
        down: bool,
    },
    /// Takes one away.
    Remove(ItemId, CriterionId),
}

/// About tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskCommand {
    /// Adds tasks at the end.
    Add(ItemId, Vec<Line>),
    /// Takes one away.
    Remove(ItemId, TaskId),
}

/// About questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionCommand {
    /// Asks.
    Ask {
        /// About which item.
        item: ItemId,
        /// What.
        text: Prose,
        /// Whom; `None` for anybody.
        of: Option<PersonId>,
        /// The day on which an answer is needed.
        needed_by: Option<NaiveDate>,
    },
    /// Answers, or changes the answer; an empty one opens the question again.
    Answer(ItemId, QuestionId, FieldEdit<Prose>),
    /// Takes a question away.
    Withdraw(ItemId, QuestionId),
}

/// About comments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommentCommand {
    /// Says something.
    Add(ItemId, Prose),
    /// Takes it away.
    Remove(ItemId, CommentId),
}

/// About links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkCommand {
    /// Adds an address with a title.
    Add(ItemId, Line, Line),
    /// Takes one away.
    Remove(ItemId, LinkId),
}
