//! Counts over the whole backlog, kept up by every change so that a head line costs nothing.

use crate::domain::item::Item;
use crate::domain::value::{Points, Stage};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the head of the backlog says. Everything counts open items only.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BacklogCounts {
    /// How many items there are in each stage, in the order of [`Stage::ALL`].
    pub stages: [u32; 7],
    /// The points of the ready items, in hundredths.
    pub ready_points: u64,
    /// Items in the backlog without a criterion.
    pub without_criteria: u32,
    /// Items in the backlog without an estimate.
    pub unestimated: u32,
    /// Open questions about items in the backlog.
    pub questions: u32,
    /// Blocked items, on the board or not.
    pub blocked: u32,
    /// How many items in the backlog there are of each estimate, in hundredths of a point.
    pub sizes: BTreeMap<u32, u32>,
}

impl BacklogCounts {
    /// Returns how many items are in `stage`; accepted and dropped ones are not counted here.
    pub fn count(&self, stage: Stage) -> u32 {
        self.stages[stage as usize]
    }

    /// Returns how many items are listed in the backlog.
    pub fn in_backlog(&self) -> u32 {
        self.count(Stage::New) + self.count(Stage::Ready)
    }

    /// Returns how many items in the backlog are larger than `most`.
    pub fn larger_than(&self, most: Points) -> u32 {
        self.sizes.range(most.as_hundredths() + 1..).map(|(_, count)| count).sum()
    }

    /// Counts an item in, or out.
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
        if item.stage == Stage::Ready {
            let points = u64::from(item.points().as_hundredths());
            self.ready_points = if present {
                self.ready_points.saturating_add(points)
            } else {
                self.ready_points.saturating_sub(points)
            };
        }
        step(&mut self.without_criteria, u32::from(item.tally.criteria == 0));
        step(&mut self.questions, u32::from(item.tally.questions));
        match item.estimate {
            None => step(&mut self.unestimated, 1),
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
