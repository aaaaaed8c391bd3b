//! The board pane: columns from left to right, their cards, and optional lanes across them.

use super::painter::{Painter, row};
use crate::domain::column::Column;
use crate::domain::item::Item;
use crate::domain::metrics::ageing::{age as item_age, ageing};
use crate::domain::value::{Kind, Stage};
use crate::domain::views::board::ColumnView;
use crate::present;
use crate::tui::model::{BoardPane, Lane, Lanes, Model};
use crate::tui::text::width;
use crate::tui::theme::{Glyphs, Tone};
use crate::tui::world::World;
use ratatui::layout::Rect;
use std::ops::Range;

/// The minimum width of a card.
const LEAST: u16 = 17;
/// The width from which a card has its title in the first row.
const WIDE: u16 = 24;
/// The height of a card, in rows.
const CARD: usize = 2;

/// Draws the pane.
pub(super) fn draw(painter: &mut Painter<'_>, body: Rect, world: &World<'_>, model: &Model) {
    let columns = BoardPane::columns(world);
    let count = columns.len() + 1;
    let fit = usize::from(((body.width.saturating_sub(1)) / (LEAST + 2)).max(1)).min(count);
    let first = model.board.column().saturating_sub(fit - 1).min(count - fit);
    let first = if model.board.column() < fit { 0 } else { first };
    let shown = first..first + fit;
    let room = (body.width - 1) / u16::try_from(fit).unwrap_or(1);
    let cards: Vec<Vec<&Item>> = (0..count).map(|at| model.board.cards(world, model.filter(), at)).collect();
    let heads = heads(&painter.glyphs(), world, &columns, &shown, usize::from(room - 2));
    for (at, head) in shown.clone().zip(&heads) {
        let x = body.x + 1 + room * u16::try_from(at - first).unwrap_or(0);
        let is_here = at == model.board.column();
        heading(painter, Rect { x, width: room - 2, height: 1, ..body }, head, is_here);
        if is_here && cards[at].is_empty() {
            painter.put(x - 1, body.y, 1, painter.glyphs().bar, Tone::Accent);
        }
    }
    hidden_columns(painter, body, &cards, &shown);
    let cards_area = Rect { y: body.y + 2, height: body.height.saturating_sub(2), ..body };
    if cards[shown.clone()].iter().all(Vec::is_empty) {
        empty(painter, cards_area, world, model, cards.iter().all(Vec::is_empty));
        return;
    }
    lanes(painter, cards_area, world, model, &cards[shown], first, room);
}

/// The heading of a column.
struct ColumnHead {
    name: String,
    /// How many cards it has, its limit and its points.
    counts: String,
    is_over_limit: bool,
}

/// Returns the headings as they fit: the names are cut in the middle where their beginnings are alike.
fn heads(
    glyphs: &Glyphs,
    world: &World<'_>,
    columns: &[&Column],
    shown: &Range<usize>,
    room: usize,
) -> Vec<ColumnHead> {
    let unit = if room < usize::from(WIDE) { "" } else { " pts" };
    let head = |at: usize| {
        // The limit applies to all cards, whether or not the filter shows them.
        let column = ColumnView::of(world.workspace, columns.get(at).copied());
        let limit = column.limit().map_or_else(String::new, |limit| format!("/{limit}"));
        let (cards, points) = (column.items.len(), column.points(world.workspace));
        ColumnHead {
            name: column.name().to_owned(),
            counts: format!("{cards}{limit} {} {points}{unit}", glyphs.dot),
            is_over_limit: column.is_over_limit(),
        }
    };
    let mut heads: Vec<ColumnHead> = shown.clone().map(head).collect();
    let left = |head: &ColumnHead| room.saturating_sub(width(&head.counts) + 2);
    let cut: Vec<String> = heads.iter().map(|it| glyphs.clip(&it.name, left(it)).into_owned()).collect();
    for (head, name) in heads.iter_mut().zip(&cut) {
        let is_alike = cut.iter().filter(|other| *other == name).count() > 1;
        head.name =
            if is_alike { glyphs.clip_middle(&head.name, left(head)).into_owned() } else { name.clone() };
    }
    heads
}

fn heading(painter: &mut Painter<'_>, area: Rect, head: &ColumnHead, is_here: bool) {
    let tone = if is_here { Tone::Accent } else { Tone::Head };
    let used = painter.put(area.x, area.y, area.width, &head.name, tone);
    let tone = if head.is_over_limit { Tone::Warn } else { Tone::Dim };
    painter.put(area.x + used + 2, area.y, area.width.saturating_sub(used + 2), &head.counts, tone);
}

