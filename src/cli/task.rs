//! `task`: the plan under an item.

use super::desk::{Desk, numbered};
use super::output::Reply;
use super::problem::Problem;
use super::value::line;
use crate::domain::command::{Command, Edited, TaskCommand};
use crate::domain::detail::TaskField;
use crate::domain::id::{ItemId, TaskId};
use clap::{Args, Subcommand};

/// Changes the tasks of an item
#[derive(Debug, Args)]
#[command(after_help = "N is the number that `ceremony show ITEM` gives a task.

Examples:
  ceremony task add PB-12 \"call the bank\" \"write the test\"
  ceremony task done PB-12 1")]
pub(super) struct Task {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Args)]
struct One {
    /// Which item
    item: String,
    /// Which task
    #[arg(value_name = "N")]
    number: usize,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Adds tasks at the end
    Add {
        /// Which item
        item: String,
        /// What is to be done
        #[arg(required = true, value_name = "TEXT")]
        texts: Vec<String>,
    },
    /// Changes what a task says
    Edit {
        #[command(flatten)]
        one: One,
        /// What is to be done
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Says that a task is done
    Done {
        #[command(flatten)]
        one: One,
    },
    /// Says that a task is not done
    Undone {
        #[command(flatten)]
        one: One,
    },
    /// Takes a task away
    Remove {
        #[command(flatten)]
        one: One,
    },
}

impl Task {
    pub fn run(&self, desk: &mut Desk<'_>) -> Result<Reply, Problem> {
        let command = match &self.verb {
            Verb::Add { item, texts } => {
                let item = desk.item(item)?;
                let texts = texts.iter().map(|text| line("the task", text)).collect::<Result<_, _>>()?;
                TaskCommand::Add(item, texts)
            }
            Verb::Edit { one, text } => {
                let (item, task) = find(desk, one)?;
                return set(desk, item, task, TaskField::Text(line("the task", text)?));
            }
            Verb::Done { one } => {
                let (item, task) = find(desk, one)?;
                return set(desk, item, task, TaskField::Done(true));
            }
            Verb::Undone { one } => {
                let (item, task) = find(desk, one)?;
                return set(desk, item, task, TaskField::Done(false));
            }
            Verb::Remove { one } => {
                let (item, task) = find(desk, one)?;
                TaskCommand::Remove(item, task)
            }
        };
        desk.run(&Command::Task(command))
    }
}

fn set(desk: &mut Desk<'_>, item: ItemId, task: TaskId, field: TaskField) -> Result<Reply, Problem> {
    desk.run(&Command::set_part(item, task, vec![Edited::blind(field)]))
}

fn find(desk: &mut Desk<'_>, one: &One) -> Result<(ItemId, TaskId), Problem> {
    let item = desk.item(&one.item)?;
    let key = desk.workspace().key(item);
    let (_, detail) = desk.detailed(item)?;
    Ok((item, numbered(&detail.tasks, one.number, "task", &key)?.id))
}
