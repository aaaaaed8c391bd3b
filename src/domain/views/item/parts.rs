//! The parts of an item.

use super::super::{ItemRef, json};
use crate::domain::definition::{Definition, Rule};
use crate::domain::detail::{Comment, Criterion, Detail, Link, Question, Task};
use crate::domain::id::{CommentId, CriterionId, ItemId, LinkId, QuestionId, RuleId, TaskId};
use crate::domain::item::Item;
use crate::domain::readiness::meets;
use crate::domain::value::{Instant, Stage, Verdict};
use crate::domain::workspace::Workspace;
use chrono::NaiveDate;
use serde::Serialize;

/// A part of an item that the cursor can select.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartRef {
    /// An acceptance criterion.
    Criterion(CriterionId),
    /// A rule of a definition that is ticked by hand.
    Rule(RuleId),
    /// A task.
    Task(TaskId),
    /// A question.
    Question(QuestionId),
    /// An item that it depends on.
    Dependency(ItemId),
    /// A child item.
    Child(ItemId),
    /// A link.
    Link(LinkId),
    /// A comment.
    Comment(CommentId),
}

/// Returns the selectable parts of an item, in page order.
pub fn parts(workspace: &Workspace, item: &Item, detail: &Detail) -> Vec<PartRef> {
    let definition = if item.is_in_backlog() { Definition::Ready } else { Definition::Done };
    let rules = workspace.rules_of(definition).into_iter();
    let rules = rules.filter(|rule| rule.is_ticked() && rule.holds_for(item.kind));
    let mut parts: Vec<PartRef> = detail.criteria.iter().map(|it| PartRef::Criterion(it.id)).collect();
    parts.extend(rules.map(|rule| PartRef::Rule(rule.id)));
    parts.extend(detail.questions.iter().map(|it| PartRef::Question(it.id)));
    parts.extend(detail.tasks.iter().map(|it| PartRef::Task(it.id)));
    parts.extend(item.depends_on.iter().map(|it| PartRef::Dependency(*it)));
    parts.extend(children(workspace, item.id).map(PartRef::Child));
    parts.extend(detail.links.iter().map(|it| PartRef::Link(it.id)));
    parts.extend(detail.comments.iter().map(|it| PartRef::Comment(it.id)));
    parts
}

/// Returns the open children of an item.
pub(super) fn children(workspace: &Workspace, id: ItemId) -> impl Iterator<Item = ItemId> {
    workspace.items.children(id).into_iter()
}

/// An acceptance criterion.
#[derive(Debug, Clone, Serialize)]
pub struct CriterionView {
    /// Its id.
    #[serde(skip)]
    pub id: CriterionId,
    /// The criterion.
    pub text: String,
    /// Whether it is met.
    pub verdict: Verdict,
    /// The observation recorded with a failed check.
    pub note: String,
}

/// A task.
#[derive(Debug, Clone, Serialize)]
pub struct TaskView {
    /// Its id.
    #[serde(skip)]
    pub id: TaskId,
    /// The task.
    pub text: String,
    /// Whether it is completed.
    #[serde(rename = "done")]
    pub is_done: bool,
}

/// A question.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionView {
    /// Its id.
    #[serde(skip)]
    pub id: QuestionId,
    /// The question.
    pub text: String,
    /// The person who asked.
    pub asked_by: Option<String>,
    /// When it was asked.
    #[serde(serialize_with = "json::instant")]
    pub asked_at: Instant,
    /// The number of days since then.
    #[serde(skip)]
    pub days: i64,
    /// The person who is to answer.
    pub asked_of: Option<String>,
    /// The day on which an answer is needed.
    pub needed_by: Option<NaiveDate>,
    /// The answer; `None` while the question is open.
    pub answer: Option<String>,
    /// The person who answered.
    pub answered_by: Option<String>,
    /// When it was answered.
    #[serde(serialize_with = "json::optional_instant")]
    pub answered_at: Option<Instant>,
}

