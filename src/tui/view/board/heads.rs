//! The heads of the columns: name, limit and points; side by side, or as tabs on a narrow screen.

use super::gather::{Board, BoardColumn};
use crate::present;
use crate::tui::text::width;
use crate::tui::theme::{Glyphs, Tone};
use crate::tui::view::painter::Painter;
use ratatui::layout::Rect;
use std::ops::Range;

/// Up to this limit it is shown as squares, too.
const MOST_SQUARES: usize = 8;

/// The pieces of a head after the name: squares of the limit, and the count.
fn counts(glyphs: &Glyphs, column: &BoardColumn<'_>) -> Vec<(String, Tone)> {
    let Some(limit) = column.limit else { return vec![(column.count.to_string(), Tone::Dim)] };
    let (squares, number) = match column.count.cmp(&limit) {
        std::cmp::Ordering::Less => (Tone::Accent, Tone::Dim),
        std::cmp::Ordering::Equal => (Tone::Warn, Tone::Warn),
        std::cmp::Ordering::Greater => (Tone::Alert, Tone::Alert),
    };
    let mut pieces = Vec::new();
    if limit <= MOST_SQUARES {
        pieces.push((glyphs.blocked.repeat(column.count.min(limit)), squares));
        let free = glyphs.unchecked.repeat(limit.saturating_sub(column.count));
        pieces.push((format!("{free} "), Tone::Dim));
    }
    pieces.push((format!("{}/{limit}", column.count), number));
    pieces
}

fn columns_of(pieces: &[(String, Tone)]) -> usize {
    pieces.iter().map(|(text, _)| width(text)).sum()
}

fn narrow(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}

/// Returns the names as they fit in their room: cut in the middle where their beginnings are alike.
fn names(glyphs: &Glyphs, full: &[(&str, usize)]) -> Vec<String> {
    let cut: Vec<String> = full.iter().map(|(name, room)| glyphs.clip(name, *room).into_owned()).collect();
    let is_alike = |name: &String| cut.iter().filter(|other| *other == name).count() > 1;
    let named = full.iter().zip(&cut).map(|((name, room), cut)| {
        if is_alike(cut) { glyphs.clip_middle(name, *room).into_owned() } else { cut.clone() }
    });
    named.collect()
}

/// Draws the heads of these columns in their areas, with a line below each.
pub(super) fn side_by_side(
    painter: &mut Painter<'_>,
    board: &Board<'_>,
    shown: &Range<usize>,
    areas: &[Rect],
) {
    let glyphs = painter.glyphs();
    let columns = &board.columns[shown.clone()];
    let pieces: Vec<Vec<(String, Tone)>> = columns.iter().map(|it| counts(&glyphs, it)).collect();
    let room = |at: usize| usize::from(areas[at].width).saturating_sub(columns_of(&pieces[at]) + 2);
    let full: Vec<(&str, usize)> = columns.iter().enumerate().map(|(at, it)| (it.name, room(at))).collect();
    let names = names(&glyphs, &full);
    for (at, column) in columns.iter().enumerate() {
        let (area, is_here) = (areas[at], shown.start + at == board.here);
        let tone = if is_here { Tone::Accent } else { Tone::Head };
        let mut x = area.x;
        x += painter.put(x, area.y, area.width, &names[at], tone) + 2;
        for (text, tone) in &pieces[at] {
            x += painter.put(x, area.y, area.right().saturating_sub(x), text, *tone);
        }
        let points = format!("{} pts", column.points);
        if column.count > 0 && x + 1 + narrow(width(&points)) < area.right() {
            painter.put_right(area.x, area.y, area.width, &points, Tone::Dim);
        }
        let (line, tone) =
            if is_here { (glyphs.thick, Tone::Accent) } else { (glyphs.horizontal, Tone::Rule) };
        painter.put(area.x, area.y + 1, area.width, &line.repeat(usize::from(area.width)), tone);
    }
}

/// Formats columns that are not shown, with their cards.
fn hidden(columns: &[BoardColumn<'_>]) -> String {
    let cards: usize = columns.iter().map(|it| it.cards.len()).sum();
    let columns = present::count(columns.len(), "more column", "more columns");
    format!("{columns}, {}", present::count(cards, "card", "cards"))
}

/// Says which columns are beyond the edges, with their cards.
pub(super) fn hidden_columns(painter: &mut Painter<'_>, line: Rect, board: &Board<'_>, shown: &Range<usize>) {
    let glyphs = painter.glyphs();
    if shown.start > 0 {
        let text = format!(" {} {} ", glyphs.left, hidden(&board.columns[..shown.start]));
        painter.put(line.x, line.y, line.width, &text, Tone::Dim);
    }
    if shown.end < board.columns.len() {
        let text = format!(" {} {} ", hidden(&board.columns[shown.end..]), glyphs.right);
        painter.put_right(line.x, line.y, line.width, &text, Tone::Dim);
    }
}

/// Draws the columns as tabs, as many as fit around the selected one, and a line below, which is thick under it.
pub(super) fn tabs(painter: &mut Painter<'_>, area: Rect, board: &Board<'_>) {
    let glyphs = painter.glyphs();
    let pieces: Vec<Vec<(String, Tone)>> = board.columns.iter().map(|it| counts(&glyphs, it)).collect();
    let most = usize::from(area.width / 5);
    let full: Vec<(&str, usize)> = board.columns.iter().map(|it| (it.name, most)).collect();
    let names = names(&glyphs, &full);
    let columns = |at: usize| width(&names[at]) + 1 + columns_of(&pieces[at]) + 3;
    let room = usize::from(area.width.saturating_sub(2));
    let mut shown = board.here..board.here + 1;
    let mut used = columns(board.here);
    loop {
        let right = Some(shown.end).filter(|at| *at < board.columns.len());
        let left = shown.start.checked_sub(1);
        if let Some(at) = right.filter(|at| used + columns(*at) <= room) {
            (used, shown.end) = (used + columns(at), at + 1);
        } else if let Some(at) = left.filter(|at| used + columns(*at) <= room) {
            (used, shown.start) = (used + columns(at), at);
        } else {
            break;
        }
    }
    let rule = Rect { y: area.y + 1, height: 1, ..area };
    painter.rule(rule, "");
    let mut x = area.x + 1;
    for at in shown.clone() {
        let is_here = at == board.here;
        let from = x;
        x += painter.put(
            x,
            area.y,
            area.right().saturating_sub(x),
            &names[at],
            if is_here { Tone::Accent } else { Tone::Text },
        );
        x += 1;
        for (text, tone) in &pieces[at] {
            x += painter.put(x, area.y, area.right().saturating_sub(x), text, *tone);
        }
        if is_here {
            let thick = glyphs.thick.repeat(usize::from(x.saturating_sub(from)));
            painter.put(from, rule.y, x.saturating_sub(from), &thick, Tone::Accent);
        }
        x += 3;
    }
    if shown.end == board.columns.len()
        && let Some((at, of)) = board.position()
    {
        painter.put_right(rule.x, rule.y, rule.width - 1, &format!(" {at} of {of} "), Tone::Dim);
    }
    hidden_columns(
        painter,
        Rect { x: rule.x + 1, width: rule.width.saturating_sub(2), ..rule },
        board,
        &shown,
    );
}
