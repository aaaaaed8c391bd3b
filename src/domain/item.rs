//! Items of the product backlog: the compact row that lists, rules and filters read. Long texts and parts are in
//! [`super::detail`].

use super::entity::entity;
use super::id::{ColumnId, EpicId, ItemId, LabelId, PersonId, ProductId, RuleId, SprintId};
use super::item_counts::ItemCounts;
use super::value::{Ids, Instant, Kind, Line, Points, Rank, Stage};

entity! {
    /// A thing to do for the product: story, bug, spike, chore or improvement.
    Item, ItemField, ItemId, "item", item: |item| Some(item.id);
    /// The product that it belongs to.
    Product product: ProductId = computed,
    /// What it is.
    Kind kind: Kind = people json "kind" csv "kind",
    /// What it is called.
    Title title: Line = people json "title" csv "title",
    /// Its place in the order of the backlog.
    Rank rank: Rank = command,
    /// Where it is in its life.
    Stage stage: Stage = command json "stage" csv "stage",
    /// When it came into its stage, or into its column on the board.
    Since since: Instant = command json "since",
    /// The epic that it is a part of.
    Epic epic: Option<EpicId> = people json "epic" csv "epic",
    /// Its estimate.
    Estimate estimate: Option<Points> = people json "points" csv "points",
    /// Its labels.
    Labels labels: Ids<LabelId> = command json "labels" csv "labels",
    /// When it was made ready; `None` while the team has not decided.
    ReadyAt ready_at: Option<Instant> = command,
    /// When it came into the backlog.
    Created created: Instant = command json "created" csv "created",
    /// What can be counted of its parts; worked out, never set by a command.
    ItemCounts tally: ItemCounts = computed,
    ;
    /// What few of the thousands of items in a backlog have.
    sparse SparseItemFields;
    /// The column of the board that it stands in, while it is on the board.
    Column board_column: Option<ColumnId> = command json "column",
    /// The sprint that it is selected for; an accepted item keeps the one in which it was accepted.
    Sprint sprint: Option<SprintId> = command json "sprint" csv "sprint",
    /// The item that it is a part of.
    Parent parent: Option<ItemId> = people json "parent" csv "parent",
    /// Who works on it.
    Assignees assignees: Ids<PersonId> = command json "assignees" csv "assignees",
    /// The items that it waits for.
    DependsOn depends_on: Ids<ItemId> = command json "depends_on" csv "depends_on",
    /// The rules of both definitions that people have ticked for it.
    Ticks ticks: Ids<RuleId> = command,
    /// Why it cannot go on, while it is blocked.
    Blocked blocked: Option<Line> = command csv "blocked",
    /// Since when it has been blocked.
    BlockedSince blocked_since: Option<Instant> = command,
    /// Why it was made ready, accepted or dropped against the rules or at all.
    Reason reason: Option<Line> = command json "reason",
    /// How often it was rejected.
    Rejections rejections: u32 = command json "rejections",
    /// Why it was rejected last; gone when it is accepted.
    Rejected rejected: Option<Line> = command json "rejected",
    /// When it was accepted or dropped; `None` for an imported item whose date is not known.
    Ended ended: Option<Instant> = command json "ended" csv "ended",
    /// Where it was imported from.
    Source source: Option<Line> = command csv "source",
    /// The other tool's key.
    SourceKey source_key: Option<Line> = command json "source_key" csv "source_key",
}

impl Item {
    /// Tells whether it is listed in the backlog: open, and not on the board.
    pub fn is_in_backlog(&self) -> bool {
        matches!(self.stage, Stage::New | Stage::Ready)
    }

    /// Returns its estimate, or no points where there is none.
    pub fn points(&self) -> Points {
        self.estimate.unwrap_or_default()
    }
}