/// Says which columns are beyond the edges, with their cards, in the row under the headings.
fn hidden_columns(painter: &mut Painter<'_>, body: Rect, cards: &[Vec<&Item>], shown: &Range<usize>) {
    let Some(line) = row(body, 1) else { return };
    let words = |hidden: &[Vec<&Item>]| {
        let columns = present::count(hidden.len(), "more column", "more columns");
        let cards = hidden.iter().map(Vec::len).sum::<usize>();
        format!("{columns}, {}", present::count(cards, "card", "cards"))
    };
    let glyphs = painter.glyphs();
    if shown.start > 0 {
        let text = format!("{} {}", glyphs.left, words(&cards[..shown.start]));
        painter.put(line.x + 1, line.y, line.width - 2, &text, Tone::Dim);
    }
    if shown.end < cards.len() {
        let text = format!("{} {}", words(&cards[shown.end..]), glyphs.right);
        painter.put_right(line.x, line.y, line.width - 1, &text, Tone::Dim);
    }
}

/// Draws the cards lane by lane, scrolled so that the selected card is visible.
fn lanes(
    painter: &mut Painter<'_>,
    area: Rect,
    world: &World<'_>,
    model: &Model,
    all: &[Vec<&Item>],
    first: usize,
    room: u16,
) {
    let mut names: Vec<Lane> = Vec::new();
    for item in all.iter().flatten() {
        let lane = model.board.lane(item);
        if !names.contains(&lane) {
            names.push(lane);
        }
    }
    names.sort_by_key(|lane| lane_key(world, *lane));
    let spaced = all.iter().map(Vec::len).max().unwrap_or(0) * (CARD + 1) <= usize::from(area.height);
    let card_rows = if spaced && names.len() == 1 { CARD + 1 } else { CARD };
    let cursor = model.board.item(world, model.filter());
    // The first row of each lane, and the row of the cursor.
    let headed = model.board.lanes != Lanes::None;
    let (mut total, mut at_cursor, mut starts) = (0, 0, Vec::new());
    for lane in &names {
        starts.push(total);
        total += usize::from(headed);
        let mut tallest = 0;
        for cards in all {
            let cards: Vec<&&Item> = cards.iter().filter(|item| model.board.lane(item) == *lane).collect();
            if let Some(place) = cards.iter().position(|item| Some(item.id) == cursor) {
                at_cursor = total + place * card_rows;
            }
            tallest = tallest.max(cards.len());
        }
        total += tallest * card_rows + usize::from(headed);
    }
    // The last row says how many cards are above and below.
    let goes_on = total > usize::from(area.height);
    let hidden_row = row(area, usize::from(area.height).saturating_sub(1)).filter(|_| goes_on);
    let area = Rect { height: area.height - u16::from(goes_on), ..area };
    let height = usize::from(area.height);
    let mut hidden = vec![(0_usize, 0_usize); all.len()];
    let top = model.board.top.rows(Some(at_cursor + CARD - 1), total, height).start.min(at_cursor);
    for (lane, start) in names.iter().zip(starts) {
        if headed
            && start >= top
            && let Some(row) = row(area, start - top)
        {
            painter.put(row.x + 1, row.y, row.width - 2, &lane_title(world, *lane), Tone::Head);
        }
        for (at, cards) in all.iter().enumerate() {
            let x = area.x + 1 + room * u16::try_from(at).unwrap_or(0);
            let cards = cards.iter().filter(|item| model.board.lane(item) == *lane);
            for (place, item) in cards.enumerate() {
                let y = start + usize::from(headed) + place * card_rows;
                if y < top {
                    hidden[at].0 += 1;
                    continue;
                }
                let is_whole = y + CARD <= top + height || height < CARD;
                let Some(line) = row(area, y - top).filter(|_| is_whole) else {
                    hidden[at].1 += 1;
                    continue;
                };
                let card = Rect { x, width: room - 2, ..line };
                let selected = Some(item.id) == cursor && first + at == model.board.column();
                let second = row(area, y + 1 - top).map(|it| it.y);
                draw_card(painter, card, second, world, model, item, selected);
            }
        }
    }
    let Some(line) = hidden_row else { return };
    for (at, (above, below)) in hidden.into_iter().enumerate() {
        let x = area.x + 2 + room * u16::try_from(at).unwrap_or(0);
        painter.put(x, line.y, room - 3, &painter.more(above, below), Tone::Dim);
    }
}

fn lane_key(world: &World<'_>, lane: Lane) -> (bool, String) {
    match lane {
        Lane::All => (false, String::new()),
        Lane::Person(None) | Lane::Epic(None) => (true, String::new()),
        Lane::Person(_) | Lane::Epic(_) => (false, lane_title(world, lane).to_lowercase()),
    }
}

fn lane_title(world: &World<'_>, lane: Lane) -> String {
    match lane {
        Lane::All => String::new(),
        Lane::Person(Some(person)) => world.workspace.name(person).to_owned(),
        Lane::Person(None) => "nobody".to_owned(),
        Lane::Epic(Some(epic)) => {
            world.workspace.epics.get(epic).map_or_else(String::new, |epic| epic.title.as_str().to_owned())
        }
        Lane::Epic(None) => "no epic".to_owned(),
    }
}

