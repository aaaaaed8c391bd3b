//! A list of a ceremony: sign, key, text, and facts at the right. A row that does not fit on a line continues below.

use super::super::painter::{Painter, row};
use crate::domain::views::Target;
use crate::tui::screen::MeetingRow;
use crate::tui::text::{clip, width, wrap};
use crate::tui::theme::Tone;
use crate::tui::widget::list::Scroll;
use ratatui::layout::Rect;
use std::borrow::Cow;

/// A list with its appearance.
#[derive(Debug, Clone, Copy)]
pub(super) struct List<'a> {
    /// The rows.
    pub rows: &'a [MeetingRow],
    /// The row to keep visible, if any.
    pub at: Option<usize>,
    /// Whether the cursor is on that row.
    pub is_here: bool,
    /// The scroll position.
    pub top: &'a Scroll,
    /// Whether each row is cut to one line: for long lists, and for narrow ones.
    pub is_cut: bool,
}

/// A line of a row.
struct Part<'a> {
    /// The row.
    row: usize,
    /// Whether it is the row's first line.
    is_first: bool,
    text: Cow<'a, str>,
    tone: Tone,
    right: &'a str,
}

/// Draws a list; the cursor is shown if the list has the focus.
pub(super) fn draw(painter: &mut Painter<'_>, area: Rect, list: List<'_>) {
    let List { rows: all, at, top, .. } = list;
    let keys = keys(all, area);
    let height = usize::from(area.height);
    let (mut parts, total, shown);
    if list.is_cut {
        (total, shown) = (all.len(), top.rows(at, all.len(), height));
        parts = Vec::with_capacity(shown.len());
        parts.extend(shown.clone().map(|at| Part::cut(at, &all[at])));
    } else {
        parts = all.iter().enumerate().flat_map(|(at, row)| broken(at, row, area, keys[at])).collect();
        let middle = at.map(|at| {
            let before = parts.iter().take_while(|part| part.row < at).count();
            before + parts.iter().filter(|part| part.row == at).count() / 2
        });
        (total, shown) = (parts.len(), top.rows(middle, parts.len(), height));
        parts.drain(..shown.start);
    }
    for (at_line, part) in parts.iter().take(shown.len()).enumerate() {
        let Some(line) = row(area, at_line) else { break };
        let entry = &all[part.row];
        if list.is_here && Some(part.row) == at && entry.target != Target::Nothing {
            painter.select(line);
            let bar = painter.glyphs().bar;
            painter.put(line.x + 1, line.y, 1, bar, Tone::Accent);
        }
        one(painter, line, entry, part, keys[part.row]);
    }
    if shown.end < total {
        let glyph = painter.glyphs().down;
        painter.put_right(area.x, area.bottom() - 1, area.width - 1, glyph, Tone::Dim);
    }
}

/// Returns the width of the keys for each row: a group of rows without a blank row between them has one width.
fn keys(all: &[MeetingRow], area: Rect) -> Vec<u16> {
    let mut keys = Vec::with_capacity(all.len());
    for group in all.split_inclusive(|row| row.text.is_empty() && row.target == Target::Nothing) {
        let most = group.iter().filter_map(|row| row.key.as_deref()).map(width).max().unwrap_or(0);
        let most = u16::try_from(most).unwrap_or(0).min(area.width / 4);
        keys.extend(std::iter::repeat_n(most, group.len()));
    }
    keys
}

impl<'a> Part<'a> {
    /// Returns a row on one line.
    fn cut(row: usize, entry: &'a MeetingRow) -> Self {
        Self { row, is_first: true, text: Cow::Borrowed(&entry.text), tone: entry.tone, right: &entry.right }
    }
}

/// Returns a row on as many lines as it needs. A title beside its item's key is cut regardless: `Enter` shows it in
/// full.
fn broken<'a>(at: usize, entry: &'a MeetingRow, area: Rect, keys: u16) -> Vec<Part<'a>> {
    let room = usize::from(room(entry, area, keys).1);
    let right = width(&entry.right);
    let beside = if right > 0 { right + 2 } else { 0 };
    let is_item = matches!(entry.target, Target::Item(_)) && entry.key.is_some();
    let text = width(&entry.text);
    if text + beside <= room || (is_item && right <= room / 2) {
        return vec![Part::cut(at, entry)];
    }
    let below =
        |(line, text), tone| Part { row: at, is_first: line == 0, text: Cow::Owned(text), tone, right: "" };
    let texts = if is_item || text <= room { vec![entry.text.clone()] } else { wrap(&entry.text, room) };
    let mut parts: Vec<Part<'a>> =
        texts.into_iter().enumerate().map(|part| below(part, entry.tone)).collect();
    match parts.last_mut() {
        Some(last) if width(&last.text) + beside <= room => last.right = &entry.right,
        Some(_) | None => {
            let facts = wrap(&entry.right, room).into_iter();
            parts.extend(facts.map(|text| below((1, text), entry.right_tone)));
        }
    }
    parts
}

/// Returns where the text of a row starts, and the width available for it and the facts at the right.
fn room(entry: &MeetingRow, line: Rect, keys: u16) -> (u16, u16) {
    let mut x = line.x + 1 + entry.indent;
    if entry.target != Target::Nothing || entry.sign.is_some() {
        x += 2;
    }
    if keys > 0
        && entry.target != Target::Nothing
        && (entry.key.is_some() || (entry.indent <= 2 && matches!(entry.target, Target::Words(_))))
    {
        x += keys + 2;
    }
    (x, line.right().saturating_sub(2).saturating_sub(x))
}

fn one(painter: &mut Painter<'_>, line: Rect, entry: &MeetingRow, part: &Part<'_>, keys: u16) {
    let (x, room) = room(entry, line, keys);
    if part.is_first {
        let start = line.x + 1 + entry.indent;
        if let Some((sign, tone)) = entry.sign {
            painter.put(start, line.y, 2, sign, tone);
        }
        if let Some(key) = entry.key.as_deref().filter(|_| entry.target != Target::Nothing) {
            painter.put(start + 2, line.y, keys, key, Tone::Accent);
        }
    }
    let columns = |text| u16::try_from(width(text)).unwrap_or(u16::MAX);
    let mut right = columns(part.right);
    if columns(&part.text).saturating_add(right).saturating_add(2) > room {
        right = right.min(room / 2);
    }
    if right > 0 {
        painter.put_right(x, line.y, room, &clip(part.right, usize::from(right)), entry.right_tone);
    }
    let gap = if right > 0 { right + 2 } else { 0 };
    painter.put(x, line.y, room.saturating_sub(gap), &part.text, part.tone);
}
