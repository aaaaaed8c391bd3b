//! A card: its title in even lines, why it is stuck, and a line with its key, people, day and points.

use super::gather::ColumnCard;
use crate::present::tone::Styled;
use crate::tui::text::{width, wrap, wrap_evenly};
use crate::tui::theme::{Glyphs, Tone};
use crate::tui::view::painter::Painter;
use ratatui::layout::Rect;

/// The columns left of the texts of a card: its edge and a blank.
const LEFT: u16 = 2;

/// How many rows the parts of a card may have at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CardLimits {
    /// The rows of a title.
    pub title: usize,
    /// The rows of a note.
    pub note: usize,
    /// The blank rows below a card.
    pub gap: usize,
}

impl CardLimits {
    /// Nothing is cut but what nobody would read to its end.
    pub(super) const FULL: Self = Self { title: 5, note: 5, gap: 1 };
    /// The ways in which cards get shorter, one after the other.
    pub(super) const SHORTER: [Self; 5] = [
        Self { gap: 0, ..Self::FULL },
        Self { title: 4, note: 2, gap: 0 },
        Self { title: 3, note: 1, gap: 0 },
        Self { title: 2, note: 1, gap: 0 },
        Self { title: 1, note: 1, gap: 0 },
    ];
}

/// The lines of a card.
pub(super) struct CardLines {
    /// The lines of the title.
    pub title: Vec<String>,
    /// The lines of the notes.
    pub notes: Vec<Styled>,
    /// Whether the title is cut.
    pub is_cut: bool,
}

impl CardLines {
    /// Lays out a card of this width; the selected one is never cut.
    pub(super) fn of(card: &ColumnCard<'_>, columns: u16, limits: CardLimits, glyphs: &Glyphs) -> Self {
        let room = usize::from(columns.saturating_sub(LEFT + 1).max(1));
        let limits = if card.is_selected { CardLimits { title: usize::MAX, ..limits } } else { limits };
        let (title, is_cut) = lines(&card.view.item.title, room, limits.title, glyphs);
        let notes = card.notes.iter().flat_map(|note| {
            let (lines, _) = lines(&note.text, room, limits.note, glyphs);
            lines.into_iter().map(|line| Styled::new(line, note.tone))
        });
        Self { title, notes: notes.collect(), is_cut }
    }

    /// Returns the number of rows.
    pub(super) fn rows(&self) -> usize {
        self.title.len() + self.notes.len() + 1
    }
}

/// Returns a text in at most so many lines, and whether it is cut.
pub(super) fn lines(text: &str, room: usize, most: usize, glyphs: &Glyphs) -> (Vec<String>, bool) {
    let even = wrap_evenly(text, room);
    if even.len() <= most {
        return (even, false);
    }
    // Cut in the last line only, so that no column of it stays empty.
    let mut lines = wrap(text, room);
    let rest = lines.split_off(most.saturating_sub(1)).join(" ");
    lines.push(glyphs.clip(&rest, room).into_owned());
    (lines, true)
}

/// Draws a card in its area; what is below it, or above it, is left out.
pub(super) fn draw(
    painter: &mut Painter<'_>,
    area: Rect,
    card: &ColumnCard<'_>,
    lines: &CardLines,
    me: Option<&str>,
) {
    if card.is_selected {
        painter.select(area);
    } else {
        painter.raise(area);
    }
    let edge = if card.is_selected { Tone::Accent } else { card.edge };
    let glyphs = painter.glyphs();
    for y in area.y..area.bottom() {
        painter.put(area.x, y, 1, glyphs.side, edge);
    }
    if let Some((sign, tone)) = card.sign {
        painter.put(area.x, area.y, 1, sign, tone);
    }
    let x = area.x + LEFT;
    let room = area.width.saturating_sub(LEFT + 1);
    let title = if card.is_selected { Tone::Strong } else { Tone::Text };
    let title = lines.title.iter().map(|line| (line.as_str(), title));
    let notes = lines.notes.iter().map(|note| (note.text.as_str(), note.tone));
    let mut y = area.y;
    for (text, tone) in title.chain(notes) {
        if y >= area.bottom() {
            return;
        }
        painter.put(x, y, room, text, tone);
        y += 1;
    }
    if y < area.bottom() {
        facts(painter, Rect { x, y, width: room, height: 1 }, card, me);
    }
}

