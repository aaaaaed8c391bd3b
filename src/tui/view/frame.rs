//! The frame of every screen: the header, the tabs, and the two lines at the bottom.

use super::painter::{Painter, row};
use super::{BESIDE, LEAST, bottom, meter};
use crate::present;
use crate::present::header::Header;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::model::Pane;
use crate::tui::screen::Screen;
use crate::tui::text::width;
use crate::tui::theme::Tone;
use crate::tui::world::World;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// Draws the message that the screen is too small.
pub(super) fn too_small(painter: &mut Painter<'_>, area: Rect) {
    let lines = [
        format!("This needs {} columns and {} rows.", LEAST.0, LEAST.1),
        format!("There are {} and {}.", area.width, area.height),
        "Make the window larger; q leaves.".to_owned(),
    ];
    for (at, line) in lines.iter().enumerate() {
        if let Some(row) = row(area, at) {
            painter.put(row.x, row.y, row.width, line, Tone::Text);
        }
    }
}

/// Draws the frame. Returns the area within it.
pub(super) fn draw(painter: &mut Painter<'_>, area: Rect, app: &App, world: &World<'_>) -> Rect {
    header(painter, Rect { height: 1, ..area }, app.model.header.get(), world);
    let here = tabs(painter, Rect { y: area.y + 1, height: 1, ..area }, app);
    let rule = Rect { y: area.y + 2, height: 1, ..area };
    painter.rule(rule, "");
    let thick = painter.glyphs().thick.repeat(usize::from(here.width));
    painter.put(here.x, rule.y, here.width, &thick, Tone::Accent);
    let body = Rect { y: area.y + 3, height: area.height - 3, ..area };
    bottom::draw(painter, body, app, world)
}

/// A text of the header, with its tone.
type HeaderText = (String, Tone);

fn columns(parts: &[HeaderText]) -> u16 {
    let all: usize = parts.iter().map(|(text, _)| width(text)).sum();
    u16::try_from(all + GAP * parts.len().saturating_sub(1)).unwrap_or(u16::MAX)
}

/// The columns between the parts of the header.
const GAP: usize = 3;

/// The width below which a goal says nothing.
const GOAL: u16 = 16;

/// Draws product, sprint and goal, and at the right how far the sprint is. What does not fit is left out, the least
/// important first.
fn header(painter: &mut Painter<'_>, line: Rect, header: &Header, world: &World<'_>) {
    painter.raise(line);
    let cells: u16 = if line.width < BESIDE { 9 } else { 14 };
    let meter = header.meter.map_or(0, |_| cells + 1);
    let part = |text: &Option<String>, tone| text.clone().map(|text| (text, tone));
    let amount = part(&header.amount, Tone::Text);
    let mut right: Vec<HeaderText> = part(&header.blocked, Tone::Alert)
        .map(|(text, tone)| (format!("{} {text}", painter.glyphs().blocked), tone))
        .into_iter()
        .chain(part(&header.unestimated, Tone::Warn))
        .chain(part(&header.day, Tone::Dim))
        .collect();
    let read_only = (!world.is_writable).then(|| (present::READ_ONLY.to_owned(), Tone::Warn));
    let room = line.width - 1;
    let product = format!(" {} ", header.product);
    let names = width(&product) + width(&header.sprint) + read_only.as_ref().map_or(0, |it| width(&it.0) + 2);
    let names = u16::try_from(names + 4).unwrap_or(u16::MAX).min(room * 2 / 3);
    let amount_columns =
        amount.as_ref().map_or(0, |(text, _)| u16::try_from(width(text)).unwrap_or(0) + meter);
    let needed =
        |right: &[HeaderText]| amount_columns + if right.is_empty() { 0 } else { columns(right) + 3 };
    while !right.is_empty() && names + needed(&right) > room {
        right.pop();
    }
    let mut end = line.right() - 1;
    end -= columns(&right).min(end - line.x);
    let mut x = end;
    for (at, (text, tone)) in right.iter().enumerate() {
        x += if at == 0 { 0 } else { 3 };
        x += painter.put(x, line.y, line.right().saturating_sub(x + 1), text, *tone);
    }
    if let Some((text, tone)) = &amount {
        end = end.saturating_sub(amount_columns + if right.is_empty() { 0 } else { 3 });
        let used = painter.put(end, line.y, amount_columns, text, *tone);
        if let Some(of) = header.meter {
            meter::draw(painter, (end + used + 1, line.y), cells, of, Tone::Good);
        }
    }
    let mut x = line.x;
    let used = painter.put(x, line.y, end.saturating_sub(x + 1), &product, Tone::Accent);
    let badge = painter.theme.style(Tone::Accent).add_modifier(Modifier::REVERSED | Modifier::BOLD);
    painter.buffer.set_style(Rect { x, width: used, ..line }, Style::reset().patch(badge));
    x += used + 1;
    if let Some((text, tone)) = read_only {
        x += painter.put(x, line.y, end.saturating_sub(x + 1), &text, tone) + 2;
    }
    x += painter.put(x, line.y, end.saturating_sub(x + 1), &header.sprint, Tone::Strong) + 2;
    let room = end.saturating_sub(x + 3);
    if usize::from(room) >= width(&header.goal) || room >= GOAL {
        painter.put(x, line.y, room, &header.goal, Tone::Text);
    }
}

