//! `label`: free words on items.

use super::desk::Desk;
use super::json;
use super::output::Reply;
use super::problem::Problem;
use super::table::{Column, table};
use super::value::line;
use crate::domain::command::{Command, Edited, ItemCommand, LabelCommand};
use crate::domain::label::LabelField;
use crate::domain::value::Line;
use crate::domain::workspace::Workspace;
use crate::names;
use crate::wording;
use clap::{Args, Subcommand};

/// Lists the labels, changes them, puts them on items and takes them off
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony label put cash PB-12 PB-13
  ceremony label take later PB-12
  ceremony label put cash PB-12 --instead-of later")]
pub(super) struct Label {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Lists the labels
    List(List),
    /// Makes a label
    Add {
        /// What it is called
        name: String,
    },
    /// Renames a label
    Rename {
        /// Which label
        label: String,
        /// The new name
        name: String,
    },
    /// Takes a label off every open item and offers it no longer
    Retire {
        /// Which label
        label: String,
    },
    /// Puts labels on items; they are made where they are missing
    Put {
        /// The label, or several with commas between
        labels: String,
        /// Which items
        #[arg(required = true, value_name = "ITEM")]
        items: Vec<String>,
        /// Takes these labels off the items
        #[arg(long, value_name = "LABELS")]
        instead_of: Option<String>,
    },
    /// Takes labels off items
    Take {
        /// The label, or several with commas between
        labels: String,
        /// Which items
        #[arg(required = true, value_name = "ITEM")]
        items: Vec<String>,
    },
}

#[derive(Debug, Clone, Copy, Default, Args)]
struct List {
    /// Includes those that are retired
    #[arg(long)]
    all: bool,
}

impl Label {
    pub fn run(&self, desk: &mut Desk<'_>) -> Result<Reply, Problem> {
        let command = match self.verb.as_ref() {
            None => return List::default().reply(desk),
            Some(Verb::List(list)) => return list.reply(desk),
            Some(Verb::Add { name }) => LabelCommand::Add(line("the label", name)?),
            Some(Verb::Rename { label, name }) => {
                let label = names::label(desk.workspace(), label)?;
                let name = Edited::blind(LabelField::Name(line("the label", name)?));
                return desk.run(&Command::set(label, name));
            }
            Some(Verb::Retire { label }) => LabelCommand::Retire(names::label(desk.workspace(), label)?),
            Some(Verb::Put { labels, items, instead_of }) => {
                let remove = instead_of.as_deref().map(|labels| known(desk, labels)).transpose()?;
                return tag(desk, items, each(labels)?, remove.unwrap_or_default());
            }
            Some(Verb::Take { labels, items }) => {
                let remove = known(desk, labels)?;
                return tag(desk, items, Vec::new(), remove);
            }
        };
        desk.run(&Command::Label(command))
    }
}

fn tag(desk: &mut Desk<'_>, items: &[String], add: Vec<Line>, remove: Vec<Line>) -> Result<Reply, Problem> {
    let items = desk.items(items)?;
    desk.run(&Command::Item(ItemCommand::Tag { items, add, remove }))
}

/// Reads names of labels with commas between them.
pub(super) fn each(given: &str) -> Result<Vec<Line>, Problem> {
    given.split(',').map(|name| line("the label", name.trim().trim_start_matches('#'))).collect()
}

/// Reads names of labels that there are.
fn known(desk: &Desk<'_>, given: &str) -> Result<Vec<Line>, Problem> {
    let workspace = desk.workspace();
    let mut found = Vec::new();
    for name in given.split(',') {
        let id = names::label(workspace, name)?;
        found.extend(workspace.labels.get(id).map(|label| label.name.clone()));
    }
    Ok(found)
}

impl List {
    fn reply(self, desk: &mut Desk<'_>) -> Result<Reply, Problem> {
        desk.session.load_all()?;
        Ok(desk.reply(
            |session| self.text(session.workspace()),
            |session| json::Labels::new(session.workspace(), self.all),
        ))
    }

    fn text(self, workspace: &Workspace) -> String {
        let rows: Vec<Vec<String>> = workspace
            .labels
            .iter()
            .filter(|it| self.all || !it.retired)
            .map(|label| {
                let having =
                    workspace.items.iter().filter(|it| it.stage.is_open() && it.labels.contains(&label.id));
                vec![
                    format!("#{}", label.name),
                    wording::count(having.count(), "open item", "open items"),
                    if label.retired { "retired".to_owned() } else { String::new() },
                ]
            })
            .collect();
        if rows.is_empty() {
            return "There is no label; put one on an item with: ceremony label put LABEL ITEM".to_owned();
        }
        table(&[Column::Left(60), Column::Left(30), Column::Left(10)], &rows, 0)
    }
}
