//! Why a verb was not carried out: a sentence, what to try, and the exit code that belongs to it.

use super::output::Reply;
use crate::domain::refusal::{Reason, Refusal};
use crate::filter::BadFilter;
use crate::names::quoted;
use crate::session::Stop;
use crate::store::failure::{Failure, Kind};
use crate::text::nearest;
use clap::error::{ContextKind, ContextValue};

/// The most columns that a sentence or a hint may take.
const LONGEST: usize = 600;

/// Where clap says what may have been meant.
const SUGGESTIONS: [ContextKind; 3] =
    [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];

/// A verb that was not carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    /// What kind it is, for programs.
    pub kind: &'static str,
    /// What is wrong, in a sentence without its full stop.
    pub message: String,
    /// What to try.
    pub hint: Option<String>,
    /// The exit code.
    pub code: u8,
}

impl Problem {
    /// The arguments are wrong.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { kind: "usage", message: message.into(), hint: None, code: 2 }
    }

    /// The log cannot be written.
    pub fn log(path: &std::path::Path, error: &std::io::Error) -> Self {
        let message = format!("the log cannot be written to {}: {error}", path.display());
        Self { kind: "io", message, hint: Some("choose another file with --log".to_owned()), code: 3 }
    }

    /// Adds what to try.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Reads what clap says of arguments; a call for help is no problem.
    pub fn of_arguments(error: &clap::Error) -> Result<Reply, Self> {
        use clap::error::ErrorKind as Arguments;
        let text = error.render().to_string();
        if matches!(error.kind(), Arguments::DisplayHelp | Arguments::DisplayVersion) {
            return Ok(Reply::Text(text));
        }
        if error.kind() == Arguments::DisplayHelpOnMissingArgumentOrSubcommand {
            let verb = text.lines().find_map(|line| line.strip_prefix("Usage: ")).unwrap_or("ceremony");
            let verb = verb.split(" <").next().unwrap_or(verb).split(" [").next().unwrap_or(verb);
            return Err(
                Self::usage(format!("{verb} needs to know what to do")).hint(format!("see: {verb} --help"))
            );
        }
        let mut blocks = text.split("\n\n").map(|block| {
            let words: Vec<&str> = block.split_whitespace().collect();
            words.join(" ")
        });
        let message = blocks.next().unwrap_or_default();
        let message = message.strip_prefix("error: ").unwrap_or(&message);
        let (message, choices) = match message.split_once(" [possible values: ") {
            Some((message, choices)) => (message, Some(choices.trim_end_matches(']'))),
            None => (message, None),
        };
        let rest: Vec<String> = blocks.collect();
        let find = |start: &str| rest.iter().find_map(|block| block.strip_prefix(start));
        let given = error.get(ContextKind::InvalidValue).map(ToString::to_string).unwrap_or_default();
        let meant = SUGGESTIONS.iter().find_map(|kind| match error.get(*kind) {
            Some(ContextValue::String(meant)) => Some(meant.clone()),
            Some(ContextValue::Strings(meant)) => meant.first().cloned(),
            _ => None,
        });
        let meant = meant.or_else(|| nearest(&given, choices?.split(", ")).map(str::to_owned));
        let tip = match meant {
            Some(meant) => Some(format!("did you mean {meant}?")),
            None => find("tip: ").map(str::to_owned),
        };
        if error.kind() == Arguments::InvalidSubcommand {
            let verb = error.get(ContextKind::InvalidSubcommand).map(ToString::to_string).unwrap_or_default();
            let hint = tip.unwrap_or_else(|| "see all with: ceremony --help".to_owned());
            return Err(Self::usage(format!("there is no verb {}", quoted(&verb))).hint(hint));
        }
        let hint = match (tip, choices, find("Usage: ")) {
            (Some(tip), _, _) => Some(tip),
            (None, Some(choices), _) => Some(format!("choose one of {choices}")),
            (None, None, Some(usage)) => {
                Some(format!("write: {}", usage.split(" For more").next().unwrap_or(usage)))
            }
            (None, None, None) => None,
        };
        Err(Self { hint, ..Self::usage(message) })
    }

    /// Returns the problem with sentence and hint of a length that people read.
    pub fn clipped(mut self) -> Self {
        self.message = crate::text::clip(&self.message, LONGEST).into_owned();
        self.hint = self.hint.map(|hint| crate::text::clip(&hint, LONGEST).into_owned());
        self
    }
}

/// A value is no value of its kind.
pub(super) fn bad_value(what: &str, given: &str, error: &dyn std::fmt::Display) -> Problem {
    Problem { kind: "value", ..Problem::usage(format!("{} is no {what}", quoted(given))) }
        .hint(error.to_string())
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let (kind, code) = match refusal.reason {
            Reason::Rule => ("rule", 1),
            Reason::Conflict { .. } => ("conflict", 1),
            Reason::Advice => ("advice", 1),
            Reason::Already => ("already", 1),
            Reason::Unknown => ("unknown", 2),
            Reason::Value => ("value", 2),
        };
        let hint = match refusal.reason {
            // On the command line a reason has a name.
            Reason::Advice => refusal.hint.map(|hint| format!("{hint}: --because REASON")),
            Reason::Rule | Reason::Conflict { .. } | Reason::Already | Reason::Unknown | Reason::Value => {
                refusal.hint
            }
        };
        Self { kind, message: refusal.message, hint, code }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        let (kind, code) = match failure.kind {
            Kind::Missing => ("missing", 3),
            Kind::Foreign => ("foreign", 3),
            Kind::TooNew => ("too-new", 3),
            Kind::ReadOnly => ("read-only", 3),
            Kind::Busy => ("busy", 3),
            Kind::Full => ("full", 3),
            Kind::Damaged => ("damaged", 3),
            Kind::Occupied => ("rule", 1),
            Kind::Vanished => ("vanished", 3),
            Kind::Referred => ("referred", 3),
            Kind::Other => ("other", 3),
        };
        Self { kind, message: failure.message, hint: failure.hint, code }
    }
}

impl From<Stop> for Problem {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(refusal) => refusal.into(),
            Stop::Failed(failure) => failure.into(),
        }
    }
}

impl From<BadFilter> for Problem {
    fn from(bad: BadFilter) -> Self {
        Self { kind: "unknown", message: bad.message, hint: bad.hint, code: 2 }
    }
}
