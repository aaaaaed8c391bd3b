//! `feedback`: feedback on the product.

use super::context::{CommandContext, CommandResult};
use super::numbered::NumberArgs;
use super::poker::deck_on;
use super::problem::CliError;
use super::value::{kinds, line, or_none, points};
use crate::domain::command::{FeedbackCommand, NewItem};
use crate::domain::feedback::{self, FeedbackField};
use crate::domain::id::Id as _;
use crate::domain::value::{Kind, Line};
use crate::domain::views::Target;
use crate::present::tree::{ListEntry, Node, Section, Tree};
use clap::{Args, Subcommand};
use serde::Serialize;

/// Records feedback
#[derive(Debug, Args)]
#[command(
    after_help = "N is the number that `ceremony feedback list` gives feedback. Its strength is 1 to 3.

Examples:
  ceremony feedback add \"I could not find the tip\" --said-by \"a waiter\" --about PB-12 --strength 3
  ceremony feedback make 4 \"Tip on the first screen\"
  ceremony feedback list"
)]
pub(super) struct FeedbackArgs {
    #[command(subcommand)]
    verb: Option<FeedbackVerb>,
}

#[derive(Debug, Subcommand)]
enum FeedbackVerb {
    /// Lists the inbox and feedback on open items, by weight
    List {
        /// Includes feedback on accepted and dropped items
        #[arg(long)]
        all: bool,
    },
    /// Records feedback
    Add {
        /// Their words; - reads standard input
        #[arg(allow_hyphen_values = true)]
        text: String,
        /// Who said it
        #[arg(long, value_name = "WORDS")]
        said_by: Option<String>,
        /// The item it is about
        #[arg(long, value_name = "ITEM")]
        about: Option<String>,
        /// The weight, 1 to 3
        #[arg(long, value_name = "N", default_value_t = 2)]
        strength: u32,
    },
    /// Changes the text
    Edit {
        #[command(flatten)]
        one: FeedbackNumber,
        /// The words; - reads standard input
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Changes the weight
    Weigh {
        #[command(flatten)]
        one: FeedbackNumber,
        /// The weight, 1 to 3
        strength: u32,
    },
    /// Links it to an item, or unlinks it
    Link {
        #[command(flatten)]
        one: FeedbackNumber,
        /// The item, or none
        item: String,
    },
    /// Creates an item from it, at the bottom of the backlog
    Make {
        #[command(flatten)]
        one: FeedbackNumber,
        /// The title [default: the first line of the feedback]
        title: Option<String>,
        /// The kind
        #[arg(long, value_parser = kinds(), default_value = "story")]
        kind: Kind,
        /// The estimate
        #[arg(long, value_name = "POINTS", allow_hyphen_values = true)]
        points: Option<String>,
        /// The epic it belongs to
        #[arg(long, value_name = "EPIC")]
        epic: Option<String>,
    },
    /// Removes it
    Remove(FeedbackNumber),
}

type FeedbackNumber = NumberArgs<feedback::Feedback>;

/// The hint on where numbers are shown.
const SEEN: &str = "see it with: ceremony feedback list --all";

impl FeedbackArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let command = match self.verb.as_ref().unwrap_or(&FeedbackVerb::List { all: false }) {
            FeedbackVerb::List { all } => return list(cx, *all),
            FeedbackVerb::Add { text, said_by, about, strength } => FeedbackCommand::Catch {
                text: cx.prose("the feedback", text)?,
                said_by: said_by.as_deref().map(|who| line("the name", who)).transpose()?,
                about: about.as_deref().map(|item| cx.item(item)).transpose()?,
                strength: *strength,
            },
            FeedbackVerb::Edit { one, text } => {
                let text = cx.prose("the feedback", text)?;
                return one.set(cx, SEEN, FeedbackField::Text(text));
            }
            FeedbackVerb::Weigh { one, strength } => {
                return one.set(cx, SEEN, FeedbackField::Strength(*strength));
            }
            FeedbackVerb::Link { one, item } => {
                let item = or_none(item, |item| cx.item(item))?;
                return one.set(cx, SEEN, FeedbackField::About(item));
            }
            FeedbackVerb::Make { one, title, kind, points: estimate, epic } => {
                let row = one.find(cx, SEEN)?;
                let first = row.text.lines().find(|it| !it.trim().is_empty()).unwrap_or_default();
                let title = match title {
                    Some(title) => line("the title", title)?,
                    None => Line::clipped(first).ok_or_else(|| CliError::usage("the title is empty"))?,
                };
                let new = NewItem {
                    kind: *kind,
                    description: row.text,
                    estimate: estimate
                        .as_deref()
                        .map(|given| points(&deck_on(cx), given))
                        .transpose()?
                        .flatten(),
                    epic: epic.as_deref().map(|epic| cx.epic(epic)).transpose()?,
                    ..NewItem::titled(title)
                };
                FeedbackCommand::Make(row.id, Box::new(new))
            }
            FeedbackVerb::Remove(one) => FeedbackCommand::Remove(one.find(cx, SEEN)?.id),
        };
        cx.run(command)
    }
}

#[derive(Serialize)]
struct FeedbackJson {
    number: u64,
    text: String,
    said_by: Option<String>,
    about: Option<String>,
    strength: u32,
    caught: String,
    caught_by: Option<String>,
}

fn list(cx: &mut CommandContext<'_>, all: bool) -> CommandResult {
    cx.founded()?;
    if all {
        cx.session.read_outcomes()?;
    }
    let workspace = cx.workspace();
    let mut rows: Vec<&feedback::Feedback> = workspace.meetings.feedback.iter().collect();
    rows.sort_by_key(|it| (it.about.is_some(), std::cmp::Reverse(it.strength), it.id));
    let row = |it: &feedback::Feedback| FeedbackJson {
        number: it.id.number(),
        text: it.text.to_string(),
        said_by: it.said_by.as_ref().map(ToString::to_string),
        about: it.about.map(|id| workspace.key(id)),
        strength: it.strength,
        caught: it.at.rfc3339(),
        caught_by: it.caught_by.map(|id| workspace.name(id).to_owned()),
    };
    let rows: Vec<FeedbackJson> = rows.into_iter().map(row).collect();
    let empty = "No feedback yet. Add some with: ceremony feedback add TEXT";
    Ok(cx.list("feedback", &rows, empty, page))
}

fn page(rows: &[FeedbackJson]) -> Tree {
    let row = |it: &FeedbackJson| {
        let mut more = vec![format!("weight {} of {}", it.strength, feedback::STRONGEST)];
        more.extend(it.said_by.clone());
        more.push(it.about.as_ref().map_or_else(|| "in the inbox".to_owned(), |key| format!("about {key}")));
        ListEntry::of(Target::Nothing, format!("{}\n{}", it.text.trim_end(), more.join(", ")))
            .label(it.number.to_string())
    };
    Tree::from([Section::default().with(rows.iter().map(row).map(Node::Entry))])
}
