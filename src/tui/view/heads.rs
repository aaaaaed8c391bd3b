//! The line above a pane: its state in a sentence, and what it shows only.

use super::painter::Painter;
use super::{BESIDE, meter};
use crate::domain::value::Stage;
use crate::domain::views::backlog::{Health, Lack};
use crate::domain::views::review::in_review;
use crate::present;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::model::{Model, Pane};
use crate::tui::text::width;
use crate::tui::theme::Tone;
use crate::tui::world::World;
use ratatui::layout::Rect;

/// The height from which a line below it is left blank.
const AIRY: u16 = 30;

/// Draws the line of the current pane. Returns the area below.
pub(super) fn draw(painter: &mut Painter<'_>, body: Rect, app: &App, world: &World<'_>) -> Rect {
    let line = Rect { height: 1, ..body };
    let model = &app.model;
    let end = limits(painter, line, world, model);
    let room = Rect { width: end.saturating_sub(line.x), ..line };
    let (text, tone) = match model.pane {
        Pane::Backlog => {
            backlog(painter, room, app, world);
            (String::new(), Tone::Text)
        }
        Pane::Board => board(painter, room, world),
        Pane::Review => review(world),
        Pane::Sprint => (super::sprint::head(world, model.sprint.flow()), Tone::Text),
    };
    painter.put(room.x + 1, line.y, room.width.saturating_sub(1), &text, tone);
    let used = if body.height >= AIRY { 2 } else { 1 };
    Rect { y: body.y + used, height: body.height.saturating_sub(used), ..body }
}

/// Draws what the pane shows only, and how, at the right. Returns the column where it begins.
fn limits(painter: &mut Painter<'_>, line: Rect, world: &World<'_>, model: &Model) -> u16 {
    let mut right = Vec::new();
    let marked = model.marked_here(world).len();
    if marked > 0 {
        right.push((format!("{marked} marked"), Tone::Accent));
    }
    if model.pane == Pane::Board {
        right.push((format!("lanes: {}", model.board.lanes.word()), Tone::Dim));
    }
    if let Some((text, _)) = &model.filter {
        let count = match model.pane {
            Pane::Backlog => format!(" = {}", model.backlog.rows(world).len()),
            Pane::Board | Pane::Review | Pane::Sprint => String::new(),
        };
        right.push((format!("/ {text}{count}"), Tone::Warn));
    }
    let mut end = line.right() - 1;
    for (text, tone) in right.iter().rev() {
        let columns = u16::try_from(width(text)).unwrap_or(u16::MAX).min(line.width / 2);
        end = end.saturating_sub(columns);
        painter.put(end, line.y, columns, text, *tone);
        end = end.saturating_sub(3);
    }
    end
}

/// A figure: a key, a number, and what it counts.
type Figure = (String, String, &'static str);

/// Draws for how long the ready items are enough, what others lack, and when all is done.
fn backlog(painter: &mut Painter<'_>, room: Rect, app: &App, world: &World<'_>) {
    let health = Health::of(world.workspace);
    if health.items == 0 {
        return;
    }
    let mut x = room.x + 1;
    if let Some(runway) = present::backlog::runway(world.workspace) {
        x += painter.put(x, room.y, 6, "Ready ", Tone::Strong);
        x += meter::draw(painter, (x, room.y), 9, runway.of, runway.tone) + 1;
        x += painter.put(x, room.y, room.right().saturating_sub(x), &runway.number, Tone::Strong);
        x += painter.put(x, room.y, room.right().saturating_sub(x), &runway.unit, Tone::Dim);
    } else {
        let ready = present::backlog::ready(&health);
        x += painter.put(x, room.y, room.right().saturating_sub(x), &ready, Tone::Text);
    }
    let done = app.model.backlog.done().unwrap_or_default();
    let done_columns = u16::try_from(width(done)).unwrap_or(u16::MAX).saturating_add(3);
    let draw_done = |painter: &mut Painter<'_>, x: u16| {
        if !done.is_empty() && x + done_columns <= room.right() {
            painter.put(x + 3, room.y, done_columns, done, Tone::Text);
            return x + done_columns;
        }
        x
    };
    // Under a filter, when its items are done comes before what all items lack.
    if app.model.filter.is_some() {
        x = draw_done(painter, x);
    }
    let figures: Vec<Figure> = Lack::ALL
        .into_iter()
        .map(|lack| (lack, health.lacking(lack)))
        .filter(|(_, number)| *number > 0)
        .map(|(lack, number)| {
            let key = app.keymap.shown(filter_of(lack)).unwrap_or_default();
            (key, number.to_string(), present::backlog::lack(lack, number))
        })
        .collect();
    let columns = |with_keys: bool| {
        let key = |key: &str| if with_keys { width(key) + 1 } else { 0 };
        let all: usize =
            figures.iter().map(|(it, number, words)| key(it) + number.len() + 1 + words.len()).sum();
        let gaps = if with_keys { 3 } else { 2 };
        u16::try_from(all + gaps * figures.len().saturating_sub(1)).unwrap_or(u16::MAX)
    };
    let full = columns(true);
    if room.width >= BESIDE - 20 && x + 3 + full < room.right() {
        let start = room.right() - 1 - full;
        if app.model.filter.is_none() && x + done_columns + 3 <= start {
            draw_done(painter, x);
        }
        return draw_figures(painter, Rect { x: start, width: full, ..room }, &figures, true);
    }
    if let Some(prefix) = app.keymap.prefix(Action::FilterCriteria).filter(|_| !figures.is_empty()) {
        x += 2;
        if x + 9 < room.right() {
            x += painter.put(x, room.y, 2, &prefix, Tone::Key) + 1;
            x += painter.put(x, room.y, 6, "filter", Tone::Dim);
        }
    }
    let rest = Rect { x: x + 2, width: room.right().saturating_sub(x + 2), ..room };
    draw_figures(painter, rest, &figures, false);
}

