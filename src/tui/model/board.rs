//! The board pane's memory: column, card, lanes; and which cards stand where.

use crate::domain::column::Column;
use crate::domain::id::{EpicId, ItemId, PersonId};
use crate::domain::item::Item;
use crate::domain::metrics::time_in_column::Baseline;
use crate::domain::value::Instant;
use crate::domain::views::board::ColumnView;
use crate::filter::Filter;
use crate::tui::widget::list::Scroll;
use crate::tui::world::World;
use serde::{Deserialize, Serialize};

/// How cards are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lanes {
    /// Not at all.
    #[default]
    None,
    /// By the first person who has the card.
    Person,
    /// By epic.
    Epic,
}

impl Lanes {
    /// Returns the next way of grouping.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::None => Self::Person,
            Self::Person => Self::Epic,
            Self::Epic => Self::None,
        }
    }

    /// Returns the word for the head of the board.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Person => "person",
            Self::Epic => "epic",
        }
    }
}

/// What a lane is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// A person's cards, or those that nobody has.
    Person(Option<PersonId>),
    /// An epic's cards, or those without one.
    Epic(Option<EpicId>),
    /// All cards.
    All,
}

/// The board pane.
#[derive(Debug, Clone, Default)]
pub struct BoardPane {
    /// How long items usually stay in the columns, once it was read, and when the last sprint was closed then.
    usual: Option<(Option<Instant>, Vec<Baseline>)>,
    column: usize,
    cursor: Option<ItemId>,
    row: usize,
    /// How cards are grouped.
    pub lanes: Lanes,
    /// The first row on the screen.
    pub top: Scroll,
}

impl BoardPane {
    /// Returns how long items usually stay in the columns; nothing before it was read.
    pub fn usual(&self) -> &[Baseline] {
        self.usual.as_ref().map_or(&[], |(_, usual)| usual)
    }

    /// Tells whether that is of now: it changes only with the end of a sprint.
    pub fn knows_usual(&self, world: &World<'_>) -> bool {
        self.usual.as_ref().is_some_and(|(of, _)| *of == last_close(world))
    }

    /// Takes how long items usually stay.
    pub fn take_usual(&mut self, world: &World<'_>, usual: Vec<Baseline>) {
        self.usual = Some((last_close(world), usual));
    }

    /// Returns the columns of the board; after them comes the one of accepted items.
    pub fn columns<'a>(world: &World<'a>) -> Vec<&'a Column> {
        world.workspace.board()
    }

    /// Returns the cards of a column, in the order of lanes and rank. The column after the last is of accepted items.
    pub fn cards<'a>(&self, world: &World<'a>, filter: Option<&Filter>, column: usize) -> Vec<&'a Item> {
        let mut cards = ColumnView::of(world.workspace, Self::columns(world).get(column).copied()).items;
        cards.retain(|item| filter.is_none_or(|filter| filter.matches(world.workspace, item)));
        if self.lanes != Lanes::None {
            cards.sort_by_cached_key(|item| self.lane_order(world, item));
        }
        cards
    }

    /// Returns the lane of a card.
    pub fn lane(&self, item: &Item) -> Lane {
        match self.lanes {
            Lanes::None => Lane::All,
            Lanes::Person => Lane::Person(item.assignees.first().copied()),
            Lanes::Epic => Lane::Epic(item.epic),
        }
    }

    /// Lanes stand in the order of their names; what belongs to nobody comes last.
    fn lane_order(&self, world: &World<'_>, item: &Item) -> (bool, String) {
        match self.lane(item) {
            Lane::All => (false, String::new()),
            Lane::Person(person) => (
                person.is_none(),
                person.map_or_else(String::new, |person| world.workspace.name(person).to_lowercase()),
            ),
            Lane::Epic(epic) => {
                let title = epic
                    .and_then(|epic| world.workspace.epics.get(epic))
                    .map(|epic| epic.title.to_lowercase());
                (title.is_none(), title.unwrap_or_default())
            }
        }
    }

    /// Returns the card under the cursor.
    pub fn item(&self, world: &World<'_>, filter: Option<&Filter>) -> Option<ItemId> {
        let cards = self.cards(world, filter, self.column);
        cards.get(self.row_in(&cards)).map(|item| item.id)
    }

    /// Returns the card that the cursor was put on.
    pub fn cursor(&self) -> Option<ItemId> {
        self.cursor
    }

    /// Returns which column the cursor is in.
    pub fn column(&self) -> usize {
        self.column
    }

    /// Puts the cursor on a card, wherever it stands.
    pub fn select(&mut self, world: &World<'_>, id: ItemId) {
        let Some(item) = world.item(id) else { return };
        let columns = Self::columns(world);
        self.column = columns.iter().position(|it| Some(it.id) == item.board_column).unwrap_or(columns.len());
        self.cursor = Some(id);
    }

    /// Goes to another card of the column; `by` may be negative.
    pub fn go(&mut self, world: &World<'_>, filter: Option<&Filter>, by: isize) {
        let cards = self.cards(world, filter, self.column);
        self.put(&cards, self.row_in(&cards).saturating_add_signed(by));
    }

    /// Goes to the next column to the right or left that has a card, else to the very next one.
    pub fn sideways(&mut self, world: &World<'_>, filter: Option<&Filter>, right: bool) {
        let count = Self::columns(world).len() + 1;
        let at = if right { (self.column + 1).min(count - 1) } else { self.column.saturating_sub(1) };
        self.column = at;
        self.put(&self.cards(world, filter, at), self.row);
    }

    /// Puts the cursor on a row, or on the last one where there are fewer.
    fn put(&mut self, cards: &[&Item], row: usize) {
        self.row = row.min(cards.len().saturating_sub(1));
        self.cursor = cards.get(self.row).map(|item| item.id);
    }

    fn row_in(&self, cards: &[&Item]) -> usize {
        cards.iter().position(|item| Some(item.id) == self.cursor).unwrap_or(self.row)
    }

    /// Brings the cursor back onto a card that exists.
    pub fn settle(&mut self, world: &World<'_>, filter: Option<&Filter>) {
        let count = Self::columns(world).len() + 1;
        self.column = self.column.min(count - 1);
        let cards = self.cards(world, filter, self.column);
        self.put(&cards, self.row_in(&cards));
    }
}

/// When a sprint was closed last.
fn last_close(world: &World<'_>) -> Option<Instant> {
    world.workspace.sprints.iter().filter_map(|sprint| sprint.closed_at).max()
}
