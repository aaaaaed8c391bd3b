//! The frame of every screen: product and sprint, progress, panes, keys, and the last message.

use super::LEAST;
use super::painter::{Painter, row};
use crate::domain::value::Stage;
use crate::domain::views::review::in_review;
use crate::present::{self, Progress};
use crate::tui::action::{Action, TABLE, first_keys};
use crate::tui::app::App;
use crate::tui::context::Context;
use crate::tui::key;
use crate::tui::model::{Model, Pane};
use crate::tui::screen::Screen;
use crate::tui::text::{pack, width};
use crate::tui::theme::Tone;
use crate::tui::widget::popup::{Anchor, Popup, place};
use crate::tui::world::World;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

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
    place_line(painter, area, world);
    tabs(painter, Rect { y: area.y + 1, height: 1, ..area }, app);
    head_line(painter, Rect { y: area.y + 2, height: 1, ..area }, app, world);
    painter.rule(Rect { y: area.y + 3, height: 1, ..area }, "");
    let bottom = Rect { y: area.bottom() - 2, height: 1, ..area };
    painter.rule(bottom, "");
    // A ceremony's screen is shared: the user and the path of the file are private.
    if !app.model.screens.iter().any(|screen| matches!(screen, Screen::Meeting(_))) {
        user_and_file(painter, bottom, world);
    }
    footer(painter, Rect { y: area.bottom() - 1, height: 1, ..area }, app, world);
    Rect { y: area.y + 4, height: area.height - 6, ..area }
}

/// Draws the user and the file.
fn user_and_file(painter: &mut Painter<'_>, line: Rect, world: &World<'_>) {
    let who = world
        .me
        .map_or_else(|| "nobody is known by this login".to_owned(), |me| world.workspace.name(me).to_owned());
    let behalf = world.on_behalf.map_or_else(String::new, |it| format!(" for {}", world.workspace.name(it)));
    let label = format!(" {who}{behalf} {} {} ", painter.glyphs().dot, world.file);
    let room = line.width.saturating_sub(4);
    let columns = u16::try_from(width(&label)).unwrap_or(room).min(room);
    painter.put(line.right() - 2 - columns, line.y, columns, &label, Tone::Dim);
}

fn place_line(painter: &mut Painter<'_>, area: Rect, world: &World<'_>) {
    let running = world.workspace.running();
    let mut parts = match running {
        Some(sprint) => present::progress_parts(world.workspace, sprint, world.now),
        None => present::pace(world.workspace).map(|it| (Progress::Amount, it)).into_iter().collect(),
    };
    let dot = present::DOT;
    let room = area.width.saturating_sub(2);
    let all = |parts: &[(Progress, String)]| {
        let columns = parts.iter().map(|(_, part)| width(part)).sum::<usize>();
        u16::try_from(columns + width(dot) * parts.len().saturating_sub(1)).unwrap_or(u16::MAX)
    };
    // On a narrow screen the names of product and sprint are more important than the count of unestimated items.
    if all(&parts) + 34 > room {
        parts.retain(|(kind, _)| *kind != Progress::Unestimated);
    }
    // None of them is cut; the first, the day, is dropped first.
    while parts.len() > 1 && all(&parts) > room * 2 / 3 {
        parts.remove(0);
    }
    let columns = all(&parts).min(room * 2 / 3);
    let mut place = present::place(world.workspace);
    if !world.is_writable {
        place = format!("{}{dot}{place}", present::READ_ONLY);
    }
    painter.put(area.x + 1, area.y, room.saturating_sub(columns + 2), &place, Tone::Strong);
    let mut x = area.x + 1 + room - columns;
    for (at, (kind, part)) in parts.iter().enumerate() {
        if at > 0 {
            x += painter.put(x, area.y, area.right().saturating_sub(x + 1), dot, Tone::Dim);
        }
        let tone = if *kind == Progress::Blocked { Tone::Alert } else { Tone::Text };
        x += painter.put(x, area.y, area.right().saturating_sub(x + 1), part, tone);
    }
}

