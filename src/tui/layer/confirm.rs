//! Questions that are answered with yes or no.

use crate::present::tree::Styled;

/// A question that is answered with yes or no.
pub struct Confirm<E> {
    /// The question.
    pub title: String,
    /// What there is to know before the answer.
    pub lines: Vec<Styled>,
    /// What is done on yes.
    pub then: Vec<E>,
}
