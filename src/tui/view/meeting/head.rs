//! The frame of a ceremony: its kind and position, the time left, the last message. Nothing private appears in it: the
//! screen is shared.

use super::super::bottom;
use super::super::painter::Painter;
use super::status::{about, status};
use crate::domain::value::CeremonyKind;
use crate::domain::views::Topic;
use crate::present::cadence::{CeremonyClock, clock};
use crate::present::{self, topic};
use crate::tui::app::App;
use crate::tui::screen::Meeting;
use crate::tui::text::{clip, width};
use crate::tui::theme::Tone;
use crate::tui::widget::digits;
use crate::tui::world::World;
use ratatui::layout::Rect;

/// Draws the frame. Returns the area within it.
pub(in crate::tui::view) fn frame(
    painter: &mut Painter<'_>,
    area: Rect,
    app: &App,
    world: &World<'_>,
    meeting: &Meeting,
) -> Rect {
    let ceremony = world.workspace.meetings.ceremonies.get(meeting.id);
    let over = ceremony.is_none_or(|it| !it.is_running());
    let time = match ceremony {
        Some(it) if !over => clock(it, world.now),
        Some(_) | None => CeremonyClock { digits: String::new(), word: "over" },
    };
    let late = ceremony.and_then(|it| it.seconds_left(world.now)).is_some_and(|left| left < 0);
    let tone = if late || over { Tone::Warn } else { Tone::Strong };
    let size = ClockSize::of(painter, area, meeting.is_presented(app.model.size.0));
    let columns = match size {
        ClockSize::Large => large_clock(painter, area, &time, tone),
        ClockSize::Middle => middle_clock(painter, area, &time, tone),
        ClockSize::Small => small_clock(painter, area, &time.text(), tone),
    };
    let left = Rect { width: area.width.saturating_sub(columns + 3), ..area };
    let title = meeting.kind.title().to_uppercase();
    let mut x = area.x + 1;
    x += painter.put(x, area.y, 20, &title, Tone::Accent) + 3;
    let room = left.right().saturating_sub(x);
    let wide = if size == ClockSize::Small { area } else { left };
    let below = wide.width.saturating_sub(2);
    let status = status(world, meeting, usize::from(room), usize::from(below));
    painter.put(x, area.y, room, &status.first, Tone::Text);
    // Below large digits there is room between the lines.
    let (second, third, line) = match size {
        ClockSize::Large => (2, 4, 6),
        ClockSize::Middle => (1, 3, 4),
        ClockSize::Small => (1, 2, 3),
    };
    let topics_at = Rect { y: area.y + second, height: 1, ..wide };
    for (at, words) in (topics_at.y..area.y + third).zip(&status.below) {
        painter.put(area.x + 1, at, below, words, Tone::Text);
    }
    let has_lines = size == ClockSize::Middle;
    topics(painter, topics_at, world, meeting, has_lines);
    let purpose_at = Rect { y: area.y + third, height: 1, ..wide };
    // The middle-sized digits end above it: only their word is beside it.
    let purpose_at = if has_lines { Rect { width: area.width - WORD, ..purpose_at } } else { purpose_at };
    purpose(painter, purpose_at, world, meeting);
    painter.rule(Rect { y: area.y + line, height: 1, ..area }, "");
    let body = Rect { y: area.y + line + 1, height: area.height - line - 1, ..area };
    bottom::draw(painter, body, app, world)
}

/// The size of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ClockSize {
    /// In the text of one line.
    Small,
    /// In digits of three rows: half blocks fit on a small shared screen.
    Middle,
    /// In digits of five rows, with their meaning below.
    Large,
}

impl ClockSize {
    fn of(painter: &Painter<'_>, area: Rect, presented: bool) -> Self {
        match (presented, area.height) {
            (true, TALL..) => Self::Large,
            (true, LOW..) if painter.glyphs().has_halves() => Self::Middle,
            (true | false, _) => Self::Small,
        }
    }
}

/// The width of the word under middle-sized digits, with the gap before it and the margin after it.
const WORD: u16 = 6;

/// The height from which there is room for large digits, in rows.
const TALL: u16 = 34;

