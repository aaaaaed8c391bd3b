//! The columns of the backlog: each as wide as the visible rows need, the rest for the title. A column that would be empty
//! is not there.

use super::super::painter::Painter;
use crate::domain::definition::Definition;
use crate::domain::id::{Id, ItemId};
use crate::domain::item::Item;
use crate::domain::readiness::PreparedDefinition;
use crate::domain::value::Kind;
use crate::domain::views::backlog::RowState;
use crate::present;
use crate::present::tree::LeadFact;
use crate::tui::model::{BacklogForecast, Model};
use crate::tui::text::width;
use crate::tui::theme::Tone;
use crate::tui::world::World;
use ratatui::layout::Rect;

/// The width of the gutter with a forecast: a sprint's short name and the bracket.
const GUTTER: u16 = 4;

/// The title keeps this width when there is a column for epics.
const TITLE: u16 = 56;

/// The widths of the columns; 0 for one that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BacklogColumns {
    pub gutter: u16,
    pub rank: u16,
    pub key: u16,
    pub kind: u16,
    pub title: u16,
    pub epic: u16,
    pub points: u16,
    pub state: u16,
}

/// Returns what matters about an item, as words.
pub(super) fn state(world: &World<'_>, ready: &PreparedDefinition<'_>, item: &Item) -> LeadFact {
    present::backlog::state(world.workspace, &RowState::of(world.workspace, item, ready, world.now))
}

/// Returns the width of a state with its sign.
pub(super) fn state_width(state: &LeadFact) -> usize {
    width(&state.text.text) + if state.sign.is_some() { 2 } else { 0 }
}

impl BacklogColumns {
    /// Returns the columns for some visible rows, in an area whose last column is the scrollbar.
    pub fn of(area: Rect, world: &World<'_>, model: &Model, rows: &[&Item]) -> Self {
        let widest = |least: usize, most: usize, text: &dyn Fn(&Item) -> usize| {
            let columns = rows.iter().map(|item| text(item)).max().unwrap_or(0);
            let columns = if columns == 0 { 0 } else { columns.clamp(least, most) };
            u16::try_from(columns).unwrap_or(0)
        };
        // As wide as the newest key, so that the columns do not move while the list is scrolled.
        let newest = world.workspace.counters.get("item").and_then(|number| ItemId::new(*number));
        let key = newest.map_or(6, |newest| width(&world.workspace.key(newest))).clamp(3, 16);
        let digits = world.workspace.backlog_counts.in_backlog().max(1).ilog10() + 1;
        let ready = PreparedDefinition::of(world.workspace, Definition::Ready);
        let mut columns = Self {
            gutter: if model.backlog.forecast().is_some() { GUTTER } else { 0 },
            rank: u16::try_from(digits).unwrap_or(1).max(2),
            key: u16::try_from(key).unwrap_or(16),
            kind: widest(3, 3, &|item| usize::from(item.kind != Kind::Story)),
            title: 0,
            epic: 0,
            points: widest(3, 6, &|item| item.estimate.map_or(0, |points| width(&points.to_string()))),
            state: widest(5, 16, &|item| state_width(&state(world, &ready, item))),
        };
        columns.title = area.width.saturating_sub(columns.fixed() + 2);
        let epic = widest(4, 16, &|item| width(epic_of(world, item)));
        if epic > 0 && columns.title > epic + TITLE {
            columns.epic = epic;
            columns.title -= epic + 2;
        }
        columns
    }

    /// Returns the width of all but title and epic, with the gaps.
    fn fixed(&self) -> u16 {
        let gap = |columns: u16, gap: u16| if columns > 0 { columns + gap } else { 0 };
        self.title_x() + gap(self.points, 1) + gap(self.state, 1)
    }

    /// Returns the column of the mark, after the bracket.
    pub fn mark_x(&self) -> u16 {
        self.gutter
    }

    /// Returns the column of the key.
    pub fn key_x(&self) -> u16 {
        self.mark_x() + 1 + self.rank + 1
    }

    /// Returns the column of the kind.
    pub fn kind_x(&self) -> u16 {
        self.key_x() + self.key + 1
    }

    /// Returns the column of the title.
    pub fn title_x(&self) -> u16 {
        self.kind_x() + if self.kind > 0 { self.kind + 1 } else { 0 }
    }

    /// Returns the column of the epic.
    pub fn epic_x(&self) -> u16 {
        self.title_x() + self.title + 2
    }

    /// Returns the column of the points.
    pub fn points_x(&self) -> u16 {
        self.title_x() + self.title + if self.epic > 0 { self.epic + 2 } else { 0 } + 1
    }

    /// Returns the column of the state.
    pub fn state_x(&self) -> u16 {
        self.points_x() + if self.points > 0 { self.points + 1 } else { 0 }
    }

    /// Draws the heads of the columns, with the legend of the forecast above the titles.
    pub fn head(&self, painter: &mut Painter<'_>, area: Rect, forecast: Option<&BacklogForecast>) {
        let (x, y) = (area.x, area.y);
        painter.put_right(x + self.mark_x() + 1, y, self.rank, "#", Tone::Dim);
        painter.put(x + self.key_x(), y, self.key, "key", Tone::Dim);
        let title = x + self.title_x();
        let used = painter.put(title, y, self.title, "title", Tone::Dim);
        painter.put(x + self.epic_x(), y, self.epic, "epic", Tone::Dim);
        if self.points > 0 {
            painter.put_right(x + self.points_x(), y, self.points, "pts", Tone::Dim);
        }
        painter.put(x + self.state_x(), y, self.state, "state", Tone::Dim);
        if let Some(forecast) = forecast {
            legend(
                painter,
                Rect { x: title + used + 2, y, width: self.title.saturating_sub(used + 2), height: 1 },
                forecast,
            );
        }
    }
}

/// Draws what the bracket means, and what it is based on where there is room.
fn legend(painter: &mut Painter<'_>, room: Rect, forecast: &BacklogForecast) {
    let glyphs = painter.glyphs();
    let parts = |words: String| {
        [
            (words, Tone::Dim),
            (format!(" {}", glyphs.edge), Tone::Accent),
            ("85 %  ".to_owned(), Tone::Dim),
            (glyphs.vertical.to_owned(), Tone::Accent),
            ("50 %".to_owned(), Tone::Dim),
        ]
    };
    let words = present::forecast::legend(forecast.past, forecast.unestimated);
    let fitting = words.into_iter().map(parts).find_map(|parts| {
        let columns = parts.iter().map(|(text, _)| width(text)).sum::<usize>();
        u16::try_from(columns).ok().filter(|columns| *columns <= room.width).map(|columns| (columns, parts))
    });
    let Some((columns, parts)) = fitting else { return };
    let mut x = room.right() - columns;
    for (text, tone) in parts {
        x += painter.put(x, room.y, columns, &text, tone);
    }
}

/// Returns the title of an item's epic; empty without one.
pub(super) fn epic_of<'a>(world: &World<'a>, item: &Item) -> &'a str {
    item.epic.and_then(|id| world.workspace.epics.get(id)).map_or("", |epic| epic.title.as_str())
}
