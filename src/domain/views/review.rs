//! The sprint review: the demo, item by item, then the outcome of the sprint.

use super::{ItemRef, json};
use crate::domain::flow::Flow;
use crate::domain::id::{CeremonyId, FeedbackId, ItemId, NoteId};
use crate::domain::item::Item;
use crate::domain::metrics::measures::{Measures, measures};
use crate::domain::metrics::share::Share;
use crate::domain::report::{ReportLine, SprintReport};
use crate::domain::sprint::Sprint;
use crate::domain::value::{GoalOutcome, NoteKind, Points, SprintState, Stage};
use crate::domain::workspace::Workspace;
use serde::Serialize;

/// The demo of a review, and further candidates.
#[derive(Debug, Clone, Serialize)]
pub struct Demo {
    /// The items of the demo, in order.
    pub shown: Vec<Demonstration>,
    /// Items that wait for acceptance and are not in the demo.
    pub waiting: Vec<Candidate>,
    /// Items accepted in this sprint that are not in the demo.
    pub accepted: Vec<Candidate>,
}

/// One entry of a demo.
#[derive(Debug, Clone, Serialize)]
pub struct Demonstration {
    /// Its note.
    #[serde(skip)]
    pub note: NoteId,
    /// The item, if it is about one.
    pub item: Option<ItemRef>,
    /// A description, if it says more than the item's title.
    pub text: Option<String>,
    /// The presenter.
    pub presenter: Option<String>,
}

/// An item that can be added to the demo.
#[derive(Debug, Clone, Serialize)]
pub struct Candidate {
    /// The item.
    #[serde(flatten)]
    pub item: ItemRef,
    /// The assignees.
    pub assignees: Vec<String>,
    /// Its estimate.
    #[serde(serialize_with = "json::optional_points")]
    pub estimate: Option<Points>,
}

/// The outcome of a sprint.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// Its name.
    pub sprint: String,
    /// The first line of its goal; `None` if it has none.
    pub goal: Option<String>,
    /// Whether the goal was met, if that was judged.
    pub goal_outcome: Option<GoalOutcome>,
    /// Why it was judged so.
    pub goal_why: Option<String>,
    /// Its figures, once they have been read.
    pub figures: Option<Figures>,
    /// First-time acceptance: the share of the items accepted in the last sprints that were never rejected.
    pub first_pass: Option<Share>,
    /// The feedback of this review, the highest weight first.
    pub feedback: Vec<FeedbackView>,
    /// The items that are not accepted.
    pub left: Vec<LeftItem>,
    /// Whether the sprint is running or closed.
    pub state: SprintState,
}

/// An item that was not accepted.
#[derive(Debug, Clone, Serialize)]
pub struct LeftItem {
    /// The item.
    #[serde(flatten)]
    pub item: ItemRef,
    /// Its column; empty if it is in none.
    pub column: String,
}

/// The figures of a sprint.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Figures {
    /// Forecast at the start.
    pub forecast: Amount,
    /// Added after the start.
    pub added: Amount,
    /// Removed after the start.
    pub removed: Amount,
    /// Accepted.
    pub done: Amount,
    /// Not accepted.
    pub left: Amount,
    /// The shares of the forecast.
    pub measures: Measures,
}

/// A number of items with their points.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Amount {
    /// The number of items.
    pub items: usize,
    /// Their points, in hundredths.
    #[serde(serialize_with = "json::as_points")]
    pub points: u64,
}

/// Feedback of a review.
#[derive(Debug, Clone, Serialize)]
pub struct FeedbackView {
    /// The feedback.
    #[serde(skip)]
    pub id: FeedbackId,
    /// Its first line.
    pub text: String,
    /// Its author.
    pub said_by: Option<String>,
    /// The item that it is about.
    pub about: Option<ItemRef>,
}

/// Returns the acceptance queue: the demo's items in order, then the others that wait. The item shown, `here`, stays in
/// it.
pub fn queue(workspace: &Workspace, review: CeremonyId, here: Option<ItemId>) -> Vec<ItemId> {
    let demos = workspace.meetings.notes_of(review, NoteKind::Demo);
    let mut queue: Vec<ItemId> = demos.iter().filter_map(|note| note.about).collect();
    for item in waiting(workspace, review, here) {
        if !queue.contains(&item.id) {
            queue.push(item.id);
        }
    }
    queue.retain(|id| {
        let is_judged = |it: &Item| it.stage == Stage::Accepted || is_in(workspace, review, it);
        Some(*id) == here || workspace.items.get(*id).is_some_and(is_judged)
    });
    queue
}

/// Returns the items that wait for acceptance, the longest waiting first.
pub fn in_review(workspace: &Workspace) -> Vec<&Item> {
    let mut items: Vec<&Item> =
        workspace.items.on_board().filter(|item| item.stage == Stage::Review).collect();
    items.sort_by(|a, b| (a.since, &a.rank, a.id).cmp(&(b.since, &b.rank, b.id)));
    items
}

