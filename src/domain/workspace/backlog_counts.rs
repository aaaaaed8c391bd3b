//! Counts over the complete backlog, updated by every change so that the heading costs nothing.

use crate::domain::item::Item;
use crate::domain::value::{Points, Stage};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The counts in the heading of the backlog. Only open items are counted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BacklogCounts {
    /// The number of items in each stage, in the order of [`Stage::ALL`].
    pub stages: [u32; 7],
    /// The points of the ready items, in hundredths; those of parents and children count once.
    pub ready_points: u64,
    /// The number of ready items without an estimate.
    pub ready_unestimated: u32,
    /// The number of items in the backlog without a criterion.
    pub without_criteria: u32,
    /// The number of items in the backlog without an estimate.
    pub unestimated: u32,
    /// The number of open questions about items in the backlog.
    pub questions: u32,
    /// The number of blocked items, on the board or not.
    pub blocked: u32,
    /// The number of items in the backlog by estimate, in hundredths of a point.
    pub sizes: BTreeMap<u32, u32>,
}

impl BacklogCounts {
    /// Returns the number of items in `stage`; accepted and dropped ones are not counted.
    pub fn count(&self, stage: Stage) -> u32 {
        self.stages[stage as usize]
    }

    /// Returns the number of items in the backlog.
    pub fn in_backlog(&self) -> u32 {
        self.count(Stage::New) + self.count(Stage::Ready)
    }

    /// Returns the number of items in the backlog larger than `most`.
    pub fn larger_than(&self, most: Points) -> u32 {
        self.sizes.range(most.as_hundredths() + 1..).map(|(_, count)| count).sum()
    }

    /// Replaces what some items add to the ready points.
    pub(super) fn replace_ready(&mut self, before: u64, after: u64) {
        self.ready_points = self.ready_points.saturating_sub(before).saturating_add(after);
    }

    /// Adds an item to the counts, or removes it; not to the ready points.
    pub(super) fn count_item(&mut self, item: &Item, present: bool) {
        if !item.stage.is_open() {
            return;
        }
        let step = |number: &mut u32, by: u32| {
            *number = if present { number.saturating_add(by) } else { number.saturating_sub(by) };
        };
        step(&mut self.stages[item.stage as usize], 1);
        step(&mut self.blocked, u32::from(item.blocked.is_some()));
        if !item.is_in_backlog() {
            return;
        }
        step(&mut self.without_criteria, u32::from(item.tally.criteria == 0));
        step(&mut self.questions, u32::from(item.tally.questions));
        match item.estimate {
            None => {
                step(&mut self.unestimated, 1);
                step(&mut self.ready_unestimated, u32::from(item.stage == Stage::Ready));
            }
            Some(points) => {
                let count = self.sizes.entry(points.as_hundredths()).or_default();
                step(count, 1);
                if *count == 0 {
                    self.sizes.remove(&points.as_hundredths());
                }
            }
        }
    }
}
