//! Commands on the parts of an item: criteria, tasks, questions, comments, links.

use super::FieldEdit;
use crate::domain::id::{CommentId, CriterionId, ItemId, LinkId, PersonId, QuestionId, TaskId};
use crate::domain::value::{Line, Prose, Verdict};
use chrono::NaiveDate;

/// Commands on acceptance criteria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CriterionCommand {
    /// Adds criteria at the end.
    Add(ItemId, Vec<Prose>),
    /// Sets a criterion's verdict, with a note if it failed.
    Judge(ItemId, CriterionId, Verdict, Prose),
    /// Moves a criterion up or down by one position.
    Shift {
        /// The item.
        item: ItemId,
        /// The criterion.
        criterion: CriterionId,
        /// Whether it moves down.
        down: bool,
    },
    /// Removes a criterion.
    Remove(ItemId, CriterionId),
}

/// Commands on tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskCommand {
    /// Adds tasks at the end.
    Add(ItemId, Vec<Line>),
    /// Removes a task.
    Remove(ItemId, TaskId),
}

/// Commands on questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionCommand {
    /// Asks a question.
    Ask {
        /// The item it concerns.
        item: ItemId,
        /// The question.
        text: Prose,
        /// The person who is asked; `None` for anyone.
        of: Option<PersonId>,
        /// The day on which an answer is needed.
        needed_by: Option<NaiveDate>,
    },
    /// Sets the answer; an empty one reopens the question.
    Answer(ItemId, QuestionId, FieldEdit<Prose>),
    /// Removes a question.
    Withdraw(ItemId, QuestionId),
}

/// Commands on comments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommentCommand {
    /// Adds a comment.
    Add(ItemId, Prose),
    /// Removes a comment.
    Remove(ItemId, CommentId),
}

/// Commands on links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkCommand {
    /// Adds a link, with its title and URL.
    Add(ItemId, Line, Line),
    /// Removes a link.
    Remove(ItemId, LinkId),
}
