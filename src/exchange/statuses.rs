//! What another tool's status words mean: remembered where a person has said so, guessed otherwise.

use crate::domain::value::{ParseEnumError, Stage};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The stages that a person has chosen for another tool's status words; letter case does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(into = "BTreeMap<String, String>", try_from = "BTreeMap<String, String>")]
pub struct StatusMap(BTreeMap<String, Stage>);

/// A status word of a file, and what it is taken to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusWord {
    /// The word as the file spells it first.
    pub status: String,
    /// The category that the other tool puts it in; empty where it does not say.
    pub category: String,
    /// The line of the first row that has it.
    pub line: u64,
    /// How many rows have it.
    pub rows: usize,
    /// The stage that it is taken for.
    pub stage: Stage,
    /// Where that comes from.
    pub from: Origin,
}

/// Where the stage of a status comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A person has chosen it.
    Chosen,
    /// The word or its category tells it.
    Known,
    /// Nothing tells it; it is taken for new.
    Unknown,
}

impl StatusMap {
    /// Remembers the stage of a status word.
    pub fn set(&mut self, status: &str, stage: Stage) {
        self.0.insert(folded(status), stage);
    }

    /// Returns the stage that a person has chosen for a status word.
    pub fn get(&self, status: &str) -> Option<Stage> {
        self.0.get(&folded(status)).copied()
    }

    /// Returns the stage of a status, and where that comes from.
    pub fn stage(&self, status: &str, category: &str) -> (Stage, Origin) {
        match (self.get(status), guess(status, category)) {
            (Some(stage), _) => (stage, Origin::Chosen),
            (None, Some(stage)) => (stage, Origin::Known),
            (None, None) => (Stage::New, Origin::Unknown),
        }
    }
}

impl From<StatusMap> for BTreeMap<String, String> {
    fn from(map: StatusMap) -> Self {
        map.0.into_iter().map(|(status, stage)| (status, stage.word().to_owned())).collect()
    }
}

