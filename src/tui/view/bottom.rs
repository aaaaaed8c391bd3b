//! The two lines at the bottom: the last change or message with one's name, and the keys of the row under the cursor.

use super::footer;
use super::painter::Painter;
use crate::domain::value::Instant;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::context::Context;
use crate::tui::model::{Echo, Reversal};
use crate::tui::screen::Screen;
use crate::tui::text::width;
use crate::tui::theme::Tone;
use crate::tui::world::World;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws both lines. Returns the area above.
pub(super) fn draw(painter: &mut Painter<'_>, area: Rect, app: &App, world: &World<'_>) -> Rect {
    let strip = Rect { y: area.bottom() - 2, height: 1, ..area };
    // A ceremony's screen is shared: the user is private.
    let is_shared = app.model.screens.iter().any(|screen| matches!(screen, Screen::Meeting(_)));
    echo(painter, strip, app, world, !is_shared);
    keys(painter, Rect { y: area.bottom() - 1, height: 1, ..area }, app, world);
    Rect { height: area.height - 2, ..area }
}

/// Draws the last change or message, and the name of the user where there is room.
pub(super) fn echo(painter: &mut Painter<'_>, line: Rect, app: &App, world: &World<'_>, names_user: bool) {
    if !painter.theme.has_raised() {
        painter.rule(line, "");
    }
    painter.raise(line);
    let model = &app.model;
    let change = model.shown_change();
    let message = change.map(|it| &it.echo).or(model.echo.as_ref());
    let next = change.and_then(|it| it.next).filter(|_| model.layers.is_empty());
    let next = next.map(|next| match next {
        Reversal::Undo(_) => Action::Undo,
        Reversal::Redo => Action::Redo,
    });
    let next = next.filter(|action| action.row().places.has(model.context()));
    let key = next.and_then(|action| Some((app.keymap.shown(action)?, action.row().title)));
    let key_columns = key.as_ref().map_or(0, |(key, title)| width(key) + 1 + width(title) + 3);
    let text = message.map(|it| format!("{}{}", it.text, time(it, world))).unwrap_or_default();
    let glyphs = painter.glyphs();
    let (sign, tone) = match message {
        None => ("", Tone::Echo),
        Some(it) if it.is_refusal => (glyphs.unmet, Tone::Warn),
        Some(_) if change.is_some_and(|it| it.next.is_some()) => (glyphs.met, Tone::Good),
        Some(_) => (glyphs.dot, Tone::Dim),
    };
    let sign_columns = if sign.is_empty() { 0 } else { 2 };
    let used = sign_columns + width(&text) + key_columns;
    let name = if names_user { user(world) } else { String::new() };
    let room = usize::from(line.width.saturating_sub(2));
    let shows_user = !name.is_empty() && (used == 0 || used + 3 + width(&name) <= room);
    let columns = |number: usize| u16::try_from(number).unwrap_or(u16::MAX).min(line.width);
    let clear = |painter: &mut Painter<'_>, x: u16, columns: u16| {
        // Of the rule below nothing is left, its faintness included.
        if !painter.theme.has_raised() {
            painter.buffer.set_string(x, line.y, " ".repeat(usize::from(columns)), Style::reset());
        }
    };
    if shows_user {
        let at = line.right() - columns(width(&name)) - 2;
        clear(painter, at, columns(width(&name)) + 2);
        let tone = world.me.map_or(Tone::Warn, Tone::person);
        painter.put(at + 1, line.y, columns(width(&name)), &name, tone);
    }
    if message.is_none() {
        return;
    }
    let text_room =
        columns(width(&text)).min(line.width.saturating_sub(2 + columns(sign_columns + key_columns)));
    clear(painter, line.x, columns(used) + 2);
    let mut x = line.x + 1;
    painter.put(x, line.y, 1, sign, tone);
    x += columns(sign_columns);
    let tone = if message.is_some_and(|it| it.is_refusal) { Tone::Warn } else { Tone::Echo };
    x += painter.put(x, line.y, text_room, &text, tone);
    if let Some((key, title)) = key {
        x += 3;
        x += painter.put(x, line.y, 12, &key, Tone::Key) + 1;
        painter.put(x, line.y, 24, title, Tone::Dim);
    }
}

/// Formats when a change was made or a message shown; nothing for a refusal.
fn time(echo: &Echo, world: &World<'_>) -> String {
    let Echo { at, is_refusal, .. } = echo;
    if *is_refusal {
        return String::new();
    }
    let zone = world.zone();
    let is_today = |at: &Instant| at.day(zone) == world.today();
    let day = if is_today(at) { String::new() } else { at.day(zone).format("%a %-d %b, ").to_string() };
    format!(" {} {day}{}", world.theme.glyphs.dot, at.clock(zone))
}

/// Formats the user, and the product owner on whose behalf they decide.
fn user(world: &World<'_>) -> String {
    let who = world.me.map_or("unknown login", |me| world.workspace.name(me));
    let behalf = world.on_behalf.map_or_else(String::new, |it| format!(" for {}", world.workspace.name(it)));
    format!("{who}{behalf}")
}

/// A key with its title.
type ShownKey = (String, &'static str);

fn columns((key, title): &ShownKey) -> u16 {
    u16::try_from(width(key) + 1 + width(title)).unwrap_or(u16::MAX)
}

/// Draws the keys: as many as fit, with a sign where some are left out, and at the end those that lead out.
pub(super) fn keys(painter: &mut Painter<'_>, line: Rect, app: &App, world: &World<'_>) {
    if !app.model.layers.is_empty() {
        // A layer shows its own keys.
        return;
    }
    let context = app.model.context();
    let shown = |(action, title): (Action, &'static str)| Some((app.keymap.shown(action)?, title));
    let last = ways_out(context);
    let mut end = line.right() - 1;
    for way in last.iter().rev().filter_map(|it| shown(*it)) {
        end = end.saturating_sub(columns(&way));
        put(painter, end, line.y, &way);
        end = end.saturating_sub(GAP);
    }
    let is_last = |action: Action| last.iter().any(|(it, _)| *it == action);
    let all: Vec<ShownKey> = footer::actions(app, world)
        .into_iter()
        .filter(|(action, _)| !is_last(*action))
        .filter_map(shown)
        .collect();
    let mut x = line.x + 1;
    for (at, key) in all.iter().enumerate() {
        // The sign for what is left out has its own room, unless nothing is.
        let reserve = if at + 1 == all.len() { 0 } else { GAP + 1 };
        if x + columns(key) + reserve > end {
            let sign = painter.glyphs().ellipsis;
            painter.put(end.saturating_sub(1).max(x.min(end)), line.y, 1, sign, Tone::Dim);
            return;
        }
        put(painter, x, line.y, key);
        x += columns(key) + GAP;
    }
}

/// The columns between keys.
const GAP: u16 = 2;

fn put(painter: &mut Painter<'_>, x: u16, y: u16, (key, title): &ShownKey) {
    let used = painter.put(x, y, 24, key, Tone::Key) + 1;
    painter.put(x + used, y, 40, title, Tone::Dim);
}

/// Returns the keys that are always at the end: how to end a ceremony, and the help.
fn ways_out(context: Context) -> Vec<(Action, &'static str)> {
    let is_here = |action: Action| action.row().places.has(context);
    let ways = [(Action::End, "end"), (Action::Help, "keys")];
    let ways: Vec<_> = ways.into_iter().filter(|(action, _)| is_here(*action)).collect();
    if ways.is_empty() && is_here(Action::Back) { vec![(Action::Back, "back")] } else { ways }
}
