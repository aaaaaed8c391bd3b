//! Lanes across the columns: a head with what is in the lane, its cards below; lanes without room are a line each.

use super::gather::{Board, BoardColumn, ColumnCard};
use super::stack::Stack;
use crate::domain::item::sum_of_points;
use crate::domain::value::Stage;
use crate::present;
use crate::present::tone::Styled;
use crate::tui::model::{Lane, Model};
use crate::tui::theme::Tone;
use crate::tui::view::painter::Painter;
use crate::tui::widget::list::Scroll;
use crate::tui::world::World;
use ratatui::layout::Rect;
use std::ops::Range;

/// The rows that a lane needs below its head to be worth opening.
const LEAST: usize = 4;

/// A lane with the number of rows of its cards.
struct LaneRows {
    lane: Lane,
    title: Styled,
    counts: String,
    rows: usize,
    is_open: bool,
}

impl LaneRows {
    /// Returns the rows of its head and its cards.
    fn height(&self) -> usize {
        1 + if self.is_open { self.rows } else { 0 }
    }
}

/// Draws the lanes of the shown columns. Returns the row below them.
pub(super) fn draw(
    painter: &mut Painter<'_>,
    area: Rect,
    board: &Board<'_>,
    (shown, columns): (&Range<usize>, &[Rect]),
    world: &World<'_>,
    model: &Model,
) -> u16 {
    let mut lanes = gather(painter, area, board, (shown, columns), world, model);
    let rows = usize::from(area.height);
    let here = board.selected().map(|(card, _)| card.lane);
    let cursor = here.and_then(|here| lanes.iter().position(|it| it.lane == here));
    open(&mut lanes, cursor, rows);
    let heights: Vec<usize> = lanes.iter().map(LaneRows::height).collect();
    let top = Scroll::default();
    let visible = top.entries(cursor, lanes.len(), rows, &|at| heights[at]);
    let mut y = area.y;
    let me = world.me.map(|me| world.workspace.name(me));
    for at in visible.clone() {
        let lane = &lanes[at];
        let top_row = Rect { y, height: 1, ..area };
        head(painter, top_row, lane, (board, shown, columns));
        y += 1;
        if lane.is_open {
            let height = u16::try_from(lane.rows).unwrap_or(u16::MAX).min(area.bottom().saturating_sub(y));
            for (column, place) in board.columns[shown.clone()].iter().zip(columns) {
                let cell = Rect { y, height, ..*place };
                let stack = stack(painter, column, lane.lane, cell);
                stack.draw(painter, cell, &model.board.top, me);
            }
            y += height;
        }
    }
    if visible.len() < lanes.len() && y > area.y {
        let words = painter.more(visible.start, lanes.len() - visible.end);
        painter.put_right(area.x, y - 1, area.width - 1, &format!(" {words} "), Tone::Dim);
    }
    y
}

fn stack<'s, 'a>(
    painter: &Painter<'_>,
    column: &'s BoardColumn<'a>,
    lane: Lane,
    cell: Rect,
) -> Stack<'s, 'a> {
    let cards: Vec<&ColumnCard<'a>> = column.cards.iter().filter(|card| card.lane == lane).collect();
    Stack::of(column, &cards, (cell.width, usize::from(cell.height)), &painter.glyphs())
}

/// Returns the lanes in order, each with the rows that it needs and a blank one.
fn gather(
    painter: &Painter<'_>,
    area: Rect,
    board: &Board<'_>,
    (shown, columns): (&Range<usize>, &[Rect]),
    world: &World<'_>,
    model: &Model,
) -> Vec<LaneRows> {
    let mut names: Vec<Lane> = Vec::new();
    for card in board.columns.iter().flat_map(|column| &column.cards) {
        if !names.contains(&card.lane) {
            names.push(card.lane);
        }
    }
    names.sort_by_cached_key(|lane| model.board.lane_order(world, *lane));
    let lane = |lane: Lane| {
        let cells = board.columns[shown.clone()].iter().zip(columns).map(|(column, place)| {
            stack(painter, column, lane, Rect { height: area.height, ..*place })
                .rows(usize::from(area.height))
        });
        LaneRows {
            lane,
            title: title(world, lane),
            counts: counts(board, lane),
            rows: cells.max().unwrap_or(0) + 1,
            is_open: false,
        }
    };
    names.into_iter().map(lane).collect()
}

/// Opens the lane of the cursor, and then the others from the top, as long as all heads stay visible.
fn open(lanes: &mut [LaneRows], cursor: Option<usize>, rows: usize) {
    let mut left = rows.saturating_sub(lanes.len());
    if let Some(lane) = cursor.and_then(|at| lanes.get_mut(at)) {
        // Its cards scroll where they do not fit.
        lane.rows = lane.rows.min(left.max(LEAST));
        lane.is_open = true;
        left = left.saturating_sub(lane.rows);
    }
    for lane in lanes.iter_mut().filter(|lane| !lane.is_open) {
        // A lane of accepted items only is a line.
        if lane.rows > left || lane.rows <= 1 {
            continue;
        }
        lane.is_open = true;
        left -= lane.rows;
    }
}

/// Draws the head of a lane: its title and counts, then a rule, or a square for each card where it is folded.
fn head(
    painter: &mut Painter<'_>,
    head: Rect,
    lane: &LaneRows,
    (board, shown, columns): (&Board<'_>, &Range<usize>, &[Rect]),
) {
    let glyphs = painter.glyphs();
    let mut x = head.x + 1;
    let end = head.right() - 1;
    let from = x;
    x += painter.put(x, head.y, end - x, &lane.title.text, lane.title.tone);
    let bold = ratatui::style::Style::new().add_modifier(ratatui::style::Modifier::BOLD);
    painter.buffer.set_style(Rect { x: from, width: x - from, ..head }, bold);
    x += 2;
    x += painter.put(x, head.y, end.saturating_sub(x), &lane.counts, Tone::Dim) + 1;
    if lane.is_open {
        let room = end.saturating_sub(x);
        painter.put(x, head.y, room, &glyphs.horizontal.repeat(usize::from(room)), Tone::Rule);
        return;
    }
    for (column, place) in board.columns[shown.clone()].iter().zip(columns) {
        let mut at = place.x.max(x);
        for card in column.cards.iter().filter(|card| card.lane == lane.lane && !column.is_accepted) {
            let tone = if card.edge == Tone::Rule { Tone::Accent } else { card.edge };
            at += painter.put(at, head.y, place.right().saturating_sub(at), glyphs.blocked, tone);
        }
    }
}

fn counts(board: &Board<'_>, lane: Lane) -> String {
    let cards = board.columns.iter().flat_map(|column| &column.cards).filter(|card| card.lane == lane);
    let items: Vec<_> = cards.map(|card| card.view.item).collect();
    let (accepted, open): (Vec<_>, Vec<_>) = items.into_iter().partition(|it| it.stage == Stage::Accepted);
    present::card::lane(open.len(), sum_of_points(&open), accepted.len())
}

fn title(world: &World<'_>, lane: Lane) -> Styled {
    match lane {
        Lane::All => Styled::text(""),
        Lane::Person(Some(person)) => Styled::new(world.workspace.name(person), Tone::person(person)),
        Lane::Person(None) => Styled::new("Unassigned", Tone::Warn),
        Lane::Epic(Some(epic)) => {
            let epic = world.workspace.epics.get(epic);
            Styled::new(epic.map_or("", |epic| epic.title.as_str()), Tone::Head)
        }
        Lane::Epic(None) => Styled::new("No epic", Tone::Head),
    }
}
