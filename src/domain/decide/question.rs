//! Questions and answers.

use super::draft::Draft;
use super::people;
use crate::domain::command::QuestionCommand;
use crate::domain::detail::{Question, QuestionField};
use crate::domain::id::{ItemId, QuestionId};
use crate::domain::operation::{ItemPart, Operation, PartOperation};
use crate::domain::refusal::Refusal;
use crate::domain::value::Prose;

pub(super) fn decide(draft: &mut Draft<'_>, command: &QuestionCommand) -> Result<Operation, Refusal> {
    match command {
        QuestionCommand::Ask { item, text, of, needed_by } => {
            draft.item(*item)?;
            if text.trim().is_empty() {
                return Err(Refusal::value("a question needs words"));
            }
            of.map_or(Ok(()), |person| people::find(draft, person).map(|_| ()))?;
            let id = draft.next_id::<Question>()?;
            draft.create(Question {
                id,
                item: *item,
                text: text.clone(),
                asked_by: draft.actor(),
                asked_at: draft.now(),
                asked_of: *of,
                needed_by: *needed_by,
                answer: Prose::default(),
                answered_by: None,
                answered_at: None,
            });
            let line = text.lines().next().unwrap_or_default().to_owned();
            Ok(PartOperation::Ask(*item, *of, line).into())
        }
        QuestionCommand::Answer(item, id, edited) => {
            let row = find(draft, *item, *id)?;
            if draft.is_wanted(edited, &row.answer, ToString::to_string)? {
                draft.set(row, QuestionField::Answer(edited.new.clone()));
            }
            if !draft.is_empty() {
                let answered = !edited.new.is_empty();
                draft.set(row, QuestionField::AnsweredBy(draft.actor().filter(|_| answered)));
                draft.set(row, QuestionField::AnsweredAt(Some(draft.now()).filter(|_| answered)));
            }
            let line = edited.new.lines().next().unwrap_or_default().to_owned();
            Ok(PartOperation::Answer(*item, Some(line).filter(|_| !edited.new.is_empty())).into())
        }
        QuestionCommand::Withdraw(item, id) => {
            let row = find(draft, *item, *id)?;
            draft.remove(row);
            Ok(PartOperation::Remove(*item, ItemPart::Question).into())
        }
    }
}

fn find<'a>(draft: &Draft<'a>, item: ItemId, id: QuestionId) -> Result<&'a Question, Refusal> {
    draft
        .detail(item)?
        .questions
        .iter()
        .find(|question| question.id == id)
        .ok_or_else(|| Refusal::unknown(format!("{} has no such question", draft.workspace.key(item))))
}
