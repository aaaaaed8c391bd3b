//! One item: its row in a list, and its page.

mod parts;
mod row;

pub use parts::{
    CommentView, CriterionView, LinkView, PartRef, QuestionView, RelatedItem, RuleView, TaskView, parts,
};
pub use row::{BlockedView, ItemRow};

use super::ItemRef;
use super::json::NamedFields;
use crate::domain::definition::Definition;
use crate::domain::detail::{Body, Detail};
use crate::domain::import::UnmappedFields;
use crate::domain::item::Item;
use crate::domain::metrics::ageing::{AgedItem, age, ageing, cycle_time};
use crate::domain::value::{Instant, Kind, Override, Points, Stage};
use crate::domain::workspace::Workspace;
use serde::Serialize;
use std::collections::BTreeMap;

/// The head of an item's page.
#[derive(Debug, Clone)]
pub struct ItemHead {
    /// Its key and title.
    pub item: ItemRef,
    /// What kind of item it is.
    pub kind: Kind,
    /// The title of its epic.
    pub epic: Option<String>,
    /// Its estimate.
    pub estimate: Option<Points>,
    /// Its stage.
    pub stage: Stage,
    /// Its column; off the board, its stage.
    pub column: String,
    /// The day of its stay in the column, counted from 1.
    pub day: i64,
    /// The day since it was first started, counted from 1; `None` if it was not started or is finished.
    pub age: Option<u64>,
    /// How old it is, if it is ageing.
    pub ageing: Option<AgedItem>,
    /// The number of days from its first start to its acceptance.
    pub cycle_days: Option<u64>,
    /// The assignees.
    pub assignees: Vec<String>,
    /// The sprint that it is in.
    pub sprint: Option<String>,
    /// The names of its labels.
    pub labels: Vec<String>,
    /// Why it is blocked, and for how long.
    pub blocked: Option<BlockedView>,
    /// The reason of the last rejection, unless it was accepted since.
    pub rejected: Option<String>,
    /// The reason for dropping it.
    pub reason: Option<String>,
    /// What was decided although a rule was not met: why, and by whom.
    pub overrides: Vec<(Override, String, Option<String>)>,
    /// The tool that it was imported from, with its key there.
    pub source: Option<(String, Option<String>)>,
}

/// An item with all its parts. Serialised, it follows the fields of its table, in [`ItemRow`] and [`NamedFields`].
#[derive(Debug, Clone, Serialize)]
pub struct ItemView {
    /// The head of its page.
    #[serde(skip)]
    pub head: ItemHead,
    /// Its long texts.
    #[serde(skip)]
    pub body: Option<Body>,
    /// The acceptance criteria.
    #[serde(rename = "criteria_list")]
    pub criteria: Vec<CriterionView>,
    /// The tasks.
    #[serde(rename = "task_list")]
    pub tasks: Vec<TaskView>,
    /// The questions.
    pub questions: Vec<QuestionView>,
    /// The comments.
    #[serde(rename = "comment_list")]
    pub comments: Vec<CommentView>,
    /// The links.
    pub links: Vec<LinkView>,
    /// The definition of ready for its kind.
    pub definition_of_ready: Vec<RuleView>,
    /// The definition of done for its kind.
    pub definition_of_done: Vec<RuleView>,
    /// The items that it depends on, including finished ones.
    pub dependencies: Vec<RelatedItem>,
    /// The parent item.
    pub part_of: Option<RelatedItem>,
    /// The open child items.
    pub parts: Vec<RelatedItem>,
    /// The sprints that it is or was in.
    pub sprints: Vec<String>,
    /// The sprints that it was in and is no longer.
    #[serde(skip)]
    pub past_sprints: Vec<String>,
    /// The tool that it was imported from.
    source: Option<String>,
    /// The unmapped fields of that tool, by column.
    pub unmapped: BTreeMap<String, Vec<String>>,
}

