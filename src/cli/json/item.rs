//! Items: the row of a list, and everything about one.

use super::{moment, number};
use crate::domain::definition::Definition;
use crate::domain::detail;
use crate::domain::import::Rest;
use crate::domain::item::Item;
use crate::domain::readiness::{meets, unmet, waits_for};
use crate::domain::value::Instant;
use crate::domain::workspace::Workspace;
use serde::Serialize;
use std::collections::BTreeMap;

/// An item in a list.
#[derive(Serialize)]
pub(in crate::cli) struct Row {
    key: String,
    kind: &'static str,
    title: String,
    stage: &'static str,
    column: Option<String>,
    points: Option<serde_json::Number>,
    epic: Option<EpicName>,
    parent: Option<String>,
    sprint: Option<String>,
    labels: Vec<String>,
    assignees: Vec<String>,
    blocked: Option<Blocked>,
    depends_on: Vec<String>,
    waits_for: Option<String>,
    not_ready: Vec<String>,
    criteria: Criteria,
    tasks: Tasks,
    open_questions: u16,
    comments: u16,
    rejections: u32,
    rejected: Option<String>,
    reason: Option<String>,
    created: String,
    since: String,
    ended: Option<String>,
    source_key: Option<String>,
}

#[derive(Serialize)]
struct EpicName {
    key: String,
    title: String,
}

#[derive(Serialize)]
struct Blocked {
    reason: String,
    since: Option<String>,
    days: i64,
}

#[derive(Serialize)]
struct Criteria {
    all: u16,
    met: u16,
    failed: u16,
}

#[derive(Serialize)]
struct Tasks {
    all: u16,
    done: u16,
}

impl Row {
    pub fn new(workspace: &Workspace, item: &Item, now: Instant) -> Self {
        let zone = workspace.zone();
        let text = |line: &crate::domain::value::Line| line.to_string();
        let rules = if item.is_in_backlog() { unmet(workspace, item, Definition::Ready) } else { Vec::new() };
        Self {
            key: workspace.key(item.id),
            kind: item.kind.word(),
            title: item.title.to_string(),
            stage: item.stage.word(),
            column: item.board_column.and_then(|id| workspace.columns.get(id)).map(|it| it.name.to_string()),
            points: item.estimate.map(number),
            epic: item
                .epic
                .and_then(|id| workspace.epics.get(id))
                .map(|epic| EpicName { key: workspace.epic_key(epic.id), title: epic.title.to_string() }),
            parent: item.parent.map(|id| workspace.key(id)),
            sprint: item.sprint.and_then(|id| workspace.sprints.get(id)).map(|it| it.name.to_string()),
            labels: item
                .labels
                .iter()
                .filter_map(|id| workspace.labels.get(*id))
                .map(|it| it.name.to_string())
                .collect(),
            assignees: item.assignees.iter().map(|id| workspace.name(*id).to_owned()).collect(),
            blocked: item.blocked.as_ref().map(|reason| Blocked {
                reason: reason.to_string(),
                since: item.blocked_since.map(moment),
                days: item.blocked_since.map_or(0, |since| since.days_until(now, zone)),
            }),
            depends_on: item.depends_on.iter().map(|id| workspace.key(*id)).collect(),
            waits_for: waits_for(workspace, item).map(|id| workspace.key(id)),
            not_ready: rules.iter().map(|rule| rule.text.to_string()).collect(),
            criteria: Criteria { all: item.tally.criteria, met: item.tally.met, failed: item.tally.failed },
            tasks: Tasks { all: item.tally.tasks, done: item.tally.tasks_done },
            open_questions: item.tally.questions,
            comments: item.tally.comments,
            rejections: item.rejections,
            rejected: item.rejected.as_ref().map(text),
            reason: item.reason.as_ref().map(text),
            created: moment(item.created),
            since: moment(item.since),
            ended: item.ended.map(moment),
            source_key: item.source_key.as_ref().map(text),
        }
    }
}

