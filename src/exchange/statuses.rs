//! What another tool's status words mean: remembered where a person has said so, guessed otherwise.

use crate::domain::value::{BadWord, Stage};
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
    type Error = BadWord;
    fn try_from(map: BTreeMap<String, String>) -> Result<Self, BadWord> {
        map.into_iter()
            .map(|(status, stage)| Ok((folded(&status), stage.parse()?)))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// Whether a resolution says that an ended item was not done.
pub(super) fn gives_up(resolution: &str) -> bool {
    let resolution = folded(resolution);
    GIVEN_UP.iter().any(|word| resolution.contains(word))
}

const GIVEN_UP: &[&str] = &[
    "won't",
    "won’t",
    "wont ",
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
    "dropped",
    "removed",
    "no se hará",
    "duplicad",
    "no reproducible",
    "cancelad",
    "rechazad",
];
const WAITS: &[&str] = &[
    "review",
    "test",
    "qa",
    "uat",
    "verif",
    "validat",
    "accept",
    "deploy",
    "staging",
    "demo",
    "approval",
    "revisión",
    "prueba",
    "prüf",
    "abnahme",
];
const BEGUN: &[&str] = &[
    "progress",
    "doing",
    "active",
    "started",
    "committed",
    "develop",
    "implement",
    "coding",
    "wip",
    "blocked",
    "on hold",
    "analysis",
    "en curso",
    "in arbeit",
];
const READY: &[&str] =
    &["ready", "selected", "refined", "groomed", "estimated", "prioriti", "planned", "seleccionad"];
const OPEN: &[&str] = &[
    "to do",
    "todo",
    "to-do",
    "open",
    "new",
    "backlog",
    "triage",
    "proposed",
    "draft",
    "created",
    "icebox",
    "unstarted",
    "unscheduled",
    "inbox",
    "idea",
    "por hacer",
    "abiert",
    "nuev",
    "offen",
    "neu",
    "zu erledigen",
];
const ENDED: &[&str] = &[
    "done",
    "closed",
    "resolved",
    "complete",
    "finished",
    "released",
    "shipped",
    "delivered",
    "merged",
    "fixed",
    "deployed",
    "accepted",
    "verified",
    "approved",
    "listo",
    "finalizad",
    "hecho",
    "cerrad",
    "resuelt",
    "fertig",
    "erledigt",
    "geschlossen",
];

fn guess(status: &str, category: &str) -> Option<Stage> {
    // Our own exports write our own words, in lower case; other tools' "To Do" is no promise of a running sprint.
    if let Some(ours) = Stage::ALL.iter().find(|it| it.word() == status.trim()) {
        return Some(*ours);
    }
    let status = folded(status);
    let says = |words: &[&str]| words.iter().any(|word| status.contains(word));
    let open = || if says(READY) { Stage::Ready } else { Stage::New };
    let begun = || if says(WAITS) { Stage::Review } else { Stage::Doing };
    match folded(category).as_str() {
        "to do" | "todo" | "new" | "por hacer" | "tareas por hacer" | "zu erledigen" => Some(open()),
        "in progress" | "indeterminate" | "en curso" | "in arbeit" => Some(begun()),
        "done" | "complete" | "listo" | "finalizada" | "finalizado" | "hecho" | "fertig" => {
            Some(if gives_up(&status) { Stage::Dropped } else { Stage::Accepted })
        }
        // "Ready for test" waits, "reopened" and "unresolved" are open: the order of the questions matters.
        _ => {
            if says(&["reopen", "unresolved", "incomplete", "not started", "unstarted", "to do"]) {
                Some(Stage::New)
            } else if gives_up(&status) {
                Some(Stage::Dropped)
            } else if says(ENDED) {
                Some(Stage::Accepted)
            } else if says(&["ready for dev"]) {
                Some(Stage::Ready)
            } else if says(WAITS) {
                Some(Stage::Review)
            } else if says(BEGUN) {
                Some(Stage::Doing)
            } else if says(READY) {
                Some(Stage::Ready)
            } else if says(OPEN) {
                Some(Stage::New)
            } else {
                None
            }
        }
    }
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
    fn without_a_category_the_word_alone_tells() {
        for (status, stage) in [
            ("Backlog", Stage::New),
            ("Todo", Stage::New),
            ("To Do", Stage::New),
            ("to do", Stage::ToDo),
            ("Incomplete", Stage::New),
            ("Reopened", Stage::New),
            ("Ready for Dev", Stage::Ready),
            ("In Progress", Stage::Doing),
            ("In Review", Stage::Review),
            ("ready for test", Stage::Review),
            ("Closed", Stage::Accepted),
            ("Canceled", Stage::Dropped),
            ("accepted", Stage::Accepted),
            ("Won't Do", Stage::Dropped),
        ] {
            assert_eq!(StatusMap::default().stage(status, ""), (stage, Origin::Known), "{status}");
        }
        assert_eq!(StatusMap::default().stage("Limbo", ""), (Stage::New, Origin::Unknown));
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