fn draw_card(
    painter: &mut Painter<'_>,
    line: Rect,
    second: Option<u16>,
    world: &World<'_>,
    model: &Model,
    item: &Item,
    selected: bool,
) {
    let glyphs = painter.glyphs();
    if selected {
        painter.select(line);
        if let Some(y) = second {
            painter.select(Rect { y, ..line });
        }
    }
    let sign = if model.marks.contains(&item.id) {
        Some((glyphs.marked, Tone::Accent))
    } else if model.has_moved(item.id, world.now) {
        Some((glyphs.moved, Tone::Moved))
    } else if selected {
        Some((glyphs.bar, Tone::Accent))
    } else {
        None
    };
    let mut x = line.x;
    if let Some((sign, tone)) = sign {
        painter.put(x, line.y, 1, sign, tone);
    }
    x += 1;
    let title_role = if selected { Tone::Strong } else { Tone::Text };
    if line.width < WIDE {
        facts(painter, Rect { x, width: line.right() - x, ..line }, world, item, true);
        if let Some(y) = second {
            let points = points(painter, item);
            let used = painter.put_right(line.x, y, line.width, &points, Tone::Text);
            painter.put(line.x + 1, y, line.width.saturating_sub(used + 2), &item.title, title_role);
        }
        return;
    }
    let points = points(painter, item);
    let end = line.right();
    let points_width = u16::try_from(width(&points)).unwrap_or(1);
    painter.put_right(x, line.y, end - x, &points, Tone::Text);
    let title_end = end.saturating_sub(points_width + 1);
    x += painter.put(x, line.y, title_end.saturating_sub(x), &world.workspace.key(item.id), key_role(item))
        + 1;
    painter.put(x, line.y, title_end.saturating_sub(x), &item.title, title_role);
    if let Some(y) = second {
        facts(painter, Rect { x: line.x + 1, y, width: line.width - 1, ..line }, world, item, false);
    }
}

fn key_role(item: &Item) -> Tone {
    if item.kind == Kind::Bug { Tone::Warn } else { Tone::Dim }
}

fn points(painter: &Painter<'_>, item: &Item) -> String {
    item.estimate.map_or_else(|| painter.glyphs().none.to_owned(), |points| points.to_string())
}

/// Draws assignees, age and problems of a card; on a narrow card, its key, too.
fn facts(painter: &mut Painter<'_>, line: Rect, world: &World<'_>, item: &Item, narrow: bool) {
    let people = crate::present::people(world.workspace, item);
    let mine = world.me.is_some_and(|me| item.assignees.contains(&me));
    let (age, age_role) = age(painter, world, item, narrow);
    let mut right = line.right();
    right -= painter.put_right(line.x, line.y, right.saturating_sub(line.x), &age, age_role);
    let mut x = line.x;
    if narrow {
        x += painter.put(x, line.y, right.saturating_sub(x), &world.workspace.key(item.id), key_role(item))
            + 1;
    }
    let people = if people.is_empty() && !narrow { painter.glyphs().none } else { &people };
    let room = right.saturating_sub(x + 1);
    let used = painter.put(x, line.y, room, people, if mine { Tone::Accent } else { Tone::Dim });
    let (x, room) = (x + used + 1, room.saturating_sub(used + 1));
    if item.rejected.is_some() && item.stage.is_on_board() {
        let sign = painter.glyphs().failed;
        let words = if narrow { sign.to_owned() } else { format!("{sign} rejected") };
        painter.put(x, line.y, room, &words, Tone::Alert);
    } else if item.tally.tasks > 0 {
        let tasks = format!("{}/{}", item.tally.tasks_done, item.tally.tasks);
        painter.put(x, line.y, room, &tasks, Tone::Dim);
    }
}

/// Formats the age of a card since it was first started, and whether it is ageing; or how long it is blocked.
fn age(painter: &Painter<'_>, world: &World<'_>, item: &Item, narrow: bool) -> (String, Tone) {
    if item.blocked.is_some() {
        let days = item.blocked_since.map_or(0, |since| world.days_since(since));
        return (format!("{} {days} d", painter.glyphs().blocked), Tone::Alert);
    }
    if item.stage == Stage::Accepted {
        return (painter.glyphs().met.to_owned(), Tone::Good);
    }
    let day = |day: u64| if narrow { format!("{day} d") } else { format!("day {day}") };
    let times = world.workspace.known_cycle_times();
    match item_age(item, world.now, world.zone()) {
        None => (String::new(), Tone::Dim),
        Some(age) if ageing(item, &times, world.now, world.zone()).is_some() => {
            // On a narrow card the assignee is more important than the word.
            let old = if narrow { painter.glyphs().unmet } else { ", ageing" };
            (format!("{}{old}", day(age)), Tone::Warn)
        }
        Some(age) => (day(age), Tone::Dim),
    }
}

fn empty(painter: &mut Painter<'_>, area: Rect, world: &World<'_>, model: &Model, is_empty: bool) {
    let lines: Vec<(String, Tone)> = if !is_empty {
        vec![("No cards in these columns.".to_owned(), Tone::Dim)]
    } else if model.filter.is_some() {
        vec![("No card matches the filter; Esc takes it off.".to_owned(), Tone::Text)]
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
