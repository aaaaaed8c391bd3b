//! `epic`: the epics, which group items.

use super::context::{CommandContext, CommandResult};
use super::output::named;
use super::value::line;
use crate::domain::command::{Command, EpicCommand, FieldEdit};
use crate::domain::epic::EpicField;
use crate::domain::id::EpicId;
use crate::domain::views::epic::EpicView;
use crate::domain::views::item::ItemRow;
use crate::domain::views::json::hundredths;
use crate::present;
use crate::present::table::TextTable;
use crate::present::tree::Tree;
use clap::{Args, Subcommand};
use serde::Serialize;
use std::collections::BTreeMap;

/// Lists the epics, or changes them
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony epic add \"Card payments\"
  ceremony edit PB-12 --epic card
  ceremony epic show E1")]
pub(super) struct EpicArgs {
    #[command(subcommand)]
    verb: Option<EpicVerb>,
}

#[derive(Debug, Subcommand)]
enum EpicVerb {
    /// Lists the epics
    List {
        /// Includes those that are closed
        #[arg(long)]
        all: bool,
    },
    /// Shows an epic with its open items
    Show {
        /// A key such as E1, or the title
        epic: String,
    },
    /// Adds an epic
    Add {
        /// The name
        title: String,
    },
    /// Changes the title
    Rename {
        /// The epic
        epic: String,
        /// The new title
        title: String,
    },
    /// Changes the description
    Describe {
        /// The epic
        epic: String,
        /// The text; - reads standard input
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Closes an epic
    Close {
        /// The epic
        epic: String,
    },
    /// Reopens a closed epic
    Open {
        /// The epic
        epic: String,
    },
    /// Removes an epic without items
    Remove {
        /// The epic
        epic: String,
    },
}

impl EpicArgs {
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        let command = match self.verb.as_ref().unwrap_or(&EpicVerb::List { all: false }) {
            EpicVerb::List { all } => return list(cx, *all),
            EpicVerb::Show { epic } => return show(cx, epic),
            EpicVerb::Add { title } => EpicCommand::Add(line("the title", title)?),
            EpicVerb::Rename { epic, title } => {
                return set(cx, epic, EpicField::Title(line("the title", title)?));
            }
            EpicVerb::Describe { epic, text } => {
                let text = cx.prose("the description", text)?;
                return set(cx, epic, EpicField::Description(text));
            }
            EpicVerb::Close { epic } => return set(cx, epic, EpicField::Closed(true)),
            EpicVerb::Open { epic } => return set(cx, epic, EpicField::Closed(false)),
            EpicVerb::Remove { epic } => EpicCommand::Remove(cx.epic(epic)?),
        };
        cx.run(command)
    }
}

fn set(cx: &mut CommandContext<'_>, epic: &str, field: EpicField) -> CommandResult {
    cx.run(Command::set(cx.epic(epic)?, FieldEdit::blind(field)))
}

/// An epic; includes its items when it is shown alone.
#[derive(Serialize)]
pub(super) struct EpicJson {
    key: String,
    title: String,
    description: String,
    closed: bool,
    open_items: usize,
    open_points: serde_json::Number,
    source_key: Option<String>,
    /// What the other tool knew about it, by field.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    unmapped: BTreeMap<String, Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Vec<ItemRow>>,
}

impl EpicJson {
    fn new(view: &EpicView<'_>) -> Self {
        let epic = view.epic;
        Self {
            key: view.key.clone(),
            title: epic.title.to_string(),
            description: epic.description.to_string(),
            closed: epic.closed,
            open_items: view.parts.len(),
            open_points: hundredths(view.points),
            source_key: epic.source_key.as_ref().map(ToString::to_string),
            unmapped: view.unmapped.clone(),
            items: None,
        }
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.key.clone(),
            self.title.clone(),
            present::count(self.open_items, "open item", "open items"),
            format!("{} pts", self.open_points),
            if self.closed { "closed".to_owned() } else { String::new() },
        ]
    }
}

fn list(cx: &mut CommandContext<'_>, all: bool) -> CommandResult {
    cx.session.load_all()?;
    let workspace = cx.workspace();
    let epics = workspace.epics.iter().filter(|it| all || !it.closed);
    let epics = epics.filter_map(|it| Some(EpicJson::new(&EpicView::of(workspace, it.id)?)));
    let empty = "No epics yet. Add one with: ceremony epic add TITLE";
    Ok(cx.list("epics", &epics.collect::<Vec<_>>(), empty, |rows| {
        TextTable::of(rows.iter().map(EpicJson::cells)).numbers([2, 3])
    }))
}

fn show(cx: &mut CommandContext<'_>, given: &str) -> CommandResult {
    cx.session.load_all()?;
    let id = cx.epic(given)?;
    let (page, epic) = shown(cx, id).unzip();
    Ok(cx.reply(|_| page.unwrap_or_default(), |_| named("epic", epic)))
}

/// Returns an epic with its open items, which are loaded: as text and as JSON.
pub(super) fn shown(cx: &CommandContext<'_>, id: EpicId) -> Option<(Tree, EpicJson)> {
    let (now, workspace) = (cx.now(), cx.workspace());
    let view = EpicView::of(workspace, id)?;
    let mut epic = EpicJson::new(&view);
    epic.items = Some(view.parts.iter().map(|it| ItemRow::of(workspace, it, now)).collect());
    let mut page = present::epic::page(workspace, &view, now);
    if let Some(forecast) = present::forecast::line(workspace, &view.parts, now) {
        page.lead(forecast);
    }
    Some((page, epic))
}
