//! The product and its one team.

use super::entity::entity;
use super::id::{ProductId, TeamId};
use super::value::{Line, Prose, Spelled, Weekdays, Zone};
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// The numbers of past sprints that a velocity may be taken over.
pub const VELOCITY_SPRINTS: RangeInclusive<u32> = 3..=20;

entity! {
    /// The product that the team works on. A file holds one.
    Product, ProductField, ProductId, "product", item: |_| None;
    /// The name.
    Name name: Line = people "name",
    /// The prefix of its keys.
    Prefix prefix: Prefix = people "key prefix",
    /// The vision: why it exists.
    Vision vision: Prose = people "vision",
    /// The product goal: the future state of the product that the team plans against.
    Goal goal: Prose = people "product goal",
    /// The time zone that determines where days start and end.
    Zone zone: Zone = people "time zone",
    /// The length of a sprint in calendar days, from 1 to 31.
    SprintDays sprint_days: u32 = people "sprint length",
    /// The weekday on which sprints start, 0 for Monday to 6 for Sunday.
    SprintWeekday sprint_weekday: u32 = people "first day of a sprint",
    /// The cards of planning poker, as a deck's name or card by card; `None` for the modified Fibonacci deck.
    Deck deck: Option<Line> = people "deck of cards",
    /// The weekdays on which the team works; `None` for Monday to Friday. Read it by `Workspace::working_week`.
    WorkingDays working_days: Option<Weekdays> = people "working days",
    /// The number of past sprints of the velocity, in [`VELOCITY_SPRINTS`]; `None` for 8. Read it by
    /// `Workspace::velocity_sprints`.
    VelocitySprints velocity_sprints: Option<u32> = people "number of sprints for the velocity",
}

entity! {
    /// The team that works on the product.
    Team, TeamField, TeamId, "team", item: |_| None;
    /// The product.
    Product product: ProductId = computed,
    /// The name.
    Name name: Line = command,
}

/// The prefix of keys: a letter, then letters and digits; at most 10 characters, in capitals.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Prefix(Box<str>);

/// The error for a text that is not a valid prefix.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no key prefix: write a letter, then letters or digits, 10 at the most, such as PB")]
pub struct BadPrefix(pub String);

impl Prefix {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Parses the number of a key with this prefix, ignoring case: 142 of `pb-142`. `None` for any other text.
    pub fn number_in(&self, key: &str) -> Option<u64> {
        let (prefix, number) = key.trim().split_once('-')?;
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if prefix.eq_ignore_ascii_case(&self.0) && is_number { number.parse().ok() } else { None }
    }

    /// Parses the number of an epic's key with this prefix, ignoring case: 3 of `PB-E3`. `None` for any other text.
    pub fn epic_number_in(&self, key: &str) -> Option<u64> {
        let (prefix, rest) = key.trim().split_once('-')?;
        let number = rest.strip_prefix(['E', 'e'])?;
        self.number_in(&format!("{prefix}-{number}"))
    }

    /// Returns a suggested prefix for a product's name: its initials, or its first letters.
    pub fn proposed(name: &str) -> Self {
        let words: Vec<&str> =
            name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|it| !it.is_empty()).collect();
        let text: String = match words.as_slice() {
            [] => "PB".to_owned(),
            [one] => one.chars().take(3).collect(),
            many => many.iter().take(4).filter_map(|word| word.chars().next()).collect(),
        };
        text.parse().unwrap_or_else(|_| Self("PB".into()))
    }
}

impl FromStr for Prefix {
    type Err = BadPrefix;
    fn from_str(given: &str) -> Result<Self, BadPrefix> {
        let text = given.trim().to_ascii_uppercase();
        let good = (1..=10).contains(&text.len())
            && text.starts_with(|first: char| first.is_ascii_uppercase())
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if good { Ok(Self(text.into())) } else { Err(BadPrefix(given.chars().take(40).collect())) }
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0)
    }
}

impl Spelled for Prefix {
    const EXPECTED: &'static str = "a key prefix";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_short_and_in_capitals() {
        assert_eq!("pb".parse::<Prefix>().unwrap().as_str(), "PB");
        for text in ["", "1A", "A-B", "ABCDEFGHIJK", "É"] {
            assert!(text.parse::<Prefix>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_prefix_is_proposed_from_the_name() {
        for (name, prefix) in
            [("Lighthouse", "LIG"), ("Point of Sale", "POS"), ("", "PB"), ("42", "PB"), ("日本", "PB")]
        {
            assert_eq!(Prefix::proposed(name).as_str(), prefix, "{name}");
        }
    }
}
