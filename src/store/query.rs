//! What is asked of a store.

use crate::domain::change::Change;
use crate::domain::id::{CeremonyId, ItemId, SprintId};
use crate::domain::value::Rank;

/// Which items are read, and in which order.
#[derive(Debug, Clone, Copy)]
pub enum ItemQuery<'a> {
    /// Those with these ids, in no order. An id without an item is passed over.
    Ids(&'a [ItemId]),
    /// Open items in the order of the backlog: at most so many, from the top or below a position.
    Open {
        /// Below which position.
        after: Option<&'a (Rank, ItemId)>,
        /// How many at most.
        most: usize,
    },
    /// Open items above a position, the nearest first.
    OpenAbove {
        /// Above which position.
        before: &'a (Rank, ItemId),
        /// How many at most.
        most: usize,
    },
    /// Items that are accepted or dropped, the newest id first.
    Past,
    /// Items that were imported from a source under one of these keys.
    Imported {
        /// The source.
        source: &'a str,
        /// The keys that they have there.
        keys: &'a [&'a str],
    },
    /// Items that were imported from a source that gave them no key.
    WithoutKey(&'a str),
    /// The item of lowest id that has this key in whatever source it was imported from.
    SourceKey(&'a str),
    /// Items that were accepted or dropped in one of these sprints, by id.
    EndedIn(&'a [SprintId]),
}

/// What ceremonies have left behind and is read into a workspace.
#[derive(Debug, Clone, Copy)]
pub enum MeetingQuery<'a> {
    /// A ceremony with everything that was noted in it.
    Ceremony(CeremonyId),
    /// The ceremonies of a sprint, and each person's capacity in it.
    Sprint(SprintId),
    /// The newest ceremonies, at most so many.
    Newest(u64),
    /// The impediments, the feedback and the improvements of all times.
    Outcomes,
    /// The rows that changes are about, where they are not in the workspace.
    Changed(&'a [Change]),
}

/// Which entries of the history are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryFilter {
    /// All of them.
    All,
    /// Those that changed something of this item.
    Item(ItemId),
    /// Those that were done in this ceremony.
    Ceremony(CeremonyId),
}

/// Where a page of the history begins, and in which direction it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryPage {
    /// From the newest entry before a revision on backwards.
    Before(u64),
    /// From the oldest entry after a revision on forwards.
    After(u64),
}

/// A page of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HistoryQuery {
    /// Which entries.
    pub which: HistoryFilter,
    /// Where it begins.
    pub page: HistoryPage,
    /// How many entries it has at most.
    pub most: u64,
}

impl HistoryQuery {
    /// All entries after a revision, oldest first.
    pub fn since(revision: u64) -> Self {
        Self { which: HistoryFilter::All, page: HistoryPage::After(revision), most: u64::MAX }
    }

    /// The entry of a revision.
    pub fn one(revision: u64) -> Self {
        Self { which: HistoryFilter::All, page: HistoryPage::After(revision.saturating_sub(1)), most: 1 }
    }
}

/// What a person can take back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reversible {
    /// An operation that is not undone.
    Operation,
    /// An undo after which they did nothing new.
    Undo,
}

/// Which changes of items are read.
#[derive(Debug, Clone, Copy)]
pub enum EventQuery<'a> {
    /// Changes of stage, column and estimate of the items that are or were selected for one of these sprints, those
    /// before and after the sprint as well.
    Moves(&'a [SprintId]),
    /// Rejections of items that were ever selected for a sprint, but for those that were taken back.
    Rejections(SprintId),
    /// When items that were ever selected for a sprint became blocked or unblocked, but for what was taken back.
    Blocks(SprintId),
}

/// Which texts beside the history are read.
#[derive(Debug, Clone, Copy)]
pub enum SettingQuery<'a> {
    /// Those of these names.
    Named(&'a [&'a str]),
    /// Those whose names begin so.
    Prefixed(&'a str),
}

/// A text beside the history that is to be another.
#[derive(Debug, Clone, Copy)]
pub struct SettingEdit<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it must be now, where that matters: a text, or none.
    pub was: Option<Option<&'a str>>,
    /// What it is then; `None` removes it.
    pub text: Option<&'a str>,
}
