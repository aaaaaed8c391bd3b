//! The review pane's memory. Items and what is to be checked of them stand in one list, so that one pair of keys walks
//! through all of it.

use crate::domain::definition::Definition;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::value::Stage;
use crate::filter::Filter;
use crate::tui::screen::DetailPart;
use crate::tui::widget::list::Scroll;
use crate::tui::world::World;

/// A row of the review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewRow {
    /// The item.
    pub item: ItemId,
    /// What is to be checked of it; `None` for the item itself.
    pub part: Option<DetailPart>,
}

/// The review pane.
#[derive(Debug, Clone, Default)]
pub struct ReviewPane {
    cursor: Option<ReviewRow>,
    at: usize,
    rows: Vec<ReviewRow>,
    /// The first row on the screen.
    pub top: Scroll,
}

impl ReviewPane {
    /// Returns the items that wait for acceptance, topmost first.
    pub fn waiting<'a>(world: &World<'a>) -> Vec<&'a Item> {
        let mut items: Vec<&Item> =
            world.workspace.items.on_board().filter(|item| item.stage == Stage::Review).collect();
        items.sort_by(|a, b| (a.since, &a.rank, a.id).cmp(&(b.since, &b.rank, b.id)));
        items
    }

    /// Returns the items whose details are shown.
    pub fn items(&self, world: &World<'_>) -> Vec<ItemId> {
        Self::waiting(world).into_iter().map(|item| item.id).take(40).collect()
    }

    /// Returns the rows.
    pub fn rows(&self) -> &[ReviewRow] {
        &self.rows
    }

    /// Returns the row of the cursor.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Returns the item under the cursor, or whose part is.
    pub fn item(&self) -> Option<ItemId> {
        self.cursor.map(|row| row.item)
    }

    /// Returns the part under the cursor.
    pub fn part(&self) -> Option<DetailPart> {
        self.cursor?.part
    }

    /// Puts the cursor on an item.
    pub fn select(&mut self, item: ItemId) {
        self.cursor = Some(ReviewRow { item, part: None });
    }

    /// Puts the cursor on a row, or on the last one where there are fewer.
    pub fn go(&mut self, row: usize) {
        self.at = row.min(self.rows.len().saturating_sub(1));
        self.cursor = self.rows.get(self.at).copied();
    }

    /// Brings rows and cursor up to date.
    pub fn settle(&mut self, world: &World<'_>, filter: Option<&Filter>) {
        self.rows.clear();
        for item in Self::waiting(world) {
            if filter.is_some_and(|filter| !filter.matches(world.workspace, item)) {
                continue;
            }
            self.rows.push(ReviewRow { item: item.id, part: None });
            let Some(detail) = world.workspace.detail(item.id) else { continue };
            let criteria = detail.criteria.iter().map(|it| DetailPart::Criterion(it.id));
            let rules = world.workspace.rules_of(Definition::Done);
            let rules = rules
                .into_iter()
                .filter(|rule| rule.holds_for(item.kind))
                .map(|rule| DetailPart::Rule(rule.id));
            self.rows.extend(criteria.chain(rules).map(|part| ReviewRow { item: item.id, part: Some(part) }));
        }
        let exact = self.cursor.and_then(|cursor| self.rows.iter().position(|row| *row == cursor));
        let item = || self.cursor.and_then(|cursor| self.rows.iter().position(|row| row.item == cursor.item));
        match exact.or_else(item) {
            Some(at) => self.go(at),
            None => self.go(self.at),
        }
    }
}
