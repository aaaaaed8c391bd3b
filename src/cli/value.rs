//! Parsing values on the command line, with an error for invalid ones.

use super::problem::{CliError, bad_value};
use crate::domain::poker::Deck;
use crate::domain::product::Prefix;
use crate::domain::value::{
    BadText, CeremonyKind, Kind, Line, ParseEnumError, Points, Prose, Roles, Stage, Zone, parse_day,
};
use crate::names::quoted;
use crate::text::nearest;
use chrono::NaiveDate;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::str::FromStr;

fn wrong(message: String) -> CliError {
    CliError { kind: "value", ..CliError::usage(message) }
}

/// Parses one line that is not blank.
pub(super) fn line(what: &str, given: &str) -> Result<Line, CliError> {
    given.parse().map_err(|error| bad_text(what, &error))
}

/// Parses a text of any number of lines.
pub(super) fn prose(what: &str, given: &str) -> Result<Prose, CliError> {
    given.parse().map_err(|error| bad_text(what, &error))
}

/// Returns the error for an invalid text.
pub(super) fn bad_text(what: &str, error: &BadText) -> CliError {
    match error {
        BadText::Blank => {
            wrong(format!("{what} is empty")).hint("write at least a word, with quotes around several")
        }
        BadText::TooLong { given, most } => {
            wrong(format!("{what} has {given} characters; the most is {most}"))
                .hint("keep it short; long text belongs into the description or a comment")
        }
    }
}

/// Parses an estimate, as a card of the deck or a number of points; `none` clears it.
pub(super) fn points(deck: &Deck, given: &str) -> Result<Option<Points>, CliError> {
    if is_none(given) {
        return Ok(None);
    }
    deck.estimate(given).map(Some).map_err(|_| {
        wrong(format!("{} is no estimate", quoted(given)))
            .hint("write a number from 0 to 1000000 with at most two decimals, such as 5 or 0.5, or none")
    })
}

/// Parses a day.
pub(super) fn day(given: &str, today: NaiveDate) -> Result<NaiveDate, CliError> {
    parse_day(given, today).map_err(|bad| wrong(bad.to_string()).hint(bad.hint()))
}

/// Returns a parser for an enum of words.
pub(super) fn one_of<T>(words: impl Into<PossibleValuesParser>) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err = ParseEnumError> + Clone + Send + Sync + 'static,
{
    words.into().try_map(|word| word.parse::<T>())
}

/// Returns the parser of a kind of ceremony, in full or abbreviated.
pub(super) fn ceremonies() -> impl TypedValueParser<Value = CeremonyKind> {
    let kinds = [
        PossibleValue::new("refinement").alias("refine"),
        PossibleValue::new("planning").alias("plan"),
        PossibleValue::new("stand-up").aliases(["standup", "daily"]),
        PossibleValue::new("review"),
        PossibleValue::new("retrospective").alias("retro"),
    ];
    one_of(kinds)
}

/// Parses a value; `none` clears it.
pub(super) fn or_none<T>(
    given: &str,
    read: impl FnOnce(&str) -> Result<T, CliError>,
) -> Result<Option<T>, CliError> {
    if is_none(given) { Ok(None) } else { read(given).map(Some) }
}

/// Returns whether a value is `none`.
pub(super) fn is_none(given: &str) -> bool {
    given.trim().eq_ignore_ascii_case("none")
}

/// Returns the parser of a kind of item.
pub(super) fn kinds() -> impl TypedValueParser<Value = Kind> {
    one_of(Kind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>())
}

/// Returns the parser of a stage that has columns.
pub(super) fn stages() -> impl TypedValueParser<Value = Stage> {
    one_of(["to-do", "doing", "review"])
}

/// Parses a key prefix.
pub(super) fn prefix(given: &str) -> Result<Prefix, CliError> {
    given.parse().map_err(|_| {
        wrong(format!("keys cannot start with {}", quoted(given)))
            .hint("write a letter, then letters or digits, at most 10, such as PB")
    })
}

/// Parses an IANA time zone.
pub(super) fn zone(given: &str) -> Result<Zone, CliError> {
    given.trim().parse().map_err(|_| {
        let hint = match nearest(given, Zone::names().iter().copied()) {
            Some(name) => format!("did you mean {name}?"),
            None => "write an IANA name, such as Europe/Berlin".to_owned(),
        };
        wrong(format!("there is no time zone {}", quoted(given))).hint(hint)
    })
}

/// Parses roles separated by commas.
pub(super) fn roles(given: &str) -> Result<Roles, CliError> {
    if is_none(given) {
        return Ok(Roles::default());
    }
    given.parse().map_err(|error: ParseEnumError| {
        bad_value("role", &error.given, &format!("choose of {}", error.choices))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_named_and_an_example_given() {
        let shown = |problem: CliError| (problem.message, problem.hint.unwrap_or_default(), problem.code);
        assert_eq!(
            shown(line("the title", " ").unwrap_err()),
            (
                "the title is empty".to_owned(),
                "write at least a word, with quotes around several".to_owned(),
                2
            )
        );
        let (message, _, code) = shown(points(&Deck::default(), "-1").unwrap_err());
        assert_eq!((message.as_str(), code), ("\"-1\" is no estimate", 2));
        assert_eq!(points(&Deck::default(), "none"), Ok(None));
        assert_eq!(points(&Deck::TShirt, "m"), Ok(Some(Points::whole(3))));
        let long = "\u{1b}".repeat(20_000);
        let (message, _, _) = shown(line("the title", &long).unwrap_err());
        assert_eq!(message, "the title has 20000 characters; the most is 1000");
        let today = "2026-11-21".parse().unwrap();
        assert_eq!(shown(day(&long, today).unwrap_err()).0.chars().count(), 60 + "\"\" is no date".len());
    }
}
