//! The board pane: columns side by side, or one of them on a narrow screen; their cards, lanes, and the selected card in
//! full below or beside them.

mod card;
mod gather;
mod heads;
mod lanes;
mod preview;
mod stack;
mod widths;

use super::BESIDE;
use super::painter::{Painter, row};
use crate::tui::model::{Lanes, Model};
use crate::tui::theme::Tone;
use crate::tui::world::World;
use gather::{Board, BoardColumn};
use ratatui::layout::Rect;
use stack::Stack;

/// The height of the screen from which there is a preview below the cards.
const TALL: u16 = 28;
/// The rows of the preview: the least that says something, and the most.
const PREVIEW: (u16, u16) = (5, 12);
/// The width of the preview beside a column, and the width of the screen from which there is one.
const ASIDE: (u16, u16) = (26, 76);

/// Draws the pane.
pub(super) fn draw(painter: &mut Painter<'_>, body: Rect, world: &World<'_>, model: &Model) {
    let board = Board::gather(world, model);
    if body.width < BESIDE {
        alone(painter, body, &board, world, model);
    } else {
        side_by_side(painter, body, &board, world, model);
    }
}

/// Draws one column, the others as tabs.
fn alone(painter: &mut Painter<'_>, body: Rect, board: &Board<'_>, world: &World<'_>, model: &Model) {
    heads::tabs(painter, body, board);
    let below = Rect { y: body.y + 2, height: body.height.saturating_sub(2), ..body };
    let mut list = Rect { x: below.x + 1, width: below.width.saturating_sub(2), ..below };
    let has_cards = !board.columns[board.here].cards.is_empty();
    if body.width >= ASIDE.1 && has_cards {
        let right = Rect { x: below.right() - ASIDE.0, width: ASIDE.0, ..below };
        preview::beside(painter, below, right, board, world);
        list.width = list.width.saturating_sub(ASIDE.0 + 1);
    }
    if !has_cards {
        empty(painter, below, board, world, model);
        return;
    }
    if model.board.lanes == Lanes::None {
        let column = &board.columns[board.here];
        let rows = usize::from(list.height);
        let stack = Stack::of(
            column,
            &column.cards.iter().collect::<Vec<_>>(),
            (list.width, rows),
            &painter.glyphs(),
        );
        let me = world.me.map(|me| world.workspace.name(me));
        stack.draw(painter, list, &model.board.top, me);
    } else {
        let shown = board.here..board.here + 1;
        let area = Rect { x: below.x, width: list.width + 2, ..below };
        lanes::draw(painter, area, board, (&shown, &[list]), world, model);
    }
}

/// Draws the columns side by side, and the selected card below them where there is room.
fn side_by_side(painter: &mut Painter<'_>, body: Rect, board: &Board<'_>, world: &World<'_>, model: &Model) {
    let has_lanes = model.board.lanes != Lanes::None;
    let shown = widths::shown(board, body.width, has_lanes);
    let heads = widths::areas(board, &shown, body);
    heads::side_by_side(painter, board, &shown, &heads);
    let announces = shown.start > 0 || board.columns.len() - usize::from(has_lanes) > shown.end;
    if announces && let Some(line) = row(body, 2) {
        heads::hidden_columns(painter, line, board, &shown);
    }
    let top = if has_lanes && !announces { 2 } else { 3 };
    let cards = Rect { y: body.y + top, height: body.height.saturating_sub(top), ..body };
    if board.columns[shown.clone()].iter().all(|column| column.cards.is_empty()) {
        empty(painter, cards, board, world, model);
        return;
    }
    let columns: Vec<Rect> =
        heads.iter().map(|it| Rect { y: cards.y, height: cards.height, ..*it }).collect();
    if has_lanes {
        let end = lanes::draw(painter, cards, board, (&shown, &columns), world, model);
        let strip = preview_rows(cards, end - cards.y, model.size.1);
        if strip > 0 {
            let area = Rect { y: cards.bottom() - strip, height: strip, ..cards };
            preview::below(painter, area, board, world);
        }
        return;
    }
    let glyphs = painter.glyphs();
    let rows = usize::from(cards.height);
    let rows_of = |(column, place): (&BoardColumn<'_>, &Rect)| {
        Stack::of(column, &column.cards.iter().collect::<Vec<_>>(), (place.width, rows), &glyphs).rows(rows)
    };
    // Accepted work is small: it takes no rows from the preview.
    let open = board.columns[shown.clone()].iter().zip(&columns).filter(|(it, _)| !it.is_accepted);
    let used = u16::try_from(open.map(rows_of).max().unwrap_or(0)).unwrap_or(u16::MAX);
    let strip = preview_rows(cards, used, model.size.1);
    let me = world.me.map(|me| world.workspace.name(me));
    for (column, place) in board.columns[shown.clone()].iter().zip(&columns) {
        let place = Rect { height: cards.height - strip - u16::from(strip > 0), ..*place };
        let rows = usize::from(place.height);
        let stack = Stack::of(column, &column.cards.iter().collect::<Vec<_>>(), (place.width, rows), &glyphs);
        stack.draw(painter, place, &model.board.top, me);
    }
    if strip > 0 {
        let area = Rect { y: cards.bottom() - strip, height: strip, ..cards };
        preview::below(painter, area, board, world);
    }
}

/// Returns the rows of the preview: those that the cards do not need, if they are enough.
fn preview_rows(cards: Rect, used: u16, screen: u16) -> u16 {
    let free = cards.height.saturating_sub(used.saturating_add(1));
    let most = (screen / 4).saturating_sub(1).clamp(PREVIEW.0, PREVIEW.1);
    if screen < TALL || free < PREVIEW.0 { 0 } else { free.min(most) }
}

fn empty(painter: &mut Painter<'_>, area: Rect, board: &Board<'_>, world: &World<'_>, model: &Model) {
    let lines: Vec<(String, Tone)> = if !board.is_empty() {
        vec![("No cards in these columns.".to_owned(), Tone::Dim)]
    } else if model.filter.is_some() {
        vec![("No card matches the filter. Esc removes it.".to_owned(), Tone::Text)]
    } else if world.workspace.running().is_some() {
        vec![
            ("Nothing is in the sprint yet.".to_owned(), Tone::Text),
            ("In the backlog, s puts an item into it.".to_owned(), Tone::Dim),
        ]
    } else {
        let (first, second) = match world.workspace.planned().first() {
            Some(next) => (
                format!("{} is planned. g starts it.", next.name),
                "In the backlog, s puts items into it first.".to_owned(),
            ),
            None => ("The board shows the running sprint.".to_owned(), "N s plans one.".to_owned()),
        };
        vec![(first, Tone::Text), (second, Tone::Dim)]
    };
    for (at, (text, tone)) in lines.iter().enumerate() {
        if let Some(row) = row(area, at + 1) {
            painter.put(row.x + 2, row.y, row.width.saturating_sub(3), text, *tone);
        }
    }
}