/// An item with its fields under the names of their table, for JSON.
#[derive(Debug, Serialize)]
pub struct ItemDetails {
    #[serde(flatten)]
    row: ItemRow,
    #[serde(flatten)]
    texts: NamedFields,
    #[serde(flatten)]
    view: ItemView,
}

impl ItemHead {
    /// Builds the head of an item's page.
    pub fn of(workspace: &Workspace, item: &Item, now: Instant) -> Self {
        let labels = item.labels.iter().filter_map(|id| workspace.labels.get(*id));
        Self {
            item: ItemRef::of(workspace, item),
            kind: item.kind,
            epic: item.epic.and_then(|id| workspace.epics.get(id)).map(|epic| epic.title.to_string()),
            estimate: item.estimate,
            stage: item.stage,
            column: workspace.column_of(item).to_owned(),
            day: item.since.days_until(now, workspace.zone()).max(0) + 1,
            age: age(item, now, workspace.zone()),
            ageing: ageing(item, &workspace.known_cycle_times(), now, workspace.zone()),
            cycle_days: cycle_time(item, workspace.zone()),
            assignees: workspace.assignees(item),
            sprint: item.sprint.and_then(|id| workspace.sprints.get(id)).map(|it| it.name.to_string()),
            labels: labels.map(|label| label.name.to_string()).collect(),
            blocked: BlockedView::of(workspace, item, now),
            rejected: item.rejected.as_ref().map(ToString::to_string),
            reason: item.reason.as_ref().filter(|_| item.overridden.is_none()).map(ToString::to_string),
            overrides: item
                .overrides()
                .map(|(of, why, by)| {
                    (of, why.to_string(), by.map(|person| workspace.name(person).to_owned()))
                })
                .collect(),
            source: item
                .source
                .as_ref()
                .map(|source| (source.to_string(), item.source_key.as_ref().map(ToString::to_string))),
        }
    }
}

impl ItemView {
    /// Builds the view of an item.
    pub fn of(workspace: &Workspace, item: &Item, detail: &Detail, now: Instant) -> Self {
        let sprint = |id| workspace.sprints.get(id).map(|it| it.name.to_string());
        let is_past =
            |it: &&crate::domain::detail::Selection| Some(it.sprint) != item.sprint || it.until.is_some();
        let past = detail.selections.iter().filter(is_past);
        Self {
            head: ItemHead::of(workspace, item, now),
            body: detail.body.clone(),
            criteria: detail.criteria.iter().map(CriterionView::of).collect(),
            tasks: detail.tasks.iter().map(TaskView::of).collect(),
            questions: detail.questions.iter().map(|it| QuestionView::of(workspace, it, now)).collect(),
            comments: detail.comments.iter().map(|it| CommentView::of(workspace, it)).collect(),
            links: detail.links.iter().map(LinkView::of).collect(),
            definition_of_ready: RuleView::all(workspace, item, Definition::Ready),
            definition_of_done: RuleView::all(workspace, item, Definition::Done),
            dependencies: item.depends_on.iter().map(|id| RelatedItem::of(workspace, *id)).collect(),
            part_of: item.parent.map(|id| RelatedItem::of(workspace, id)),
            parts: parts::children(workspace, item.id).map(|id| RelatedItem::of(workspace, id)).collect(),
            sprints: detail.selections.iter().filter_map(|it| sprint(it.sprint)).collect(),
            past_sprints: past.filter_map(|it| sprint(it.sprint)).collect(),
            source: item.source.as_ref().map(ToString::to_string),
            unmapped: detail.body.as_ref().map(|it| UnmappedFields::read(&it.rest).cells).unwrap_or_default(),
        }
    }
}

impl ItemDetails {
    /// Builds the view of an item with the fields of its table.
    pub fn of(workspace: &Workspace, item: &Item, detail: &Detail, now: Instant) -> Self {
        let empty = || Body::empty(item.id);
        Self {
            row: ItemRow::of(workspace, item, now),
            texts: NamedFields::of(&detail.body.clone().unwrap_or_else(empty), workspace),
            view: ItemView::of(workspace, item, detail, now),
        }
    }
}
