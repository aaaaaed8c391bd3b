//! Confirmations: yes-or-no questions.

use crate::present::tree::Styled;

/// A confirmation.
pub struct Confirm<E> {
    /// The question.
    pub title: String,
    /// Information shown below it.
    pub lines: Vec<Styled>,
    /// The effects of yes.
    pub then: Vec<E>,
}
