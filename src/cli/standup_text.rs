//! The stand-up as a text for a chat channel.

use super::context::CommandContext;
use super::problem::CliError;
use crate::domain::minutes::Group;
use crate::domain::value::Instant;
use crate::domain::views::standup::{self as views, Since};
use crate::domain::workspace::Workspace;
use crate::present::tree::{Styled, Tree};
use crate::present::{self, chat, standup as words};
use serde::Serialize;
use std::fmt::Write as _;

/// A stand-up as it is printed.
#[derive(Serialize)]
pub(super) struct Printed {
    #[serde(skip)]
    tree: Tree,
    day: String,
    head: Vec<String>,
    since: String,
    groups: Vec<Group>,
    #[serde(flatten)]
    standup: views::Standup,
}

impl Printed {
    /// Makes it of what was read.
    pub fn of(cx: &mut CommandContext<'_>) -> Result<Self, CliError> {
        cx.session.load_all()?;
        if let Some(sprint) = cx.workspace().running().map(|it| it.id) {
            cx.session.report(sprint)?;
        }
        let facts = cx.session.standup()?;
        let (now, workspace) = (cx.now(), cx.workspace());
        let since = facts.since.unwrap_or(Since::Day(cx.today()));
        let standup = views::Standup::of(workspace, &facts, now);
        let tree = words::whole(&standup, since, cx.zone());
        Ok(Self {
            day: cx.today().format("%A, %Y-%m-%d").to_string(),
            head: head(workspace, now),
            since: words::since(since, cx.zone()),
            groups: tree.groups(),
            standup,
            tree,
        })
    }

    /// Writes it for a chat channel.
    pub fn text(&self) -> String {
        let title = Some(Styled::text(format!("Stand-up, {}", self.day)));
        let all = Tree { title, lead: self.head.clone(), ..self.tree.clone() };
        let mut text = chat::text(&all);
        if self.tree.sections.is_empty() {
            let _ = writeln!(text, "\nNothing was done {}, and nothing is on the board", self.since);
        }
        text
    }
}

/// The lines above the sections: where the product is, how the sprint goes.
fn head(workspace: &Workspace, now: Instant) -> Vec<String> {
    let mut head = vec![present::place(workspace)];
    if let Some(sprint) = workspace.running() {
        head.push(present::progress(workspace, sprint, now));
        head.extend(present::course(workspace, sprint, now).map(present::Course::sentence));
    }
    head
}
