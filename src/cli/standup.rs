//! `standup`: the stand-up on the screen, or as a text for a chat channel.

use super::desk::Desk;
use super::hold::Held;
use super::output::Reply;
use super::page::Page;
use super::problem::Problem;
use crate::domain::minutes::{Deed, Group};
use crate::domain::value::{CeremonyKind, Weekdays};
use crate::wording;
use chrono::{Datelike as _, Days};
use clap::Args;
use serde::Serialize;

/// How many entries are read at a time.
const SLICE: u64 = 200;

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
        let (since, deeds) = lately(desk)?;
        let flow = desk.session.flow(None)?;
        let (now, today) = (desk.now(), desk.today());
        let workspace = desk.workspace();
        let mut head = vec![wording::place(workspace)];
        if let Some(sprint) = workspace.running() {
            head.push(wording::progress(workspace, sprint, now));
            head.extend(wording::course(workspace, sprint, now));
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

/// What was done since the last stand-up ended; before there was one, since the working day before this one.
fn lately(desk: &mut Desk<'_>) -> Result<(String, Vec<Deed>), Problem> {
    let zone = desk.zone();
    let last = desk.workspace().meetings.last(CeremonyKind::StandUp);
    if let Some((id, ended)) = last.and_then(|it| Some((it.id, it.ended_at?)))
        && let Some(revision) = desk.session.ended_at(id)?
    {
        let since = format!("since the stand-up of {} {}", ended.day(zone), ended.clock(zone));
        return Ok((since, desk.session.done_since(revision)?));
    }
    let today = desk.today();
    let before = (1..=7).filter_map(|back| today.checked_sub_days(Days::new(back)));
    let day = before.clone().find(|day| Weekdays::WORKING.contains(day.weekday())).unwrap_or(today);
    let mut revision = u64::MAX;
    loop {
        let slice = desk.session.history(None, revision, SLICE)?;
        let older = slice.iter().find(|entry| entry.at.day(zone) < day);
        match (older, slice.last()) {
            (Some(older), _) => revision = older.revision,
            (None, Some(oldest)) if slice.len() as u64 == SLICE => {
                revision = oldest.revision;
                continue;
            }
            (None, _) => revision = 0,
        }
        return Ok((format!("since {day}"), desk.session.done_since(revision)?));
    }
}