impl TryFrom<BTreeMap<String, String>> for StatusMap {
    type Error = ParseEnumError;
    fn try_from(map: BTreeMap<String, String>) -> Result<Self, ParseEnumError> {
        map.into_iter()
            .map(|(status, stage)| Ok((folded(&status), stage.parse()?)))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// Whether a resolution says that an ended item was not done.
pub(super) fn gives_up(resolution: &str) -> bool {
    let resolution = phrase(resolution);
    GIVEN_UP.iter().any(|it| contains(&resolution, it))
}

const GIVEN_UP: &[&str] = &[
    "won't",
    "won't do",
    "won't fix",
    "wont do",
    "wont fix",
    "wontfix",
    "will not",
    "duplicate",
    "cannot reproduce",
    "can't reproduce",
    "not reproducible",
    "declined",
    "abandoned",
    "invalid",
    "obsolete",
    "rejected",
    "incomplete",
    "not a bug",
    "cancel",
    "canceled",
    "cancelled",
    "dropped",
    "removed",
    "no se hará",
    "duplicado",
    "duplicada",
    "no reproducible",
    "cancelado",
    "cancelada",
    "rechazado",
    "rechazada",
];
const ENDED: &[&str] = &[
    "done",
    "closed",
    "complete",
    "completed",
    "finished",
    "released",
    "shipped",
    "delivered",
    "merged",
    "fixed",
    "deployed",
    "accepted",
    "verified",
    "listo",
    "finalizado",
    "finalizada",
    "hecho",
    "hecha",
    "cerrado",
    "cerrada",
    "resuelto",
    "resuelta",
    "fertig",
    "erledigt",
    "geschlossen",
];
/// Built, and waiting for somebody to look at it. "Resolved" is that in Azure's Agile and CMMI processes.
const WAITS: &[&str] = &[
    "review",
    "code review",
    "peer review",
    "reviewing",
    "test",
    "testing",
    "qa",
    "uat",
    "verify",
    "verification",
    "validation",
    "acceptance",
    "deploy",
    "deployment",
    "staging",
    "release",
    "demo",
    "approval",
    "resolved",
    "revisión",
    "prueba",
    "pruebas",
    "prüfung",
    "abnahme",
];
/// What says before one of [`WAITS`] that an item waits for it, or is in it.
const WAITS_FOR: &[&str] =
    &["ready for", "in", "under", "awaiting", "waiting for", "pending", "to be", "to", "needs", "en"];
const BEGUN: &[&str] = &[
    "in progress",
    "doing",
    "active",
    "started",
    "committed",
    "dev",
    "development",
    "in dev",
    "in development",
    "developing",
    "implementing",
    "implementation",
    "in implementation",
    "coding",
    "building",
    "wip",
    "work in progress",
    "blocked",
    "on hold",
    "analysis",
    "in analysis",
    "in work",
    "en curso",
    "en progreso",
    "in arbeit",
];
const READY: &[&str] = &[
    "ready",
    "ready for dev",
    "ready for development",
    "ready for sprint",
    "ready to start",
    "selected",
    "selected for development",
    "refined",
    "groomed",
    "estimated",
    "prioritised",
    "prioritized",
    "planned",
    "approved",
    "seleccionado",
    "seleccionada",
];
const OPEN: &[&str] = &[
    "to do",
    "todo",
    "open",
    "opened",
    "reopened",
    "unresolved",
    "new",
    "backlog",
    "product backlog",
    "triage",
    "proposed",
    "draft",
    "created",
    "icebox",
    "unstarted",
    "not started",
    "not done",
    "unscheduled",
    "inbox",
    "idea",
    "incomplete",
    "por hacer",
    "abierto",
    "abierta",
    "nuevo",
    "nueva",
    "offen",
    "neu",
    "zu erledigen",
];

/// Returns what a status and its category mean to any team; `None` where that is not certain.
///
/// A status without a category counts only where the whole of it is known: "not done" and "deployed to staging" have a
/// word of the end in them and are not the end. A category is certain, and a status that is known refines it.
fn guess(status: &str, category: &str) -> Option<Stage> {
    // Our own exports write our own words, in lower case; other tools' "To Do" is no promise of a running sprint.
    if let Some(ours) = Stage::ALL.iter().find(|it| it.word() == status.trim()) {
        return Some(*ours);
    }
    let status = phrase(status);
    match phrase(category).as_str() {
        "to do" | "todo" | "new" | "por hacer" | "tareas por hacer" | "zu erledigen" => {
            Some(if whole(&status) == Some(Stage::Ready) { Stage::Ready } else { Stage::New })
        }
        "in progress" | "indeterminate" | "en curso" | "in arbeit" => {
            Some(if whole(&status) == Some(Stage::Review) { Stage::Review } else { Stage::Doing })
        }
        "done" | "complete" | "listo" | "finalizada" | "finalizado" | "hecho" | "fertig" => {
            Some(if gives_up(&status) { Stage::Dropped } else { Stage::Accepted })
        }
        _ => whole(&status),
    }
}

/// Returns the stage of a status that is known as a whole.
fn whole(status: &str) -> Option<Stage> {
    let is = |phrases: &[&str]| phrases.contains(&status);
    let waits = || {
        let rest = WAITS_FOR.iter().find_map(|it| status.strip_prefix(it)?.strip_prefix(' '));
        rest.is_some_and(|rest| WAITS.contains(&rest))
    };
    // "Incomplete" and "invalid" are resolutions as well: as a status, what is open counts first.
    [
        (is(OPEN), Stage::New),
        (is(GIVEN_UP), Stage::Dropped),
        (is(ENDED), Stage::Accepted),
        (is(READY), Stage::Ready),
        (is(BEGUN), Stage::Doing),
        (is(WAITS) || waits(), Stage::Review),
    ]
    .into_iter()
    .find_map(|(is_so, stage)| is_so.then_some(stage))
}

/// Returns a status in lower case, its words one blank apart.
fn phrase(status: &str) -> String {
    let status = status.replace('’', "'").to_lowercase();
    let words = status.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Tells whether a phrase stands in another, in whole words.
fn contains(phrase: &str, part: &str) -> bool {
    format!(" {phrase} ").contains(&format!(" {part} "))
}

fn folded(word: &str) -> String {
    word.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_category_tells_and_the_word_refines() {
        for (status, category, stage) in [
            ("To Do", "To Do", Stage::New),
            ("Ready for development", "To Do", Stage::Ready),
            ("Research/Analysis", "To Do", Stage::New),
            ("Not ready", "To Do", Stage::New),
            ("Not tested", "In Progress", Stage::Doing),
            ("Building", "In Progress", Stage::Doing),
            ("Deploy", "In Progress", Stage::Review),
            ("Ready for QA", "In Progress", Stage::Review),
            ("Live", "Done", Stage::Accepted),
            ("Cancelled", "Done", Stage::Dropped),
            ("Hecho", "Listo", Stage::Accepted),
        ] {
            assert_eq!(StatusMap::default().stage(status, category), (stage, Origin::Known), "{status}");
        }
    }

    #[test]
    fn without_a_category_a_status_counts_where_the_whole_of_it_is_known() {
        for (status, stage) in [
            ("Backlog", Stage::New),
            ("Todo", Stage::New),
            ("To Do", Stage::New),
            ("to do", Stage::ToDo),
            ("Incomplete", Stage::New),
            ("Reopened", Stage::New),
            ("Not done", Stage::New),
            ("Ready for Dev", Stage::Ready),
            ("In Progress", Stage::Doing),
            ("IN_PROGRESS", Stage::Doing),
            ("In Review", Stage::Review),
            ("ready for test", Stage::Review),
            ("Closed", Stage::Accepted),
            ("Canceled", Stage::Dropped),
            ("accepted", Stage::Accepted),
            ("Won’t Do", Stage::Dropped),
        ] {
            assert_eq!(StatusMap::default().stage(status, ""), (stage, Origin::Known), "{status}");
        }
    }

    #[test]
    fn a_word_of_the_end_inside_a_status_is_not_the_end() {
        for status in ["Limbo", "Deployed to staging", "Almost done", "Done?? ask Bo", "To be closed soon"] {
            assert_eq!(StatusMap::default().stage(status, ""), (Stage::New, Origin::Unknown), "{status}");
        }
    }

    /// The states of Azure DevOps' Scrum, Agile and Basic processes, as Microsoft documents them.
    #[test]
    fn azures_states_mean_what_its_processes_say() {
        for (status, stage) in [
            ("New", Stage::New),
            ("Approved", Stage::Ready),
            ("Committed", Stage::Doing),
            ("Active", Stage::Doing),
            ("Resolved", Stage::Review),
            ("Closed", Stage::Accepted),
            ("Done", Stage::Accepted),
            ("Removed", Stage::Dropped),
        ] {
            assert_eq!(StatusMap::default().stage(status, ""), (stage, Origin::Known), "{status}");
        }
    }

    #[test]
    fn what_a_person_has_chosen_wins_and_is_remembered_as_text() {
        let mut map = StatusMap::default();
        map.set("Deploy ", Stage::Accepted);
        assert_eq!(map.stage("DEPLOY", "In Progress"), (Stage::Accepted, Origin::Chosen));
        let text = serde_json::to_string(&map).unwrap();
        assert_eq!(text, r#"{"deploy":"accepted"}"#);
        assert_eq!(serde_json::from_str::<StatusMap>(&text).unwrap(), map);
        assert!(serde_json::from_str::<StatusMap>(r#"{"deploy":"somewhere"}"#).is_err());
    }
}
