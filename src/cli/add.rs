//! `add`: new items.

use super::context::{CommandContext, CommandResult};
use super::label;
use super::poker::deck_on;
use super::problem::CliError;
use super::value::{bad_text, kinds, line, points};
use crate::domain::command::{ItemCommand, NewItem, Position};
use crate::domain::value::{Kind, Prose};
use clap::Args;

/// Adds an item to the backlog, or several
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony add \"Pay by card\" --as-a guest --i-want \"to pay by card\" --points 5
  ceremony add \"bug: card is declined\" --top
  ceremony add - --epic payments < titles.txt     one item a line")]
pub(super) struct AddArgs {
    /// What it is called, with a kind before it if it is no story; - reads titles from standard input, one a line
    title: String,
    /// What it is [default: story, or what the title begins with]
    #[arg(long, value_parser = kinds())]
    kind: Option<Kind>,
    /// The epic that it is a part of
    #[arg(long, value_name = "EPIC")]
    epic: Option<String>,
    /// The item that it is a part of
    #[arg(long, value_name = "ITEM")]
    parent: Option<String>,
    /// The estimate
    #[arg(long, value_name = "POINTS", allow_hyphen_values = true)]
    points: Option<String>,
    /// Who wants it
    #[arg(long, value_name = "TEXT")]
    as_a: Option<String>,
    /// What they want
    #[arg(long, value_name = "TEXT")]
    i_want: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    so_that: Option<String>,
    /// Anything else, in Markdown; - reads standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    description: Option<String>,
    /// What must hold for it to be accepted; may be given several times
    #[arg(long, value_name = "TEXT")]
    criterion: Vec<String>,
    /// A label; may be given several times
    #[arg(long, value_name = "LABEL")]
    label: Vec<String>,
    /// Who works on it; may be given several times
    #[arg(long, value_name = "NAME")]
    assign: Vec<String>,
    /// Puts it at the top of the backlog rather than at the bottom
    #[arg(long)]
    top: bool,
}

impl AddArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let titles = self.titles(cx)?;
        if titles.is_empty() {
            return Err(CliError::usage("standard input has no title").hint("write one a line"));
        }
        let mut labels = Vec::new();
        for given in &self.label {
            labels.extend(label::each(given)?);
        }
        let mut criteria = Vec::new();
        for text in &self.criterion {
            criteria.push(super::value::prose("the criterion", text)?);
        }
        let model = NewItem {
            as_a: text(cx, "the role", self.as_a.as_deref())?,
            i_want: text(cx, "the wish", self.i_want.as_deref())?,
            so_that: text(cx, "the benefit", self.so_that.as_deref())?,
            description: text(cx, "the description", self.description.as_deref())?,
            criteria,
            estimate: self.points.as_deref().map(|given| points(&deck_on(cx), given)).transpose()?.flatten(),
            epic: self.epic.as_deref().map(|epic| cx.epic(epic)).transpose()?,
            parent: self.parent.as_deref().map(|parent| cx.item(parent)).transpose()?,
            labels,
            assignees: cx.people(&self.assign)?,
            ..titles[0].clone()
        };
        let item = |NewItem { title, kind, .. }| NewItem { title, kind, ..model.clone() };
        let items = titles.into_iter().map(item).collect();
        let place = if self.top { Position::Top } else { Position::Bottom };
        cx.run(ItemCommand::Add { items, place })
    }

    /// Returns items with the titles and kinds given, one per line of standard input where that is read.
    fn titles(&self, cx: &mut CommandContext<'_>) -> Result<Vec<NewItem>, CliError> {
        let item = |what: &str, text: &str| match self.kind {
            // What the title begins with is part of it then.
            Some(kind) => Ok(NewItem { kind, ..NewItem::titled(line(what, text)?) }),
            None => NewItem::typed(text).map_err(|error| bad_text(what, &error)),
        };
        if self.title != "-" {
            return Ok(vec![item("the title", &self.title)?]);
        }
        let text = cx.input()?;
        let lines = text.lines().enumerate().filter(|(_, title)| !title.trim().is_empty());
        lines.map(|(at, title)| item(&format!("the title in line {}", at + 1), title)).collect()
    }
}

fn text(cx: &mut CommandContext<'_>, what: &str, given: Option<&str>) -> Result<Prose, CliError> {
    given.map_or(Ok(Prose::default()), |given| cx.prose(what, given))
}
