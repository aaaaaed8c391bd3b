//! The stages of another tool's statuses: stored if a person has chosen one, guessed otherwise.

use crate::domain::value::Stage;
use crate::text::Sections;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The stages that a person has chosen for another tool's statuses, ignoring case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StatusMap(BTreeMap<String, Stage>);

/// A status in a file, and the stage it is mapped to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusWord {
    /// The status as it is first spelled in the file.
    pub status: String,
    /// Its category in the other tool; empty if unknown.
    pub category: String,
    /// The line of the first row that has it.
    pub line: u64,
    /// The number of rows that have it.
    pub rows: usize,
    /// The stage.
    pub stage: Stage,
    /// The origin of the stage.
    pub from: Origin,
}

/// The origin of the stage of a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A person has chosen it.
    Chosen,
    /// It follows from the status or its category.
    Known,
    /// It is unknown, and assumed to be new.
    Unknown,
}

impl StatusMap {
    /// Sets the chosen stage of a status.
    pub fn set(&mut self, status: &str, stage: Stage) {
        self.0.insert(folded(status), stage);
    }

    /// Returns the stage that a person has chosen for a status.
    pub fn get(&self, status: &str) -> Option<Stage> {
        self.0.get(&folded(status)).copied()
    }

    /// Returns the stage of a status, and its origin.
    pub fn stage(&self, status: &str, category: &str) -> (Stage, Origin) {
        match (self.get(status), guess(status, category)) {
            (Some(stage), _) => (stage, Origin::Chosen),
            (None, Some(stage)) => (stage, Origin::Known),
            (None, None) => (Stage::New, Origin::Unknown),
        }
    }
}

/// Returns whether a resolution means that a closed item was not done.
pub(super) fn gives_up(resolution: &str) -> bool {
    let resolution = phrase(resolution);
    WORDS.list(Stage::Dropped.word()).iter().any(|it| contains(&resolution, it))
}

/// The statuses of each stage, under the stage's stored form.
static WORDS: LazyLock<Sections> = LazyLock::new(|| Sections::read(include_str!("statuses.txt")));

/// Returns the stage that a status and its category mean to any team; `None` if that is uncertain.
///
/// A status without a category counts only if it is known in full: "not done" and "deployed to staging" contain words
/// for the end but do not mean it. A category is certain, and a known status refines it.
fn guess(status: &str, category: &str) -> Option<Stage> {
    // Our own exports write stages in lower case; other tools' "To Do" does not imply a running sprint.
    if let Some(ours) = Stage::ALL.iter().find(|it| it.word() == status.trim()) {
        return Some(*ours);
    }
    let status = phrase(status);
    match phrase(category).as_str() {
        "to do" | "todo" | "new" | "por hacer" | "tareas por hacer" | "zu erledigen" => {
            Some(if known_stage(&status) == Some(Stage::Ready) { Stage::Ready } else { Stage::New })
        }
        "in progress" | "indeterminate" | "en curso" | "in arbeit" => {
            Some(if known_stage(&status) == Some(Stage::Review) { Stage::Review } else { Stage::Doing })
        }
        "done" | "complete" | "listo" | "finalizada" | "finalizado" | "hecho" | "fertig" => {
            Some(if gives_up(&status) { Stage::Dropped } else { Stage::Accepted })
        }
        _ => known_stage(&status),
    }
}

/// Returns the stage of a status that is known in full.
fn known_stage(status: &str) -> Option<Stage> {
    // "Incomplete" and "invalid" are resolutions as well: as statuses, they mean open first.
    let stages = [Stage::New, Stage::Dropped, Stage::Accepted, Stage::Ready, Stage::Doing, Stage::Review];
    let means = |stage: Stage, phrase: &str| WORDS.list(stage.word()).contains(&phrase);
    let known = stages.into_iter().find(|stage| means(*stage, status));
    known.or_else(|| {
        let mut before = WORDS.list("before review").iter();
        let awaited = before.find_map(|it| status.strip_prefix(it)?.strip_prefix(' '))?;
        means(Stage::Review, awaited).then_some(Stage::Review)
    })
}

/// Returns a status in lower case, its words separated by single spaces.
fn phrase(status: &str) -> String {
    let status = status.replace('’', "'").to_lowercase();
    let words = status.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns whether a phrase contains another, in whole words.
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
