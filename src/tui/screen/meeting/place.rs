//! Where a ceremony is. It is kept beside the history, so that every terminal that takes part shows the same.

use crate::domain::value::CeremonyKind;
use serde::{Deserialize, Serialize};

/// What a part of a ceremony is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Refinement: one item of the queue after another.
    Queue,
    /// Planning: why the sprint is worth it.
    Why,
    /// Planning: what can be done in it.
    What,
    /// Planning: how the work gets done.
    How,
    /// Stand-up: what needs a look first.
    Exceptions,
    /// Stand-up: one after another.
    Walk,
    /// Review: what is shown, by whom, in which order.
    Demo,
    /// Review: one item after another is accepted, or not.
    Acceptance,
    /// Review: what came of the sprint.
    Outcome,
    /// Retrospective: what became of the last one's improvements.
    LastTime,
    /// Retrospective: what was noticed, beside the sprint's own facts.
    Wall,
    /// Retrospective: which notes matter most.
    Votes,
    /// Retrospective: what is done about them.
    Improvements,
}

impl Topic {
    /// Returns the topics of a ceremony, in their order.
    pub fn of(kind: CeremonyKind) -> &'static [Self] {
        match kind {
            CeremonyKind::Refinement => &[Self::Queue],
            CeremonyKind::Planning => &[Self::Why, Self::What, Self::How],
            CeremonyKind::StandUp => &[Self::Exceptions, Self::Walk],
            CeremonyKind::Review => &[Self::Demo, Self::Acceptance, Self::Outcome],
            CeremonyKind::Retrospective => &[Self::LastTime, Self::Wall, Self::Votes, Self::Improvements],
        }
    }

    /// Tells whether items are gone through in it one by one, each filling the screen.
    pub fn is_item_by_item(self) -> bool {
        matches!(self, Self::Queue | Self::Acceptance)
    }

    /// Returns its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Queue => "Queue",
            Self::Why => "Why",
            Self::What => "What",
            Self::How => "How",
            Self::Exceptions => "Exceptions",
            Self::Walk => "Walk",
            Self::Demo => "Demo",
            Self::Acceptance => "Acceptance",
            Self::Outcome => "Outcome",
            Self::LastTime => "Last time",
            Self::Wall => "Wall",
            Self::Votes => "Votes",
            Self::Improvements => "Improvements",
        }
    }

    /// Returns what it is for, as a sentence.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Queue => "Make the next items ready: what is unclear, too large, not estimated?",
            Self::Why => "Why is this sprint valuable? Agree on the sprint goal.",
            Self::What => "What can be done in this sprint? Pull in what serves the goal and fits.",
            Self::How => "How does the work get done? A few tasks under each item.",
            Self::Exceptions => "What keeps us from the sprint goal? Look here first, then walk.",
            Self::Walk => "What do you carry, where is it stuck, what is next?",
            Self::Demo => "What is shown, by whom, in which order?",
            Self::Acceptance => "Does it do what was agreed? Accept it, or say what is missing.",
            Self::Outcome => "Was the goal reached, what was done, what is left?",
            Self::LastTime => "What became of what we agreed on last time?",
            Self::Wall => "What went well, what did not? Write first, talk later.",
            Self::Votes => "Which of these matter most? Give your dots.",
            Self::Improvements => "What do we do about it? One to three, each with an owner and a day.",
        }
    }
}

/// Where a ceremony is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// Which topic, counted from 0.
    pub topic: usize,
    /// The number of the item shown.
    pub item: Option<u64>,
    /// The number of the sprint that is planned.
    pub sprint: Option<u64>,
    /// The number of the person whose turn it is.
    pub person: Option<u64>,
    /// The number of the board's column that is walked through.
    pub column: Option<u64>,
    /// Whether the walk goes from right to left over the board instead of from person to person.
    pub by_column: bool,
    /// The order of the walk, where it was shuffled: numbers of people.
    pub order: Vec<u64>,
    /// Items that were put off until the end of the queue.
    pub parked: Vec<u64>,
    /// The round of planning poker for the item shown.
    pub round: u32,
}

impl Place {
    /// Reads what another terminal wrote; a text of nobody's is the beginning.
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// Writes it down.
    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