/// Everything about an item.
#[derive(Serialize)]
pub(in crate::cli) struct Detail {
    #[serde(flatten)]
    row: Row,
    as_a: String,
    i_want: String,
    so_that: String,
    description: String,
    criteria_list: Vec<Criterion>,
    task_list: Vec<Task>,
    questions: Vec<Question>,
    comment_list: Vec<Comment>,
    links: Vec<Link>,
    definition_of_ready: Vec<RuleRow>,
    definition_of_done: Vec<RuleRow>,
    sprints: Vec<String>,
    source: Option<String>,
    unmapped: BTreeMap<String, Vec<String>>,
}

#[derive(Serialize)]
struct Criterion {
    text: String,
    verdict: &'static str,
    note: String,
}

#[derive(Serialize)]
struct Task {
    text: String,
    done: bool,
}

#[derive(Serialize)]
struct Question {
    text: String,
    asked_by: Option<String>,
    asked_at: String,
    asked_of: Option<String>,
    needed_by: Option<String>,
    answer: Option<String>,
    answered_by: Option<String>,
    answered_at: Option<String>,
}

#[derive(Serialize)]
struct Comment {
    author: Option<String>,
    at: String,
    text: String,
}

/// A link of an item.
#[derive(Serialize)]
pub(in crate::cli) struct Link {
    pub title: String,
    pub url: String,
}

impl Link {
    pub fn new(it: &detail::Link) -> Self {
        Self { title: it.title.to_string(), url: it.url.to_string() }
    }
}

#[derive(Serialize)]
struct RuleRow {
    rule: String,
    text: String,
    met: bool,
}

impl Detail {
    pub fn new(workspace: &Workspace, item: &Item, detail: &detail::Detail, now: Instant) -> Self {
        let name = |id| workspace.name(id).to_owned();
        let body = |read: fn(&detail::Body) -> &crate::domain::value::Prose| {
            detail.body.as_ref().map(|body| read(body).to_string()).unwrap_or_default()
        };
        let rules = |definition: Definition, letter: char| {
            let rules = workspace.rules_of(definition).into_iter().enumerate();
            rules
                .filter(|(_, rule)| rule.holds_for(item.kind))
                .map(|(at, rule)| RuleRow {
                    rule: format!("{letter}{}", at + 1),
                    text: rule.text.to_string(),
                    met: meets(workspace, item, rule),
                })
                .collect()
        };
        Self {
            row: Row::new(workspace, item, now),
            as_a: body(|it| &it.as_a),
            i_want: body(|it| &it.i_want),
            so_that: body(|it| &it.so_that),
            description: body(|it| &it.description),
            criteria_list: detail
                .criteria
                .iter()
                .map(|it| Criterion {
                    text: it.text.to_string(),
                    verdict: it.verdict.word(),
                    note: it.note.to_string(),
                })
                .collect(),
            task_list: detail
                .tasks
                .iter()
                .map(|it| Task { text: it.text.to_string(), done: it.done })
                .collect(),
            questions: detail
                .questions
                .iter()
                .map(|it| Question {
                    text: it.text.to_string(),
                    asked_by: it.asked_by.map(name),
                    asked_at: moment(it.asked_at),
                    asked_of: it.asked_of.map(name),
                    needed_by: it.needed_by.map(|day| day.to_string()),
                    answer: (!it.is_open()).then(|| it.answer.to_string()),
                    answered_by: it.answered_by.map(name),
                    answered_at: it.answered_at.map(moment),
                })
                .collect(),
            comment_list: detail
                .comments
                .iter()
                .map(|it| Comment {
                    author: it.author.map(name).or_else(|| it.author_name.as_ref().map(ToString::to_string)),
                    at: moment(it.at),
                    text: it.text.to_string(),
                })
                .collect(),
            links: detail.links.iter().map(Link::new).collect(),
            definition_of_ready: rules(Definition::Ready, 'r'),
            definition_of_done: rules(Definition::Done, 'd'),
            sprints: detail
                .selections
                .iter()
                .filter_map(|it| workspace.sprints.get(it.sprint))
                .map(|it| it.name.to_string())
                .collect(),
            source: item.source.as_ref().map(ToString::to_string),
            unmapped: detail.body.as_ref().map(|body| Rest::read(&body.rest).cells).unwrap_or_default(),
        }
    }
}
