//! Failures of the outside world: which file, what happened, what to try. None of them loses acknowledged data.

/// The kind of a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// There is no such file.
    Missing,
    /// The file is not a database, or belongs to another program.
    Foreign,
    /// The file was written by a newer version of the program.
    TooNew,
    /// The file cannot be written.
    ReadOnly,
    /// Another program has locked the file.
    Busy,
    /// The disk is full.
    Full,
    /// The file is damaged.
    Damaged,
    /// A file already exists where a new one was to be created.
    Occupied,
    /// The file was moved, removed or replaced while it was open.
    Vanished,
    /// Other rows still refer to a row that was to be removed.
    Referred,
    /// Anything else: the disk, the operating system.
    Other,
}

/// A failure outside of the program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// The kind.
    pub kind: FailureKind,
    /// What happened, in one sentence that names the file.
    pub message: String,
    /// The hint: what to try.
    pub hint: Option<String>,
}

impl Failure {
    /// Creates a failure.
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None }
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
