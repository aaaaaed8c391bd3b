//! `link`: addresses that belong to an item.

use super::desk::{Desk, numbered};
use super::output::Reply;
use super::problem::Problem;
use super::table::{Column, table};
use super::value::line;
use crate::domain::command::{Command, Edited, LinkCommand};
use crate::domain::detail;
use crate::domain::detail::LinkField;
use crate::domain::id::ItemId;
use clap::{Args, Subcommand};
use serde::Serialize;

/// Changes and lists the links of an item
#[derive(Debug, Args)]
#[command(after_help = "N is the number that `ceremony link list ITEM` gives a link.

Example:
  ceremony link add PB-12 https://example.org/till.png --title Design")]
pub(super) struct Link {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Args)]
struct One {
    /// Which item
    item: String,
    /// Which link
    #[arg(value_name = "N")]
    number: usize,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Adds a link
    Add {
        /// Which item
        item: String,
        /// The address
        url: String,
        /// What it leads to; a title with "design" in it is a design [default: the address]
        #[arg(long, value_name = "TEXT")]
        title: Option<String>,
    },
    /// Changes a link
    Edit {
        #[command(flatten)]
        one: One,
        #[command(flatten)]
        fields: Fields,
    },
    /// Takes a link away
    Remove {
        #[command(flatten)]
        one: One,
    },
    /// Lists the links
    List {
        /// Which item
        item: String,
    },
}

#[derive(Debug, Args)]
struct Fields {
    /// The address
    #[arg(long)]
    url: Option<String>,
    /// What it leads to
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
}

impl Link {
    pub fn run(&self, desk: &mut Desk<'_>) -> Result<Reply, Problem> {
        let command = match &self.verb {
            Verb::Add { item, url, title } => {
                let item = desk.item(item)?;
                let url = line("the address", url)?;
                let title = title.as_deref().map(|title| line("the title", title)).transpose()?;
                LinkCommand::Add(item, title.unwrap_or_else(|| url.clone()), url)
            }
            Verb::Edit { one, fields } => {
                let (item, link) = find(desk, one)?;
                let title = fields.title.as_deref().map(|title| line("the title", title)).transpose()?;
                let url = fields.url.as_deref().map(|url| line("the address", url)).transpose()?;
                let edits = title.map(LinkField::Title).into_iter().chain(url.map(LinkField::Url));
                let edits = edits.map(Edited::blind).collect();
                return desk.run(&Command::set_part(item, link.id, edits));
            }
            Verb::Remove { one } => {
                let (item, link) = find(desk, one)?;
                LinkCommand::Remove(item, link.id)
            }
            Verb::List { item } => return list(desk, item),
        };
        desk.run(&Command::Link(command))
    }
}

fn find(desk: &mut Desk<'_>, one: &One) -> Result<(ItemId, detail::Link), Problem> {
    let item = desk.item(&one.item)?;
    let key = desk.workspace().key(item);
    let (_, detail) = desk.detailed(item)?;
    Ok((item, numbered(&detail.links, one.number, "link", &key)?.clone()))
}

#[derive(Serialize)]
struct Links {
    links: Vec<LinkRow>,
}

#[derive(Serialize)]
struct LinkRow {
    title: String,
    url: String,
}

fn list(desk: &mut Desk<'_>, item: &str) -> Result<Reply, Problem> {
    let item = desk.item(item)?;
    let (_, detail) = desk.detailed(item)?;
    let text = || {
        let rows: Vec<Vec<String>> = detail
            .links
            .iter()
            .enumerate()
            .map(|(at, link)| vec![format!("{}.", at + 1), link.title.to_string(), link.url.to_string()])
            .collect();
        if rows.is_empty() {
            return "There is no link".to_owned();
        }
        // An address that is cut leads nowhere.
        table(&[Column::Right, Column::Left(60), Column::Left(usize::MAX)], &rows, 0)
    };
    Ok(desk.reply(
        |_| text(),
        |_| Links {
            links: detail
                .links
                .iter()
                .map(|it| LinkRow { title: it.title.to_string(), url: it.url.to_string() })
                .collect(),
        },
    ))
}
