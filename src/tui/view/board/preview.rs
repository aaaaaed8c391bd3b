//! The selected card in full, in the rows that the cards do not need, or beside the column on a narrow screen.

use super::gather::Board;
use crate::domain::views::item::ItemView;
use crate::present;
use crate::present::preview::{Preview, PreviewFacts, PreviewPart, PreviewSection};
use crate::tui::text::{pack, width};
use crate::tui::theme::Tone;
use crate::tui::view::backlog::preview::draw_section;
use crate::tui::view::painter::Painter;
use crate::tui::world::World;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The width from which there are three columns.
const THREE: u16 = 150;

/// The selected card, in reading order.
struct Parts {
    preview: Preview,
    /// How long it has been where it is, and since it was started.
    stay: Vec<String>,
}

fn parts(board: &Board<'_>, world: &World<'_>) -> Option<Parts> {
    let (card, column) = board.selected()?;
    let item = card.view.item;
    let view = ItemView::of(world.workspace, item, world.workspace.detail(item.id)?, world.now);
    let mut preview = present::preview::of(world.workspace, item, &view, None, &PreviewFacts::default());
    preview.sections.retain(|it| it.part != PreviewPart::Warnings);
    preview.sections.splice(0..0, present::card::why(&card.view, world.zone()));
    let stay = present::card::stay(&card.view, column, world.days_since(item.since));
    Some(Parts { preview, stay })
}

impl Parts {
    /// Returns the sections about these subjects.
    fn about(&self, subjects: &[PreviewPart]) -> impl Iterator<Item = &PreviewSection> {
        subjects.iter().flat_map(|part| self.preview.sections.iter().filter(move |it| it.part == *part))
    }
}

/// Draws the strip below the cards: key and title in the rule, then what is known about the card in columns.
pub(super) fn below(painter: &mut Painter<'_>, area: Rect, board: &Board<'_>, world: &World<'_>) {
    let Some(parts) = parts(board, world) else { return };
    let rule = Rect { height: 1, ..area };
    painter.rule(rule, "");
    let mut x = area.x + 2;
    x += painter.put(x, area.y, 16, &format!(" {} ", parts.preview.key), Tone::Accent);
    let room = area.right().saturating_sub(x + 3);
    let columns = u16::try_from(width(&parts.preview.title) + 2).unwrap_or(room).min(room);
    painter.buffer.set_style(Rect { x, width: columns, ..rule }, Style::reset());
    painter.put(x, area.y, room, &format!(" {} ", parts.preview.title), Tone::Strong);
    let columns = if area.width >= THREE { 3 } else { 2 };
    let inner =
        Rect { x: area.x + 3, y: area.y + 1, width: area.width.saturating_sub(4), height: area.height - 1 };
    let width = (inner.width / columns).saturating_sub(3);
    let place = |at: u16| Rect { x: inner.x + at * (width + 3), width, ..inner };
    let first = place(0);
    let y = sections(
        painter,
        first,
        &parts,
        &[PreviewPart::Warnings, PreviewPart::Question, PreviewPart::Narrative],
    );
    stay(painter, first, y, &parts);
    let last = if columns == 3 { 2 } else { 1 };
    sections(painter, place(1), &parts, &[PreviewPart::Criteria]);
    if last == 2 {
        sections(painter, place(2), &parts, &[PreviewPart::Tasks, PreviewPart::Feedback]);
    } else {
        let rows = parts.about(&[PreviewPart::Criteria]).map(|it| it.entries.len() + 1).sum::<usize>();
        let used = u16::try_from(rows).unwrap_or(inner.height).min(inner.height);
        let under = Rect { y: inner.y + used, height: inner.height - used, ..place(1) };
        sections(painter, under, &parts, &[PreviewPart::Tasks]);
    }
}

/// Draws the selected card beside its column.
pub(super) fn beside(
    painter: &mut Painter<'_>,
    body: Rect,
    right: Rect,
    board: &Board<'_>,
    world: &World<'_>,
) {
    painter.upright(body, right);
    let Some(parts) = parts(board, world) else { return };
    let area = Rect { x: right.x + 1, width: right.width.saturating_sub(2), ..right };
    let subjects = [PreviewPart::Warnings, PreviewPart::Question, PreviewPart::Criteria, PreviewPart::Tasks];
    let y = sections(painter, area, &parts, &subjects);
    stay(painter, area, if y > area.y { y + 1 } else { y }, &parts);
}

/// Draws sections one below the other, with a blank row between them where there is room. Returns the row below.
fn sections(painter: &mut Painter<'_>, area: Rect, parts: &Parts, subjects: &[PreviewPart]) -> u16 {
    let mut y = area.y;
    for section in parts.about(subjects) {
        let gap = u16::from(y > area.y && area.height > 8);
        y = draw_section(painter, area, y + gap, section);
    }
    y
}

/// Draws the ages in as few lines as fit, none of them parted.
fn stay(painter: &mut Painter<'_>, area: Rect, y: u16, parts: &Parts) {
    for (line, y) in pack(&parts.stay, present::DOT, usize::from(area.width)).iter().zip(y..area.bottom()) {
        painter.put(area.x, y, area.width, line, Tone::Dim);
    }
}
