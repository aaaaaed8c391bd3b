//! One item: beside the list, or full screen.

use super::backlog::preview::draw_section;
use super::page::{PageLayout, PageLine, lines};
use super::painter::{Painter, row};
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::views::Target;
use crate::domain::views::item::{ItemHead, ItemView};
use crate::present::item as words;
use crate::present::preview::{PreviewFacts, beside_page};
use crate::tui::model::PREVIEW;
use crate::tui::screen::DetailScreen;
use crate::tui::theme::Tone;
use crate::tui::world::World;
use ratatui::layout::Rect;

/// The maximum number of lines of a description that are laid out beyond the visible ones.
const AHEAD: usize = 400;

/// Returns the lines of an item, at most `most` of its description. With `has_air`, blank lines separate its parts.
fn item_lines(world: &World<'_>, item: &Item, columns: u16, most: usize, has_air: bool) -> Vec<PageLine> {
    let workspace = world.workspace;
    let tree = match workspace.detail(item.id) {
        Some(detail) => words::page(&ItemView::of(workspace, item, detail, world.now), world.zone()),
        None => words::head(&ItemHead::of(workspace, item, world.now)),
    };
    lines(&tree, PageLayout { theme: world.theme, columns: usize::from(columns.max(10)), most, has_air })
}

/// Draws the item beside the list, with a rule between them.
pub(super) fn beside(
    painter: &mut Painter<'_>,
    body: Rect,
    right: Rect,
    world: &World<'_>,
    id: Option<ItemId>,
) {
    painter.upright(body, right);
    let Some(item) = id.and_then(|id| world.item(id)) else { return };
    let area = Rect { x: right.x + 1, width: right.width.saturating_sub(2), ..right };
    let lines = item_lines(world, item, area.width, usize::from(area.height), false);
    let fit = usize::from(area.height);
    for (at, line) in lines.iter().take(fit).enumerate() {
        if let Some(row) = row(area, at) {
            painter.line(row, &line.line);
        }
    }
    if lines.len() > fit
        && let Some(last) = row(area, fit.saturating_sub(1))
    {
        let glyph = painter.glyphs().down;
        painter.put_right(last.x, last.y, last.width, glyph, Tone::Dim);
    }
}

/// Draws the page of an item: its parts and, where there is room, what is to be known beside them.
pub(super) fn page(
    painter: &mut Painter<'_>,
    body: Rect,
    world: &World<'_>,
    detail: &DetailScreen,
    facts: &PreviewFacts,
) {
    let item = world.item(detail.item).filter(|_| body.width >= PREVIEW);
    let sections = item.map(|item| beside_page(world.workspace, item, facts)).unwrap_or_default();
    if sections.is_empty() {
        return full(painter, body, world, detail, false);
    }
    let right = Rect { x: body.x + body.width * 3 / 5, width: body.width - body.width * 3 / 5, ..body };
    full(painter, Rect { width: right.x - body.x - 1, ..body }, world, detail, false);
    painter.upright(body, right);
    let mut area = Rect { x: right.x + 1, width: right.width.saturating_sub(3), ..right };
    for section in &sections {
        let below = draw_section(painter, area, area.y, section);
        area = Rect { y: below + 1, height: area.bottom().saturating_sub(below + 1), ..area };
    }
}

/// Draws the item full screen, with the selected part in view. On a shared screen blank lines separate its parts, if
/// all of them fit.
pub(super) fn full(
    painter: &mut Painter<'_>,
    body: Rect,
    world: &World<'_>,
    detail: &DetailScreen,
    has_air: bool,
) {
    let Some(item) = world.item(detail.item) else {
        painter.put(body.x + 2, body.y + 1, body.width - 4, "This item no longer exists.", Tone::Text);
        return;
    };
    let area = Rect { x: body.x + 2, width: body.width.saturating_sub(4).min(110), ..body };
    let height = usize::from(area.height);
    let most = detail.scroll + height + AHEAD;
    let laid = |has_air| item_lines(world, item, area.width, most, has_air);
    let mut all = laid(has_air);
    if has_air && all.len() > height {
        all = laid(false);
    }
    let top = top(&all, detail, height);
    for (at, line) in all.iter().skip(top).take(height).enumerate() {
        let Some(row) = row(area, at) else { break };
        painter.line(row, &line.line);
        if line.target != Target::Nothing && Some(line.target) == detail.cursor.map(Target::Part) {
            painter.select(Rect { x: row.x.saturating_sub(1), width: row.width + 1, ..row });
            if at == 0 || all.get(top + at - 1).is_none_or(|before| before.target != line.target) {
                let glyph = painter.glyphs().bar;
                painter.put(row.x.saturating_sub(1), row.y, 1, glyph, Tone::Accent);
            }
        }
    }
    if all.len() > top + height {
        let glyph = painter.glyphs().down;
        painter.put_right(body.x, body.bottom() - 1, body.width - 1, glyph, Tone::Dim);
    }
}

/// Returns the number of rows of an item full screen, with at most `most` of its description.
pub(super) fn rows(world: &World<'_>, id: ItemId, columns: u16, most: u16) -> usize {
    let Some(item) = world.item(id) else { return 0 };
    let columns = columns.saturating_sub(4).min(110);
    item_lines(world, item, columns, usize::from(most), false).len()
}

/// Returns the first line to show: the scroll position, adjusted so that the part last changed, or else the selected
/// one, is visible.
fn top(all: &[PageLine], detail: &DetailScreen, height: usize) -> usize {
    let most = all.len().saturating_sub(height);
    let scrolled = detail.scroll.min(most);
    let rows = |part| {
        let is_its = |line: &PageLine| line.target == Target::Part(part);
        Some((all.iter().position(is_its)?, all.iter().rposition(is_its)?))
    };
    let Some((first, last)) = detail.seen.and_then(rows).or_else(|| detail.cursor.and_then(rows)) else {
        return scrolled;
    };
    if first < scrolled {
        first.saturating_sub(2)
    } else if last >= scrolled + height {
        (last + 2).saturating_sub(height).min(most)
    } else {
        scrolled
    }
}
