//! The backlog: its health, and the state of each row in a word or two.

use super::count;
use super::tone::Tone;
use super::tree::{LeadFact, Sign, Styled};
use crate::domain::definition::Definition;
use crate::domain::item::Item;
use crate::domain::metrics::runway_tenths;
use crate::domain::readiness::PreparedDefinition;
use crate::domain::value::{Kind, ReadyCheck};
use crate::domain::views::backlog::{ENOUGH_TENTHS, Health, Lack, RowFact, RowState};
use crate::domain::workspace::Workspace;

/// Formats tenths as a number with one decimal: `0.9`.
fn decimal(tenths: u64) -> String {
    if tenths == 0 {
        return "0".to_owned();
    }
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// For how long the ready items are enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runway {
    /// The part and the whole of the meter, in tenths of sprints.
    pub of: (u64, u64),
    /// The number: `0.9`.
    pub number: String,
    /// What it is about: ` of 3 sprints`.
    pub unit: String,
    /// Whether it is enough.
    pub tone: Tone,
}

/// Returns for how long the ready items are enough; `None` without a velocity.
pub fn runway(workspace: &Workspace) -> Option<Runway> {
    let tenths = runway_tenths(workspace)?;
    let tone = if tenths >= ENOUGH_TENTHS { Tone::Good } else { Tone::Warn };
    let unit = format!(" of {} sprints", ENOUGH_TENTHS / 10);
    Some(Runway { of: (tenths, ENOUGH_TENTHS), number: decimal(tenths), unit, tone })
}

/// Formats what items lack: `no criteria`, `questions`.
pub fn lack(lack: Lack, number: u32) -> &'static str {
    match lack {
        Lack::Criteria => "no criteria",
        Lack::Points => "no points",
        Lack::Size => "too large",
        Lack::Answer if number == 1 => "question",
        Lack::Answer => "questions",
    }
}

/// Formats the number of ready items: `11 ready (2 with no points)`.
pub fn ready(health: &Health) -> String {
    let unestimated = match health.ready_unestimated {
        0 => String::new(),
        unestimated => format!(" ({unestimated} with no points)"),
    };
    format!("{} ready{unestimated}", health.ready)
}

/// Formats the health of the backlog: `11 ready = 2.3 sprints · 4 no criteria · 2 no points · 1 too large · 2 questions`.
pub fn health(workspace: &Workspace) -> String {
    health_parts(workspace).join(super::DOT)
}

/// Formats the parts of [`health`]: ready items first, then what items lack.
pub fn health_parts(workspace: &Workspace) -> Vec<String> {
    let health = Health::of(workspace);
    if health.items == 0 {
        return vec!["the backlog is empty".to_owned()];
    }
    let runway = health.runway_tenths.map_or_else(String::new, |tenths| {
        format!(" = {} {}", decimal(tenths), if tenths == 10 { "sprint" } else { "sprints" })
    });
    let mut parts = vec![format!("{}{runway}", ready(&health))];
    let lacks = Lack::ALL.map(|it| (it, health.lacking(it))).into_iter().filter(|(_, number)| *number > 0);
    parts.extend(lacks.map(|(it, number)| format!("{number} {}", lack(it, number))));
    parts
}

/// Formats the state of a backlog item: `✓ Sprint 26`, `no criteria`, `■ 8 days`.
pub fn state(workspace: &Workspace, state: &RowState) -> LeadFact {
    let (text, tone) = match state.fact {
        RowFact::Blocked(days) => {
            let text = if days > 0 { super::days(days) } else { "blocked".to_owned() };
            return LeadFact { sign: Some(Sign::Blocked), text: Styled::new(text, Tone::Alert) };
        }
        RowFact::InSprint(sprint) => {
            let name = workspace.sprints.get(sprint).map_or("", |sprint| sprint.name.as_str());
            (name.to_owned(), if state.is_ready { Tone::Good } else { Tone::Warn })
        }
        RowFact::WaitsFor(on) => (format!("after {}", workspace.key(on)), Tone::Warn),
        RowFact::Questions(number) => (count(number, "question", "questions"), Tone::Warn),
        RowFact::Unmet(check) => (unmet(check).to_owned(), Tone::Warn),
        RowFact::Complete if state.is_ready => ("ready".to_owned(), Tone::Good),
        RowFact::Complete => ("all rules met".to_owned(), Tone::Text),
    };
    LeadFact { sign: state.is_ready.then_some(Sign::Met), text: Styled::new(text, tone) }
}

