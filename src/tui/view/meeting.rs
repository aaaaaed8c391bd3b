//! A ceremony: its purpose and its clock, and one thing at a time under them. On a wide terminal it is laid out to be read
//! from across a room.

mod beside;
mod head;
mod planning;
mod poker;
mod status;

use super::detail;
use super::pen::{Pen, row};
use crate::tui::app::App;
use crate::tui::screen::{Meeting, Minutes, Row, Target, Topic};
use crate::tui::text::{width, wrap};
use crate::tui::theme::Role;
use crate::tui::world::World;
use ratatui::layout::Rect;

pub(super) use head::frame;

/// From how many rows on a line above the body is left empty on a shared screen.
const AIRY: u16 = 20;

/// Draws what the ceremony is at.
pub(super) fn draw(pen: &mut Pen<'_>, body: Rect, app: &App, world: &World<'_>, meeting: &Meeting) {
    let presented = meeting.is_presented(app.model.size.0);
    let body = if presented {
        let air = u16::from(body.height >= AIRY);
        Rect { x: body.x + 2, y: body.y + air, width: body.width - 4, height: body.height - air }
    } else {
        body
    };
    match &meeting.detail {
        Some(item) => {
            let (left, right) = beside::split(body, presented);
            if let Some(right) = right {
                detail::full(pen, left, world, item, presented);
                beside::draw(pen, right, world, meeting, item.item, presented);
            } else {
                let left = beside::below(pen, left, world, meeting, item.item);
                let left = if presented { beside::corner(pen, left, world, item.item) } else { left };
                detail::full(pen, left, world, item, presented);
            }
        }
        None if matches!(meeting.topic(), Topic::Queue | Topic::Acceptance) => {
            let words = "Nothing is left to go through here.";
            pen.put(body.x + 2, body.y + 1, body.width.saturating_sub(4), words, Role::Text);
        }
        None if meeting.topic() == Topic::What && !meeting.rows.is_empty() && meeting.what_if.is_some() => {
            planning::draw(pen, body, world, meeting);
        }
        None => rows(pen, body, &meeting.rows, meeting, presented),
    }
}

/// Draws a list; the cursor shows where the keys go to it.
fn list(pen: &mut Pen<'_>, area: Rect, all: &[Row], meeting: &Meeting, here: bool) {
    let keys = all.iter().filter_map(|row| row.key.as_deref()).map(width).max().unwrap_or(0);
    let keys = u16::try_from(keys).unwrap_or(0).min(area.width / 4);
    let height = usize::from(area.height);
    let top = if std::ptr::eq(all, meeting.beside.as_slice()) { &meeting.top_beside } else { &meeting.top };
    let at_row = if here { meeting.at } else { meeting.other_at() };
    let shown = top.rows(Some(at_row), all.len(), height);
    for (at, entry) in all[shown.clone()].iter().enumerate() {
        let Some(line) = row(area, at) else { break };
        let selected = here && shown.start + at == meeting.at && entry.target != Target::Nothing;
        if selected {
            pen.select(line);
            let bar = pen.glyphs().bar;
            pen.put(line.x + 1, line.y, 1, bar, Role::Accent);
        }
        one(pen, line, entry, keys);
    }
    if shown.end < all.len() {
        let glyph = pen.glyphs().down;
        pen.put_right(area.x, area.bottom() - 1, area.width - 1, glyph, Role::Dim);
    }
}

fn rows(pen: &mut Pen<'_>, body: Rect, all: &[Row], meeting: &Meeting, presented: bool) {
    // Wide lines are hard to follow from key to fact: the list keeps to a measure.
    let most = if presented { 150 } else { 130 };
    let area = Rect { width: body.width.min(most), ..body };
    list(pen, area, all, meeting, true);
}

fn one(pen: &mut Pen<'_>, line: Rect, entry: &Row, keys: u16) {
    let mut x = line.x + 1 + entry.indent;
    let end = line.right().saturating_sub(2);
    if let Some((sign, role)) = entry.sign {
        pen.put(x, line.y, 2, sign, role);
    }
    if entry.target != Target::Nothing || entry.sign.is_some() {
        x += 2;
    }
    if keys > 0 && entry.target != Target::Nothing {
        if let Some(key) = &entry.key {
            pen.put(x, line.y, keys, key, Role::Accent);
            x += keys + 2;
        } else if entry.indent <= 2 && matches!(entry.target, Target::Words(_)) {
            x += keys + 2;
        }
    }
    let room = end.saturating_sub(x);
    let right = u16::try_from(width(&entry.right)).unwrap_or(u16::MAX).min(room / 2);
    if right > 0 {
        pen.put_right(x, line.y, room, &clipped(&entry.right, right), entry.right_role);
    }
    let gap = if right > 0 { right + 2 } else { 0 };
    pen.put(x, line.y, room.saturating_sub(gap), &entry.text, entry.role);
}

/// A text that stands at the right, cut to the columns that it may have.
fn clipped(text: &str, columns: u16) -> String {
    crate::tui::text::clip(text, usize::from(columns)).into_owned()
}

/// Draws the minutes.
pub(super) fn minutes(pen: &mut Pen<'_>, body: Rect, screen: &Minutes) {
    let area = Rect { x: body.x + 2, width: body.width.saturating_sub(4).min(100), ..body };
    let columns = usize::from(area.width);
    let mut lines: Vec<(String, Role)> = vec![(screen.minutes.title.clone(), Role::Strong)];
    lines.push((screen.minutes.held.clone(), Role::Dim));
    if !screen.minutes.present.is_empty() {
        for line in wrap(&format!("Present: {}", screen.minutes.present), columns) {
            lines.push((line, Role::Dim));
        }
    }
    for group in &screen.minutes.groups {
        lines.push((String::new(), Role::Text));
        lines.push((group.title.clone(), Role::Head));
        for line in &group.lines {
            for (at, part) in wrap(line, columns.saturating_sub(4)).into_iter().enumerate() {
                let lead = if at == 0 { format!("  {} ", pen.glyphs().bullet) } else { "    ".to_owned() };
                lines.push((format!("{lead}{part}"), Role::Text));
            }
        }
    }
    if screen.minutes.groups.is_empty() {
        lines.push((String::new(), Role::Text));
        lines.push(("Nothing was changed or noted.".to_owned(), Role::Text));
    }
    let height = usize::from(area.height);
    let top = screen.top.min(lines.len().saturating_sub(height));
    for (at, (text, role)) in lines.iter().skip(top).take(height).enumerate() {
        if let Some(row) = row(area, at) {
            pen.put(row.x, row.y, row.width, text, *role);
        }
    }
    if lines.len() > top + height {
        let glyph = pen.glyphs().down;
        pen.put_right(body.x, body.bottom() - 1, body.width - 1, glyph, Role::Dim);
    }
}
