//! The objects printed by `--json`. Their fields are stable: schema 1 may gain fields, but none changes.

use crate::domain::column::Column;
use crate::domain::definition::{Definition, Rule};
use crate::domain::value::Instant;
use crate::domain::views::backlog::Health;
use crate::domain::views::board::ColumnView;
use crate::domain::views::item::{ItemDetails, ItemRow};
pub(super) use crate::domain::views::json::number;
use crate::domain::workspace::Workspace;
use crate::session::{CommandOutcome, Session};
use crate::store::history::{Entry, EntryKind};
use serde::Serialize;

/// Formats a time as RFC 3339 in UTC.
pub(super) fn moment(at: Instant) -> String {
    at.rfc3339()
}

/// The result of a command.
#[derive(Serialize)]
pub(super) struct DoneJson {
    revision: u64,
    did: String,
    items: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// Notes for the user.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
}

impl DoneJson {
    pub fn new(workspace: &Workspace, outcome: &CommandOutcome, note: Option<&str>) -> Self {
        Self {
            revision: outcome.revision,
            did: outcome.summary.clone(),
            items: outcome.items.iter().map(|id| workspace.key(*id)).collect(),
            note: note.map(str::to_owned),
            notes: Vec::new(),
        }
    }

    /// Adds notes.
    pub fn noting(self, notes: Vec<String>) -> Self {
        Self { notes, ..self }
    }
}

/// The product.
#[derive(Serialize)]
pub(super) struct ProductJson {
    name: String,
    prefix: String,
    vision: String,
    goal: String,
    zone: String,
    sprint_days: u32,
    sprint_weekday: u32,
    working_days: Vec<&'static str>,
    velocity_sprints: usize,
    deck: String,
    cards: Vec<String>,
    velocity: Option<serde_json::Number>,
    revision: u64,
}

impl ProductJson {
    pub fn new(workspace: &Workspace) -> Option<Self> {
        let product = workspace.product()?;
        let deck = crate::domain::poker::deck_of(product);
        Some(Self {
            name: product.name.to_string(),
            prefix: product.prefix.to_string(),
            vision: product.vision.to_string(),
            goal: product.goal.to_string(),
            zone: product.zone.name().to_owned(),
            sprint_days: product.sprint_days,
            sprint_weekday: product.sprint_weekday,
            working_days: workspace.working_week().day_names(),
            velocity_sprints: workspace.velocity_sprints(),
            deck: deck.name(),
            cards: deck.cards().into_iter().map(|card| deck.face(card)).collect(),
            velocity: crate::domain::metrics::velocity::velocity(workspace).map(number),
            revision: workspace.revision,
        })
    }
}

/// A column, with its items where the board is shown.
#[derive(Serialize)]
pub(super) struct BoardColumnJson {
    name: String,
    stage: &'static str,
    limit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Vec<ItemRow>>,
}

impl BoardColumnJson {
    pub fn new(column: &Column, items: Option<Vec<ItemRow>>) -> Self {
        Self { name: column.name.to_string(), stage: column.stage.word(), limit: column.wip, items }
    }
}

/// Both definitions.
#[derive(Serialize)]
pub(super) struct DefinitionsJson {
    ready: Vec<DefinitionRuleJson>,
    done: Vec<DefinitionRuleJson>,
}

#[derive(Serialize)]
struct DefinitionRuleJson {
    rule: String,
    text: String,
    check: Option<&'static str>,
    kinds: String,
    person: Option<String>,
}

impl DefinitionsJson {
    pub fn new(workspace: &Workspace) -> Self {
        let rules = |definition: Definition| {
            let row = |(at, rule): (usize, &Rule)| DefinitionRuleJson {
                rule: definition.number(at),
                text: rule.text.to_string(),
                check: rule.check_word.map(crate::domain::value::ReadyCheck::word),
                kinds: rule.kinds.to_string(),
                person: rule.person.map(|id| workspace.name(id).to_owned()),
            };
            workspace.rules_of(definition).into_iter().enumerate().map(row).collect()
        };
        Self { ready: rules(Definition::Ready), done: rules(Definition::Done) }
    }
}

/// Entries of the history, the newest first.
#[derive(Serialize)]
pub(super) struct EntriesJson {
    entries: Vec<EntryJson>,
    /// Whether there are older entries.
    more: bool,
}

#[derive(Serialize)]
struct EntryJson {
    revision: u64,
    at: String,
    #[serde(rename = "told")]
    summary: String,
    sentence: String,
    person: Option<String>,
    on_behalf: Option<String>,
    login: String,
    kind: &'static str,
    of: Option<u64>,
}

impl EntriesJson {
    pub fn new(session: &Session, entries: &[Entry], more: bool) -> Self {
        let name = |id| session.workspace().persons.get(id).map(|it| it.name.to_string());
        let row = |entry: &Entry| EntryJson {
            revision: entry.revision,
            at: moment(entry.at),
            summary: session.summary(entry),
            sentence: entry.words(session.workspace()),
            person: entry.person.and_then(name),
            on_behalf: entry.on_behalf.and_then(name),
            login: entry.login.clone(),
            kind: match entry.kind {
                EntryKind::Operation => "deed",
                EntryKind::Undo(_) => "undo",
                EntryKind::Redo(_) => "redo",
            },
            of: match entry.kind {
                EntryKind::Operation => None,
                EntryKind::Undo(of) | EntryKind::Redo(of) => Some(of),
            },
        };
        Self { entries: entries.iter().map(row).collect(), more }
    }
}

/// The backlog with its head lines.
#[derive(Serialize)]
pub(super) struct BacklogJson {
    pub head: Vec<String>,
    pub health: Health,
    pub items: Vec<ItemRow>,
}

/// The board with its head lines.
#[derive(Serialize)]
pub(super) struct BoardJson {
    head: Vec<String>,
    columns: Vec<BoardColumnJson>,
    accepted: Vec<ItemRow>,
}

impl BoardJson {
    pub fn new(workspace: &Workspace, columns: &[ColumnView<'_>], now: Instant) -> Self {
        let rows =
            |it: &ColumnView<'_>| it.items.iter().map(|item| ItemRow::of(workspace, item, now)).collect();
        let column = |it: &ColumnView<'_>| Some(BoardColumnJson::new(it.column?, Some(rows(it))));
        let accepted = columns.iter().filter(|it| it.column.is_none());
        Self {
            head: crate::present::summary(workspace, now),
            columns: columns.iter().filter_map(column).collect(),
            accepted: accepted.flat_map(rows).collect(),
        }
    }
}

/// The items that wait for acceptance, with the head lines.
#[derive(Serialize)]
pub(super) struct ReviewJson {
    pub head: Vec<String>,
    pub items: Vec<ItemDetails>,
}
