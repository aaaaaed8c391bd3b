//! What was blocked or open already when a stand-up began, and still was when it ended.

use super::Group;
use crate::domain::id::ItemId;
use crate::domain::impediment::Impediment;
use crate::domain::value::{Line, Zone};
use crate::domain::workspace::Workspace;
use chrono::NaiveDate;

/// An item that has been blocked for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingBlock {
    /// The item.
    pub item: ItemId,
    /// The reason.
    pub reason: Line,
    /// The day since which it is blocked.
    pub since: NaiveDate,
}

/// What stands in the way for longer than since this stand-up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StandingMatters {
    /// The blocked items.
    pub blocked: Vec<StandingBlock>,
    /// The open impediments, the oldest first.
    pub impediments: Vec<Impediment>,
}

impl StandingMatters {
    /// Returns the groups for the minutes, none of them empty. The items must be in memory.
    pub fn groups(&self, workspace: &Workspace) -> Vec<Group> {
        let since = |day: NaiveDate| day.format("since %-d %b").to_string();
        let zone: Zone = workspace.zone();
        let blocked = self.blocked.iter().map(|it| {
            let title = workspace.items.get(it.item).map_or("", |item| item.title.as_str());
            format!("{} {title}: {}, {}", workspace.key(it.item), it.reason, since(it.since))
        });
        let impediments = self.impediments.iter().map(|it| {
            let who = it.stuck.map_or_else(String::new, |id| format!("{}: ", workspace.name(id)));
            let on = it.about.map_or_else(String::new, |id| format!(" ({})", workspace.key(id)));
            let owner = it.owner.map_or_else(String::new, |id| format!(", owner {}", workspace.name(id)));
            let to = it.escalated.as_ref().map_or_else(String::new, |to| format!(", escalated to {to}"));
            format!("{who}{}{on}{owner}{to}, {}", it.text, since(it.raised_at.day(zone)))
        });
        [("Still blocked", blocked.collect::<Vec<_>>()), ("Open impediments", impediments.collect())]
            .into_iter()
            .filter(|(_, lines)| !lines.is_empty())
            .map(|(title, lines)| Group { title: title.to_owned(), lines })
            .collect()
    }
}
