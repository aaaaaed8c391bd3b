//! `column`: the columns of the board.

use super::context::{CommandContext, CommandResult};
use super::json::BoardColumnJson;
use super::output::Reply;
use super::problem::bad_value;
use super::value::{line, or_none, stages};
use crate::domain::column::{self, ColumnField};
use crate::domain::command::{ColumnCommand, Command, FieldEdit};
use crate::domain::value::Stage;
use crate::present;
use crate::present::table::TextTable;
use clap::{Args, Subcommand, ValueEnum};

/// Lists the columns of the board, or changes them
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony column add Testing --stage doing
  ceremony column limit Doing 3")]
pub(super) struct ColumnArgs {
    #[command(subcommand)]
    verb: Option<ColumnVerb>,
}

#[derive(Debug, Subcommand)]
enum ColumnVerb {
    /// Lists the columns from left to right
    List,
    /// Adds a column at the right of its stage
    Add {
        /// The name
        name: String,
        /// The stage of the items in it
        #[arg(long, value_parser = stages())]
        stage: Stage,
    },
    /// Renames a column
    Rename {
        /// The column
        column: String,
        /// The new name
        name: String,
    },
    /// Sets the WIP limit of a column
    Limit {
        /// The column
        column: String,
        /// The number, or none
        #[arg(allow_hyphen_values = true)]
        limit: String,
    },
    /// Moves a column among those of its stage
    Shift {
        /// The column
        column: String,
        /// The direction
        to: ColumnShift,
    },
    /// Removes an empty column
    Remove {
        /// The column
        column: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ColumnShift {
    /// One to the left
    Left,
    /// One to the right
    Right,
}

impl ColumnArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let command = match self.verb.as_ref().unwrap_or(&ColumnVerb::List) {
            ColumnVerb::List => return Ok(list(cx)),
            ColumnVerb::Add { name, stage } => {
                ColumnCommand::Add { name: line("the name", name)?, stage: *stage }
            }
            ColumnVerb::Rename { column, name } => {
                return set(cx, column, ColumnField::Name(line("the name", name)?));
            }
            ColumnVerb::Limit { column, limit } => {
                let limit = or_none(limit, |limit| {
                    let number = limit.trim().parse::<u32>();
                    number.map_err(|_| bad_value("limit", limit, &"write a number from 1 to 999, or none"))
                })?;
                return set(cx, column, ColumnField::Wip(limit));
            }
            ColumnVerb::Shift { column, to } => {
                ColumnCommand::Shift { column: cx.column(column)?, right: *to == ColumnShift::Right }
            }
            ColumnVerb::Remove { column } => ColumnCommand::Remove(cx.column(column)?),
        };
        cx.run(command)
    }
}

fn set(cx: &mut CommandContext<'_>, column: &str, field: ColumnField) -> CommandResult {
    cx.run(Command::set(cx.column(column)?, FieldEdit::blind(field)))
}

fn list(cx: &CommandContext<'_>) -> Reply {
    let workspace = cx.workspace();
    let board = workspace.board();
    let columns: Vec<BoardColumnJson> = board.iter().map(|it| BoardColumnJson::new(it, None)).collect();
    cx.list("columns", &columns, "", |_| {
        let cells = |column: &&column::Column| {
            let inside = workspace.items.iter().filter(|item| item.board_column == Some(column.id)).count();
            vec![
                column.name.to_string(),
                format!("stage {}", column.stage),
                present::count(inside, "item", "items"),
                column.wip.map_or_else(|| "no limit".to_owned(), |limit| format!("limit {limit}")),
            ]
        };
        TextTable::of(board.iter().map(cells)).numbers([2])
    })
}