/// Formats a rule of the definition of ready that is not met, in a word or two.
fn unmet(check: Option<ReadyCheck>) -> &'static str {
    match check {
        Some(ReadyCheck::Narrative) => "no user story",
        Some(ReadyCheck::Criteria) => "no criteria",
        Some(ReadyCheck::Estimated) => "no points",
        Some(ReadyCheck::Small) => "too large",
        Some(ReadyCheck::Answered) => "question",
        Some(ReadyCheck::Ordered) => "wrong order",
        Some(ReadyCheck::Designed) => "no design",
        Some(ReadyCheck::SignedOff) => "not signed",
        None => "not checked",
    }
}

/// Formats a kind in three letters; nothing for a story.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Story => "",
        Kind::Bug => "bug",
        Kind::Spike => "spk",
        Kind::Chore => "cho",
        Kind::Improvement => "imp",
    }
}

/// What an empty backlog is for, and the keys that begin it.
pub const EMPTY: [&str; 5] = [
    "The backlog is empty.",
    "Everything you might build next goes here, most valuable first.",
    "",
    "n    add the first item; paste several lines to add several",
    "N f  import from Jira or CSV",
];

/// Returns the rules of the definition of ready that an item does not meet, each with its text.
pub(super) fn unmet_rules(workspace: &Workspace, item: &Item) -> Vec<(Option<ReadyCheck>, String)> {
    let rules = PreparedDefinition::of(workspace, Definition::Ready);
    rules.unmet(item).map(|rule| (rule.check_word, rule.text.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{Id as _, ItemId};

    fn words(is_ready: bool, fact: RowFact) -> (Option<Sign>, String) {
        let it = state(&Workspace::default(), &RowState { is_ready, fact });
        (it.sign, it.text.text)
    }

    #[test]
    fn a_state_is_a_word_and_a_tick_says_what_was_decided() {
        let item = ItemId::new(320).unwrap();
        for (is_ready, fact, sign, text) in [
            (false, RowFact::Blocked(8), Some(Sign::Blocked), "8 days"),
            (true, RowFact::Blocked(0), Some(Sign::Blocked), "blocked"),
            (false, RowFact::WaitsFor(item), None, "after "),
            (false, RowFact::Questions(1), None, "1 question"),
            (true, RowFact::Questions(2), Some(Sign::Met), "2 questions"),
            (false, RowFact::Unmet(Some(ReadyCheck::Criteria)), None, "no criteria"),
            (true, RowFact::Unmet(Some(ReadyCheck::Estimated)), Some(Sign::Met), "no points"),
            (false, RowFact::Unmet(Some(ReadyCheck::Small)), None, "too large"),
            (true, RowFact::Complete, Some(Sign::Met), "ready"),
            (false, RowFact::Complete, None, "all rules met"),
        ] {
            let (its, words) = words(is_ready, fact);
            assert_eq!(its, sign, "{words}");
            assert!(words.starts_with(text), "{words} is not {text}");
        }
    }

    #[test]
    fn all_words_of_a_state_fit_its_column() {
        let checks = [
            Some(ReadyCheck::Narrative),
            Some(ReadyCheck::Criteria),
            Some(ReadyCheck::Estimated),
            Some(ReadyCheck::Small),
            Some(ReadyCheck::Answered),
            Some(ReadyCheck::Ordered),
            Some(ReadyCheck::Designed),
            Some(ReadyCheck::SignedOff),
            None,
        ];
        assert!(checks.iter().all(|check| unmet(*check).len() <= 14));
    }
}