/// Draws the last line. What does not fit is left out: the kind first, then the day, then the unit of the points.
fn facts(painter: &mut Painter<'_>, line: Rect, card: &ColumnCard<'_>, me: Option<&str>) {
    let facts = &card.facts;
    let (mut kind, mut day, mut unit) = (facts.kind.as_ref(), facts.day.as_ref(), facts.unit);
    let people: usize = facts.people.iter().map(|it| width(&it.text)).sum::<usize>()
        + facts.people.len().saturating_sub(1) * 2;
    let columns = |kind: Option<&Styled>, day: Option<&Styled>, unit: Option<&str>| {
        let left = width(&card.view.key) + 1 + people + kind.map_or(0, |it| width(&it.text) + 1);
        let right = width(&facts.points) + unit.map_or(0, |it| width(it) + 1);
        left + 1 + right + day.map_or(0, |it| width(&it.text) + 2)
    };
    let room = usize::from(line.width);
    if columns(kind, day, unit) > room {
        kind = None;
    }
    if columns(kind, day, unit) > room {
        day = None;
    }
    if columns(kind, day, unit) > room {
        unit = None;
    }
    let points = unit.map_or_else(|| facts.points.clone(), |unit| format!("{} {unit}", facts.points));
    let mut end = line.right() - painter.put_right(line.x, line.y, line.width, &points, Tone::Text);
    if let Some(day) = day {
        let columns = u16::try_from(width(&day.text)).unwrap_or(line.width);
        end = end.saturating_sub(columns + 2);
        painter.put(end, line.y, columns, &day.text, day.tone);
    }
    let end = end.saturating_sub(1);
    let mut x = line.x;
    x += painter.put(x, line.y, end.saturating_sub(x), &card.view.key, Tone::Dim) + 1;
    // That a card has no assignee is said in whole or not at all.
    if card.view.item.assignees.is_empty() && usize::from(end.saturating_sub(x)) < people {
        return;
    }
    if let Some(kind) = kind {
        x += painter.put(x, line.y, end.saturating_sub(x), &kind.text, kind.tone) + 1;
    }
    for (at, person) in facts.people.iter().enumerate() {
        if at > 0 {
            x += painter.put(x, line.y, end.saturating_sub(x), ", ", Tone::Dim);
        }
        let is_me = me == Some(person.text.as_str());
        let from = x;
        x += painter.put(x, line.y, end.saturating_sub(x), &person.text, person.tone);
        if is_me {
            let bold = ratatui::style::Style::new().add_modifier(ratatui::style::Modifier::BOLD);
            painter.buffer.set_style(Rect { x: from, width: x - from, ..line }, bold);
        }
    }
}

/// Returns the number of rows of an accepted item with a title of at most so many rows.
pub(super) fn accepted_rows(card: &ColumnCard<'_>, columns: u16, most: usize, glyphs: &Glyphs) -> usize {
    accepted_title(card, columns, most, glyphs).len().max(1)
}

/// The width from which the accepted items may have titles.
pub(super) const TITLED: u16 = 24;

/// Returns the title of an accepted item with its person at the end; nothing with 0 rows.
fn accepted_title(card: &ColumnCard<'_>, columns: u16, most: usize, glyphs: &Glyphs) -> Vec<String> {
    if most == 0 {
        return Vec::new();
    }
    let points = u16::try_from(width(&card.facts.points)).unwrap_or(1);
    let room = usize::from(columns.saturating_sub(LEFT + points + 2));
    let person = card.facts.people.first().map_or("", |it| it.text.as_str());
    let text = format!("{} {person}", card.view.item.title);
    lines(&text, room, most, glyphs).0
}

/// Draws an accepted item as a line: a tick, its title in at most so many rows or else its key, its person and points.
pub(super) fn draw_accepted(painter: &mut Painter<'_>, area: Rect, card: &ColumnCard<'_>, most: usize) {
    if card.is_selected {
        painter.select(area);
    }
    let glyphs = painter.glyphs();
    let (sign, tone) = card.sign.unwrap_or((glyphs.met, Tone::Good));
    painter.put(area.x, area.y, 1, sign, tone);
    let points = &card.facts.points;
    let used = painter.put_right(area.x, area.y, area.width, points, Tone::Text);
    let x = area.x + LEFT;
    let end = area.right().saturating_sub(used + 2);
    let text = if card.is_selected { Tone::Strong } else { Tone::Text };
    let title = accepted_title(card, area.width, most, &glyphs);
    if !title.is_empty() {
        let last = title.len() - 1;
        let person = card.facts.people.first();
        for ((at, line), y) in title.iter().enumerate().zip(area.y..area.bottom()) {
            let columns = painter.put(x, y, end.saturating_sub(x), line, text);
            if let Some(person) = person.filter(|_| at == last) {
                let name = u16::try_from(width(&person.text)).unwrap_or(0);
                if name < columns {
                    painter.put(x + columns - name, y, name, &person.text, person.tone);
                }
            }
        }
        return;
    }
    let used = painter.put(x, area.y, end.saturating_sub(x), &card.view.key, Tone::Dim) + 1;
    if let Some(person) = card.facts.people.first() {
        painter.put(x + used, area.y, end.saturating_sub(x + used), &person.text, person.tone);
    }
}