fn tabs(painter: &mut Painter<'_>, area: Rect, app: &App) {
    let mut x = area.x + 1;
    for (at, pane) in Pane::ALL.into_iter().enumerate() {
        let here = app.model.pane == pane;
        let number = (at + 1).to_string();
        x += painter.put(x, area.y, 2, &number, if here { Tone::Accent } else { Tone::Key });
        x += 1;
        x += painter.put(x, area.y, 12, pane.title(), if here { Tone::Accent } else { Tone::Text });
        x += if area.width < super::BESIDE { 2 } else { 3 };
    }
    if let Some(title) = screen_title(app) {
        let crumb = format!("{} {title}", painter.glyphs().crumb);
        x += painter.put(x, area.y, area.right().saturating_sub(x + 1), &crumb, Tone::Accent) + 2;
    }
    if !app.model.layers.is_empty() {
        return;
    }
    let key = |action| app.keymap.shown(action).unwrap_or_default();
    let context = app.model.context();
    let in_pane = matches!(context, Context::Backlog | Context::Board | Context::Review | Context::Sprint);
    let last = if in_pane { (key(Action::Leave), " quit") } else { (key(Action::Back), " back") };
    // A due or running ceremony replaces the word.
    let due = present::cadence::due(app.session.workspace(), app.session.now());
    let is_due = due.is_some();
    let due = format!(" {}", due.unwrap_or_else(|| "ceremonies".to_owned()));
    let ceremonies = (key(Action::Ceremonies), due.as_str());
    let (help, palette) = ((key(Action::Help), " keys"), (key(Action::Palette), " all"));
    // How to quit is shown on the narrowest screen, too, unless a ceremony is due; the least important is dropped
    // first.
    let pressing = [ceremonies.clone(), last.clone()];
    let alone = [ceremonies.clone()];
    let choices: [&[(String, &str)]; 5] = [
        &[ceremonies.clone(), help.clone(), palette, last.clone()],
        &[ceremonies, help.clone(), last.clone()],
        if is_due { &pressing } else { &[] },
        if is_due { &alone } else { &[] },
        &[help, last],
    ];
    let columns = |right: &[(String, &str)]| {
        let words: usize = right.iter().map(|(key, words)| width(key) + width(words)).sum();
        u16::try_from(words + 3 * right.len().saturating_sub(1)).unwrap_or(u16::MAX)
    };
    let start = |right: &[(String, &str)]| area.right().saturating_sub(columns(right) + 1);
    let fits = |right: &&[(String, &str)]| !right.is_empty() && start(right) >= x;
    let Some(right) = choices.into_iter().find(fits) else { return };
    let mut at = start(right);
    let dot = format!(" {} ", painter.glyphs().dot);
    for (number, (key, words)) in right.iter().enumerate() {
        if number > 0 {
            at += painter.put(at, area.y, 3, &dot, Tone::Dim);
        }
        at += painter.put(at, area.y, 12, key, Tone::Key);
        at += painter.put(at, area.y, 40, words, Tone::Dim);
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

fn head_line(painter: &mut Painter<'_>, area: Rect, app: &App, world: &World<'_>) {
    let model = &app.model;
    let (left, tone) = match (model.screens.last(), model.pane) {
        // That of the backlog depends on the room that is left.
        (Some(_), _) | (None, Pane::Backlog) => (String::new(), Tone::Text),
        (None, Pane::Board) => board_head(world, usize::from(area.width).saturating_sub(LANES)),
        (None, Pane::Review) => review_head(world),
        (None, Pane::Sprint) => (super::sprint::head(world, model.sprint.flow()), Tone::Text),
    };
    let mut right = Vec::new();
    let marked = model.marked_here(world).len();
    if marked > 0 {
        right.push((format!("{marked} marked"), Tone::Accent));
    }
    if model.pane == Pane::Board && model.screens.is_empty() {
        right.push((format!("lanes: {}", model.board.lanes.word()), Tone::Dim));
    }
    match &model.filter {
        Some((text, _)) => {
            let count = match model.pane {
                Pane::Backlog => format!(" = {}", model.backlog.rows(world).len()),
                Pane::Board | Pane::Review | Pane::Sprint => String::new(),
            };
            right.push((format!("/ {text}{count}"), Tone::Warn));
        }
        None if model.pane == Pane::Backlog && area.width >= 100 => {
            right.push(("no filter".to_owned(), Tone::Dim));
        }
        None => {}
    }
    if model.screens.is_empty() {
        let mut end = area.right() - 1;
        for (text, tone) in right.iter().rev() {
            let columns = u16::try_from(width(text)).unwrap_or(u16::MAX).min(area.width / 2);
            end = end.saturating_sub(columns);
            painter.put(end, area.y, columns, text, *tone);
            end = end.saturating_sub(3);
        }
        let room = end.saturating_sub(area.x + 1);
        let left =
            if model.pane == Pane::Backlog { backlog_head(world, model, usize::from(room)) } else { left };
        painter.put(area.x + 1, area.y, room, &left, tone);
    }
}

/// Formats how healthy the backlog is and when it is done, as many parts as fit. Under a filter, when the items that match
/// are done comes first.
fn backlog_head(world: &World<'_>, model: &Model, columns: usize) -> String {
    let mut parts = present::health_parts(world.workspace);
    let done = model.backlog.done().map(str::to_owned);
    let at = if model.filter.is_some() { 0 } else { parts.len() };
    parts.splice(at..at, done);
    pack(&parts, present::DOT, columns).into_iter().next().unwrap_or_default()
}

/// The maximum width of the lanes beside the board's sentence.
const LANES: usize = 20;

fn board_head(world: &World<'_>, columns: usize) -> (String, Tone) {
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
        Some(course) if course.is_behind() => (course.sentence_within(columns), Tone::Warn),
        Some(course) => (course.sentence_within(columns), Tone::Text),
        None => (present::dates(sprint).unwrap_or_default(), Tone::Text),
    }
}

fn review_head(world: &World<'_>) -> (String, Tone) {
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

/// Draws the most important keys, as many as fit, and the last message at the right.
pub(super) fn footer(painter: &mut Painter<'_>, area: Rect, app: &App, world: &World<'_>) {
    let mut end = area.right() - 1;
    if let Some(echo) = &app.model.echo {
        let tone = if echo.is_refusal { Tone::Warn } else { Tone::Echo };
        let clock = if echo.is_refusal {
            String::new()
        } else {
            format!(" {} {}", painter.glyphs().dot, echo.at.clock(world.zone()))
        };
        let text = format!("{}{clock}", echo.text);
        let columns = u16::try_from(width(&text)).unwrap_or(u16::MAX).min(area.width - 2);
        end = end.saturating_sub(columns);
        painter.put(end, area.y, columns, &text, tone);
        end = end.saturating_sub(3);
    }
    if !app.model.layers.is_empty() {
        // A layer shows its own keys.
        return;
    }
    let mut x = area.x + 1;
    for (action, title) in footer_actions(app) {
        let Some(key) = app.keymap.shown(action) else { continue };
        let columns = u16::try_from(width(&key) + 1 + width(title)).unwrap_or(u16::MAX);
        let gap = if x > area.x + 1 { 3 } else { 0 };
        if x + gap + columns > end {
            break;
        }
        if gap > 0 {
            let dot = format!(" {} ", painter.glyphs().dot);
            x += painter.put(x, area.y, 3, &dot, Tone::Dim);
        }
        let on = action.available(&app.model, world).is_ok();
        x += painter.put(x, area.y, columns, &key, if on { Tone::Key } else { Tone::Dim });
        x += 1;
        x += painter.put(x, area.y, columns, title, if on { Tone::Text } else { Tone::Dim });
    }
}

/// Returns the actions of the footer: the next steps first, then by weight.
pub(super) fn footer_actions(app: &App) -> Vec<(Action, &'static str)> {
    let context = app.model.context();
    let mut lead = match app.model.screens.last() {
        Some(Screen::Meeting(meeting)) if app.model.layers.is_empty() => {
            super::lead::lead(meeting, &app.world())
        }
        Some(_) | None => Vec::new(),
    };
    let leads = |action| lead.iter().any(|(it, _)| *it == action);
    let rows = TABLE.iter().filter(|row| row.weight > 0 && row.places.has(context) && !leads(row.action));
    let mut rows: Vec<_> = rows.collect();
    let first = first_keys(context);
    let place = |action| first.iter().position(|it| *it == action).unwrap_or(first.len());
    rows.sort_by_key(|row| (place(row.action), std::cmp::Reverse(row.weight)));
    lead.extend(rows.into_iter().map(|row| (row.action, row.title)));
    lead
}

/// Draws the continuations of an incomplete chord.
pub(super) fn pending(painter: &mut Painter<'_>, area: Rect, app: &App) {
    if app.model.pending.is_empty() {
        return;
    }
    let context = app.model.context();
    let mut rows: Vec<(String, &str)> = app
        .keymap
        .continuations(context, &app.model.pending)
        .map(|(chord, action)| {
            let rest: Vec<String> =
                chord.keys()[app.model.pending.len()..].iter().map(|key| key::name(*key)).collect();
            (rest.join(" "), action.row().title)
        })
        .collect();
    rows.sort();
    let columns = rows.iter().map(|(key, title)| width(key) + 2 + width(title)).max().unwrap_or(0) + 4;
    let size = (u16::try_from(columns).unwrap_or(40).max(24), u16::try_from(rows.len()).unwrap_or(10) + 2);
    let within = Rect { height: area.height - 1, ..area };
    let at = place(within, size.0, size.1, Anchor::BottomRight);
    let prefix: Vec<String> = app.model.pending.iter().map(|key| key::name(*key)).collect();
    let title = format!("{} and then", prefix.join(" "));
    Popup::new(painter.theme, &title).render(at, painter.buffer);
    let inner = Popup::inner(at);
    for (number, (key, title)) in rows.iter().enumerate() {
        if let Some(row) = row(inner, number) {
            painter.put(row.x, row.y, 3, key, Tone::Key);
            painter.put(row.x + 3, row.y, row.width.saturating_sub(3), title, Tone::Text);
        }
    }
}
