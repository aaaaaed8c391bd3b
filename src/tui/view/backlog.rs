//! The backlog pane: one row per item, in order, and the selected item beside the list.

use super::painter::{Painter, row};
use super::{beside, detail};
use crate::domain::definition::Definition;
use crate::domain::id::{Id, ItemId};
use crate::domain::item::Item;
use crate::domain::readiness::{PreparedDefinition, waits_for};
use crate::domain::value::{Kind, Stage};
use crate::tui::model::{ForecastLine, Model};
use crate::tui::text::width;
use crate::tui::theme::Tone;
use crate::tui::world::World;
use ratatui::layout::Rect;
use std::cmp::Ordering;

/// The column widths for a list of some width; 0 for a hidden column.
struct Columns {
    key: u16,
    title: u16,
    epic: u16,
    sprint: u16,
    points: u16,
}

const LEFT: u16 = 4;
const GAP: u16 = 2;
/// The width of the readiness, at the right.
const STATE: u16 = 4;

impl Columns {
    fn of(list: Rect, world: &World<'_>, rows: &[&Item]) -> Self {
        let longest = |least: usize, most: usize, text: &dyn Fn(&Item) -> usize| {
            let columns = rows.iter().map(|item| text(item)).max().unwrap_or(0);
            u16::try_from(columns.clamp(least, most)).unwrap_or(0)
        };
        // As wide as the newest key, so that the columns do not move while the list is scrolled.
        let newest = world.workspace.counters.get("item").and_then(|number| ItemId::new(*number));
        let key = newest.map_or(6, |newest| width(&world.workspace.key(newest))).clamp(6, 16);
        let key = u16::try_from(key).unwrap_or(16);
        let points = 4;
        let fixed = LEFT + key + GAP + 1 + points + GAP + STATE;
        let room = list.width.saturating_sub(fixed);
        let any_epic = rows.iter().any(|item| item.epic.is_some());
        let epic = if any_epic && room >= 60 { 16 } else { 0 };
        let any_sprint = rows.iter().any(|item| item.sprint.is_some());
        let sprint = if any_sprint && room >= 36 {
            longest(6, 12, &|item| width(sprint_name(world, item))) + GAP
        } else {
            0
        };
        Self { key, title: room.saturating_sub(epic + sprint), epic, sprint, points }
    }
}

fn sprint_name<'a>(world: &World<'a>, item: &Item) -> &'a str {
    item.sprint.and_then(|id| world.workspace.sprints.get(id)).map_or("", |sprint| sprint.name.as_str())
}

/// Draws the pane.
pub(super) fn draw(painter: &mut Painter<'_>, body: Rect, world: &World<'_>, model: &Model) {
    let ids = model.backlog.rows(world);
    let (list, right) = beside(body);
    if let Some(right) = right {
        detail::beside(painter, body, right, world, model.backlog.item());
    }
    if ids.is_empty() {
        empty(painter, list, model);
        return;
    }
    let height = usize::from(list.height);
    let lines = model.backlog.forecast();
    let above = |at: usize| lines.iter().take_while(|line| line.before <= at).count();
    let at = model.backlog.at();
    let shown = model.backlog.top.rows(Some(at + above(at)), ids.len() + lines.len(), height);
    let rows: Vec<BacklogLine<'_>> = shown.filter_map(|row| BacklogLine::of(row, ids, lines)).collect();
    let numbers: Vec<usize> = rows.iter().filter_map(BacklogLine::number).collect();
    if let [first, ..] = numbers[..] {
        painter.extent(list, &(first..first + numbers.len()), ids.len());
    }
    let items: Vec<&Item> = rows.iter().filter_map(|row| world.item(row.item()?)).collect();
    let columns = Columns::of(list, world, &items);
    let rules = PreparedDefinition::of(world.workspace, Definition::Ready);
    for (place, drawn) in rows.iter().enumerate() {
        let Some(row) = row(list, place) else { break };
        match drawn {
            BacklogLine::Forecast(line) => forecast(painter, row, line),
            BacklogLine::Item(number, id) => {
                let Some(item) = world.item(*id) else { continue };
                draw_row(painter, row, world, model, item, &columns, *number == at);
                readiness(painter, row, item, &rules);
            }
        }
    }
}

/// The contents of a row of the screen.
enum BacklogLine<'a> {
    /// An item, with its number in the list.
    Item(usize, ItemId),
    /// A forecast line between items.
    Forecast(&'a ForecastLine),
}

impl<'a> BacklogLine<'a> {
    /// Returns the contents of a row, counted from the top of the list including forecast lines; `None` below its end.
    fn of(row: usize, ids: &[ItemId], lines: &'a [ForecastLine]) -> Option<Self> {
        // The offset of a line: the items before it and the lines above it.
        let mut above = 0;
        for line in lines {
            match (line.before + above).cmp(&row) {
                Ordering::Less => above += 1,
                Ordering::Equal => return Some(Self::Forecast(line)),
                Ordering::Greater => break,
            }
        }
        let number = row - above;
        ids.get(number).map(|id| Self::Item(number, *id))
    }

    fn number(&self) -> Option<usize> {
        match self {
            Self::Item(number, _) => Some(*number),
            Self::Forecast(_) => None,
        }
    }

