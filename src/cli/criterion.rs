//! `criterion`: what must hold for an item to be accepted.

use super::desk::{Desk, numbered};
use super::output::Reply;
use super::problem::Problem;
use super::value::prose;
use crate::domain::command::{Command, CriterionCommand, Edited};
use crate::domain::detail::CriterionField;
use crate::domain::id::{CriterionId, ItemId};
use crate::domain::value::{Prose, Verdict};
use clap::{Args, Subcommand};

/// Changes and checks the acceptance criteria of an item
#[derive(Debug, Args)]
#[command(after_help = "N is the number that `ceremony show ITEM` gives a criterion.

Examples:
  ceremony criterion add PB-12 \"the amount is shown\" \"a receipt is printed\"
  ceremony criterion met PB-12 1
  ceremony criterion failed PB-12 2 --note \"no paper\"")]
pub(super) struct Criterion {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Args)]
struct One {
    /// Which item
    item: String,
    /// Which criterion
    #[arg(value_name = "N")]
    number: usize,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Adds criteria at the end
    Add {
        /// Which item
        item: String,
        /// What must hold
        #[arg(required = true, value_name = "TEXT")]
        texts: Vec<String>,
    },
    /// Changes what a criterion says; it is unchecked afterwards
    Edit {
        #[command(flatten)]
        one: One,
        /// What must hold
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Says that a criterion is met
    Met {
        #[command(flatten)]
        one: One,
        /// What was seen
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// Says that a criterion failed
    Failed {
        #[command(flatten)]
        one: One,
        /// What was seen
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// Says that a criterion is still to be checked
    Uncheck {
        #[command(flatten)]
        one: One,
    },
    /// Moves a criterion one place up
    Up {
        #[command(flatten)]
        one: One,
    },
    /// Moves a criterion one place down
    Down {
        #[command(flatten)]
        one: One,
    },
    /// Takes a criterion away
    Remove {
        #[command(flatten)]
        one: One,
    },
}

impl Criterion {
    pub fn run(&self, desk: &mut Desk<'_>) -> Result<Reply, Problem> {
        let command = match &self.verb {
            Verb::Add { item, texts } => {
                let item = desk.item(item)?;
                let texts =
                    texts.iter().map(|text| prose("the criterion", text)).collect::<Result<_, _>>()?;
                CriterionCommand::Add(item, texts)
            }
            Verb::Edit { one, text } => {
                let (item, criterion) = find(desk, one)?;
                let text = CriterionField::Text(prose("the criterion", text)?);
                return desk.run(&Command::set_part(item, criterion, vec![Edited::blind(text)]));
            }
            Verb::Met { one, note } => judge(desk, one, Verdict::Met, note.as_deref())?,
            Verb::Failed { one, note } => judge(desk, one, Verdict::Failed, note.as_deref())?,
            Verb::Uncheck { one } => judge(desk, one, Verdict::Unchecked, None)?,
            Verb::Up { one } => shift(desk, one, false)?,
            Verb::Down { one } => shift(desk, one, true)?,
            Verb::Remove { one } => {
                let (item, criterion) = find(desk, one)?;
                CriterionCommand::Remove(item, criterion)
            }
        };
        desk.run(&Command::Criterion(command))
    }
}

fn find(desk: &mut Desk<'_>, one: &One) -> Result<(ItemId, CriterionId), Problem> {
    let item = desk.item(&one.item)?;
    let key = desk.workspace().key(item);
    let (_, detail) = desk.detailed(item)?;
    Ok((item, numbered(&detail.criteria, one.number, "criterion", &key)?.id))
}

fn judge(
    desk: &mut Desk<'_>,
    one: &One,
    verdict: Verdict,
    note: Option<&str>,
) -> Result<CriterionCommand, Problem> {
    let (item, criterion) = find(desk, one)?;
    let note = note.map_or(Ok(Prose::default()), |note| prose("the note", note))?;
    Ok(CriterionCommand::Judge(item, criterion, verdict, note))
}

fn shift(desk: &mut Desk<'_>, one: &One, down: bool) -> Result<CriterionCommand, Problem> {
    let (item, criterion) = find(desk, one)?;
    Ok(CriterionCommand::Shift { item, criterion, down })
}
