//! `question`: questions about items.

use super::context::{CommandContext, CommandResult};
use super::numbered::PartArgs;
use super::value::{day, prose};
use crate::domain::command::{Command, FieldEdit, QuestionCommand};
use crate::domain::detail::{self, QuestionField};
use crate::domain::id::ItemId;
use crate::domain::views::Target;
use crate::present;
use crate::present::tree::{ListEntry, Node, Section, Tree};
use clap::{Args, Subcommand};
use serde::Serialize;

/// Asks and answers questions about items
#[derive(Debug, Args)]
#[command(after_help = "N is the number that `ceremony show ITEM` gives a question.

Examples:
  ceremony question add PB-12 \"What about gift cards?\" --of Bo --by \"next friday\"
  ceremony question answer PB-12 1 \"not in this release\"
  ceremony question list")]
pub(super) struct QuestionArgs {
    #[command(subcommand)]
    verb: Option<QuestionVerb>,
}

#[derive(Debug, Subcommand)]
enum QuestionVerb {
    /// Lists the open questions of all open items
    List,
    /// Asks a question
    Add {
        /// The item
        item: String,
        /// The question
        #[arg(allow_hyphen_values = true)]
        text: String,
        /// Who should answer
        #[arg(long, value_name = "NAME")]
        of: Option<String>,
        /// The day on which an answer is needed: 2026-11-30, next friday, in 3 days
        #[arg(long, value_name = "DATE")]
        by: Option<String>,
    },
    /// Answers a question; an empty answer reopens it
    Answer {
        #[command(flatten)]
        one: PartArgs<detail::Question>,
        /// The answer
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Changes a question
    Edit {
        #[command(flatten)]
        one: PartArgs<detail::Question>,
        /// The question
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Removes a question
    Remove(PartArgs<detail::Question>),
}

impl QuestionArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        match self.verb.as_ref().unwrap_or(&QuestionVerb::List) {
            QuestionVerb::List => list(cx),
            QuestionVerb::Add { item, text, of, by } => {
                let item = cx.item(item)?;
                let of = of.as_deref().map(|name| cx.person(name)).transpose()?;
                let needed_by = by.as_deref().map(|given| day(given, cx.today())).transpose()?;
                let ask = QuestionCommand::Ask { item, text: prose("the question", text)?, of, needed_by };
                // The day is shown as it was understood: "friday" is ambiguous.
                let note = needed_by.map(|day| format!("needed by {}", day.format("%A, %Y-%m-%d")));
                cx.run_with(ask, note.as_deref())
            }
            QuestionVerb::Answer { one, text } => {
                let (item, question) = one.find(cx)?;
                let text = FieldEdit::blind(prose("the answer", text)?);
                cx.run(QuestionCommand::Answer(item, question, text))
            }
            QuestionVerb::Edit { one, text } => {
                one.set(cx, vec![QuestionField::Text(prose("the question", text)?)])
            }
            QuestionVerb::Remove(one) => {
                one.run(cx, |item, id| Command::Question(QuestionCommand::Withdraw(item, id)))
            }
        }
    }
}

#[derive(Serialize)]
struct OpenQuestionJson {
    item: String,
    number: usize,
    text: String,
    asked_by: Option<String>,
    asked_of: Option<String>,
    asked_days_ago: i64,
    needed_by: Option<String>,
}

fn list(cx: &mut CommandContext<'_>) -> CommandResult {
    cx.session.load_all()?;
    let workspace = cx.workspace();
    let asked = workspace
        .items
        .open()
        .iter()
        .filter(|id| workspace.items.get(**id).is_some_and(|item| item.tally.questions > 0));
    let asked: Vec<ItemId> = asked.copied().collect();
    let mut open = Vec::new();
    for id in asked {
        let (_, detail) = cx.detailed(id)?;
        for (at, question) in detail.questions.iter().enumerate().filter(|(_, it)| it.is_open()) {
            open.push(row(cx, id, at + 1, question));
        }
    }
    Ok(cx.list("questions", &open, "No open questions", |open| {
        Tree::from([Section::default().with(open.iter().map(entry))])
    }))
}

fn row(
    cx: &CommandContext<'_>,
    item: ItemId,
    number: usize,
    question: &detail::Question,
) -> OpenQuestionJson {
    let workspace = cx.workspace();
    let name = |id| workspace.name(id).to_owned();
    OpenQuestionJson {
        item: workspace.key(item),
        number,
        text: question.text.to_string(),
        asked_by: question.asked_by.map(name),
        asked_of: question.asked_of.map(name),
        asked_days_ago: question.asked_at.days_until(cx.now(), cx.zone()),
        needed_by: question.needed_by.map(|day| day.to_string()),
    }
}

fn entry(it: &OpenQuestionJson) -> Node {
    let mut who = vec![match (&it.asked_by, it.asked_days_ago) {
        (Some(name), 0) => format!("asked by {name} today"),
        (Some(name), ago) => format!("asked by {name} {} ago", present::days(ago)),
        (None, 0) => "asked today".to_owned(),
        (None, ago) => format!("asked {} ago", present::days(ago)),
    }];
    who.extend(it.asked_of.as_ref().map(|name| format!("for {name}")));
    who.extend(it.needed_by.as_ref().map(|day| format!("needed by {day}")));
    let text = format!("{} question {}: {}\n{}", it.item, it.number, it.text.trim_end(), who.join(", "));
    ListEntry::of(Target::Nothing, text).into()
}