/// Draws the panes with their counts, and the title of a screen above them. Returns the columns of the one that is shown.
fn tabs(painter: &mut Painter<'_>, line: Rect, app: &App) -> Rect {
    let title = screen_title(app);
    let [backlog, board, review] = app.model.header.get().counts;
    let mut here = Rect { width: 0, ..line };
    let mut x = line.x + 1;
    for (at, pane) in Pane::ALL.into_iter().enumerate() {
        let is_here = app.model.pane == pane && title.is_none();
        let count = match pane {
            Pane::Backlog => backlog,
            Pane::Board => board,
            Pane::Review => review,
            Pane::Sprint => 0,
        };
        let count = if count == 0 { String::new() } else { format!(" {count}") };
        let start = x;
        x += painter.put(x, line.y, 2, &(at + 1).to_string(), Tone::Key) + 1;
        x += painter.put(x, line.y, 12, pane.title(), if is_here { Tone::Accent } else { Tone::Text });
        x += painter.put(x, line.y, 10, &count, Tone::Dim);
        if is_here {
            here = Rect { x: start, width: x - start, ..line };
        }
        x += if line.width < BESIDE { 2 } else { 3 };
    }
    if let Some(title) = &title {
        let crumb = format!("{} ", painter.glyphs().crumb);
        x += painter.put(x, line.y, line.right().saturating_sub(x + 1), &crumb, Tone::Dim);
        let used = painter.put(x, line.y, line.right().saturating_sub(x + 1), title, Tone::Accent);
        here = Rect { x, width: used, ..line };
        x += used + 3;
    }
    if app.model.layers.is_empty() {
        notice(painter, Rect { x, width: line.right().saturating_sub(x), ..line }, app, title.is_some());
    }
    here
}

/// Draws the ceremony that is running or due, with its key; above the panes, the way back first.
fn notice(painter: &mut Painter<'_>, room: Rect, app: &App, has_title: bool) {
    let shown = |action, words: &str| app.keymap.shown(action).map(|key| (key, format!(" {words}")));
    let back = shown(Action::Back, "back").filter(|_| has_title);
    let due = present::cadence::due(app.session.workspace(), app.session.now());
    let is_running = app.session.workspace().meetings.running().next().is_some();
    let words = match (is_running, due.is_some()) {
        (true, _) => "join",
        (false, true) => "open",
        (false, false) => "ceremonies",
    };
    let key = shown(Action::Ceremonies, words);
    let due = due.map(|words| (painter.glyphs().marked.to_owned(), format!(" {words}")));
    let all = [(back.clone(), Tone::Key), (due.clone(), Tone::Warn), (key.clone(), Tone::Key)];
    // The least important is left out first.
    let choices = [vec![0, 1, 2], vec![0, 1], vec![1], vec![0]];
    for choice in choices {
        let parts: Vec<_> =
            choice.into_iter().filter_map(|at| all[at].0.clone().map(|part| (part, all[at].1))).collect();
        let columns = parts.iter().map(|((sign, words), _)| width(sign) + width(words)).sum::<usize>();
        let columns = u16::try_from(columns + GAP * parts.len().saturating_sub(1)).unwrap_or(u16::MAX);
        if columns >= room.width || parts.is_empty() {
            continue;
        }
        let mut x = room.right() - 1 - columns;
        for ((sign, words), tone) in parts {
            x += painter.put(x, room.y, 12, &sign, tone);
            let tone = if tone == Tone::Key { Tone::Dim } else { tone };
            x += painter.put(x, room.y, 60, &words, tone) + 3;
        }
        return;
    }
}

fn screen_title(app: &App) -> Option<String> {
    let workspace = app.session.workspace();
    Some(match app.model.screens.last()? {
        Screen::Detail(detail) => workspace.key(detail.item),
        Screen::History(history) => match history.item {
            Some(item) => format!("History of {}", workspace.key(item)),
            None => "History".to_owned(),
        },
        Screen::Setup(_) => "Setup".to_owned(),
        Screen::Report(report) => {
            workspace.sprints.get(report.sprint).map_or("Sprint", |sprint| sprint.name.as_str()).to_owned()
        }
        Screen::Help(_) => "Keys".to_owned(),
        Screen::Meeting(meeting) => meeting.kind.title().to_owned(),
        Screen::Minutes(page) => page.name.clone(),
    })
}
