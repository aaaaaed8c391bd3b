//! A row of the backlog.

use super::super::painter::Painter;
use super::columns::{BacklogColumns, epic_of, state};
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::readiness::PreparedDefinition;
use crate::domain::value::Kind;
use crate::present;
use crate::tui::model::Model;
use crate::tui::text::{width, wrap_evenly, wrap_first};
use crate::tui::theme::Tone;
use crate::tui::world::World;
use ratatui::layout::Rect;

/// The number of lines of a title, unless its row is selected.
const LINES: usize = 2;

/// A row of the backlog.
pub(super) struct BacklogRow<'a> {
    item: &'a Item,
    /// Its place in the list, counted from 0.
    at: usize,
    /// Its place in the backlog, counted from 1; `None` while what is above it is not loaded.
    rank: Option<usize>,
    is_selected: bool,
}

impl<'a> BacklogRow<'a> {
    /// Returns a row of the list.
    pub fn of(world: &World<'a>, model: &Model, ids: &[ItemId], at: usize) -> Option<Self> {
        let item = world.item(*ids.get(at)?)?;
        let place = if model.filter.is_some() { world.workspace.items.position(item.id) } else { Some(at) };
        let rank = place.filter(|at| world.is_loaded || *at < world.known_rows).map(|at| at + 1);
        Some(Self { item, at, rank, is_selected: model.backlog.at() == at })
    }

    /// Returns the lines of the title: as many as it needs where the row is selected, otherwise two at most.
    pub fn lines(&self, columns: u16) -> Vec<String> {
        let (title, columns) = (self.item.title.as_str(), usize::from(columns));
        if title.len() <= columns || width(title) <= columns {
            return vec![title.to_owned()];
        }
        let lines = wrap_evenly(title, columns);
        if self.is_selected || lines.len() <= LINES {
            return lines;
        }
        // The rest is clipped at the end of the second line.
        let (first, rest) = wrap_first(title, columns);
        vec![first, rest]
    }

    /// Draws the row.
    pub fn draw(
        &self,
        painter: &mut Painter<'_>,
        area: Rect,
        columns: &BacklogColumns,
        model: &Model,
        world: &World<'_>,
        ready: &PreparedDefinition<'_>,
    ) {
        let glyphs = painter.glyphs();
        let (x, y, item) = (area.x, area.y, self.item);
        if self.is_selected {
            painter.select(Rect {
                x: x + columns.gutter,
                width: area.width.saturating_sub(columns.gutter),
                ..area
            });
        }
        self.bracket(painter, area, model);
        let mark = if model.marks.contains(&item.id) {
            (glyphs.marked, Tone::Accent)
        } else if model.has_moved(item.id, world.now) {
            (glyphs.moved, Tone::Moved)
        } else if self.is_selected {
            (glyphs.crumb, Tone::Accent)
        } else {
            ("", Tone::Dim)
        };
        painter.put(x + columns.mark_x(), y, 1, mark.0, mark.1);
        let rank = self.rank.map_or_else(String::new, |rank| rank.to_string());
        painter.put_right(x + columns.mark_x() + 1, y, columns.rank, &rank, Tone::Dim);
        let key_tone = if self.is_selected { Tone::Accent } else { Tone::Dim };
        painter.put(x + columns.key_x(), y, columns.key, &world.workspace.key(item.id), key_tone);
        let tone = if item.kind == Kind::Bug { Tone::Warn } else { Tone::Dim };
        painter.put(x + columns.kind_x(), y, columns.kind, present::backlog::kind(item.kind), tone);
        let tone = if self.is_selected { Tone::Strong } else { Tone::Text };
        for (line, text) in (y..area.bottom()).zip(self.lines(columns.title)) {
            painter.put(x + columns.title_x(), line, columns.title, &text, tone);
        }
        painter.put(x + columns.epic_x(), y, columns.epic, epic_of(world, item), Tone::Dim);
        let points = item.estimate.map_or_else(|| glyphs.none.to_owned(), |points| points.to_string());
        let tone = if item.estimate.is_some() { Tone::Text } else { Tone::Dim };
        painter.put_right(x + columns.points_x(), y, columns.points, &points, tone);
        let state = state(world, ready, item);
        let mut state_x = x + columns.state_x();
        let room = columns.state;
        let mut used = 0;
        if let Some(sign) = state.sign {
            let tone = if room > 0 && item.blocked.is_none() { Tone::Good } else { Tone::Alert };
            used = painter.put(state_x, y, room, glyphs.sign(sign), tone) + 1;
        }
        state_x += used;
        painter.put(state_x, y, room.saturating_sub(used), &state.text.text, state.text.tone);
    }

    /// Draws the part of the forecast's bracket beside the row, with the name of a sprint at its first row.
    fn bracket(&self, painter: &mut Painter<'_>, area: Rect, model: &Model) {
        let Some(forecast) = model.backlog.forecast() else { return };
        let brackets = forecast.brackets.iter().enumerate();
        let mut its = brackets.filter(|(_, it)| (it.likely.start..it.even.end).contains(&self.at));
        let Some((sprint, bracket)) = its.next() else { return };
        let tone = match sprint {
            0 => Tone::Accent,
            1 => Tone::Text,
            _ => Tone::Dim,
        };
        if bracket.likely.start == self.at {
            painter.put_right(area.x, area.y, 3, &bracket.name, tone);
        }
        let glyphs = painter.glyphs();
        let glyph = if bracket.likely.contains(&self.at) { glyphs.edge } else { glyphs.vertical };
        for y in area.y..area.bottom() {
            painter.put(area.x + 3, y, 1, glyph, tone);
        }
    }
}
