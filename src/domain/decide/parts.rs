//! The parts of an item that are lists: criteria, tasks, comments, links.

use super::Decided;
use super::add::create_criteria;
use super::draft::Draft;
use super::field_rules::FieldRules;
use super::order::shifted;
use crate::domain::command::{CommentCommand, CriterionCommand, LinkCommand, TaskCommand};
use crate::domain::detail::{
    Comment, CommentField, Criterion, CriterionField, Link, Question, QuestionField, Task, TaskField,
};
use crate::domain::id::ItemId;
use crate::domain::operation::{ItemPart, Operation, PartOperation};
use crate::domain::refusal::Refusal;
use crate::domain::value::{Prose, Rank, Verdict};
use crate::domain::workspace::EntityTable;

/// Refuses a text without words; `what` names it at the start of the sentence.
pub(super) fn not_blank(text: &Prose, what: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::value(format!("{what} is empty"))) } else { Ok(()) }
}

/// Returns the first line of a text.
pub(super) fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

impl FieldRules for Criterion {
    fn check(_draft: &Draft<'_>, _row: &Self, new: &CriterionField) -> Result<(), Refusal> {
        if let CriterionField::Text(text) = new { not_blank(text, "a criterion") } else { Ok(()) }
    }

    /// A criterion with a new text is unchecked.
    fn follow(draft: &mut Draft<'_>, row: &Self, new: &CriterionField) {
        if let CriterionField::Text(_) = new {
            draft.set(row, CriterionField::Verdict(Verdict::Unchecked));
        }
    }
}

impl FieldRules for Task {
    fn specific_operation(row: &Self, new: &TaskField) -> Option<Operation> {
        let TaskField::Done(done) = new else { return None };
        Some(PartOperation::FinishTask(row.item, row.text.clone(), *done).into())
    }
}

impl FieldRules for Question {
    fn check(_draft: &Draft<'_>, _row: &Self, new: &QuestionField) -> Result<(), Refusal> {
        if let QuestionField::Text(text) = new { not_blank(text, "a question") } else { Ok(()) }
    }
}

impl FieldRules for Comment {
    fn check(draft: &Draft<'_>, row: &Self, new: &CommentField) -> Result<(), Refusal> {
        let CommentField::Text(text) = new else { return Ok(()) };
        not_blank(text, "a comment")?;
        own(draft, row)
    }
}

/// Removes a part of an item.
pub(super) fn remove<E: EntityTable>(
    draft: &mut Draft<'_>,
    item: ItemId,
    id: E::Id,
    part: ItemPart,
) -> Decided {
    draft.remove(draft.part::<E>(item, id)?);
    Ok(PartOperation::Remove(item, part).into())
}

pub(super) fn criterion(draft: &mut Draft<'_>, command: &CriterionCommand) -> Decided {
    match command {
        CriterionCommand::Add(item, texts) => {
            let detail = draft.detail(*item)?;
            for text in texts {
                not_blank(text, "a criterion")?;
            }
            create_criteria(draft, *item, detail.criteria.last().map(|it| &it.rank), texts)?;
            Ok(PartOperation::Add(*item, ItemPart::Criterion, texts.len()).into())
        }
        CriterionCommand::Judge(item, id, verdict, note) => {
            let row = draft.part::<Criterion>(*item, *id)?;
            draft.set(row, CriterionField::Verdict(*verdict));
            draft.set(row, CriterionField::Note(note.clone()));
            let (text, note) = (first_line(&row.text), first_line(note));
            Ok(PartOperation::JudgeCriterion(*item, *verdict, text, note).into())
        }
        CriterionCommand::Shift { item, criterion, down } => {
            let row = draft.part::<Criterion>(*item, *criterion)?;
            let rank = shifted(&draft.detail(*item)?.criteria, row, *down, |it| &it.rank);
            let rank = rank.ok_or_else(|| Refusal::already("it is already at the end"))?;
            draft.set(row, CriterionField::Rank(rank));
            Ok(PartOperation::Move(*item, ItemPart::Criterion).into())
        }
        CriterionCommand::Remove(item, id) => remove::<Criterion>(draft, *item, *id, ItemPart::Criterion),
    }
}

pub(super) fn task(draft: &mut Draft<'_>, command: &TaskCommand) -> Decided {
    match command {
        TaskCommand::Add(item, texts) => {
            let last = draft.detail(*item)?.tasks.last().map(|task| &task.rank);
            for (text, rank) in texts.iter().zip(Rank::spread(last, None, texts.len())) {
                let id = draft.next_id::<Task>()?;
                draft.create(Task { id, item: *item, rank, text: text.clone(), done: false });
            }
            Ok(PartOperation::Add(*item, ItemPart::Task, texts.len()).into())
        }
        TaskCommand::Remove(item, id) => remove::<Task>(draft, *item, *id, ItemPart::Task),
    }
}

pub(super) fn comment(draft: &mut Draft<'_>, command: &CommentCommand) -> Decided {
    match command {
        CommentCommand::Add(item, text) => {
            not_blank(text, "a comment")?;
            draft.item(*item)?;
            let id = draft.next_id::<Comment>()?;
            draft.create(Comment {
                id,
                item: *item,
                author: draft.actor(),
                author_name: None,
                at: draft.now(),
                text: text.clone(),
            });
            Ok(PartOperation::Add(*item, ItemPart::Comment, 1).into())
        }
        CommentCommand::Remove(item, id) => {
            own(draft, draft.part(*item, *id)?)?;
            remove::<Comment>(draft, *item, *id, ItemPart::Comment)
        }
    }
}

/// Refuses to change another person's comment.
fn own(draft: &Draft<'_>, comment: &Comment) -> Result<(), Refusal> {
    match comment.author {
        Some(author) if draft.actor() != Some(author) => {
            Err(Refusal::rule(format!("{} wrote this", draft.workspace.name(author)))
                .hint("comment on it instead"))
        }
        _ => Ok(()),
    }
}

pub(super) fn link(draft: &mut Draft<'_>, command: &LinkCommand) -> Decided {
    match command {
        LinkCommand::Add(item, title, url) => {
            draft.item(*item)?;
            let id = draft.next_id::<Link>()?;
            draft.create(Link { id, item: *item, title: title.clone(), url: url.clone() });
            Ok(PartOperation::AddLink(*item, title.clone()).into())
        }
        LinkCommand::Remove(item, id) => remove::<Link>(draft, *item, *id, ItemPart::Link),
    }
}
