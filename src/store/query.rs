//! The queries of a store.

use crate::domain::change::Change;
use crate::domain::id::{CeremonyId, ItemId, SprintId};
use crate::domain::value::{Instant, Rank};

/// Which items are read, and in which order.
#[derive(Debug, Clone, Copy)]
pub enum ItemQuery<'a> {
    /// Those with these ids, in no particular order. Ids without an item are ignored.
    Ids(&'a [ItemId]),
    /// Open items in backlog order: at most `most`, from the top or below a position.
    Open {
        /// The position below which to start; `None` for the top.
        after: Option<&'a (Rank, ItemId)>,
        /// The maximum number.
        most: usize,
    },
    /// Open items above a position, the nearest first.
    OpenAbove {
        /// The position.
        before: &'a (Rank, ItemId),
        /// The maximum number.
        most: usize,
    },
    /// Accepted and dropped items, the newest id first.
    Past,
    /// Items imported from a source under one of these keys.
    Imported {
        /// The source.
        source: &'a str,
        /// Their keys in the source.
        keys: &'a [&'a str],
    },
    /// The children of these items.
    Children(&'a [ItemId]),
    /// All items imported from a source, by id.
    OfSource(&'a str),
    /// Items imported without a key from a source.
    WithoutKey(&'a str),
    /// Items that have one of these keys in any source, by id.
    SourceKeys(&'a [String]),
    /// Items that have one of these numbers in their keys, by id.
    Numbers(&'a [u64]),
    /// Items that were accepted in one of these closed sprints, by id; they may have been reopened or dropped since.
    AcceptedIn(&'a [SprintId]),
}

/// Which records of ceremonies are read into a workspace.
#[derive(Debug, Clone, Copy)]
pub enum MeetingQuery<'a> {
    /// A ceremony with all of its notes.
    Ceremony(CeremonyId),
    /// The ceremonies of a sprint, and each person's capacity in it.
    Sprint(SprintId),
    /// The newest ceremonies, at most this many.
    Newest(u64),
    /// All impediments, feedback and improvements, past ones included.
    Outcomes,
    /// The rows that changes concern and that are not in the workspace.
    Changed(&'a [Change]),
}

/// Which entries of the history are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryFilter {
    /// All entries.
    All,
    /// Entries that changed this item or its parts.
    Item(ItemId),
    /// Entries that were made in this ceremony.
    Ceremony(CeremonyId),
}

/// The start and the direction of a page of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryPage {
    /// The entries before a revision, the newest first.
    Before(u64),
    /// The entries after a revision, the oldest first.
    After(u64),
}

/// A page of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HistoryQuery {
    /// Which entries.
    pub which: HistoryFilter,
    /// The start and the direction.
    pub page: HistoryPage,
    /// The maximum number of entries.
    pub most: u64,
}

impl HistoryQuery {
    /// Returns the query for all entries after a revision, oldest first.
    pub fn since(revision: u64) -> Self {
        Self { which: HistoryFilter::All, page: HistoryPage::After(revision), most: u64::MAX }
    }

    /// Returns the query for the entry of a revision.
    pub fn one(revision: u64) -> Self {
        Self { which: HistoryFilter::All, page: HistoryPage::After(revision.saturating_sub(1)), most: 1 }
    }
}

/// Which accepted items to read: those that still are.
#[derive(Debug, Clone, Copy)]
pub enum FinishedQuery<'a> {
    /// Those of these sprints.
    InSprints(&'a [SprintId]),
    /// Those accepted at a time or later.
    Since(Instant),
}

/// Which changes of items are read.
#[derive(Debug, Clone, Copy)]
pub enum EventQuery {
    /// Rejections of items that were ever selected for a sprint, except for undone ones.
    Rejections(SprintId),
    /// Blocks and unblocks of items that were ever selected for a sprint, except for undone ones.
    Blocks(SprintId),
}

/// Which settings are read.
#[derive(Debug, Clone, Copy)]
pub enum SettingQuery<'a> {
    /// Those with these names.
    Named(&'a [&'a str]),
    /// Those whose names start with this prefix.
    Prefixed(&'a str),
}

/// An edit of a setting.
#[derive(Debug, Clone, Copy)]
pub struct SettingEdit<'a> {
    /// Its name.
    pub name: &'a str,
    /// The new value; `None` removes the setting.
    pub text: Option<&'a str>,
}
