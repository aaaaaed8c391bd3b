//! What is decided about sprints in ceremonies: whether the goal was met, availability, and unplanned items.

use super::add::{Labels, create};
use super::draft::Draft;
use super::selection::{put_into, record};
use super::{Decided, order, people};
use crate::domain::capacity::Capacity;
use crate::domain::command::{Position, SprintOutcomeCommand};
use crate::domain::item::{Item, ItemField};
use crate::domain::operation::SprintOperation;
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::sprint::{Sprint, SprintField};
use crate::domain::value::{SprintState, Stage};

/// The longest absence, in tenths of a day.
const LONGEST: u32 = 920;

pub(super) fn decide(draft: &mut Draft<'_>, word: &SprintOutcomeCommand) -> Decided {
    match word {
        SprintOutcomeCommand::Outcome(id, outcome, why) => {
            let sprint = draft.find::<Sprint>(*id)?;
            if sprint.state == SprintState::Planned {
                return Err(Refusal::rule(format!("{} has not started", sprint.name)));
            }
            draft.set(sprint, SprintField::GoalOutcome(Some(*outcome)));
            draft.set(sprint, SprintField::GoalWhy(why.clone()));
            Ok(SprintOperation::JudgeGoal(sprint.name.clone(), *outcome, why.clone()).into())
        }
        SprintOutcomeCommand::Capacity { sprint, person, days_off, allocation, focus } => {
            let sprint = draft.find::<Sprint>(*sprint)?;
            // Somebody who has left may have been there in a past sprint.
            let person = match sprint.state {
                SprintState::Closed => draft.find::<Person>(*person)?,
                SprintState::Planned | SprintState::Running => people::present(draft, *person)?,
            };
            if *allocation > 100 || *focus > 100 {
                return Err(Refusal::value("allocation and focus are 0 to 100 percent"));
            }
            if *days_off > LONGEST {
                return Err(Refusal::value("days off are at most the days of the sprint"));
            }
            let known = draft.workspace.meetings.capacity(sprint.id, person.id);
            let row = Capacity {
                id: known.map_or_else(|| draft.next_id::<Capacity>(), |row| Ok(row.id))?,
                sprint: sprint.id,
                person: person.id,
                days_off: *days_off,
                allocation: *allocation,
                focus: *focus,
            };
            draft.put(known, row);
            let name = sprint.name.clone();
            Ok(SprintOperation::SetAvailability(person.id, name, *days_off, *allocation, *focus).into())
        }
        SprintOutcomeCommand::Urgent(new) => {
            let sprint = running(draft)?;
            let rank = order::one(draft, Position::Top)?;
            let column = draft.workspace.first_column(Stage::ToDo).map(|column| column.id);
            let onto_board = |row: &mut Item| {
                row.stage = Stage::ToDo;
                row.board_column = column;
                row.sprint = Some(sprint.id);
            };
            let id = create(draft, new, rank, &mut Labels::default(), onto_board)?;
            record(draft, id, sprint, new.estimate, true)?;
            Ok(SprintOperation::Hurry(id, Some(new.title.clone()), sprint.name.clone()).into())
        }
        SprintOutcomeCommand::Hurry(id) => {
            let (sprint, item) = (running(draft)?, draft.item(*id)?);
            let key = draft.workspace.key(*id);
            if item.sprint == Some(sprint.id) {
                return Err(Refusal::already(format!("{key} is in {} already", sprint.name)));
            }
            put_into(draft, draft.open_item(*id)?, sprint, true)?;
            let rank = order::one(draft, Position::Top)?;
            draft.set(item, ItemField::Rank(rank));
            Ok(SprintOperation::Hurry(*id, None, sprint.name.clone()).into())
        }
    }
}

fn running<'a>(draft: &Draft<'a>) -> Result<&'a Sprint, Refusal> {
    draft.workspace.running().ok_or_else(|| Refusal::rule("no sprint is running").hint("start one first"))
}
