//! Refusals: why a command is not carried out, and what to try instead.

/// The reason why a command is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A rule of the product forbids it.
    Rule,
    /// Only a product owner may do it, or another person on behalf of one.
    ProductOwner,
    /// Something named does not exist.
    Unknown,
    /// A value is invalid.
    Value,
    /// Another person has changed the value since this person saw it.
    Conflict {
        /// The current value.
        theirs: String,
        /// The value that the person wanted to write.
        yours: String,
    },
    /// Advice speaks against it; the same command with a reason is carried out.
    Advice,
    /// An import has keys that are taken here: another prefix, or new numbers, make it possible.
    KeysTaken,
    /// It would change nothing.
    Already,
}

/// A command that was not carried out. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// The reason.
    pub reason: Reason,
    /// The message, one sentence without a full stop.
    pub message: String,
    /// The hint: what to try instead.
    pub hint: Option<String>,
}

impl Refusal {
    /// Creates a refusal.
    pub fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self { reason, message: message.into(), hint: None }
    }

    /// Creates a refusal because a rule forbids it.
    pub fn rule(message: impl Into<String>) -> Self {
        Self::new(Reason::Rule, message)
    }

    /// Creates a refusal of what only a product owner may do, or another person on behalf of one; `owners` are their
    /// names.
    pub fn for_product_owner(what: &str, owners: &str) -> Self {
        Self::new(Reason::ProductOwner, format!("{what} is for the product owner, {owners}"))
            .hint(format!("do it on behalf of {owners}"))
    }

    /// Creates a refusal because something does not exist.
    pub fn unknown(message: impl Into<String>) -> Self {
        Self::new(Reason::Unknown, message)
    }

    /// Creates a refusal because a value is invalid.
    pub fn value(message: impl Into<String>) -> Self {
        Self::new(Reason::Value, message)
    }

    /// Creates a refusal because nothing would change.
    pub fn already(message: impl Into<String>) -> Self {
        Self::new(Reason::Already, message)
    }

    /// Creates a refusal because advice speaks against it.
    pub fn advice(message: impl Into<String>) -> Self {
        Self::new(Reason::Advice, message).hint("give a reason to do it anyway")
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
