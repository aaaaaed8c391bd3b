//! Items: the row of a list, and everything about one.

use super::{moment, number};
use crate::domain::definition::Definition;
use crate::domain::detail;
use crate::domain::entity::Entity as _;
use crate::domain::exported::Exported;
use crate::domain::import::UnmappedFields;
use crate::domain::item::Item;
use crate::domain::readiness::{meets, unmet, waits_for};
use crate::domain::value::Instant;
use crate::domain::workspace::Workspace;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// Fields under their names in the table.
struct ItemFieldsJson(Vec<(&'static str, Exported)>);

impl Serialize for ItemFieldsJson {
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
pub(in crate::cli) struct ItemJson {
    key: String,
    #[serde(flatten)]
    fields: ItemFieldsJson,
    blocked: Option<BlockedJson>,
    waits_for: Option<String>,
    not_ready: Vec<String>,
    criteria: CriteriaCountJson,
    tasks: TaskCountJson,
    open_questions: u16,
    comments: u16,
}

#[derive(Serialize)]
struct BlockedJson {
    reason: String,
    since: Option<String>,
    days: i64,
}

#[derive(Serialize)]
struct CriteriaCountJson {
    all: u16,
    met: u16,
    failed: u16,
}

#[derive(Serialize)]
struct TaskCountJson {
    all: u16,
    done: u16,
}

impl ItemJson {
    pub fn new(workspace: &Workspace, item: &Item, now: Instant) -> Self {
        let zone = workspace.zone();
        let rules = if item.is_in_backlog() { unmet(workspace, item, Definition::Ready) } else { Vec::new() };
        Self {
            key: workspace.key(item.id),
            fields: ItemFieldsJson(item.json(workspace)),
            blocked: item.blocked.as_ref().map(|reason| BlockedJson {
                reason: reason.to_string(),
                since: item.blocked_since.map(moment),
                days: item.blocked_since.map_or(0, |since| since.days_until(now, zone)),
            }),
            waits_for: waits_for(workspace, item).map(|id| workspace.key(id)),
            not_ready: rules.iter().map(|rule| rule.text.to_string()).collect(),
            criteria: CriteriaCountJson {
                all: item.tally.criteria,
                met: item.tally.met,
                failed: item.tally.failed,
            },
            tasks: TaskCountJson { all: item.tally.tasks, done: item.tally.tasks_done },
            open_questions: item.tally.questions,
            comments: item.tally.comments,
        }
    }
}

/// Everything about an item.
#[derive(Serialize)]
pub(in crate::cli) struct ItemDetailJson {
    #[serde(flatten)]
    row: ItemJson,
    #[serde(flatten)]
    texts: ItemFieldsJson,
    criteria_list: Vec<CriterionJson>,
    task_list: Vec<TaskJson>,
    questions: Vec<QuestionJson>,
    comment_list: Vec<CommentJson>,
    links: Vec<LinkJson>,
    definition_of_ready: Vec<RuleJson>,
    definition_of_done: Vec<RuleJson>,
    sprints: Vec<String>,
    source: Option<String>,
    unmapped: BTreeMap<String, Vec<String>>,
}

#[derive(Serialize)]
struct CriterionJson {
    text: String,
    verdict: &'static str,
    note: String,
}

#[derive(Serialize)]
struct TaskJson {
    text: String,
    done: bool,
}

#[derive(Serialize)]
struct QuestionJson {
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
struct CommentJson {
    author: Option<String>,
    at: String,
    text: String,
}

/// A link of an item.
#[derive(Serialize)]
pub(in crate::cli) struct LinkJson {
    pub title: String,
    pub url: String,
}

impl LinkJson {
    pub fn new(it: &detail::Link) -> Self {
        Self { title: it.title.to_string(), url: it.url.to_string() }
    }
}

#[derive(Serialize)]
struct RuleJson {
    rule: String,
    text: String,
    met: bool,
}

impl ItemDetailJson {
    pub fn new(workspace: &Workspace, item: &Item, detail: &detail::Detail, now: Instant) -> Self {
        let name = |id| workspace.name(id).to_owned();
        let body = detail.body.clone().unwrap_or_else(|| detail::Body::empty(item.id));
        let rules = |definition: Definition, letter: char| {
            let rules = workspace.rules_of(definition).into_iter().enumerate();
            rules
                .filter(|(_, rule)| rule.holds_for(item.kind))
                .map(|(at, rule)| RuleJson {
                    rule: format!("{letter}{}", at + 1),
                    text: rule.text.to_string(),
                    met: meets(workspace, item, rule),
                })
                .collect()
        };
        Self {
            row: ItemJson::new(workspace, item, now),
            texts: ItemFieldsJson(body.json(workspace)),
            criteria_list: detail
                .criteria
                .iter()
                .map(|it| CriterionJson {
                    text: it.text.to_string(),
                    verdict: it.verdict.word(),
                    note: it.note.to_string(),
                })
                .collect(),
            task_list: detail
                .tasks
                .iter()
                .map(|it| TaskJson { text: it.text.to_string(), done: it.done })
                .collect(),
            questions: detail
                .questions
                .iter()
                .map(|it| QuestionJson {
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
                .map(|it| CommentJson {
                    author: it.author.map(name).or_else(|| it.author_name.as_ref().map(ToString::to_string)),
                    at: moment(it.at),
                    text: it.text.to_string(),
                })
                .collect(),
            links: detail.links.iter().map(LinkJson::new).collect(),
            definition_of_ready: rules(Definition::Ready, 'r'),
            definition_of_done: rules(Definition::Done, 'd'),
            sprints: detail
                .selections
                .iter()
                .filter_map(|it| workspace.sprints.get(it.sprint))
                .map(|it| it.name.to_string())
                .collect(),
            source: item.source.as_ref().map(ToString::to_string),
            unmapped: detail
                .body
                .as_ref()
                .map(|body| UnmappedFields::read(&body.rest).cells)
                .unwrap_or_default(),
        }
    }
}
