//! Why a verb was not carried out: a sentence, what to try, and the exit code that belongs to it.

use crate::domain::refusal::{Reason, Refusal};
use crate::filter::BadFilter;
use crate::names::quoted;
use crate::session::RunError;
use crate::store::failure::{Failure, FailureKind};

/// The most columns that a sentence or a hint may take.
const LONGEST: usize = 600;

/// A verb that was not carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CliError {
    /// What kind it is, for programs.
    pub kind: &'static str,
    /// What is wrong, in a sentence without its full stop.
    pub message: String,
    /// What to try.
    pub hint: Option<String>,
    /// The exit code.
    pub code: u8,
}

impl CliError {
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

    /// Returns the problem with sentence and hint of a length that people read.
    pub fn clipped(mut self) -> Self {
        self.message = crate::text::clip(&self.message, LONGEST).into_owned();
        self.hint = self.hint.map(|hint| crate::text::clip(&hint, LONGEST).into_owned());
        self
    }
}

/// A value is no value of its kind.
pub(super) fn bad_value(what: &str, given: &str, error: &dyn std::fmt::Display) -> CliError {
    CliError { kind: "value", ..CliError::usage(format!("{} is no {what}", quoted(given))) }
        .hint(error.to_string())
}

impl From<Refusal> for CliError {
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

impl From<Failure> for CliError {
    fn from(failure: Failure) -> Self {
        let (kind, code) = match failure.kind {
            FailureKind::Missing => ("missing", 3),
            FailureKind::Foreign => ("foreign", 3),
            FailureKind::TooNew => ("too-new", 3),
            FailureKind::ReadOnly => ("read-only", 3),
            FailureKind::Busy => ("busy", 3),
            FailureKind::Full => ("full", 3),
            FailureKind::Damaged => ("damaged", 3),
            FailureKind::Occupied => ("rule", 1),
            FailureKind::Vanished => ("vanished", 3),
            FailureKind::Referred => ("referred", 3),
            FailureKind::Other => ("other", 3),
        };
        Self { kind, message: failure.message, hint: failure.hint, code }
    }
}

impl From<RunError> for CliError {
    fn from(stop: RunError) -> Self {
        match stop {
            RunError::Refused(refusal) => refusal.into(),
            RunError::Failed(failure) => failure.into(),
        }
    }
}

impl From<BadFilter> for CliError {
    fn from(bad: BadFilter) -> Self {
        Self { kind: "unknown", message: bad.message, hint: bad.hint, code: 2 }
    }
}
