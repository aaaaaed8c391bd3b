//! `standup`: the stand-up on the screen, or as a text for a chat channel.

use super::desk::Desk;
use super::hold::Held;
use super::output::Reply;
use super::page::Page;
use super::problem::Problem;
use crate::domain::minutes::Group;
use crate::domain::value::CeremonyKind;
use crate::wording;
use clap::Args;
use serde::Serialize;

/// Holds the stand-up on the screen, or prints it for a chat channel
#[derive(Debug, Args)]
#[command(
    after_help = "On a terminal this is: ceremony hold stand-up. Elsewhere, and with --print, it changes nothing:
it prints what was done since the last stand-up, what is blocked, the open impediments, what is older
than usual, columns over their limit, and what everybody carries.

Examples:
  ceremony standup
  ceremony standup --print | wl-copy"
)]
pub(super) struct Standup {
    /// Prints it and begins nothing
    #[arg(long)]
    print: bool,
}

impl Standup {
    /// Returns the ceremony that the screen opens, where it does.
    pub fn held(&self) -> Option<Held> {
        (!self.print).then(|| Held::plain(CeremonyKind::StandUp))
    }

    #[expect(clippy::unused_self, reason = "every verb is asked in the same way")]
    pub fn run(&self, desk: &mut Desk<'_>) -> Result<Reply, Problem> {
        super::screens::founded(desk)?;
        let standup = Report::new(desk)?;
        Ok(if desk.json { Reply::json(Printed { standup }) } else { Reply::Text(standup.text()) })
    }
}

#[derive(Serialize)]
struct Printed {
    standup: Report,
}

/// A stand-up as it is printed.
#[derive(Serialize)]
pub(super) struct Report {
    day: String,
    head: Vec<String>,
    since: String,
    groups: Vec<Lines>,
}

/// Lines with a title.
#[derive(Serialize)]
pub(super) struct Lines {
    title: String,
    lines: Vec<String>,
}

impl From<Group> for Lines {
    fn from(group: Group) -> Self {
        Self { title: group.title, lines: group.lines }
    }
}

impl Report {
    pub fn new(desk: &mut Desk<'_>) -> Result<Self, Problem> {
        desk.session.load_all()?;
        if let Some(sprint) = desk.workspace().running().map(|it| it.id) {
            desk.session.report(sprint)?;
        }
        let (since, deeds) = desk.session.lately()?;
        let since = wording::standup::since(since, desk.zone());
        let flow = desk.session.flow(None)?;
        let (now, today) = (desk.now(), desk.today());
        let workspace = desk.workspace();
        let mut head = vec![wording::place(workspace)];
        if let Some(sprint) = workspace.running() {
            head.push(wording::progress(workspace, sprint, now));
            head.extend(wording::course(workspace, sprint, now).map(wording::Course::sentence));
        }
        let groups = wording::standup::groups(workspace, &since, &deeds, &flow, now);
        let groups = groups.into_iter().map(Lines::from).collect();
        Ok(Self { day: today.format("%A, %Y-%m-%d").to_string(), head, since, groups })
    }

    /// Writes it so that it is good to read as it is, and means nothing else where a chat reads Markdown.
    pub fn text(&self) -> String {
        let mut page = Page::default();
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
