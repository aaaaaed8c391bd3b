//! `epic`: what several items are about.

use super::desk::Desk;
use super::output::Reply;
use super::page::Page;
use super::problem::Problem;
use super::table::{Column, table};
use super::value::line;
use super::{json, rows};
use crate::domain::command::{Command, Edited, EpicCommand};
use crate::domain::epic::EpicField;
use crate::domain::id::EpicId;
use crate::domain::item::Item;
use crate::domain::value::Points;
use crate::domain::workspace::Workspace;
use crate::session::Session;
use crate::wording;
use clap::{Args, Subcommand};

/// Lists the epics, or changes them
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ceremony epic add \"Card payments\"
  ceremony edit PB-12 --epic card
  ceremony epic show E1")]
pub(super) struct Epic {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Lists the epics
    List(List),
    /// Shows an epic with its open items
    Show {
        /// A key such as E1, or the title
        epic: String,
    },
    /// Begins an epic
    Add {
        /// What it is called
        title: String,
    },
    /// Changes the title
    Rename {
        /// Which epic
        epic: String,
        /// The new title
        title: String,
    },
    /// Changes the description
    Describe {
        /// Which epic
        epic: String,
        /// The text; - reads standard input
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Closes an epic
    Close {
        /// Which epic
        epic: String,
    },
    /// Opens a closed epic again
    Open {
        /// Which epic
        epic: String,
    },
    /// Takes an epic away that nothing is part of
    Remove {
        /// Which epic
        epic: String,
    },
}

#[derive(Debug, Clone, Copy, Default, Args)]
struct List {
    /// Includes those that are closed
    #[arg(long)]
    all: bool,
}

impl Epic {
    pub fn run(&self, desk: &mut Desk<'_>) -> Result<Reply, Problem> {
        let command = match self.verb.as_ref() {
            None => return List::default().reply(desk),
            Some(Verb::List(list)) => return list.reply(desk),
            Some(Verb::Show { epic }) => return show(desk, epic),
            Some(Verb::Add { title }) => EpicCommand::Add(line("the title", title)?),
            Some(Verb::Rename { epic, title }) => {
                return set(desk, epic, EpicField::Title(line("the title", title)?));
            }
            Some(Verb::Describe { epic, text }) => {
                let text = desk.prose("the description", text)?;
                return set(desk, epic, EpicField::Description(text));
            }
            Some(Verb::Close { epic }) => return set(desk, epic, EpicField::Closed(true)),
            Some(Verb::Open { epic }) => return set(desk, epic, EpicField::Closed(false)),
            Some(Verb::Remove { epic }) => EpicCommand::Remove(desk.epic(epic)?),
        };
        desk.run(&Command::Epic(command))
    }
}

fn set(desk: &mut Desk<'_>, epic: &str, field: EpicField) -> Result<Reply, Problem> {
    desk.run(&Command::set(desk.epic(epic)?, Edited::blind(field)))
}

/// The open items of an epic, in the order of the backlog.
fn parts(workspace: &Workspace, epic: EpicId) -> Vec<&Item> {
    let open = workspace.items.open().iter().filter_map(|id| workspace.items.get(*id));
    open.filter(|item| item.epic == Some(epic)).collect()
}

impl List {
    fn reply(self, desk: &mut Desk<'_>) -> Result<Reply, Problem> {
        desk.session.load_all()?;
        let shown = |workspace: &Workspace| -> Vec<EpicId> {
            workspace.epics.iter().filter(|it| self.all || !it.closed).map(|it| it.id).collect()
        };
        Ok(desk.reply(
            |session| text(session.workspace(), &shown(session.workspace())),
            |session| {
                let workspace = session.workspace();
                let epics =
                    shown(workspace).into_iter().filter_map(|id| json::Epic::new(workspace, id)).collect();
                json::Epics { epics }
            },
        ))
    }
}

fn text(workspace: &Workspace, epics: &[EpicId]) -> String {
    let rows: Vec<Vec<String>> = epics
        .iter()
        .filter_map(|id| workspace.epics.get(*id))
        .map(|epic| {
            let parts = parts(workspace, epic.id);
            let points: Points = parts.iter().map(|item| item.points()).sum();
            vec![
                workspace.epic_key(epic.id),
                epic.title.to_string(),
                wording::count(parts.len(), "open item", "open items"),
                format!("{points} pts"),
                if epic.closed { "closed".to_owned() } else { String::new() },
            ]
        })
        .collect();
    if rows.is_empty() {
        return "There is no epic; begin one with: ceremony epic add TITLE".to_owned();
    }
    table(&[Column::Left(30), Column::Left(60), Column::Right, Column::Right, Column::Left(10)], &rows, 0)
}

fn show(desk: &mut Desk<'_>, given: &str) -> Result<Reply, Problem> {
    desk.session.load_all()?;
    let id = desk.epic(given)?;
    let now = desk.now();
    let lines = |session: &Session| {
        let workspace = session.workspace();
        let Some(epic) = workspace.epics.get(id) else { return String::new() };
        let parts = parts(workspace, id);
        let mut text = Page::from(format!("{} {}\n", workspace.epic_key(id), epic.title));
        let points: Points = parts.iter().map(|item| item.points()).sum();
        let items = wording::count(parts.len(), "open item", "open items");
        text.add(&format!("{}{items}, {points} pts\n", if epic.closed { "closed · " } else { "" }));
        if !epic.description.is_empty() {
            text.add(&format!("\n{}\n", epic.description.trim_end()));
        }
        if !parts.is_empty() {
            text.add("\n");
            text.add(&rows::items(workspace, &parts, now, 0));
        }
        text.end()
    };
    Ok(desk.reply(lines, |session| {
        let workspace = session.workspace();
        let epic = json::Epic::new(workspace, id).map(|mut epic| {
            epic.items =
                Some(parts(workspace, id).iter().map(|it| json::Row::new(workspace, it, now)).collect());
            epic
        });
        json::OneEpic { epic }
    }))
}
