//! Reading what metrics are made of. As many queries as there are questions, never one an item.

use super::Store;
use super::failure::Failure;
use super::sql::flow;
use crate::domain::flow::ItemEvent;
use crate::domain::id::SprintId;
use crate::domain::item::Item;
use crate::domain::reference::Reference;

impl Store {
    /// Reads the changes of stage, column and estimate of the items that are or were selected for one of these sprints,
    /// in the order of the history, those from before and after the sprint as well.
    pub fn item_events(
        &mut self,
        sprints: &[SprintId],
        each: &mut dyn FnMut(ItemEvent),
    ) -> Result<(), Failure> {
        self.engine.read(&mut |tx| flow::item_events(tx, sprints, each))
    }

    /// Reads the rejections of items that were ever selected for a sprint, but for those that were taken back.
    pub fn rejections(&mut self, sprint: SprintId, each: &mut dyn FnMut(ItemEvent)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| flow::standing(tx, sprint, "rejected", each))
    }

    /// Reads when items that were ever selected for a sprint were blocked and were no longer, but for what was taken back.
    pub fn blocks(&mut self, sprint: SprintId, each: &mut dyn FnMut(ItemEvent)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| flow::standing(tx, sprint, "blocked", each))
    }

    /// Reads the items that were accepted or dropped in one of these sprints.
    pub fn ended_in(&mut self, sprints: &[SprintId], each: &mut dyn FnMut(Item)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| flow::ended_in(tx, sprints, each))
    }

    /// Reads the items that were accepted in one of these sprints with an estimate, a day on which they were begun and a
    /// day on which they ended; the newest first, at most so many.
    pub fn references(
        &mut self,
        sprints: &[SprintId],
        most: u64,
        each: &mut dyn FnMut(Reference),
    ) -> Result<(), Failure> {
        self.engine.read(&mut |tx| flow::references(tx, sprints, most, each))
    }
}
