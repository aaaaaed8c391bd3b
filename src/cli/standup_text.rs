//! The stand-up as a text for a chat channel.

use super::desk::Desk;
use super::page::Page;
use super::problem::Problem;
use crate::domain::minutes::Group;
use crate::present;
use serde::Serialize;

/// A stand-up as it is printed.
#[derive(Serialize)]
pub(super) struct Report {
    day: String,
    head: Vec<String>,
    since: String,
    groups: Vec<Group>,
}

impl Report {
    pub fn new(desk: &mut Desk<'_>) -> Result<Self, Problem> {
        desk.session.load_all()?;
        if let Some(sprint) = desk.workspace().running().map(|it| it.id) {
            desk.session.report(sprint)?;
        }
        let (since, deeds) = desk.session.lately()?;
        let since = present::standup::since(since, desk.zone());
        let flow = desk.session.flow(None)?;
        let (now, today) = (desk.now(), desk.today());
        let workspace = desk.workspace();
        let mut head = vec![present::place(workspace)];
        if let Some(sprint) = workspace.running() {
            head.push(present::progress(workspace, sprint, now));
            head.extend(present::course(workspace, sprint, now).map(present::Course::sentence));
        }
        let groups = present::standup::groups(workspace, &since, &deeds, &flow, now);
        Ok(Self { day: today.format("%A, %Y-%m-%d").to_string(), head, since, groups })
    }

    /// Writes it so that it is good to read as it is, and means nothing else where a chat reads Markdown.
    pub fn text(&self) -> String {
        let mut page = Page::default();
        page.line(&format!("Stand-up, {}", self.day));
        for line in &self.head {
            page.line(&present::standup::tame(line));
        }
        for group in &self.groups {
            page.line(&format!("\n{}", present::standup::tame(&group.title)));
            for line in &group.lines {
                page.line(&format!("- {}", present::standup::tame(line)));
            }
        }
        if self.groups.is_empty() {
            page.line(&format!("\nNothing was done {}, and nothing is on the board", self.since));
        }
        page.end()
    }
}
