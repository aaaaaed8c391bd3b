//! A rule says no: why, and what to try.

/// Why a command is not carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A rule of the product stands against it.
    Rule,
    /// Only a product owner may do it, or another person on behalf of one.
    ProductOwner,
    /// Something named does not exist.
    Unknown,
    /// A value cannot be.
    Value,
    /// Somebody has changed the value since the person saw it.
    Conflict {
        /// What stands there now.
        theirs: String,
        /// What the person wanted to write.
        yours: String,
    },
    /// Advice stands against it; the same command with a reason is carried out.
    Advice,
    /// It is so already.
    Already,
}

/// A command that was not carried out. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// Why.
    pub reason: Reason,
    /// Why, in one sentence without a full stop.
    pub message: String,
    /// What to try instead.
    pub hint: Option<String>,
}

impl Refusal {
    /// Makes a refusal.
    pub fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self { reason, message: message.into(), hint: None }
    }

    /// A rule stands against it.
    pub fn rule(message: impl Into<String>) -> Self {
        Self::new(Reason::Rule, message)
    }

    /// Only a product owner may do it, or another person on behalf of one; `owners` are their names.
    pub fn for_product_owner(what: &str, owners: &str) -> Self {
        Self::new(Reason::ProductOwner, format!("{what} is for the product owner, {owners}"))
            .hint(format!("do it on behalf of {owners}"))
    }

    /// Something does not exist.
    pub fn unknown(message: impl Into<String>) -> Self {
        Self::new(Reason::Unknown, message)
    }

    /// A value cannot be.
    pub fn value(message: impl Into<String>) -> Self {
        Self::new(Reason::Value, message)
    }

    /// It is so already.
    pub fn already(message: impl Into<String>) -> Self {
        Self::new(Reason::Already, message)
    }

    /// Advice stands against it.
    pub fn advice(message: impl Into<String>) -> Self {
        Self::new(Reason::Advice, message).hint("give a reason to do it all the same")
    }

    /// Adds what to try.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
