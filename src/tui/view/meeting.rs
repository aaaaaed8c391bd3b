//! A ceremony: its purpose and its clock, and one thing at a time under them. On a wide terminal it is laid out to be read
//! from across a room.

mod beside;
mod head;
mod lines;
mod list;
mod planning;
mod poker;
mod status;

use super::detail;
use super::painter::{Painter, row};
use crate::tui::app::App;
use crate::tui::screen::{Meeting, MinutesScreen, Topic};
use crate::tui::text::wrap;
use crate::tui::theme::Tone;
use crate::tui::world::World;
use ratatui::layout::Rect;

pub(super) use head::frame;
use list::List;

/// From how many rows on a line above the body is left empty on a shared screen.
const AIRY: u16 = 20;

/// Draws what the ceremony is at.
pub(super) fn draw(painter: &mut Painter<'_>, body: Rect, app: &App, world: &World<'_>, meeting: &Meeting) {
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
                detail::full(painter, left, world, item, presented);
                beside::draw(painter, right, world, meeting, item.item, presented);
            } else {
                let left = beside::below(painter, left, world, meeting, item.item);
                let left = if presented { beside::corner(painter, left, world, item.item) } else { left };
                detail::full(painter, left, world, item, presented);
            }
        }
        None if meeting.topic().is_item_by_item() => {
            let words = "Nothing is left to go through here.";
            painter.put(body.x + 2, body.y + 1, body.width.saturating_sub(4), words, Tone::Text);
        }
        None if meeting.topic() == Topic::What && !meeting.rows.is_empty() && meeting.what_if.is_some() => {
            planning::draw(painter, body, world, meeting);
        }
        None => {
            let body = match meeting.notice() {
                Some(words) => {
                    painter.put(body.x + 1, body.y, body.width.saturating_sub(2), &words, Tone::Warn);
                    Rect { y: body.y + 2, height: body.height.saturating_sub(2), ..body }
                }
                None => body,
            };
            rows(painter, body, meeting, presented);
        }
    }
}

fn rows(painter: &mut Painter<'_>, body: Rect, meeting: &Meeting, presented: bool) {
    let all =
        List { rows: &meeting.rows, at: Some(meeting.at), is_here: true, top: &meeting.top, is_cut: false };
    if let Some(aside) = meeting.aside()
        && let (left, Some(right)) = beside::split(body, presented)
    {
        // One list, of which the cursor is in one part or in the other.
        let (rows, facts) = all.rows.split_at(aside);
        let (at, below) = (Some(meeting.at).filter(|at| *at < aside), meeting.at.checked_sub(aside));
        list::draw(painter, left, List { rows, at, is_here: at.is_some(), ..all });
        let top = &meeting.top_beside;
        return list::draw(
            painter,
            right,
            List { rows: facts, at: below, is_here: below.is_some(), top, ..all },
        );
    }
    // Wide lines are hard to follow from key to fact: the list keeps to a measure.
    let most = if presented { 150 } else { 130 };
    list::draw(painter, Rect { width: body.width.min(most), ..body }, all);
}

/// Draws the minutes.
pub(super) fn minutes(painter: &mut Painter<'_>, body: Rect, screen: &MinutesScreen) {
    let area = Rect { x: body.x + 2, width: body.width.saturating_sub(4).min(100), ..body };
    let columns = usize::from(area.width);
    let mut lines: Vec<(String, Tone)> = vec![(screen.minutes.title.clone(), Tone::Strong)];
    lines.push((screen.minutes.held.clone(), Tone::Dim));
    if !screen.minutes.present.is_empty() {
        for line in wrap(&format!("Present: {}", screen.minutes.present), columns) {
            lines.push((line, Tone::Dim));
        }
    }
    for group in &screen.minutes.groups {
        lines.push((String::new(), Tone::Text));
        lines.push((group.title.clone(), Tone::Head));
        for line in &group.lines {
            for (at, part) in wrap(line, columns.saturating_sub(4)).into_iter().enumerate() {
                // What belongs under the line before has its own sign.
                let has_sign = line.trim_start().starts_with("– ");
                let lead = match at {
                    0 if !has_sign => format!("  {} ", painter.glyphs().bullet),
                    _ => "    ".to_owned(),
                };
                lines.push((format!("{lead}{part}"), Tone::Text));
            }
        }
    }
    if screen.minutes.groups.is_empty() {
        lines.push((String::new(), Tone::Text));
        lines.push(("Nothing was changed or noted.".to_owned(), Tone::Text));
    }
    let height = usize::from(area.height);
    let top = screen.top.min(lines.len().saturating_sub(height));
    for (at, (text, tone)) in lines.iter().skip(top).take(height).enumerate() {
        if let Some(row) = row(area, at) {
            painter.put(row.x, row.y, row.width, text, *tone);
        }
    }
    if lines.len() > top + height {
        let glyph = painter.glyphs().down;
        painter.put_right(body.x, body.bottom() - 1, body.width - 1, glyph, Tone::Dim);
    }
}
