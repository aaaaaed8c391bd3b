//! `comment`: the comments on an item.

use super::context::{CommandContext, CommandResult};
use super::numbered::PartArgs;
use crate::domain::command::{Command, CommentCommand};
use crate::domain::detail::{self, CommentField};
use clap::{Args, Subcommand};

/// Says something about an item
#[derive(Debug, Args)]
#[command(after_help = "N is the number that `ceremony show ITEM` gives a comment.

Examples:
  ceremony comment add PB-12 \"the bank has answered\"
  ceremony comment add PB-12 - < letter.txt")]
pub(super) struct CommentArgs {
    #[command(subcommand)]
    verb: CommentVerb,
}

#[derive(Debug, Subcommand)]
enum CommentVerb {
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
        one: PartArgs<detail::Comment>,
        /// What is said, in Markdown; - reads standard input
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Takes away what you said
    Remove(PartArgs<detail::Comment>),
}

impl CommentArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        match &self.verb {
            CommentVerb::Add { item, text } => {
                let item = cx.item(item)?;
                let text = cx.prose("the comment", text)?;
                cx.run(CommentCommand::Add(item, text))
            }
            CommentVerb::Edit { one, text } => {
                let text = CommentField::Text(cx.prose("the comment", text)?);
                one.set(cx, vec![text])
            }
            CommentVerb::Remove(one) => {
                one.run(cx, |item, id| Command::Comment(CommentCommand::Remove(item, id)))
            }
        }
    }
}
