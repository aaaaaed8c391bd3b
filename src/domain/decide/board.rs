//! The columns of the board.

use super::Decided;
use super::draft::Draft;
use super::field_rules::FieldRules;
use super::order::shifted;
use crate::domain::column::{Column, ColumnField};
use crate::domain::command::ColumnCommand;
use crate::domain::id::ColumnId;
use crate::domain::operation::{Operation, SetupOperation};
use crate::domain::refusal::Refusal;
use crate::domain::sentence::count;
use crate::domain::value::{Line, Rank};
use crate::domain::workspace::Workspace;

pub(super) fn column(draft: &mut Draft<'_>, command: &ColumnCommand) -> Decided {
    match command {
        ColumnCommand::Add { name, stage } => {
            if !stage.is_on_board() {
                return Err(Refusal::value(format!("{} has no columns", stage.title()))
                    .hint("a column belongs to to do, doing or review"));
            }
            is_free(draft, name, None)?;
            let board = draft.workspace.board();
            let last = board.iter().rfind(|column| column.stage == *stage).map(|column| &column.rank);
            let rank = Rank::between(last, None);
            let team = draft.team()?;
            let id = draft.next_id::<Column>()?;
            draft.create(Column { id, team, name: name.clone(), stage: *stage, rank, wip: None });
            Ok(SetupOperation::AddColumn(name.clone()).into())
        }
        ColumnCommand::Shift { column, right } => {
            let column = draft.find::<Column>(*column)?;
            let stage = draft.workspace.board().into_iter().filter(|it| it.stage == column.stage);
            let rank = shifted(stage, column, *right, |it| &it.rank).ok_or_else(|| {
                Refusal::rule(format!("{} is at the edge of its stage", column.name))
                    .hint("a column moves among the columns of its stage")
            })?;
            draft.set(column, ColumnField::Rank(rank));
            Ok(SetupOperation::MoveColumn(column.name.clone()).into())
        }
        ColumnCommand::Remove(id) => {
            let column = draft.find::<Column>(*id)?;
            let inside = draft.workspace.items.iter().filter(|item| item.board_column == Some(*id)).count();
            if inside > 0 {
                return Err(Refusal::rule(format!(
                    "{} holds {}",
                    column.name,
                    count(inside, "item", "items")
                ))
                .hint("move them to another column first"));
            }
            if draft.workspace.columns.iter().filter(|it| it.stage == column.stage).count() == 1 {
                return Err(Refusal::rule(format!(
                    "{} is the only column for {}",
                    column.name,
                    column.stage.title()
                ))
                .hint("rename it, or add another one first"));
            }
            draft.remove(column);
            Ok(SetupOperation::RemoveColumn(column.name.clone()).into())
        }
    }
}

impl FieldRules for Column {
    fn check(draft: &Draft<'_>, row: &Self, new: &ColumnField) -> Result<(), Refusal> {
        if let ColumnField::Name(name) = new {
            is_free(draft, name, Some(row.id))
        } else if let ColumnField::Wip(Some(0 | 1_000..)) = new {
            Err(Refusal::value("a limit is a number from 1 to 999"))
        } else {
            Ok(())
        }
    }

    fn specific_operation(row: &Self, new: &ColumnField) -> Option<Operation> {
        if let ColumnField::Name(name) = new {
            Some(SetupOperation::RenameColumn(row.name.clone(), name.clone()).into())
        } else if let ColumnField::Wip(limit) = new {
            Some(SetupOperation::LimitColumn(row.name.clone(), *limit).into())
        } else {
            None
        }
    }

    fn called(_workspace: &Workspace, row: &Self) -> String {
        row.name.to_string()
    }
}

fn is_free(draft: &Draft<'_>, name: &Line, but: Option<ColumnId>) -> Result<(), Refusal> {
    let mut others = draft.workspace.columns.iter().filter(|it| Some(it.id) != but);
    match others.find(|it| it.name.is_alike(name)) {
        Some(_) => Err(Refusal::rule(format!("there is already a column {name}"))),
        None => Ok(()),
    }
}
