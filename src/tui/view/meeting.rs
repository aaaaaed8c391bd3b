//! The screen of a ceremony: its purpose and clock, and one topic below them. On a wide terminal it is laid out to be
//! readable from across a room.

mod beside;
mod head;
mod lines;
mod list;
mod planning;
mod poker;
mod status;

use super::detail;
use super::painter::{Painter, row};
use crate::domain::views::Topic;
use crate::present::tree::Node;
use crate::tui::app::App;
use crate::tui::screen::{Meeting, MinutesScreen};
use crate::tui::text::{width, wrap};
use crate::tui::theme::Tone;
use crate::tui::world::World;
use ratatui::layout::Rect;

pub(super) use head::frame;
use list::List;

/// The height from which a line above the body is left blank on a shared screen.
const AIRY: u16 = 20;

/// Draws the current topic.
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
            let words = "No more items.";
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
        // It is one list, with the cursor in one part or the other.
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
    // Wide lines are hard to follow from key to fact: the width of the list is limited.
    let most = if presented { 150 } else { 130 };
    list::draw(painter, Rect { width: body.width.min(most), ..body }, all);
}

/// Draws the minutes.
pub(super) fn minutes(painter: &mut Painter<'_>, body: Rect, screen: &MinutesScreen) {
    let area = Rect { x: body.x + 2, width: body.width.saturating_sub(4).min(100), ..body };
    let columns = usize::from(area.width);
    let mut lines: Vec<(String, Tone)> =
        screen.tree.title.iter().map(|it| (it.text.clone(), it.tone)).collect();
    let lead = screen.tree.lead_lines().flat_map(|line| wrap(&line, columns));
    lines.extend(lead.map(|line| (line, Tone::Dim)));
    for section in &screen.tree.sections {
        lines.push((String::new(), Tone::Text));
        lines.extend(section.heading.iter().map(|it| (it.text.clone(), it.tone)));
        for node in &section.nodes {
            let Some(line) = node.line() else { continue };
            let depth = node.depth();
            let lead = match (depth, node) {
                (_, Node::Paragraph(_)) if section.heading.is_none() => String::new(),
                (0, _) => format!("  {} ", painter.glyphs().bullet),
                (depth, _) => format!("    {}– ", "  ".repeat(depth - 1)),
            };
            let text = wrap(&line, columns.saturating_sub(4 + 2 * depth)).into_iter().enumerate();
            let lead = |at| if at == 0 { lead.clone() } else { " ".repeat(width(&lead)) };
            lines.extend(text.map(|(at, part)| (format!("{}{part}", lead(at)), Tone::Text)));
        }
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
