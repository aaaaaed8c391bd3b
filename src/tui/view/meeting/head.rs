//! The frame of a ceremony: what it is, where it is, how much time is left, what was just done. Nothing private stands in
//! it: the screen is shared.

use super::super::frame::footer;
use super::super::pen::Pen;
use crate::domain::value::CeremonyKind;
use crate::tui::app::App;
use crate::tui::screen::{Meeting, Stop, Topic};
use crate::tui::text::width;
use crate::tui::theme::Role;
use crate::tui::widget::digits;
use crate::tui::world::World;
use crate::wording;
use crate::wording::cadence::clock;
use ratatui::layout::Rect;

/// Draws the frame. Returns the area within.
pub(in crate::tui::view) fn frame(
    pen: &mut Pen<'_>,
    area: Rect,
    app: &App,
    world: &World<'_>,
    meeting: &Meeting,
) -> Rect {
    let ceremony = world.workspace.meetings.ceremonies.get(meeting.id);
    let over = ceremony.is_none_or(|it| !it.is_running());
    let time = match ceremony {
        Some(it) if !over => clock(it, world.now),
        Some(_) | None => "over".to_owned(),
    };
    let late = ceremony.and_then(|it| it.seconds_left(world.now)).is_some_and(|left| left < 0);
    let role = if late || over { Role::Warn } else { Role::Strong };
    let large = meeting.is_presented(app.model.size.0) && area.height >= TALL;
    let columns =
        if large { large_clock(pen, area, &time, role) } else { small_clock(pen, area, &time, role) };
    let left = Rect { width: area.width.saturating_sub(columns + 3), ..area };
    let title = meeting.kind.title().to_uppercase();
    let mut x = area.x + 1;
    x += pen.put(x, area.y, 20, &title, Role::Accent) + 3;
    pen.put(x, area.y, left.right().saturating_sub(x), &status(world, meeting), Role::Text);
    // Under large digits there is room between the lines.
    let (second, third, line) = if large { (2, 4, 6) } else { (1, 2, 3) };
    let wide = if large { left } else { area };
    topics(pen, Rect { y: area.y + second, height: 1, ..wide }, app, meeting);
    purpose(pen, Rect { y: area.y + third, height: 1, ..wide }, world, meeting);
    pen.rule(Rect { y: area.y + line, height: 1, ..area }, "");
    let bottom = Rect { y: area.bottom() - 2, height: 1, ..area };
    pen.rule(bottom, "");
    footer(pen, Rect { y: area.bottom() - 1, height: 1, ..area }, app, world);
    Rect { y: area.y + line + 1, height: area.height - line - 3, ..area }
}

/// From how many rows on there is room for large digits.
const TALL: u16 = 34;

/// The clock at the end of the first line. Returns how many columns it has.
fn small_clock(pen: &mut Pen<'_>, area: Rect, time: &str, role: Role) -> u16 {
    let columns = u16::try_from(width(time)).unwrap_or(0);
    pen.put(area.right().saturating_sub(columns + 2), area.y, columns + 1, time, role);
    columns
}

/// The clock in large digits, to be read from across a room; what it counts stands under them. Returns its columns.
fn large_clock(pen: &mut Pen<'_>, area: Rect, time: &str, role: Role) -> u16 {
    let (digits, word) = time.split_once(' ').unwrap_or((time, ""));
    let full = pen.glyphs().full;
    let lines = digits::lines(digits, full);
    let columns = lines.iter().map(|line| width(line)).max().unwrap_or(0);
    let columns = u16::try_from(columns).unwrap_or(0).max(u16::try_from(width(time)).unwrap_or(0));
    let x = area.right().saturating_sub(columns + 2);
    for (y, line) in (area.y..).zip(&lines) {
        pen.put(x, y, columns, line, role);
    }
    let words = if columns > 0 && digits::lines(digits, full)[0].is_empty() { time } else { word };
    pen.put_right(x, area.y + 5, columns, words, role);
    columns
}

/// Where the ceremony is, in a few words.
fn status(world: &World<'_>, meeting: &Meeting) -> String {
    match meeting.topic() {
        Topic::Walk => {
            let stops = meeting.walk(world);
            let stop = meeting.stop(world);
            let at = stop.and_then(|stop| stops.iter().position(|it| *it == stop)).map_or(0, |at| at + 1);
            let who = match stop {
                Some(Stop::Person(id)) => world.workspace.name(id).to_owned(),
                Some(Stop::Nobody) => "nobody's work".to_owned(),
                Some(Stop::Column(id)) => {
                    world.workspace.columns.get(id).map_or_else(String::new, |it| it.name.to_string())
                }
                None => String::new(),
            };
            format!("{who}   {at} of {}", stops.len())
        }
        Topic::Queue | Topic::Acceptance => {
            let queue = meeting.queue(world);
            let here = meeting.item();
            let at = queue.iter().position(|id| Some(*id) == here).map_or(0, |at| at + 1);
            let health = if meeting.topic() == Topic::Queue {
                format!("   {}", wording::health(world.workspace))
            } else {
                String::new()
            };
            format!("{at} of {}{health}", queue.len())
        }
        Topic::Exceptions | Topic::Why | Topic::What | Topic::How | Topic::Demo | Topic::Outcome => {
            let sprint = world.workspace.running();
            sprint.and_then(|it| wording::course(world.workspace, it, world.now)).unwrap_or_else(|| {
                sprint.map_or_else(String::new, |it| wording::progress(world.workspace, it, world.now))
            })
        }
        Topic::LastTime | Topic::Wall | Topic::Votes | Topic::Improvements => {
            let ceremony = world.workspace.meetings.ceremonies.get(meeting.id);
            let sprint = ceremony.and_then(|it| it.sprint).and_then(|id| world.workspace.sprints.get(id));
            sprint.map_or_else(String::new, |sprint| sprint.name.to_string())
        }
    }
}

/// The topics, with the one that it is at; and the sprint goal at the right, where there is one.
fn topics(pen: &mut Pen<'_>, area: Rect, app: &App, meeting: &Meeting) {
    let mut x = area.x + 1;
    let topics = Topic::of(meeting.kind);
    if topics.len() > 1 {
        for topic in topics {
            let here = *topic == meeting.topic();
            x += pen.put(x, area.y, 20, topic.title(), if here { Role::Accent } else { Role::Dim });
            x += 3;
        }
    }
    let goal = app.session.workspace().running().map(wording::with_goal);
    let words = match meeting.kind {
        CeremonyKind::Refinement | CeremonyKind::Planning => None,
        CeremonyKind::StandUp | CeremonyKind::Review | CeremonyKind::Retrospective => goal,
    };
    if let Some(words) = words {
        let room = area.right().saturating_sub(x + 2);
        pen.put_right(x, area.y, room, &super::clipped(&words, room), Role::Dim);
    }
}

fn purpose(pen: &mut Pen<'_>, area: Rect, world: &World<'_>, meeting: &Meeting) {
    let mut right = String::new();
    if let Some(owner) = world.on_behalf {
        right = format!("on behalf of {}", world.workspace.name(owner));
    }
    let columns = u16::try_from(width(&right)).unwrap_or(0);
    if columns > 0 {
        pen.put(area.right().saturating_sub(columns + 1), area.y, columns, &right, Role::Dim);
    }
    let room = area.width.saturating_sub(columns + 4);
    pen.put(area.x + 1, area.y, room, meeting.topic().purpose(), Role::Dim);
}
