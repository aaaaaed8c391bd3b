//! `edit`: the fields of an item.

use super::desk::Desk;
use super::output::Reply;
use super::problem::Problem;
use super::value::{is_none, kinds, line, points};
use crate::domain::command::{Command, Edited, ItemCommand, ItemEdit};
use crate::domain::value::Kind;
use clap::Args;

/// Changes fields of an item
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony edit PB-12 --points 5
  ceremony edit PB-12 --epic none --kind bug
  ceremony edit PB-12 --description - < text.md")]
pub(super) struct Edit {
    /// Which item
    item: String,
    #[command(flatten)]
    fields: Fields,
}

#[derive(Debug, Args)]
struct Fields {
    /// What it is called
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// What it is
    #[arg(long, value_parser = kinds())]
    kind: Option<Kind>,
    /// The epic, or none
    #[arg(long, value_name = "EPIC")]
    epic: Option<String>,
    /// The item that it is a part of, or none
    #[arg(long, value_name = "ITEM")]
    parent: Option<String>,
    /// The estimate, or none
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
}

impl Edit {
    pub fn run(&self, desk: &mut Desk<'_>) -> Result<Reply, Problem> {
        let item = desk.item(&self.item)?;
        let fields = &self.fields;
        let mut edits = Vec::new();
        if let Some(title) = &fields.title {
            edits.push(ItemEdit::Title(Edited::blind(line("the title", title)?)));
        }
        if let Some(kind) = fields.kind {
            edits.push(ItemEdit::Kind(Edited::blind(kind)));
        }
        if let Some(epic) = &fields.epic {
            let epic = if is_none(epic) { None } else { Some(desk.epic(epic)?) };
            edits.push(ItemEdit::Epic(Edited::blind(epic)));
        }
        if let Some(parent) = &fields.parent {
            let parent = if is_none(parent) { None } else { Some(desk.item(parent)?) };
            edits.push(ItemEdit::Parent(Edited::blind(parent)));
        }
        if let Some(given) = &fields.points {
            edits.push(ItemEdit::Estimate(Edited::blind(points(given)?)));
        }
        if let Some(text) = &fields.as_a {
            edits.push(ItemEdit::AsA(Edited::blind(desk.prose("the role", text)?)));
        }
        if let Some(text) = &fields.i_want {
            edits.push(ItemEdit::IWant(Edited::blind(desk.prose("the wish", text)?)));
        }
        if let Some(text) = &fields.so_that {
            edits.push(ItemEdit::SoThat(Edited::blind(desk.prose("the benefit", text)?)));
        }
        if let Some(text) = &fields.description {
            edits.push(ItemEdit::Description(Edited::blind(desk.prose("the description", text)?)));
        }
        if edits.is_empty() {
            return Err(Problem::usage("no field is named that shall change")
                .hint("see them with: ceremony edit --help"));
        }
        desk.run(&Command::Item(ItemCommand::Edit(item, edits)))
    }
}
