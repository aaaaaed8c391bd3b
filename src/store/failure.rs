//! The world says no: which file, what happened, what to try. Nothing that was acknowledged is lost by any of these.

use std::fmt;

/// What kind of failure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// There is no such file.
    Missing,
    /// The file is no database, or another program's.
    Foreign,
    /// The file was written by a newer version of the program.
    TooNew,
    /// The file cannot be written.
    ReadOnly,
    /// Another program holds the file.
    Busy,
    /// The disk is full.
    Full,
    /// The file is damaged.
    Damaged,
    /// There is a file already where a new one was to be.
    Occupied,
    /// The file was moved, removed or replaced while it was open.
    Vanished,
    /// Something still refers to what was to be taken away.
    Referred,
    /// Anything else: the disk, the system.
    Other,
}

/// Something outside the program went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What kind it is.
    pub kind: FailureKind,
    /// What happened, in one sentence that names the file.
    pub message: String,
    /// What to try.
    pub hint: Option<String>,
}

impl Failure {
    /// Makes a failure.
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None }
    }

    /// Adds what to try.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}
