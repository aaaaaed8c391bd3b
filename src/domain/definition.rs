//! The definitions of ready and done: lists of rules that the team edits.

use super::entity::entity;
use super::id::{PersonId, RuleId, TeamId};
use super::value::{Cell, Damaged, Kind, Line, ParseEnumError, Rank, ReadyCheck, Scalar, Spelled, Value};
use std::fmt;
use std::str::FromStr;

entity! {
    /// One rule of a definition: checked by the program, or ticked by people.
    Rule, RuleField, RuleId, "rule", item: |_| None;
    /// The team whose rule it is.
    Team team: TeamId = computed,
    /// The definition it is part of.
    Definition definition: Definition = command,
    /// The automatic check; `None` for a rule that people tick.
    Check check_word: Option<ReadyCheck> = command,
    /// The rule in the team's words.
    Text text: Line = people "wording",
    /// The kinds of item it applies to; empty for all kinds.
    Kinds kinds: Kinds = people "kinds",
    /// The person who signs it off, if the rule requires a named person.
    Person person: Option<PersonId> = command,
    /// The position in the definition.
    Rank rank: Rank = command,
}

impl Rule {
    /// Returns whether people tick the rule, rather than the program checking it.
    pub fn is_ticked(&self) -> bool {
        matches!(self.check_word, None | Some(ReadyCheck::SignedOff))
    }

    /// Returns whether the rule applies to items of this kind.
    pub fn holds_for(&self, kind: Kind) -> bool {
        self.kinds.has(kind)
    }
}

/// One of the two definitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Definition {
    /// The definition of ready: what makes an item ready to be planned.
    Ready,
    /// The definition of done: what makes an item part of an increment.
    Done,
}

impl Definition {
    /// Returns the stored and typed form.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Done => "done",
        }
    }

    /// Returns the number of the rule at a place of the list, counted from 0: `r1` for the first rule of ready.
    pub fn number(self, at: usize) -> String {
        format!("{}{}", if self == Self::Ready { 'r' } else { 'd' }, at + 1)
    }
}

super::value::json::serde_as_cell! { Definition }

impl Scalar for Definition {
    fn to_value(&self) -> Value {
        Value::Text(self.word().to_owned())
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged> {
        match cell {
            Cell::Text("ready") => Ok(Self::Ready),
            Cell::Text("done") => Ok(Self::Done),
            Cell::Text(_) | Cell::Int(_) | Cell::Null => Err(Damaged::new("ready or done", cell)),
        }
    }
}

/// A set of kinds of item; the empty set means every kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Kinds(u8);

impl Kinds {
    /// Returns whether the set includes `kind`.
    pub fn has(self, kind: Kind) -> bool {
        self.0 == 0 || self.0 & (1 << kind as u8) != 0
    }
}

impl FromIterator<Kind> for Kinds {
    fn from_iter<I: IntoIterator<Item = Kind>>(kinds: I) -> Self {
        Self(kinds.into_iter().fold(0, |set, kind| set | 1 << kind as u8))
    }
}

impl fmt::Display for Kinds {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = Kind::ALL.iter().filter(|kind| self.0 != 0 && self.has(**kind)).map(|kind| kind.word());
        out.pad(&words.collect::<Vec<_>>().join(", "))
    }
}

impl FromStr for Kinds {
    type Err = ParseEnumError;
    /// Parses kinds separated by commas; an empty text means all kinds.
    fn from_str(given: &str) -> Result<Self, ParseEnumError> {
        given.split(',').filter(|word| !word.trim().is_empty()).map(str::parse::<Kind>).collect()
    }
}

impl Spelled for Kinds {
    const EXPECTED: &'static str = "kinds";
}

/// Returns the default wording of a rule with this check.
pub fn default_wording(check: ReadyCheck) -> &'static str {
    match check {
        ReadyCheck::Narrative => "has a user story",
        ReadyCheck::Criteria => "has an acceptance criterion",
        ReadyCheck::Estimated => "is estimated",
        ReadyCheck::Small => "is not larger than half the velocity",
        ReadyCheck::Answered => "has no open question",
        ReadyCheck::Ordered => "depends on nothing ranked below it",
        ReadyCheck::Designed => "links a design",
        ReadyCheck::SignedOff => "is signed off",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_kind_stands_for_all() {
        assert!(Kinds::default().has(Kind::Bug));
        let some: Kinds = "story, bug".parse().unwrap();
        assert!(some.has(Kind::Story) && !some.has(Kind::Spike));
        assert_eq!(Kinds::from_cell(some.to_value().cell()), Ok(some));
    }
}
