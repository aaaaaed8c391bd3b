//! `comment`: what people said about an item.

use super::desk::{Desk, numbered};
use super::output::Reply;
use super::problem::Problem;
use crate::domain::command::{Command, CommentCommand, Edited};
use crate::domain::detail::CommentField;
use crate::domain::id::{CommentId, ItemId};
use clap::{Args, Subcommand};

/// Says something about an item
#[derive(Debug, Args)]
#[command(after_help = "N is the number that `ceremony show ITEM` gives a comment.

Examples:
  ceremony comment add PB-12 \"the bank has answered\"
  ceremony comment add PB-12 - < letter.txt")]
pub(super) struct Comment {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Args)]
struct One {
    /// Which item
    item: String,
    /// Which comment
    #[arg(value_name = "N")]
    number: usize,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Adds a comment
    Add {
        /// Which item
        item: String,
        /// What is said, in Markdown; - reads standard input
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Changes what you said
    Edit {
        #[command(flatten)]
        one: One,
        /// What is said, in Markdown; - reads standard input
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Takes away what you said
    Remove {
        #[command(flatten)]
        one: One,
    },
}

impl Comment {
    pub fn run(&self, desk: &mut Desk<'_>) -> Result<Reply, Problem> {
        let command = match &self.verb {
            Verb::Add { item, text } => {
                let item = desk.item(item)?;
                CommentCommand::Add(item, desk.prose("the comment", text)?)
            }
            Verb::Edit { one, text } => {
                let (item, comment) = find(desk, one)?;
                let text = CommentField::Text(desk.prose("the comment", text)?);
                return desk.run(&Command::set_part(item, comment, vec![Edited::blind(text)]));
            }
            Verb::Remove { one } => {
                let (item, comment) = find(desk, one)?;
                CommentCommand::Remove(item, comment)
            }
        };
        desk.run(&Command::Comment(command))
    }
}

fn find(desk: &mut Desk<'_>, one: &One) -> Result<(ItemId, CommentId), Problem> {
    let item = desk.item(&one.item)?;
    let key = desk.workspace().key(item);
    let (_, detail) = desk.detailed(item)?;
    Ok((item, numbered(&detail.comments, one.number, "comment", &key)?.id))
}
