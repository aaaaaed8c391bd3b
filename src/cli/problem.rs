//! The error of a verb: a sentence, a hint, and the exit code.

use super::options::GlobalOptions;
use crate::domain::refusal::{Reason, Refusal};
use crate::filter::BadFilter;
use crate::names::quoted;
use crate::session::RunError;
use crate::store::failure::{Failure, FailureKind, SEE_DOCTOR};

/// The maximum width of a sentence or a hint, in columns.
const LONGEST: usize = 600;

/// The error of a verb that was not carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CliError {
    /// The kind, for programs.
    pub kind: &'static str,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// The hint: what to try.
    pub hint: Option<String>,
    /// The exit code.
    pub code: u8,
}

impl CliError {
    /// Creates an error for invalid arguments.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { kind: "usage", message: message.into(), hint: None, code: 2 }
    }

    /// Creates an error for a log that cannot be written.
    pub fn log(path: &std::path::Path, error: &std::io::Error) -> Self {
        let message = format!("the log cannot be written to {}: {error}", path.display());
        Self { kind: "io", message, hint: Some("choose another file with --log".to_owned()), code: 3 }
    }

    /// Adds what was saved before the disk failed.
    #[must_use]
    pub fn after(self, written: Option<u64>) -> Self {
        match written.filter(|_| self.code == 3) {
            Some(revision) => Self {
                message: format!("{}; what was done before is saved, as revision {revision}", self.message),
                hint: Some("do not repeat it; see it with: ceremony log".to_owned()),
                ..self
            },
            None => self,
        }
    }

    /// Completes the hint for damage with the file that was given: `doctor` names the way that loses least.
    #[must_use]
    pub fn of_file(self, options: &GlobalOptions) -> Self {
        if self.kind == "damaged" { self.hint(format!("{SEE_DOCTOR}{}", options.at())) } else { self }
    }

    /// Returns the sentence with its hint.
    pub fn sentence(self) -> String {
        match self.hint {
            Some(hint) => format!("{}; {hint}", self.message),
            None => self.message,
        }
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Clips sentence and hint to a readable length.
    pub fn clipped(mut self) -> Self {
        self.message = crate::text::clip(&self.message, LONGEST).into_owned();
        self.hint = self.hint.map(|hint| crate::text::clip(&hint, LONGEST).into_owned());
        self
    }
}

/// Creates an error for an invalid value.
pub(super) fn bad_value(what: &str, given: &str, error: &dyn std::fmt::Display) -> CliError {
    CliError { kind: "value", ..CliError::usage(format!("{} is no {what}", quoted(given))) }
        .hint(error.to_string())
}

impl From<Refusal> for CliError {
    fn from(refusal: Refusal) -> Self {
        let (kind, code) = match refusal.reason {
            Reason::Rule | Reason::ProductOwner | Reason::KeysTaken => ("rule", 1),
            Reason::Conflict { .. } => ("conflict", 1),
            Reason::Advice => ("advice", 1),
            Reason::Already => ("already", 1),
            Reason::Unknown => ("unknown", 2),
            Reason::Value => ("value", 2),
        };
        let hint = match refusal.reason {
            // On the command line, reasons are given with an option.
            Reason::Advice => refusal.hint.map(|hint| format!("{hint}: --because REASON")),
            Reason::ProductOwner => refusal.hint.map(|hint| format!("{hint}: --on-behalf NAME")),
            Reason::KeysTaken => refusal.hint.map(|hint| format!("{hint}: --renumber or --prefix XY")),
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
            FailureKind::Foreign | FailureKind::Empty => ("foreign", 3),
            FailureKind::TooNew => ("too-new", 3),
            FailureKind::ReadOnly => ("read-only", 3),
            FailureKind::Busy => ("busy", 3),
            FailureKind::Full => ("full", 3),
            FailureKind::Damaged => ("damaged", 3),
            FailureKind::Lost => ("lost", 3),
            FailureKind::Occupied => ("rule", 1),
            FailureKind::Vanished => ("vanished", 3),
            FailureKind::Referred => ("referred", 3),
            FailureKind::Disk | FailureKind::Other => ("other", 3),
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
