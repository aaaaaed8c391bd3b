//! Items: the row of a list, and everything about one.

use super::{moment, number};
use crate::domain::definition::Definition;
use crate::domain::detail;
use crate::domain::entity::Entity as _;
use crate::domain::exported::Exported;
use crate::domain::import::Rest;
use crate::domain::item::Item;
use crate::domain::readiness::{meets, unmet, waits_for};
use crate::domain::value::Instant;
use crate::domain::workspace::Workspace;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// Fields under their names in the table.
struct Fields(Vec<(&'static str, Exported)>);

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.0.iter().map(|(name, value)| (name, json(value))))
    }
}

fn json(value: &Exported) -> serde_json::Value {
    match value {
        Exported::Nothing => serde_json::Value::Null,
        Exported::Text(text) => text.as_str().into(),
        Exported::Count(number) => (*number).into(),
        Exported::Points(points) => number(*points).into(),
        Exported::Titled { key, title } => serde_json::json!({ "key": key, "title": title }),
        Exported::List(values) => values.as_slice().into(),
    }
}

/// An item in a list.
#[derive(Serialize)]
pub(in crate::cli) struct Row {
    key: String,
    #[serde(flatten)]
    fields: Fields,
    blocked: Option<Blocked>,
    waits_for: Option<String>,
    not_ready: Vec<String>,
    criteria: Criteria,
    tasks: Tasks,
    open_questions: u16,
    comments: u16,
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
        let rules = if item.is_in_backlog() { unmet(workspace, item, Definition::Ready) } else { Vec::new() };
        Self {
            key: workspace.key(item.id),
            fields: Fields(item.json(workspace)),
            blocked: item.blocked.as_ref().map(|reason| Blocked {
                reason: reason.to_string(),
                since: item.blocked_since.map(moment),
                days: item.blocked_since.map_or(0, |since| since.days_until(now, zone)),
            }),
            waits_for: waits_for(workspace, item).map(|id| workspace.key(id)),
            not_ready: rules.iter().map(|rule| rule.text.to_string()).collect(),
            criteria: Criteria { all: item.tally.criteria, met: item.tally.met, failed: item.tally.failed },
            tasks: Tasks { all: item.tally.tasks, done: item.tally.tasks_done },
            open_questions: item.tally.questions,
            comments: item.tally.comments,
        }
    }
}

/// Everything about an item.
#[derive(Serialize)]
pub(in crate::cli) struct Detail {
    #[serde(flatten)]
    row: Row,
    #[serde(flatten)]
    texts: Fields,
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
        let body = detail.body.clone().unwrap_or_else(|| detail::Body::empty(item.id));
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
            texts: Fields(body.json(workspace)),
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
