//! `comment`: the comments on an item.

use super::context::{CommandContext, CommandResult};
use super::numbered::PartArgs;
use crate::domain::command::{Command, CommentCommand};
use crate::domain::detail::{self, CommentField};
use clap::{Args, Subcommand};

/// Says something about an item
#[derive(Debug, Args)]
#[command(
    after_help = "N is the number that `ceremony show ITEM` gives a comment.

Examples:
  ceremony comment PB-12 \"the bank has answered\"
  ceremony comment PB-12 - < letter.txt",
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
pub(super) struct CommentArgs {
    /// Which item
    #[arg(required = true)]
    item: Option<String>,
    /// What is said, in Markdown; - reads standard input
    #[arg(required = true, allow_hyphen_values = true)]
    text: Option<String>,
    #[command(subcommand)]
    verb: Option<CommentVerb>,
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
        let Some(verb) = &self.verb else {
            // Both are required where there is no verb.
            return add(
                cx,
                self.item.as_deref().unwrap_or_default(),
                self.text.as_deref().unwrap_or_default(),
            );
        };
        match verb {
            CommentVerb::Add { item, text } => add(cx, item, text),
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

fn add(cx: &mut CommandContext<'_>, item: &str, text: &str) -> CommandResult {
    let item = cx.item(item)?;
    let text = cx.prose("the comment", text)?;
    cx.run(CommentCommand::Add(item, text))
}
