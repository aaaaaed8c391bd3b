//! The read-only context of screens: the state in memory, the user, and the time.

use super::theme::Theme;
use crate::domain::id::{ItemId, PersonId};
use crate::domain::item::Item;
use crate::domain::value::Instant;
use crate::domain::value::Zone;
use crate::domain::workspace::Workspace;
use crate::store::heads::LostRevisions;
use chrono::NaiveDate;

/// The revision and day of data that was read: when either changes, it must be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    /// The newest entry of the history.
    pub revision: u64,
    /// The local day.
    pub day: NaiveDate,
}

/// The read-only context of screens.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// The state in memory.
    pub workspace: &'a Workspace,
    /// The current time.
    pub now: Instant,
    /// The user, if known.
    pub me: Option<PersonId>,
    /// The product owner on whose behalf acceptance is decided.
    pub on_behalf: Option<PersonId>,
    /// Whether all open items are in memory.
    pub is_loaded: bool,
    /// The number of contiguous rows loaded from the top of the backlog.
    pub known_rows: usize,
    /// Whether the file can be written.
    pub is_writable: bool,
    /// The revisions that are missing in the file, and because of which it cannot be written.
    pub lost: Option<&'a LostRevisions>,
    /// The login name under which the program runs.
    pub login: &'a str,
    /// The machine's time zone, for a new product.
    pub local_zone: Zone,
    /// The path of the file.
    pub file: &'a str,
    /// The theme.
    pub theme: &'a Theme,
}

impl<'a> World<'a> {
    /// Returns the time zone that determines where days start and end.
    pub fn zone(&self) -> Zone {
        self.workspace.zone()
    }

    /// Returns the current day.
    pub fn today(&self) -> NaiveDate {
        self.now.day(self.zone())
    }

    /// Returns the revision and day of the state in memory.
    pub fn as_of(&self) -> AsOf {
        AsOf { revision: self.workspace.revision, day: self.today() }
    }

    /// Returns an item.
    pub fn item(&self, id: ItemId) -> Option<&'a Item> {
        self.workspace.items.get(id)
    }

    /// Returns the number of days since `then`; 0 for today.
    pub fn days_since(&self, then: Instant) -> i64 {
        then.days_until(self.now, self.zone()).max(0)
    }
}