/// The height from which there is room for middle-sized digits, in rows.
const LOW: u16 = 22;

/// Draws the clock at the end of the first line. Returns its width.
fn small_clock(painter: &mut Painter<'_>, area: Rect, time: &str, tone: Tone) -> u16 {
    let columns = u16::try_from(width(time)).unwrap_or(0);
    painter.put(area.right().saturating_sub(columns + 2), area.y, columns + 1, time, tone);
    columns
}

/// Draws the clock in large digits, readable from across a room, with their meaning below. Returns its width.
fn large_clock(painter: &mut Painter<'_>, area: Rect, time: &CeremonyClock, tone: Tone) -> u16 {
    let (digits, text) = (time.digits.as_str(), time.text());
    let full = painter.glyphs().full;
    let lines = digits::lines(digits, full);
    let columns = lines.iter().map(|line| width(line)).max().unwrap_or(0);
    let columns = u16::try_from(columns).unwrap_or(0).max(u16::try_from(width(&text)).unwrap_or(0));
    let x = area.right().saturating_sub(columns + 2);
    for (y, line) in (area.y..).zip(&lines) {
        painter.put(x, y, columns, line, tone);
    }
    let words = if lines[0].is_empty() { text.as_str() } else { time.word };
    painter.put_right(x, area.y + 5, columns, words, tone);
    columns
}

/// Draws the clock in digits of three rows, with their meaning below. Returns its width.
fn middle_clock(painter: &mut Painter<'_>, area: Rect, time: &CeremonyClock, tone: Tone) -> u16 {
    let lines = digits::half_lines(&time.digits);
    if lines[0].is_empty() {
        return small_clock(painter, area, &time.text(), tone);
    }
    let columns = lines.iter().map(|line| width(line)).max().unwrap_or(0);
    let columns = u16::try_from(columns).unwrap_or(0);
    let x = area.right().saturating_sub(columns + 2);
    for (y, line) in (area.y..).zip(&lines) {
        painter.put(x, y, columns, line, tone);
    }
    painter.put_right(x, area.y + 3, columns, time.word, tone);
    columns
}

/// Draws the topics, with the current one highlighted, and the sprint goal, if any, at the right or in a separate line.
fn topics(painter: &mut Painter<'_>, area: Rect, world: &World<'_>, meeting: &Meeting, own_line: bool) {
    let mut x = area.x + 1;
    let topics = Topic::of(meeting.kind);
    if topics.len() > 1 {
        for topic in topics {
            let here = *topic == meeting.topic();
            x +=
                painter.put(x, area.y, 20, topic::title(*topic), if here { Tone::Accent } else { Tone::Dim });
            x += 3;
        }
    }
    // In planning and retrospectives the first line names the sprint.
    let sprint = match meeting.kind {
        CeremonyKind::Refinement | CeremonyKind::Planning | CeremonyKind::Retrospective => None,
        CeremonyKind::StandUp | CeremonyKind::Review => {
            world.workspace.running().or_else(|| about(world, meeting))
        }
    };
    let Some(words) = sprint.map(present::with_goal) else { return };
    if own_line {
        painter.put(area.x + 1, area.y + 1, area.width.saturating_sub(2), &words, Tone::Strong);
        return;
    }
    let room = area.right().saturating_sub(x + 2);
    painter.put_right(x, area.y, room, &clip(&words, usize::from(room)), Tone::Dim);
}

fn purpose(painter: &mut Painter<'_>, area: Rect, world: &World<'_>, meeting: &Meeting) {
    let mut right = String::new();
    if let Some(owner) = world.on_behalf {
        right = format!("on behalf of {}", world.workspace.name(owner));
    }
    let columns = u16::try_from(width(&right)).unwrap_or(0);
    if columns > 0 {
        painter.put(area.right().saturating_sub(columns + 1), area.y, columns, &right, Tone::Dim);
    }
    let room = area.width.saturating_sub(if columns > 0 { columns + 4 } else { 2 });
    painter.put(area.x + 1, area.y, room, topic::purpose(meeting.topic()), Tone::Dim);
}