/// A comment.
#[derive(Debug, Clone, Serialize)]
pub struct CommentView {
    /// Its id.
    #[serde(skip)]
    pub id: CommentId,
    /// The author, here or in the tool that it was imported from.
    pub author: Option<String>,
    /// When it was written.
    #[serde(serialize_with = "json::instant")]
    pub at: Instant,
    /// The text, in Markdown.
    pub text: String,
}

/// A link.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// Its id.
    #[serde(skip)]
    pub id: LinkId,
    /// The title.
    pub title: String,
    /// The address.
    pub url: String,
}

/// A rule of a definition, with its state for one item.
#[derive(Debug, Clone, Serialize)]
pub struct RuleView {
    /// Its id.
    #[serde(skip)]
    pub id: RuleId,
    /// Its number in its definition: `r1`, `d2`.
    #[serde(rename = "rule")]
    pub number: String,
    /// The rule.
    pub text: String,
    /// Whether the item meets it.
    #[serde(rename = "met")]
    pub is_met: bool,
    /// Whether it is ticked by hand.
    #[serde(skip)]
    pub is_ticked: bool,
}

/// A related item with its stage.
#[derive(Debug, Clone, Serialize)]
pub struct RelatedItem {
    /// Its key and title.
    #[serde(flatten)]
    pub item: ItemRef,
    /// Its stage; `None` if it is not in memory because it was accepted or dropped long ago.
    pub stage: Option<Stage>,
}

impl CriterionView {
    /// Builds the view of a criterion.
    pub fn of(it: &Criterion) -> Self {
        Self { id: it.id, text: it.text.to_string(), verdict: it.verdict, note: it.note.to_string() }
    }
}

impl TaskView {
    /// Builds the view of a task.
    pub fn of(it: &Task) -> Self {
        Self { id: it.id, text: it.text.to_string(), is_done: it.done }
    }
}

impl QuestionView {
    /// Builds the view of a question.
    pub fn of(workspace: &Workspace, it: &Question, now: Instant) -> Self {
        let name = |id| workspace.name(id).to_owned();
        Self {
            id: it.id,
            text: it.text.to_string(),
            asked_by: it.asked_by.map(name),
            asked_at: it.asked_at,
            days: it.asked_at.days_until(now, workspace.zone()),
            asked_of: it.asked_of.map(name),
            needed_by: it.needed_by,
            answer: (!it.is_open()).then(|| it.answer.to_string()),
            answered_by: it.answered_by.map(name),
            answered_at: it.answered_at,
        }
    }
}

impl CommentView {
    /// Builds the view of a comment.
    pub fn of(workspace: &Workspace, it: &Comment) -> Self {
        let author = it.author.map(|id| workspace.name(id)).or(it.author_name.as_deref());
        Self { id: it.id, author: author.map(str::to_owned), at: it.at, text: it.text.to_string() }
    }
}

impl LinkView {
    /// Builds the view of a link.
    pub fn of(it: &Link) -> Self {
        Self { id: it.id, title: it.title.to_string(), url: it.url.to_string() }
    }
}

impl RuleView {
    /// Builds the view of the rules of a definition that apply to an item.
    pub fn all(workspace: &Workspace, item: &Item, definition: Definition) -> Vec<Self> {
        let rules = workspace.rules_of(definition).into_iter().enumerate();
        let rules = rules.filter(|(_, rule)| rule.holds_for(item.kind));
        let view = |(at, rule): (usize, &Rule)| Self {
            id: rule.id,
            number: definition.number(at),
            text: rule.text.to_string(),
            is_met: meets(workspace, item, rule),
            is_ticked: rule.is_ticked(),
        };
        rules.map(view).collect()
    }
}

impl RelatedItem {
    /// Builds the view of a related item.
    pub fn of(workspace: &Workspace, id: ItemId) -> Self {
        let stage = workspace.items.get(id).map(|it| it.stage);
        Self { item: ItemRef::by_id(workspace, id), stage }
    }

    /// Returns whether it is open.
    pub fn is_open(&self) -> bool {
        self.stage.is_some_and(Stage::is_open)
    }
}
