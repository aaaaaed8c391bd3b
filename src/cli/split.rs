//! `split`: splits an item into smaller ones, or an epic into its first stories.

use super::context::{CommandContext, CommandResult};
use super::numbered::nth;
use super::poker::deck_on;
use super::problem::{CliError, bad_value};
use super::sprint_close::destination;
use super::value::{line, one_of, points};
use crate::domain::command::{Child, FinishedPart, ItemCommand, NewItem, Position, Split as Parting};
use crate::domain::detail::Criterion;
use crate::domain::id::{EpicId, ItemId};
use crate::domain::key::KeyTarget;
use crate::domain::poker::Deck;
use crate::domain::value::{Line, Points, SplitPattern};
use crate::names;
use clap::Args;
use clap::builder::TypedValueParser;

/// Splits an item into new ones, ranked below it; or an epic into its first stories
#[derive(Debug, Args)]
#[command(
    after_help = "The titles are numbered in their order. A criterion goes with one of the new items at the most, and
stays with the item where --take does not name it. Epic, labels, links and dependencies are those of
the item. The key of an epic (E3) makes new stories of that epic.

Examples:
  ceremony split PB-7 \"Pay all of it\" \"Pay a part\" --take 1:1,3 --take 2:2 --points 1:3 --points 2:5 --left 1
  ceremony split PB-7 \"Only in cash\" --by rules
  ceremony split PB-7 \"Tip by card\" --points 1:5 --left 3 --to backlog --finished
  ceremony split E3 \"Log in\" \"Log out\""
)]
pub(super) struct SplitArgs {
    /// The item, or the key of an epic
    #[arg(value_name = "ITEM|EPIC")]
    item: String,
    /// The titles of the new items
    #[arg(required = true, value_name = "TITLE")]
    titles: Vec<String>,
    /// Gives criteria to the new item with this number: 2:1,3 gives the first and the third to the second
    #[arg(long, value_name = "N:CRITERIA")]
    take: Vec<String>,
    /// Estimates the new item with this number: 2:5
    #[arg(long, value_name = "N:POINTS")]
    points: Vec<String>,
    /// The remaining estimate of the item, or none [default: unchanged]
    #[arg(long, value_name = "POINTS", allow_hyphen_values = true)]
    left: Option<String>,
    /// Where the new items go: backlog, next, or a sprint [default: where the item is]
    #[arg(long, value_name = "WHERE")]
    to: Option<String>,
    /// The remaining item is finished: accepts it, or leaves it in Review for the product owner
    #[arg(long)]
    finished: bool,
    /// Accepts it although a rule is not met; the reason is saved
    #[arg(long, value_name = "REASON", requires = "finished")]
    because: Option<String>,
    /// The splitting pattern
    #[arg(long, value_name = "PATTERN", value_parser = patterns())]
    by: Option<SplitPattern>,
}

fn patterns() -> impl TypedValueParser<Value = SplitPattern> {
    let words = [
        "spike",
        "paths",
        "interfaces",
        "data",
        "rules",
        "workflow",
        "operations",
        "business rules",
        "data variations",
        "entry",
        "major effort",
        "simple",
        "performance",
    ];
    one_of(words)
}

impl SplitArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let titles: Vec<Line> =
            self.titles.iter().map(|it| line("the title", it)).collect::<Result<_, _>>()?;
        let estimates = self.estimates(&deck_on(cx), titles.len())?;
        let item = match cx.keyed(&self.item)? {
            KeyTarget::Item(id) => id,
            KeyTarget::Epic(epic) => return self.of_epic(cx, epic, titles, &estimates),
        };
        let mut children: Vec<Child> = titles
            .into_iter()
            .zip(estimates)
            .map(|(title, estimate)| Child { title, criteria: Vec::new(), estimate })
            .collect();
        self.share(cx, item, &mut children)?;
        let left = self.left.as_deref().map(|given| points(&deck_on(cx), given)).transpose()?;
        let to = self.to.as_deref().map(|given| destination(cx, given)).transpose()?;
        let reason = self.because.as_deref().map(|reason| line("the reason", reason)).transpose()?;
        let finished = self.finished.then_some(FinishedPart { reason });
        cx.run(Parting { item, pattern: self.by, children, left, to, finished })
    }

    fn estimates(&self, deck: &Deck, children: usize) -> Result<Vec<Option<Points>>, CliError> {
        let mut estimates = vec![None; children];
        for given in &self.points {
            let (at, text) = parted(given, "--points", "2:5", children)?;
            if let Some(estimate) = estimates.get_mut(at) {
                *estimate = points(deck, text)?;
            }
        }
        Ok(estimates)
    }

    /// Assigns criteria to the new items that take them.
    fn share(
        &self,
        cx: &mut CommandContext<'_>,
        item: ItemId,
        children: &mut [Child],
    ) -> Result<(), CliError> {
        let key = cx.workspace().key(item);
        let (_, detail) = cx.detailed(item)?;
        for given in &self.take {
            let (at, numbers) = parted(given, "--take", "2:1,3", children.len())?;
            for number in numbers.split(',').filter(|it| !it.trim().is_empty()) {
                let number = number
                    .trim()
                    .parse()
                    .map_err(|_| bad_value("number of a criterion", number, &"write --take 2:1,3"))?;
                let criterion = nth::<Criterion>(&detail, number, &key)?;
                if let Some(child) = children.get_mut(at) {
                    child.criteria.push(criterion);
                }
            }
        }
        Ok(())
    }

    fn of_epic(
        &self,
        cx: &mut CommandContext<'_>,
        epic: EpicId,
        titles: Vec<Line>,
        estimates: &[Option<Points>],
    ) -> CommandResult {
        let of_item = [self.left.is_some(), self.by.is_some(), self.to.is_some(), self.finished];
        if !self.take.is_empty() || of_item.contains(&true) {
            return Err(CliError::usage("an epic has no criteria and no estimate to be shared")
                .hint("leave --take, --left, --by, --to and --finished out"));
        }
        let items = titles.into_iter().zip(estimates).map(|(title, estimate)| NewItem {
            epic: Some(epic),
            estimate: *estimate,
            ..NewItem::titled(title)
        });
        let add = ItemCommand::Add { items: items.collect(), place: Position::Bottom };
        cx.run(add)
    }
}

/// Splits `2:1,3` into the index of the new item, counted from 0, and its value.
fn parted<'g>(
    given: &'g str,
    option: &str,
    example: &str,
    children: usize,
) -> Result<(usize, &'g str), CliError> {
    let (number, rest) = given.split_once(':').ok_or_else(|| {
        CliError::usage(format!("{} does not say which new item gets it", names::quoted(given)))
            .hint(format!("write: {option} {example}"))
    })?;
    let at = number.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    match at.filter(|at| *at < children) {
        Some(at) => Ok((at, rest)),
        None => Err(CliError::usage(format!("there is no new item {}", names::quoted(number)))
            .hint(format!("the titles have the numbers 1 to {children}; write: {option} {example}"))),
    }
}
