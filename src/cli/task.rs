//! `task`: the tasks of an item.

use super::context::{CommandContext, CommandResult};
use super::numbered::PartArgs;
use super::value::line;
use crate::domain::command::{Command, TaskCommand};
use crate::domain::detail::{self, TaskField};
use clap::{Args, Subcommand};

/// Changes the tasks of an item
#[derive(Debug, Args)]
#[command(after_help = "N is the number that `ceremony show ITEM` gives a task.

Examples:
  ceremony task add PB-12 \"call the bank\" \"write the test\"
  ceremony task done PB-12 1")]
pub(super) struct TaskArgs {
    #[command(subcommand)]
    verb: TaskVerb,
}

#[derive(Debug, Subcommand)]
enum TaskVerb {
    /// Adds tasks at the end
    Add {
        /// The item
        item: String,
        /// What is to be done
        #[arg(required = true, value_name = "TEXT")]
        texts: Vec<String>,
    },
    /// Changes what a task says
    Edit {
        #[command(flatten)]
        one: PartArgs<detail::Task>,
        /// What is to be done
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Says that a task is done
    Done(PartArgs<detail::Task>),
    /// Says that a task is not done
    Undone(PartArgs<detail::Task>),
    /// Removes a task
    Remove(PartArgs<detail::Task>),
}

impl TaskArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        match &self.verb {
            TaskVerb::Add { item, texts } => {
                let item = cx.item(item)?;
                let texts = texts.iter().map(|text| line("the task", text)).collect::<Result<_, _>>()?;
                cx.run(TaskCommand::Add(item, texts))
            }
            TaskVerb::Edit { one, text } => one.set(cx, vec![TaskField::Text(line("the task", text)?)]),
            TaskVerb::Done(one) => one.set(cx, vec![TaskField::Done(true)]),
            TaskVerb::Undone(one) => one.set(cx, vec![TaskField::Done(false)]),
            TaskVerb::Remove(one) => one.run(cx, |item, id| Command::Task(TaskCommand::Remove(item, id))),
        }
    }
}
