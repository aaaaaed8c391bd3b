//! Items of the product backlog: the compact row that lists, rules and filters read. Long texts and parts are in
//! [`super::detail`].

use super::entity::entity;
use super::id::{ColumnId, EpicId, ItemId, LabelId, PersonId, ProductId, RuleId, SprintId};
use super::item_counts::ItemCounts;
use super::value::{Ids, Instant, Kind, Line, Override, Points, Rank, Stage};
use std::collections::BTreeSet;

entity! {
    /// An item of the product backlog: a story, bug, spike, chore or improvement.
    Item, ItemField, ItemId, "item", item: |item| Some(item.id);
    /// The product that it belongs to.
    Product product: ProductId = computed,
    /// The number in its key, which no other item or epic has: the id, unless an import brought another one.
    Number number: u32 = computed else id,
    /// The kind.
    Kind kind: Kind = people json "kind" csv "kind",
    /// The title.
    Title title: Line = people json "title" csv "title",
    /// The position in the backlog.
    Rank rank: Rank = command,
    /// The stage.
    Stage stage: Stage = command json "stage" csv "stage",
    /// When it entered its stage, or its column on the board.
    Since since: Instant = command json "since",
    /// The epic it is part of.
    Epic epic: Option<EpicId> = people json "epic" csv "epic",
    /// Its estimate.
    Estimate estimate: Option<Points> = people json "points" csv "points",
    /// Its labels.
    Labels labels: Ids<LabelId> = command json "labels" csv "labels",
    /// When it was marked as ready; `None` while it is not.
    ReadyAt ready_at: Option<Instant> = command,
    /// When it was added to the backlog.
    Created created: Instant = command json "created" csv "created",
    /// Counts of its parts; computed, never set by a command.
    ItemCounts tally: ItemCounts = computed,
    ;
    /// Fields that few of a backlog's thousands of items have.
    sparse SparseItemFields;
    /// The column of the board it is in, while it is on the board.
    Column board_column: Option<ColumnId> = command json "column",
    /// The sprint it is selected for; an accepted item keeps the one in which it was accepted.
    Sprint sprint: Option<SprintId> = command json "sprint" csv "sprint",
    /// The parent item.
    Parent parent: Option<ItemId> = people json "parent" csv "parent",
    /// The assignees.
    Assignees assignees: Ids<PersonId> = command json "assignees" csv "assignees",
    /// The items it depends on.
    DependsOn depends_on: Ids<ItemId> = command json "depends_on" csv "depends_on",
    /// The rules of both definitions that people have ticked for it.
    Ticks ticks: Ids<RuleId> = command,
    /// Why it is blocked, while it is.
    Blocked blocked: Option<Line> = command csv "blocked",
    /// When it was blocked.
    BlockedSince blocked_since: Option<Instant> = command,
    /// The reason for making it ready or accepting it although a rule is not met, or for dropping it.
    Reason reason: Option<Line> = command json "reason",
    /// What was decided although a rule was not met; the reason is kept with it.
    Overridden overridden: Option<Override> = command json "overridden",
    /// Who decided that.
    OverriddenBy overridden_by: Option<PersonId> = command json "overridden_by",
    /// Why it was made ready although a rule was not met, of an item that was then accepted against a rule as well.
    ReadyReason ready_reason: Option<Line> = command json "ready_reason",
    /// Who made it ready then.
    ReadyReasonBy ready_reason_by: Option<PersonId> = command json "ready_reason_by",
    /// How often it was rejected.
    Rejections rejections: u32 = command json "rejections",
    /// Why it was last rejected; cleared on acceptance.
    Rejected rejected: Option<Line> = command json "rejected",
    /// How often it was reopened after it had been accepted; `None` for never.
    Reopened reopened: Option<u32> = command json "reopened",
    /// When it was first started, over all sprints; `None` while it was never in Doing or Review.
    Started started: Option<Instant> = command json "started",
    /// The stage that it enters when its planned sprint is started, as another tool has it; `None` for To do.
    EntryStage entry_stage: Option<Stage> = command,
    /// When it was accepted or dropped; `None` for an imported item whose date is unknown.
    Ended ended: Option<Instant> = command json "ended" csv "ended",
    /// The item from which it was split off, as a share of that item's estimate.
    SplitFrom split_from: Option<ItemId> = command json "split_from",
    /// The tool it was imported from.
    Source source: Option<Line> = command csv "source",
    /// Its key in that tool.
    SourceKey source_key: Option<Line> = command json "source_key" csv "source_key",
}

impl Item {
    /// Returns what was decided although a rule was not met, each with its reason and with the person who decided it.
    pub fn overrides(&self) -> impl Iterator<Item = (Override, &Line, Option<PersonId>)> {
        let ready = self.ready_reason.as_ref().map(|why| (Override::Ready, why, self.ready_reason_by));
        let last = self.overridden.zip(self.reason.as_ref());
        ready.into_iter().chain(last.map(|(decided, why)| (decided, why, self.overridden_by)))
    }

    /// Returns whether it is listed in the backlog: open, and not on the board.
    pub fn is_in_backlog(&self) -> bool {
        matches!(self.stage, Stage::New | Stage::Ready)
    }

    /// Returns the items that it names: its parent, what it was split off from, and those that it waits for.
    pub fn related(&self) -> impl Iterator<Item = ItemId> {
        self.parent.into_iter().chain(self.split_from).chain(self.depends_on.iter().copied())
    }

    /// Returns the parent whose estimate it stands for in a sum of both: not that of what it was split off from, which
    /// keeps a share of its own.
    pub fn parent_that_it_counts_for(&self) -> Option<ItemId> {
        self.parent.filter(|parent| self.split_from != Some(*parent))
    }

    /// Returns its estimate, or zero points without one.
    pub fn points(&self) -> Points {
        self.estimate.unwrap_or_default()
    }
}

/// Returns those of some items whose own estimates count in a sum over all of them: the leaves. The estimate of a parent
/// is shown beside the sum and not added. Source: METHODS, decision 19.
pub fn leaves<'a>(items: &[&'a Item]) -> Vec<&'a Item> {
    let parents: BTreeSet<ItemId> =
        items.iter().filter_map(|item| item.parent_that_it_counts_for()).collect();
    items.iter().copied().filter(|item| !parents.contains(&item.id)).collect()
}

/// Returns the points of some items, in hundredths; those of parents and children count once.
pub fn sum_of_points(items: &[&Item]) -> u64 {
    leaves(items).into_iter().map(|item| u64::from(item.points().as_hundredths())).sum()
}
