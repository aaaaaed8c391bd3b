//! `accept` and `reject`: decisions of the product owner.

use super::context::{CommandContext, CommandResult};
use super::numbered::nth;
use super::value::{line, one_of};
use crate::domain::command::ItemCommand;
use crate::domain::detail::Criterion;
use crate::domain::value::RejectionKind;
use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Args, ValueEnum};

/// Accepts items that wait in review
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony accept PB-12
  ceremony accept PB-12 --because \"the text follows on Monday\"
  ceremony accept PB-12 --on-behalf Ana")]
pub(super) struct AcceptArgs {
    /// Which items
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<String>,
    /// Accepts although a criterion or a rule does not hold; the reason is kept
    #[arg(long, value_name = "REASON")]
    because: Option<String>,
    /// Decides in the name of a product owner; the history says both names
    #[arg(long, value_name = "NAME")]
    on_behalf: Option<String>,
}

impl AcceptArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let items = cx.items(&self.items)?;
        let reason = self.because.as_deref().map(|reason| line("the reason", reason)).transpose()?;
        decide(cx, &ItemCommand::Accept(items, reason), self.on_behalf.as_deref())
    }
}

/// Does not accept an item that waits in review
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony reject PB-12 \"the amount is missing\" --failed 2
  ceremony reject PB-12 --kind misunderstood --because \"guests pay by seat\" --to backlog")]
pub(super) struct RejectArgs {
    /// Which item
    item: String,
    /// What kind of reason it is; criterion where --failed is given
    #[arg(long, value_parser = kinds(), required_unless_present = "failed")]
    kind: Option<RejectionKind>,
    /// The reason
    #[arg(required_unless_present = "because")]
    reason: Option<String>,
    /// The reason, instead of after the item
    #[arg(long, value_name = "REASON", conflicts_with = "reason")]
    because: Option<String>,
    /// The numbers of the criteria that failed
    #[arg(long, value_name = "N", num_args = 1.., value_delimiter = ',')]
    failed: Vec<usize>,
    /// Where it goes: back to Doing, or ready into the backlog
    #[arg(long, value_enum, default_value = "doing")]
    to: RejectTarget,
    /// Decides in the name of a product owner; the history says both names
    #[arg(long, value_name = "NAME")]
    on_behalf: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RejectTarget {
    /// Stays in the sprint
    Doing,
    /// Leaves the sprint
    Backlog,
}

fn kinds() -> impl TypedValueParser<Value = RejectionKind> {
    let words = [
        PossibleValue::new("criterion").help("A criterion is not met"),
        PossibleValue::new("defect").help("It is broken"),
        PossibleValue::new("misunderstood").help("The requirement was understood in another way"),
        PossibleValue::new("scenario").help("A case was not thought of"),
        PossibleValue::new("quality").help("Too slow, too hard to use, not safe enough"),
        PossibleValue::new("dod").help("The definition of done does not hold"),
        PossibleValue::new("environment").help("It could not be tried"),
        PossibleValue::new("scope").help("More was asked for than was agreed"),
        PossibleValue::new("changed").help("The wish has changed"),
    ];
    one_of(words)
}

impl RejectArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let item = cx.item(&self.item)?;
        let key = cx.workspace().key(item);
        let (_, detail) = cx.detailed(item)?;
        let mut failed = Vec::new();
        for number in &self.failed {
            failed.push(nth::<Criterion>(&detail, *number, &key)?);
        }
        let command = ItemCommand::Reject {
            item,
            kind: self.kind.unwrap_or(RejectionKind::Criterion),
            // One of the two is required.
            reason: line(
                "the reason",
                self.because.as_ref().or(self.reason.as_ref()).map_or("", String::as_str),
            )?,
            failed,
            to_backlog: self.to == RejectTarget::Backlog,
        };
        decide(cx, &command, self.on_behalf.as_deref())
    }
}

fn decide(cx: &mut CommandContext<'_>, command: &ItemCommand, on_behalf: Option<&str>) -> CommandResult {
    if let Some(owner) = on_behalf {
        let owner = cx.person(owner)?;
        cx.session.act_for(Some(owner));
    }
    cx.run(command.clone())
}
