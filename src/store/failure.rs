//! Failures of the outside world: which file, what happened, what to try. None of them loses acknowledged data.

/// The hint for damage: `doctor` names the way that loses least.
pub(crate) const SEE_DOCTOR: &str = "see what is wrong, and how to mend it, with: ceremony doctor";

/// The kind of a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// There is no such file.
    Missing,
    /// The file is not a database, or belongs to another program.
    Foreign,
    /// The file is empty.
    Empty,
    /// The file was written by a newer version of the program.
    TooNew,
    /// The file cannot be written.
    ReadOnly,
    /// Another program has locked the file.
    Busy,
    /// The disk is full.
    Full,
    /// The disk reports an error.
    Disk,
    /// The file is damaged.
    Damaged,
    /// Revisions that were in the file are missing.
    Lost,
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
    /// What the program that has locked the file does with it, if it says so: `an import by Ana, 40 %`.
    pub work: Option<String>,
}

/// Formats what is waited for: `waiting for an import by Ana, 40 %`.
pub(super) fn waiting_for(work: Option<&str>) -> String {
    format!("waiting for {}", work.unwrap_or("another program"))
}

impl Failure {
    /// Creates a failure.
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None, work: None }
    }

    /// Formats what is waited for, of a locked file: `waiting for an import by Ana, 40 %`.
    pub fn waiting(&self) -> String {
        waiting_for(self.work.as_deref())
    }

    /// Returns whether it says nothing of what became of a change that was being written: the disk has failed.
    pub(super) fn is_of_the_disk(&self) -> bool {
        matches!(self.kind, FailureKind::Full | FailureKind::Disk)
    }

    /// Adds that the change is not in the file.
    #[must_use]
    pub(super) fn without_change(self) -> Self {
        Self { message: format!("{}; it was not changed", self.message), ..self }
    }

    /// Adds that it is not known whether the change is in the file.
    #[must_use]
    pub(super) fn with_unknown_change(self) -> Self {
        let message = format!(
            "{}; whether this change was saved is known only when the file is opened again",
            self.message
        );
        Self { message, ..self }.hint("make sure that the disk works and has room, then see: ceremony log")
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
