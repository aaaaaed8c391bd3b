//! Questions and answers.

use super::Decided;
use super::draft::Draft;
use super::parts::{first_line, not_blank, remove};
use crate::domain::command::QuestionCommand;
use crate::domain::detail::{Question, QuestionField};
use crate::domain::operation::{ItemPart, PartOperation};
use crate::domain::person::Person;
use crate::domain::value::Prose;

pub(super) fn decide(draft: &mut Draft<'_>, command: &QuestionCommand) -> Decided {
    match command {
        QuestionCommand::Ask { item, text, of, needed_by } => {
            draft.item(*item)?;
            not_blank(text, "a question")?;
            of.map_or(Ok(()), |person| draft.find::<Person>(person).map(|_| ()))?;
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
            Ok(PartOperation::Ask(*item, *of, first_line(text)).into())
        }
        QuestionCommand::Answer(item, id, edited) => {
            let row = draft.part::<Question>(*item, *id)?;
            if draft.is_wanted(edited, &row.answer, ToString::to_string)? {
                draft.set(row, QuestionField::Answer(edited.new.clone()));
            }
            if !draft.is_empty() {
                let answered = !edited.new.is_empty();
                draft.set(row, QuestionField::AnsweredBy(draft.actor().filter(|_| answered)));
                draft.set(row, QuestionField::AnsweredAt(Some(draft.now()).filter(|_| answered)));
            }
            let answer = Some(first_line(&edited.new)).filter(|_| !edited.new.is_empty());
            Ok(PartOperation::Answer(*item, answer).into())
        }
        QuestionCommand::Withdraw(item, id) => remove::<Question>(draft, *item, *id, ItemPart::Question),
    }
}
