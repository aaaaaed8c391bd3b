//! Questions and answers.

use super::draft::Draft;
use super::people;
use crate::domain::command::QuestionCommand;
use crate::domain::detail::{Question, QuestionField};
use crate::domain::id::{ItemId, QuestionId};
use crate::domain::refusal::Refusal;
use crate::domain::value::Prose;

pub(super) fn decide(draft: &mut Draft<'_>, command: &QuestionCommand) -> Result<String, Refusal> {
    match command {
        QuestionCommand::Ask { item, text, of, needed_by } => {
            draft.item(*item)?;
            if text.trim().is_empty() {
                return Err(Refusal::value("a question needs words"));
            }
            let whom = match of {
                Some(person) => format!(" asked {}", people::find(draft, *person)?.name),
                None => String::new(),
            };
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
            let line = text.lines().next().unwrap_or_default();
            Ok(format!(
                "{} about {}: {line}",
                if whom.is_empty() { "asked" } else { whom.trim() },
                draft.workspace.key(*item)
            ))
        }
        QuestionCommand::Answer(item, id, edited) => {
            let row = find(draft, *item, *id)?;
            draft.edit(row, edited, &row.answer, QuestionField::Answer)?;
            if !draft.is_empty() {
                let answered = !edited.new.is_empty();
                draft.set(row, QuestionField::AnsweredBy(draft.actor().filter(|_| answered)));
                draft.set(row, QuestionField::AnsweredAt(Some(draft.now()).filter(|_| answered)));
            }
            let key = draft.workspace.key(*item);
            Ok(if edited.new.is_empty() {
                format!("opened a question about {key} again")
            } else {
                format!("answered a question about {key}: {}", edited.new.lines().next().unwrap_or_default())
            })
        }
        QuestionCommand::Edit(item, id, edited) => {
            if edited.new.trim().is_empty() {
                return Err(Refusal::value("a question needs words"));
            }
            let row = find(draft, *item, *id)?;
            draft.edit(row, edited, &row.text, QuestionField::Text)?;
            Ok(format!("changed a question about {}", draft.workspace.key(*item)))
        }
        QuestionCommand::Withdraw(item, id) => {
            let row = find(draft, *item, *id)?;
            draft.remove(row);
            Ok(format!("withdrew a question about {}", draft.workspace.key(*item)))
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
