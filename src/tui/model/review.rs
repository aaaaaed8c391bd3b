//! The state of the review pane. Items and the parts to check are rows of one list, so that one pair of keys moves
//! through all of it.

use crate::domain::definition::Definition;
use crate::domain::id::ItemId;
use crate::domain::views::item::PartRef;
use crate::domain::views::review::in_review;
use crate::filter::Filter;
use crate::tui::widget::list::Scroll;
use crate::tui::world::World;

/// A row of the review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewRow {
    /// The item.
    pub item: ItemId,
    /// The part to check; `None` for the item itself.
    pub part: Option<PartRef>,
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
    /// Returns the items whose details are shown.
    pub fn items(&self, world: &World<'_>) -> Vec<ItemId> {
        in_review(world.workspace).into_iter().map(|item| item.id).take(40).collect()
    }

    /// Returns the rows.
    pub fn rows(&self) -> &[ReviewRow] {
        &self.rows
    }

    /// Returns the row of the cursor.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Returns the selected item, or the item of the selected part.
    pub fn item(&self) -> Option<ItemId> {
        self.cursor.map(|row| row.item)
    }

    /// Returns the selected part.
    pub fn part(&self) -> Option<PartRef> {
        self.cursor?.part
    }

    /// Selects an item.
    pub fn select(&mut self, item: ItemId) {
        self.cursor = Some(ReviewRow { item, part: None });
    }

    /// Selects a row, or the last one if there are fewer.
    pub fn go(&mut self, row: usize) {
        self.at = row.min(self.rows.len().saturating_sub(1));
        self.cursor = self.rows.get(self.at).copied();
    }

    /// Updates rows and cursor.
    pub fn normalise(&mut self, world: &World<'_>, filter: Option<&Filter>) {
        self.rows.clear();
        for item in in_review(world.workspace) {
            if filter.is_some_and(|filter| !filter.matches(world.workspace, item)) {
                continue;
            }
            self.rows.push(ReviewRow { item: item.id, part: None });
            let Some(detail) = world.workspace.detail(item.id) else { continue };
            let criteria = detail.criteria.iter().map(|it| PartRef::Criterion(it.id));
            let rules = world.workspace.rules_of(Definition::Done);
            let rules =
                rules.into_iter().filter(|rule| rule.holds_for(item.kind)).map(|rule| PartRef::Rule(rule.id));
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
