//! What the board shows, gathered once for a frame.

use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::value::Points;
use crate::domain::views::board::{BoardCard, ColumnView};
use crate::present::card::{self, CardFoot};
use crate::present::tone::Styled;
use crate::tui::model::{BoardPane, Lane, Lanes, Model};
use crate::tui::theme::Tone;
use crate::tui::world::World;

/// The board of a frame.
pub(super) struct Board<'a> {
    /// The columns from left to right, the accepted items last.
    pub columns: Vec<BoardColumn<'a>>,
    /// The selected column.
    pub here: usize,
}

/// A column of the board.
pub(super) struct BoardColumn<'a> {
    /// Its name.
    pub name: &'a str,
    /// The number of its cards, whether or not the filter shows them, since the limit is about them all.
    pub count: usize,
    /// The most cards that it should have.
    pub limit: Option<usize>,
    /// The points of all of its cards.
    pub points: Points,
    /// Whether it holds the accepted items.
    pub is_accepted: bool,
    /// The cards that the filter shows.
    pub cards: Vec<ColumnCard<'a>>,
}

/// A card with its texts.
pub(super) struct ColumnCard<'a> {
    /// The item, and what keeps it from moving on.
    pub view: BoardCard<'a>,
    /// Its lane.
    pub lane: Lane,
    /// The tone of its edge.
    pub edge: Tone,
    /// The sign on its edge.
    pub sign: Option<(&'static str, Tone)>,
    /// Whether it is selected.
    pub is_selected: bool,
    /// Why it is stuck, and how far it is.
    pub notes: Vec<Styled>,
    /// Its last line.
    pub facts: CardFoot,
}

impl<'a> Board<'a> {
    pub(super) fn gather(world: &World<'a>, model: &Model) -> Self {
        let workspace = world.workspace;
        let times = workspace.known_cycle_times();
        let pane = &model.board;
        let here = pane.column();
        let columns = BoardPane::columns(world).into_iter().map(Some).chain([None]);
        let columns = columns.enumerate().map(|(at, column)| {
            let view = ColumnView::of(workspace, column);
            let (count, points) = (view.items.len(), view.points(workspace));
            let (name, limit) = (view.name(), view.limit());
            let items = pane.in_order(world, model.filter(), view.items);
            let selected = if at == here { pane.selected(&items) } else { None };
            let card = |item: &'a Item| {
                let view = BoardCard::of(workspace, item, &times, world.now);
                let mut facts = card::facts(workspace, &view, world.theme.glyphs.none);
                // The head of the lane names its person.
                if pane.lanes == Lanes::Person && item.assignees.iter().count() < 2 {
                    facts.people.clear();
                }
                ColumnCard {
                    lane: pane.lane(item),
                    edge: card::edge(&view),
                    sign: sign(world, model, item.id),
                    is_selected: selected == Some(item.id),
                    notes: card::notes(&view),
                    facts,
                    view,
                }
            };
            let cards = items.into_iter().map(card).collect();
            BoardColumn { name, count, limit, points, is_accepted: column.is_none(), cards }
        });
        Self { columns: columns.collect(), here }
    }

    /// Returns the selected card with the name of its column.
    pub(super) fn selected(&self) -> Option<(&ColumnCard<'a>, &'a str)> {
        let column = self.columns.get(self.here)?;
        Some((column.cards.iter().find(|card| card.is_selected)?, column.name))
    }

    /// Returns the position of the selected card, counted from 1, and the number of cards in its column.
    pub(super) fn position(&self) -> Option<(usize, usize)> {
        let cards = &self.columns.get(self.here)?.cards;
        Some((cards.iter().position(|card| card.is_selected)? + 1, cards.len()))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.columns.iter().all(|column| column.cards.is_empty())
    }
}

fn sign(world: &World<'_>, model: &Model, item: ItemId) -> Option<(&'static str, Tone)> {
    let glyphs = &world.theme.glyphs;
    if model.marks.contains(&item) {
        Some((glyphs.marked, Tone::Accent))
    } else if model.has_moved(item, world.now) {
        Some((glyphs.moved, Tone::Moved))
    } else {
        None
    }
}
