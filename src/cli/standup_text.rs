//! The stand-up as a text for a chat channel.

use super::context::CommandContext;
use super::page::TextPage;
use super::problem::CliError;
use crate::domain::minutes::Group;
use crate::wording;
use serde::Serialize;

/// A stand-up as it is printed.
#[derive(Serialize)]
pub(super) struct StandupReport {
    day: String,
    head: Vec<String>,
    since: String,
    groups: Vec<Group>,
}

impl StandupReport {
    pub fn new(cx: &mut CommandContext<'_>) -> Result<Self, CliError> {
        cx.session.load_all()?;
        if let Some(sprint) = cx.workspace().running().map(|it| it.id) {
            cx.session.report(sprint)?;
        }
        let (since, entries) = cx.session.recent_changes()?;
        let since = wording::standup::since(since, cx.zone());
        let flow = cx.session.flow(None)?;
        let (now, today) = (cx.now(), cx.today());
        let workspace = cx.workspace();
        let mut head = vec![wording::place(workspace)];
        if let Some(sprint) = workspace.running() {
            head.push(wording::progress(workspace, sprint, now));
            head.extend(wording::course(workspace, sprint, now).map(wording::Course::sentence));
        }
        let groups = wording::standup::groups(workspace, &since, &entries, &flow, now);
        Ok(Self { day: today.format("%A, %Y-%m-%d").to_string(), head, since, groups })
    }

    /// Writes it so that it is good to read as it is, and means nothing else where a chat reads Markdown.
    pub fn text(&self) -> String {
        let mut page = TextPage::default();
        page.line(&format!("Stand-up, {}", self.day));
        for line in &self.head {
            page.line(&wording::standup::tame(line));
        }
        for group in &self.groups {
            page.line(&format!("\n{}", wording::standup::tame(&group.title)));
            for line in &group.lines {
                page.line(&format!("- {}", wording::standup::tame(line)));
            }
        }
        if self.groups.is_empty() {
            page.line(&format!("\nNothing was done {}, and nothing is on the board", self.since));
        }
        page.end()
    }
}