/// Draws as many figures as fit, each whole.
fn draw_figures(painter: &mut Painter<'_>, room: Rect, figures: &[Figure], with_keys: bool) {
    let mut x = room.x;
    for (key, number, words) in figures {
        let key = if with_keys { key.as_str() } else { "" };
        let gap = u16::from(with_keys);
        let columns = width(key) + usize::from(gap) + number.len() + 1 + words.len();
        if usize::from(x) + columns > usize::from(room.right()) {
            return;
        }
        x += painter.put(x, room.y, 12, key, Tone::Key) + gap;
        x += painter.put(x, room.y, 12, number, Tone::Warn) + 1;
        x += painter.put(x, room.y, 20, words, Tone::Dim) + 2 + gap;
    }
}

/// Returns the action that shows only the items that lack something.
fn filter_of(lack: Lack) -> Action {
    match lack {
        Lack::Criteria => Action::FilterCriteria,
        Lack::Points => Action::FilterPoints,
        Lack::Size => Action::FilterLarge,
        Lack::Answer => Action::FilterQuestions,
    }
}

/// Draws the state of the running sprint, and then its figures; returns the sentence to draw if there is none.
fn board(painter: &mut Painter<'_>, room: Rect, world: &World<'_>) -> (String, Tone) {
    let Some(sprint) = world.workspace.running() else {
        let words = match world.workspace.planned().first() {
            Some(next) => format!("No sprint is running; {} is planned", next.name),
            None => "No sprint is running".to_owned(),
        };
        return (words, Tone::Warn);
    };
    let over = world.workspace.board().into_iter().find(|column| {
        let cards =
            world.workspace.items.on_board().filter(|item| item.board_column == Some(column.id)).count();
        column.wip.is_some_and(|limit| cards > usize::try_from(limit).unwrap_or(usize::MAX))
    });
    if let Some(column) = over {
        return (format!("{} is over its limit", column.name), Tone::Warn);
    }
    match present::course(world.workspace, sprint, world.now) {
        Some(course) => {
            let tone = if course.is_behind() { Tone::Warn } else { Tone::Good };
            let x = room.x + 1;
            let x = x + painter.put(x, room.y, room.width.saturating_sub(1), course.state(), tone) + 2;
            let left = room.right().saturating_sub(x);
            painter.put(x, room.y, left, &course.figures_within(usize::from(left)), Tone::Text);
            (String::new(), Tone::Text)
        }
        None => (present::dates(sprint).unwrap_or_default(), Tone::Text),
    }
}

fn review(world: &World<'_>) -> (String, Tone) {
    let waiting = in_review(world.workspace).len();
    let accepted = world.workspace.running().map_or(0, |sprint| {
        world.workspace.in_sprint(sprint.id).iter().filter(|item| item.stage == Stage::Accepted).count()
    });
    let words = match waiting {
        0 => "Nothing waits for acceptance".to_owned(),
        count => format!("{} for acceptance", present::count(count as u64, "item waits", "items wait")),
    };
    let words = match present::without_owner(world.workspace) {
        Some(note) => format!("{words} {} {note}", world.theme.glyphs.dot),
        None => words,
    };
    (format!("{words} {} {accepted} accepted in this sprint", world.theme.glyphs.dot), Tone::Text)
}
