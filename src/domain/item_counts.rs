//! Counts of an item's parts, kept on the item so that a list needs no second query.

use super::value::{Cell, Damaged, Scalar, Value};

/// Counts of an item's parts. Computed only by `apply`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ItemCounts {
    /// Acceptance criteria.
    pub criteria: u16,
    /// Acceptance criteria that are met.
    pub met: u16,
    /// Acceptance criteria that failed.
    pub failed: u16,
    /// Tasks.
    pub tasks: u16,
    /// Tasks that are done.
    pub tasks_done: u16,
    /// Unanswered questions.
    pub questions: u16,
    /// Comments.
    pub comments: u16,
    /// Links.
    pub links: u16,
    /// Links to a design.
    pub designs: u16,
    /// The parts of the narrative that are present, as a sum: 1 for the role, 2 for the request.
    pub narrative: u16,
}

impl ItemCounts {
    /// Returns whether the narrative states both role and request.
    pub fn has_narrative(&self) -> bool {
        self.narrative == 3
    }

    fn all(self) -> [u16; 10] {
        [
            self.criteria,
            self.met,
            self.failed,
            self.tasks,
            self.tasks_done,
            self.questions,
            self.comments,
            self.links,
            self.designs,
            self.narrative,
        ]
    }
}

impl Scalar for ItemCounts {
    fn to_value(&self) -> Value {
        Value::Text(self.all().map(|number| number.to_string()).join(" "))
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged> {
        let damaged = || Damaged::new("ten counts", cell);
        let Cell::Text(text) = cell else { return Err(damaged()) };
        let numbers: Option<Vec<u16>> = text.split(' ').map(|word| word.parse().ok()).collect();
        let numbers = numbers.and_then(|numbers| <[u16; 10]>::try_from(numbers).ok());
        let [criteria, met, failed, tasks, tasks_done, questions, comments, links, designs, narrative] =
            numbers.ok_or_else(damaged)?;
        Ok(Self { criteria, met, failed, tasks, tasks_done, questions, comments, links, designs, narrative })
    }
}
