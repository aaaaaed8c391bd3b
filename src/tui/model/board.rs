//! The state of the board pane: the selected column and card, lanes, and the cards of each column.

use crate::domain::column::Column;
use crate::domain::id::{EpicId, ItemId, PersonId};
use crate::domain::item::Item;
use crate::domain::views::board::ColumnView;
use crate::filter::Filter;
use crate::tui::widget::list::Scroll;
use crate::tui::world::World;
use serde::{Deserialize, Serialize};

/// How cards are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lanes {
    /// One lane.
    #[default]
    None,
    /// By the first assignee.
    Person,
    /// By epic.
    Epic,
}

impl Lanes {
    /// Returns the next grouping.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::None => Self::Person,
            Self::Person => Self::Epic,
            Self::Epic => Self::None,
        }
    }

    /// Returns the word shown at the head of the board.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Person => "person",
            Self::Epic => "epic",
        }
    }
}

/// The subject of a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// The cards of a person, or the unassigned ones.
    Person(Option<PersonId>),
    /// The cards of an epic, or those without one.
    Epic(Option<EpicId>),
    /// All cards.
    All,
}

/// The board pane.
#[derive(Debug, Clone, Default)]
pub struct BoardPane {
    column: usize,
    cursor: Option<ItemId>,
    row: usize,
    /// How cards are grouped.
    pub lanes: Lanes,
    /// The first row on the screen.
    pub top: Scroll,
}

impl BoardPane {
    /// Returns the columns of the board; the accepted items follow them as one more column.
    pub fn columns<'a>(world: &World<'a>) -> Vec<&'a Column> {
        world.workspace.board()
    }

    /// Returns the cards of a column, by lane and rank. The column after the last contains the accepted items.
    pub fn cards<'a>(&self, world: &World<'a>, filter: Option<&Filter>, column: usize) -> Vec<&'a Item> {
        let column = ColumnView::of(world.workspace, Self::columns(world).get(column).copied());
        self.in_order(world, filter, column.items)
    }

    /// Returns those items of a column that the filter shows, by lane and rank.
    pub fn in_order<'a>(
        &self,
        world: &World<'a>,
        filter: Option<&Filter>,
        mut cards: Vec<&'a Item>,
    ) -> Vec<&'a Item> {
        cards.retain(|item| filter.is_none_or(|filter| filter.matches(world.workspace, item)));
        if self.lanes != Lanes::None {
            cards.sort_by_cached_key(|item| self.lane_order(world, self.lane(item)));
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

    /// Returns the sort key of a lane: unassigned first, then by name; without epic last.
    pub fn lane_order(&self, world: &World<'_>, lane: Lane) -> (bool, String) {
        match lane {
            Lane::All => (false, String::new()),
            Lane::Person(person) => (
                person.is_some(),
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

    /// Returns the selected card.
    pub fn item(&self, world: &World<'_>, filter: Option<&Filter>) -> Option<ItemId> {
        self.selected(&self.cards(world, filter, self.column))
    }

    /// Returns the selected one of the cards of the selected column.
    pub fn selected(&self, cards: &[&Item]) -> Option<ItemId> {
        cards.get(self.row_in(cards)).map(|item| item.id)
    }

    /// Returns the card that was selected explicitly.
    pub fn cursor(&self) -> Option<ItemId> {
        self.cursor
    }

    /// Returns the index of the selected column.
    pub fn column(&self) -> usize {
        self.column
    }

    /// Selects a card in whichever column it is.
    pub fn select(&mut self, world: &World<'_>, id: ItemId) {
        let Some(item) = world.item(id) else { return };
        let columns = Self::columns(world);
        self.column = columns.iter().position(|it| Some(it.id) == item.board_column).unwrap_or(columns.len());
        self.cursor = Some(id);
    }

    /// Moves the cursor within the column by some cards.
    pub fn go(&mut self, world: &World<'_>, filter: Option<&Filter>, by: isize) {
        let cards = self.cards(world, filter, self.column);
        self.put(&cards, self.row_in(&cards).saturating_add_signed(by));
    }

    /// Moves the cursor to the next column on one side that has a card, else to the adjacent one.
    pub fn sideways(&mut self, world: &World<'_>, filter: Option<&Filter>, right: bool) {
        let count = Self::columns(world).len() + 1;
        let at = if right { (self.column + 1).min(count - 1) } else { self.column.saturating_sub(1) };
        self.column = at;
        self.put(&self.cards(world, filter, at), self.row);
    }

    /// Selects a row, or the last one if there are fewer.
    fn put(&mut self, cards: &[&Item], row: usize) {
        self.row = row.min(cards.len().saturating_sub(1));
        self.cursor = cards.get(self.row).map(|item| item.id);
    }

    fn row_in(&self, cards: &[&Item]) -> usize {
        cards.iter().position(|item| Some(item.id) == self.cursor).unwrap_or(self.row)
    }

    /// Moves the cursor to an existing card.
    pub fn normalise(&mut self, world: &World<'_>, filter: Option<&Filter>) {
        let count = Self::columns(world).len() + 1;
        self.column = self.column.min(count - 1);
        let cards = self.cards(world, filter, self.column);
        self.put(&cards, self.row_in(&cards));
    }
}
