//! `column`: the columns of the board.

use super::desk::Desk;
use super::json;
use super::output::Reply;
use super::problem::{Problem, bad_value};
use super::table::{self, table};
use super::value::{is_none, line, stages};
use crate::domain::column::ColumnField;
use crate::domain::command::{ColumnCommand, Command, Edited};
use crate::domain::value::Stage;
use crate::session::Session;
use crate::wording;
use clap::{Args, Subcommand, ValueEnum};

/// Lists the columns of the board, or changes them
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony column add Testing --stage doing
  ceremony column limit Doing 3")]
pub(super) struct Column {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Lists the columns from left to right
    List,
    /// Adds a column at the right of its stage
    Add {
        /// What it is called
        name: String,
        /// The stage of the items in it
        #[arg(long, value_parser = stages())]
        stage: Stage,
    },
    /// Renames a column
    Rename {
        /// Which column
        column: String,
        /// The new name
        name: String,
    },
    /// Says how many items should be in a column at the most
    Limit {
        /// Which column
        column: String,
        /// The number, or none
        #[arg(allow_hyphen_values = true)]
        limit: String,
    },
    /// Moves a column among those of its stage
    Shift {
        /// Which column
        column: String,
        /// Where to
        to: Side,
    },
    /// Takes an empty column away
    Remove {
        /// Which column
        column: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Side {
    /// One to the left
    Left,
    /// One to the right
    Right,
}

impl Column {
    pub fn run(&self, desk: &mut Desk<'_>) -> Result<Reply, Problem> {
        let command = match self.verb.as_ref() {
            None | Some(Verb::List) => return Ok(list(desk)),
            Some(Verb::Add { name, stage }) => {
                ColumnCommand::Add { name: line("the name", name)?, stage: *stage }
            }
            Some(Verb::Rename { column, name }) => {
                return set(desk, column, ColumnField::Name(line("the name", name)?));
            }
            Some(Verb::Limit { column, limit }) => {
                let limit =
                    if is_none(limit) {
                        None
                    } else {
                        let number = limit.trim().parse::<u32>();
                        Some(number.map_err(|_| {
                            bad_value("limit", limit, &"write a number from 1 to 999, or none")
                        })?)
                    };
                return set(desk, column, ColumnField::Wip(limit));
            }
            Some(Verb::Shift { column, to }) => {
                ColumnCommand::Shift { column: desk.column(column)?, right: *to == Side::Right }
            }
            Some(Verb::Remove { column }) => ColumnCommand::Remove(desk.column(column)?),
        };
        desk.run(&Command::Column(command))
    }
}

fn set(desk: &mut Desk<'_>, column: &str, field: ColumnField) -> Result<Reply, Problem> {
    desk.run(&Command::set(desk.column(column)?, Edited::blind(field)))
}

fn list(desk: &Desk<'_>) -> Reply {
    desk.reply(text, |session| json::Columns::new(session.workspace()))
}

fn text(session: &Session) -> String {
    let workspace = session.workspace();
    let rows: Vec<Vec<String>> = workspace
        .board()
        .into_iter()
        .map(|column| {
            let inside = workspace.items.iter().filter(|item| item.board_column == Some(column.id)).count();
            vec![
                column.name.to_string(),
                format!("stage {}", column.stage),
                wording::count(inside as u64, "item", "items"),
                column.wip.map_or_else(|| "no limit".to_owned(), |limit| format!("at most {limit}")),
            ]
        })
        .collect();
    let left = table::Column::Left(40);
    table(&[left, left, table::Column::Right, left], &rows, 0)
}
