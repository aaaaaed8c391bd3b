//! `link`: the links of an item.

use super::context::{CommandContext, CommandResult};
use super::numbered::PartArgs;
use super::value::line;
use crate::domain::command::{Command, LinkCommand};
use crate::domain::detail::{self, LinkField};
use crate::domain::views::item::LinkView;
use crate::present::table::TextTable;
use clap::{Args, Subcommand};

/// Changes and lists the links of an item
#[derive(Debug, Args)]
#[command(after_help = "N is the number that `ceremony link list ITEM` gives a link.

Example:
  ceremony link add PB-12 https://example.org/till.png --title Design")]
pub(super) struct LinkArgs {
    #[command(subcommand)]
    verb: LinkVerb,
}

#[derive(Debug, Subcommand)]
enum LinkVerb {
    /// Adds a link
    Add {
        /// The item
        item: String,
        /// The address
        url: String,
        /// The title; with "design" in it, the link counts as a design [default: the address]
        #[arg(long, value_name = "TEXT")]
        title: Option<String>,
    },
    /// Changes a link
    Edit {
        #[command(flatten)]
        one: PartArgs<detail::Link>,
        /// The address
        #[arg(long)]
        url: Option<String>,
        /// The title
        #[arg(long, value_name = "TEXT")]
        title: Option<String>,
    },
    /// Removes a link
    Remove(PartArgs<detail::Link>),
    /// Lists the links
    List {
        /// The item
        item: String,
    },
}

impl LinkArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        match &self.verb {
            LinkVerb::Add { item, url, title } => {
                let item = cx.item(item)?;
                let url = line("the address", url)?;
                let title = title.as_deref().map(|title| line("the title", title)).transpose()?;
                let title = title.unwrap_or_else(|| url.clone());
                cx.run(LinkCommand::Add(item, title, url))
            }
            LinkVerb::Edit { one, url, title } => {
                let title = title.as_deref().map(|title| line("the title", title)).transpose()?;
                let url = url.as_deref().map(|url| line("the address", url)).transpose()?;
                let fields = title.map(LinkField::Title).into_iter().chain(url.map(LinkField::Url));
                one.set(cx, fields.collect())
            }
            LinkVerb::Remove(one) => one.run(cx, |item, id| Command::Link(LinkCommand::Remove(item, id))),
            LinkVerb::List { item } => list(cx, item),
        }
    }
}

fn list(cx: &mut CommandContext<'_>, item: &str) -> CommandResult {
    let item = cx.item(item)?;
    let (_, detail) = cx.detailed(item)?;
    let links = detail.links.iter().map(LinkView::of);
    Ok(cx.list("links", &links.collect::<Vec<_>>(), "No links", |links| {
        let cells = |(at, link): (usize, &LinkView)| {
            vec![format!("{}.", at + 1), link.title.clone(), link.url.clone()]
        };
        TextTable::of(links.iter().enumerate().map(cells)).numbers([0])
    }))
}
