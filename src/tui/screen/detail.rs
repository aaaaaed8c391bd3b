//! The state of an item's screen.

use super::parts::parts;
use crate::domain::change::{Change, Edit};
use crate::domain::id::ItemId;
use crate::domain::views::item::PartRef;
use crate::tui::world::World;

/// One item, full screen.
#[derive(Debug, Clone)]
pub struct DetailScreen {
    /// The item.
    pub item: ItemId,
    /// The selected part.
    pub cursor: Option<PartRef>,
    at: usize,
    /// The part that the last operation created or changed: it is kept visible until the cursor moves.
    pub seen: Option<PartRef>,
    /// Whether to select the first part once it is loaded.
    wants_part: bool,
    /// The number of lines scrolled, for texts without parts.
    pub scroll: usize,
}

impl DetailScreen {
    /// Opens an item.
    pub fn of(item: ItemId) -> Self {
        Self { item, cursor: None, at: 0, seen: None, wants_part: false, scroll: 0 }
    }

    /// Opens an item, with its first part selected.
    pub fn at_part(item: ItemId) -> Self {
        Self { wants_part: true, ..Self::of(item) }
    }

    /// Moves the cursor by some parts; if there is none in that direction, the text is scrolled instead.
    pub fn go(&mut self, world: &World<'_>, by: isize) {
        self.seen = None;
        self.wants_part = false;
        let parts = parts(world, self.item);
        let to = self.at.saturating_add_signed(by);
        let is_unmoved = parts.is_empty() || (self.cursor.is_some() && to.min(parts.len() - 1) == self.at);
        if self.cursor.is_none() && by > 0 && !parts.is_empty() {
            self.at = 0;
            self.cursor = parts.first().copied();
        } else if is_unmoved {
            self.scroll = self.scroll.saturating_add_signed(by);
            if by < 0 {
                self.cursor = None;
                self.at = 0;
            }
        } else {
            self.at = to.min(parts.len() - 1);
            self.cursor = parts.get(self.at).copied();
        }
    }

    /// Scrolls by some lines.
    pub fn page(&mut self, by: isize) {
        self.seen = None;
        self.scroll = self.scroll.saturating_add_signed(by);
    }

    /// Makes the part visible that these changes created or answered.
    #[expect(clippy::wildcard_enum_match_arm, reason = "few changes are about a part")]
    pub fn see(&mut self, changes: &[Change]) {
        let part = |change: &Change| match change {
            Change::Criterion(Edit::Created(it)) if it.item == self.item => Some(PartRef::Criterion(it.id)),
            Change::Task(Edit::Created(it)) if it.item == self.item => Some(PartRef::Task(it.id)),
            Change::Question(Edit::Created(it)) if it.item == self.item => Some(PartRef::Question(it.id)),
            Change::Question(Edit::Set { id, item, .. }) if *item == Some(self.item) => {
                Some(PartRef::Question(*id))
            }
            Change::Link(Edit::Created(it)) if it.item == self.item => Some(PartRef::Link(it.id)),
            Change::Comment(Edit::Created(it)) if it.item == self.item => Some(PartRef::Comment(it.id)),
            _ => None,
        };
        self.seen = changes.iter().rev().find_map(part);
    }

    /// Moves the cursor to an existing part.
    pub fn normalise(&mut self, world: &World<'_>) {
        if self.wants_part {
            self.cursor = parts(world, self.item).first().copied();
            self.wants_part = self.cursor.is_none();
        }
        let Some(cursor) = self.cursor else { return };
        let parts = parts(world, self.item);
        if let Some(at) = parts.iter().position(|part| *part == cursor) {
            self.at = at;
        } else {
            self.at = self.at.min(parts.len().saturating_sub(1));
            self.cursor = parts.get(self.at).copied();
        }
    }
}