/// Returns the items that wait for acceptance or were decided since the review started, and the item shown, by rank.
fn waiting(workspace: &Workspace, review: CeremonyId, here: Option<ItemId>) -> Vec<&Item> {
    let here = here.and_then(|id| workspace.items.get(id));
    let board = workspace.items.on_board().filter(|item| is_in(workspace, review, item));
    in_order(board.chain(here).collect())
}

/// Returns whether an item waits for acceptance, or was accepted or rejected since the review started.
fn is_in(workspace: &Workspace, review: CeremonyId, item: &Item) -> bool {
    let Some(began) = workspace.meetings.ceremonies.get(review).map(|it| it.started_at) else { return false };
    match item.stage {
        Stage::Review => true,
        Stage::Accepted => item.ended >= Some(began),
        Stage::Doing => item.rejected.is_some() && item.since >= began,
        Stage::New | Stage::Ready | Stage::ToDo | Stage::Dropped => false,
    }
}

fn in_order(mut items: Vec<&Item>) -> Vec<&Item> {
    items.sort_by_key(|item| (&item.rank, item.id));
    items.dedup_by_key(|item| item.id);
    items
}

impl Demo {
    /// Builds the demo of a review.
    pub fn of(workspace: &Workspace, review: CeremonyId) -> Self {
        let demos = workspace.meetings.notes_of(review, NoteKind::Demo);
        let about: Vec<ItemId> = demos.iter().filter_map(|note| note.about).collect();
        let candidates = |stage: Stage| {
            let sprint = workspace.running().map_or_else(Vec::new, |it| workspace.in_sprint(it.id));
            let items = workspace.items.on_board().chain(sprint);
            let items = in_order(items.filter(|it| it.stage == stage && !about.contains(&it.id)).collect());
            items.into_iter().map(|item| Candidate::of(workspace, item)).collect()
        };
        let shown = demos.iter().map(|note| {
            let item = note.about.map(|id| ItemRef::by_id(workspace, id));
            let text = note.text.trim();
            let says_more = item.as_ref().is_none_or(|item| item.title != text);
            Demonstration {
                note: note.id,
                item,
                text: says_more.then(|| text.to_owned()),
                presenter: note.author.map(|id| workspace.name(id).to_owned()),
            }
        });
        Self {
            shown: shown.collect(),
            waiting: candidates(Stage::Review),
            accepted: candidates(Stage::Accepted),
        }
    }
}

impl Candidate {
    fn of(workspace: &Workspace, item: &Item) -> Self {
        Self {
            item: ItemRef::of(workspace, item),
            assignees: workspace.assignees(item),
            estimate: item.estimate,
        }
    }
}

impl Figures {
    /// Returns the figures of a report.
    pub fn of(report: &SprintReport) -> Self {
        let amount = |lines: &[ReportLine], points| Amount { items: lines.len(), points };
        Self {
            forecast: amount(&report.forecast, report.forecast_points),
            added: amount(&report.added, report.added_points),
            removed: amount(&report.removed, report.removed_points),
            done: amount(&report.done, report.done_points),
            left: amount(&report.carried, report.carried_points),
            measures: measures(report),
        }
    }
}

impl Outcome {
    /// Builds the outcome of a review's sprint; `None` if no sprint was running when it started.
    pub fn of(
        workspace: &Workspace,
        review: CeremonyId,
        report: Option<&SprintReport>,
        flow: Option<&Flow>,
    ) -> Option<Self> {
        let ceremony = workspace.meetings.ceremonies.get(review)?;
        let sprint: &Sprint = workspace.sprints.get(ceremony.sprint?)?;
        let open = workspace.in_sprint(sprint.id).into_iter().filter(|item| item.stage.is_open());
        let column = |item: &Item| {
            let column = item.board_column.and_then(|id| workspace.columns.get(id));
            column.map(|it| it.name.to_string()).unwrap_or_default()
        };
        let all = flow.map(|flow| flow.first_pass.all);
        Some(Self {
            sprint: sprint.name.to_string(),
            goal: sprint.goal.trim().lines().next().map(str::to_owned),
            goal_outcome: sprint.goal_outcome,
            goal_why: sprint.goal_why.as_ref().map(ToString::to_string),
            figures: report.map(Figures::of),
            first_pass: all.filter(|share| share.percent().is_some()),
            feedback: feedback(workspace, review),
            left: open
                .map(|item| LeftItem { item: ItemRef::of(workspace, item), column: column(item) })
                .collect(),
            state: sprint.state,
        })
    }
}

fn feedback(workspace: &Workspace, review: CeremonyId) -> Vec<FeedbackView> {
    let mut feedback: Vec<_> =
        workspace.meetings.feedback.iter().filter(|it| it.ceremony == Some(review)).collect();
    feedback.sort_by_key(|it| (std::cmp::Reverse(it.strength), it.id));
    let view = |it: &crate::domain::feedback::Feedback| FeedbackView {
        id: it.id,
        text: it.text.trim().lines().next().unwrap_or_default().to_owned(),
        said_by: it.said_by.as_ref().map(ToString::to_string),
        about: it.about.map(|id| ItemRef::by_id(workspace, id)),
    };
    feedback.into_iter().map(view).collect()
}