    fn item(&self) -> Option<ItemId> {
        match self {
            Self::Item(_, id) => Some(*id),
            Self::Forecast(_) => None,
        }
    }
}

fn forecast(painter: &mut Painter<'_>, row: Rect, line: &ForecastLine) {
    let area = Rect { x: row.x + 2, width: row.width.saturating_sub(3), ..row };
    painter.rule(area, "");
    painter.put(area.x + 2, row.y, area.width.saturating_sub(4), &format!(" {} ", line.text), Tone::Dim);
}

fn draw_row(
    painter: &mut Painter<'_>,
    row: Rect,
    world: &World<'_>,
    model: &Model,
    item: &Item,
    columns: &Columns,
    selected: bool,
) {
    let glyphs = painter.glyphs();
    if selected {
        painter.select(row);
        painter.put(row.x + 1, row.y, 1, glyphs.bar, Tone::Accent);
    }
    if model.marks.contains(&item.id) {
        painter.put(row.x + 2, row.y, 1, glyphs.marked, Tone::Accent);
    } else if model.has_moved(item.id, world.now) {
        painter.put(row.x + 2, row.y, 1, glyphs.moved, Tone::Moved);
    }
    let mut x = row.x + LEFT;
    let weight = |otherwise| if selected { Tone::Strong } else { otherwise };
    painter.put(x, row.y, columns.key, &world.workspace.key(item.id), weight(Tone::Dim));
    x += columns.key + GAP;
    let signs = signs(painter, world, item);
    let signs_width = signs.iter().map(|(text, _)| width(text) + 1).sum::<usize>();
    let signs_width = u16::try_from(signs_width).unwrap_or(0).min(columns.title / 2);
    let title = columns.title.saturating_sub(signs_width);
    let used = painter.put(x, row.y, title, &item.title, weight(Tone::Text));
    debug_assert!(used <= columns.title);
    let mut sign_x = x + columns.title - signs_width;
    for (text, tone) in &signs {
        sign_x += 1;
        sign_x += painter.put(sign_x, row.y, (x + columns.title).saturating_sub(sign_x), text, *tone);
    }
    x += columns.title;
    if columns.epic > 0 {
        let epic = item.epic.and_then(|id| world.workspace.epics.get(id));
        painter.put(
            x + GAP,
            row.y,
            columns.epic - GAP,
            epic.map_or("", |epic| epic.title.as_str()),
            Tone::Dim,
        );
        x += columns.epic;
    }
    if columns.sprint > 0 {
        painter.put(x + GAP, row.y, columns.sprint - GAP, sprint_name(world, item), Tone::Accent);
        x += columns.sprint;
    }
    let points = item.estimate.map_or_else(|| glyphs.none.to_owned(), |points| points.to_string());
    let tone = if item.estimate.is_some() { Tone::Text } else { Tone::Dim };
    painter.put_right(x + 1, row.y, columns.points, &points, tone);
}

/// Draws the readiness of an item, and the number of rules it does not meet.
fn readiness(painter: &mut Painter<'_>, row: Rect, item: &Item, rules: &PreparedDefinition<'_>) {
    let glyphs = painter.glyphs();
    let x = row.right().saturating_sub(STATE);
    let unmet = rules.unmet(item).count();
    let mut used = 0;
    if item.stage == Stage::Ready {
        used = painter.put(x, row.y, STATE, glyphs.met, Tone::Good);
    }
    if unmet > 0 {
        painter.put(x + used, row.y, STATE - used, &format!("{unmet}{}", glyphs.unmet), Tone::Warn);
    }
}

/// Returns the marks of an item: its kind unless it is a story, blocked, waiting for another item, open questions.
fn signs(painter: &Painter<'_>, world: &World<'_>, item: &Item) -> Vec<(String, Tone)> {
    let glyphs = painter.glyphs();
    let mut signs = Vec::new();
    if item.kind != Kind::Story {
        let tone = if item.kind == Kind::Bug { Tone::Warn } else { Tone::Dim };
        signs.push((item.kind.word().to_owned(), tone));
    }
    if item.blocked.is_some() {
        signs.push((glyphs.blocked.to_owned(), Tone::Alert));
    }
    if let Some(on) = waits_for(world.workspace, item) {
        signs.push((format!("after {}", world.workspace.key(on)), Tone::Dim));
    }
    if item.tally.questions > 0 {
        signs.push((format!("?{}", item.tally.questions), Tone::Warn));
    }
    signs
}

fn empty(painter: &mut Painter<'_>, list: Rect, model: &Model) {
    let lines: &[(&str, Tone)] = if model.filter.is_some() {
        &[("No item matches the filter.", Tone::Text), ("Esc takes it off.", Tone::Dim)]
    } else {
        &[
            ("The backlog is empty.", Tone::Text),
            ("It holds what the product shall become, the most valuable on top.", Tone::Dim),
            ("", Tone::Text),
            ("n adds the first item; pasted lines become items.", Tone::Text),
            ("N f brings in a file from another tool: Jira, a table, or one story a line.", Tone::Text),
        ]
    };
    for (at, (text, tone)) in lines.iter().enumerate() {
        if let Some(row) = row(list, at + 1) {
            painter.put(row.x + LEFT, row.y, row.width.saturating_sub(LEFT), text, *tone);
        }
    }
}
