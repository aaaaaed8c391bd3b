//! The stand-up as a text for a chat channel.

use super::context::CommandContext;
use super::problem::CliError;
use crate::domain::minutes::Group;
use crate::domain::views::standup as views;
use crate::present::tree::{Styled, Tree};
use crate::present::{self, chat, standup as words};
use serde::Serialize;
use std::fmt::Write as _;

/// A printed stand-up.
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
    /// Builds it from what was read.
    pub fn of(cx: &mut CommandContext<'_>) -> Result<Self, CliError> {
        cx.session.load_all()?;
        if let Some(sprint) = cx.workspace().running().map(|it| it.id) {
            cx.session.report(sprint)?;
        }
        let facts = cx.session.standup()?;
        let (now, workspace) = (cx.now(), cx.workspace());
        let standup = views::Standup::of(workspace, &facts, now);
        let day = cx.today().format("%A, %Y-%m-%d").to_string();
        let title = Some(Styled::text(format!("Stand-up, {day}")));
        let head = present::summary(workspace, now);
        let tree = Tree { title, lead: Tree::led_by(head.clone()).lead, ..words::page(&standup, cx.zone()) };
        let since = words::since(standup.since, cx.zone());
        Ok(Self { day, head, since, groups: tree.groups(), standup, tree })
    }

    /// Formats it for a chat channel.
    pub fn text(&self) -> String {
        let mut text = chat::text(&self.tree);
        if self.tree.sections.is_empty() {
            let _ = writeln!(text, "\nNothing was done {}, and nothing is on the board", self.since);
        }
        text
    }
}
