//! `label`: free-form words on items.

use super::context::{CommandContext, CommandResult};
use super::problem::CliError;
use super::value::line;
use crate::domain::command::{Command, FieldEdit, ItemCommand, LabelCommand};
use crate::domain::id::LabelId;
use crate::domain::label::LabelField;
use crate::domain::value::Line;
use crate::names;
use crate::present;
use crate::present::table::TextTable;
use clap::{Args, Subcommand};
use serde::Serialize;

/// Lists and changes labels, adds them to items and removes them
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony label put cash PB-12 PB-13
  ceremony label take later PB-12
  ceremony label put cash PB-12 --instead-of later")]
pub(super) struct LabelArgs {
    #[command(subcommand)]
    verb: Option<LabelVerb>,
}

#[derive(Debug, Subcommand)]
enum LabelVerb {
    /// Lists the labels
    List {
        /// Includes those that are retired
        #[arg(long)]
        all: bool,
    },
    /// Adds a label
    Add {
        /// The name
        name: String,
    },
    /// Renames a label
    Rename {
        /// The label
        label: String,
        /// The new name
        name: String,
    },
    /// Removes a label from every open item and stops suggesting it
    Retire {
        /// The label
        label: String,
    },
    /// Adds labels to items; new labels are created
    Put {
        /// The label, or several separated by commas
        labels: String,
        /// The items
        #[arg(required = true, value_name = "ITEM")]
        items: Vec<String>,
        /// Removes these labels from the items
        #[arg(long, value_name = "LABELS")]
        instead_of: Option<String>,
    },
    /// Removes labels from items
    Take {
        /// The label, or several separated by commas
        labels: String,
        /// The items
        #[arg(required = true, value_name = "ITEM")]
        items: Vec<String>,
    },
}

impl LabelArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        match self.verb.as_ref().unwrap_or(&LabelVerb::List { all: false }) {
            LabelVerb::List { all } => list(cx, *all),
            LabelVerb::Add { name } => cx.run(LabelCommand::Add(line("the label", name)?)),
            LabelVerb::Rename { label, name } => {
                let label = names::label(cx.workspace(), label)?;
                let name = FieldEdit::blind(LabelField::Name(line("the label", name)?));
                cx.run(Command::set(label, name))
            }
            LabelVerb::Retire { label } => {
                let label = names::label(cx.workspace(), label)?;
                cx.run(LabelCommand::Retire(label))
            }
            LabelVerb::Put { labels, items, instead_of } => {
                let remove = instead_of.as_deref().map(|labels| known(cx, labels)).transpose()?;
                tag(cx, items, each(labels)?, remove.unwrap_or_default())
            }
            LabelVerb::Take { labels, items } => {
                let remove = known(cx, labels)?;
                tag(cx, items, Vec::new(), remove)
            }
        }
    }
}

fn tag(cx: &mut CommandContext<'_>, items: &[String], add: Vec<Line>, remove: Vec<Line>) -> CommandResult {
    let items = cx.items(items)?;
    cx.run(ItemCommand::Tag { items, add, remove })
}

/// Parses names of labels separated by commas.
pub(super) fn each(given: &str) -> Result<Vec<Line>, CliError> {
    given.split(',').map(|name| line("the label", name.trim().trim_start_matches('#'))).collect()
}

/// Parses names of existing labels.
fn known(cx: &CommandContext<'_>, given: &str) -> Result<Vec<Line>, CliError> {
    let workspace = cx.workspace();
    let mut found = Vec::new();
    for name in given.split(',') {
        let id = names::label(workspace, name)?;
        found.extend(workspace.labels.get(id).map(|label| label.name.clone()));
    }
    Ok(found)
}

#[derive(Serialize)]
struct LabelJson {
    name: String,
    retired: bool,
    open_items: usize,
}

impl LabelJson {
    fn cells(&self) -> Vec<String> {
        vec![
            format!("#{}", self.name),
            present::count(self.open_items, "open item", "open items"),
            if self.retired { "retired".to_owned() } else { String::new() },
        ]
    }
}

fn list(cx: &mut CommandContext<'_>, all: bool) -> CommandResult {
    cx.session.load_all()?;
    let workspace = cx.workspace();
    let having = |id: LabelId| {
        workspace.items.iter().filter(|it| it.stage.is_open() && it.labels.contains(&id)).count()
    };
    let labels = workspace.labels.iter().filter(|it| all || !it.retired).map(|it| LabelJson {
        name: it.name.to_string(),
        retired: it.retired,
        open_items: having(it.id),
    });
    let empty = "No labels yet. Add one to an item with: ceremony label put LABEL ITEM";
    Ok(cx.list("labels", &labels.collect::<Vec<_>>(), empty, |rows| {
        TextTable::of(rows.iter().map(LabelJson::cells))
    }))
}
