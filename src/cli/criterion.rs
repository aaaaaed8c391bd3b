//! `criterion`: the acceptance criteria of an item.

use super::context::{CommandContext, CommandResult};
use super::numbered::PartArgs;
use super::value::prose;
use crate::domain::command::{Command, CriterionCommand};
use crate::domain::detail::{self, CriterionField};
use crate::domain::value::{Prose, Verdict};
use clap::{Args, Subcommand};

/// Changes and checks the acceptance criteria of an item
#[derive(Debug, Args)]
#[command(after_help = "N is the number that `ceremony show ITEM` gives a criterion.

Examples:
  ceremony criterion add PB-12 \"the amount is shown\" \"a receipt is printed\"
  ceremony criterion met PB-12 1
  ceremony criterion failed PB-12 2 --note \"no paper\"")]
pub(super) struct CriterionArgs {
    #[command(subcommand)]
    verb: CriterionVerb,
}

#[derive(Debug, Subcommand)]
enum CriterionVerb {
    /// Adds criteria at the end
    Add {
        /// The item
        item: String,
        /// The criterion
        #[arg(required = true, value_name = "TEXT")]
        texts: Vec<String>,
    },
    /// Changes a criterion; it is unchecked afterwards
    Edit {
        #[command(flatten)]
        one: PartArgs<detail::Criterion>,
        /// The criterion
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Marks a criterion as met
    Met(CriteriaArgs),
    /// Marks a criterion as failed
    Failed(CriteriaArgs),
    /// Marks a criterion as unchecked
    Uncheck(PartArgs<detail::Criterion>),
    /// Moves a criterion one place up
    Up(PartArgs<detail::Criterion>),
    /// Moves a criterion one place down
    Down(PartArgs<detail::Criterion>),
    /// Removes a criterion
    Remove(PartArgs<detail::Criterion>),
}

// The result of checking criteria: no doc comment, which would become the verb's help.
#[derive(Debug, Args)]
struct CriteriaArgs {
    #[command(flatten)]
    one: PartArgs<detail::Criterion>,
    /// A note on what happened
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl CriterionArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        match &self.verb {
            CriterionVerb::Add { item, texts } => {
                let item = cx.item(item)?;
                let texts = texts.iter().map(|it| prose("the criterion", it)).collect::<Result<_, _>>()?;
                cx.run(CriterionCommand::Add(item, texts))
            }
            CriterionVerb::Edit { one, text } => {
                one.set(cx, vec![CriterionField::Text(prose("the criterion", text)?)])
            }
            CriterionVerb::Met(it) => judge(cx, &it.one, Verdict::Met, it.note.as_deref()),
            CriterionVerb::Failed(it) => judge(cx, &it.one, Verdict::Failed, it.note.as_deref()),
            CriterionVerb::Uncheck(one) => judge(cx, one, Verdict::Unchecked, None),
            CriterionVerb::Up(one) => shift(cx, one, false),
            CriterionVerb::Down(one) => shift(cx, one, true),
            CriterionVerb::Remove(one) => {
                one.run(cx, |item, id| Command::Criterion(CriterionCommand::Remove(item, id)))
            }
        }
    }
}

fn judge(
    cx: &mut CommandContext<'_>,
    one: &PartArgs<detail::Criterion>,
    verdict: Verdict,
    note: Option<&str>,
) -> CommandResult {
    let (item, criterion) = one.find(cx)?;
    let note = note.map_or(Ok(Prose::default()), |note| prose("the note", note))?;
    cx.run(CriterionCommand::Judge(item, criterion, verdict, note))
}

fn shift(cx: &mut CommandContext<'_>, one: &PartArgs<detail::Criterion>, down: bool) -> CommandResult {
    one.run(cx, |item, criterion| Command::Criterion(CriterionCommand::Shift { item, criterion, down }))
}
