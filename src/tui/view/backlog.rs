//! The backlog pane: one row per item, in order, with the forecast in the gutter, and the selected item beside or below
//! the list.

mod columns;
pub(super) mod preview;
mod row;

use super::painter::{Painter, row as row_of};
use crate::domain::definition::Definition;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::readiness::PreparedDefinition;
use crate::present;
use crate::tui::model::{Model, PREVIEW};
use crate::tui::text::width;
use crate::tui::theme::Tone;
use crate::tui::world::World;
use columns::BacklogColumns;
use ratatui::layout::Rect;
use row::BacklogRow;
use std::ops::Range;

/// Draws the pane.
pub(super) fn draw(painter: &mut Painter<'_>, body: Rect, world: &World<'_>, model: &Model) {
    let ids = model.backlog.rows(world);
    if ids.is_empty() {
        return empty(painter, body, model);
    }
    let list = match beside(body, model) {
        (list, Some(right)) => {
            preview::beside(painter, body, right, world, model);
            list
        }
        (body, None) => preview::below(painter, body, world, model),
    };
    let rows = Rect { y: list.y + 1, height: list.height.saturating_sub(1), ..list };
    let (columns, shown) = laid_out(rows, world, model, ids);
    columns.head(painter, list, model.backlog.forecast());
    painter.extent(rows, &shown, ids.len());
    let ready = PreparedDefinition::of(world.workspace, Definition::Ready);
    let mut y = rows.y;
    for at in shown {
        let Some(entry) = BacklogRow::of(world, model, ids, at) else { continue };
        let height = u16::try_from(entry.lines(columns.title).len()).unwrap_or(1).min(rows.bottom() - y);
        let area = Rect { y, height, width: rows.width.saturating_sub(1), ..rows };
        entry.draw(painter, area, &columns, model, world, &ready);
        y += height;
        if y >= rows.bottom() {
            break;
        }
    }
}

/// Splits a body into the list and, if there is room and it is open, the detail beside it.
fn beside(body: Rect, model: &Model) -> (Rect, Option<Rect>) {
    if body.width < PREVIEW || model.backlog.is_alone {
        return (body, None);
    }
    let right = (body.width / 3).clamp(38, 72);
    let list = Rect { width: body.width - right - 1, ..body };
    (list, Some(Rect { x: body.x + list.width + 1, width: right, ..body }))
}

/// Returns the columns that the visible rows need, and these rows.
///
/// The columns depend on the rows, and the rows, by the height of their titles, on the columns: both are laid out again
/// until they agree.
fn laid_out(area: Rect, world: &World<'_>, model: &Model, ids: &[ItemId]) -> (BacklogColumns, Range<usize>) {
    let at = model.backlog.at();
    let height = usize::from(area.height);
    let shown = |title: u16| {
        let lines = |at: usize| {
            BacklogRow::of(world, model, ids, at).map_or(1, |row| row.lines(title).len().min(height.max(1)))
        };
        model.backlog.top.entries(Some(at), ids.len(), height, &lines)
    };
    let columns = |rows: Range<usize>| {
        let items: Vec<&Item> = ids[rows].iter().filter_map(|id| world.item(*id)).collect();
        BacklogColumns::of(area, world, model, &items)
    };
    let near = at.saturating_sub(height)..(at + height).min(ids.len());
    let mut laid = columns(near);
    let mut rows = shown(laid.title);
    for _ in 0..4 {
        let next = columns(rows.clone());
        let next_rows = shown(next.title);
        let agree = next_rows == rows;
        (laid, rows) = (next, next_rows);
        if agree {
            return (laid, rows);
        }
    }
    let items = rows.clone();
    (columns(items), rows)
}

fn empty(painter: &mut Painter<'_>, list: Rect, model: &Model) {
    let lines: &[&str] = if model.filter.is_some() {
        &["No item matches the filter.", "Esc shows all again."]
    } else {
        &present::backlog::EMPTY
    };
    for (at, text) in lines.iter().enumerate() {
        if let Some(row) = row_of(list, at + 1) {
            let tone = if at == 0 { Tone::Text } else { Tone::Dim };
            painter.put(row.x + 4, row.y, row.width.saturating_sub(5), text, tone);
        }
    }
    debug_assert!(lines.iter().all(|line| width(line) < 76));
}
